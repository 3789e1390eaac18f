"""Verdicts: what is outside, what cannot be told apart, and what changes none of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from reporting.benchmark import words
from reporting.benchmark.declared import COMPARISON_OF, COMPARISONS, JUDGED, Kind
from reporting.benchmark.funnel import Counted, Verdict, funnel_of
from reporting.indicators.declared import BY_KEY, Better

ATTENDANCE, PREGNANCIES = COMPARISON_OF["appointment_attendance"], COMPARISON_OF["pregnancies"]


def verdicts(comparison, pairs):
    return [one.verdict for one in funnel_of(comparison, [Counted(x, n) for x, n in pairs]).judged]


ALIKE = [(80, 100)] * 12


def test_every_indicator_says_how_it_is_compared():
    assert [one.key for one in COMPARISONS] == list(BY_KEY)
    assert {one.key for one in JUDGED} == {
        "fully_engaged", "pause_maintained", "pregnancies", "goals_reviewed", "goals_improved", "goals_achieved",
        "agreed_within_16_weeks", "attrition", "appointment_attendance", "women_contacted", "weekly_reach",
        "recorded_within_2_days",
    }  # fmt: skip
    assert all(one.indicator.better is not Better.NEUTRAL for one in JUDGED)


def test_what_is_counted_on_a_day_is_never_added_up():
    pooled = {one.key for one in JUDGED if one.pools}
    assert pooled == {
        "pregnancies", "goals_achieved", "agreed_within_16_weeks", "attrition", "appointment_attendance",
        "weekly_reach", "recorded_within_2_days",
    }  # fmt: skip


def test_the_average_is_a_sum_over_a_sum():
    found = funnel_of(ATTENDANCE, [Counted(1, 10), Counted(90, 100)])
    assert found.target == pytest.approx(91 / 110)


def test_far_from_the_rest_is_said_and_near_is_not():
    found = verdicts(ATTENDANCE, [*ALIKE, (60, 100), (95, 100), (84, 100)])
    assert found[-3:] == [Verdict.LOWER, Verdict.HIGHER, Verdict.CANNOT_TELL]
    assert set(found[:-3]) == {Verdict.CANNOT_TELL}


def test_of_a_handful_nothing_can_be_said():
    assert verdicts(ATTENDANCE, [*ALIKE, (0, 4), (0, 0), (None, None)])[-3:] == [
        Verdict.TOO_FEW, Verdict.NOTHING, Verdict.NOT_SENT,
    ]  # fmt: skip


def test_sixteen_of_sixteen_about_95_per_cent_is_what_chance_gives():
    """Past the interpolated line, at 99.6%, and yet 44 in 100 such Practices are there."""
    found = funnel_of(COMPARISON_OF["women_contacted"], [*[Counted(95, 100)] * 20, Counted(16, 16)])
    last = found.judged[-1]
    assert last.inner.upper < 1
    assert last.verdict is Verdict.CANNOT_TELL
    assert found.on_the_line == 1
    assert "people are whole numbers" in words.on_the_line(found)


def test_neutral_figures_are_shown_and_not_judged():
    found = funnel_of(COMPARISON_OF["larc_in_use"], [*[Counted(80, 100)] * 12, Counted(10, 100)])
    assert {one.verdict for one in found.judged} == {Verdict.NOT_JUDGED}
    assert found.judged[-1].inner is not None


def test_seats_are_shown_without_limits():
    found = funnel_of(COMPARISON_OF["seats_filled"], [Counted(28, 24), Counted(20, 24)])
    assert [one.verdict for one in found.judged] == [Verdict.NOT_JUDGED] * 2
    assert found.judged[0].inner is None


def test_asking_that_differs_too_much_withholds_the_comparison():
    asked = [Counted(80, 100, concerned=100, asked=98, known=98)] * 11
    found = funnel_of(ATTENDANCE, [*asked, Counted(40, 100, concerned=200, asked=100, known=100)])
    assert found.judged[-1].verdict is Verdict.WITHHELD
    assert found.judged[0].verdict is not Verdict.WITHHELD


def test_where_practices_differ_beyond_chance_the_widened_limits_decide_and_a_sentence_says_so():
    rng = np.random.default_rng(3)
    n = rng.integers(150, 250, 40)
    x = rng.binomial(n, rng.beta(12, 4, 40))
    found = funnel_of(ATTENDANCE, [Counted(int(a), int(b)) for a, b in zip(x, n, strict=True)])
    assert found.spread.is_over
    target = x.sum() / n.sum()
    plain = (stats.binom.cdf(x, n, target) < 0.025) | (stats.binom.sf(x - 1, n, target) < 0.025)
    assert found.outside < plain.sum() / 2
    assert "the widened limits decide" in words.overdispersion(found)


@pytest.mark.parametrize("target", [0.5, 0.7, 0.9, 0.97])
@pytest.mark.parametrize("size", [(10, 25), (80, 200)])
def test_of_identical_practices_no_more_than_chance_lie_outside(target, size):
    rng = np.random.default_rng(11)
    outside = looked = 0
    for _ in range(60):
        n = rng.integers(*size, 40)
        x = rng.binomial(n, target)
        found = funnel_of(ATTENDANCE, [Counted(int(a), int(b)) for a, b in zip(x, n, strict=True)])
        outside, looked = outside + found.outside, looked + found.looked_at
    assert outside <= 0.055 * looked


def test_counts_over_what_is_expected_are_judged_by_exact_poisson_tails():
    pairs = [(2, 100)] * 20 + [(9, 100), (0, 100), (1, 20)]
    found = funnel_of(PREGNANCIES, [Counted(x, n) for x, n in pairs])
    expected = sum(x for x, _ in pairs) / sum(n for _, n in pairs) * 100
    assert stats.poisson.sf(8, expected) < 0.025 < stats.poisson.cdf(0, expected)
    assert [one.verdict for one in found.judged[-3:]] == [Verdict.HIGHER, Verdict.CANNOT_TELL, Verdict.TOO_FEW]
    assert found.target == pytest.approx(expected / 100 * 24)


def test_nobody_different_and_nothing_at_all_are_both_answered():
    assert set(verdicts(ATTENDANCE, [(10, 10)] * 3)) == {Verdict.CANNOT_TELL}
    assert set(verdicts(ATTENDANCE, [(0, 10)] * 3)) == {Verdict.CANNOT_TELL}
    assert funnel_of(ATTENDANCE, []).target is None
    assert set(verdicts(PREGNANCIES, [(0, 10)] * 3)) == {Verdict.TOO_FEW}


pairs = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(pairs, min_size=2, max_size=40), st.randoms(), st.sampled_from([one.key for one in JUDGED]))
@settings(max_examples=80, deadline=None)
def test_verdicts_do_not_change_when_practices_are_reordered(given_pairs, random, key):
    order = list(range(len(given_pairs)))
    random.shuffle(order)
    before = verdicts(COMPARISON_OF[key], given_pairs)
    after = verdicts(COMPARISON_OF[key], [given_pairs[at] for at in order])
    assert [before[at] for at in order] == after


@given(st.lists(pairs, min_size=2, max_size=40))
@settings(max_examples=80, deadline=None)
def test_a_verdict_is_past_the_limit_and_rare_or_there_is_none(given_pairs):
    found = funnel_of(ATTENDANCE, [Counted(x, n) for x, n in given_pairs])
    for one in found.judged:
        if one.verdict.is_outside:
            x, n = one.counted.x, one.counted.n
            low, high = stats.binom.cdf(x, n, found.target), stats.binom.sf(x - 1, n, found.target)
            assert (high if one.verdict is Verdict.HIGHER else low) < 0.025 + 1e-9
            assert not one.inner.lower <= one.value <= one.inner.upper


def test_looking_at_many_is_counted():
    found = funnel_of(ATTENDANCE, [Counted(80, 100)] * 40)
    assert words.chance(found).startswith("Were all 40 Practices alike, about 1 would lie outside")


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda one: one.key)
def test_every_verdict_points_the_way_its_indicator_says(comparison):
    way = words.good_or_bad(comparison, Verdict.HIGHER)
    if comparison.indicator.better is Better.NEUTRAL:
        assert way == ""
    else:
        assert way.startswith("better") == (comparison.indicator.better is Better.UP)
    assert comparison.kind in Kind
