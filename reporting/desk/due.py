"""When the return of a quarter is due."""

from collections.abc import Iterable
from datetime import date, timedelta

from reporting.models import DueDate
from reporting.quarters import Quarter

USUAL = timedelta(days=30)  # after the quarter's last day, where National has set no other day — ours


def due_on(quarter: Quarter) -> date:
    """The day by which it is due, that day included."""
    return due_dates([quarter])[quarter]


def due_dates(quarters: Iterable[Quarter]) -> dict[Quarter, date]:
    """The same of several quarters, by one statement."""
    wanted = list(quarters)
    held = DueDate.objects.filter(quarter__in=[str(one) for one in wanted])
    found = dict(held.values_list("quarter", "due_on"))
    return {one: found.get(str(one), one.end + USUAL) for one in wanted}
