"""What follows from the steps that a workbook brought: the same as where they are recorded here, and taken back here.

A workbook writes the dates of many places at once; this does for each what the actions of steps, deaths and corrections
do beside the date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from practices.models import User
from women.actions import deaths, erasures
from women.actions.places import plan_check_ins, put_check_ins_right
from women.actions.transfers import accepted_by
from women.clock import LAST_MONTH, add_months, clock_start
from women.codes import ClosureReason, ErasureReason
from women.lifecycle import ENDED, FIELD_OF_STEP
from women.models import Erasure, Place
from women.models.plan import CHECK_IN_MONTHS

ENDINGS = tuple(FIELD_OF_STEP[step] for step in FIELD_OF_STEP if step in ENDED)
BEGINNINGS = ("offered_on", "agreed_on")


@dataclass(frozen=True)
class Brought:
    """A place as it is written now, and what its fields were before; an empty `before` is a new place."""

    place: Place
    before: Mapping[str, Any]

    def was(self, name: str) -> Any:
        """What a field held, or nothing."""
        return self.before.get(name) or None

    @property
    def is_died(self) -> bool:
        """Whether it is closed since she died."""
        return self.place.closure_reason == ClosureReason.DIED

    @property
    def was_died(self) -> bool:
        """Whether it was before."""
        return bool(self.was("closure_reason") == ClosureReason.DIED)

    @property
    def begins_again(self) -> bool:
        """Whether she is back: a further place, an offer or an agreement, or it goes on where it had ended."""
        place = self.place
        if not self.before:
            return place.number > 1
        begun = any(getattr(place, name) and not self.was(name) for name in BEGINNINGS)
        goes_on = any(self.was(name) and not getattr(place, name) for name in ENDINGS)
        return begun or (goes_on and place.step_on(date.max) not in ENDED)


def follow(brought: Iterable[Brought], *, by: User | None, now: datetime) -> None:
    """Do what follows from each; the places are written already. A place that says nothing new costs no statement."""
    today = timezone.localdate(now)
    rows = list(brought)
    back = [one.place.woman_id for one in rows if one.begins_again]
    if back:
        Erasure.objects.filter(woman__in=back, done_at=None, stopped_on=None).update(stopped_on=today)
    for one in rows:
        _of_a_death(one, by=by, now=now)
        _of_check_ins(one, today)
        if one.place.declined_on is not None and one.was("declined_on") is None:
            _begin_erasing(one.place, today)


def _of_a_death(one: Brought, *, by: User | None, now: datetime) -> None:
    if one.is_died and not one.was_died:
        deaths.record_of_closed(place=one.place, by=by, now=now)
    elif one.was_died and not one.is_died:
        deaths.forget(one.place.woman)
    elif one.is_died and one.place.closed_on is not None and one.place.closed_on != one.was("closed_on"):
        deaths.correct_day(one.place.woman, one.place.closed_on)


def _of_check_ins(one: Brought, today: date) -> None:
    """Those of a completion: planned while its year goes on, moved with its date, gone where it is gone."""
    was, on = one.was("completed_on"), one.place.completed_on
    if was == on:
        return
    if was is None:
        if on is not None and one.place.closed_on is None and add_months(on, CHECK_IN_MONTHS[-1]) >= today:
            plan_check_ins(one.place)
        return
    put_check_ins_right(one.place)


def _begin_erasing(place: Place, today: date) -> None:
    """She declined: what the record held of her before goes as if it had been recorded here."""
    woman = place.woman
    if woman.known_as or woman.full_name or woman.date_of_birth:
        on = place.declined_on or today
        erasures.begin(woman=woman, reason=ErasureReason.DECLINED, on=on, today=today)


def moved_end(place: Place, start_was: date | None) -> date | None:
    """The planned end where her clock starts on another day now: what a break or an extension added stays added."""
    start = clock_start(place)
    if place.end_planned_on is None or start is None or start_was is None:
        return place.end_planned_on
    return add_months(start, LAST_MONTH) + (place.end_planned_on - add_months(start_was, LAST_MONTH))


NEW_PLACE = (
    "It is recorded here that she has died, and this would be a new place of hers. If she lives, take that back on her "
    "record first, then import again."
)
OPENS = (
    "It is recorded here that she has died, and this would open her place again. If she lives, take that back on her "
    "record first, then import again."
)
GONE = (
    "{} has accepted her, and her record is there now. This would open her place here again. To come back, they offer "
    "her."
)


def why_not(place: Place | None, after: Mapping[str, Any], *, is_new: bool, has_died: bool) -> str:
    """Why what a workbook says of a place is not written, whoever decides; blank where it may be.

    `has_died` is of her, `is_new` says that it would be a further place. A death that closed this very place may go
    with the closing: then all of it goes.
    """
    if has_died and is_new:
        return NEW_PLACE
    if place is None or after.get("closure_reason") == place.closure_reason:
        opens = place is not None and not place.is_open and _would_be_open(after)
        return OPENS if has_died and opens else ""
    if place.closure_reason == ClosureReason.TRANSFERRED:
        there = accepted_by(place.woman_id)
        return GONE.format(there) if there else ""
    takes_back = place.closure_reason == ClosureReason.DIED
    return OPENS if has_died and not takes_back and _would_be_open(after) else ""


def takes_death_back(place: Place | None, after: Mapping[str, Any]) -> bool:
    """Whether what a workbook says of a place that was closed since she died is that she lives."""
    return (
        place is not None
        and place.closure_reason == ClosureReason.DIED
        and after.get("closure_reason") != ClosureReason.DIED
    )


def _would_be_open(after: Mapping[str, Any]) -> bool:
    ended = any(after.get(name) for name in ("declined_on", "completed_on", "closed_on"))
    return bool(after.get("offered_on")) and not ended
