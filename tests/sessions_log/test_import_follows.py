"""A step that a workbook brings is followed by what follows where it is recorded here: each is walked both ways."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from practices.permissions import Role
from sessions_log.importing import service
from sessions_log.importing.applying import conflict_id
from sessions_log.importing.planning import Fate
from sessions_log.queries.day import day_of
from tests.conftest import membership_of
from tests.sessions_log.test_import_apply import run
from tests.workbooks import workbook
from women.actions import corrections, deaths, places
from women.actions.corrections import Mistake
from women.actions.deaths import Death
from women.codes import PlaceStep
from women.lifecycle import FIELD_OF_STEP
from women.models import AfterDeath, Cohort, Erasure, Place, Woman
from women.place_history import standing_steps
from women.workbook import WOMEN

S = PlaceStep
NOW = timezone.now()
TODAY = timezone.localdate()
COHORT = {"cohort_starts_on": TODAY - timedelta(days=300)}
NO_COLUMN = {S.WAITING, S.NOT_ELIGIBLE}  # of a workbook


def ago(days):
    return TODAY - timedelta(days=days)


REFERRED = {"ref": "F1", "referred_on": ago(200)}
BEGUN = {"ref": "F1", "referred_on": ago(200), "offered_on": ago(190)}
AGREED = BEGUN | {"agreed_on": ago(150)}
COMPLETED = AGREED | {"completed_on": ago(40)}


def closed(row, reason, days=10):
    return row | {"closed_on": ago(days), "closure_reason": reason}


# a row as it stands, and the row that says a step more, less, or of another day; with what is left to each way
WALKS = {
    "offered": (REFERRED, BEGUN),
    "agreed": (BEGUN, AGREED),
    "declined": (BEGUN, BEGUN | {"declined_on": ago(20)}),
    "transition": (AGREED, AGREED | {"transition_on": ago(30)}),
    "completed": (AGREED, COMPLETED),
    "completed, and a check-in has passed": (AGREED, AGREED | {"completed_on": ago(120)}),
    "lost touch": (AGREED, closed(AGREED, "disengaged")),
    "moved away": (AGREED, closed(AGREED, "moved_away")),
    "transferred": (AGREED, closed(AGREED, "transferred")),
    "died": (AGREED, closed(AGREED, "died")),
    "died before she agreed": (BEGUN, closed(BEGUN, "died")),
    "died in Next Steps": (COMPLETED, closed(COMPLETED, "died")),
    "was not declined": (BEGUN | {"declined_on": ago(20)}, BEGUN),
    "was not closed": (closed(AGREED, "moved_away"), AGREED),
    "did not complete": (COMPLETED, AGREED),
    "completed on another day": (COMPLETED, COMPLETED | {"completed_on": ago(60)}),
    "had not died": (closed(AGREED, "died"), AGREED),
    "had not died: she moved away": (closed(AGREED, "died"), closed(AGREED, "moved_away")),
    "died on another day": (closed(AGREED, "died"), closed(AGREED, "died", days=12)),
    "a further place": (BEGUN | {"declined_on": ago(20)}, BEGUN | {"referred_on": ago(5), "offered_on": ago(4)}),
}  # fmt: skip


def bring(row, practice):
    """Import it; where something must be decided, it is decided for the workbook."""
    columns = ["ref", *(FIELD_OF_STEP[step] for step in S if step not in NO_COLUMN), "closure_reason"]
    named = {} if row.get("declined_on") else {"known_as": "Tara"}  # of a woman who declined no workbook says a name
    content = workbook(COHORT, Women=[{column: row.get(column) for column in columns} | named])
    found = service.check_for_practice(content, practice=practice, now=NOW)
    decided = {conflict_id(one) for one in found.plan.of(Fate.CONFLICT)}
    run(content, practice, now=NOW, overwrite=decided)


def record(before, after):
    """The same by the actions of this system: what is new is taken, what is gone taken back, the rest corrected."""
    woman = Woman.objects.get()
    place = woman.places.last()
    if after.get("offered_on") and after["offered_on"] > before.get("declined_on", TODAY):
        place = places.refer(woman=woman, on=after["referred_on"], by=None)
        before = {}
    why = Mistake(by=None, why="It was wrong.", now=timezone.now(), today=TODAY)
    for step, field in FIELD_OF_STEP.items():
        was, on, reason = before.get(field), after.get(field), after.get("closure_reason", "")
        if was and not on:
            corrections.take_back(place=place, step=step, mistake=why)
        elif was and (was != on or (step is S.CLOSED and before["closure_reason"] != reason)):
            told = reason if step is S.CLOSED else ""
            corrections.correct(place=place, step=step, on=on, reason=told, mistake=why)
        elif on and not was and step is not S.REFERRED:
            _take(place, step, on, reason)
        place.refresh_from_db()


def _take(place, step, on, reason):
    if step is S.OFFERED:
        places.offer(place=place, cohort=Cohort.objects.get(), on=on, by=None, today=TODAY)
    elif step is S.CLOSED and reason == "died":
        deaths.record(woman=place.woman, death=Death(known_on=on), words="", by=None, now=NOW, today=TODAY)
    else:
        told = reason if step is S.CLOSED else ""
        places.take_step(place=place, to=step, on=on, by=None, today=TODAY, reason=told)


def stands():
    """Everything that follows from steps, and what My day makes of it."""
    woman = Woman.objects.get()
    lead = membership_of(Role.PRACTICE_LEAD)
    day = day_of(today=TODAY, practitioner=None, viewer=lead)
    fields = [*FIELD_OF_STEP.values(), "closure_reason", "closed_day_is_known", "end_planned_on", "cohort_id"]
    return {
        "woman": (woman.death_known_on, woman.died_on, woman.died_day_is_known),
        "places": list(Place.objects.order_by("number").values_list(*fields)),
        "steps": sorted((one.step, one.on, one.reason) for place in Place.objects.all()
                        for one in standing_steps(place.steps.all())),
        "to do": sorted(AfterDeath.objects.filter(done_on=None, set_aside=False).values_list("what", flat=True)),
        "check-ins": [sorted(place.check_ins.values_list("month", "due_on")) for place in Place.objects.order_by("number")],
        "erasing": list(Erasure.objects.filter(done_at=None, stopped_on=None).values_list("reason", flat=True)),
        "my day": ([card.shown.woman.ref for card in day.cards], [one.ref for one in day.after_death],
                   [(one.what, one.on) for _, one in day.due], len(day.appointments_today)),
    }  # fmt: skip


def test_every_step_that_a_workbook_can_bring_is_walked():
    walked = {step for _, after in WALKS.values() for step, field in FIELD_OF_STEP.items() if after.get(field)}
    assert walked == set(PlaceStep) - NO_COLUMN
    columns = {column.name for column in WOMEN.columns}
    assert not columns & {FIELD_OF_STEP[step] for step in NO_COLUMN}


@pytest.mark.parametrize("walk", list(WALKS))
def test_what_stands_afterwards_is_the_same_both_ways(walk, in_rotherham):
    before, after = WALKS[walk]
    bring(before, in_rotherham)
    with transaction.atomic():
        record(before, after)
        here = stands()
        transaction.set_rollback(True)
    bring(after, in_rotherham)
    assert stands() == here
