"""Figures: the published case to the digit, random histories against a slow reading, and one query a source."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.models import Practice
from reporting.figures import figures_of
from reporting.indicators.counting import count, records_behind
from reporting.indicators.declared import BREAKDOWNS, BY_KEY, INDICATORS, Measure
from reporting.quarters import Quarter
from sessions_log.codes import Service, SupportOutcome
from sessions_log.importing import service
from sessions_log.models import Appointment, Contact, Support
from tests.factories import CohortFactory, ContactFactory, PlaceFactory, WomanFactory
from tests.reporting.oracle import Reading
from tests.workbooks import ROTHERHAM
from women.models import Child, Contraception, Goal, GoalScore, Place, Pregnancy, Woman

EXPECTED = json.loads((Path(__file__).parents[1] / "cases" / "rotherham-2018-19.expected.json").read_text())
Q4 = Quarter(2018, 4)
LATER = date(2019, 5, 1)
D = date


@pytest.fixture
def published(in_rotherham):
    now = datetime(2019, 5, 1, 12, tzinfo=UTC)
    checked = service.check_for_practice(ROTHERHAM.read_bytes(), practice=in_rotherham, now=now)
    service.apply(checked, practice=in_rotherham, by=None)
    return in_rotherham


def test_the_published_quarter_comes_out_to_the_digit(published):
    figures = figures_of(published, Q4, today=LATER)
    for key, expected in EXPECTED["indicators"].items():
        found = figures["indicators"][key]
        assert {name: found[name] for name in expected} == expected, key
    assert figures["indicators"].keys() == EXPECTED["indicators"].keys()
    assert figures["breakdowns"] == EXPECTED["breakdowns"]
    assert figures["period"] == EXPECTED["period"]
    assert figures["indicators"]["children_removed_per_woman"]["display"] == "3.3"
    assert figures["indicators"]["appointment_attendance"]["display"] == "87%"


def test_every_record_behind_a_figure_adds_up_to_it(published):
    figures = count([published.pk], Q4, today=LATER)[published.pk]
    for indicator in INDICATORS:
        for measure, number in (
            (indicator.numerator, figures.indicators[indicator.key].numerator),
            (indicator.denominator, figures.indicators[indicator.key].denominator),
        ):
            if not isinstance(measure, Measure) or measure.source == "cohorts":
                continue
            rows = [(woman, len(records)) for woman, records in records_behind(measure, published.pk, Q4, today=LATER)]
            if measure.of == "count(*)":
                assert sum(found for _, found in rows) == number, indicator.key
            elif measure.of == "count(DISTINCT woman_id)":
                assert len(rows) == number, indicator.key


# --- random histories against DOMAIN §3 read slowly

START = D(2019, 1, 1)
# a plain quarter, one with a leap day and the beginning of summer time, one with its end, one that it begins in
QUARTERS = [Quarter(2018, 4), Quarter(2019, 4), Quarter(2019, 3), Quarter(2019, 1)]
TURNING = [
    D(2020, 2, 28),
    D(2020, 2, 29),
    D(2020, 3, 1),
    D(2019, 3, 31),
    D(2020, 3, 29),
    D(2019, 10, 27),
    D(2018, 10, 28),
]


def edges_of(quarter):
    """Days on which a rule turns, as days of the first quarter: a history is drawn there and then moved."""
    turning = [quarter.start - timedelta(1), quarter.start, quarter.start + timedelta(6), quarter.end - timedelta(1)]
    turning += [quarter.end, quarter.end + timedelta(1)]
    turning += [day for day in TURNING if quarter.start <= day <= quarter.end]
    return [day - (quarter.start - START) for day in turning]


def moved(value, days):
    """A history's dates and times, `days` later."""
    if isinstance(value, dict):
        return {name: moved(one, days) for name, one in value.items()}
    if isinstance(value, list):
        return [moved(one, days) for one in value]
    return value + days if isinstance(value, date) else value


