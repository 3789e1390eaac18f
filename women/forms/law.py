"""What she has agreed to, on which basis her data are held, what stands against erasing, and what she asks for."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from practices.codes import CopyMark
from practices.forms.fields import MarkedWords, Words, a_day
from practices.forms.record import RecordForm, SentForm
from women.actions.transfers import lapse
from women.codes import AskedOutcome, AskedRight, SentHow
from women.law.deadline import answer_due
from women.law.keeping import lock_places
from women.models import Consent, KeepingRules, LegalBasis, LegalHold, Request, Transfer
from women.models.keeping import LEAST_DAYS, MOST_MONTHS
from women.only_one import has_open_request
from women.presenters import is_known_to_have_died

LONGEST_AGO = 730
REVIEW_DAYS = 182  # a hold that nobody looks at again keeps a record for ever


class ConsentForm(RecordForm):
    """What she agreed to, or no longer agrees to; an offer that rests on it lapses with it."""

    past = ("given_on", "withdrawn_on")

    given_on = a_day(label="She agreed on")
    withdrawn_on = a_day(label="No longer since", required=False)

    class Meta:
        model = Consent
        fields = ["to", "how", "given_on", "words", "withdrawn_on"]
        labels = {"to": "What she agrees to", "how": "How she said so", "words": "With whom, and for what"}
        widgets = {"words": MarkedWords({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new one has no end."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["withdrawn_on"]

    def clean(self) -> dict[str, Any]:
        """In order."""
        cleaned = super().clean()
        self.in_order("given_on", "withdrawn_on", "This is before she agreed.")
        return cleaned

    def save(self, commit: bool = True) -> Consent:
        """Who wrote it down."""
        if self.instance.pk is None:
            self.instance.recorded_by = self.by
        saved: Consent = super().save(commit)
        if saved.withdrawn_on is not None and self.by is not None:
            lapse(offers=Transfer.objects.filter(consent=saved), by=self.by, now=timezone.now())
        return saved


class LegalBasisForm(RecordForm):
    """Another basis than the Practice's rule, for just this woman."""

    past = ("since_on", "told_on")

    since_on = a_day(label="Since")
    told_on = a_day(label="She was given the privacy notice on", required=False)

    class Meta:
        model = LegalBasis
        fields = ["article_6", "article_9", "since_on", "told_on"]
        labels = {"article_6": "Lawful basis", "article_9": "Condition for health and other special categories"}

    def save(self, commit: bool = True) -> LegalBasis:
        """Who wrote it down."""
        if self.instance.pk is None:
            self.instance.recorded_by = self.by
        saved: LegalBasis = super().save(commit)
        return saved


