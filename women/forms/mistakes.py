"""Something was recorded of a place by mistake: it is taken back, or its date or reason corrected."""

from collections.abc import Mapping
from typing import Any

from django import forms

from practices.forms.checked import CheckedForm
from practices.forms.fields import Words, a_day
from women.codes import ClosureReason, PlaceEvent, PlaceStep
from women.death import is_of_a_death
from women.forms.death import ABOUT, CERTAINTY, NOT_KNOWN, ONLY_THE_MONTH, THE_DAY
from women.forms.death import NOT_BOTH as NOT_KNOWN_AND_A_DAY
from women.models import Place, Woman
from women.place_history import Entry

TAKE_BACK, CORRECT = "take_back", "correct"
CHOICES = [
    (TAKE_BACK, "It did not happen, or not to her: take it back"),
    (CORRECT, "It happened, but the date or the reason is wrong"),
]
NOT_BOTH = "You chose to take it back, and changed this. Put back what was recorded, or choose that it happened."
WHY_HINT = "For example: it was meant for another record. Do not write another woman’s name here."


class MistakeForm(CheckedForm):
    """What is wrong with one entry of a place's history, and why. What is no step can be taken back only."""

    past = ("on",)

    do = forms.ChoiceField(
        label="What is wrong", choices=CHOICES, widget=forms.RadioSelect, error_messages={"required": "Choose one."}
    )
    certainty = forms.ChoiceField(
        label="Do you know when she died?", choices=CERTAINTY, widget=forms.RadioSelect, required=False
    )
    on = a_day(label="The right date", required=False)
    reason = forms.ChoiceField(label="The right reason", choices=ClosureReason.choices, required=False)
    why = forms.CharField(
        label="What went wrong", widget=Words({"rows": 3}), max_length=500, help_text=WHY_HINT,
        error_messages={"required": "Say in a few words what went wrong."},
    )  # fmt: skip
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, place: Place | None, entry: Entry, **kwargs: Any) -> None:
        """The boxes begin with what is recorded."""
        self.place, self.to, self.entry = place, entry.address, entry
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = entry.on if entry.day_is_known and not entry.is_heard else None
        self.is_of_a_death = place is not None and is_of_a_death(entry)
        if place is not None and self.is_of_a_death:
            self._ask_when_she_died(place.woman)
        else:
            del self.fields["certainty"]
        if entry.what != PlaceStep.CLOSED:
            del self.fields["reason"]
        else:
            reason: Any = self.fields["reason"]
            reason.initial = entry.reason
            reason.choices = [one for one in ClosureReason.choices if one[0] in (entry.reason, *CAN_BE_CHOSEN)]
        has_a_day = entry.what in PlaceStep.values or (entry.what == PlaceEvent.DIED and place is not None)
        if not has_a_day:
            del self.fields["do"], self.fields["on"]

    def _ask_when_she_died(self, woman: Woman) -> None:
        """The same choices as on recording it; what a workbook closed her place for knows no more than the day."""
        certainty, on = self.fields["certainty"], self.fields["on"]
        on.help_text = ONLY_THE_MONTH
        certainty.initial = THE_DAY
        if woman.death_known_on is not None:
            on.initial = woman.died_on if woman.died_day_is_known else None
            certainty.initial = THE_DAY if woman.died_day_is_known else ABOUT if woman.died_on else NOT_KNOWN

    def day_is_known(self, name: str, values: Mapping[str, Any]) -> bool:
        """Of her death it is asked."""
        return name != "on" or values.get("certainty") in (None, "", THE_DAY)

    @property
    def corrects_death(self) -> bool:
        """Whether it stays that she has died, and more or less is known of when."""
        is_died = self.cleaned_data.get("reason", ClosureReason.DIED) == ClosureReason.DIED
        return self.is_of_a_death and not self.takes_back and is_died

    @property
    def takes_back(self) -> bool:
        """Whether it is to be taken back, rather than corrected."""
        return bool(self.cleaned_data.get("do", TAKE_BACK) == TAKE_BACK)

    def clean(self) -> dict[str, Any]:
        """A correction needs its date; what is taken back has the date and the reason that were recorded, or none."""
        cleaned = super().clean()
        if cleaned.get("do") == TAKE_BACK:
            for name in ("certainty", "on", "reason"):
                if name in self.fields and cleaned.get(name) and cleaned[name] != self.fields[name].initial:
                    self.add_error(name, NOT_BOTH)
        if cleaned.get("do") == CORRECT and self.corrects_death and cleaned.get("certainty") == NOT_KNOWN:
            if "on" in self.changed_data and cleaned.get("on"):
                self.add_error("on", NOT_KNOWN_AND_A_DAY)
            cleaned["on"] = None  # the day that was recorded stands in the box
        elif cleaned.get("do") == CORRECT and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the right date.")
        return cleaned


CAN_BE_CHOSEN = [reason.value for reason in ClosureReason if reason is not ClosureReason.DIED]
