"""Places of two records of one woman: those that overlap cannot both have been, and a lead says which goes on."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from women.lifecycle import FIELD_OF_STEP
from women.models import Place

DATES = (*FIELD_OF_STEP.values(), "agreement_ended_on", "transition_planned_on", "end_planned_on")


def begins(place: Place) -> date:
    """The first day of a place."""
    days = [getattr(place, name) for name in FIELD_OF_STEP.values()]
    return min((day for day in days if day is not None), default=date.max)


def ends(place: Place) -> date:
    """The day on which it ended; of one that goes on, the last day there is."""
    days = (place.closed_on, place.completed_on, place.declined_on, place.not_eligible_on)
    return min((day for day in days if day is not None), default=date.max)


def is_empty(place: Place) -> bool:
    """Whether no step of it stands: entered by mistake, and said so."""
    return begins(place) == date.max


def overlap(one: Place, other: Place) -> bool:
    """Whether two places would both have been hers on a day."""
    if is_empty(one) or is_empty(other):
        return False
    if begins(one) == begins(other):
        return True
    return begins(one) < ends(other) and begins(other) < ends(one)


def in_conflict(hers: Sequence[Place], others: Sequence[Place]) -> list[Place]:
    """Every place of either record that overlaps one of the other record, by their first days."""
    found = {place.pk: place for one in hers for two in others if overlap(one, two) for place in (one, two)}
    return sorted(found.values(), key=lambda place: (begins(place), place.pk))


def chosen_overlap(places: Iterable[Place], goes_on: Collection[int]) -> bool:
    """Whether two of the places that are to go on would both have been hers on a day."""
    chosen = [place for place in places if place.pk in goes_on]
    return any(overlap(one, two) for number, one in enumerate(chosen) for two in chosen[number + 1 :])


def choices_of(places: Sequence[Place]) -> list[list[Place]]:
    """Each way in which places may go on together: as many as never fall on one day; two records have few."""
    ways: list[list[Place]] = [[]]
    for place in places:
        ways += [[*way, place] for way in ways if not any(overlap(one, place) for one in way)]
    return [way for way in ways if way and not any(set(way) < set(other) for other in ways)]


def furthest(places: Iterable[Place], today: date) -> Place | None:
    """The place that is furthest along: what a lead would mostly choose."""
    order = list(FIELD_OF_STEP.values())
    reached = [(max((order.index(name) for name in order if getattr(place, name)), default=-1), place.is_open, place.pk)
               for place in places]  # fmt: skip
    by_id = {place.pk: place for place in places}
    return by_id[max(reached, key=lambda one: (one[1], one[0]))[2]] if reached else None


def in_order(places: Iterable[Place]) -> list[Place]:
    """By their first days."""
    return sorted(places, key=lambda place: (begins(place), place.pk))
