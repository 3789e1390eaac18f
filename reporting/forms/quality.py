"""Accepting findings of a check, with a reason."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from practices.forms.error_words import plain_words
from reporting.models import AcceptedBecause


class AcceptForm(forms.Form):
    """Which findings may stand for this quarter, and why. `records` are the ids that the check found."""

    records = forms.TypedMultipleChoiceField(
        label="Which of them",
        coerce=int,
        error_messages={"required": "Tick the ones that may stand.", "invalid_choice": "One of them has been mended."},
    )
    because = forms.ChoiceField(label="Why may they stand?", choices=[("", "Choose"), *AcceptedBecause.choices])
    words = forms.CharField(
        label="In words",
        required=False,
        max_length=300,
        help_text="Needed for another reason. They stay in your Practice; National counts the reasons.",
    )

    def __init__(self, *args: Any, records: Sequence[int] = (), **kwargs: Any) -> None:
        """Only what the check found may be accepted."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["records"]
        field.choices = [(number, str(number)) for number in records]
        plain_words(self)

    def clean(self) -> dict[str, Any]:
        """Another reason needs its words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "all" in self.data:  # the button that means every one of them
            cleaned["records"] = [number for number, _ in cast(Any, self.fields["records"]).choices]
            self.errors.pop("records", None)
        if cleaned.get("because") == AcceptedBecause.OTHER and not cleaned.get("words"):
            self.add_error("words", "Write the reason in a few words.")
        return cleaned
