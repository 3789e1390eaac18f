"""What the daily work adds to an invented record: people, safe contact, needs, plans, letterbox dates."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from django.db.models import Model

from practices.codes import AreaOfLife
from practices.models import User
from reporting.demonstration.loading import noon
from women.actions.places import open_places
from women.clock import planned_transition
from women.codes import Channel, ChildContactKind, FlagKind, NeedLevel, NeedStage, PersonKind, UniversalService
from women.models import (
    Child,
    ChildContact,
    Flag,
    Instrument,
    Need,
    Note,
    Person,
    Place,
    SafeContact,
    TransitionPlan,
    WellbeingScore,
)

SERVICES = (
    ("Dr Nwosu", "GP", "Wick Road Surgery"),
    ("J. Hartley", "Housing officer", "Council housing"),
    ("M. Osei", "Social worker", "Children’s services"),
)


def fill_records(lead: User, *, today: date) -> None:
    """Write what the record of each woman with a place would hold; the scope is open."""
    random = Random("pause daily")  # repeatable, not secret
    instrument = Instrument.objects.create(name="Short wellbeing scale", lowest=7, highest=35)
    rows: list[Model] = []
    for place in open_places().select_related("woman", "cohort").order_by("pk"):
        rows += _around(random, place, lead)
        rows += _family(random, place, today)
        rows += _standing(random, place, instrument, today)
    _write(rows)


def _write(rows: Sequence[Model]) -> None:
    """A statement for each kind of row: one for each row would take many times as long."""
    by_kind: dict[type[Model], list[Model]] = {}
    for row in rows:
        by_kind.setdefault(type(row), []).append(row)
    for kind, found in by_kind.items():
        kind._default_manager.bulk_create(found)


def _around(random: Random, place: Place, lead: User) -> Iterator[Model]:
    woman = place.woman
    for name, what, agency in random.sample(SERVICES, 2):
        yield Person(woman=woman, kind=PersonKind.PROFESSIONAL, name=name, what_to_her=what, agency=agency)
    offered = place.offered_on or date.min
    yield SafeContact(
        woman=woman, channel=Channel.TEXT, is_safe="yes", detail="07700 900 123", hours="10 to 3 on weekdays",
        voicemail="no", checked_on=offered,
    )  # fmt: skip
    if random.random() < 0.3:
        yield SafeContact(
            woman=woman, channel=Channel.PHONE, is_safe="no", detail="07700 900 123", who_else_sees="Her partner answers",
            code_word="library", checked_on=offered,
        )  # fmt: skip
        yield Flag(
            woman=woman, kind=FlagKind.VISIT_IN_PAIRS, reason="Two of us until the locks are changed.",
            review_by=offered + timedelta(days=180), raised_on=offered, raised_by=lead,
        )  # fmt: skip
    yield Note(woman=woman, words="She prefers to walk while she talks.", written_by=lead, written_at=noon(offered))


def _family(random: Random, place: Place, today: date) -> Iterator[Model]:
    for child in Child.objects.filter(woman=place.woman, contact_plan__startswith="Letterbox"):
        due = today + timedelta(days=random.randint(-40, 120))
        yield ChildContact(child=child, kind=ChildContactKind.LETTERBOX, due_on=due)
        yield ChildContact(
            child=child, kind=ChildContactKind.LETTERBOX, due_on=due - timedelta(days=365),
            done_on=due - timedelta(days=360), words="Sent. She chose the card.",
        )  # fmt: skip


def _standing(random: Random, place: Place, instrument: Instrument, today: date) -> Iterator[Model]:
    if place.agreed_on is None:
        return
    levels = [NeedLevel.MUCH, NeedLevel.SOME, NeedLevel.NONE]
    for area in random.sample(list(AreaOfLife), 6):
        start = random.randint(0, 1)
        for stage, later in ((NeedStage.START, 0), (NeedStage.MIDDLE, 1)):
            on = place.agreed_on + timedelta(days=14 + 200 * later)
            if on <= today:
                yield Need(woman=place.woman, stage=stage, area=area, level=levels[start + later], on=on)
    for step in range(3):
        on = place.agreed_on + timedelta(days=20 + 120 * step)
        if on <= today:
            yield WellbeingScore(woman=place.woman, instrument=instrument, on=on, total=15 + 3 * step)
    planned = planned_transition(place)
    if planned is not None and planned <= today and random.random() < 0.6:
        yield TransitionPlan(
            place=place, what_she_wants="To keep my flat and my Tuesday group.", people="My sister. Dr Nwosu.",
            services_in_place=[UniversalService.GP, UniversalService.HOUSING], made_on=planned,
        )  # fmt: skip
