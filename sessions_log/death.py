"""Contacts, appointments and support beside a death (women.death)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from practices.london import day_in_london, start_of
from sessions_log.codes import CAME, Attendance, ContactOutcome
from women import death
from women.death import Line
from women.models import Woman


def add_lines() -> None:
    """Make this app's rows known."""
    death.DATED.append(_work)
    death.BECAUSE.append(_with_family)
    death.AGAIN.append(_appointments)


def _work(woman: Woman, day: date) -> Iterable[Line]:
    """What happened with her on a later day: contacts made, appointments attended, support."""
    since = start_of(day + timedelta(days=1))
    for contact in woman.contacts.filter(with_family=False, outcome=ContactOutcome.MADE, started_at__gte=since):
        said = f"Contact made: {contact.get_mode_display().lower()}"
        yield Line(said, day_in_london(contact.started_at), "contact", contact.pk, "contact")
    for one in woman.appointments.filter(attendance__in=CAME, at__gte=since):
        said = f"Appointment: {one.service_name}, {one.get_attendance_display().lower()}"
        yield Line(said, day_in_london(one.at), "appointment", one.pk, "appointment")
    for support in woman.support.filter(on__gt=day):
        yield Line(f"Support: {support.outcome_name}", support.on, "support", support.pk)


def _with_family(woman: Woman) -> Iterable[Line]:
    for contact in woman.contacts.filter(with_family=True):
        said = f"Contact with her family: {contact.get_mode_display().lower()}"
        yield Line(said, day_in_london(contact.started_at), "contact", contact.pk)


def _appointments(woman: Woman, today: date) -> Iterable[str]:
    """Those that were planned and stand: ahead, and those whose day has passed meanwhile."""
    planned = woman.appointments.filter(attendance=Attendance.SCHEDULED)
    now = timezone.now()
    if ahead := planned.filter(at__gte=now).count():
        yield f"{ahead} {'appointment' if ahead == 1 else 'appointments'} ahead"
    if passed := planned.filter(at__lt=now).count():
        noun = "appointment whose day has" if passed == 1 else "appointments whose days have"
        yield f"{passed} {noun} passed: say what became of {'it' if passed == 1 else 'them'}"
