"""What this app shows on a woman's record."""

from typing import Any

from django.utils import timezone

from practices.requests import PracticeRequest
from sessions_log.codes import Attendance
from sessions_log.forms.support import SupportForm
from sessions_log.models import Support
from sessions_log.timeline import timeline_of
from sessions_log.timeline_picture import NARROW, WIDE, picture
from women.kinds import Kind, add_kind
from women.reading import Opened
from women.record import Section, add_section, add_to_front

SHOWN_AT_FIRST = 25


def add_sections() -> None:
    """The timeline on the first page; contacts, appointments and support as sections."""
    add_to_front(Section("timeline", "The 18 months", "sessions_log/sections/timeline.html", _timeline, 0))
    add_section(Section("contacts", "Contacts", "sessions_log/sections/contacts.html", _contacts, 40))
    add_section(Section("appointments", "Appointments", "sessions_log/sections/appointments.html", _appointments, 50))
    add_section(Section("support", "Support", "sessions_log/sections/support.html", _support, 90))
    add_kind(Kind("support", "support", "support", SupportForm, lambda woman: Support.objects.filter(woman=woman)))


def _timeline(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    offered = [place for place in opened.places if place.offered_on]
    if not offered:
        return {"timeline": None, "woman": opened.woman}
    timeline = timeline_of(opened.woman, offered[-1], opened.shown.on)
    return {
        "timeline": timeline,
        "now": timeline.now,
        "wide": picture(timeline, width=WIDE, key="wide"),
        "narrow": picture(timeline, width=NARROW, key="narrow"),
    }


def _contacts(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    contacts = list(opened.woman.contacts.prefetch_related("amendments"))
    offered = next((place.offered_on for place in reversed(opened.places) if place.offered_on), None)
    since = [one for one in contacts if offered is not None and one.started_at.date() >= offered]
    return {
        "contacts": contacts[:SHOWN_AT_FIRST], "earlier": contacts[SHOWN_AT_FIRST:], "total": len(contacts),
        "tried": len(since), "offered": offered,
    }  # fmt: skip


def _appointments(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    appointments = list(opened.woman.appointments.all())
    return {
        "appointments": appointments[:SHOWN_AT_FIRST], "earlier": appointments[SHOWN_AT_FIRST:],
        "total": len(appointments),
        "now": timezone.now(),
        "outcomes": [(value, label) for value, label in Attendance.choices if value != Attendance.SCHEDULED],
    }  # fmt: skip


def _support(request: PracticeRequest, opened: Opened) -> dict[str, Any]:
    return {"support": opened.woman.support.all()}
