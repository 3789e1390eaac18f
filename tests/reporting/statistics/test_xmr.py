"""XmR charts against published limits and rules."""

import json
from pathlib import Path

import pytest

from reporting.statistics.xmr import Found, Signal, limits_of, xmr

CASES = json.loads((Path(__file__).parents[2] / "cases" / "statistics.json").read_text())
NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


@pytest.mark.parametrize("case", CASES["xmr"]["cases"])
def test_limits_as_the_agreed_case_has_them(case):
    mean, lower, upper = limits_of(case["values"])
    assert [round(one, 2) for one in (mean, lower, upper)] == [case["mean"], *case["screened"]]
    _, lower, upper = limits_of(case["values"], screened=False)
    assert [round(one, 2) for one in (lower, upper)] == case["unscreened"]


def test_limits_as_the_nist_handbook_has_them_in_6_3_2_2():
    """Mean 50.81, mean moving range 1.8778; their limits are 3 / 1.128 = 2.6596 of it away: 45.8159 and 55.8041."""
    mean, lower, upper = limits_of(NIST)
    assert mean == pytest.approx(50.81)
    assert (lower, upper) == pytest.approx((45.8159, 55.8041), abs=2e-3)


def signals(values):
    return {(one.signal, one.first, one.last, one.is_up) for one in xmr(values).found}


def test_a_point_outside_is_found():
    assert (Signal.OUTSIDE, 4, 4, True) in signals(CASES["xmr"]["cases"][0]["values"])


def test_seven_on_one_side_are_found_and_six_are_not():
    seven = [1, 3] * 5 + [2.4, 2.3, 2.4, 2.3, 2.4, 2.3, 2.4]
    assert (Signal.ONE_SIDE, 9, 16, True) in signals(seven)
    assert not [one for one in signals([1, 3, 1, 3, 1, 1, 1.5, 1, 1.5, 1, 3, 3, 3, 1, 3]) if one[0] is Signal.ONE_SIDE]


def test_seven_points_that_rise_are_a_trend_and_an_equal_pair_breaks_it():
    assert (Signal.TREND, 1, 7, True) in signals([5, 1, 2, 3, 4, 5, 6, 7, 3])
    assert not [one for one in signals([1, 2, 3, 4, 4, 5, 6, 7]) if one[0] is Signal.TREND]


def test_two_of_three_near_a_limit_count_only_where_all_three_lie_on_one_side():
    steady = [10, 11] * 12
    mean, _, upper = limits_of([*steady, 12.6, 10.9, 12.6, *steady])
    assert upper > 12.6 > mean + (upper - mean) * 2 / 3
    assert [one.signal for one in xmr([*steady, 12.6, 10.9, 12.6, *steady]).found] == [Signal.NEAR_LIMIT]
    assert Signal.NEAR_LIMIT not in [one.signal for one in xmr([*steady, 12.6, 10.0, 12.6, *steady]).found]


def test_fewer_than_twelve_points_are_on_trial():
    assert xmr(NIST).is_trial
    assert not xmr([*NIST, 50, 51]).is_trial


def test_a_line_that_never_moves_says_nothing():
    assert xmr([3.0] * 20).found == ()


def test_one_point_has_no_limits():
    with pytest.raises(ValueError, match="two values"):
        limits_of([1.0])


def test_a_signal_says_where_it_is():
    assert Found(Signal.OUTSIDE, 4, 4, True) in xmr(CASES["xmr"]["cases"][0]["values"]).found


@pytest.mark.parametrize("value", [0.1, 0.2, 0.7, 0.8, 1 / 3])
@pytest.mark.parametrize("number", [2, 3, 6, 12])
def test_the_computers_own_arithmetic_is_no_signal(value, number):
    assert xmr([value] * number).found == ()


def test_a_gap_ends_a_run_and_no_range_spans_it():
    values = [1, 2, 1, 2, 9, 10, 9, 10]
    whole, broken = limits_of(values, screened=False), limits_of(values, screened=False, breaks={4})
    assert broken[2] - broken[0] < whole[2] - whole[0]
    seven = [1, 3] * 5 + [2.4, 2.3, 2.4, 2.3, 2.4, 2.3, 2.4]
    assert Signal.ONE_SIDE not in [one.signal for one in xmr(seven, breaks={13}).found]
    assert Signal.TREND not in [one.signal for one in xmr([5, 1, 2, 3, 4, 5, 6, 7, 3], breaks={4}).found]
