"""One indicator across Practices: the pooled value, the limits about it, and a verdict for each in words.

The pooled value is sum over sum, never a mean of percentages. Everything here is numbers: units in, units out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from statistics import median

import numpy as np

from reporting.benchmark.declared import Comparison, Kind
from reporting.statistics.dispersion import FEWEST_UNITS, NONE, Dispersion, dispersion_of
from reporting.statistics.intervals import Interval, poisson, wilson
from reporting.statistics.limits import (
    Limits,
    Numbers,
    binomial_limits,
    binomial_rare,
    binomial_tails,
    poisson_rare,
    poisson_ratio_limits,
    poisson_tails,
)

FEWEST = 5  # of a proportion's denominator
FEWEST_EXPECTED = 1.0  # of a rate's events
TAIL, FAR_TAIL = 0.025, 0.001  # the chance below which a result counts as outside, at either end
ASKED_APART = 0.2  # how far the share that was asked may lie from everybody's before figures are not comparable


class Verdict(StrEnum):
    """What can be said of one Practice; the words are those a lead reads."""

    HIGHER = "higher than chance would give"
    LOWER = "lower than chance would give"
    CANNOT_TELL = "cannot tell apart from the average"
    TOO_FEW = "too few to say"
    WITHHELD = "not compared: asked of too few, or of more than elsewhere"
    NOT_JUDGED = "not judged"
    NOTHING = "nothing to count"
    NOT_SENT = "no figure sent"

    @property
    def is_outside(self) -> bool:
        """Whether it lies outside the limits."""
        return self in (Verdict.HIGHER, Verdict.LOWER)


@dataclass(frozen=True)
class Counted:
    """What one Practice brings to a comparison. `asked` of `concerned` were asked for the fact behind the figure."""

    x: int | None
    n: int | None
    concerned: int = 0
    asked: int = 0
    known: int = 0

    @property
    def asked_share(self) -> float | None:
        """The share of those concerned that was asked; None where nobody is concerned."""
        return self.asked / self.concerned if self.concerned else None

    @property
    def has_value(self) -> bool:
        """Whether there is anything to compare."""
        return self.x is not None and bool(self.n)


@dataclass(frozen=True)
class Judged:
    """One Practice as it comes out. `value` and the limits are on the scale that is shown (`per` applied)."""

    counted: Counted
    verdict: Verdict
    value: float | None = None
    compared: Comparison | None = None  # as what it was compared; None where it was not
    inner: Interval | None = None
    outer: Interval | None = None
    chance: float = 1.0  # the exact chance of as low, or of as high, a count: the smaller of the two

    @property
    def interval(self) -> Interval | None:
        """The 95% interval of its value, worked out when it is asked for; None where it was not compared."""
        if self.compared is None or self.counted.x is None or not self.counted.n:
            return None
        return interval_of(self.compared, self.counted.x, self.counted.n)

    @property
    def is_far(self) -> bool:
        """Whether it lies outside the 99.8% limits too, by exact tails as well."""
        return (
            self.verdict.is_outside
            and self.chance < FAR_TAIL
            and self.value is not None
            and self.outer is not None
            and not self.outer.lower <= self.value <= self.outer.upper
        )


@dataclass(frozen=True)
class Funnel:
    """A whole comparison: `target` is the pooled value as it is shown, `x` over `n` what it is pooled from."""

    comparison: Comparison
    x: int
    n: int
    spread: Dispersion
    asked_share: float | None
    judged: tuple[Judged, ...]
    rare: float = 0.0  # how many would lie outside by chance alone
    is_borrowed: bool = False  # whether the dispersion is that of the whole country

    @property
    def target(self) -> float | None:
        """The pooled value; None where there is nothing to pool."""
        return self.x / self.n * self.comparison.per if self.n else None

    @cached_property
    def counts(self) -> Counter[Verdict]:
        """How many were given each verdict."""
        return Counter(one.verdict for one in self.judged)

    @property
    def looked_at(self) -> int:
        """How many Practices were given a verdict that could have been another."""
        return self.outside + self.counts[Verdict.CANNOT_TELL]

    @property
    def outside(self) -> int:
        """How many of them lie outside the 95% limits."""
        return self.counts[Verdict.HIGHER] + self.counts[Verdict.LOWER]

    @property
    def on_the_line(self) -> int:
        """How many lie past a 95% line without being told apart: chance gives so whole a count often enough."""
        return sum(
            one.verdict is Verdict.CANNOT_TELL
            and one.value is not None
            and one.inner is not None
            and not one.inner.lower <= one.value <= one.inner.upper
            for one in self.judged
        )


def standard_errors(comparison: Comparison, target: float, n: Numbers) -> Numbers:
    """By chance alone, of values with these denominators: of a proportion, or of a rate over its expectation."""
    if comparison.kind is Kind.PROPORTION:
        found: Numbers = np.sqrt(target * (1 - target) / n)
    else:
        found = 1 / np.sqrt(target * n)
    return found


def dispersion_about(comparison: Comparison, x: Numbers, n: Numbers) -> Dispersion:
    """How far Practices with these numbers (each n above 0) differ about their own pooled value."""
    target = float(x.sum() / n.sum())
    if target <= 0 or (comparison.kind is Kind.PROPORTION and target >= 1):
        return Dispersion(1.0, 0.0, int(n.size))
    errors = standard_errors(comparison, target, n)
    if comparison.kind is Kind.PROPORTION:
        return dispersion_of(x / n, target, errors)
    return dispersion_of(x / n / target, 1.0, errors)


def limits_about(comparison: Comparison, target: float, n: Numbers, spread: Dispersion) -> Limits:
    """The limits of Practices of these sizes about x/n = `target`, widened where Practices differ by more than chance.

    On the scale of x/n. Additive random effects: each limit's distance grows by sqrt(1 + tau2 / se2) (ADR 0031).
    """
    if comparison.kind is Kind.PROPORTION:
        limits = binomial_limits(target, n)
        if not 0 < target < 1:
            return limits
        return limits.widened(target, spread.factors(standard_errors(comparison, target, n)), most=1.0)
    if target <= 0:
        return Limits(*(np.zeros_like(n),) * 4)
    ratios = poisson_ratio_limits(target * n).widened(
        1.0, spread.factors(standard_errors(comparison, target, n)), most=np.inf
    )
    return Limits(ratios.lower95 * target, ratios.upper95 * target, ratios.lower998 * target, ratios.upper998 * target)


def tails_about(comparison: Comparison, target: float, x: Numbers, n: Numbers) -> tuple[Numbers, Numbers]:
    """The exact chance of as low, and of as high, a count at x/n = `target`."""
    if comparison.kind is Kind.PROPORTION:
        return binomial_tails(target, np.minimum(x, n), n)
    return poisson_tails(target * n, x)


def added(comparison: Comparison, numbers: Iterable[int | None]) -> int:
    """What several are compared over together: a fixed number, like the minutes of an hour, is not added up."""
    fixed = comparison.indicator.denominator
    return fixed if isinstance(fixed, int) else sum(one or 0 for one in numbers)


@dataclass(frozen=True)
class Pool:
    """What Practices are held against: the sum over the sum of those that can be compared, and how they differ."""

    x: int
    n: int
    units: int
    spread: Dispersion
    asked_share: float | None
    is_borrowed: bool = False


def pool_of(comparison: Comparison, counted: Sequence[Counted]) -> Pool:
    """Pool those that can be compared. One that was asked otherwise than most is left out of the average too."""
    if comparison.kind is Kind.PLAIN:
        sent = [one for one in counted if one.x is not None]
        whole = added(comparison, (one.n for one in sent)) if sent else 0
        return Pool(sum(one.x or 0 for one in sent), whole, len(sent), NONE, None)
    share = typical_asking(counted) if comparison.is_judged else None
    pooled = [one for one in counted if one.has_value and not is_withheld(one, share)]
    x, n = sum(one.x or 0 for one in pooled), sum(one.n or 0 for one in pooled)
    spread = NONE
    if pooled:
        spread = dispersion_about(
            comparison, _array(one.x or 0 for one in pooled), _array(one.n or 0 for one in pooled)
        )  # fmt: skip
    return Pool(x, n, len(pooled), spread, share)


def funnel_of(comparison: Comparison, counted: Sequence[Counted], *, country: Dispersion | None = None) -> Funnel:
    """Compare Practices with each other, in the order given.

    With fewer than 10 their own dispersion cannot be measured: then `country`, that of all, widens the limits.
    """
    pool = pool_of(comparison, counted)
    if pool.spread.units < FEWEST_UNITS and country is not None and country.units >= FEWEST_UNITS:
        pool = Pool(pool.x, pool.n, pool.units, country, pool.asked_share, is_borrowed=True)
    return against(comparison, counted, pool)


def against(comparison: Comparison, counted: Sequence[Counted], pool: Pool) -> Funnel:
    """Hold Practices against a pool that may be of more of them than are given."""
    have = [at for at, one in enumerate(counted) if one.has_value]
    judged = [Judged(one, Verdict.NOT_SENT if one.x is None else Verdict.NOTHING) for one in counted]
    rare = 0.0
    if not pool.n or not have or comparison.kind is Kind.PLAIN:
        for at, one in enumerate(counted):
            if one.x is not None and (one.n or comparison.kind is Kind.PLAIN):
                judged[at] = _plain(comparison, one)
    else:
        target = pool.x / pool.n
        xs, ns = (_array(getattr(counted[at], side) for at in have) for side in ("x", "n"))
        limits = limits_about(comparison, target, ns, pool.spread)
        at_most, at_least = tails_about(comparison, target, xs, ns)
        for row, at in enumerate(have):
            inner = Interval(float(limits.lower95[row]), float(limits.upper95[row]))
            outer = Interval(float(limits.lower998[row]), float(limits.upper998[row]))
            chance = float(min(at_most[row], at_least[row]))
            judged[at] = _judge(comparison, counted[at], target, inner, outer, pool.asked_share, chance)
        looked = [judged[at].verdict.is_outside or judged[at].verdict is Verdict.CANNOT_TELL for at in have]
        rare = float(_rare(comparison, target, ns, pool.spread)[looked].sum())
    return Funnel(
        comparison, pool.x, pool.n, pool.spread, pool.asked_share, tuple(judged), rare, pool.is_borrowed
    )  # fmt: skip


def _rare(comparison: Comparison, target: float, n: Numbers, spread: Dispersion) -> Numbers:
    """The chance of each to lie outside, were all alike: exact; with widened limits what these were drawn for."""
    if spread.is_over:
        return np.full(n.shape, 2 * TAIL)
    return binomial_rare(target, n, TAIL) if comparison.kind is Kind.PROPORTION else poisson_rare(target * n, TAIL)


def typical_asking(counted: Sequence[Counted]) -> float | None:
    """The median share that was asked, of Practices that have anybody to ask."""
    shares = [one.asked_share for one in counted if one.asked_share is not None]
    return float(median(shares)) if shares else None


def is_withheld(one: Counted, share: float | None) -> bool:
    """Whether a Practice was asked so otherwise than the rest that its figure says nothing beside theirs."""
    own = one.asked_share
    return own is not None and share is not None and abs(own - share) > ASKED_APART


def _array(numbers: object) -> Numbers:
    return np.fromiter(numbers, dtype=float)  # type: ignore[call-overload,no-any-return]


def _plain(comparison: Comparison, one: Counted) -> Judged:
    assert one.x is not None
    return Judged(one, Verdict.NOT_JUDGED, one.x / one.n if one.n else float(one.x))


def _judge(
    comparison: Comparison,
    one: Counted,
    target: float,
    inner: Interval,
    outer: Interval,
    asked_share: float | None,
    chance: float,
) -> Judged:
    assert one.x is not None
    assert one.n
    value, per = one.x / one.n, comparison.per
    return Judged(
        one,
        _verdict(comparison, one, value, target, inner, asked_share, is_rare=chance < TAIL),
        value * per,
        comparison,
        Interval(inner.lower * per, inner.upper * per),
        Interval(outer.lower * per, outer.upper * per),
        chance,
    )


def interval_of(comparison: Comparison, x: int, n: int) -> Interval:
    """The 95% interval of one value as it is shown: Wilson's of a proportion, the exact Poisson one of a rate."""
    if comparison.kind is Kind.PROPORTION:
        return wilson(min(x, n), n)  # a history that contradicts itself can count more than there were
    counts = poisson(x)
    return Interval(counts.lower / n * comparison.per, counts.upper / n * comparison.per)


def _verdict(
    comparison: Comparison,
    one: Counted,
    value: float,
    target: float,
    inner: Interval,
    asked_share: float | None,
    *,
    is_rare: bool,
) -> Verdict:
    """Outside is past the limit and rare by exact tails as well.

    An interpolated limit can lie below a count that chance gives often: 16 of 16 about 95% is past its upper line, and
    44 in 100 such Practices would be (ADR 0031).
    """
    if not comparison.is_judged:
        return Verdict.NOT_JUDGED
    if is_withheld(one, asked_share):
        return Verdict.WITHHELD
    if _is_too_few(comparison, one.n or 0, target, inner):
        return Verdict.TOO_FEW
    if is_rare and value > inner.upper:
        return Verdict.HIGHER
    if is_rare and value < inner.lower:
        return Verdict.LOWER
    return Verdict.CANNOT_TELL


def _is_too_few(comparison: Comparison, n: int, target: float, inner: Interval) -> bool:
    """Whether no result could have been told apart from the average, or hardly any."""
    if comparison.kind is Kind.RATE:
        return target * n < FEWEST_EXPECTED
    return n < FEWEST or (inner.lower <= 0 and inner.upper >= 1)
