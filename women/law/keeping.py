"""How long the record of a woman is kept, by the rules of her Practice, and what stands against erasing it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery

from women.clock import add_months
from women.codes import AskedRight, PlaceStep
from women.known_days import when
from women.lifecycle import ENDED
from women.models import CheckIn, Erasure, KeepingRules, LegalHold, Place, Request, Woman

NOTICE_DAYS = 28  # from when an erasure is announced to when it is done: time to put a hold on it
NEVER_BEGAN = frozenset({PlaceStep.DECLINED, PlaceStep.NOT_ELIGIBLE, PlaceStep.WAITING})


def lock_places(woman: Woman) -> list[Place]:
    """Her places, first first, locked: erasing, a hold and a copy of one woman wait for each other here.

    By number alone: an order that joins her own row would lock that too, and the erasing login, which blanks it on a
    connection of its own, would wait for ever.
    """
    return list(woman.places.order_by("number").select_for_update())


def rules_of_practice() -> KeepingRules:
    """The rules of the Practice whose scope is open: its own, or the defaults, unsaved."""
    return KeepingRules.objects.first() or KeepingRules(days_after_no=settings.ERASE_AFTER_DAYS)


def held_women(among: Iterable[int] | None = None) -> set[int]:
    """The women of whom nothing is erased now: a hold stands, or a copy or a correction that she asked for is owed."""
    holds, owed = LegalHold.objects.filter(ended_on=None), Request.objects.filter(closed_on=None)
    owed = owed.exclude(right=AskedRight.ERASURE)
    if among is not None:
        ids = list(among)
        holds, owed = holds.filter(woman__in=ids), owed.filter(woman__in=ids)
    return set(holds.values_list("woman_id", flat=True)) | set(owed.values_list("woman_id", flat=True))


def never_began(places: Sequence[Place]) -> bool:
    """Whether she never agreed and stands where the short rule of DOMAIN §1 erases; her places, first first."""
    stands = bool(places) and places[-1].step_on(date.max) in NEVER_BEGAN
    return stands and not any(place.agreed_on for place in places)


def ended_on(places: Sequence[Place], last_check_in: date | None = None) -> date | None:
    """The day from which the long rule counts: when the last of her places ended, or the last check-in after it.

    None while a place goes on, and for a woman of whom the short rule holds.
    """
    if not places or never_began(places) or places[-1].step_on(date.max) not in ENDED:
        return None
    ends = [day for one in places for day in (one.closed_on, one.completed_on, one.declined_on, one.not_eligible_on)]
    known = [day for day in (*ends, last_check_in) if day is not None]
    return max(known) if known else None


@dataclass(frozen=True)
class Kept:
    """Until when one woman's record is kept by the long rule."""

    woman_id: int
    ended_on: date
    until: date
    day_is_known: bool = True

    @property
    def ended_said(self) -> str:
        """The end from which it counts, as far as it is known."""
        return when(self.ended_on, is_known=self.day_is_known)


def kept_until(rules: KeepingRules, *, woman: Woman | None = None) -> list[Kept]:
    """Of every woman (or one) whose last place has ended and whose details are still here, until when they are kept."""
    erased = Erasure.objects.filter(done_at__isnull=False, woman=OuterRef("woman"))
    since = erased.order_by("-done_at").values("done_at")[:1]
    words_since = Q(closed_on__gte=Subquery(since)) | Q(closed_on__isnull=True)
    asked_since = Request.objects.filter(words_since, woman=OuterRef("woman"))
    gone = Q(Exists(erased)) & Q(woman__known_as="", woman__full_name="") & ~Q(Exists(asked_since))
    found = Place.objects.exclude(gone)
    if woman is not None:
        found = Place.objects.filter(woman=woman)
    places: dict[int, list[Place]] = {}
    for place in found.order_by("woman", "number"):
        places.setdefault(place.woman_id, []).append(place)
    checked: dict[int, date] = {}
    check_ins = CheckIn.objects.filter(done_on__isnull=False, place__woman__in=places).order_by("done_on")
    for woman_id, day in check_ins.values_list("place__woman", "done_on"):
        if day is not None:
            checked[woman_id] = day  # the latest stays
    kept = []
    for woman_id, hers in places.items():
        end = ended_on(hers, checked.get(woman_id))
        if end is not None:
            is_known = all(one.closed_day_is_known for one in hers if one.closed_on == end)
            kept.append(Kept(woman_id, end, add_months(end, rules.months_after_ending), is_known))
    return kept


def announced_for(kept: Kept, today: date) -> date:
    """The day of an erasure that is announced today: never without the days of notice."""
    return max(kept.until, today + timedelta(days=NOTICE_DAYS))
