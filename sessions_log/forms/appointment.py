"""An appointment with another service: make it, move it, say what became of it."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from practices.forms.fields import ClockField, DayField, DayPicker, Pills
from practices.forms.record import RecordForm
from practices.london import NoSuchTime, moment_at
from sessions_log.codes import CANCELLED, Attendance, Service
from sessions_log.models import Appointment
from women.codes import ClosureReason
from women.death import last_day_of
from women.models import Place

# what may be said of an appointment that is still to come
AHEAD = {Attendance.SCHEDULED, *CANCELLED}
AHEAD_WORDS = {
    Attendance.SCHEDULED: "Yes",
    Attendance.CANCELLED_BY_WOMAN: "She cancelled",
    Attendance.CANCELLED_BY_SERVICE: "The service cancelled",
}
NOT_BOTH = "You chose a service, and wrote the name of another. Empty this name, or choose “Other”."
NOT_YET = "It has not happened yet. Until then it is scheduled, or cancelled."


def after_her_place(place: Place | None, day: date, *, moved: bool = True) -> str:
    """Blank where an appointment may be made or moved to that day; else why not, for the person who typed."""
    if not moved or place is None:
        return ""
    until = last_day_of(place.woman, place)
    has_ended = place.left_on is not None and day >= place.left_on
    if until is not None and (day > until or (has_ended and place.closure_reason == ClosureReason.DIED)):
        return "She had died by then, so nothing is planned for her."
    if not has_ended:
        return ""
    return f"Her place ended {place.ended_said}, so nothing is planned for her from that day on."


class AppointmentForm(RecordForm):
    """Day, time, service, whether somebody goes with her and, once it has been, its outcome."""

    on = DayField(
        label="Day", widget=DayPicker(),
        error_messages={"required": "Enter the day.", "invalid": "Enter a real date."},
    )  # fmt: skip
    time = ClockField(label="Time", error_messages={"required": "Enter the time."})

    class Meta:
        model = Appointment
        fields = ["service", "service_as_written", "agency", "accompanied", "attendance"]
        labels = {
            "service": "With",
            "service_as_written": "Name of the service",
            "agency": "Where, or with whom",
            "accompanied": "I go with her",
            "attendance": "What became of it",
        }
        help_texts = {"service_as_written": "Only where it is on no list: choose Other above."}

    field_order = ["key", "seen", "on", "time", "service", "service_as_written", "agency", "accompanied", "attendance"]

    def __init__(self, *args: Any, now: datetime, place: Place | None = None, **kwargs: Any) -> None:
        """A new one is scheduled; one that is there starts from its own day and time. `place` is her latest."""
        self.now, self.place = now, place
        instance: Appointment | None = kwargs.get("instance")
        if instance is not None and instance.pk:
            local = timezone.localtime(instance.at)
            kwargs["initial"] = {"on": local.date(), "time": local.time().replace(second=0, microsecond=0)}
        super().__init__(*args, **kwargs)
        if instance is None or not instance.pk:
            del self.fields["attendance"]
        elif instance.at > now and instance.attendance in AHEAD:
            attendance: Any = self.fields["attendance"]
            attendance.label = "Does it stand?"
            attendance.widget = Pills(choices=[(value, AHEAD_WORDS[value]) for value in AHEAD_WORDS])

    def clean(self) -> dict[str, Any]:
        """An outcome needs its day to have come; another service needs its name."""
        cleaned = super().clean()
        if cleaned.get("service") == Service.OTHER and not cleaned.get("service_as_written"):
            self.add_error("service_as_written", "Enter the name of the service.")
        elif cleaned.get("service_as_written") and cleaned.get("service") not in (None, "", Service.OTHER):
            self.add_error("service_as_written", NOT_BOTH)
        if cleaned.get("on") and cleaned.get("time"):
            self._clean_moment(cleaned)
        return cleaned

    def _clean_moment(self, cleaned: dict[str, Any]) -> None:
        """Put day and time together; a moment that was left alone stays to the second."""
        at = self.instance.at
        if self.instance.pk is None or {"on", "time"} & set(self.changed_data):
            try:
                at = moment_at(cleaned["on"], cleaned["time"])
            except NoSuchTime as error:
                self.add_error("time", str(error))
                return
        if not date(2000, 1, 1) <= cleaned["on"] <= self.today.replace(year=self.today.year + 5, day=1):
            self.add_error("on", "Check the year of this date.")
        elif problem := after_her_place(self.place, cleaned["on"], moved=at != self.instance.at):
            self.add_error("on", problem)
        elif at > self.now and cleaned.get("attendance", Attendance.SCHEDULED) not in AHEAD:
            self.add_error("attendance", NOT_YET)
        self.instance.at = at


class AttendanceForm(forms.ModelForm):  # type: ignore[type-arg]
    """What became of one appointment, in two taps from a list."""

    class Meta:
        model = Appointment
        fields = ["attendance", "accompanied"]
        widgets = {"attendance": Pills}

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        """`now` decides what may be said."""
        self.now = now
        super().__init__(*args, **kwargs)

    def clean_attendance(self) -> str:
        """Only once it has happened, unless it was cancelled."""
        attendance: str = self.cleaned_data["attendance"]
        if self.instance.at > self.now and attendance not in AHEAD:
            raise forms.ValidationError(NOT_YET)
        return attendance
