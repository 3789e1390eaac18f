"""Contacts, appointments and support beside a death (women.death)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from practices.london import clock_of, day_in_london, start_of
from sessions_log.codes import CANCELLED, Attendance, ContactOutcome
from women import death
from women.death import Line
from women.models import Woman


def add_lines() -> None:
    """Make this app's rows known."""
    death.DATED.append(_work)
    death.BECAUSE.append(_with_family)
    death.AGAIN.append(_appointments)
    death.PLANNED.append(_to_cancel)


def _work(woman: Woman, day: date) -> Iterable[Line]:
    """What is said of her on a later day: contacts made, appointments with whatever came of them, support.

    One that she “did not attend” is counted as due: it was not, and only cancelled it is right.
    """
    since = start_of(day + timedelta(days=1))
    for contact in woman.contacts.filter(with_family=False, outcome=ContactOutcome.MADE, started_at__gte=since):
        said = f"Contact made: {contact.get_mode_display().lower()}"
        yield Line(said, day_in_london(contact.started_at), "contact", contact.pk, "contact")
    for one in woman.appointments.filter(at__gte=since).exclude(attendance__in=[*CANCELLED, Attendance.SCHEDULED]):
        said = f"Appointment: {one.service_name}, {one.get_attendance_display().lower()}"
        yield Line(said, day_in_london(one.at), "appointment", one.pk, "appointment")
    for support in woman.support.filter(on__gt=day):
        yield Line(f"Support: {support.outcome_name}", support.on, "support", support.pk)


def _to_cancel(woman: Woman, day: date) -> Iterable[Line]:
    """What is planned with services from that day on, each to be cancelled there: by service, then by day."""
    planned = woman.appointments.filter(attendance=Attendance.SCHEDULED, at__gte=start_of(day)).order_by("at")
    for one in sorted(planned, key=lambda one: one.service_name):
        going = "somebody was to go with her" if one.accompanied else ""
        told = ", ".join(filter(None, [clock_of(one.at), one.agency, going]))
        yield Line(f"{one.service_name}, {told}", day_in_london(one.at), "appointment", one.pk, "appointment")


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
