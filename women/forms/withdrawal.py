"""Taking a row back with a reason, or making it another woman's."""

from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils.formats import date_format

from practices.forms.checked import CheckedForm
from practices.forms.fields import Words
from women.finding import find_women
from women.models import WithdrawalReason, Woman
from women.parents import PARENTS
from women.reading import DETAILS_GONE, was_erased
from women.withdrawing import CannotWithdraw, all_that_goes, can_move, rows_that_move, why_it_stays

ONLY_FROM_THE_WRONG = "Only what was entered on the wrong record is moved. Change the reason, or empty this box."
NOBODY_FOUND = "Nobody else on record is found by this. Try the reference, or fewer letters."
CHOOSE_ONE = "Choose one of hers."
CHOOSE = "Choose whose record it is."
SAY_WHOSE = "Enter whose record it belongs to. If it is nobody’s here, choose “It did not happen, or is not so”."
ASK_A_LEAD = (
    "If it was entered on the wrong woman’s record, a practice lead can move it to the right one, and nothing need be "
    "typed again. Ask them before you take it back."
)
MOST_OFFERED = 10


class WithdrawalForm(CheckedForm):
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
    parent: Any = forms.ModelChoiceField(
        label="", queryset=None, required=False, widget=forms.RadioSelect, empty_label=None,
        error_messages={"invalid_choice": CHOOSE_ONE},
    )  # fmt: skip

    def __init__(self, *args: Any, row: Any, may_move: bool, **kwargs: Any) -> None:
        """`may_move` is whether this person moves rows; a row that can be nobody else's says why."""
        self.row, self.has_nowhere = row, False
        super().__init__(*args, **kwargs)
        self.may_move = may_move and can_move(row)
        if self.may_move:
            self._offer(self.data.get("whose", "") if self.is_bound else "")
            self._offer_parents()
        else:
            del self.fields["to"], self.fields["whose"], self.fields["parent"]
            self.fields["reason"].help_text = why_it_stays(row) or ASK_A_LEAD

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

    def _said(self) -> tuple[str, int | None]:
        """What is typed, and whom it settles on: one woman alone is she; of several one is chosen."""
        said, chosen = str(self.data.get("whose", "")).strip(), str(self.data.get("to", ""))
        to = int(chosen) if chosen.isdecimal() else None
        if said and to not in self.found:  # what is typed holds, and not what was chosen before
            to = self.found[0] if len(self.found) == 1 else None
        return said, to

    def _offer_parents(self) -> None:
        """Once it is said whose it is: the goals, children or places of hers that it can hang on."""
        to = Woman.objects.filter(pk=self._said()[1] or 0).first() if self.is_bound else None
        parent = PARENTS.get(self.row._meta.label)
        if to is None or parent is None:
            del self.fields["parent"]
            return
        field: Any = self.fields["parent"]
        field.queryset, field.label = parent.of(self.row, to), parent.question
        field.label_from_instance = parent.called

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
        if cleaned.get("to") and "parent" in self.fields and not self.errors:
            self._find_parent(cleaned)
        return cleaned

    def _find_parent(self, cleaned: dict[str, Any]) -> None:
        """One alone is it; of several one is chosen; where she has none, what to do."""
        field: Any = self.fields["parent"]
        found = list(field.queryset[:2])
        if not found:
            self.has_nowhere = True
            self.add_error("whose", PARENTS[self.row._meta.label].where_none)
        elif len(found) == 1:
            cleaned["parent"] = found[0]
            self._put("parent", str(found[0].pk))
        elif not cleaned.get("parent"):
            self.add_error("parent", CHOOSE_ONE)

    def _may_become(self, to: Woman) -> None:
        """Say now, and not at the last press, where a rule stands against its being hers."""
        try:
            rows_that_move(self.row, all_that_goes(self.row), to)
        except CannotWithdraw as error:
            self.add_error("to", str(error))

    def _find_whose(self, cleaned: dict[str, Any]) -> None:
        """One woman alone is she; of several one is chosen; from the wrong record, to somebody's."""
        said, to = self._said()
        if not said and to is None and cleaned.get("reason") == WithdrawalReason.WRONG_WOMAN:
            self.add_error("whose", SAY_WHOSE)
        if not said:
            return
        cleaned["to"] = Woman.objects.filter(pk=to).first() if to else None
        if cleaned["to"]:
            self._put("to", str(to))  # she who is shown is she to whom it moves
        else:
            self.add_error("to" if self.found else "whose", CHOOSE if self.found else NOBODY_FOUND)
