"""Taking back what was recorded of a place by mistake, or correcting its date or reason (ADR 0053).

A place becomes what the steps that are left say. Nothing is deleted from its history: a row is added that says who
took what back, when and why.
"""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from practices.models import Practice, User
from women import lifecycle
from women.actions import deaths, erasures
from women.actions.deaths import Death
from women.actions.places import BEGINS_ERASURE, NoSeat, open_places, put_check_ins_right
from women.actions.transfers import accepted_by
from women.clock import LAST_MONTH, TRANSITION_MONTH, add_months, clock_start
from women.codes import ClosureReason, PlaceEvent, PlaceStep
from women.death import DEATH
from women.known_days import day_is_known, when
from women.law import keeping
from women.lifecycle import ENDED, FIELD_OF_STEP, StepNotAllowed
from women.models import Place, Step, StepNote, Withdrawal, WithdrawalReason, Woman
from women.place_history import standing_moves

FIRST_REFERRAL = (
    "Her record begins with this referral. Correct its date, or record “Not eligible”: her details are erased then."
)


@dataclass(frozen=True)
class Mistake:
    """Who puts it right, when and why."""

    by: User | None
    why: str
    now: datetime
    today: date


def dates_of(place: Place) -> dict[PlaceStep, date | None]:
    """The dates of a place by step."""
    return {step: getattr(place, field) for step, field in FIELD_OF_STEP.items()}


@transaction.atomic
def take_back(*, place: Place, step: PlaceStep, mistake: Mistake) -> Place:
    """Take one step of a place back: all is as if it had not been recorded.

    Raises StepNotAllowed where something rests on it, and NoSeat where it would need a seat and all are taken.
    """
    held, others = _lock(place)
    if getattr(held, FIELD_OF_STEP[step]) is None:
        raise StepNotAllowed(f"“{step.label}” is not recorded, or was taken back already.")
    _nothing_rests_on(step, held, others)
    was_open, reason, plan = held.is_open, held.closure_reason, _plan_of(held)
    setattr(held, FIELD_OF_STEP[step], None)
    if step is PlaceStep.REFERRED:
        held.taken_back_on = mistake.today
    if step is PlaceStep.OFFERED:
        held.cohort = None
    if step is PlaceStep.CLOSED:
        _not_moved(held.woman, reason)
        held.closure_reason, held.closed_day_is_known = "", True
        if reason == ClosureReason.DIED:
            deaths.forget(held.woman)
    closes_again = deaths.closes_again(held)
    if held.is_open and not was_open and not closes_again:
        _take_a_seat(held)
    _replan(held, plan)
    held.save()
    _record(held, step, None, "", mistake)
    if closes_again:
        deaths.close_again(held, words=_death_taken_over(held, mistake), by=mistake.by, today=mistake.today)
        held.refresh_from_db()
    _put_in_order(held, mistake)
    return held


def _death_taken_over(place: Place, mistake: Mistake) -> str:
    """Her death stood beside a place that had ended; it is its closing now. Gives the words of it."""
    notes = list(place.step_notes.filter(about=PlaceEvent.DIED))
    if not _stands(notes):
        return ""
    _say(place, PlaceEvent.DIED, mistake)
    return notes[-1].words


def _stands(notes: list[StepNote]) -> bool:
    """Whether the latest of what was recorded of her death beside a place was not taken back."""
    return bool(notes) and not notes[-1].corrects


@transaction.atomic
def correct(
    *, place: Place, step: PlaceStep, on: date | None, mistake: Mistake, reason: str = "", death: Death | None = None
) -> Place:  # fmt: skip
    """Correct the date of a step, or the reason of a closing; raises StepNotAllowed.

    Where she has died, `death` is what is known now of when: her place closes by it, as on recording it.
    """
    held, _ = _lock(place)
    before = getattr(held, FIELD_OF_STEP[step])
    if before is None:
        raise StepNotAllowed(f"“{step.label}” is not recorded, or was taken back already.")
    is_closing = step is PlaceStep.CLOSED
    day_is_known = True
    if death is not None:
        on, day_is_known = _closing_of(held, death), death.day_is_known or death.died_on is None
    assert on is not None
    is_same = (on, day_is_known) == (before, held.closed_day_is_known or not is_closing)
    if is_same and (not is_closing or (reason == held.closure_reason and _is_known_so(held.woman, death))):
        raise StepNotAllowed("This is what is recorded already. Change the date or the reason, or take it back.")
    lifecycle.check_corrected_date(
        step, on, dates_of(held), today=mistake.today, closed_day_is_known=held.closed_day_is_known
    )
    ended = held.agreement_ended_on
    if ended is not None and step is PlaceStep.AGREED and on > ended:
        raise StepNotAllowed(f"This is after her agreement ended on {ended:%d/%m/%Y}. Take that back first.")
    plan = _plan_of(held)
    setattr(held, FIELD_OF_STEP[step], on)
    if is_closing:
        if reason != held.closure_reason:
            _not_moved(held.woman, held.closure_reason)
            if held.closure_reason == ClosureReason.DIED:
                deaths.forget(held.woman)
        elif reason == ClosureReason.DIED:
            deaths.correct(held.woman, death or Death(on, on, day_is_known=True))
        held.closure_reason, held.closed_day_is_known = reason, day_is_known
    _replan(held, plan)
    held.save()
    _record(held, step, on, held.closure_reason if is_closing else "", mistake, day_is_known=day_is_known)
    _put_in_order(held, mistake)
    return held


