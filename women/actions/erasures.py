"""Starting, stopping and carrying out the erasing of a woman's name and details (DOMAIN §1)."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from practices.models import AccessAction
from practices.tenancy.erasing import ERASE_ALIAS, erase_woman
from practices.tenancy.scope import practice_scope
from practices.trail import note_look
from women.codes import ErasureReason, PlaceStep
from women.models import Erasure, Place, Woman

WAITING_DAYS = 180
ERASED_STEPS = {PlaceStep.DECLINED, PlaceStep.NOT_ELIGIBLE, PlaceStep.WAITING}


@transaction.atomic
def begin(*, woman: Woman, reason: ErasureReason, on: date, today: date) -> Erasure | None:
    """Start the days after which her details go; an erasure that is under way already stays as it is.

    None for a woman who ever agreed: her record is kept by the rules of retention.

    The days run from today at the earliest, so that a step written down late leaves time to take it back.
    """
    if woman.places.filter(agreed_on__isnull=False).exists():
        return None
    due_on = max(on, today) + timedelta(days=settings.ERASE_AFTER_DAYS)
    erasure, _ = Erasure.objects.get_or_create(
        woman=woman, done_at=None, stopped_on=None, defaults={"reason": reason, "begun_on": on, "due_on": due_on}
    )
    return erasure


def stop(*, woman: Woman, on: date) -> None:
    """She is back: what has not been erased stays."""
    woman.erasures.filter(done_at=None, stopped_on=None).update(stopped_on=on)


def carry_out(practice_id: int, erasure_id: int, *, now: datetime) -> None:
    """Erase one woman's words on the erasing login, then say so. Safe to repeat: what is blank is blanked again."""
    with practice_scope(practice_id):
        erasure = Erasure.objects.select_for_update().filter(pk=erasure_id, done_at=None, stopped_on=None).first()
        if erasure is None:
            return
        if not _may_be_erased(erasure.woman):
            erasure.stopped_on = timezone.localdate(now)
            erasure.save(update_fields=["stopped_on"])
            return
        with practice_scope(practice_id, using=ERASE_ALIAS):
            erase_woman(erasure.woman_id)
        erasure.done_at = now
        erasure.save(update_fields=["done_at"])
        note_look(by=None, action=AccessAction.ERASED, view="erase_due", woman_id=erasure.woman_id)


def _may_be_erased(woman: Woman) -> bool:
    """Whether she never agreed, and stands where the rule of DOMAIN §1 erases; locks her places while that is so."""
    places = list(woman.places.select_for_update().order_by("number"))
    return bool(places) and places[-1].step_on(date.max) in ERASED_STEPS and not any(one.agreed_on for one in places)


def begin_for_long_waits(*, today: date) -> None:
    """A woman left waiting over 180 days; the scope is open."""
    for place in _only_waiting(today - timedelta(days=WAITING_DAYS)):
        begin(woman=place.woman, reason=ErasureReason.WAITING, on=today, today=today)


def _only_waiting(before: date) -> list[Place]:
    waiting = Place.objects.filter(
        waiting_on__lt=before, offered_on=None, not_eligible_on=None, closed_on=None
    ).select_related("woman")
    under_way = Erasure.objects.filter(Q(done_at=None) | Q(begun_on__gte=OuterRef("waiting_on")), stopped_on=None)
    waiting = waiting.exclude(Exists(under_way.filter(woman=OuterRef("woman"))))
    return [place for place in waiting if place.step_on(date.max) is PlaceStep.WAITING]


def due(*, today: date) -> list[int]:
    """The erasures whose day has come, of the Practice whose scope is open."""
    return list(Erasure.objects.filter(done_at=None, stopped_on=None, due_on__lte=today).values_list("pk", flat=True))
