"""Telephone numbers in forms: saved in one form, and asked about where they look wrong."""

from typing import Any, ClassVar

from django import forms

from practices.forms.record import SentForm
from practices.telephone import as_printed, looks_wrong

LOOKS_WRONG = "This does not look like a telephone number. Check it, or save again to keep it as it is."


class Telephone(forms.TextInput):
    """The phone's number pad, with room for a word beside the number."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Nothing is remembered on a phone that others may hold."""
        super().__init__({"autocomplete": "off", **(attrs or {})})


class TelephoneForm(SentForm):
    """A form with telephone numbers, named in `numbers`."""

    numbers: ClassVar[tuple[str, ...]] = ()
    kept_as_typed = forms.CharField(widget=forms.HiddenInput(), required=False)  # what was asked about already

    def holds_a_number(self, name: str) -> bool:
        """Whether a field of `numbers` is meant to be one now."""
        return True

    def clean(self) -> dict[str, Any]:
        """Each number as it is printed; one that looks wrong is asked about once, and then kept as it was typed."""
        cleaned = super().clean()
        answered = cleaned.pop("kept_as_typed", "")
        for name in self.numbers:
            value = cleaned.get(name) or ""
            if not self.holds_a_number(name):
                continue
            if looks_wrong(value) and value != answered:
                self._put("kept_as_typed", value)
                self.add_error(name, LOOKS_WRONG)
            elif value:
                cleaned[name] = as_printed(value)
        return cleaned
