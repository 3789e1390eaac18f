"""What stands beside a death: what is dated after it, what was written because of it, what begins again without it.

The apps above add theirs, so that this app need not know them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from practices.dates import day_in_words
from women.codes import ChildContactKind, ClosureReason, PlaceEvent, PlaceStep, TransferState
from women.going_on import has_died
from women.known_days import last_day_of_month
from women.lifecycle import FIELD_OF_STEP
from women.models import AfterDeath, CheckIn, ChildContact, Erasure, GoalScore, Place, TransitionPlan, Woman
from women.place_history import Entry, entries_of

DEATH = "death"  # what a withdrawal calls a death that no place of hers says


BY_US = {PlaceStep.WAITING, PlaceStep.NOT_ELIGIBLE, PlaceStep.CLOSED}  # what a team does that has not heard yet
WITHOUT_HER = {ClosureReason.DIED, ClosureReason.DISENGAGED, ClosureReason.NOT_SUITABLE, ClosureReason.OTHER}


@dataclass(frozen=True)
class Line:
    """One row of hers, in words; `kind` and `pk` lead to the page that takes it back or moves it, `page` to its own."""

    said: str
    on: date | None
    kind: str
    pk: int
    page: str = ""  # the name of the address at which it is put right
    is_item: bool = False  # it is put right on the page of its kind
    step: str = ""  # of a step of a place, whose number is `pk`: what its address calls it


DATED: list[Callable[[Woman, date], Iterable[Line]]] = []  # what says of a later day that she did something
BECAUSE: list[Callable[[Woman], Iterable[Line]]] = []  # what was written because she was thought to have died
WAITING: list[Callable[[Woman], Iterable[str]]] = []  # what waits for an answer, and what becomes of it
PLANNED: list[Callable[[Woman, date], Iterable[Line]]] = []  # what services expect her for, until they are told
AGAIN: list[Callable[[Woman, date], Iterable[str]]] = []  # what is due or planned again, if she lives


def last_day(*, known_on: date, died_on: date | None, day_is_known: bool) -> date:
    """The last day on which she may have lived, by what is known of her death."""
    if died_on is None:
        return known_on
    return died_on if day_is_known else min(known_on, last_day_of_month(died_on))


def last_day_of(woman: Woman, latest: Place | None) -> date | None:
    """The same of a woman of whom a death is recorded; None where she lives."""
    if woman.death_known_on is not None:
        return last_day(
            known_on=woman.death_known_on, died_on=woman.died_on, day_is_known=woman.died_day_is_known
        )  # fmt: skip
    return latest.closed_on if latest is not None and latest.closure_reason == ClosureReason.DIED else None


def dated_after(woman: Woman, day: date) -> list[Line]:
    """What is dated after that day and says that she did something: meetings first, each by its day."""
    lines = [line for find in DATED for line in find(woman, day)]
    met = ("contact", "appointment")  # what somebody saw of her comes before what was written of her
    return sorted(lines, key=lambda line: (line.kind not in met, line.on or day, line.kind, line.pk))


def written_because(woman: Woman) -> list[Line]:
    """What was written because it was recorded that she had died."""
    return [line for find in BECAUSE for line in find(woman)]


def planned_with(woman: Woman, day: date) -> list[Line]:
    """What is planned with services from that day on: they do not know yet that she has died."""
    return [line for find in PLANNED for line in find(woman, day)]


def waiting(woman: Woman) -> list[str]:
    """What of hers waits for an answer while her death is recorded, each with what becomes of it."""
    return [said for find in WAITING for said in find(woman)]


def begins_again(woman: Woman, today: date) -> list[str]:
    """What is due or planned for her again, if she lives."""
    return [said for find in AGAIN for said in find(woman, today)]


def still_to_do() -> QuerySet[AfterDeath]:
    """What is open after the death of a woman whose details are here."""
    erased = Erasure.objects.filter(woman=OuterRef("woman"), done_at__isnull=False)
    return AfterDeath.objects.filter(has_died(), ~Exists(erased), done_on=None, set_aside=False)


def where_recorded(places: Iterable[Place]) -> tuple[int, str] | None:
    """Which entry of which place says that she has died, to lead to the page that takes it back: number, address."""
    for place in sorted(places, key=lambda one: -one.number):
        entries = entries_of(place, place.steps.all(), list(place.step_notes.all()))
        for entry in reversed(entries):
            if entry.stands and is_of_a_death(entry):
                return place.number, entry.address
    return None


def beside_no_place(woman: Woman, places: Iterable[Place]) -> Entry | None:
    """That she has died, where it stands on her record alone: she has no place, or none that says so."""
    if woman.death_known_on is None or where_recorded(places) is not None:
        return None
    return Entry(PlaceEvent.DIED, woman.death_known_on, None, None)


def is_of_a_death(entry: Entry) -> bool:
    """Whether an entry of her place says that she has died."""
    return entry.what == PlaceEvent.DIED or entry.reason == ClosureReason.DIED


def was_taken_back(entries: Iterable[Entry]) -> bool:
    """Whether it was recorded that she has died, and taken back or corrected to another reason."""
    return any(
        (is_of_a_death(entry) and not entry.stands)
        or any(one.was_reason == ClosureReason.DIED for one in entry.corrections if entry.reason != ClosureReason.DIED)
        for entry in entries
    )


def own_lines() -> None:
    """What this app keeps itself."""
    DATED.extend((_answers, _agreed, _steps))
    BECAUSE.append(_last_things)
    WAITING.append(_asked)
    AGAIN.append(_due)


def _answers(woman: Woman, day: date) -> Iterable[Line]:
    for score in GoalScore.objects.filter(goal__woman=woman, on__gt=day).select_related("goal"):
        called = score.goal.in_her_words or score.goal.get_area_display()
        yield Line(f"Score {score.score} of “{called}”", score.on, "score", score.pk)
    for need in woman.needs.filter(on__gt=day):
        yield Line(f"Need: {need.get_area_display()}, {need.get_stage_display().lower()}", need.on, "need", need.pk)
    for one in woman.wellbeing_scores.filter(on__gt=day).select_related("instrument"):
        yield Line(f"{one.instrument.name}: {one.total}", one.on, "wellbeing", one.pk)
    for goal in woman.goals.filter(set_on__gt=day):
        yield Line(f"Goal: {goal.in_her_words or goal.get_area_display()}", goal.set_on, "goal", goal.pk)
    for goal in woman.goals.filter(achieved_on__gt=day, set_on__lte=day):
        called = goal.in_her_words or goal.get_area_display()
        yield Line(f"Goal achieved: {called}", goal.achieved_on, "goal", goal.pk)
    for pregnancy in woman.pregnancies.filter(known_on__gt=day):
        yield Line("A pregnancy", pregnancy.known_on, "pregnancy", pregnancy.pk)
    for pregnancy in woman.pregnancies.filter(ended_on__gt=day, known_on__lte=day):
        yield Line("How a pregnancy ended", pregnancy.ended_on, "pregnancy", pregnancy.pk)
    for chosen in woman.contraception.filter(started_on__gt=day):
        said = f"Contraception: {chosen.get_method_display()}"
        yield Line(said, chosen.started_on, "contraception", chosen.pk)


def _agreed(woman: Woman, day: date) -> Iterable[Line]:
    """What she is said to have agreed to, planned or told us on a later day."""
    for consent in woman.consents.filter(Q(given_on__gt=day) | Q(withdrawn_on__gt=day)):
        is_given = consent.given_on > day
        said = "She agreed" if is_given else "She no longer agreed"
        on = consent.given_on if is_given else consent.withdrawn_on
        yield Line(f"{said}: {consent.get_to_display()}", on, "consent", consent.pk)
    for plan in TransitionPlan.objects.filter(place__woman=woman, made_on__gt=day):
        yield Line("A plan made with her", plan.made_on, "plan", plan.pk)
    for one in CheckIn.objects.filter(place__woman=woman, done_on__gt=day):
        yield Line(f"Check-in at {one.month} months", one.done_on, "check-in", one.pk)
    met = ChildContact.objects.filter(child__woman=woman, kind=ChildContactKind.DIRECT_CONTACT, done_on__gt=day)
    for contact in met:
        yield Line(contact.get_kind_display(), contact.done_on, "family-contact", contact.pk)


def _steps(woman: Woman, day: date) -> Iterable[Line]:
    """Steps that she took, or that were taken with her: nobody was referred or agreed after her death.

    A team that had not heard yet may have closed her place, put her on a list or found her not eligible.
    """
    for place in woman.places.order_by("number"):
        dates = {step: getattr(place, FIELD_OF_STEP[step]) for step in FIELD_OF_STEP if step not in BY_US}
        if place.closure_reason not in WITHOUT_HER:
            dates[PlaceStep.CLOSED] = place.closed_on
        said = {str(step.value): (step.label, on) for step, on in dates.items()}
        said[PlaceEvent.AGREEMENT_ENDED.value] = (PlaceEvent.AGREEMENT_ENDED.label, place.agreement_ended_on)
        for what, (label, on) in said.items():
            if on is not None and on > day:
                yield Line(f"Place {place.number}: {label}", on, "step", place.number, step=what)


def _last_things(woman: Woman) -> Iterable[Line]:
    for thing in woman.after_death.exclude(done_on=None, words=""):  # what nobody has begun goes by itself
        yield Line(f"To do after her death: {thing.get_what_display()}", thing.done_on, "after-death", thing.pk)


def _asked(woman: Woman) -> Iterable[str]:
    for offer in woman.transfers.filter(state=TransferState.OFFERED).select_related("to_practice"):
        yield f"She is offered to {offer.to_practice.name}. The offer is taken back: nobody accepts her there."
    for request in woman.requests.filter(closed_on=None):
        yield (
            f"{request.get_right_display()}, asked for on {day_in_words(request.received_on)}, is not "
            "answered yet. It stays open under “Consent and data”, for whoever answers for data protection to close."
        )


def _due(woman: Woman, today: date) -> Iterable[str]:
    for rows, one, more in (
        (CheckIn.objects.filter(place__woman=woman, done_on=None), "check-in", "check-ins"),
        (woman.contraception.filter(ended_on=None, review_due_on__isnull=False), "review of contraception", "reviews"),
        (
            ChildContact.objects.filter(child__woman=woman, done_on=None),
            "letterbox date or contact with a child",
            "letterbox dates and contacts with children",
        ),
    ):
        if number := rows.count():
            yield f"{number} {one if number == 1 else more}"