EDGES = sorted({day for quarter in QUARTERS for day in edges_of(quarter)})
DAYS = st.one_of(st.sampled_from(EDGES), st.dates(D(2018, 8, 1), D(2019, 6, 30)))
MAYBE = st.one_of(st.none(), DAYS)
HOURS = st.sampled_from([0, 0, 1, 9, 22, 23, 23])


@st.composite
def moments(draw):
    day = draw(DAYS)
    return datetime(day.year, day.month, day.day, draw(HOURS), draw(st.sampled_from([0, 10, 59])), tzinfo=UTC)


@st.composite
def places(draw, after=D(2018, 8, 1)):
    """One stay whose dates keep the rules; sometimes only referred."""
    offered = draw(
        st.one_of(
            st.none(), st.dates(after, D(2019, 5, 1)), st.sampled_from([day for day in EDGES if day >= after] or [None])
        )
    )
    place = dict.fromkeys(
        ("declined_on", "agreed_on", "agreement_ended_on", "transition_on", "completed_on", "closed_on"), None
    ) | {"offered_on": offered, "closure_reason": ""}

    def later(day, most=150):
        return day + timedelta(days=draw(st.one_of(st.sampled_from([0, 1, 6, 7, 112, 113]), st.integers(0, most))))

    if offered is None:
        return place
    fate = draw(st.sampled_from(["declines", "stays", "stays", "agrees", "agrees", "agrees"]))
    if fate == "declines":
        return place | {"declined_on": later(offered)}
    if fate == "agrees":
        place["agreed_on"] = later(offered)
        if draw(st.booleans()):
            place["agreement_ended_on"] = later(place["agreed_on"])
    begun = place["agreed_on"] or offered
    if draw(st.booleans()):
        place["transition_on"] = later(begun)
    if draw(st.integers(0, 3)) == 0:
        place["completed_on"] = later(begun)
    if draw(st.integers(0, 3)) == 0:
        place["closed_on"] = later(place["completed_on"] or begun)
        place["closure_reason"] = draw(st.sampled_from(["withdrew", "disengaged", "moved_away", "completed"]))
    return place


@st.composite
def histories(draw):
    rows = {name: [] for name in ("places", "children", "contraception", "pregnancies", "goals", "scores")}
    rows |= {name: [] for name in ("appointments", "contacts", "support")}
    rows["capacity"] = draw(st.integers(18, 24))
    women = range(draw(st.integers(0, 4)))
    for woman in women:
        first = draw(places())
        rows["places"].append(first | {"woman": woman})
        ended = first["closed_on"] or first["completed_on"] or first["declined_on"]
        if ended and ended < D(2019, 5, 1) and draw(st.booleans()):
            rows["places"].append(draw(places(after=ended)) | {"woman": woman})
    if not women:
        return rows
    whose = st.sampled_from(women)
    for _ in range(draw(st.integers(0, 4))):
        rows["children"].append({"woman": draw(whose), "removed_on": draw(MAYBE)})
        started = draw(DAYS)
        ended = draw(st.one_of(st.none(), st.integers(0, 90).map(lambda n, s=started: s + timedelta(days=n))))
        method = draw(st.sampled_from(["implant", "injection", "pill"]))
        rows["contraception"].append({"woman": draw(whose), "method": method, "started_on": started, "ended_on": ended})
    for _ in range(draw(st.integers(0, 2))):
        rows["pregnancies"].append({"woman": draw(whose), "known_on": draw(DAYS)})
    for goal in range(draw(st.integers(0, 4))):
        set_on = draw(DAYS)
        end = st.one_of(st.none(), st.integers(0, 90).map(lambda n, s=set_on: s + timedelta(days=n)))
        area = draw(st.sampled_from(["housing", "money", "loss_and_grief"]))
        rows["goals"].append(
            {
                "id": goal,
                "woman": draw(whose),
                "area": area,
                "set_on": set_on,
                "achieved_on": draw(end),
                "stopped_on": draw(end),
            }
        )
        for _ in range(draw(st.integers(0, 4))):
            on = set_on + timedelta(days=draw(st.sampled_from([0, 0, 1, 30, 60, 90])))
            rows["scores"].append({"goal": goal, "on": on, "score": draw(st.integers(0, 10))})
    for _ in range(draw(st.integers(0, 5))):
        chosen = draw(st.sampled_from([Service.GP, Service.COURT, Service.OTHER]))
        rows["appointments"].append(
            {"woman": draw(whose), "at": draw(moments()), "service": chosen.value, "label": chosen.label,
             "attendance": draw(st.sampled_from(["attended", "attended_late", "late_not_seen", "did_not_attend",
                                                 "cancelled_by_woman", "scheduled"])),
             "accompanied": draw(st.booleans())}
        )  # fmt: skip
    for _ in range(draw(st.integers(0, 10))):
        started = draw(moments())
        recorded = draw(
            st.one_of(st.none(), st.sampled_from([0, 47, 48, 49]).map(lambda n, s=started: s + timedelta(hours=n)))
        )
        outcome = draw(st.sampled_from(["made", "made", "no_reply", "cancelled_by_woman", "cancelled_by_practice"]))
        rows["contacts"].append(
            {"woman": draw(whose), "started_at": started, "recorded_at": recorded, "outcome": outcome,
             "minutes": draw(st.one_of(st.none(), st.integers(0, 120)))}
        )  # fmt: skip
    for _ in range(draw(st.integers(0, 4))):
        area, outcome = draw(st.sampled_from([("housing", "new_tenancy"), ("mental_health", "counselling"),
                                              ("loss_and_grief", "counselling"), ("life_skills", "cooked_a_meal")]))  # fmt: skip
        rows["support"].append({"woman": draw(whose), "on": draw(DAYS), "area": area, "outcome": outcome})
    return rows


