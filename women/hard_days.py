"""Days that are hard: a child's birthday, and the anniversary of a removal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from practices.codes import YesNoUnknown
from women.codes import ChildLoss, PregnancyEnd
from women.models import Child, Pregnancy

AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class HardDay:
    """One such day ahead; where only the month of birth is held, `on` is its first day that is still to come."""

    woman_id: int
    child_no: int
    what: str
    on: date
    month_only: bool = False
    to_remember: bool = False  # of somebody she lost: she wants the day remembered


def anniversary(day: date, year: int) -> date:
    """The day's anniversary in a year; of 29 February in another year, 1 March."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def next_anniversary(day: date, today: date) -> date:
    """The first anniversary that is today or later."""
    this_year = anniversary(day, today.year)
    return this_year if this_year >= today else anniversary(day, today.year + 1)


def hard_days(children: Iterable[Child], today: date) -> list[HardDay]:
    """The hard days from today to 14 days ahead, soonest first."""
    until = today + AHEAD
    found = []
    for child in children:
        if child.loss:
            found += _remembered(child, today, until)
            continue
        if child.born_on is not None and child.born_on < today:
            found += _birthday(child, child.born_on, today, until)
        if child.removed_on is not None and child.removed_on < today:
            on = next_anniversary(child.removed_on, today)
            if on <= until:
                found.append(HardDay(child.woman_id, child.child_no, "the day of removal", on))
    return sorted(found, key=lambda hard: (hard.month_only, hard.on, hard.woman_id, hard.child_no))


def _remembered(child: Child, today: date, until: date) -> list[HardDay]:
    """The days of a child who is not alive, only where she wants them remembered and the day itself is known."""
    if child.remembers != YesNoUnknown.YES:
        return []
    stillborn = child.loss == ChildLoss.STILLBORN
    days = [] if stillborn else [("the day of birth", child.born_on, child.born_day_is_known)]
    what = "the day her baby was stillborn" if stillborn else "the day her child died"
    days.append((what, child.died_on, child.died_day_is_known))
    found = []
    for said, day, is_known in days:
        if day is not None and is_known and day < today and (on := next_anniversary(day, today)) <= until:
            found.append(HardDay(child.woman_id, child.child_no, said, on, to_remember=True))
    return found


def days_of_loss(pregnancies: Iterable[Pregnancy], today: date) -> list[HardDay]:
    """The days on which she lost a pregnancy, where she wants them remembered; soonest first."""
    until, found = today + AHEAD, []
    for one in pregnancies:
        stillborn = one.ended_as == PregnancyEnd.STILLBIRTH
        what = "the day her baby was stillborn" if stillborn else "the day she lost a pregnancy"
        is_marked = one.remembers == YesNoUnknown.YES and not one.ended_month_only
        if is_marked and one.ended_on is not None and one.ended_on < today:
            on = next_anniversary(one.ended_on, today)
            if on <= until:
                found.append(HardDay(one.woman_id, 0, what, on, to_remember=True))
    return sorted(found, key=lambda hard: (hard.on, hard.woman_id))


def _birthday(child: Child, born_on: date, today: date, until: date) -> list[HardDay]:
    if child.born_day_is_known:
        on = next_anniversary(born_on, today)
        return [HardDay(child.woman_id, child.child_no, "birthday", on)] if on <= until else []
    first = next((day for day in (today, until) if day.month == born_on.month), None)
    if first is None:
        return []
    on = today if first == today else first.replace(day=1)
    return [HardDay(child.woman_id, child.child_no, "birth month", on, month_only=True)]
