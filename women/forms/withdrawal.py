"""Taking a row back with a reason, or making it another woman's."""

from typing import Any

from django import forms

from practices.forms.fields import Words
from practices.forms.record import SentForm
from women.models import WithdrawalReason, Woman
from women.reading import DETAILS_GONE, was_erased

ONLY_FROM_THE_WRONG = "Only what was entered on the wrong record is moved. Change the reason, or choose nobody."


class WithdrawalForm(SentForm):
    """Why it is taken back and, for a lead, whose record it belongs to."""

    reason = forms.ChoiceField(label="Why", choices=WithdrawalReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="In a few words", required=False, max_length=500, widget=Words({"rows": 3}),
        help_text="No name and nothing of what it said: the reason stays on this record.",
    )  # fmt: skip
    to: Any = forms.ModelChoiceField(
        label="Whose record it belongs to", queryset=None, required=False, empty_label="Nobody’s: only take it back",
        help_text="It is moved there, with what hangs on it.",
    )  # fmt: skip

    def __init__(self, *args: Any, row: Any, may_move: bool, **kwargs: Any) -> None:
        """`may_move` is whether this person moves rows, and this row can be another's."""
        self.row = row
        super().__init__(*args, **kwargs)
        if may_move:
            self.fields["to"].queryset = Woman.objects.exclude(pk=self.woman.pk)  # type: ignore[attr-defined]
            self.fields["to"].label_from_instance = lambda woman: woman.name_in_list  # type: ignore[attr-defined]
        else:
            del self.fields["to"]

    @property
    def about(self) -> str:
        """A key of one row's form is no key of another's."""
        return f"{super().about} {type(self.row).__name__} {self.row.pk}"

    def clean(self) -> dict[str, Any]:
        """Another reason needs its words; only what was on the wrong record moves."""
        cleaned = super().clean()
        if cleaned.get("reason") == WithdrawalReason.OTHER and not cleaned.get("words"):
            self.add_error("words", "Say in a few words why.")
        if cleaned.get("to") and cleaned.get("reason") and cleaned["reason"] != WithdrawalReason.WRONG_WOMAN:
            self.add_error("to", ONLY_FROM_THE_WRONG)
        if cleaned.get("to") and was_erased(cleaned["to"]):
            self.add_error("to", DETAILS_GONE)
        return cleaned
