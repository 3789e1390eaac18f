"""How forms look: every field of the site is drawn by practices.forms.drawing, every other widget by Django."""

from typing import Any

from django.forms.renderers import TemplatesSetting

from practices.forms.drawing import draw_field, draw_input, draw_select

INPUTS = ("input", "text", "hidden", "number", "email", "date", "time")
DRAWN = {
    **{f"django/forms/widgets/{name}.html": draw_input for name in INPUTS},
    "django/forms/widgets/select.html": draw_select,
}


class PauseRenderer(TemplatesSetting):
    """A form's frame is a template of ours; what stands in it is drawn in Python."""

    form_template_name = "_components/form.html"
    field_template_name = "a field"  # drawn, not read

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """By a function where there is one."""
        if template_name == self.field_template_name:
            return draw_field(context["field"])
        draw = DRAWN.get(template_name)
        return super().render(template_name, context, request) if draw is None else draw(context["widget"])
