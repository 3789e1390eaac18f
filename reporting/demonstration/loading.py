"""Writing an invented history into a Practice, in its scope."""

from datetime import date, datetime, time
from typing import Any

from practices.london import moment_at
from practices.models import Membership, Practice
from reporting.demonstration.histories import History, closed, went_live
from reporting.demonstration.profiles import PRACTITIONERS, Profile
from sessions_log.models import Appointment, Contact, Support
from women.actions.places import steps_between
from women.models import Child, Cohort, Contraception, Goal, GoalScore, Place, Pregnancy, Step, Woman

BATCH = 2000


def make_practice(profile: Profile, *, today: date) -> Practice:
    """The Practice's own row, made by the owner's login."""
    practice = Practice(
        name=profile.name,
        slug=profile.slug,
        nation=profile.nation,
        delivered_by=profile.delivered_by,
        delivery=profile.delivery if profile.delivered_by else "",
        commissioned_by=profile.commissioned_by,
        went_live_on=went_live(profile, today),
        closed_on=closed(profile, today),
        scoping_women=profile.scoped[0],
        scoping_children=profile.scoped[1],
        is_demonstration=True,
    )
    practice.save(using="owner")
    return Practice.objects.get(pk=practice.pk)


def write(history: History, practitioner: Membership) -> None:
    """Every row of a history, the first name's in the hands of an account; the scope is open."""
    for case in history.cases:
        for row in (case.woman, *case.contacts):
            if row["practitioner_name"] == PRACTITIONERS[0]:
                row["practitioner"] = practitioner
    cohorts = {row["number"]: Cohort.objects.create(**row) for row in history.cohorts}
    women = Woman.objects.bulk_create([Woman(**case.woman) for case in history.cases], batch_size=BATCH)
    pairs = list(zip(history.cases, women, strict=True))
    places = Place.objects.bulk_create(
        [
            Place(woman=woman, cohort=cohorts[case.cohort] if case.place["offered_on"] else None, **case.place)
            for case, woman in pairs
        ],
        batch_size=BATCH,
    )
    steps = [step for place in places for step in steps_between(place, {}, by=None)]
    for step in steps:
        if step.on is not None:
            step.recorded_at = noon(step.on)
    Step.objects.bulk_create(steps, batch_size=BATCH)
    for model, name in (
        (Child, "children"),
        (Contraception, "contraception"),
        (Pregnancy, "pregnancies"),
        (Contact, "contacts"),
        (Appointment, "appointments"),
        (Support, "support"),
    ):
        objects: Any = model.objects
        objects.bulk_create(
            [model(woman=woman, **row) for case, woman in pairs for row in getattr(case, name)], batch_size=BATCH
        )
    _write_goals(pairs)


def _write_goals(pairs: list[tuple[Any, Woman]]) -> None:
    goals: list[Goal] = []
    scores: list[tuple[Goal, dict[str, Any]]] = []
    for case, woman in pairs:
        for row in case.goals:
            goal = Goal(woman=woman, ref=f"G{len(goals) + 1:04d}", **{k: v for k, v in row.items() if k != "scores"})
            goals.append(goal)
            scores += [(goal, score) for score in row["scores"]]
    Goal.objects.bulk_create(goals, batch_size=BATCH)
    GoalScore.objects.bulk_create([GoalScore(goal=goal, **score) for goal, score in scores], batch_size=BATCH)


def noon(day: date) -> datetime:
    """Midday in London."""
    return moment_at(day, time(12))
