"""Small ways of saying things in templates."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, MultiWidget, RadioSelect
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from practices.codes import CopyMark
from practices.marks import passages_of
from practices.telephone import pieces_of

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """A date as people write it, `1 March 2019`; a dash where there is none."""
    return f"{value.day} {value:%B %Y}" if value else "–"


@register.filter
def short_day(value: date | None) -> str:
    """A date for a table, `1 Mar 2019`."""
    return f"{value.day} {value:%b %Y}" if value else "–"


@register.filter
def moment(value: datetime | None) -> str:
    """A time in London, `1 March 2019 at 14:05`."""
    if value is None:
        return "–"
    local = timezone.localtime(value)
    return f"{day(local.date())} at {local:%H:%M}"


BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
DEVICES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
           ("Linux", "Linux"))  # fmt: skip


@register.filter
def browser(user_agent: str) -> str:
    """“Firefox on Windows”: enough to know one's own devices by."""
    name = next((name for sign, name in BROWSERS if sign in user_agent), "A browser")
    device = next((name for sign, name in DEVICES if sign in user_agent), "")
    return f"{name} on {device}" if device else name


@register.filter
def first_input(field: BoundField) -> str:
    """The id that an error's link leads to: the first box or choice, where a field has several."""
    widget = field.field.widget
    return f"{field.auto_id}_0" if isinstance(widget, (RadioSelect, MultiWidget)) else field.auto_id


@register.filter
def lower_first(text: str) -> str:
    """For the middle of a sentence: months keep their capital."""
    return text[:1].lower() + text[1:]


@register.filter
def marked(text: str) -> SafeString:
    """Words of a record, with the passages that were marked as they were written set off, each with why."""
    return format_html_join(
        "",
        "{}",
        (
            (
                format_html(
                    '<mark class="pause-marked">{} <small>({})</small></mark>',
                    one.words,
                    CopyMark(one.mark).label.lower(),
                )
                if one.mark
                else one.words,
            )
            for one in passages_of(text or "")
        ),
    )


@register.filter
def to_ring(text: str) -> SafeString:
    """A text whose telephone numbers ring when they are tapped, each as people read it."""
    link = '<a class="govuk-link" href="tel:{}">{}</a>'
    return format_html_join(
        "", "{}", ((format_html(link, number, piece) if number else piece,) for piece, number in pieces_of(text))
    )


@register.simple_tag
def tag(text: str, colour: str = "grey") -> SafeString:
    """A GOV.UK tag."""
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


@register.filter
def less(number: int, other: int) -> int:
    """The difference of two numbers."""
    return number - other


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """A mapping's value."""
    return mapping.get(key, "")
