"""Writes to a place: refer, offer, and every step after, each in the append-only history."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from practices.models import Practice, User
from women import lifecycle
from women.actions import erasures
from women.clock import add_months, planned_end, planned_transition
from women.codes import ClosureReason, ErasureReason, PlaceEvent, PlaceStep, PlanChange
from women.lifecycle import ENDED, FIELD_OF_STEP
from women.models import CheckIn, Cohort, Place, Step, StepNote, Woman
from women.models.plan import CHECK_IN_MONTHS
from women.periods import before_earlier_place_ended
from women.presenters import has_died

BEGINS_ERASURE = {PlaceStep.DECLINED: ErasureReason.DECLINED, PlaceStep.NOT_ELIGIBLE: ErasureReason.NOT_ELIGIBLE}
SHE_HAS_DIED = "It is recorded that she has died. If that was a mistake, take it back first."


class NoSeat(Exception):
    """Every seat of the cohort is taken."""


@transaction.atomic
def refer(*, woman: Woman, on: date, by: User | None, source: str = "") -> Place:
    """Open a place for a woman who was referred; a woman who was here before gets a further one.

    Raises lifecycle.StepNotAllowed while she has a place that has not ended.
    """
    Woman.objects.select_for_update().get(pk=woman.pk)  # of two people the second is told
    latest = woman.places.order_by("-number").first()
    if has_died(woman, latest):
        raise lifecycle.StepNotAllowed(SHE_HAS_DIED)
    if latest is not None and latest.step_on(date.max) not in ENDED:
        raise lifecycle.StepNotAllowed("She has a place that has not ended. Go on with that one.")
    if problem := before_earlier_place_ended(latest, on):
        raise lifecycle.StepNotAllowed(problem)
    erasures.stop(woman=woman, on=on)
    place = Place.objects.create(
        woman=woman, number=latest.number + 1 if latest else 1, referral_source=source, referred_on=on
    )
    Step.objects.create(place=place, step=PlaceStep.REFERRED, on=on, recorded_by=by)
    return place


@transaction.atomic
def offer(*, place: Place, cohort: Cohort, on: date, by: User | None, today: date) -> Place:
    """Offer a seat; raises NoSeat where all are taken. Of two people offering the last one, the second is told."""
    Practice.objects.select_for_update(no_key=True).get(pk=place.practice.pk)
    if open_places().count() >= cohort.capacity:
        raise NoSeat(f"All {cohort.capacity} seats are taken. Close or complete a place first.")
    place.cohort = cohort
    place.save(update_fields=["cohort"])
    return take_step(place=place, to=PlaceStep.OFFERED, on=on, by=by, today=today)


@transaction.atomic
def take_step(
    *, place: Place, to: PlaceStep, on: date, by: User | None, today: date, reason: str = "", words: str = "",
    day_is_known: bool = True,
) -> Place:  # fmt: skip
    """Record one step of a place, with the words behind it, and begin what follows from it.

    Only of a death may no more than the month be known (`day_is_known`).
    Declining and not being eligible begin an erasure; completing plans the three check-ins (DOMAIN §1).
    Raises lifecycle.StepNotAllowed.
    """
    held = Place.objects.select_for_update().get(pk=place.pk)
    if reason != ClosureReason.DIED:
        _check_she_lives(held)
    current = held.step_on(today)
    since = getattr(held, FIELD_OF_STEP[current])
    lifecycle.step(current, to, since=since, on=on, today=today, reason=reason)
    setattr(held, FIELD_OF_STEP[to], on)
    if to is PlaceStep.CLOSED:
        held.closure_reason, held.closed_day_is_known = reason, day_is_known
    held.save(update_fields=[FIELD_OF_STEP[to], "closure_reason", "closed_day_is_known"])
    known = {"on": on, "on_day_is_known": day_is_known, "recorded_by": by}
    Step.objects.create(place=held, step=to, reason=reason, **known)
    if words:
        StepNote.objects.create(place=held, about=to, words=words, **known)
    if to in BEGINS_ERASURE:
        erasures.begin(woman=held.woman, reason=BEGINS_ERASURE[to], on=on, today=today)
    if to in (PlaceStep.OFFERED, PlaceStep.AGREED):
        erasures.stop(woman=held.woman, on=today)
    if to is PlaceStep.NEXT_STEPS:
        plan_check_ins(held)
    return held


def plan_check_ins(place: Place) -> None:
    """The light-touch check-ins of a place that is completed."""
    if place.completed_on is not None:
        for month in CHECK_IN_MONTHS:
            due_on = add_months(place.completed_on, month)
            CheckIn.objects.get_or_create(place=place, month=month, defaults={"due_on": due_on})


def put_check_ins_right(place: Place) -> None:
    """Those that are not done go by the day of the completion as it stands now; without one there are none."""
    open_ones = CheckIn.objects.filter(place=place, done_on=None)
    if place.completed_on is None:
        open_ones.delete()
        return
    for check_in in open_ones:
        check_in.due_on = add_months(place.completed_on, check_in.month)
        check_in.save(update_fields=["due_on"])


@transaction.atomic
def end_agreement(*, place: Place, on: date, by: User | None, words: str) -> Place:
    """The agreement to pause ends and her place goes on; raises lifecycle.StepNotAllowed."""
    held = Place.objects.select_for_update().get(pk=place.pk)
    _check_she_lives(held)
    if held.agreed_on is None or held.agreement_ended_on is not None:
        raise lifecycle.StepNotAllowed("There is no agreement that could end.")
    if on < held.agreed_on:
        raise lifecycle.StepNotAllowed(f"This is before her agreement on {held.agreed_on:%d/%m/%Y}.")
    if held.left_on is not None and on > held.left_on:
        raise lifecycle.StepNotAllowed(f"This is after her place ended {held.ended_said}.")
    held.agreement_ended_on = on
    held.save(update_fields=["agreement_ended_on"])
    StepNote.objects.create(place=held, about=PlaceEvent.AGREEMENT_ENDED, on=on, words=words, recorded_by=by)
    return held


@transaction.atomic
def move_plan(*, place: Place, change: PlanChange, days: int, words: str, by: User | None, on: date) -> Place:
    """Move the planned transition and end by a break or an extension; what happened stays (DOMAIN §1).

    `days` is at least 1. Raises lifecycle.StepNotAllowed where no clock runs.
    """
    held = Place.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=place.pk)
    _check_she_lives(held)
    transition, end = planned_transition(held), planned_end(held)
    if transition is None or end is None or not held.is_open:
        raise lifecycle.StepNotAllowed("Her 18 months are not running, so there is no plan to move.")
    if held.transition_on is None:
        held.transition_planned_on = transition + timedelta(days=days)
    held.end_planned_on = end + timedelta(days=days)
    held.save(update_fields=["transition_planned_on", "end_planned_on"])
    StepNote.objects.create(place=held, about=change, on=on, days=days, words=words, recorded_by=by)
    return held


def _check_she_lives(place: Place) -> None:
    """Raise StepNotAllowed where she has died, whatever her place says."""
    if has_died(place.woman, place):
        raise lifecycle.StepNotAllowed(SHE_HAS_DIED)


def open_places() -> Any:
    """The places that hold a seat now, of the Practice whose scope is open."""
    return Place.objects.filter(
        offered_on__isnull=False, declined_on__isnull=True, completed_on__isnull=True, closed_on__isnull=True
    )


def steps_between(place: Place, before: Mapping[str, Any], *, by: User | None) -> list[Step]:
    """The history rows, unsaved, that say how a workbook moved a place from `before` to what it holds now."""
    steps = []
    for kind, field in FIELD_OF_STEP.items():
        old, new = before.get(field), getattr(place, field)
        reason = place.closure_reason if kind is PlaceStep.CLOSED and new else ""
        changed_reason = kind is PlaceStep.CLOSED and reason != before.get("closure_reason", "")
        if old != new or changed_reason:
            steps.append(
                Step(place=place, step=kind, on=new, reason=reason, corrects=old is not None, recorded_by=by,
                     from_workbook=True)
            )  # fmt: skip
    return steps
