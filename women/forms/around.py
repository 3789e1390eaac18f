"""People around her, notes, wellbeing, safety and the plan."""

from typing import Any

from django import forms

from practices.forms.fields import Checks, Pills, Words, a_day
from practices.forms.record import RecordForm
from women.codes import UniversalService
from women.models import CheckIn, Flag, Instrument, Note, Person, SafeContact, TransitionPlan, WellbeingScore, Woman


class PersonForm(RecordForm):
    """Somebody around her."""

    ended_on = a_day(label="No longer since", required=False)

    class Meta:
        model = Person
        fields = ["kind", "name", "what_to_her", "agency", "phone", "email", "words", "ended_on"]
        labels = {
            "kind": "Who", "what_to_her": "What they are to her", "phone": "Phone", "email": "E-mail",
            "words": "In a few words",
        }  # fmt: skip
        widgets = {"words": forms.Textarea({"rows": 3})}


class NoteForm(RecordForm):
    """Words that belong to no contact."""

    links = ("amends",)
    amends: Any = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput())

    class Meta:
        model = Note
        fields = ["words"]
        labels = {"words": "Note"}
        widgets = {"words": Words({"rows": 8})}

    def __init__(self, *args: Any, woman: Woman, **kwargs: Any) -> None:
        """A note may amend an earlier one of hers; which, its address says."""
        super().__init__(*args, woman=woman, **kwargs)
        amends: Any = self.fields["amends"]
        amends.queryset = woman.notes.filter(amends=None)

    def save(self, commit: bool = True) -> Note:
        """Who wrote it."""
        self.instance.written_by = self.by
        saved: Note = super().save(commit)
        return saved


class InstrumentForm(RecordForm):
    """A wellbeing measure that the Practice may use."""

    class Meta:
        model = Instrument
        fields = ["name", "lowest", "highest", "higher_is_better"]
        labels = {
            "lowest": "Lowest total", "highest": "Highest total", "higher_is_better": "A higher total is better",
        }  # fmt: skip
        help_texts = {"name": "Only its name and range are kept here, never its questions."}

    def clean(self) -> dict[str, Any]:
        """A range with a width; a name of its own."""
        cleaned = super().clean()
        low, high = cleaned.get("lowest"), cleaned.get("highest")
        if low is not None and high is not None and low >= high:
            self.add_error("highest", "The highest total must be above the lowest.")
        if Instrument.objects.filter(name__iexact=cleaned.get("name", "")).exclude(pk=self.instance.pk).exists():
            self.add_error("name", "This measure is listed already.")
        return cleaned


class WellbeingScoreForm(RecordForm):
    """The total of one measure on a day."""

    links = ("instrument",)
    instrument: Any = forms.ModelChoiceField(label="Measure", queryset=None, empty_label="Choose a measure")
    on = a_day(label="Day")

    class Meta:
        model = WellbeingScore
        fields = ["on", "total"]
        labels = {"total": "Total score"}
        widgets = {"total": forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The measures of this Practice."""
        super().__init__(*args, **kwargs)
        instruments: Any = self.fields["instrument"]
        instruments.queryset = Instrument.objects.all()
        self.fields["on"].initial = self.today

    def clean(self) -> dict[str, Any]:
        """Not in the future."""
        cleaned = super().clean()
        self.not_in_future("on")
        return cleaned


class FlagForm(RecordForm):
    """Something to read before contact."""

    review_by = a_day(label="Look at it again by")
    ended_on = a_day(label="No longer true since", required=False)

    class Meta:
        model = Flag
        fields = ["kind", "reason", "audience", "review_by", "ended_on"]
        labels = {"kind": "What", "reason": "Why, and what to do", "audience": "Who may see it"}
        widgets = {"reason": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new flag has no end."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["ended_on"]

    def clean(self) -> dict[str, Any]:
        """Looked at again in the days to come, or ended."""
        cleaned = super().clean()
        self.not_in_future("ended_on")
        review = cleaned.get("review_by")
        if review and not cleaned.get("ended_on") and review < self.today:
            self.add_error("review_by", "Enter a day to come, or say since when it is no longer true.")
        return cleaned

    def save(self, commit: bool = True) -> Flag:
        """Who raised it, and when."""
        if self.instance.pk is None:
            self.instance.raised_by, self.instance.raised_on = self.by, self.today
        saved: Flag = super().save(commit)
        return saved


class SafeContactForm(RecordForm):
    """Whether and how one channel is safe."""

    class Meta:
        model = SafeContact
        fields = ["channel", "is_safe", "detail", "hours", "voicemail", "who_else_sees", "code_word"]
        labels = {
            "channel": "How",
            "is_safe": "Is it safe?",
            "detail": "Number or address",
            "hours": "At which hours",
            "voicemail": "May we leave a voicemail?",
            "who_else_sees": "Who else sees or hears it",
            "code_word": "Code word",
        }
        widgets = {"is_safe": Pills}

    def clean_channel(self) -> str:
        """One rule a channel."""
        channel: str = self.cleaned_data["channel"]
        if self.woman.safe_contacts.filter(channel=channel).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("There is a rule for this already. Change that one.")
        return channel

    def save(self, commit: bool = True) -> SafeContact:
        """Saving it is having asked her again."""
        self.instance.checked_on = self.today
        saved: SafeContact = super().save(commit)
        return saved


class TransitionPlanForm(RecordForm):
    """How she goes on after the programme."""

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
            "what_she_wants": Words(),
            "people": Words({"rows": 3}),
            "services_to_come": Words({"rows": 3}),
        }

    def __init__(self, *args: Any, place: Any = None, **kwargs: Any) -> None:
        """Of the place that is open."""
        super().__init__(*args, **kwargs)
        if place is not None:
            self.instance.place = place
        self.fields["made_on"].initial = self.today

    def clean(self) -> dict[str, Any]:
        """Made with her already."""
        cleaned = super().clean()
        self.not_in_future("made_on")
        return cleaned


class CheckInForm(RecordForm):
    """A light-touch check-in, done."""

    done_on = a_day(label="Done on")

    class Meta:
        model = CheckIn
        fields = ["done_on", "words"]
        labels = {"words": "How she is, as she says"}
        widgets = {"words": Words({"rows": 4})}

    def clean(self) -> dict[str, Any]:
        """It has been."""
        cleaned = super().clean()
        self.not_in_future("done_on")
        return cleaned
