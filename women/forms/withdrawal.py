"""Taking a row back with a reason, or making it another woman's."""

from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils.formats import date_format

from practices.forms.fields import Words
from practices.forms.record import SentForm
from women.finding import find_women
from women.models import WithdrawalReason, Woman
from women.reading import DETAILS_GONE, was_erased
from women.withdrawing import CannotWithdraw, all_that_goes, can_move, rows_that_move

ONLY_FROM_THE_WRONG = "Only what was entered on the wrong record is moved. Change the reason, or empty this box."
NOBODY_FOUND = "Nobody else on record is found by this. Try the reference, or fewer letters."
CHOOSE = "Choose whose record it is."
SAY_WHOSE = "Enter whose record it belongs to. If it is nobody’s here, choose “It did not happen, or is not so”."
ASK_A_LEAD = (
    "If it was entered on the wrong woman’s record, a practice lead can move it to the right one, and nothing need be "
    "typed again. Ask them before you take it back."
)
MOST_OFFERED = 10


class WithdrawalForm(SentForm):
    """Why it is taken back and, for a lead, whose record it belongs to."""

    reason = forms.ChoiceField(label="Why", choices=WithdrawalReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="In a few words", required=False, max_length=500, widget=Words({"rows": 3}),
        help_text="No name and nothing of what it said: the reason stays on this record.",
    )  # fmt: skip
    whose = forms.CharField(
        label="Whose record it belongs to", required=False, max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="If it was entered on the wrong record: the reference or name of the right woman. It is moved there, "
        "with what hangs on it. Leave empty to take it back only.",
    )  # fmt: skip
    to: Any = forms.ModelChoiceField(
        label="Whose record is it?", queryset=None, required=False, widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, row: Any, may_move: bool, **kwargs: Any) -> None:
        """`may_move` is whether this person moves rows, and this row can be another's."""
        self.row = row
        super().__init__(*args, **kwargs)
        if may_move:
            self._offer(self.data.get("whose", "") if self.is_bound else "")
        else:
            del self.fields["to"], self.fields["whose"]
            self.fields["reason"].help_text = ASK_A_LEAD if can_move(row) else ""

    def _offer(self, said: str) -> None:
        """The women whom `said` finds, to choose from; without anything said the choice is not there."""
        found = [one.pk for one in find_women(said) if one.pk != self.woman.pk]
        self.found = found[:MOST_OFFERED]
        chosen = str(self.data.get("to", ""))
        offered = {*self.found, *([int(chosen)] if chosen.isdecimal() else [])} - {self.woman.pk}
        field: Any = self.fields["to"]
        places = [When(pk=pk, then=place) for place, pk in enumerate(self.found)]
        order = [Case(*places, default=len(places)), "ref"] if places else ["ref"]  # the nearest first
        field.queryset = Woman.objects.filter(pk__in=offered).order_by(*order)
        field.label_from_instance = lambda woman: (
            f"{woman.name_in_list}, born {date_format(woman.date_of_birth, 'j F Y')}"
            if woman.date_of_birth
            else woman.name_in_list
        )
        if not offered:
            field.widget = forms.HiddenInput()

    @property
    def to_ask_a_lead(self) -> str:
        """What to say once more to whoever cannot move what they say is another woman's; else blank."""
        is_wrong = self.is_bound and self.cleaned_data.get("reason") == WithdrawalReason.WRONG_WOMAN
        return str(self.fields["reason"].help_text) if is_wrong and "to" not in self.fields else ""

    @property
    def about(self) -> str:
        """A key of one row's form is no key of another's."""
        return f"{super().about} {type(self.row).__name__} {self.row.pk}"

    def clean(self) -> dict[str, Any]:
        """Another reason needs its words; only what was on the wrong record moves."""
        cleaned = super().clean()
        if "to" in self.fields:
            self._find_whose(cleaned)
        if cleaned.get("reason") == WithdrawalReason.OTHER and not cleaned.get("words"):
            self.add_error("words", "Say in a few words why.")
        if cleaned.get("to") and cleaned.get("reason") and cleaned["reason"] != WithdrawalReason.WRONG_WOMAN:
            self.add_error("to", ONLY_FROM_THE_WRONG)
        if cleaned.get("to") and was_erased(cleaned["to"]):
            self.add_error("to", DETAILS_GONE)
        if cleaned.get("to"):
            self._may_become(cleaned["to"])
        return cleaned

    def _may_become(self, to: Woman) -> None:
        """Say now, and not at the last press, where a rule stands against its being hers."""
        try:
            rows_that_move(self.row, all_that_goes(self.row), to)
        except CannotWithdraw as error:
            self.add_error("to", str(error))

    def _find_whose(self, cleaned: dict[str, Any]) -> None:
        """One woman alone is she; of several one is chosen; from the wrong record, to somebody's."""
        said, to = cleaned.get("whose", "").strip(), cleaned.get("to")
        if not said and to is None and cleaned.get("reason") == WithdrawalReason.WRONG_WOMAN:
            self.add_error("whose", SAY_WHOSE)
        if not said:
            return
        if to is not None and to.pk in self.found:
            return
        cleaned["to"] = None  # what is typed holds, and not what was chosen before
        if len(self.found) == 1:
            cleaned["to"] = Woman.objects.get(pk=self.found[0])
            self._put("to", str(self.found[0]))  # she who is shown is she to whom it moves
        else:
            self.add_error("to" if self.found else "whose", CHOOSE if self.found else NOBODY_FOUND)
