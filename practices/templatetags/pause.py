"""Small ways of saying things in templates."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, FileInput, MultiWidget, RadioSelect, Select, Textarea
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from practices.forms.renderer import draw_choices

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


@register.filter
def with_class(field: BoundField, extra: str) -> SafeString:
    """The field's widget with the class of its kind, described by its hint and its error."""
    widget = field.field.widget
    kinds = {CheckboxInput: "", FileInput: "govuk-file-upload", Select: "govuk-select", Textarea: "govuk-textarea"}
    own = next((name for kind, name in kinds.items() if isinstance(widget, kind)), "govuk-input")
    error = f"{own}--error" if own and field.errors else ""
    classes = " ".join(word for word in (own, error, extra, widget.attrs.get("class", "")) if word)
    described = [f"{field.auto_id}_helptext"] if field.help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    attrs: dict[str, Any] = {"class": classes}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


@register.filter
def first_input(field: BoundField) -> str:
    """The id that an error's link leads to: the first box or choice, where a field has several."""
    widget = field.field.widget
    return f"{field.auto_id}_0" if isinstance(widget, (RadioSelect, MultiWidget)) else field.auto_id


LOOKS = {
    "pills": {"css": "pause-pill__input", "item": "pause-pill"},
    "checks": {
        "css": "govuk-checkboxes__input",
        "item": "govuk-checkboxes__item",
        "label_css": "govuk-label govuk-checkboxes__label",
    },
    "radios": {
        "css": "govuk-radios__input",
        "item": "govuk-radios__item",
        "label_css": "govuk-label govuk-radios__label",
    },
}


@register.filter
def choices_as(field: BoundField, look: str) -> SafeString:
    """The choices of a group, each with its label."""
    return draw_choices(field, **LOOKS[look])


@register.simple_tag
def tag(text: str, colour: str = "grey") -> SafeString:
    """A GOV.UK tag."""
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """A mapping's value."""
    return mapping.get(key, "")
