"""Whether a day lies within the period of the thing it belongs to: a step in its cohort, a referral after a place."""

from datetime import date, timedelta

from practices.dates import day_in_words
from women.clock import ENGAGEMENT_DAYS, LAST_MONTH, add_months, planned_end
from women.codes import PlaceStep, ProgrammeClock
from women.models import Cohort, Place

BEFORE_IT = {PlaceStep.OFFERED, PlaceStep.AGREED}  # outreach may begin before the cohort does
OF_THE_PROGRAMME = {*BEFORE_IT, PlaceStep.TRANSITION, PlaceStep.NEXT_STEPS}


def outside_cohort(cohort: Cohort | None, step: PlaceStep, on: date, *, place: Place | None = None) -> str:
    """Blank where a step on that day falls within the cohort; else what to ask: it can be right, and is confirmed.

    Outreach takes up to 16 weeks, so an offer may come as long before the cohort's start. Where the 18 months run from
    her agreement a cohort has no end; where they run from its start they do not begin after it.
    """
    if cohort is None or step not in OF_THE_PROGRAMME:
        return ""
    starts = cohort.starts_on
    earliest = starts - timedelta(days=ENGAGEMENT_DAYS) if step in BEFORE_IT else starts
    if on < earliest:
        return (
            f"{cohort} began on {day_in_words(starts)}, and {day_in_words(on)} is well before that. Is the day right?"
        )
    if cohort.programme_clock == ProgrammeClock.WOMAN or step is PlaceStep.NEXT_STEPS:
        return ""
    ends = (planned_end(place) if place is not None else None) or add_months(starts, LAST_MONTH)
    if on < ends:
        return ""
    return (
        f"The 18 months of {str(cohort).lower()} ran from {day_in_words(starts)} to {day_in_words(ends)}, and "
        f"{day_in_words(on)} is after that: her 18 months would be over before they begin. Is the day right, or "
        "does she belong to a later cohort?"
    )


def before_earlier_place_ended(earlier: Place | None, on: date) -> str:
    """Blank where a further referral on that day comes after her earlier place ended; else why it cannot be."""
    ended = None if earlier is None else earlier.left_on or earlier.completed_on
    if ended is None or on >= ended:
        return ""
    return f"This is before her earlier place ended on {ended:%d/%m/%Y}."
