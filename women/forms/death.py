"""She has died: what is known, and what is still to do."""

from collections.abc import Mapping
from typing import Any

from django import forms

from practices.forms.checked import CheckedForm
from practices.forms.fields import MarkedWords, a_day
from practices.forms.record import RecordForm, SentForm
from women.models import AfterDeath

NOT_BOTH = "You chose that it is not known, and entered a day. Empty the day, or choose another answer above."
ONLY_THE_MONTH = "Only the month known? Enter 1 as the day."
THE_DAY, ABOUT, NOT_KNOWN = "day", "about", "not_known"
CERTAINTY = [(THE_DAY, "Yes, the day"), (ABOUT, "About when"), (NOT_KNOWN, "Not known, or not yet")]


class DeathForm(CheckedForm):
    """When she died, as far as anybody knows, when we heard, and from whom."""

    past = ("died_on", "known_on")

    certainty = forms.ChoiceField(
        label="Do you know when she died?", choices=CERTAINTY, widget=forms.RadioSelect,
        error_messages={"required": "Choose one. It can be changed later."},
    )  # fmt: skip
    died_on = a_day(label="She died on", required=False, boxes=True, help_text=ONLY_THE_MONTH)
    known_on = a_day(label="We heard on")
    words = forms.CharField(
        label="Who told us, and what matters now", required=False, widget=MarkedWords({"rows": 3}), max_length=2000
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mostly heard today."""
        super().__init__(*args, **kwargs)
        self.fields["known_on"].initial = self.today

    def day_is_known(self, name: str, values: Mapping[str, Any]) -> bool:
        """Of her death it is asked."""
        return name != "died_on" or values.get("certainty") == THE_DAY

    def clean(self) -> dict[str, Any]:
        """A day where one is known, and not after we heard of it."""
        cleaned = super().clean()
        if cleaned.get("certainty") == NOT_KNOWN:
            if cleaned.get("died_on"):
                self.add_error("died_on", NOT_BOTH)
        elif cleaned.get("certainty") and not cleaned.get("died_on") and "died_on" not in self.errors:
            self.add_error("died_on", "Enter the day or the month, or choose that it is not known.")
        self.in_order("died_on", "known_on", "This is before she died. Check the two days.")
        return cleaned


class AfterDeathForm(RecordForm):
    """One thing to do after her death, and when it was done."""

    past = ("done_on",)

    done_on = a_day(label="Done on", required=False)

    class Meta:
        model = AfterDeath
        fields = ["what", "words", "done_on", "set_aside"]
        labels = {
            "what": "What is to do", "words": "Who sees to it, and what was said",
            "set_aside": "It does not apply, or is not ours to do: set it aside",
        }  # fmt: skip
        widgets = {"words": MarkedWords({"rows": 3})}

    def clean(self) -> dict[str, Any]:
        """It is done, or set aside, or open."""
        cleaned = super().clean()
        if cleaned.get("done_on") and cleaned.get("set_aside"):
            self.add_error("set_aside", "It has a day on which it was done. Empty that day, or do not set it aside.")
        return cleaned

    def save(self, commit: bool = True) -> AfterDeath:
        """Who marked it as done stands beside it, and not who opened it later."""
        if self.instance.done_on is None:
            self.instance.done_by = None
        elif self.instance.pk is None or "done_on" in self.changed_data:
            self.instance.done_by = self.by
        saved: AfterDeath = super().save(commit)
        return saved


class SetAsideForm(SentForm):
    """One press: whatever is still open after her death is set aside."""
