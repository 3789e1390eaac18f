"""XmR charts: has a figure over time changed, or does it only go up and down?

Limits and rules as NHS England's "Making data count" draws them (NHSRplotthedots): the mean -/+ 2.66 times the mean
moving range, moving ranges of 3.267 times their mean and more being left out once.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

LIMIT, SCREEN = 2.66, 3.267
RUN = 7
FEWEST_POINTS = 12  # with fewer the limits are on trial
NOISE = 1e-9  # of a value: what a computer's arithmetic leaves, and no change


class Signal(StrEnum):
    """What chance alone would seldom draw."""

    OUTSIDE = "outside the limits"
    ONE_SIDE = "seven or more running on one side of the mean"
    TREND = "seven running that rise or fall"
    NEAR_LIMIT = "two of three near a limit, all three on one side"


@dataclass(frozen=True)
class Found:
    """One signal: which points make it (positions, the first and the last), and whether it lies high or rises."""

    signal: Signal
    first: int
    last: int
    is_up: bool


@dataclass(frozen=True)
class Xmr:
    """The chart's numbers. `is_trial` where there are fewer than 12 points; no limits at all with fewer than 2."""

    values: tuple[float, ...]
    mean: float
    lower: float
    upper: float
    found: tuple[Found, ...]

    @property
    def is_trial(self) -> bool:
        """Whether there are too few points to trust the limits."""
        return len(self.values) < FEWEST_POINTS


def limits_of(
    values: Sequence[float], *, screened: bool = True, breaks: Set[int] = frozenset()
) -> tuple[float, float, float]:
    """(mean, lower limit, upper limit) of at least two values in the order of time; raises ValueError for fewer.

    `breaks` are the positions before which something is missing: no moving range spans a gap.
    """
    if len(values) < 2:
        raise ValueError("A moving range needs two values.")
    mean = fmean(values)
    ranges = [abs(values[at] - values[at - 1]) for at in range(1, len(values)) if at not in breaks] or [0.0]
    typical = fmean(ranges)
    if screened:
        typical = fmean([one for one in ranges if one < SCREEN * typical] or [typical])
    return mean, mean - LIMIT * typical, mean + LIMIT * typical


def xmr(values: Sequence[float], *, breaks: Set[int] = frozenset()) -> Xmr:
    """The chart of at least two values in the order of time; a gap (`breaks`) ends every run."""
    mean, lower, upper = limits_of(values, breaks=breaks)
    if max(values) - min(values) <= NOISE * max(map(abs, values)):
        return Xmr(tuple(values), mean, lower, upper, ())  # a line that never moves says nothing
    slack = NOISE * max(map(abs, values))
    found = [*_outside(values, lower - slack, upper + slack), *_runs(values, mean, slack, breaks)]
    found += [*_trends(values, slack, breaks), *_near(values, mean, lower, upper, breaks)]
    return Xmr(tuple(values), mean, lower, upper, tuple(found))


def _outside(values: Sequence[float], lower: float, upper: float) -> list[Found]:
    return [Found(Signal.OUTSIDE, at, at, one > upper) for at, one in enumerate(values) if not lower <= one <= upper]


def _stretches(kinds: Sequence[int], least: int, breaks: Set[int]) -> list[tuple[int, int, int]]:
    """(kind, first, last) of every stretch of at least `least` equal kinds but 0, none over a break."""
    found, start = [], 0
    for at in range(1, len(kinds) + 1):
        if at == len(kinds) or kinds[at] != kinds[start] or at in breaks:
            if kinds[start] and at - start >= least:
                found.append((kinds[start], start, at - 1))
            start = at
    return found


def _way(difference: float, slack: float) -> int:
    return 0 if abs(difference) <= slack else 1 if difference > 0 else -1


def _runs(values: Sequence[float], mean: float, slack: float, breaks: Set[int]) -> list[Found]:
    sides = [_way(one - mean, slack) for one in values]
    return [Found(Signal.ONE_SIDE, first, last, side > 0) for side, first, last in _stretches(sides, RUN, breaks)]


def _trends(values: Sequence[float], slack: float, breaks: Set[int]) -> list[Found]:
    """Seven points are six steps one way; a step over a break is none."""
    steps = [0 if at in breaks else _way(values[at] - values[at - 1], slack) for at in range(1, len(values))]
    found = _stretches(steps, RUN - 1, frozenset())
    return [Found(Signal.TREND, first, last + 1, way > 0) for way, first, last in found]


def _near(values: Sequence[float], mean: float, lower: float, upper: float, breaks: Set[int]) -> list[Found]:
    """Two of three beyond two thirds of the way to a limit; those that hang together are said once."""
    found: list[Found] = []
    low, high = mean - (mean - lower) * 2 / 3, mean + (upper - mean) * 2 / 3
    for is_up in (True, False):
        for at in range(len(values) - 2):
            three = values[at : at + 3]
            same = all(one > mean for one in three) if is_up else all(one < mean for one in three)
            beyond = sum(one > high if is_up else one < low for one in three)
            if not same or beyond < 2 or {at + 1, at + 2} & breaks:
                continue
            if found and found[-1].is_up is is_up and found[-1].last >= at:
                found[-1] = Found(Signal.NEAR_LIMIT, found[-1].first, at + 2, is_up)
            else:
                found.append(Found(Signal.NEAR_LIMIT, at, at + 2, is_up))
    return found
