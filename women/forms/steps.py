"""The steps of a place, moves of its plan, and a further place."""

from datetime import date
from typing import Any

from django import forms

from practices.forms.checked import CheckedForm
from practices.forms.fields import MarkedWords, a_day
from practices.forms.record import SentForm
from women.codes import ClosureReason, PlaceStep, PlanChange
from women.lifecycle import FIELD_OF_STEP, NEED_A_REASON
from women.models import Place

LONGEST_MOVE = 365  # days
OF_LEAVING = [one for one in ClosureReason.choices if one[0] != ClosureReason.DIED]  # that has a page of its own


class StepForm(CheckedForm):
    """One step of a place: its day, the words behind it and, to leave, a reason."""

    past = ("on",)

    on = a_day(label="On")
    reason = forms.ChoiceField(label="Reason", choices=[("", "Choose a reason"), *OF_LEAVING])
    words = forms.CharField(label="In a few words", required=False, widget=MarkedWords({"rows": 4}))
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput())

    WORDS = {
        PlaceStep.AGREED: (
            "The conversation it rests on",
            "What she said she wants from taking a break, and that she knows it is her choice.",
        ),
    }

    def __init__(self, *args: Any, place: Place, to: PlaceStep, **kwargs: Any) -> None:
        """Only what this step needs is asked."""
        self.place, self.to = place, to
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today
        if to not in NEED_A_REASON:
            del self.fields["reason"]
        if to in (PlaceStep.DECLINED, PlaceStep.NOT_ELIGIBLE, PlaceStep.WAITING, PlaceStep.OFFERED):
            del self.fields["words"]  # of a woman who does not come in, no words are kept (DOMAIN §1)
        if to in self.WORDS:
            self.fields["words"].label, self.fields["words"].help_text = self.WORDS[to]
            self.fields["words"].required = True
            self.fields["words"].error_messages["required"] = "Write down the conversation that her agreement rests on."

    def clean(self) -> dict[str, Any]:
        """Not in the future, and not before the step before it."""
        cleaned = super().clean()
        current = self.place.step_on(date.max)
        since = getattr(self.place, FIELD_OF_STEP[current])
        if cleaned.get("on") and since and cleaned["on"] < since:
            self.add_error("on", f"This is before “{current.label}” on {since:%d/%m/%Y}.")
        return cleaned


class PlanMoveForm(SentForm):
    """A break or an extension: planned dates move, what happened stays."""

    change = forms.ChoiceField(label="Why the plan moves", choices=PlanChange.choices, widget=forms.RadioSelect)
    days = forms.IntegerField(
        label="By how many days", min_value=1, max_value=LONGEST_MOVE,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "min_value": "Enter at least 1 day.", "max_value": "More than a year is a new place, not a move.",
        },
    )  # fmt: skip
    words = forms.CharField(
        label="Reason", widget=MarkedWords({"rows": 3}),
        error_messages={"required": "Give the reason."},
    )  # fmt: skip


class EndAgreementForm(SentForm):
    """Her agreement to pause ends; her place goes on."""

    past = ("on",)

    on = a_day(label="Ended on")
    words = forms.CharField(
        label="What she said", widget=MarkedWords({"rows": 3}),
        error_messages={"required": "Write a few words, as she put it."},
    )  # fmt: skip


class ReopenForm(SentForm):
    """Since when, and who asked."""

    past = ("on",)

    on = a_day(label="Referred again on")
    source = forms.CharField(label="Referred by", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mostly today."""
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today
