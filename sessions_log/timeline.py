"""The 18 months of one place: what was planned and what happened, read once, told as a picture and as a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate

from practices.dates import day_in_words
from practices.london import start_of
from sessions_log.codes import (
    CANCELLED,
    NOT_ATTEMPTED,
    NOT_SEEN,
    SEEN,
    Attendance,
    ContactMode,
    ContactOutcome,
    Service,
)
from sessions_log.models import Appointment, Contact, Support
from women.clock import LAST_MONTH, add_months, clock_start, month_of_programme, planned_end, planned_transition
from women.codes import LOSSES, ChildContactKind, ChildLoss, ContraceptiveMethod
from women.family import LOST
from women.models import Child, ChildContact, Contraception, Goal, Place, Pregnancy, Woman

FAMILY = "family"  # a contact with her family, after her death: it stands beside hers, and no figure counts it


@dataclass(frozen=True)
class Happened:
    """One thing on one day: its kind, until when it lasts (where it does), and a word and a code about it."""

    kind: str
    on: date
    until: date | None
    code: str
    word: str
    day_is_known: bool = True
    at: datetime | None = None  # the moment of an appointment

    @property
    def day_said(self) -> str:
        """Its day within the year, or the month where no more is known."""
        return f"{self.on.day} {self.on:%b}" if self.day_is_known else f"{self.on:%B}"

    @property
    def is_ahead(self) -> bool:
        """Whether it is planned or due, rather than done."""
        return self.code == Attendance.SCHEDULED if self.kind == "appointment" else self.code.endswith(":due")


@dataclass
class Month:
    """One month of the programme, as a row of the table."""

    number: int
    starts_on: date
    ends_on: date
    phase: str = ""
    made: int = 0
    tried: int = 0
    attended: int = 0
    due: int = 0
    events: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Band:
    """A stretch of days in words; `planned` where it is still to come."""

    label: str
    starts_on: date
    ends_on: date
    planned: bool = False
    ended: bool = False


def counted(number: int, noun: str) -> str:
    """A number with its noun: “1 contact”, “2 contacts”."""
    return f"{number} {noun if number == 1 else noun + 's'}"


@dataclass(frozen=True)
class Timeline:
    """Everything that the picture and the table need."""

    starts_on: date
    ends_on: date
    today: date
    phases: list[Band]
    agreement: list[Band]
    contraception: list[Band]
    happened: list[Happened]
    months: list[Month]
    now: list[tuple[str, str]]
    elsewhere: list[Happened]  # contacts and appointments of other days, which the picture does not hold
    has_died: bool = False

    @property
    def finding(self) -> str:
        """What the picture says, in a sentence: of which days, and how much lies outside them."""
        contacts = [one for one in self.happened if one.kind == "contact" and one.code not in NOT_ATTEMPTED]
        made = sum(one.code == ContactOutcome.MADE for one in contacts)
        due = [one for one in self.happened if one.kind == "appointment" and one.code in SEEN | NOT_SEEN]
        seen = sum(one.code in SEEN for one in due)
        since = day_in_words(self.starts_on)
        until = day_in_words(self.ends_on)
        when = f"Since {since}" if self.today <= self.ends_on else f"From {since} to {until}"
        said = f"{when}: of {counted(len(contacts), 'contact')} tried {made} made"
        due_said = f"of {counted(len(due), 'appointment')} due {seen} attended" if due else "no appointments due yet"
        return f"{said}; {due_said}.{self._outside()}{self._with_family()}"

    def _with_family(self) -> str:
        """How many contacts with her family there were since her death; blank where there were none, or she lives."""
        if not self.has_died:
            return ""
        number = sum(one.kind == FAMILY for one in (*self.happened, *self.elsewhere))
        return f" Since her death: {counted(number, 'contact')} with her family." if number else ""

    def _outside(self) -> str:
        """How many contacts and appointments lie outside the days of the picture; blank where none do."""
        kinds = [one.kind for one in self.elsewhere]
        said = [counted(kinds.count(kind), kind) for kind in ("contact", "appointment") if kind in kinds]
        if not said:
            return ""
        verb = "is" if len(kinds) - kinds.count(FAMILY) == 1 else "are"
        return f" {' and '.join(said)} of other days {verb} not counted here; {verb} listed under her record."


def timeline_of(
    woman: Woman, place: Place, today: date, *, now: datetime | None = None, left_on: date | None = None,
    has_died: bool = False,
) -> Timeline:  # fmt: skip
    """The timeline of one place; one statement. From `left_on`, where she has left, nothing is due or ahead.

    What was planned before `now`, the moment at which today begins if none is given, is not ahead any more.
    """
    offered, so_far = place.offered_on or today, left_on or today
    starts = clock_start(place)
    starts_on = min(offered, starts) if starts else offered
    closed = place.last_day if place.closed_on else None
    last = max(filter(None, (planned_end(place), add_months(starts_on, LAST_MONTH), closed)))
    ends_on = last if place.completed_on or place.closed_on else max(last, min(today, last + timedelta(days=92)))
    everything = [one for one in read(woman) if left_on is None or not (one.is_ahead and one.on >= left_on)]
    happened = [one for one in everything if starts_on <= one.on <= ends_on or one.until]
    bands = phases_of(place, today, ends_on)
    agreement = _agreement(place, today)
    return Timeline(
        starts_on=starts_on, ends_on=ends_on, today=today, has_died=has_died,
        phases=bands,
        agreement=agreement,
        contraception=[
            Band(ContraceptiveMethod(one.code).label, one.on, one.until or so_far)
            for one in happened
            if one.kind == "contraception" and one.on <= so_far and (one.until or so_far) >= starts_on
        ],
        happened=[one for one in happened if starts_on <= one.on <= ends_on],
        months=months_of(starts, starts_on, ends_on, [*happened, *_edges(agreement, happened)], bands),
        now=now_of(everything, now or start_of(today))[: 1 if left_on else None],
        elsewhere=[one for one in everything if one.kind in ("contact", "appointment", FAMILY) and not one.is_ahead
                   and not starts_on <= one.on <= ends_on],
    )  # fmt: skip


def read(woman: Woman) -> list[Happened]:
    """All that happened to her and with her, by day; one UNION of every table that knows a day."""
    certain: Any = Value(True)

    def rows(
        model: Any, kind: str, on: Any, until: Any, code: Any, word: Any, day_is_known: Any = certain,
        at: Any = None, **where: Any
    ) -> Any:  # fmt: skip
        found = model.objects.filter(**(where or {"woman": woman})).order_by()
        return found.annotate(
            kind_is=Value(kind, CharField()), on_is=on, until_is=until,
            code_is=Cast(code, CharField()), word_is=Cast(word, CharField()),
            known_is=ExpressionWrapper(day_is_known, BooleanField()),
            at_is=at or Cast(Value(None), DateTimeField()),
        ).values_list("kind_is", "on_is", "until_is", "code_is", "word_is", "known_is", "at_is")  # fmt: skip

    never, nothing = Cast(Value(None), DateField()), Value("")
    parts = [
        rows(Contact, "contact", TruncDate("started_at"), never, F("outcome"), F("mode"), woman=woman,
             with_family=False),
        rows(Contact, FAMILY, TruncDate("started_at"), never, F("outcome"), F("mode"), woman=woman, with_family=True),
        rows(Appointment, "appointment", TruncDate("at"), never, F("attendance"), F("service"), at=F("at"),
             woman=woman),
        rows(Support, "support", F("on"), never, F("outcome"), F("area")),
        rows(Goal, "goal", F("set_on"), Coalesce("achieved_on", "stopped_on"), F("area"), F("in_her_words")),
        rows(Goal, "achieved", F("achieved_on"), never, F("area"), F("in_her_words"), woman=woman,
             achieved_on__isnull=False),
        rows(Contraception, "contraception", F("started_on"), F("ended_on"), F("method"), nothing),
        rows(Pregnancy, "pregnancy", F("known_on"), never, nothing, nothing, ~Q(known_month_only=True), woman=woman,
             known_not_recorded=False),
        rows(Pregnancy, "loss", F("ended_on"), never, F("ended_as"), nothing, ~Q(ended_month_only=True), woman=woman,
             ended_as__in=LOSSES, ended_on__isnull=False),
        rows(Child, "removed", F("removed_on"), never, Cast("child_no", CharField()), nothing, woman=woman,
             removed_on__isnull=False),
        rows(ChildContact, "child", Coalesce("done_on", "due_on"), never, _done_or_due(), F("child__child_no"),
             child__woman=woman),
        rows(Child, "lost", F("died_on"), never, F("loss"), F("child_no"), F("died_day_is_known"), woman=woman,
             died_on__isnull=False),
    ]  # fmt: skip
    found = (Happened(*row) for row in parts[0].union(*parts[1:], all=True))
    return sorted((one for one in found if not one.code.endswith(":not asked")), key=_in_order)


def _in_order(one: Happened) -> tuple[date, float]:
    """By day; of the appointments of a day by their time."""
    return one.on, one.at.timestamp() if one.at is not None else 0.0


def _done_or_due() -> Any:
    """Letterbox, contact or Life Story work, and whether it was done on the day or is due; of a child lost, neither."""
    return Concat(F("kind"), Case(When(done_on__isnull=False, then=Value(":done")),
                                  When(child__loss="", then=Value(":due")), default=Value(":not asked")),
                  output_field=CharField())  # fmt: skip


def phases_of(place: Place, today: date, ends_on: date) -> list[Band]:
    """The phases as they were lived up to today, and as they are planned from there."""
    over = place.completed_on or place.closed_on or place.declined_on
    marks = [
        ("Engagement", place.offered_on), ("Intensive", place.agreed_on), ("Transition", place.transition_on),
        ("Next Steps", place.completed_on),
    ]  # fmt: skip
    lived = [(label, day) for label, day in marks if day is not None]
    bands = []
    for position, (label, day) in enumerate(lived):
        after = lived[position + 1][1] if position + 1 < len(lived) else (place.closed_on or place.declined_on or today)
        if label == "Next Steps" and place.closed_on is None:
            after = ends_on if ends_on > day else day
        bands.append(Band(label, day, max(day, after)))
    if over is None and place.offered_on is not None:
        bands += _planned(place, today)
    return bands


def _planned(place: Place, today: date) -> list[Band]:
    transition, end = planned_transition(place), planned_end(place)
    if transition is None or end is None:
        return []
    bands = []
    if place.transition_on is None and transition > today:
        bands.append(Band("Intensive", today, transition, planned=True))
    start = max(today, place.transition_on or transition)
    if end > start:
        bands.append(Band("Transition", start, end, planned=True))
    return bands


def _agreement(place: Place, today: date) -> list[Band]:
    if place.agreed_on is None:
        return []
    ended = place.agreement_ended_on or place.completed_on or place.closed_on
    return [Band("Agreement to pause", place.agreed_on, ended or today, ended=place.agreement_ended_on is not None)]


def _edges(agreement: Iterable[Band], happened: Iterable[Happened]) -> Iterator[Happened]:
    """Where a band of the picture begins or ends, as something that happened on a day."""
    for band in agreement:
        yield Happened("agreed", band.starts_on, None, "", "agreement to pause")
        if band.ended:
            yield Happened("agreement ended", band.ends_on, None, "", "agreement ended")
    for one in happened:
        if one.kind == "contraception" and one.until:
            yield Happened(
                "contraception ended", one.until, None, one.code, f"{ContraceptiveMethod(one.code).label} ended"
            )


def now_of(everything: Iterable[Happened], now: datetime) -> list[tuple[str, str]]:
    """What is asked first on a doorstep, whenever it was: when she was last reached, and her next appointment."""
    made = [one.on for one in everything if one.kind == "contact" and one.code == ContactOutcome.MADE]
    ahead = [one for one in everything if one.kind == "appointment" and one.code == Attendance.SCHEDULED]
    to_come = [one for one in ahead if one.at is not None and one.at > now]
    last = f"{made[-1].day} {made[-1]:%b %Y}" if made else "Not yet"
    following = f"{to_come[0].on.day} {to_come[0].on:%b}, {Service(to_come[0].word).label}" if to_come else "None"
    return [("Last reached", last), ("Next appointment", following)]


def months_of(
    clock: date | None,
    starts_on: date,
    ends_on: date,
    happened: Iterable[Happened],
    bands: Iterable[Band],
) -> list[Month]:
    """The same data as the picture, a row a month of her programme; before its clock runs, the months are negative."""
    first_of = clock or starts_on
    number = month_of_programme(first_of, starts_on)
    months = []
    while add_months(first_of, number) <= ends_on:
        first = add_months(first_of, number)
        months.append(Month(number, first, add_months(first_of, number + 1) - timedelta(days=1)))
        number += 1
    for month in months:
        lived = [band for band in bands if band.starts_on <= month.ends_on and band.ends_on >= month.starts_on]
        month.phase = ", ".join(f"{band.label} (plan)" if band.planned else band.label for band in lived)
        _count(month, [one for one in happened if month.starts_on <= one.on <= month.ends_on])
    return months


def _count(month: Month, inside: list[Happened]) -> None:
    contacts = [one.code for one in inside if one.kind == "contact" and one.code not in NOT_ATTEMPTED]
    month.tried, month.made = len(contacts), contacts.count(ContactOutcome.MADE)
    appointments = [one.code for one in inside if one.kind == "appointment"]
    month.attended = sum(code in SEEN for code in appointments)
    month.due = sum(code in SEEN | NOT_SEEN for code in appointments)
    month.events = [f"{one.day_said}: {said}" for one in sorted(inside, key=lambda one: one.on)
                    if (said := in_words(one))]  # fmt: skip
    for what, codes in (("to come", {Attendance.SCHEDULED}), ("cancelled", CANCELLED)):
        if how_many := sum(code in codes for code in appointments):
            month.events.append(f"{how_many} {'appointment' if how_many == 1 else 'appointments'} {what}")


def in_words(one: Happened) -> str:
    """What the table says of an event; contacts and appointments are counted instead."""
    if one.kind == "goal":
        return f"goal set, “{one.word}”" if one.word else "goal set"
    if one.kind == "achieved":
        return f"goal achieved, “{one.word}”" if one.word else "goal achieved"
    if one.kind == "contraception":
        return f"{ContraceptiveMethod(one.code).label}"
    if one.kind == "support":
        return one.code.replace("_", " ")
    if one.kind == "child":
        kind, state = one.code.split(":")
        return f"{ChildContactKind(kind).label} {state}, child {one.word}"
    if one.kind == FAMILY:
        return f"contact with her family, {ContactMode(one.word).label.lower()}"
    if one.kind == "lost":
        return f"child {one.word} {'was stillborn' if one.code == ChildLoss.STILLBORN else 'died'}"
    if one.kind == "loss":
        return LOST[one.code][0].lower() + LOST[one.code][1:]
    if one.kind in ("agreed", "agreement ended", "contraception ended"):
        return one.word
    return {"removed": f"child {one.code} removed", "pregnancy": "pregnancy known"}.get(one.kind, "")
