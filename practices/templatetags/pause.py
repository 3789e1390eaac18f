"""Small ways of saying things in templates."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, MultiWidget, RadioSelect
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from practices.bidi import isolated
from practices.codes import CopyMark
from practices.colleagues import Namesakes, namesakes_of
from practices.dates import day_in_words
from practices.london import clock_of, day_in_london, moment_in_words
from practices.marks import passages_of
from practices.models import User
from practices.printable import with_bullets
from practices.references import in_one_piece, one_piece
from practices.telephone import pieces_of

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """A date as people write it, `1 March 2019`; a dash where there is none."""
    return day_in_words(value) if value else "–"


@register.filter
def short_day(value: date | None) -> str:
    """A date for a table, `1 Mar 2019`."""
    return f"{value.day} {value:%b %Y}" if value else "–"


@register.filter
def near_day(value: date) -> str:
    """A date of these weeks, `1 Mar`; of another year than this one with the year, which says that it is not near."""
    return f"{value.day} {value:%b}{_year_of(value)}"


@register.filter
def near_weekday(value: date) -> str:
    """The same with its weekday, `Fri 1 Mar`; of a moment its day in London."""
    on = day_in_london(value) if isinstance(value, datetime) else value
    return f"{on:%a} {near_day(on)}"


def _year_of(value: date) -> str:
    return "" if value.year == timezone.localdate().year else f" {value.year}"


@register.filter
def moment(value: datetime | None) -> str:
    """A time in London, `1 March 2019 at 14:05`; the day alone where no time is known."""
    return "–" if value is None else moment_in_words(value)


@register.filter
def short_moment(value: datetime) -> str:
    """The same for a list, `1 Mar 2019, 14:05`."""
    clock = clock_of(value)
    return short_day(day_in_london(value)) + (f", {clock}" if clock else "")


@register.filter
def clock(value: datetime) -> str:
    """A time of day in London, `14:05`, where the day is said already."""
    return clock_of(value) or "Time not known"


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
            for one in passages_of(with_bullets(text or ""))
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
def bdi(name: object) -> SafeString:
    """A name that does not turn what stands beside it, whatever script it is written in."""
    return format_html("<bdi>{}</bdi>", in_one_piece(name)) if name else SafeString("")


@register.filter
def ref(reference: object) -> SafeString:
    """A reference, in one piece: no line ends at its hyphen."""
    return one_piece(reference)


@register.filter
def whole_refs(text: object) -> SafeString:
    """Running text with each reference in it in one piece."""
    return in_one_piece(text)


@register.filter
def apart(name: str) -> str:
    """The same for plain text, where no tag may stand: a title, a label that is read aloud."""
    return isolated(name or "")


@register.simple_tag(takes_context=True)
def person(context: Context, user: User | None, otherwise: str = "") -> SafeString | str:
    """A colleague by name, with the address where another of the team bears it."""
    if user is None:
        return otherwise
    address = _namesakes(context).by_user.get(user.pk)
    return format_html("<bdi>{}</bdi> ({})", user.name, address) if address else bdi(user.name)


@register.simple_tag(takes_context=True)
def practitioner(context: Context, record: Any, otherwise: str = "") -> SafeString | str:
    """Whose caseload a woman is on, or who wrote a contact down, as the record holds it."""
    name = record.practitioner_name
    return bdi(_namesakes(context).told_apart(name, record.practitioner_id)) if name else otherwise


def _namesakes(context: Context) -> Namesakes:
    """Read once a request, in the Practice's scope; nobody where there is none."""
    request = context.get("request")
    practice = context.get("practice")
    if request is None or practice is None:
        return Namesakes()
    held = getattr(request, "pause_namesakes", None)
    if held is None:
        held = request.pause_namesakes = namesakes_of(practice.pk)
    return held


@register.filter
def less(number: int, other: int) -> int:
    """The difference of two numbers."""
    return number - other


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """A mapping's value."""
    return mapping.get(key, "")
