"""Intervals for one proportion or one count."""

from dataclasses import dataclass
from math import sqrt

from scipy.special import gammaincinv, ndtri


@dataclass(frozen=True)
class Interval:
    """From `lower` to `upper`, on the scale of what it is for."""

    lower: float
    upper: float


def wilson(successes: int, number: int, *, confidence: float = 0.95) -> Interval:
    """Wilson's score interval of a proportion (Newcombe 1998, method 3), in 0..1.

    Raises ValueError unless 0 <= successes <= number and number > 0.
    """
    if number <= 0 or not 0 <= successes <= number:
        raise ValueError(f"{successes} of {number} is no proportion.")
    z = float(ndtri((1 + confidence) / 2))
    middle = 2 * successes + z * z
    spread = z * sqrt(z * z + 4 * successes * (1 - successes / number))
    whole = 2 * (number + z * z)
    return Interval(max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole))


def poisson(count: int, *, confidence: float = 0.95) -> Interval:
    """The exact interval of a Poisson mean of which `count` was seen (Garwood 1936), as counts.

    Raises ValueError for a count below 0.
    """
    if count < 0:
        raise ValueError(f"{count} is no count.")
    tail = (1 - confidence) / 2
    lower = float(gammaincinv(count, tail)) if count else 0.0
    return Interval(lower, float(gammaincinv(count + 1, 1 - tail)))
