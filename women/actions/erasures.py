"""Starting, stopping and carrying out the erasing of a woman's name and details (DOMAIN §1; ADR 0020, 0041)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from practices.models import AccessAction, User
from practices.tenancy.erasing import ERASE_ALIAS, erase_woman
from practices.tenancy.scope import practice_scope
from practices.trail import note_look
from women.codes import ErasureReason, PlaceStep
from women.law import keeping
from women.lifecycle import ENDED
from women.models import Certificate, Erasure, KeepingRules, Place, Woman


class CannotErase(Exception):
    """A rule stands against it; the message says which, and what to do."""


@transaction.atomic
def begin(*, woman: Woman, reason: ErasureReason, on: date, today: date) -> Erasure | None:
    """Start the days after which her details go; an erasure that is under way already stays as it is.

    None for a woman who ever agreed: her record is kept by the rules of retention.

    The days run from today at the earliest, so that a step written down late leaves time to take it back.
    """
    if woman.places.filter(agreed_on__isnull=False).exists():
        return None
    due_on = max(on, today) + timedelta(days=keeping.rules_of_practice().days_after_no)
    return _open(woman.pk, reason=reason, begun_on=on, due_on=due_on)


def _open(woman_id: int, *, reason: ErasureReason, begun_on: date, due_on: date) -> Erasure:
    erasure, _ = Erasure.objects.get_or_create(
        woman_id=woman_id, done_at=None, stopped_on=None,
        defaults={"reason": reason, "begun_on": begun_on, "due_on": due_on},
    )  # fmt: skip
    return erasure


@transaction.atomic
def begin_at_her_request(*, woman: Woman, today: date) -> Erasure:
    """Erase from tomorrow on because she asked for it; raises CannotErase where a place goes on or a hold stands."""
    places = keeping.lock_places(woman)
    if not places or places[-1].step_on(date.max) not in ENDED:
        raise CannotErase("Her place goes on. Close it first, under Place and steps; then her details can go.")
    if woman.pk in keeping.held_women([woman.pk]):
        raise CannotErase(
            "A legal hold stands, or a copy or correction is owed to her. End that first: her details go after it."
        )
    stop(woman=woman, on=today)
    return _open(woman.pk, reason=ErasureReason.REQUEST, begun_on=today, due_on=today + timedelta(days=1))


def stop(*, woman: Woman, on: date) -> None:
    """She is back: what has not been erased stays."""
    woman.erasures.filter(done_at=None, stopped_on=None).update(stopped_on=on)


def carry_out(practice_id: int, erasure_id: int, *, now: datetime) -> None:
    """Erase one woman's words on the erasing login and write the certificate; nothing while a hold stands.

    Safe to repeat: what is blank is blanked again.
    """
    with practice_scope(practice_id):
        erasure = Erasure.objects.select_for_update().filter(pk=erasure_id, done_at=None, stopped_on=None).first()
        if erasure is None:
            return
        today = timezone.localdate(now)
        places = keeping.lock_places(erasure.woman)
        if erasure.woman_id in keeping.held_women([erasure.woman_id]):
            return
        rule = _rule_that_holds(erasure, places, today)
        if not rule:
            erasure.stopped_on = today
            erasure.save(update_fields=["stopped_on"])
            return
        with practice_scope(practice_id, using=ERASE_ALIAS):
            counts = erase_woman(erasure.woman_id)
        erasure.done_at = now
        erasure.save(update_fields=["done_at"])
        Certificate.objects.create(
            erasure=erasure, woman_id=erasure.woman_id, rule=rule, rows=counts, made_at=now
        )  # fmt: skip
        note_look(by=None, action=AccessAction.ERASED, view="erase_due", woman_id=erasure.woman_id)


def _rule_that_holds(erasure: Erasure, places: Sequence[Place], today: date) -> str:
    """The rule under which her details go today, in words; blank where none does."""
    rules = keeping.rules_of_practice()
    if erasure.reason == ErasureReason.RETENTION:
        kept = [one for one in keeping.kept_until(rules, woman=erasure.woman) if one.until <= today]
        return f"{rules.months_after_ending} months after the end, {kept[0].ended_said}" if kept else ""
    if erasure.reason == ErasureReason.REQUEST:
        return "She asked for it" if places and places[-1].step_on(date.max) in ENDED else ""
    if not keeping.never_began(places):
        return ""
    return f"{erasure.get_reason_display()}, announced on {erasure.begun_on:%d/%m/%Y}"


def begin_what_is_due(*, today: date) -> None:
    """Announce what the rules ask for: a woman left waiting for too long, a record kept for long enough."""
    rules = keeping.rules_of_practice()
    for place in _only_waiting(today - timedelta(days=rules.waiting_days)):
        begin(woman=place.woman, reason=ErasureReason.WAITING, on=today, today=today)
    for kept in keeping.kept_until(rules):
        if kept.until <= today + timedelta(days=keeping.NOTICE_DAYS):
            _open(
                kept.woman_id, reason=ErasureReason.RETENTION, begun_on=today,
                due_on=keeping.announced_for(kept, today),
            )  # fmt: skip


def _only_waiting(before: date) -> list[Place]:
    waiting = Place.objects.filter(
        waiting_on__lt=before, offered_on=None, not_eligible_on=None, closed_on=None
    ).select_related("woman")
    under_way = Erasure.objects.filter(Q(done_at=None) | Q(begun_on__gte=OuterRef("waiting_on")), stopped_on=None)
    waiting = waiting.exclude(Exists(under_way.filter(woman=OuterRef("woman"))))
    return [place for place in waiting if place.step_on(date.max) is PlaceStep.WAITING]


def due(*, today: date) -> list[int]:
    """The erasures whose day has come and that no hold stops, of the Practice whose scope is open."""
    found = Erasure.objects.filter(done_at=None, stopped_on=None, due_on__lte=today)
    pairs = list(found.values_list("pk", "woman_id"))
    held = keeping.held_women(woman_id for _, woman_id in pairs)
    return [pk for pk, woman_id in pairs if woman_id not in held]


@transaction.atomic
def set_rules(*, rules: KeepingRules, by: User, now: datetime) -> None:
    """Keep the Practice's own rules; what was announced by the old ones is announced anew by these."""
    rules.set_by, rules.set_at = by, now
    rules.save()
    announced = Erasure.objects.filter(done_at=None, stopped_on=None, reason=ErasureReason.RETENTION)
    announced.update(stopped_on=timezone.localdate(now))
    begin_what_is_due(today=timezone.localdate(now))
