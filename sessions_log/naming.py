"""The names, places and days that the work is written down with: what no text may give away (women.disclosure)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from sessions_log.models import Appointment, Contact, Support
from women.disclosure.recorded import COLLEAGUE, Source, add_source

APPOINTMENTS_OF = timedelta(days=800)  # of about two years


def add_naming() -> None:
    """Have them looked for."""
    add_source("sessions_log", Source(people=_people, places=_places, days=_days))


def _people() -> Iterator[tuple[str, str]]:
    """Staff whom a contact names as text, with no account."""
    names = Contact.objects.exclude(practitioner_name="").order_by().values_list("practitioner_name", flat=True)
    yield from ((name, COLLEAGUE) for name in names.distinct())


def _places() -> Iterator[str]:
    seen = Appointment.objects.exclude(agency="", service_as_written="").order_by()
    for pair in seen.values_list("agency", "service_as_written").distinct():
        yield from pair
    yield from Support.objects.exclude(agency="").order_by().values_list("agency", flat=True).distinct()


def _days() -> Iterator[date]:
    since = timezone.now() - APPOINTMENTS_OF
    for at in Appointment.objects.filter(at__gte=since).values_list("at", flat=True):
        yield timezone.localtime(at).date()
