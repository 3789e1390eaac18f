"""My day: one reading of all that today asks of a caseload, in a number of queries that does not grow with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from practices.codes import YesNoUnknown
from practices.london import start_of
from practices.models import Membership
from sessions_log import due
from sessions_log.codes import CANCELLED, Attendance, ContactOutcome
from sessions_log.due import Due
from sessions_log.models import Appointment, Contact
from women.death import still_to_do
from women.going_on import going_on, left_on
from women.hard_days import HardDay, days_of_loss, hard_days
from women.models import (
    CheckIn,
    Child,
    ChildContact,
    Contraception,
    Goal,
    Pregnancy,
    TransitionPlan,
    Woman,
)
from women.naming import by_her_name, name_key, name_shown
from women.presenters import PresentedWoman
from women.safety import flags_for

OUTCOME_MISSING_DAYS = 60
AFTER = "after"  # the section of what is still to do once a woman has died


@dataclass
class Card:
    """One woman as her practitioner needs her this morning."""

    shown: PresentedWoman
    last_made: date | None = None
    due: list[Due] = field(default_factory=list)

    @property
    def days_quiet(self) -> int | None:
        """Days since a contact was made; None where there was none."""
        return (self.shown.on - self.last_made).days if self.last_made else None

    @property
    def said(self) -> str:
        """When she was last reached, in words."""
        return due.reached_in_words(self.days_quiet, self.last_made)

    @property
    def is_quiet(self) -> bool:
        """Whether the words deserve to stand out."""
        return self.days_quiet is None or self.days_quiet >= due.QUIET_DAYS


@dataclass
class Day:
    """All that a person's page says."""

    today: date
    cards: list[Card]
    appointments_today: list[Appointment]
    appointments_tomorrow: list[Appointment]
    without_outcome: list[Appointment]
    due: list[tuple[Woman, Due]]
    hard: list[tuple[Woman, HardDay]]  # with a day of their own
    to_remember: list[tuple[Woman, HardDay]]  # of somebody she lost, as she wants it
    birth_months: list[tuple[Woman, HardDay]]  # where only the month is held
    without_goals: list[Woman]
    waiting: list[Woman]  # referred, and no decision yet
    after_death: list[Woman]  # of whom something is still to do


def day_of(*, today: date, practitioner: Membership | None, viewer: Membership) -> Day:
    """The day of one practitioner's women, or of the whole team where `practitioner` is None.

    Six queries, seven where somebody remembers a loss.
    """
    hers = Q() if practitioner is None else Q(woman__practitioner=practitioner)
    places = list(_places(hers))
    seated = [place for place in places if place.is_open]
    women: dict[int, Woman] = {place.woman_id: place.woman for place in seated}
    of_practitioner, hers = hers, Q(woman__in=list(women))
    last_made = _last_made(hers)
    appointments = _appointments(hers, today)
    goals = list(_active_goals(hers, today))
    children = list(Child.objects.filter(hers))
    remembering = [place.woman_id for place in seated if place.has_loss]
    losses = _remembered_losses().filter(woman__in=remembering) if remembering else ()
    hard = [*hard_days(children, today), *days_of_loss(losses, today)]
    all_due = [
        *_of_places(seated, last_made, today),
        *_of_goals(goals, today),
        *_dated(hers, of_practitioner, today, viewer, women),
    ]
    all_due.sort(key=lambda one: (not one.is_pressing, one.on))
    cards = [Card(PresentedWoman(place.woman, place, today), last_made.get(place.woman_id)) for place in seated]
    by_woman = defaultdict(list)
    for one in all_due:
        by_woman[one.woman_id].append(one)
    for card in cards:
        card.due = by_woman[card.shown.woman.pk]
    days = [timezone.localdate(appointment.at) for appointment in appointments]
    paired = list(zip(appointments, days, strict=True))
    with_goals = {goal["woman_id"] for goal in goals}
    return Day(
        today=today,
        cards=cards,
        appointments_today=[one for one, on in paired if on == today],
        appointments_tomorrow=[one for one, on in paired if on == today + timedelta(days=1)],
        without_outcome=[one for one, on in paired if on < today],
        due=[(women[one.woman_id], one) for one in all_due if one.woman_id in women and one.where != AFTER],
        hard=[(women[one.woman_id], one) for one in hard if not one.month_only and not one.to_remember],
        to_remember=[(women[one.woman_id], one) for one in sorted(hard, key=lambda one: one.on) if one.to_remember],
        birth_months=[(women[one.woman_id], one) for one in hard if one.month_only],
        after_death=sorted((women[one.woman_id] for one in all_due if one.where == AFTER), key=name_key),
        waiting=[place.woman for place in places if not place.is_open],
        without_goals=[
            place.woman for place in seated if place.holds_agreement(today) and place.woman_id not in with_goals
        ],
    )


def _places(hers: Q) -> QuerySet[Any]:
    """Places whose work goes on, with or without an offer yet."""
    found = going_on().filter(hers).select_related("woman", "cohort")
    has_plan = Exists(TransitionPlan.objects.filter(place=OuterRef("pk")))
    has_loss = Exists(_remembered_losses().filter(woman=OuterRef("woman")))
    places: QuerySet[Any] = found.annotate(has_plan=has_plan, has_loss=has_loss).order_by(*by_her_name("woman__"))
    return places


