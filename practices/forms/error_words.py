"""The words in which a form says what is wrong, where a field has none of its own."""

from typing import Any, cast

from django import forms


def plain_words(form: forms.BaseForm) -> None:
    """Django's default messages, in words that say what to do."""
    for field in form.fields.values():
        name = str(field.label or "").strip()
        messages = field.error_messages
        _without_dashes(field)
        is_choice = isinstance(field, (forms.ChoiceField, forms.ModelChoiceField))
        if messages.get("required") == "This field is required.":
            messages["required"] = f"Choose an answer for “{name}”." if is_choice else f"Fill in “{name}”."
        if str(messages.get("invalid_choice", "")).startswith("Select a valid choice"):
            messages["invalid_choice"] = f"Choose an answer for “{name}” from the list."
        if isinstance(field, (forms.DecimalField, forms.FloatField)):  # both are whole numbers' fields to Django
            messages["invalid"] = f"“{name}” must be a number, like 80 or 2.5."
        elif isinstance(field, forms.IntegerField):
            messages["invalid"] = f"“{name}” must be a whole number, like 45."
        if isinstance(field, forms.TimeField):
            messages["invalid"] = "Enter a time, like 14:30."
        if isinstance(field, forms.EmailField):
            messages["invalid"] = "Enter an e-mail address, like name@example.org."


def _without_dashes(field: forms.Field) -> None:
    """An empty choice in words; among pills, no empty choice at all."""
    if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.ModelChoiceField):
        return
    choices: list[Any] = list(cast(Any, field.choices))
    if not choices or choices[0] != ("", "---------"):
        return
    is_pills = isinstance(field.widget, forms.RadioSelect)
    field.choices = choices[1:] if is_pills else [("", "Choose" if field.required else "Not said"), *choices[1:]]