def _closing_of(place: Place, death: Death) -> date:
    """The day on which her place closes by what is known now of her death; raises StepNotAllowed before a step."""
    before = copy(place)
    before.closed_on, before.closure_reason = None, ""
    if against := deaths.stands_against(before, death):
        raise StepNotAllowed(against)
    return deaths.closes_on(before, death)


def _is_known_so(woman: Woman, death: Death | None) -> bool:
    """Whether just this stands on her record of her death; a workbook says no more than the day of the closing."""
    if death is None or woman.death_known_on is None:
        return True
    return (woman.died_on, woman.died_day_is_known) == (death.died_on, death.day_is_known)


@transaction.atomic
def take_back_agreement_end(*, place: Place, mistake: Mistake) -> Place:
    """Her agreement goes on as if its end had not been recorded; raises StepNotAllowed."""
    held, _ = _lock(place)
    if held.agreement_ended_on is None:
        raise StepNotAllowed("The end of her agreement is not recorded, or was taken back already.")
    held.agreement_ended_on = None
    held.save(update_fields=["agreement_ended_on"])
    _say(held, PlaceEvent.AGREEMENT_ENDED, mistake)
    return held


@transaction.atomic
def take_back_death(*, place: Place, mistake: Mistake) -> Place:
    """She lives, though it was recorded that she has died after her place had ended; raises StepNotAllowed."""
    held, _ = _lock(place)
    if held.woman.death_known_on is None:
        raise StepNotAllowed("It is not recorded that she has died, or was taken back already.")
    deaths.forget(held.woman)
    _say(held, PlaceEvent.DIED, mistake)
    return held


@transaction.atomic
def take_back_death_of_no_place(*, woman: Woman, mistake: Mistake) -> None:
    """The same of a woman who has no place that says so; why stands under “What changed”. Raises StepNotAllowed."""
    held = Woman.objects.select_for_update().get(pk=woman.pk)
    if held.death_known_on is None:
        raise StepNotAllowed("It is not recorded that she has died, or was taken back already.")
    deaths.forget(held)
    Withdrawal.objects.create(
        woman=held, kind=DEATH, noun="that she has died", reason=WithdrawalReason.MISTAKE, words=mistake.why,
        withdrawn_at=mistake.now, withdrawn_by=mistake.by,
    )  # fmt: skip


@transaction.atomic
def correct_death(*, place: Place, death: Death, mistake: Mistake) -> Place:
    """She died at another time than was recorded after her place had ended; raises StepNotAllowed."""
    held, _ = _lock(place)
    woman, notes = Woman.objects.get(pk=held.woman_id), list(held.step_notes.filter(about=PlaceEvent.DIED))
    if woman.death_known_on is None or not _stands(notes):
        raise StepNotAllowed("It is not recorded that she has died, or was taken back already.")
    if death.died_on is not None and death.died_on > mistake.today:
        raise StepNotAllowed("This is in the future. Enter the day on which she died.")
    if _is_known_so(woman, death):
        raise StepNotAllowed("This is what is recorded already. Change the day, or take it back.")
    _say(held, PlaceEvent.DIED, mistake)
    deaths.correct_beside(held, death, words=notes[-1].words, by=mistake.by)
    return held


@transaction.atomic
def take_back_move(*, place: Place, mistake: Mistake) -> Place:
    """Move the planned dates back by the latest break or extension; raises StepNotAllowed where there is none."""
    held, _ = _lock(place)
    moves = standing_moves(held.step_notes.all())
    if not moves:
        raise StepNotAllowed("No move of her plan is left to take back.")
    before = _plan_of(held)
    _say(held, moves[-1].about, mistake, days=moves[-1].days)
    _replan(held, before)
    held.save(update_fields=["transition_planned_on", "end_planned_on"])
    return held


@dataclass(frozen=True)
class _Plan:
    """What the planned dates of a place rest on: when its clock starts, and by how many days each was moved."""

    start: date | None
    transition: timedelta
    end: timedelta


def _plan_of(place: Place) -> _Plan:
    """As it is recorded now. A move that was recorded after the transition moves the end only."""
    moves = standing_moves(place.step_notes.all())
    transition = place.steps.filter(step=PlaceStep.TRANSITION, corrects=False).last() if place.transition_on else None
    before = [move for move in moves if transition is None or move.recorded_at < transition.recorded_at]
    return _Plan(
        clock_start(place),
        timedelta(days=sum(move.days or 0 for move in before)),
        timedelta(days=sum(move.days or 0 for move in moves)),
    )


