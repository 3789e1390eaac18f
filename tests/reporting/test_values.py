"""Rounding and printing of a figure."""

from decimal import Decimal

import pytest

from reporting.indicators.declared import BREAKDOWNS, INDICATORS, Asks, Better, Shown
from reporting.indicators.sources import SOURCES
from reporting.indicators.values import Figure, rounded


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown", "value", "display"),
    [
        (78, 24, Shown.ONE_DECIMAL, 3.25, "3.3"),
        (16, 24, Shown.PERCENT, 0.6667, "67%"),
        (174, 200, Shown.PERCENT, 0.87, "87%"),
        (1, 8, Shown.PERCENT, 0.125, "13%"),
        (5, 1000, Shown.PERCENT, 0.005, "1%"),
        (0, 24, Shown.PERCENT, 0.0, "0%"),
        (0, 0, Shown.PERCENT, None, "–"),
        (7, 6, Shown.PERCENT, 1.1667, "117%"),
        (14290, 60, Shown.ONE_DECIMAL, 238.1667, "238.2"),
        (0, None, Shown.COUNT, 0, "0"),
        (1, 3, Shown.PERCENT, 0.3333, "33%"),
    ],
)
def test_a_figure_is_rounded_half_up(numerator, denominator, shown, value, display):
    figure = Figure(numerator, denominator, shown)
    assert (figure.value, figure.display) == (value, display)


def test_half_goes_up_in_decimal_arithmetic():
    assert [rounded(Decimal(n) / 20, 1) for n in (1, 3, 5)] == [Decimal("0.1"), Decimal("0.2"), Decimal("0.3")]


def test_the_declarations_are_those_of_the_dataset():
    keys = [indicator.key for indicator in INDICATORS]
    assert len(keys) == len(set(keys)) == 28
    assert {breakdown.key for breakdown in BREAKDOWNS} == {
        "support_by_area", "support_by_outcome", "focus_areas", "attendance_by_service",
    }  # fmt: skip
    for indicator in INDICATORS:
        assert indicator.numerator.source in SOURCES
        assert indicator.sentence.endswith(".")
        assert isinstance(indicator.asks, Asks)
    neutral = {indicator.key for indicator in INDICATORS if indicator.better is Better.NEUTRAL}
    assert {"larc_in_use", "women_in_cohort", "children_removed", "offers_declined", "contacts_made"} <= neutral
    assert {indicator.key for indicator in INDICATORS if indicator.fidelity} == {
        "agreed_within_16_weeks", "attrition", "weekly_reach",
    }  # fmt: skip
