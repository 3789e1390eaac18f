"""How she goes on after the programme: the plan, and the check-ins."""

from typing import Any

from django import forms

from practices.forms.fields import Checks, MarkedWords, a_day
from practices.forms.record import RecordForm
from women.codes import UniversalService
from women.models import CheckIn, TransitionPlan


class TransitionPlanForm(RecordForm):
    """How she goes on after the programme."""

    past = of_work = ("made_on",)

    services_in_place = forms.MultipleChoiceField(
        label="Services in place", required=False, widget=Checks, choices=UniversalService.choices
    )
    made_on = a_day(label="Made with her on")

    class Meta:
        model = TransitionPlan
        fields = ["what_she_wants", "people", "services_in_place", "services_to_come", "made_on"]
        labels = {
            "what_she_wants": "What she wants",
            "people": "People who will be there",
            "services_to_come": "Services still to come, and who sees to it",
        }
        widgets = {
            "what_she_wants": MarkedWords(),
            "people": MarkedWords({"rows": 3}),
            "services_to_come": MarkedWords({"rows": 3}),
        }

    def __init__(self, *args: Any, place: Any = None, **kwargs: Any) -> None:
        """Of the place that is open."""
        super().__init__(*args, **kwargs)
        if place is not None:
            self.instance.place = place
        self.fields["made_on"].initial = self.today


class CheckInForm(RecordForm):
    """A light-touch check-in, done."""

    past = of_work = ("done_on",)

    done_on = a_day(label="Done on")

    class Meta:
        model = CheckIn
        fields = ["done_on", "words"]
        labels = {"words": "How she is, as she says"}
        widgets = {"words": MarkedWords({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """One that was marked as done by mistake is due again: its day may be emptied."""
        super().__init__(*args, **kwargs)
        if self.instance.done_on is not None:
            self.fields["done_on"].required = False
            self.fields["done_on"].help_text = "Empty it, and the words, if it was marked as done by mistake."

    def clean(self) -> dict[str, Any]:
        """What she said belongs to a check-in that was done."""
        cleaned = super().clean()
        if "done_on" in cleaned and cleaned["done_on"] is None and cleaned.get("words"):
            self.add_error("done_on", "Enter the day on which it was done, or empty the words, too.")
        return cleaned
