"""The life of a place: which step may follow which. A table and one function; no database here."""

from collections.abc import Mapping
from datetime import date

from women.codes import PlaceStep
from women.known_days import when

S = PlaceStep
ALLOWED: dict[PlaceStep, frozenset[PlaceStep]] = {
    S.REFERRED: frozenset({S.OFFERED, S.WAITING, S.NOT_ELIGIBLE, S.CLOSED}),
    S.WAITING: frozenset({S.OFFERED, S.NOT_ELIGIBLE, S.CLOSED}),
    S.OFFERED: frozenset({S.AGREED, S.DECLINED, S.CLOSED}),
    S.AGREED: frozenset({S.TRANSITION, S.NEXT_STEPS, S.CLOSED}),
    S.TRANSITION: frozenset({S.NEXT_STEPS, S.CLOSED}),
    S.NEXT_STEPS: frozenset({S.CLOSED}),
    S.NOT_ELIGIBLE: frozenset(),
    S.DECLINED: frozenset(),
    S.CLOSED: frozenset(),
}
ENDED = frozenset({S.NOT_ELIGIBLE, S.DECLINED, S.NEXT_STEPS, S.CLOSED})  # she may be referred again
NEED_A_REASON = frozenset({S.CLOSED})
FIELD_OF_STEP: dict[PlaceStep, str] = {
    S.REFERRED: "referred_on",
    S.WAITING: "waiting_on",
    S.NOT_ELIGIBLE: "not_eligible_on",
    S.OFFERED: "offered_on",
    S.DECLINED: "declined_on",
    S.AGREED: "agreed_on",
    S.TRANSITION: "transition_on",
    S.NEXT_STEPS: "completed_on",
    S.CLOSED: "closed_on",
}  # in the order in which a place may take them
del S
Dates = Mapping[PlaceStep, date | None]


class StepNotAllowed(Exception):
    """The step cannot be taken; the message says why in words for the person who tried."""


def step(
    current: PlaceStep, to: PlaceStep, *, since: date | None, on: date, today: date, reason: str = ""
) -> PlaceStep:
    """Check one step from `current` (taken on `since`) to `to` on a day; gives `to` or raises StepNotAllowed."""
    if to not in ALLOWED[current]:
        raise StepNotAllowed(f"“{to.label}” cannot follow “{current.label}”.")
    if on > today:
        raise StepNotAllowed("A step is recorded once it has happened. Enter a date that is not in the future.")
    if since is not None and on < since:
        raise StepNotAllowed(f"This is before “{current.label}” on {since:%d/%m/%Y}.")
    if to in NEED_A_REASON and not reason:
        raise StepNotAllowed(f"Give a reason for “{to.label}”.")
    if to not in NEED_A_REASON and reason:
        raise StepNotAllowed(f"“{to.label}” takes no reason.")
    return to


def _neighbours(step: PlaceStep, dates: Dates) -> tuple[PlaceStep | None, PlaceStep | None]:
    """The recorded steps before and after one."""
    order = list(FIELD_OF_STEP)
    earlier = [other for other in order[: order.index(step)] if dates.get(other)]
    later = [other for other in order[order.index(step) + 1 :] if dates.get(other)]
    if not earlier and step is not PlaceStep.REFERRED:
        earlier = [PlaceStep.REFERRED]  # a workbook may not say when
    return (earlier[-1] if earlier else None), (later[0] if later else None)


def rests_on(step: PlaceStep, dates: Dates) -> PlaceStep | None:
    """The recorded step that could not have been taken without `step`; None where it can be taken back."""
    before, after = _neighbours(step, dates)
    return None if after is None or (before is not None and after in ALLOWED[before]) else after


def check_corrected_date(
    step: PlaceStep, on: date, dates: Dates, *, today: date, closed_day_is_known: bool = True
) -> None:
    """Raise StepNotAllowed where a corrected date lies ahead, or passes the step before or after it."""
    before, after = _neighbours(step, dates)
    if on > today:
        raise StepNotAllowed("A step is recorded once it has happened. Enter a date that is not in the future.")
    if before is not None and (since := dates.get(before)) is not None and on < since:
        raise StepNotAllowed(f"This is before “{before.label}” on {since:%d/%m/%Y}. Correct that date first.")
    if after is not None and (until := dates.get(after)) is not None and on > until:
        said = when(until, is_known=closed_day_is_known or after is not PlaceStep.CLOSED)
        raise StepNotAllowed(f"This is after “{after.label}” {said}. Correct that date first.")