def write(rows):
    cohort = CohortFactory(number=1, capacity=rows["capacity"])
    women, goals = {}, {}

    def woman(number):
        if number not in women:
            women[number] = Woman.objects.create(ref=f"H{number}")
        return women[number]

    numbers = dict.fromkeys(range(10), 0)
    for place in rows["places"]:
        numbers[place["woman"]] += 1
        values = {name: value for name, value in place.items() if name != "woman"}
        Place.objects.create(woman=woman(place["woman"]), number=numbers[place["woman"]], cohort=cohort, **values)
    for number, child in enumerate(rows["children"], start=1):
        Child.objects.create(woman=woman(child["woman"]), child_no=number, removed_on=child["removed_on"])
    for model, name in (
        (Contraception, "contraception"),
        (Pregnancy, "pregnancies"),
        (Contact, "contacts"),
        (Support, "support"),
    ):
        for row in rows[name]:
            more = {"mode": "text"} if model is Contact else {}
            model.objects.create(**row | {"woman": woman(row["woman"])} | more)
    for goal in rows["goals"]:
        values = goal | {"woman": woman(goal["woman"]), "ref": f"G{goal['id']}"}
        goals[goal["id"]] = Goal.objects.create(**{name: value for name, value in values.items() if name != "id"})
    for score in rows["scores"]:
        GoalScore.objects.create(goal=goals[score["goal"]], on=score["on"], score=score["score"])
    for row in rows["appointments"]:
        values = row | {
            "woman": woman(row["woman"]),
            "service_as_written": "Hairdresser" if row["service"] == "other" else "",
        }
        Appointment.objects.create(**{name: value for name, value in values.items() if name != "label"})


class Undo(Exception):
    pass


@settings(max_examples=160, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=histories(), quarter=st.sampled_from(QUARTERS))
def test_random_histories_agree_with_a_slow_reading_of_the_definitions(rows, quarter, in_rotherham):
    rows = moved(rows, quarter.start - START)
    rows["outcomes"] = set(SupportOutcome.values)
    try:
        with transaction.atomic():
            write(rows)
            found = count([in_rotherham.pk], quarter, today=quarter.end + timedelta(31))[in_rotherham.pk]
            raise Undo
    except Undo:
        pass
    expected = Reading(rows, quarter.start, quarter.end)
    figures = {key: (figure.numerator, figure.denominator) for key, figure in found.indicators.items()}
    assert figures == expected.indicators()
    assert found.breakdowns == expected.breakdowns()


