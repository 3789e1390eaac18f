"""Contraception, as her own informed choice, and pregnancies."""

from datetime import timedelta
from typing import Any

from practices.forms.fields import MarkedWords, a_day
from practices.forms.record import MONTH_ALONE, RecordForm
from women.clock import add_months
from women.codes import LOSSES, ContraceptiveMethod, PregnancyEnd
from women.models import Contraception, Pregnancy
from women.presenters import is_known_to_have_died
from women.side_effects import reviews_stand_again

SINCE_WHEN = f"{MONTH_ALONE} Is it not recorded? Leave it empty: her record says so."
NO_REVIEW = "Empty: none is due. With another method, or another day, the usual time is filled in."
ENDS = [(end.value, end.label) for end in (PregnancyEnd.BIRTH, PregnancyEnd.ENDED)]
NO_LOSS = ("", *(value for value, _ in ENDS))

# when a method is next reviewed, FSRH 2024 (DOMAIN §2): months, but weeks for the injection
REVIEW_MONTHS = {ContraceptiveMethod.IMPLANT: 36, ContraceptiveMethod.IUD: 60, ContraceptiveMethod.IUS: 96}
INJECTION = timedelta(weeks=12)


class ContraceptionForm(RecordForm):
    """A method that she chose, and when it is next looked at."""

    past = ("started_on", "ended_on")

    started_on = a_day(label="From", boxes=True)
    ended_on = a_day(label="Until", required=False, boxes=True)
    review_due_on = a_day(
        label="Next review", required=False,
        help_text="Leave empty for the usual time: injection 12 weeks, implant 3 years, IUD 5 years, IUS 8 years.",
    )  # fmt: skip

    class Meta:
        model = Contraception
        fields = ["method", "started_on", "ended_on", "review_due_on", "in_her_words"]
        labels = {"in_her_words": "Her choice, in her words"}
        widgets = {"in_her_words": MarkedWords({"rows": 3})}
        help_texts = {"in_her_words": "The choice is hers, made with the sexual health service."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Of one that is there an empty review says that none is due: after a loss, or since she does not want one."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["review_due_on"].help_text = NO_REVIEW

    def clean(self) -> dict[str, Any]:
        """Dates in order; a review of a new choice that was left empty falls at the usual time."""
        cleaned = super().clean()
        self.in_order("started_on", "ended_on", "This is before it began. Check the two dates.")
        started, method = cleaned.get("started_on"), cleaned.get("method")
        is_new_choice = self.instance.pk is None or {"method", "started_on"} & {*self.changed_data}
        if is_new_choice and started and not cleaned.get("review_due_on") and not cleaned.get("ended_on"):
            if method == ContraceptiveMethod.INJECTION:
                cleaned["review_due_on"] = started + INJECTION
            elif method in REVIEW_MONTHS:
                cleaned["review_due_on"] = add_months(started, REVIEW_MONTHS[ContraceptiveMethod(method)])
        return cleaned


class PregnancyForm(RecordForm):
    """A pregnancy, from the day the Practice knew."""

    past = ("known_on", "ended_on")
    month_only = {"known_month_only": "known_on", "ended_month_only": "ended_on"}

    known_on = a_day(label="Known to us since", required=False, boxes=True, help_text=SINCE_WHEN)
    ended_on = a_day(
        label="On", required=False, boxes=True,
        help_text=f"Where she wants the day or the month written down. {MONTH_ALONE}",
    )  # fmt: skip

    class Meta:
        model = Pregnancy
        fields = ["known_on", "known_month_only", "ended_as", "ended_on", "ended_month_only", "remembers", "outcome"]
        labels = {
            "known_month_only": "Of that, only the month is known",
            "ended_month_only": "Of that day, only the month is known",
            "ended_as": "How it ended, if it has and she wants it written",
            "remembers": "After a loss: does she want the day remembered?",
            "outcome": "What came of it, as she wants it written",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A loss is recorded on a page of its own; one that is recorded can be put right here."""
        super().__init__(*args, **kwargs)
        if is_known_to_have_died(self.woman):  # nobody asks her now
            del self.fields["remembers"]
        if self.instance.known_not_recorded:
            self.initial["known_on"] = None
        if self.instance.ended_as in NO_LOSS:
            ended: Any = self.fields["ended_as"]
            ended.choices = [("", "It goes on, or she does not want it written"), *ENDS]

    def clean(self) -> dict[str, Any]:
        """A day needs to say of what it is; only a loss is remembered here. Since when may be unrecorded."""
        cleaned = super().clean()
        if "known_on" not in self.errors:
            self.instance.known_not_recorded = not cleaned.get("known_on")
            cleaned["known_on"] = cleaned.get("known_on") or self.instance.known_on or self.today
        if cleaned.get("ended_on") and not cleaned.get("ended_as"):
            self.add_error("ended_as", "Say how it ended, or empty the day.")
        if cleaned.get("remembers") and cleaned.get("ended_as") in ("", PregnancyEnd.BIRTH):
            self.add_error("remembers", "Only a loss is remembered here. Choose “Not said”, or say above how it ended.")
        return cleaned

    def save(self, commit: bool = True) -> Pregnancy:
        """Where it was no loss after all, the review of contraception that it took off has its day again."""
        saved: Pregnancy = super().save(commit)
        if self.initial.get("ended_as") in LOSSES and saved.ended_as not in LOSSES:
            reviews_stand_again(saved)
        return saved
