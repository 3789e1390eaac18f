"""A field as HTML: label, hint, error and widget, in the markup of GOV.UK Frontend.

Drawn here in Python rather than by templates: the page that logs a contact holds twenty fields with more than a
hundred inputs and options, and Django renders a template for each (decision 0022). Every value goes through escape().
"""

from html import escape
from typing import Any

from django.forms import BoundField, CheckboxInput, FileInput, Select, Textarea
from django.utils.safestring import SafeString

from practices.references import in_one_piece

KINDS = {CheckboxInput: "", FileInput: "govuk-file-upload", Select: "govuk-select", Textarea: "govuk-textarea"}
CHECKBOX, RADIO = "govuk-checkboxes", "govuk-radios"


def attributes(attrs: dict[str, Any]) -> str:
    """Attributes as HTML, each escaped; True has no value, and False and None are left out."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False and value is not None
    )


def draw_input(widget: dict[str, Any]) -> SafeString:
    """One input; a value of None has no attribute."""
    value = {} if widget["value"] is None else {"value": widget["value"]}
    attrs = {"type": widget["type"], "name": widget["name"], **value, **widget["attrs"]}
    return SafeString(f"<input{attributes(attrs)}>")


def draw_select(widget: dict[str, Any]) -> SafeString:
    """A list to choose from, its groups as they come."""
    parts = [f"<select{attributes({'name': widget['name'], **widget['attrs']})}>"]
    for label, options, _ in widget["optgroups"]:
        if label:
            parts.append(f'<optgroup label="{escape(str(label))}">')
        for option in options:
            attrs = {"value": option["value"], **option["attrs"]}
            parts.append(f"<option{attributes(attrs)}>{escape(str(option['label']))}</option>")
        if label:
            parts.append("</optgroup>")
    return SafeString("".join([*parts, "</select>"]))


def draw_field(field: BoundField) -> SafeString:
    """A whole field: a group of choices or boxes in a fieldset, one checkbox, or a label with its widget."""
    widget: Any = field.field.widget
    look = getattr(widget, "look", "radios" if getattr(widget, "input_type", "") == "radio" else "")
    error = " govuk-form-group--error" if field.errors else ""
    body = _group(field, look) if look else _checkbox(field) if isinstance(widget, CheckboxInput) else _single(field)
    return SafeString(f'<div class="govuk-form-group{error}" data-field="{escape(field.name)}">{body}</div>')


def _group(field: BoundField, look: str) -> str:
    described = attributes({"aria-describedby": " ".join(_described_by(field)) or None})
    legend = f'<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{in_one_piece(field.label)}</legend>'
    body = f"{legend}{_hint(field)}{_errors(field)}{_choices(field, look)}"
    return f'<fieldset class="govuk-fieldset"{described}>{body}</fieldset>'


def _choices(field: BoundField, look: str) -> str:
    if look == "boxes":
        return str(field)
    if look in ("pills", "score"):
        return f'<div class="pause-{look}">{_options(field, "pause-pill", "pause-pill__input", None)}</div>'
    kind, small = (CHECKBOX, f" {CHECKBOX}--small") if look == "checks" else (RADIO, "")
    drawn = _options(field, f"{kind}__item", f"{kind}__input", f"govuk-label {kind}__label")
    return f'<div class="{kind}{small}" data-module="{kind}">{drawn}</div>'


def _options(field: BoundField, item: str, css: str, label_css: str | None) -> str:
    parts = []
    for one in field:
        drawn = draw_input({**one.data, "attrs": {**one.data["attrs"], "class": css}})
        label = attributes({"class": label_css, "for": one.id_for_label})
        parts.append(f'<div class="{item}">{drawn}<label{label}>{in_one_piece(one.choice_label)}</label></div>')
    return "".join(parts)


def _checkbox(field: BoundField) -> str:
    label = attributes({"class": f"govuk-label {CHECKBOX}__label", "for": field.id_for_label})
    return (
        f'{_errors(field)}<div class="{CHECKBOX}" data-module="{CHECKBOX}"><div class="{CHECKBOX}__item">'
        f"{_widget(field, f'{CHECKBOX}__input')}<label{label}>{in_one_piece(field.label)}</label>"
        f"{_hint(field, f'{CHECKBOX}__hint')}</div></div>"
    )


def _single(field: BoundField) -> str:
    label = attributes({"class": "govuk-label govuk-label--s", "for": field.id_for_label})
    return f"<label{label}>{in_one_piece(field.label)}</label>{_hint(field)}{_errors(field)}{_widget(field)}"


def _widget(field: BoundField, extra: str = "") -> str:
    """The widget with the class of its kind, described by its hint and its error."""
    widget = field.field.widget
    own = next((name for kind, name in KINDS.items() if isinstance(widget, kind)), "govuk-input")
    error = f"{own}--error" if own and field.errors else ""
    attrs: dict[str, str | bool] = {
        "class": " ".join(word for word in (own, error, extra, widget.attrs.get("class", "")) if word)
    }
    if described := _described_by(field):
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


def _described_by(field: BoundField) -> list[str]:
    found = [f"{field.auto_id}_helptext"] if field.help_text else []
    return [*found, f"{field.auto_id}_error"] if field.errors else found


def _hint(field: BoundField, extra: str = "") -> str:
    if not field.help_text:
        return ""
    css = f"govuk-hint {extra}".strip()
    return f'<div class="{css}" id="{field.auto_id}_helptext">{in_one_piece(field.help_text)}</div>'


def _errors(field: BoundField) -> str:
    if not field.errors:
        return ""
    said = "<br>".join(f'<span class="govuk-visually-hidden">Error:</span> {in_one_piece(one)}' for one in field.errors)
    return f'<p class="govuk-error-message" id="{field.auto_id}_error">{said}</p>'