def _replan(place: Place, before: _Plan) -> None:
    """Let the planned dates follow where the clock or the moves are others now; a date that the clock says is blank."""
    now = _plan_of(place)
    if before.start is None or now.start is None or before == now:
        return
    for field, months, was, moved in (
        ("transition_planned_on", TRANSITION_MONTH, before.transition, now.transition),
        ("end_planned_on", LAST_MONTH, before.end, now.end),
    ):
        by_itself = add_months(before.start, months)
        days = (getattr(place, field) or by_itself) - by_itself - was + moved
        setattr(place, field, add_months(now.start, months) + days if days else None)


def _lock(place: Place) -> tuple[Place, list[Place]]:
    """The place and her others, first first, with the Practice, as offering a seat locks it."""
    Practice.objects.select_for_update(no_key=True).get(pk=place.practice.pk)
    places = keeping.lock_places(place.woman)
    held = next((one for one in places if one.pk == place.pk), None)
    if held is None:
        raise StepNotAllowed("This place was taken back already.")
    return held, [one for one in places if one.pk != place.pk]


def _nothing_rests_on(step: PlaceStep, place: Place, others: list[Place]) -> None:
    """Raise StepNotAllowed where something later could not have been recorded without this step; it says what."""
    after = lifecycle.rests_on(step, dates_of(place))
    if after is not None:
        said = when(getattr(place, FIELD_OF_STEP[after]), is_known=day_is_known(place, FIELD_OF_STEP[after]))
        raise StepNotAllowed(f"“{after.label}” {said} rests on it. Take that back first.")
    later = [one for one in others if one.number > place.number]
    if step in ENDED and later and not _would_be_ended(place, step):
        raise StepNotAllowed(f"She has a later place, number {later[-1].number}. Take that back first.")
    if step is PlaceStep.REFERRED and (later or not others):
        raise StepNotAllowed(FIRST_REFERRAL if not others else "She has a later place. Take that back first.")
    if step is PlaceStep.REFERRED and _stands(list(place.step_notes.filter(about=PlaceEvent.DIED))):
        raise StepNotAllowed("Beside this place it is recorded that she has died. Take that back first.")
    if step is PlaceStep.AGREED and place.agreement_ended_on is not None:
        raise StepNotAllowed("The end of her agreement rests on it. Take that back first.")
    if step in (PlaceStep.OFFERED, PlaceStep.AGREED) and standing_moves(place.step_notes.all()):
        raise StepNotAllowed("A move of her plan rests on it. Take that back first.")


def _would_be_ended(place: Place, without: PlaceStep) -> bool:
    """Whether the place has ended even without this step: completed and closed, one of them is left."""
    return any(getattr(place, FIELD_OF_STEP[step]) for step in ENDED - {without})


def _not_moved(woman: Woman, reason: str) -> None:
    """Raise StepNotAllowed where another Practice has accepted her: her record is there now."""
    if reason != ClosureReason.TRANSFERRED:
        return
    if there := accepted_by(woman.pk):
        raise StepNotAllowed(f"{there} has accepted her, and her record is there now. To come back, they offer her.")


def _take_a_seat(place: Place) -> None:
    cohort = place.cohort
    if cohort is not None and open_places().count() >= cohort.capacity:
        raise NoSeat(f"All {cohort.capacity} seats are taken. Until one is free, this cannot be taken back.")


def _record(
    place: Place, step: PlaceStep, on: date | None, reason: str, mistake: Mistake, *, day_is_known: bool = True
) -> None:  # fmt: skip
    Step.objects.create(
        place=place, step=step, on=on, on_day_is_known=day_is_known, reason=reason, corrects=True,
        recorded_by=mistake.by, recorded_at=mistake.now,
    )  # fmt: skip
    _say(place, step, mistake)


def _say(place: Place, about: str, mistake: Mistake, *, days: int | None = None) -> None:
    """Why, beside the row that it is about: by the same moment."""
    StepNote.objects.create(
        place=place, about=about, on=mistake.today, days=days, words=mistake.why, corrects=True,
        recorded_by=mistake.by, recorded_at=mistake.now,
    )  # fmt: skip


def _put_in_order(place: Place, mistake: Mistake) -> None:
    """What had begun with a step ends with it: check-ins, and the days after which her details would go."""
    put_check_ins_right(place)
    erasing_as_her_place_says(place.woman, today=mistake.today)


def erasing_as_her_place_says(woman: Woman, *, today: date) -> None:
    """Stop an erasure where her place goes on; begin one where the step at which it ended asks for it."""
    latest = woman.places.order_by("-number").first()
    step = latest.step_on(date.max) if latest is not None else None
    if latest is None or step not in ENDED:
        erasures.stop(woman=woman, on=today)
    elif step in BEGINS_ERASURE:
        on = getattr(latest, FIELD_OF_STEP[step])
        erasures.begin(woman=woman, reason=BEGINS_ERASURE[step], on=on, today=today)
