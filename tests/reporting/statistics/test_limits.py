"""Funnel limits against the agreed cases, published ones, and exact tails added up in fractions."""

import json
from fractions import Fraction
from math import comb, exp, factorial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from reporting.statistics.limits import (
    binomial_limit,
    binomial_limits,
    binomial_rare,
    binomial_tails,
    poisson_rare,
    poisson_ratio_limits,
    poisson_tails,
)

CASES = json.loads((Path(__file__).parents[2] / "cases" / "statistics.json").read_text())
shares = st.integers(1, 99).map(lambda number: number / 100)


@pytest.mark.parametrize("case", CASES["funnel_binomial_exact"]["cases"], ids=lambda case: f"n {case['n']}")
def test_binomial_limits_as_the_agreed_cases_have_them(case):
    found = [float(binomial_limit(case["p0"], [case["n"]], tail)[0]) for tail in case["p"]]
    assert found == pytest.approx(case["limits"], abs=5e-6)


@pytest.mark.parametrize(
    ("n", "target", "tail", "count", "at", "below"),
    [
        (20, 0.5, 0.025, 6, 0.0577, 0.0207), (20, 0.5, 0.975, 14, 0.9793, 0.9423),
        (20, 0.1, 0.975, 5, 0.9887, 0.9568), (10, 0.2, 0.975, 5, 0.9936, 0.9672), (15, 0.3, 0.025, 1, 0.0353, 0.0047),
    ],
)  # fmt: skip
def test_binomial_limits_worked_by_hand_from_the_printed_table_of_the_distribution(n, target, tail, count, at, below):
    """The cumulative binomial table that textbooks print to four places (n = 10, 15, 20), with Spiegelhalter's rule.

    `at` and `below` are printed for `count` and the count before it.
    """
    by_hand = (count - (at - tail) / (at - below)) / n
    assert float(binomial_limit(target, [n], tail)[0]) == pytest.approx(by_hand, abs=2e-4)


@pytest.mark.parametrize("case", CASES["funnel_poisson_ratio"]["cases"], ids=lambda case: f"E {case['expected']}")
def test_poisson_limits_as_the_agreed_cases_have_them(case):
    found = poisson_ratio_limits([case["expected"]])
    pair = (found.lower95, found.upper95) if case["confidence"] == 0.95 else (found.lower998, found.upper998)
    assert [float(one[0]) for one in pair] == pytest.approx([case["lower"], case["upper"]], rel=1e-6)


def test_poisson_limits_as_the_tests_of_funnelplotr_print_them_for_20_expected():
    found = poisson_ratio_limits([20])
    limits = [found.lower95, found.upper95, found.lower998, found.upper998]
    assert [float(one[0]) for one in limits] == pytest.approx([0.6108260, 1.544419, 0.4479107, 1.902094], rel=1e-6)


def exactly(target, n):
    """F(r) for every r, in fractions."""
    p, whole, found = Fraction(target).limit_denominator(1000), Fraction(0), []
    for r in range(n + 1):
        whole += comb(n, r) * p**r * (1 - p) ** (n - r)
        found.append(whole)
    return found


@given(shares, st.integers(1, 60), st.sampled_from([0.001, 0.025, 0.975, 0.999]))
@settings(max_examples=150, deadline=None)
def test_a_limit_lies_between_the_counts_that_exact_tails_name(target, n, tail):
    found = float(binomial_limit(target, [n], tail)[0]) * n
    f = exactly(target, n)
    r = next(at for at, share in enumerate(f) if float(share) >= tail - 1e-12)
    assert max(0, r - 1) - 1e-9 <= found <= r + 1e-9


@given(shares, st.integers(1, 300))
@settings(max_examples=100, deadline=None)
def test_limits_lie_in_0_to_1_about_the_target_and_widen_as_n_falls(target, n):
    few, many = binomial_limits(target, [n]), binomial_limits(target, [4 * n])
    ends = [float(one[0]) for one in (few.lower998, few.lower95, few.upper95, few.upper998)]
    assert 0 <= ends[0] <= ends[1] <= target <= ends[2] <= ends[3] <= 1
    if n * target * (1 - target) < 1:
        return  # of so few, a limit falls between two counts or on neither
    for low, high in (("lower95", "upper95"), ("lower998", "upper998")):
        assert getattr(many, high)[0] - getattr(many, low)[0] <= getattr(few, high)[0] - getattr(few, low)[0] + 1e-9


@given(st.floats(0.5, 500))
@settings(deadline=None)
def test_poisson_limits_stand_about_1_and_widen_as_less_is_expected(expected):
    few, many = poisson_ratio_limits([expected]), poisson_ratio_limits([4 * expected])
    assert 0 <= few.lower998[0] <= few.lower95[0] <= 1 <= few.upper95[0] <= few.upper998[0]
    assert many.upper95[0] - many.lower95[0] < few.upper95[0] - few.lower95[0]


@given(shares, st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(max_examples=100, deadline=None)
def test_tails_are_those_added_up_in_fractions(target, pair):
    x, n = pair
    low, high = binomial_tails(target, [x], [n])
    f = exactly(target, n)
    assert low[0] == pytest.approx(float(f[x]))
    assert high[0] == pytest.approx(float(1 - (f[x - 1] if x else 0)), abs=1e-12)


def test_poisson_tails_are_those_added_up():
    low, high = poisson_tails([2.5], [4])
    chance = [exp(-2.5) * 2.5**k / factorial(k) for k in range(5)]
    assert low[0] == pytest.approx(sum(chance))
    assert high[0] == pytest.approx(1 - sum(chance[:4]))


def test_many_at_once_are_each_as_alone():
    sizes = np.arange(1, 400)
    together = binomial_limits(0.83, sizes)
    assert together.lower95[99] == pytest.approx(binomial_limit(0.83, [100], 0.025)[0], rel=1e-12)
    assert together.upper998[6] == pytest.approx(binomial_limit(0.83, [7], 0.999)[0], rel=1e-12)


def test_quantiles_agree_with_those_of_scipy_stats():
    sizes = np.arange(1, 500)
    for tail in (0.001, 0.025, 0.975, 0.999):
        r = stats.binom.ppf(tail, sizes, 0.37)
        found = binomial_limit(0.37, sizes, tail) * sizes
        assert ((r - 1 <= found + 1e-9) & (found <= r + 1e-9)).all()


@given(shares, st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_the_chance_of_something_rare_is_that_added_up(target, n):
    f = [float(one) for one in exactly(target, n)]
    chance = [one - before for before, one in zip([0.0, *f], f, strict=False)]
    rare = [
        chance[x] for x in range(n + 1) if f[x] < 0.025 - 1e-12 or 1 - (f[x - 1] if x else 0) < 0.025 - 1e-12
    ]  # fmt: skip
    found = float(binomial_rare(target, [n], 0.025)[0])
    assert found == pytest.approx(sum(rare), abs=1e-9)
    assert found < 0.05


@given(st.floats(0.05, 80))
@settings(max_examples=60, deadline=None)
def test_the_chance_of_a_rare_count_is_that_of_scipy_stats(expected):
    x = np.arange(0, 400)
    rare = (stats.poisson.cdf(x, expected) < 0.025) | (stats.poisson.sf(x - 1, expected) < 0.025)
    assert float(poisson_rare([expected], 0.025)[0]) == pytest.approx(
        stats.poisson.pmf(x, expected)[rare].sum(), abs=1e-9
    )
