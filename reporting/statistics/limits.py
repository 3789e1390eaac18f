"""Control limits of a funnel plot: how far a unit of a given size strays by chance from a common value.

Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005),
doi 10.1002/sim.1970; for counts over what is expected, the exact Poisson limits that FunnelPlotR draws.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, bdtrc, bdtrik, gammaincinv, pdtr, pdtrc, pdtrik

Numbers = NDArray[np.float64]
WARNING, ALARM = 0.95, 0.998  # the shares of chance that lie between the inner and the outer pair


@dataclass(frozen=True)
class Limits:
    """Two pairs of limits for each unit, on the scale of the value: 95% and 99.8%."""

    lower95: Numbers
    upper95: Numbers
    lower998: Numbers
    upper998: Numbers

    def widened(self, target: float, factors: Numbers, *, most: float) -> "Limits":
        """Each limit's distance from the target times the unit's factor, kept within 0 and `most`."""
        wider = (
            np.clip(target + (limit - target) * factors, 0.0, most)
            for limit in (self.lower95, self.upper95, self.lower998, self.upper998)
        )
        return Limits(*wider)


def _tails(confidence: float) -> tuple[float, float]:
    return (1 - confidence) / 2, (1 + confidence) / 2


def binomial_limit(target: float, numbers: ArrayLike, tail: float) -> Numbers:
    """The limit of a proportion below which a share `tail` of units with these denominators falls, in 0..1.

    Exact tails, interpolated between the two counts on either side (Spiegelhalter 2005, section A.1.1): with r the
    smallest count whose F(r) >= tail, the limit is (r - a) / n, where a = (F(r) - tail) / (F(r) - F(r - 1)).
    """
    n = np.asarray(numbers, dtype=np.int64)
    if target <= 0.0 or target >= 1.0:
        return np.full(n.shape, float(target))
    start = np.nan_to_num(bdtrik(tail, n.astype(float), target))
    r = np.clip(np.ceil(start), 0, n).astype(np.int64)
    while (short := (bdtr(r.astype(float), n, target) < tail) & (r < n)).any():
        r = r + short
    while (over := (r > 0) & (bdtr(np.maximum(r - 1, 0).astype(float), n, target) >= tail)).any():
        r = r - over
    at = bdtr(r.astype(float), n, target)
    below = np.where(r > 0, bdtr(np.maximum(r - 1, 0).astype(float), n, target), 0.0)
    found: Numbers = np.clip((r - (at - tail) / (at - below)) / n, 0.0, 1.0)
    return found


def binomial_limits(target: float, numbers: ArrayLike) -> Limits:
    """Both pairs for proportions with these denominators (each at least 1) about a common proportion.

    Of a handful about a rare thing, interpolation may put the upper limit below what is common: there it is that.
    """
    sizes, where = np.unique(np.asarray(numbers, dtype=np.int64), return_inverse=True)
    tails = (*_tails(WARNING), *_tails(ALARM))
    low95, high95, low998, high998 = (binomial_limit(target, sizes, tail)[where] for tail in tails)
    at_most, at_least = np.minimum, np.maximum
    return Limits(at_most(low95, target), at_least(high95, target), at_most(low998, target), at_least(high998, target))


def poisson_ratio_limits(expected: ArrayLike) -> Limits:
    """Both pairs for counts over what is expected (each above 0), about 1."""
    e: Numbers = np.asarray(expected, dtype=float)
    found = []
    for confidence in (WARNING, ALARM):
        low, high = _tails(confidence)
        found += [gammaincinv(e, low) / e, gammaincinv(e + 1, high) / e]
    return Limits(*found)


def binomial_tails(target: float, counts: ArrayLike, numbers: ArrayLike) -> tuple[Numbers, Numbers]:
    """The exact chance of this count or fewer, and of this count or more, of each number at a common proportion."""
    x: Numbers = np.asarray(counts, dtype=float)
    n = np.asarray(numbers, dtype=np.int64)
    at_least = np.where(x > 0, bdtrc(np.maximum(x - 1, 0), n, target), 1.0)
    return bdtr(x, n, target), at_least


def poisson_tails(expected: ArrayLike, counts: ArrayLike) -> tuple[Numbers, Numbers]:
    """The exact chance of this count or fewer, and of this count or more, where so many are expected."""
    x: Numbers = np.asarray(counts, dtype=float)
    e: Numbers = np.asarray(expected, dtype=float)
    at_least = np.where(x > 0, pdtrc(np.maximum(x - 1, 0), e), 1.0)
    return pdtr(x, e), at_least


def binomial_rare(target: float, numbers: ArrayLike, tail: float) -> Numbers:
    """The exact chance of a count so low, or so high, that its own tail is below `tail`: less than twice that."""
    n, where = np.unique(np.asarray(numbers, dtype=np.int64), return_inverse=True)
    if not 0.0 < target < 1.0:
        return np.zeros(where.shape)
    left = 1 - target  # the high counts are the low ones of what is left
    low = _rare_below(tail, bdtrik(tail, n.astype(float), target), lambda x: bdtr(x, n, target))
    high = _rare_below(tail, bdtrik(tail, n.astype(float), left), lambda x: bdtr(x, n, left))
    both: Numbers = (low + high)[where]
    return both


def poisson_rare(expected: ArrayLike, tail: float) -> Numbers:
    """The same of a count of which so many are expected."""
    e: Numbers = np.asarray(expected, dtype=float)
    low = _rare_below(tail, pdtrik(tail, e), lambda x: pdtr(x, e))
    x = np.maximum(np.floor(np.nan_to_num(pdtrik(1 - tail, e))) - 1, 1)
    while (often := pdtrc(x - 1, e) >= tail).any():
        x = x + often
    found: Numbers = low + pdtrc(x - 1, e)
    return found


def _rare_below(tail: float, start: Numbers, share: Callable[[Numbers], Numbers]) -> Numbers:
    """The largest share below `tail` that a whole count has, found from near it; 0 where even none has more."""
    x = np.floor(np.nan_to_num(start)) + 1
    while (over := (x >= 0) & (share(np.maximum(x, 0)) >= tail)).any():
        x = x - over
    found: Numbers = np.where(x >= 0, share(np.maximum(x, 0)), 0.0)
    return found