def _remembered_losses() -> QuerySet[Pregnancy]:
    """Return the pregnancies whose end she wants to be remembered, where its day is known."""
    return Pregnancy.objects.filter(remembers=YesNoUnknown.YES, ended_on__isnull=False, ended_month_only=False)


def _last_made(hers: Q) -> dict[int, date]:
    made = (
        Contact.objects.filter(hers, outcome=ContactOutcome.MADE, with_family=False).order_by().values_list("woman_id")
    )
    return {woman: timezone.localdate(at) for woman, at in made.annotate(last=Max("started_at"))}


def _appointments(hers: Q, today: date) -> QuerySet[Appointment]:
    """Today's and tomorrow's, and the past ones whose outcome nobody has recorded yet; soonest first."""
    ahead = Q(at__gte=start_of(today), at__lt=start_of(today + timedelta(days=2)))
    past = Q(
        at__lt=start_of(today),
        at__gte=start_of(today - timedelta(days=OUTCOME_MISSING_DAYS)),
        attendance=Attendance.SCHEDULED,
    )
    found = Appointment.objects.filter(hers).filter(ahead | past).exclude(attendance__in=CANCELLED)
    return found.select_related("woman").order_by("at", "pk")


def _active_goals(hers: Q, today: date) -> Iterable[Any]:
    active = Goal.objects.filter(hers, achieved_on=None, stopped_on=None, set_on__lte=today).order_by()
    return active.values("woman_id", "pk", "set_on").annotate(last=Max("scores__on"))


def _of_places(places: list[Any], last_made: dict[int, date], today: date) -> Iterator[Due]:
    for place in places:
        quiet = due.not_reached(place, last_made.get(place.woman_id), today)
        if quiet is not None:
            yield quiet
        yield from due.of_place(place, today, has_plan=place.has_plan)


def _of_goals(goals: Iterable[Any], today: date) -> Iterator[Due]:
    """One line a woman, for the goal that has waited longest."""
    longest: dict[int, Due] = {}
    for goal in goals:
        one = due.of_goal(goal["woman_id"], goal["set_on"], goal["last"], today)
        if one is not None:
            longest[one.woman_id] = min(longest.get(one.woman_id, one), one, key=lambda found: found.on)
    return iter(longest.values())


def _dated(hers: Q, of_practitioner: Q, today: date, viewer: Membership, women: dict[int, Woman]) -> Iterator[Due]:
    """What has a day of its own on the record: reviews, letterbox dates, check-ins, flags; one UNION.

    With it what is still to do after a death, which is never late. A woman of whom that is so, or whose check-in is
    due, holds no seat any more: she is added to `women`.
    """
    until = today + due.AHEAD

    def rows(found: Any, on: Any, what: Any, where: str, woman: str = "woman_id") -> Any:
        values = found.order_by().annotate(
            hers_is=F(woman), what_is=what, due_is=on, where_is=Value(where, CharField()),
            name_is=name_shown(woman.removesuffix("woman_id") + "woman__"),
            ref_is=F(woman.replace("woman_id", "woman__ref")),
        )  # fmt: skip
        return values.values_list("hers_is", "what_is", "due_is", "where_is", "name_is", "ref_is")

    def word(text: str) -> Value:
        return Value(text, CharField())

    through_child, through_place = _through(hers, "child"), _through(of_practitioner, "place")
    reviews = Contraception.objects.filter(hers, ended_on=None, review_due_on__lte=until)
    contacts = ChildContact.objects.filter(through_child, child__loss="", done_on=None, due_on__lte=until)
    check_ins = CheckIn.objects.annotate(left_on=left_on("place__woman"))
    check_ins = check_ins.filter(through_place, left_on=None, done_on=None, due_on__lte=until)
    flags = flags_for(viewer).filter(hers, review_by__lte=until)
    found = rows(reviews, F("review_due_on"), word("Contraception review"), "health").union(
        rows(contacts, F("due_on"), F("kind"), "children", "child__woman_id"),
        rows(check_ins, F("due_on"), word("Check-in"), "plan", "place__woman_id"),
        rows(flags, F("review_by"), word("Read before contact: look at it again"), "safety"),
        rows(
            still_to_do().filter(of_practitioner), Value(today, DateField()), word("What is still to do"), AFTER
        ).distinct(),
        all=True,
    )
    for woman_id, what, on, where, name, ref in found:
        women.setdefault(woman_id, Woman(pk=woman_id, known_as="" if name == ref else name, ref=ref))
        yield Due(woman_id, CHILD_CONTACTS.get(what, what), on, where)


CHILD_CONTACTS = {"letterbox": "Letterbox", "direct_contact": "Direct contact", "life_story_work": "Life Story work"}


def _through(hers: Q, relation: str) -> Q:
    """The same condition, one table further away."""
    return Q(*[(f"{relation}__{name}", value) for name, value in hers.children])  # type: ignore[misc]
