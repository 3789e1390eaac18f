"""What this app shows on a woman's record."""

from typing import Any

from women.models import Woman
from women.record import Section, add_section

SHOWN_AT_FIRST = 25


def add_sections() -> None:
    """Contacts, appointments and support."""
    for section in (
        Section("contacts", "Contacts", "sessions_log/sections/contacts.html", _contacts),
        Section("appointments", "Appointments", "sessions_log/sections/appointments.html", _appointments),
        Section("support", "Support", "sessions_log/sections/support.html", _support),
    ):
        add_section(section)


def _contacts(woman: Woman) -> dict[str, Any]:
    contacts = list(woman.contacts.all())
    return {"contacts": contacts[:SHOWN_AT_FIRST], "earlier": contacts[SHOWN_AT_FIRST:], "total": len(contacts)}


def _appointments(woman: Woman) -> dict[str, Any]:
    appointments = list(woman.appointments.all())
    return {
        "appointments": appointments[:SHOWN_AT_FIRST],
        "earlier": appointments[SHOWN_AT_FIRST:],
        "total": len(appointments),
    }


def _support(woman: Woman) -> dict[str, Any]:
    return {"support": woman.support.all()}
