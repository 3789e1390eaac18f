"""How forms look: our few field templates, used by every form of the site.

A page of pills and options holds a hundred widgets. The commonest are drawn here in Python, as Django's own templates
draw them but without a template each: it halves the time of the page that logs a contact.
"""

from collections.abc import Callable
from html import escape
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

INPUTS = ("input", "text", "hidden", "number", "email", "date", "time")


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
    return SafeString(f"<input{attributes(attrs)}>")  # every part went through attributes()


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
    return SafeString("".join([*parts, "</select>"]))  # every part went through escape()


def draw_choices(options: Any, *, css: str, item: str, label_css: str = "") -> SafeString:
    """The choices of a group of radios or checkboxes, each with its label, in an element of class `item`."""
    parts = []
    for one in options:
        drawn = draw_input({**one.data, "attrs": {**one.data["attrs"], "class": css}})
        label = attributes({"class": label_css or None, "for": one.id_for_label})
        parts.append(f'<div class="{item}">{drawn}<label{label}>{escape(str(one.choice_label))}</label></div>')
    return SafeString("".join(parts))  # every part went through escape()


DRAWN: dict[str, Callable[[dict[str, Any]], SafeString]] = {
    **{f"django/forms/widgets/{name}.html": draw_input for name in INPUTS},
    "django/forms/widgets/select.html": draw_select,
}


class PauseRenderer(TemplatesSetting):
    """Fields are drawn by templates/_components/field.html."""

    form_template_name = "_components/form.html"
    field_template_name = "_components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """By a function where there is one."""
        draw = DRAWN.get(template_name)
        return super().render(template_name, context, request) if draw is None else draw(context["widget"])
