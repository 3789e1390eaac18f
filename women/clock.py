"""The programme clock: 18 months from the cohort's start or from her agreement (DOMAIN §1)."""

import calendar
from datetime import date

from practices.dates import day_in_words
from women.codes import PlaceStep, ProgrammeClock
from women.models import Place

TRANSITION_MONTH = 15
LAST_MONTH = 18
ENGAGEMENT_DAYS = 112  # 16 weeks from the offer


def add_months(start: date, months: int) -> date:
    """The day `months` calendar months after `start`; where the month has no such day, its last (31 Jan + 1 month)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def month_of_programme(start: date, on: date) -> int:
    """The month that `on` lies in: month n begins n calendar months after the start. Negative before the start."""
    months = (on.year - start.year) * 12 + on.month - start.month
    return months if add_months(start, months) <= on else months - 1


def clock_start(place: Place) -> date | None:
    """When the 18 months of this place began: the cohort's start or her agreement, as the cohort says."""
    if place.cohort is None:
        return None
    if place.cohort.programme_clock == ProgrammeClock.WOMAN:
        return place.agreed_on
    return place.cohort.starts_on


def planned_transition(place: Place) -> date | None:
    """The planned start of the transition: as a lead moved it, or month 15."""
    start = clock_start(place)
    return place.transition_planned_on or (add_months(start, TRANSITION_MONTH) if start else None)


def planned_end(place: Place) -> date | None:
    """The planned end: as a lead moved it, or month 18."""
    start = clock_start(place)
    return place.end_planned_on or (add_months(start, LAST_MONTH) if start else None)


def phase(place: Place, on: date) -> str:
    """The phase of a place on a day, in words: what happened, not what was planned."""
    step = place.step_on(on)
    if step is PlaceStep.OFFERED and place.offered_on is not None:
        days = (on - place.offered_on).days
        if days > ENGAGEMENT_DAYS:  # a decision is overdue, and “week 421” would say nothing
            return "Engagement, over 16 weeks"
        return f"Engagement, week {min(days // 7 + 1, ENGAGEMENT_DAYS // 7)} of 16"
    if step is PlaceStep.AGREED:
        return "Intensive" if place.holds_agreement(on) else "Agreement ended"
    return str(step.label)


def month_in_words(place: Place, on: date) -> str:
    """“Month 7 of 18”; once the 18 months are over, when they ended; before the clock runs, nothing."""
    start, end = clock_start(place), planned_end(place)
    if start is None or end is None or on < start or not place.holds_seat(on):
        return ""
    begun = place.agreed_on or place.offered_on
    if on >= end and begun is not None and begun >= end:
        what = "Agreed" if place.agreed_on else "Offered"
        return f"{what} after the 18 months of her cohort, which ended {day_in_words(end)}"
    if on >= end:
        return f"18 months ended {day_in_words(end)}"
    return f"Month {month_of_programme(start, on)} of {LAST_MONTH}"
