"""The life of a place: which step may follow which. A table and one function; no database here."""

from datetime import date

from women.codes import PlaceStep

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
}
del S


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
