"""When the return of a quarter is due, and who owes one: the one rule of the board, a lead's pages and reminders."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from reporting.models import DueDate
from reporting.quarters import Quarter

USUAL = timedelta(days=30)  # after the quarter's last day, where National has set no other day — ours


class HasDates(Protocol):
    """A Practice, or as much of one as says when it was live."""

    @property
    def went_live_on(self) -> date | None: ...  # noqa: D102
    @property
    def closed_on(self) -> date | None: ...  # noqa: D102
    @property
    def returns_from(self) -> date | None: ...  # noqa: D102


class LiveDates(NamedTuple):
    """Those dates alone, as a statement gives them."""

    went_live_on: date | None
    closed_on: date | None
    returns_from: date | None


def owes(practice: HasDates, quarter: Quarter) -> bool:
    """Whether a return of a quarter is asked for: the Practice was live in it, and sent its returns here by then."""
    live = practice.went_live_on
    if live is None or max(live, practice.returns_from or live) > quarter.end:
        return False
    return practice.closed_on is None or practice.closed_on > quarter.start


def is_late(practice: HasDates, quarter: Quarter, *, due: date, today: date) -> bool:
    """Whether a return that nobody has sent is late."""
    return owes(practice, quarter) and today > due


def due_on(quarter: Quarter) -> date:
    """The day by which it is due, that day included."""
    return due_dates([quarter])[quarter]


def due_dates(quarters: Iterable[Quarter]) -> dict[Quarter, date]:
    """The same of several quarters, by one statement."""
    wanted = list(quarters)
    held = DueDate.objects.filter(quarter__in=[str(one) for one in wanted])
    found = dict(held.values_list("quarter", "due_on"))
    return {one: found.get(str(one), one.end + USUAL) for one in wanted}
