"""Starting, stopping and carrying out the erasing of a woman's name and details (DOMAIN §1)."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from practices.models import AccessAction
from practices.tenancy.erasing import ERASE_ALIAS, erase_woman
from practices.tenancy.scope import practice_scope
from practices.trail import note_look
from women.codes import ErasureReason, PlaceStep
from women.models import Erasure, Place, Woman

WAITING_DAYS = 180


@transaction.atomic
def begin(*, woman: Woman, reason: ErasureReason, on: date) -> Erasure:
    """Start the days after which her details go; an erasure that is under way already stays as it is."""
    due_on = on + timedelta(days=settings.ERASE_AFTER_DAYS)
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
        with practice_scope(practice_id, using=ERASE_ALIAS):
            erase_woman(erasure.woman_id)
        erasure.done_at = now
        erasure.save(update_fields=["done_at"])
        note_look(by=None, action=AccessAction.ERASED, view="erase_due", woman_id=erasure.woman_id)


def begin_for_long_waits(*, today: date) -> None:
    """A woman left waiting over 180 days; the scope is open."""
    for place in _only_waiting(today - timedelta(days=WAITING_DAYS)):
        begin(woman=place.woman, reason=ErasureReason.WAITING, on=today)


def _only_waiting(before: date) -> list[Place]:
    waiting = Place.objects.filter(
        waiting_on__lt=before, offered_on=None, not_eligible_on=None, closed_on=None, woman__erasures=None
    ).select_related("woman")
    return [place for place in waiting if place.step_on(date.max) is PlaceStep.WAITING]


def due(*, today: date) -> list[int]:
    """The erasures whose day has come, of the Practice whose scope is open."""
    return list(Erasure.objects.filter(done_at=None, stopped_on=None, due_on__lte=today).values_list("pk", flat=True))
