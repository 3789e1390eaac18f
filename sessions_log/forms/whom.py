"""With whom a contact was: with her, within a place of hers; or with her family, once she had died."""

from datetime import date

from practices.dates import day_in_words
from women.codes import ClosureReason
from women.death import last_day_of
from women.known_days import when
from women.models import Place, Woman

FAMILY, HERSELF = "family", "her"
WHOM = [(FAMILY, "Her family"), (HERSELF, "Her, before she died")]
CHOOSE_FAMILY = "Choose her family, or change the day."


def covering(places: list[Place], day: date) -> str:
    """Blank where a contact on that day falls within a place of hers; else what is wrong, for the person who typed."""
    offers = [place.offered_on for place in places if place.offered_on]
    if not offers:
        return "She has not been offered a place yet. Offer it first, or change the day."
    if day < min(offers):
        first = min(offers)
        return f"This is before her offer on {day_in_words(first)}. Change the day."
    until = last_day_of(places[-1].woman, places[-1])
    if until is not None and day > until and places[-1].closure_reason != ClosureReason.DIED:
        woman = places[-1].woman
        heard = f"as we heard on {day_in_words(until)}"
        said = when(woman.died_on, is_known=woman.died_day_is_known) if woman.died_on else heard
        return f"She had died by then, {said}. {CHOOSE_FAMILY}"
    over = [place for place in places if place.declined_on or place.closed_on]
    for place in places:
        if place.offered_on and place.offered_on <= day and (place not in over or day <= (place.last_day or day)):
            return ""
    ended = max(over, key=lambda place: place.last_day or day).ended_said if over else ""
    if places[-1].closure_reason == ClosureReason.DIED:
        return f"She had died by then: her place ended {ended}. {CHOOSE_FAMILY}"
    return f"Her place had ended by then, {ended}. Change the day, or reopen her place first."


def before_her_death(woman: Woman, day: date) -> str:
    """Blank where a contact on that day may be with her family: she had died, or nobody knows the day; else why not.

    Nothing of a place is asked: her family is spoken to whenever her place ended. Of a month that day may be its first.
    """
    if woman.died_on is None or day >= woman.died_on:
        return ""
    died = when(woman.died_on, is_known=woman.died_day_is_known)
    return f"She was alive on that day: she died {died}. Choose that it was with her, or change the day."
