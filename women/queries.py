"""Reads across the models of a case."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from practices.models import Membership, Practice
from women.going_on import has_died
from women.models import Cohort, Place, Woman
from women.naming import by_her_name
from women.presenters import PresentedWoman

TOP_RANKED = 20


def held_by(membership: Membership) -> int:
    """How many women with a seat, or in Next Steps, are on somebody's caseload, as far as whoever asks may see them."""
    mine = Woman.objects.filter(practitioner=membership)
    return sum(one.holds_seat or one.in_next_steps for one in presented_women(timezone.localdate(), mine))


def presented_women(on: date, women: QuerySet[Woman] | None = None) -> list[PresentedWoman]:
    """Every woman of the Practice, or those given, with her latest place, by the names that are shown; two queries."""
    found = (Woman.objects.all() if women is None else women).order_by(*by_her_name())
    latest: dict[int, Place] = {}
    places = Place.objects.select_related("cohort").order_by("number")
    for place in places if women is None else places.filter(woman__in=found):
        latest[place.woman_id] = place
    return [PresentedWoman(woman, latest.get(woman.pk), on) for woman in found]


def cohort_on(day: date) -> Cohort | None:
    """The cohort that a Practice works with on a day: the latest that has begun, or else the first that will."""
    begun = Cohort.objects.filter(starts_on__lte=day).order_by("-starts_on", "-number").first()
    return begun or Cohort.objects.order_by("starts_on", "number").first()


@dataclass(frozen=True)
class TopRanked:
    """How many of the women ranked 1 to 20 in scoping hold a place, with the list that ranks them.

    `listed` is how many women scoping counted, None where nobody has recorded it; so with `as_of`, its day.
    """

    placed: int
    earlier: int  # their place has ended, and it was not declined
    any_ranked: bool
    listed: int | None
    as_of: date | None

    @property
    def ranks(self) -> int:
        """How many ranks are looked at: 20, or the whole list where it is shorter."""
        return min(TOP_RANKED, self.listed) if self.listed else TOP_RANKED

    @property
    def said(self) -> str:
        """“13 of the 20 highest ranked women hold a place today”, of ranks and never of rows that happen to be here."""
        if self.placed + self.earlier > self.ranks:  # ranks that are shared
            return f"{self.placed} women ranked 1 to {self.ranks} hold a place today"
        holds = "woman holds" if self.ranks == 1 else "women hold"
        if not self.earlier:
            return f"{self.placed} of the {self.ranks} highest ranked {holds} a place today"
        had = self.placed + self.earlier
        return f"{had} of the {self.ranks} highest ranked women have had a place, {self.placed} of them today"

    @property
    def of_list(self) -> str:
        """“of 270, scoped April 2018”."""
        scoped = f"scoped {self.as_of:%B %Y}" if self.as_of else "the month of scoping is not recorded"
        return f"of {self.listed:,}, {scoped}" if self.listed else "the length of the scoping list is not recorded"


def top_ranked(practice: Practice, on: date) -> TopRanked:
    """Two statements; a rank of 1 is the highest, and one that nobody here bears stands for a woman not met yet."""
    top = Q(woman__priority_rank__gte=1, woman__priority_rank__lte=TOP_RANKED)
    places = list(Place.objects.filter(top, offered_on__lte=on, declined_on=None).annotate(died=has_died()))
    placed = {place.woman_id for place in places if place.holds_seat(on) and not place.died}
    had = {place.woman_id for place in places}
    return TopRanked(
        len(placed), len(had - placed), Woman.objects.filter(priority_rank__isnull=False).exists(),
        practice.scoping_women or None, practice.scoping_as_of,
    )  # fmt: skip
