"""When something was: today, yesterday or another day, at a time."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from practices.forms.fields import ClockField, DayField, DayPicker, Pills
from practices.forms.record import SentForm
from practices.london import LONDON, NoSuchTime, day_in_london, moment_at

TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"
NOT_IN_FUTURE = "This is in the future. Log a contact once it has happened, or been tried."

NOT_BOTH = "You chose today or yesterday, and entered another day. Empty it, or choose “Another day”."


class WhenForm(SentForm):
    """Adds `started_at`, an aware time not in the future, to what the form gives."""

    when = forms.ChoiceField(
        label="When", widget=Pills, initial=TODAY,
        choices=[(TODAY, "Today"), (YESTERDAY, "Yesterday"), (OTHER, "Another day")],
    )  # fmt: skip
    other_day = DayField(
        label="Which day", required=False, widget=DayPicker(),
        error_messages={"invalid": "Enter a real date, like 27 3 2026."},
    )  # fmt: skip
    at = ClockField(label="Time it began", error_messages={"required": "Enter a time."})
    served_on = DayField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, now: datetime, written_at: datetime | None = None, **kwargs: Any) -> None:
        """`now` is the clock's, so that a test may set it; `written_at` is when it was written, where it waited."""
        self.now, self.written_at = now, written_at or now
        super().__init__(*args, today=day_in_london(now), **kwargs)
        self.fields["at"].initial = f"{now.astimezone(LONDON):%H:%M}"
        self.fields["served_on"].initial = self.today

    def clean(self) -> dict[str, Any]:
        """Put day and time together."""
        cleaned = super().clean()
        served_on = cleaned.get("served_on") or self.today
        if cleaned.get("when") in (TODAY, YESTERDAY) and served_on != self.today:
            self._ask_again(served_on)
            return cleaned
        day = {TODAY: self.today, YESTERDAY: self.today - timedelta(days=1)}.get(
            cleaned.get("when", ""), cleaned.get("other_day")
        )
        if cleaned.get("other_day") and cleaned.get("when") in (TODAY, YESTERDAY):
            self.add_error("other_day", NOT_BOTH)
        if day is None:
            if "other_day" not in self.errors:
                self.add_error("other_day", "Enter the day, or choose today or yesterday.")
            return cleaned
        if cleaned.get("at") is None:
            return cleaned
        try:
            started_at = moment_at(day, cleaned["at"], not_after=self.written_at)
        except NoSuchTime as error:
            self.add_error("at", str(error))
            return cleaned
        if started_at > self.now:
            self.add_error("other_day" if day > self.today else "at", NOT_IN_FUTURE)
        cleaned["started_at"] = started_at
        return cleaned

    def _ask_again(self, served_on: date) -> None:
        """A page that was opened before midnight: its “today” is no longer today."""
        self._put("served_on", self.today.isoformat())
        self._put("when", "")
        opened, now = (f"{day.day} {day:%B}" for day in (served_on, self.today))
        self.add_error("when", f"This page was opened on {opened}, and it is {now} now. Choose the day again.")
