"""What is due in the daily work, and why: rules of our own, in days, kept apart from how they are fetched."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from practices.dates import day_in_words
from women.clock import ENGAGEMENT_DAYS, planned_transition
from women.codes import PlaceStep
from women.models import Place

QUIET_DAYS, LONG_QUIET_DAYS = 7, 14  # without a contact made
GOAL_REVIEW_DAYS = 42  # since her last score: twice a quarter
COUNTED_DAYS = 28  # a longer time is said by its day: nobody can picture 2,819 days
AHEAD = timedelta(days=14)
PLAN_AHEAD = timedelta(days=60)  # a transition plan is made with her, so it starts well before


@dataclass(frozen=True)
class Due:
    """One thing to do for one woman; `on` is when it fell or falls due, `where` the section of her record."""

    woman_id: int
    what: str
    on: date
    where: str = ""
    is_pressing: bool = False


def reached_in_words(days: int | None, on: date | None) -> str:
    """When a woman was last reached: “Reached 3 days ago”, or by its day where that is long ago."""
    if days is None or on is None:
        return "Not reached yet"
    if days > COUNTED_DAYS:
        return f"Last reached {day_in_words(on)}"
    return {0: "Reached today", 1: "Reached yesterday"}.get(days, f"Reached {days} days ago")


def not_reached(place: Place, last_made: date | None, today: date) -> Due | None:
    """She has not been reached for 7, or for 14, days; before a first contact, since her offer."""
    if place.offered_on is None:
        return None
    since = max(last_made or place.offered_on, place.offered_on)  # she may have been here before
    days = (today - since).days
    if days < QUIET_DAYS:
        return None
    if last_made:
        what = f"Not reached for {days} days" if days <= COUNTED_DAYS else f"Not reached since {day_in_words(since)}"
    elif days <= COUNTED_DAYS:
        what = f"Not reached yet, {days} days since the offer"
    else:
        what = f"Not reached yet, offered on {day_in_words(since)}"
    limit = LONG_QUIET_DAYS if days >= LONG_QUIET_DAYS else QUIET_DAYS
    return Due(place.woman_id, what, since + timedelta(days=limit), is_pressing=days >= LONG_QUIET_DAYS)


def of_place(place: Place, today: date, *, has_plan: bool) -> Iterator[Due]:
    """Her decision within 16 weeks of the offer, and the plan for her transition."""
    step = place.step_on(today)
    if step is PlaceStep.OFFERED and place.offered_on is not None:
        decision = place.offered_on + timedelta(days=ENGAGEMENT_DAYS)
        if decision - today <= AHEAD:
            yield Due(place.woman_id, "Her decision: 16 weeks", decision, "place")
    if step in (PlaceStep.AGREED, PlaceStep.TRANSITION) and not has_plan:
        transition = place.transition_on or planned_transition(place)
        if transition is not None and transition - today <= PLAN_AHEAD:
            yield Due(place.woman_id, "Transition plan", transition, "plan")


def of_goal(woman_id: int, set_on: date, last_scored: date | None, today: date) -> Due | None:
    """A goal that she has not scored for six weeks."""
    on = (last_scored or set_on) + timedelta(days=GOAL_REVIEW_DAYS)
    return Due(woman_id, "Goal review", on, "goals") if on <= today else None