class LegalHoldForm(RecordForm):
    """Why nothing of her record may be erased for now."""

    past = ("ended_on",)

    review_on = a_day(label="Look at it again by")
    ended_on = a_day(label="No longer needed since", required=False)

    class Meta:
        model = LegalHold
        fields = ["reason", "words", "review_on", "ended_on"]
        labels = {"reason": "Why", "words": "Which case, and who asked"}
        widgets = {"words": MarkedWords({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new hold has no end, and is looked at again within six months."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["ended_on"]
            self.fields["review_on"].initial = self.today + timedelta(days=REVIEW_DAYS)

    def clean(self) -> dict[str, Any]:
        """It is looked at on a day to come, unless the hold ends; a day that was chosen before stays as it is."""
        cleaned = super().clean()
        day, is_chosen = cleaned.get("review_on"), self.instance.pk is None or "review_on" in self.changed_data
        if day and is_chosen and day <= self.today and not cleaned.get("ended_on"):
            self.add_error("review_on", "Enter a day to come.")
        return cleaned

    def save(self, commit: bool = True) -> LegalHold:
        """From today, by whoever writes it; it waits for an erasing that is under way this moment."""
        lock_places(self.woman)
        if self.instance.pk is None:
            self.instance.begun_by, self.instance.begun_on = self.by, self.today
        saved: LegalHold = super().save(commit)
        return saved


class RequestForm(RecordForm):
    """What she asks for. It needs no form of hers and no certain word."""

    past = ("received_on", "identity_checked_on")

    received_on = a_day(label="It reached us on", help_text="The answer is due one calendar month later.")
    identity_checked_on = a_day(label="We are sure that it is her since", required=False)

    class Meta:
        model = Request
        fields = ["right", "how", "received_on", "identity_checked_on", "words"]
        labels = {"right": "What she asks for", "how": "How it came", "words": "In her words"}
        widgets = {"words": MarkedWords({"rows": 4})}

    def __init__(self, *args: Any, nation: str, **kwargs: Any) -> None:
        """`nation` says which bank holidays count."""
        self.nation = nation
        super().__init__(*args, **kwargs)
        if is_known_to_have_died(self.woman):  # somebody else asks, of her record
            self.fields["right"].label = "What is asked for"
            self.fields["words"].label = "Who asks, and in what words"
            self.fields["identity_checked_on"].label = "We are sure who it is since"

    def clean(self) -> dict[str, Any]:
        """One of a kind at a time."""
        cleaned = super().clean()
        if self.instance.pk is None and has_open_request(self.woman, cleaned.get("right")):
            self.add_error("right", "She has asked for this already, and it is open. Go on with that request.")
        _not_long_ago(self, cleaned.get("received_on"))
        if cleaned.get("received_on"):
            self.instance.due_on = answer_due(cleaned["received_on"], self.nation)
        return cleaned

    def save(self, commit: bool = True) -> Request:
        """Who wrote it down, and when an answer is due."""
        self.instance.recorded_by = self.by
        saved: Request = super().save(commit)
        return saved


def _not_long_ago(form: SentForm, day: Any) -> None:
    """A slip of the year makes an answer late that is not."""
    if day is not None and day < form.today - timedelta(days=LONGEST_AGO):
        form.add_error("received_on", "This is more than two years ago. Check the year.")


class IdentityForm(SentForm):
    """When it came, and from when we are sure that it is her who asks."""

    past = ("received_on", "identity_checked_on")

    received_on = a_day(label="It reached us on", help_text="The answer is due one calendar month later.")
    identity_checked_on = a_day(label="We are sure that it is her since")

    def clean(self) -> dict[str, Any]:
        """A day that may be."""
        cleaned = super().clean()
        _not_long_ago(self, cleaned.get("received_on"))
        return cleaned


class ExtendForm(SentForm):
    """Two months more, where the request is complex; she is told within the first."""

    past = ("told_on",)

    told_on = a_day(label="She was told on")
    why = forms.CharField(label="Why it is complex", max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        """Of which request."""
        self.request = request
        super().__init__(*args, woman=request.woman, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Told after it came, and before the first month was over."""
        cleaned = super().clean()
        told = cleaned.get("told_on")
        if told and told < self.request.received_on:
            self.add_error("told_on", "This is before the request came.")
        if told and told > self.request.due_on:
            self.add_error(
                "told_on",
                f"She has to be told within the first month, by {self.request.due_on:%d/%m/%Y}. Answer as soon as "
                "you can, and say that it is late.",
            )
        return cleaned


OUTCOMES = {
    AskedRight.ACCESS: (AskedOutcome.REFUSED, AskedOutcome.WITHDRAWN),
    AskedRight.CORRECTION: tuple(AskedOutcome),
    AskedRight.ERASURE: (AskedOutcome.DONE, AskedOutcome.REFUSED, AskedOutcome.WITHDRAWN),
}
DONE_MEANS = {
    AskedRight.CORRECTION: "Corrected as she asked: the record has been changed",
    AskedRight.ERASURE: "Erase her name and details, from tomorrow on",
}


class AnswerForm(SentForm):
    """What came of a request."""

    past = ("on",)

    outcome = forms.ChoiceField(label="What came of it", widget=forms.RadioSelect)
    answer = forms.CharField(
        label="What she was told", max_length=3000, widget=Words({"rows": 4}), required=False,
        help_text="Where her own words are added, write them here: they become a note of her record.",
    )  # fmt: skip
    on = a_day(label="On")

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        """What may come of it depends on what she asked for."""
        self.request = request
        super().__init__(*args, woman=request.woman, **kwargs)
        right = AskedRight(request.right)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (one.value, DONE_MEANS.get(right, one.label) if one is AskedOutcome.DONE else one.label)
            for one in OUTCOMES[right]
        ]
        self.fields["on"].initial = self.today

    def clean(self) -> dict[str, Any]:
        """Whoever is told no is told why; her own words are not empty; not before it came."""
        cleaned = super().clean()
        if cleaned.get("outcome") in (AskedOutcome.REFUSED, AskedOutcome.HER_WORDS_ADDED) and not cleaned.get("answer"):
            self.add_error("answer", "Write down what she was told, or the words that she wants to stand there.")
        if cleaned.get("on") and cleaned["on"] < self.request.received_on:
            self.add_error("on", "This is before the request came.")
        return cleaned


RANGES = {"months_after_ending": (1, MOST_MONTHS), "days_after_no": (LEAST_DAYS, 365), "waiting_days": (28, 730)}


class RulesForm(RecordForm):
    """How long this Practice keeps records, and on which basis."""

    class Meta:
        model = KeepingRules
        fields = ["months_after_ending", "days_after_no", "waiting_days", "article_6", "article_9", "source"]
        labels = {
            "months_after_ending": "Months after her last place ended",
            "days_after_no": "Days after she declined, was not eligible or waited too long",
            "waiting_days": "Days of waiting after which that counts as a no",
            "article_6": "Lawful basis of the data",
            "article_9": "Condition for health and other special categories",
            "source": "Where this rule is written down",
        }
        help_texts = {"source": "Your retention schedule, by its name and version."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The range of each number is said once, and with its name."""
        super().__init__(*args, **kwargs)
        for name in RANGES:
            self.fields[name].validators = []

    def clean(self) -> dict[str, Any]:
        """Each number within its range."""
        cleaned = super().clean()
        for name, (low, high) in RANGES.items():
            if cleaned.get(name) is not None and not low <= cleaned[name] <= high:
                self.add_error(name, f"“{self.fields[name].label}” is a whole number from {low} to {high}.")
        return cleaned


class SendForm(SentForm):
    """How a copy reached her."""

    past = ("on",)

    how = forms.ChoiceField(label="How it reached her", choices=SentHow.choices, widget=forms.RadioSelect)
    on = a_day(label="On")

    def __init__(self, *args: Any, made_on: date | None = None, **kwargs: Any) -> None:
        """Mostly today; never before the files were made."""
        self.made_on = made_on
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today

    def clean(self) -> dict[str, Any]:
        """After the files were made."""
        cleaned = super().clean()
        if self.made_on and cleaned.get("on") and cleaned["on"] < self.made_on:
            self.add_error("on", f"The files were made on {self.made_on:%-d %B %Y}. Enter that day or a later one.")
        return cleaned


class PassageForm(SentForm):
    """What becomes of one passage of a copy."""

    mark = forms.ChoiceField(
        label="This passage", widget=forms.RadioSelect, required=False,
        choices=[("", "Give it to her"), *((one.value, f"Withhold it: {one.label.lower()}") for one in CopyMark)],
    )  # fmt: skip
    words = forms.CharField(
        label="Withhold only these words", required=False, widget=Words({"rows": 3}),
        help_text="One phrase a line, exactly as it stands there. Left empty, the whole passage is withheld.",
    )  # fmt: skip
    why = forms.CharField(
        label="Why", max_length=300,
        help_text="To give what is about somebody else: they agreed, or it is reasonable without. To withhold for "
        "harm: who judged it.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Phrases go with a reason to withhold them."""
        cleaned = super().clean()
        if cleaned.get("words") and not cleaned.get("mark"):
            self.add_error("mark", "Choose why these words are withheld, or take the words out.")
        return cleaned
