"""When something was: today, yesterday or another day, at a time."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from practices.forms.fields import DayPicker, Pills, TimePicker
from practices.forms.record import SentForm

TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"
NOT_IN_FUTURE = "This is in the future. Log a contact once it has happened, or been tried."


class WhenForm(SentForm):
    """Adds `started_at`, an aware time not in the future, to what the form gives."""

    when = forms.ChoiceField(
        label="When", widget=Pills, initial=TODAY,
        choices=[(TODAY, "Today"), (YESTERDAY, "Yesterday"), (OTHER, "Another day")],
    )  # fmt: skip
    other_day = forms.DateField(
        label="Which day", required=False, widget=DayPicker(),
        error_messages={"invalid": "Enter a real date, like 27 3 2026."},
    )  # fmt: skip
    at = forms.TimeField(label="Time it began", widget=TimePicker(), error_messages={"required": "Enter a time."})

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        """`now` is the clock's, so that a test may set it."""
        self.now = timezone.localtime(now)
        super().__init__(*args, today=self.now.date(), **kwargs)
        self.fields["at"].initial = self.now.strftime("%H:%M")

    def clean(self) -> dict[str, Any]:
        """Put day and time together."""
        cleaned = super().clean()
        day = {TODAY: self.today, YESTERDAY: self.today - timedelta(days=1)}.get(
            cleaned.get("when", ""), cleaned.get("other_day")
        )
        if day is None:
            if "other_day" not in self.errors:
                self.add_error("other_day", "Enter the day, or choose today or yesterday.")
            return cleaned
        if cleaned.get("at") is None:
            return cleaned
        started_at = timezone.make_aware(datetime.combine(day, cleaned["at"]))
        if started_at > self.now:
            self.add_error("other_day" if day > self.today else "at", NOT_IN_FUTURE)
        cleaned["started_at"] = started_at
        return cleaned
