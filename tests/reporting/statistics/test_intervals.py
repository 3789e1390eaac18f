"""Wilson's and Garwood's intervals against published tables, and what must hold of any."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.statistics.intervals import poisson, wilson

CASES = json.loads((Path(__file__).parents[2] / "cases" / "statistics.json").read_text())


@pytest.mark.parametrize("case", CASES["wilson"]["cases"], ids=lambda case: f"{case['x']} of {case['n']}")
def test_wilson_as_the_agreed_cases_have_it(case):
    found = wilson(case["x"], case["n"], confidence=case["confidence"])
    digits = 4 if len(str(case["upper"])) < 9 else 6
    assert found.lower == pytest.approx(case["lower"], abs=10**-digits)
    assert found.upper == pytest.approx(case["upper"], abs=10**-digits)


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_newcombe_1998_prints_it_in_table_1(x, n, lower, upper):
    found = wilson(x, n)
    assert (round(found.lower, 4), round(found.upper, 4)) == (lower, upper)


@pytest.mark.parametrize(("count", "lower", "upper"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.39)])
def test_the_exact_poisson_interval_as_garwoods_table_has_it(count, lower, upper):
    found = poisson(count)
    assert found.lower == pytest.approx(lower, rel=1e-3)
    assert found.upper == pytest.approx(upper, rel=1e-3)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_value_lies_in_0_to_1_and_narrows_with_more(pair):
    x, n = pair
    found, wider, four_times = wilson(x, n), wilson(x, n, confidence=0.998), wilson(4 * x, 4 * n)
    assert 0 <= found.lower <= x / n + 1e-12
    assert x / n - 1e-12 <= found.upper <= 1
    assert wider.lower <= found.lower + 1e-12
    assert found.upper <= wider.upper + 1e-12
    assert four_times.upper - four_times.lower < found.upper - found.lower


@pytest.mark.parametrize(("x", "n"), [(1, 0), (3, 2), (-1, 5)])
def test_what_is_no_proportion_is_refused(x, n):
    with pytest.raises(ValueError, match="no proportion"):
        wilson(x, n)


def test_a_count_below_nought_is_refused():
    with pytest.raises(ValueError, match="no count"):
        poisson(-1)