# --- shape


def test_a_practice_with_no_data_has_no_ratio(in_rotherham):
    figures = figures_of(in_rotherham, Q4, today=LATER)
    ratios = {key for key, indicator in BY_KEY.items() if indicator.denominator is not None} - {"contact_hours"}
    for key in ratios:
        assert figures["indicators"][key] == {"numerator": 0, "denominator": 0, "value": None, "display": "–"}
    assert figures["indicators"]["women_in_cohort"]["value"] == 0
    assert figures["breakdowns"] == {breakdown.key: {} for breakdown in BREAKDOWNS}


def test_as_many_queries_for_sixty_practices_as_for_one(in_rotherham):
    with CaptureQueriesContext(connection) as one:
        count([in_rotherham.pk], Q4, today=LATER)
    with CaptureQueriesContext(connection) as sixty:
        count(list(range(1, 61)), Q4, today=LATER)
    assert len(one) == len(sixty) <= 14


def test_a_contact_just_after_midnight_on_1_april_is_of_the_next_quarter(in_rotherham):
    woman = PlaceFactory().woman
    ContactFactory(woman=woman, started_at=datetime(2019, 3, 31, 23, 10, tzinfo=UTC))  # 00:10 in London's summer time
    assert count([in_rotherham.pk], Q4, today=LATER)[in_rotherham.pk].indicators["contacts_attempted"].numerator == 0
    assert (
        count([in_rotherham.pk], Q4.next, today=LATER)[in_rotherham.pk].indicators["contacts_attempted"].numerator == 1
    )


def test_a_past_excess_of_seats_is_shown_as_it_is(in_rotherham):
    cohort = CohortFactory(capacity=6)
    for _ in range(7):
        PlaceFactory(cohort=cohort, closed_on=D(2019, 4, 2), closure_reason="moved_away")
    figures = figures_of(in_rotherham, Q4, today=LATER)
    assert figures["indicators"]["seats_filled"]["display"] == "117%"


def test_a_quarter_that_has_not_ended_is_counted_so_far(in_rotherham):
    PlaceFactory(offered_on=D(2019, 1, 1))
    figures = figures_of(in_rotherham, Q4, today=D(2019, 1, 20))
    assert figures["so_far"] == {"counted_to": "2019-01-20"}
    assert figures["indicators"]["weekly_reach"]["denominator"] == 2  # 7–13 and 14–20 January


def test_the_capacity_is_that_of_the_cohort_that_runs_on_the_last_day(in_rotherham):
    for number, starts, capacity in ((1, D(2017, 1, 1), 10), (2, D(2018, 7, 1), 20), (3, D(2019, 4, 1), 24)):
        CohortFactory(number=number, starts_on=starts, capacity=capacity)
    figures = count([in_rotherham.pk], Q4, today=LATER)[in_rotherham.pk]
    assert figures.indicators["seats_filled"].denominator == 20
    assert (
        count([in_rotherham.pk], Quarter(2015, 1), today=LATER)[in_rotherham.pk].indicators["seats_filled"].denominator
        == 10
    )


@pytest.mark.usefixtures("committed")
def test_the_worker_counts_many_practices_at_once_on_the_counting_login(rotherham, hackney):
    from practices.tenancy.scope import count_scope
    from tests.conftest import scope_of

    for practice, women in ((rotherham, 2), (hackney, 3)):
        with scope_of(practice):
            for _ in range(women):
                PlaceFactory(cohort=CohortFactory())
    ids = [rotherham.pk, hackney.pk]
    with count_scope(ids) as alias:
        found = count(ids, Q4, today=LATER, using=alias)
    assert [found[number].indicators["women_in_cohort"].numerator for number in ids] == [2, 3]
    assert Practice.objects.count() == 2
    with scope_of(rotherham):
        assert WomanFactory().pk
