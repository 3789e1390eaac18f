"""Recording that a woman has died, and taking it back where it was a mistake (ADR 0053)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from practices.models import User
from women.actions import transfers
from women.actions.places import take_step
from women.codes import ClosureReason, LastThing, PlaceEvent, PlaceStep, TransferState
from women.known_days import last_day_of_month
from women.law import keeping
from women.lifecycle import ALLOWED, FIELD_OF_STEP, StepNotAllowed
from women.models import AfterDeath, Note, Place, StepNote, Transfer, Woman
from women.presenters import has_died

PUT_RIGHT_FIRST = "Put that step right first, or choose that the day is not known yet."


@dataclass(frozen=True)
class Death:
    """What is known: when we heard, when she died (None: nobody knows) and whether that is the day itself."""

    known_on: date
    died_on: date | None = None
    day_is_known: bool = False


@transaction.atomic
def record(*, woman: Woman, death: Death, words: str, by: User | None, now: datetime, today: date) -> Woman:
    """Record that she has died: her place closes, whatever it was, and what may still have to be done is listed.

    An offer to another Practice is taken back. Raises StepNotAllowed where it is recorded already, or where a step was
    recorded after the day of her death.
    """
    _lock_offers(woman.pk)
    places = keeping.lock_places(woman)
    latest = places[-1] if places else None
    held = Woman.objects.select_for_update().get(pk=woman.pk)
    if has_died(held, latest):
        raise StepNotAllowed("It is recorded already that she has died.")
    if against := stands_against(latest, death):
        raise StepNotAllowed(against)
    _begin(held, death, by=by, now=now)
    if latest is not None and PlaceStep.CLOSED in ALLOWED[latest.step_on(date.max)]:
        _close(latest, death, words=words, by=by, today=today)
    elif latest is not None:
        _note(latest, death, words=words, by=by)
    elif words:  # with no place, they stand among her notes
        Note.objects.create(woman=held, words=f"When we heard that she has died: {words}", written_by=by)
    return held


@transaction.atomic
def record_of_closed(*, place: Place, by: User | None, now: datetime) -> Woman:
    """A workbook closed her place since she died: all follows that follows where it is recorded here.

    A workbook says no more than the day of the closing: that she had died by then. What is known better stays.
    """
    _lock_offers(place.woman_id)
    held = Woman.objects.select_for_update().get(pk=place.woman_id)
    if held.death_known_on is None and place.closed_on is not None:
        _begin(held, Death(known_on=place.closed_on), by=by, now=now)
    return held


def _lock_offers(woman_id: int) -> None:
    """Before anything else of hers, as accepting locks them."""
    list(Transfer.objects.filter(woman=woman_id, state=TransferState.OFFERED).select_for_update())


def _begin(held: Woman, death: Death, *, by: User | None, now: datetime) -> None:
    """Say it of her, take open offers back, and list what may still have to be done; what is listed stays."""
    held.death_known_on, held.died_on = death.known_on, death.died_on
    held.died_day_is_known = death.day_is_known
    held.save(update_fields=["death_known_on", "died_on", "died_day_is_known"])
    transfers.lapse(offers=Transfer.objects.filter(woman=held), by=by, now=now)
    listed = set(held.after_death.values_list("what", flat=True))
    things = [what for what in LastThing if what is not LastThing.OTHER and what not in listed]
    AfterDeath.objects.bulk_create([AfterDeath(woman=held, what=what) for what in things])


def _close(place: Place, death: Death, *, words: str, by: User | None, today: date) -> None:
    take_step(
        place=place, to=PlaceStep.CLOSED, on=closes_on(place, death), by=by, today=today,
        reason=ClosureReason.DIED, words=words, day_is_known=death.day_is_known or death.died_on is None,
    )  # fmt: skip


def _note(place: Place, death: Death, *, words: str, by: User | None) -> None:
    """Beside a place that had ended: that she has died, and when; where nobody knows, when we heard."""
    StepNote.objects.create(
        place=place, about=PlaceEvent.DIED, on=death.died_on or death.known_on,
        on_day_is_known=death.day_is_known or death.died_on is None, words=words, recorded_by=by,
    )  # fmt: skip


def closes_again(place: Place) -> bool:
    """Whether a place that a correction has opened is of a woman who has died: it closes with her death."""
    known = Woman.objects.get(pk=place.woman_id).death_known_on is not None
    return known and PlaceStep.CLOSED in ALLOWED[place.step_on(date.max)]


def close_again(place: Place, *, words: str, by: User | None, today: date) -> None:
    """Close it as recording her death would have, with the words of then; raises StepNotAllowed."""
    woman = Woman.objects.get(pk=place.woman_id)
    if woman.death_known_on is None:
        return
    death = Death(woman.death_known_on, woman.died_on, woman.died_day_is_known)
    _close(place, death, words=words, by=by, today=today)


def correct_beside(place: Place, death: Death, *, words: str, by: User | None) -> None:
    """Of a death after her place had ended: what is known now of when, beside the place and on her record."""
    correct(place.woman, death)
    _note(place, death, words=words, by=by)


def stands_against(place: Place | None, death: Death) -> str:
    """Blank where a place that is open may close with this death; else which step it is before, and what to do."""
    if place is None or death.died_on is None:
        return ""
    step = place.step_on(date.max)
    until = death.died_on if death.day_is_known else last_day_of_month(death.died_on)
    since = getattr(place, FIELD_OF_STEP[step])
    if since is None or until >= since or PlaceStep.CLOSED not in ALLOWED[step]:
        return ""
    return f"This is before “{step.label}” on {since:%d/%m/%Y}. {PUT_RIGHT_FIRST}"


def closes_on(place: Place, death: Death) -> date:
    """The day on which her place closes; where only about when is known, not before the last step."""
    on = death.died_on or death.known_on
    since = getattr(place, FIELD_OF_STEP[place.step_on(date.max)])
    return on if death.day_is_known or since is None else max(on, since)


@transaction.atomic
def set_rest_aside(*, woman: Woman) -> int:
    """Set aside whatever is still open after her death; gives how many. Each can be taken up again."""
    rest = AfterDeath.objects.select_for_update().filter(woman=woman, done_on=None, set_aside=False)
    for thing in rest:
        thing.set_aside = True
        thing.save(update_fields=["set_aside"])
    return len(rest)


def forget(woman: Woman) -> None:
    """She lives: nothing says otherwise any more, and what nobody has begun is not to do. Its history stays."""
    held = Woman.objects.select_for_update().get(pk=woman.pk)
    held.death_known_on, held.died_on, held.died_day_is_known = None, None, False
    held.save(update_fields=["death_known_on", "died_on", "died_day_is_known"])
    AfterDeath.objects.filter(woman=held, done_on=None, words="").delete()


def correct_day(woman: Woman, on: date) -> None:
    """She died on another day than was recorded, and the day is known now."""
    correct(woman, Death(on, on, day_is_known=True))


def correct(woman: Woman, death: Death) -> None:
    """More or less is known of when she died than was recorded; nobody heard of it before she died."""
    held = Woman.objects.select_for_update().get(pk=woman.pk)
    if held.death_known_on is None:  # by a workbook, which says the day of the place alone
        return
    held.died_on, held.died_day_is_known = death.died_on, death.day_is_known
    held.death_known_on = max(held.death_known_on, death.died_on or held.death_known_on)
    held.save(update_fields=["death_known_on", "died_on", "died_day_is_known"])
