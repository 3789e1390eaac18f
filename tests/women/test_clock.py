"""The programme clock (DOMAIN §1)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from women.clock import add_months, month_in_words, month_of_programme, phase, planned_end, planned_transition
from women.models import Cohort, Place

D = date


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (D(2019, 1, 31), 1, D(2019, 2, 28)),
        (D(2020, 1, 31), 1, D(2020, 2, 29)),
        (D(2018, 7, 1), 15, D(2019, 10, 1)),
        (D(2018, 7, 1), 18, D(2020, 1, 1)),
        (D(2018, 12, 15), 0, D(2018, 12, 15)),
    ],
)
def test_a_month_begins_so_many_calendar_months_after_the_start(start, months, day):
    assert add_months(start, months) == day


@given(st.dates(D(2000, 1, 1), D(2100, 1, 1)), st.integers(0, 4000))
def test_every_day_lies_in_exactly_one_month(start, days):
    on = start + timedelta(days=days)
    month = month_of_programme(start, on)
    assert add_months(start, month) <= on < add_months(start, month + 1)


def place(clock="cohort", **dates):
    cohort = Cohort(practice_id=1, number=1, starts_on=D(2018, 7, 1), programme_clock=clock)
    found = Place(practice_id=1, offered_on=D(2018, 7, 10), **dates)
    found.cohort = cohort
    return found


def test_rotherhams_transition_is_planned_for_october_2019():
    assert planned_transition(place()) == D(2019, 10, 1)
    assert planned_end(place()) == D(2020, 1, 1)


def test_a_womans_own_clock_runs_from_her_agreement():
    hers = place("woman", agreed_on=D(2018, 10, 15))
    assert planned_transition(hers) == D(2020, 1, 15)
    assert planned_transition(place("woman")) is None


def test_an_extension_moves_planned_dates_only():
    extended = place(agreed_on=D(2018, 9, 1), end_planned_on=D(2020, 4, 1), transition_planned_on=D(2020, 1, 1))
    assert planned_transition(extended) == D(2020, 1, 1)
    assert phase(extended, D(2019, 12, 1)) == "Intensive"
    assert month_in_words(extended, D(2020, 2, 1)) == "Month 19 of 18"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (D(2018, 7, 10), "Month 0 of 18"),
        (D(2019, 3, 31), "Month 8 of 18"),
        (D(2019, 12, 31), "Month 17 of 18"),
        (D(2020, 1, 1), "18 months ended 1 January 2020"),
        (D(2018, 7, 9), ""),
    ],
)
def test_the_month_in_words(on, said):
    assert month_in_words(place(agreed_on=D(2018, 9, 1)), on) == said


@pytest.mark.parametrize(
    ("dates", "on", "said"),
    [
        ({}, D(2018, 7, 10), "Engagement, week 1 of 16"),
        ({}, D(2018, 10, 30), "Engagement, week 16 of 16"),
        ({}, D(2018, 10, 31), "Engagement, over 16 weeks"),
        ({"agreed_on": D(2018, 9, 1)}, D(2018, 9, 1), "Intensive"),
        ({"agreed_on": D(2018, 9, 1), "agreement_ended_on": D(2018, 12, 1)}, D(2018, 12, 1), "Agreement ended"),
        ({"transition_on": D(2019, 10, 1)}, D(2019, 10, 1), "Transition"),
        ({"completed_on": D(2020, 1, 1)}, D(2020, 1, 1), "Next Steps"),
        ({"closed_on": D(2019, 1, 1), "closure_reason": "disengaged"}, D(2019, 1, 1), "Closed"),
        ({"declined_on": D(2018, 8, 1)}, D(2018, 8, 1), "Declined"),
    ],
)
def test_the_phase_is_what_happened(dates, on, said):
    assert phase(place(**dates), on) == said


@pytest.mark.parametrize("field", ["declined_on", "closed_on", "completed_on"])
def test_a_seat_is_held_from_the_offer_to_the_day_before_it_ends(field):
    held = place(**{field: D(2019, 1, 5)})
    assert not held.holds_seat(D(2018, 7, 9))
    assert held.holds_seat(D(2018, 7, 10))
    assert held.holds_seat(D(2019, 1, 4))
    assert not held.holds_seat(D(2019, 1, 5))
