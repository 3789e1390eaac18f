"""A further place for a woman who was here before."""

from typing import Any

from django import forms

from practices.forms.fields import a_day
from practices.forms.record import SentForm


class ReopenForm(SentForm):
    """Since when, and who asked."""

    on = a_day(label="Referred again on")
    source = forms.CharField(label="Referred by", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mostly today."""
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today

    def clean(self) -> dict[str, Any]:
        """It has happened."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.not_in_future("on")
        return cleaned
