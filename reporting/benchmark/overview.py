"""The country in one screen: each indicator's national value, with its interval and its run over quarters."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.benchmark import words
from reporting.benchmark.declared import COMPARISONS, Comparison, Kind
from reporting.benchmark.funnel import interval_of
from reporting.benchmark.presenting import Run, national_run
from reporting.benchmark.reading import Country
from reporting.indicators.declared import Asks
from reporting.models import QuarterSums

QUARTERS_SHOWN = 24


@dataclass(frozen=True)
class NationalLine:
    """One indicator's national value."""

    comparison: Comparison
    value: str
    behind: str
    interval: str
    practices: int
    run: Run | None


def national_parts(sums: Sequence[QuarterSums], country: Country) -> list[tuple[Asks, list[NationalLine]]]:
    """The lines of a quarter in its three parts; `sums` end with it, oldest first."""
    return [(asks, [_line(one, sums, country) for one in COMPARISONS if one.indicator.asks is asks]) for asks in Asks]


def _line(comparison: Comparison, sums: Sequence[QuarterSums], country: Country) -> NationalLine:
    said = sums[-1].sums.get(comparison.key, {"x": None, "n": None, "units": 0}) if sums else {}
    x, n = said.get("x"), said.get("n") or None
    interval = ""
    if x is not None and n and comparison.kind is not Kind.PLAIN:
        interval = words.between(comparison, interval_of(comparison, x, n))
    return NationalLine(
        comparison, words.said_of(comparison, x, n), words.behind(comparison, x, n), interval, said.get("units", 0),
        national_run(comparison, sums, country),
    )  # fmt: skip
