"""Whether units differ by more than chance, and by how much: then the limits of a funnel plot are widened.

Spiegelhalter, "Handling over-dispersion of performance indicators", Quality and Safety in Health Care 14 (2005).
"""

from dataclasses import dataclass
from math import exp, pi, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from reporting.statistics.limits import Numbers

TRIMMED = 0.1  # the share at each end that is drawn in, so that the outliers we look for do not hide themselves
FEWEST_UNITS = 10  # with fewer, one outlier is most of what is measured


@dataclass(frozen=True)
class Dispersion:
    """`phi` is the mean square of the Winsorised z-scores over what drawing in leaves of it, so 1 by chance.

    `tau2` is the variance between units, on the scale of their values.
    """

    phi: float
    tau2: float
    units: int

    @property
    def is_over(self) -> bool:
        """Whether the units differ by more than chance would give."""
        return self.units >= FEWEST_UNITS and self.tau2 > 0 and self.phi > most_by_chance(self.units)

    def factors(self, standard_errors: ArrayLike) -> Numbers:
        """By what each unit's limits are widened: 1 where the units do not differ by more than chance."""
        se: Numbers = np.asarray(standard_errors, dtype=float)
        if not self.is_over:
            return np.ones_like(se)
        widened: Numbers = np.sqrt((se**2 + self.tau2) / se**2)
        return widened


NONE = Dispersion(phi=1.0, tau2=0.0, units=0)


def most_by_chance(units: int) -> float:
    """The phi that chance alone seldom passes: 1 + 2 sqrt(2 / I) (Spiegelhalter 2005)."""
    return 1 + 2 * sqrt(2 / units)


def drawn_in(trimmed: float) -> float:
    """The mean square of a normal score whose ends are drawn in: 0.679 at a tenth; what chance alone leaves of 1."""
    if not trimmed:
        return 1.0
    q = float(ndtri(1 - trimmed))
    density = exp(-q * q / 2) / sqrt(2 * pi)
    return 1 - 2 * trimmed - 2 * q * density + 2 * trimmed * q * q


def winsorised(scores: ArrayLike, trimmed: float = TRIMMED) -> Numbers:
    """The z-scores with those beyond the `trimmed` and 1 - `trimmed` quantiles drawn in to these."""
    z: Numbers = np.asarray(scores, dtype=float)
    low, high = np.quantile(z, [trimmed, 1 - trimmed])
    return np.clip(z, low, high)


def dispersion_of(values: ArrayLike, target: float, standard_errors: ArrayLike) -> Dispersion:
    """Of units with these values about a target; their standard errors are those of chance alone, above 0.

    tau2 is DerSimonian and Laird's moment estimate from the Winsorised scores, never below 0.
    """
    y: Numbers = np.asarray(values, dtype=float)
    se: Numbers = np.asarray(standard_errors, dtype=float)
    if y.size < 2:
        return Dispersion(1.0, 0.0, int(y.size))
    phi = float(np.mean(winsorised((y - target) / se, TRIMMED) ** 2)) / drawn_in(TRIMMED)
    weights = 1 / se**2
    whole = float(weights.sum())
    spread = whole - float((weights**2).sum()) / whole
    tau2 = (y.size * phi - (y.size - 1)) / spread if spread > 0 else 0.0
    return Dispersion(phi, max(0.0, tau2), int(y.size))
