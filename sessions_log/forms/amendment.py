"""Adding to a contact that was written down: further words, and facts put right."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from practices.forms.fields import DayPicker, TimePicker, Words
from practices.forms.record import SentForm
from sessions_log.codes import ContactMode, ContactOutcome
from sessions_log.forms.contact import LONGEST_NOTE, covering
from sessions_log.forms.when import NOT_IN_FUTURE
from sessions_log.models import Contact
from sessions_log.models.contact import MINUTES_OF_A_DAY
from women.models import Place


class AmendmentForm(SentForm):
    """Words to add; beside them the facts as they stand, to be put right where they are wrong."""

    words = forms.CharField(
        label="Add to what is written", widget=Words({"rows": 4, "data-autosave": "words"}), max_length=LONGEST_NOTE,
        help_text="The earlier words stay as they are, with your name and the time beside yours.",
        error_messages={"required": "Write what to add, or why a fact is put right."},
    )  # fmt: skip
    outcome = forms.ChoiceField(label="Did it happen?", choices=ContactOutcome.choices)
    mode = forms.ChoiceField(label="How", choices=ContactMode.choices)
    minutes = forms.IntegerField(
        label="Minutes", required=False, min_value=0, max_value=MINUTES_OF_A_DAY,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={"max_value": "This is over 24 hours. Enter the minutes of this one contact."},
    )  # fmt: skip
    on = forms.DateField(label="Day", widget=DayPicker(), error_messages={"required": "Enter the day."})
    at = forms.TimeField(label="Time it began", widget=TimePicker())

    def __init__(self, *args: Any, contact: Contact, places: list[Place], now: datetime, **kwargs: Any) -> None:
        """Start from the facts as they stand."""
        self.contact, self.places, self.now = contact, places, now
        local = timezone.localtime(contact.started_at)
        self.before = {
            "outcome": contact.outcome, "mode": contact.mode, "minutes": contact.minutes, "on": local.date(),
            "at": local.time().replace(second=0, microsecond=0),
        }  # fmt: skip
        super().__init__(*args, initial=self.before, **kwargs)

    @property
    def moved(self) -> bool:
        """Whether day or time were changed."""
        return any(self.cleaned_data.get(name) != self.before[name] for name in ("on", "at"))

    def clean(self) -> dict[str, Any]:
        """A new time is in the past, within her place, and not after it was written down."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"on", "at"} & set(self.errors) and self.moved:
            started_at = timezone.make_aware(datetime.combine(cleaned["on"], cleaned["at"]))
            if started_at > self.now:
                self.add_error("on", NOT_IN_FUTURE)
            elif self.contact.recorded_at is not None and started_at > self.contact.recorded_at:
                self.add_error("on", "This is after it was written down. Check the day and the time.")
            elif problem := covering(self.places, cleaned["on"]):
                self.add_error("on", problem)
            cleaned["started_at"] = started_at
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """The facts that were put right: field → new value."""
        names = ("outcome", "mode", "minutes")
        found = {name: self.cleaned_data[name] for name in names if self.cleaned_data[name] != self.before[name]}
        if self.moved:
            found["started_at"] = self.cleaned_data["started_at"]
        return found
