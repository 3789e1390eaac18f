"""How forms look: our few field templates, used by every form of the site."""

from django.forms.renderers import TemplatesSetting


class PauseRenderer(TemplatesSetting):
    """Fields are drawn by templates/_components/field.html."""

    form_template_name = "_components/form.html"
    field_template_name = "_components/field.html"
