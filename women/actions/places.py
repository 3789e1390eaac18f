"""Writes to a place: refer, offer, and every step after, each in the append-only history."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from practices.models import Practice, User
from women import lifecycle
from women.codes import PlaceStep
from women.lifecycle import FIELD_OF_STEP
from women.models import Cohort, Place, Step, Woman


class NoSeat(Exception):
    """Every seat of the cohort is taken."""


@transaction.atomic
def refer(*, woman: Woman, on: date, by: User | None, source: str = "") -> Place:
    """Open a place for a woman who was referred; a woman who was here before gets a further one."""
    latest = woman.places.order_by("-number").first()
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
def take_step(*, place: Place, to: PlaceStep, on: date, by: User | None, today: date, reason: str = "") -> Place:
    """Record one step of a place; raises lifecycle.StepNotAllowed."""
    held = Place.objects.select_for_update().get(pk=place.pk)
    current = held.step_on(today)
    since = getattr(held, FIELD_OF_STEP[current])
    lifecycle.step(current, to, since=since, on=on, today=today, reason=reason)
    setattr(held, FIELD_OF_STEP[to], on)
    held.closure_reason = reason if to is PlaceStep.CLOSED else held.closure_reason
    held.save(update_fields=[FIELD_OF_STEP[to], "closure_reason"])
    Step.objects.create(place=held, step=to, on=on, reason=reason, recorded_by=by)
    return held


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
