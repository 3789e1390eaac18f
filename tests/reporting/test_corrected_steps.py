"""A step taken by mistake and put right leaves every figure as it was: the published case, and any history."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.figures import figures_of
from reporting.indicators.counting import count
from reporting.quarters import Quarter
from reporting.restating.noticing import notice
from sessions_log.importing import service
from tests.conftest import scope_of
from tests.factories import CohortFactory
from tests.reporting.building import Q4, TODAY, build, submit
from tests.reporting.oracle import Reading
from tests.women.test_corrections import WHATS, after_any_order, ago
from tests.workbooks import ROTHERHAM
from women.actions import corrections, places
from women.actions.corrections import Mistake
from women.codes import PlaceStep
from women.models import Place

LATER = datetime(2019, 5, 1, 12, tzinfo=UTC)


def load(practice):
    checked = service.check_for_practice(ROTHERHAM.read_bytes(), practice=practice, now=LATER)
    service.apply(checked, practice=practice, by=None)


def put_right(place, step):
    why = Mistake(by=None, why="Wrong record.", now=timezone.now(), today=LATER.date())
    return corrections.take_back(place=place, step=step, mistake=why)


def test_in_the_published_case_a_woman_closed_by_mistake_and_put_right_changes_no_figure(in_rotherham):
    load(in_rotherham)
    before = figures_of(in_rotherham, Q4, today=LATER.date())
    assert before["indicators"]["attrition"]["numerator"] == 0
    place = Place.objects.filter(agreed_on__isnull=False, closed_on=None, completed_on=None).first()
    on = Q4.end - timedelta(days=10)
    places.take_step(place=place, to=PlaceStep.CLOSED, on=on, by=None, today=LATER.date(), reason="disengaged")
    wrong = figures_of(in_rotherham, Q4, today=LATER.date())["indicators"]
    assert wrong["attrition"]["numerator"] == 1
    assert wrong["women_in_cohort"]["numerator"] == 23
    put_right(place, PlaceStep.CLOSED)
    assert figures_of(in_rotherham, Q4, today=LATER.date()) == before
    assert Place.objects.get(pk=place.pk).agreed_on == place.agreed_on


@pytest.mark.usefixtures("committed")
def test_a_return_that_was_sent_with_the_mistake_says_that_it_would_come_out_otherwise(rotherham):
    with scope_of(rotherham):
        load(rotherham)
        place = Place.objects.filter(agreed_on__isnull=False, closed_on=None).first()
        on = Q4.end - timedelta(days=10)
        places.take_step(place=place, to=PlaceStep.CLOSED, on=on, by=None, today=TODAY, reason="disengaged")
    with scope_of(rotherham):
        sent = submit(build(rotherham, now=timezone.now(), today=TODAY), rotherham, now=timezone.now(), today=TODAY)
    with scope_of(rotherham):
        put_right(place, PlaceStep.CLOSED)
    with scope_of(rotherham):
        found = notice(sent, figures_of(rotherham, Q4, today=TODAY), rotherham.pk, Q4, now=timezone.now())
    changes = {one["key"]: one for one in found.changes}
    assert "attrition" in changes
    assert "women_in_cohort" in changes


NOT_PLACES = ("children", "contraception", "pregnancies", "goals", "scores", "appointments", "contacts", "support")
QUARTERS = st.integers(0, 4).map(lambda back: Quarter.of(ago(90 * back)))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(whats=st.lists(WHATS, min_size=4, max_size=16), quarter=QUARTERS)
def test_any_order_of_steps_and_corrections_is_counted_as_the_definitions_read(whats, quarter: Quarter, in_rotherham):
    def check(woman, histories):
        rows = {name: [] for name in NOT_PLACES} | {"capacity": CohortFactory().capacity, "outcomes": set()}
        fields = ("offered_on", "declined_on", "agreed_on", "agreement_ended_on", "transition_on", "completed_on",
                  "closed_on", "closure_reason")  # fmt: skip
        rows["places"] = [dict.fromkeys(fields) | _place(history) | {"woman": 1} for history in histories]
        today = quarter.end + timedelta(days=31)
        found = count([in_rotherham.pk], quarter, today=today)[in_rotherham.pk].indicators
        expected = Reading(rows, quarter.start, quarter.end).indicators()
        assert {key: (one.numerator, one.denominator) for key, one in found.items()} == expected

    after_any_order(whats, "cohort", check)


FIELDS = {PlaceStep.OFFERED: "offered_on", PlaceStep.DECLINED: "declined_on", PlaceStep.AGREED: "agreed_on",
          PlaceStep.TRANSITION: "transition_on", PlaceStep.NEXT_STEPS: "completed_on", "end": "agreement_ended_on",
          PlaceStep.CLOSED: "closed_on"}  # fmt: skip


def _place(history):
    """The dates of a place as the plain list of what holds says them."""
    row = {FIELDS[done[0]]: done[1] for done in history if done[0] in FIELDS}
    reasons = [done[2] for done in history if done[0] is PlaceStep.CLOSED]
    return row | {"closure_reason": reasons[0] if reasons else ""}
