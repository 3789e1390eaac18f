"""Reads across the models of a case."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from practices.models import Membership
from women.models import Place, Woman
from women.presenters import PresentedWoman

TOP_RANKED = 20


def held_by(membership: Membership) -> int:
    """How many women with a seat, or in Next Steps, are on somebody's caseload, as far as whoever asks may see them."""
    mine = Woman.objects.filter(practitioner=membership)
    return sum(one.holds_seat or one.in_next_steps for one in presented_women(timezone.localdate(), mine))


def presented_women(on: date, women: QuerySet[Woman] | None = None) -> list[PresentedWoman]:
    """Every woman of the Practice, or those given, with her latest place; two queries."""
    found = Woman.objects.all() if women is None else women
    latest: dict[int, Place] = {}
    places = Place.objects.select_related("cohort").order_by("number")
    for place in places if women is None else places.filter(woman__in=found):
        latest[place.woman_id] = place
    return [PresentedWoman(woman, latest.get(woman.pk), on) for woman in found]


@dataclass(frozen=True)
class TopRanked:
    """Of the 20 women ranked highest in scoping, how many were ranked at all and how many hold a place today."""

    ranked: int
    placed: int


def top_ranked(on: date) -> TopRanked:
    """Two statements; a rank of 1 is the highest."""
    ids = list(
        Woman.objects.filter(priority_rank__isnull=False)
        .order_by("priority_rank", "pk")
        .values_list("pk", flat=True)[:TOP_RANKED]
    )
    placed = {place.woman_id for place in Place.objects.filter(woman__in=ids) if place.holds_seat(on)}
    return TopRanked(len(ids), len(placed))
