"""The records behind a number: each in a line, for the lead of the Practice whose scope is open."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from practices.templatetags.pause import moment, short_day
from reporting.indicators.counting import records_behind
from reporting.indicators.declared import Measure
from reporting.quarters import Quarter
from sessions_log.models import Appointment, Contact, Support
from women.known_days import day_said
from women.models import Child, Goal, Place, Pregnancy, Woman


@dataclass(frozen=True)
class Behind:
    """One woman, how many rows of hers are counted, and each of them in words (none for weeks and for herself)."""

    woman: Woman
    number: int
    lines: list[str]


def _place(place: Place) -> str:
    days = [("offered", place.offered_on), ("declined", place.declined_on), ("agreed", place.agreed_on)]
    days += [("completed", place.completed_on)]
    said = [*(f"{what} {short_day(day)}" for what, day in days if day)]
    return ", ".join([*said, f"closed {day_said(place, 'closed_on', short=True)}"] if place.closed_on else said)


def _pregnancy(one: Pregnancy) -> str:
    if one.known_not_recorded:
        return f"Known since when is not recorded: counted by {short_day(one.known_on)}"
    return f"Known in {one.known_said}" if one.known_month_only else f"Known on {short_day(one.known_on)}"


# source → (its model, by what its records are put in order, how one is described)
DESCRIBED: dict[str, tuple[Any, str, Callable[[Any], str]]] = {
    "places": (Place, "offered_on", _place),
    "children": (Child, "child_no", lambda child: f"Child {child.child_no}, removed {short_day(child.removed_on)}"),
    "pregnancies": (Pregnancy, "known_on", _pregnancy),
    "goals": (Goal, "set_on", lambda goal: f"{goal.get_area_display()}, set {short_day(goal.set_on)}"),
    "appointments": (
        Appointment,
        "at",
        lambda one: f"{moment(one.at)}: {one.service_name}, {one.get_attendance_display().lower()}",
    ),
    "contacts": (
        Contact,
        "started_at",
        lambda one: f"{moment(one.started_at)}: {one.get_mode_display()}, {one.get_outcome_display().lower()}",
    ),
    "support": (Support, "on", lambda one: f"{short_day(one.on)}: {one.outcome_name}"),
}


def behind(measure: Measure, practice_id: int, quarter: Quarter, *, today: date) -> list[Behind]:
    """Every woman whom the measure counts, in the order of her reference; three queries."""
    found = records_behind(measure, practice_id, quarter, today=today)
    women = Woman.every.in_bulk([woman_id for woman_id, _ in found])
    lines: dict[int, list[str]] = defaultdict(list)
    if measure.source in DESCRIBED:
        model, order, describe = DESCRIBED[measure.source]
        counted = [record for _, records in found for record in records]
        for record in model.objects.filter(pk__in=counted).order_by(order, "pk"):
            lines[record.woman_id].append(describe(record))
    rows = [Behind(women[woman_id], len(records), lines[woman_id]) for woman_id, records in found]
    return sorted(rows, key=lambda row: row.woman.ref)
