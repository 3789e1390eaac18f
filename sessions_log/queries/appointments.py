"""Appointments of a person or a team: a week, what lies ahead, and what still lacks an outcome."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from practices.london import start_of
from practices.models import Membership
from sessions_log.codes import Attendance
from sessions_log.models import Appointment
from women.going_on import left_on

LISTED_DAYS = 60


@dataclass(frozen=True)
class DayOfWeek:
    """One day with its appointments."""

    on: date
    appointments: list[Appointment]


def appointments_of(practitioner: Membership | None) -> QuerySet[Any]:
    """Those of one practitioner's women, or of the whole team, soonest first.

    From the day on which a woman's place ended they are on nobody's list; what was before it is history.
    """
    found = Appointment.objects.select_related("woman").annotate(left_on=left_on()).order_by("at", "pk")
    found = found.filter(Q(left_on=None) | Q(at__date__lt=F("left_on")))
    return found.filter(woman__practitioner=practitioner) if practitioner else found


def week_of(found: QuerySet[Appointment], monday: date) -> list[DayOfWeek]:
    """Seven days from a Monday, empty ones too."""
    until = monday + timedelta(days=7)
    inside = list(found.filter(at__gte=start_of(monday), at__lt=start_of(until)))
    days = [monday + timedelta(days=number) for number in range(7)]
    return [DayOfWeek(day, [one for one in inside if timezone.localdate(one.at) == day]) for day in days]


def listed(found: QuerySet[Appointment], today: date) -> list[DayOfWeek]:
    """The next sixty days, only those with an appointment."""
    until = today + timedelta(days=LISTED_DAYS)
    days: dict[date, list[Appointment]] = {}
    for one in found.filter(at__gte=start_of(today), at__lt=start_of(until)):
        days.setdefault(timezone.localdate(one.at), []).append(one)
    return [DayOfWeek(day, appointments) for day, appointments in days.items()]


def without_outcome(found: QuerySet[Any], today: date) -> list[Appointment]:
    """Past ones that are still scheduled, latest first; of a woman who has left nobody is asked."""
    past = found.filter(left_on=None, attendance=Attendance.SCHEDULED, at__lt=start_of(today))
    return list(past.order_by("-at", "-pk")[:100])
