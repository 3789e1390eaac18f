"""A comparison prepared for its page: the rows by name, the pictures, and the sentences about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from reporting.benchmark import words
from reporting.benchmark.declared import Comparison, Kind
from reporting.benchmark.funnel import Judged, Verdict, interval_of
from reporting.benchmark.reading import Compared, Country, Unit
from reporting.charts.funnel import NARROW, WIDE, Frame, Named, funnel_chart, legend
from reporting.charts.run import NARROW_RUN, WIDE_RUN, run_chart, small_run, strip
from reporting.indicators.values import NO_VALUE
from reporting.models import QuarterSums
from reporting.quarters import Quarter
from reporting.statistics.xmr import Xmr, xmr

RECENT = 4  # quarters: what changed before is no news


@dataclass(frozen=True)
class Row:
    """One Practice's line of the table."""

    unit: Unit
    judged: Judged
    value: str
    behind: str
    interval: str
    limits: str
    known: str
    way: str

    @property
    def verdict(self) -> Verdict:
        """What can be said of it."""
        return self.judged.verdict


@dataclass(frozen=True)
class Run:
    """One figure over quarters: what it shows, its numbers as a table, and pictures, drawn when they are asked for."""

    comparison: Comparison
    key: str
    finding: str
    quarters: list[str]
    points: list[tuple[str, str, str]]
    chart: Xmr
    signals: list[str]
    missing: str = ""  # why the last point is not the last word; blank where it is

    @property
    def is_always_nought(self) -> bool:
        """Whether there was never anything to draw."""
        return not any(self.chart.values)

    @property
    def is_trial(self) -> bool:
        """Whether there are too few quarters to trust the limits."""
        return self.chart.is_trial

    @property
    def wide(self) -> SafeString:
        """For a desk."""
        return self._drawn("wide", WIDE_RUN)

    @property
    def narrow(self) -> SafeString:
        """For a phone."""
        return self._drawn("narrow", NARROW_RUN)

    @property
    def small(self) -> SafeString:
        """For a line of a table."""
        return small_run(self.chart, is_complete=not self.missing)

    def _drawn(self, size: str, frame: Frame) -> SafeString:
        description = (
            "Each point is a quarter. The level line is the mean; between the dashed lines lies what it usually does."
        )
        return run_chart(
            f"{self.key}-{size}", self.chart, self.quarters, finding=self.finding, description=description, frame=frame,
            said=lambda value: words.said(self.comparison, value), is_complete=not self.missing,
        )  # fmt: skip


@dataclass(frozen=True)
class PresentedComparison:
    """The page of one indicator across Practices."""

    compared: Compared
    finding: str
    average: str
    average_behind: str
    average_interval: str
    pictures: tuple[SafeString, SafeString] | None
    shapes: Sequence[tuple[SafeString, Verdict, int]]
    chance: str
    on_the_line: str
    overdispersion: str

    @property
    def how_many(self) -> int:
        """How many Practices are in it."""
        return len(self.compared.units)

    def row(self, at: int) -> Row:
        """One Practice's line, put in words when it is shown."""
        return _row(self.compared.funnel.comparison, self.compared.units[at], self.compared.funnel.judged[at])

    @property
    def outside(self) -> list[Row]:
        """Those outside the limits, by name."""
        judged = self.compared.funnel.judged
        return [self.row(at) for at, one in enumerate(judged) if one.verdict.is_outside]


def present_comparison(compared: Compared) -> PresentedComparison:
    """Prepare a comparison that was read."""
    funnel, comparison = compared.funnel, compared.funnel.comparison
    sent = sum(one.value is not None for one in funnel.judged)
    finding = words.finding(funnel, sent=sent)
    interval = None
    if comparison.kind is not Kind.PLAIN and funnel.n:
        interval = interval_of(comparison, funnel.x, funnel.n)
    shapes = [
        (legend(verdict), verdict, funnel.counts[verdict])
        for verdict in Verdict
        if verdict not in (Verdict.NOTHING, Verdict.NOT_SENT)
        and funnel.counts[verdict]
        and comparison.kind is not Kind.PLAIN
    ]
    return PresentedComparison(
        compared, finding, words.said_of(comparison, funnel.x, funnel.n or None) if sent else NO_VALUE,
        words.behind(comparison, funnel.x, funnel.n or None), words.between(comparison, interval),
        _pictures(compared, finding), shapes,
        words.chance(funnel) if comparison.is_judged and funnel.looked_at else "",
        words.on_the_line(funnel),
        words.overdispersion(funnel) if comparison.kind is not Kind.PLAIN and funnel.n else "",
    )  # fmt: skip


def _row(comparison: Comparison, unit: Unit, judged: Judged) -> Row:
    one = judged.counted
    return Row(
        unit, judged, words.said_of(comparison, one.x, one.n), words.behind(comparison, one.x, one.n),
        words.between(comparison, judged.interval) if judged.interval else "",
        words.between(comparison, judged.inner) if judged.inner else "", words.asked_in_words(one),
        words.good_or_bad(comparison, judged.verdict),
    )  # fmt: skip


def _pictures(compared: Compared, finding: str) -> tuple[SafeString, SafeString] | None:
    funnel, comparison = compared.funnel, compared.funnel.comparison
    if comparison.kind is Kind.PLAIN or not funnel.n:
        return None

    def named(at: int) -> Named:
        name, one = compared.units[at].name, funnel.judged[at]
        value = words.said_of(comparison, one.counted.x, one.counted.n)
        return Named(f"{name}: {value}", words.sentence(comparison, name, one))

    description = (
        "Each point is a Practice: how many it counted over from left to right, its value from bottom to top. "
        "The level line is the average of all; the dashed lines hold 95% and the solid ones 99.8% of what chance "
        "would give. The same numbers stand in the table."
    )
    wide, narrow = (
        funnel_chart(
            key, funnel, named, finding=finding, description=description, frame=frame, across=comparison.across,
            said=lambda value: words.said(comparison, value),
        )
        for key, frame in (("funnel-wide", WIDE), ("funnel-narrow", NARROW))
    )  # fmt: skip
    return wide, narrow


def strip_of(comparison: Comparison, judged: Judged | None, x: int, n: int) -> SafeString | None:
    """One value with its interval beside the value x over n; None where there is nothing to draw."""
    if judged is None or judged.value is None or judged.interval is None or not n:
        return None
    target = x / n * comparison.per
    most = 1.0 if comparison.kind is Kind.PROPORTION else max(judged.interval.upper, target * 2) * 1.05
    return strip(judged.value, judged.interval.lower, judged.interval.upper, target, most)


def present_run(
    comparison: Comparison,
    quarters: Sequence[str],
    pairs: Sequence[tuple[int | None, int | None]],
    *,
    key: str,
    who: str,
    missing: str = "",
) -> Run | None:
    """A figure over quarters, (x, n) of each; None with fewer than two values.

    `missing` says what the last one lacks.
    """
    is_plain = comparison.kind is Kind.PLAIN
    values: list[float] = []
    names: list[str] = []
    points, breaks = [], set()
    for quarter, (x, n) in zip(quarters, pairs, strict=True):
        points.append((quarter, words.said_of(comparison, x, n), words.behind(comparison, x, n)))
        if x is not None and (n or (is_plain and n is None)):
            if names and str(Quarter.parse(names[-1]).next) != quarter:
                breaks.add(len(names))
            values.append(x / n * comparison.per if n else float(x))
            names.append(quarter)
    if len(values) < 2:
        return None
    chart = _within(comparison, xmr(values, breaks=breaks))
    finding = words.run_finding(who, chart, names)
    if is_plain:  # how many Practices there are, or the calendar, moves it: no signal is read from it
        chart, finding = replace(chart, found=()), f"{who} over {len(names)} quarters."
    if not any(values):
        finding = f"{who}: none in any of {len(names)} quarters."
    if not names or names[-1] != quarters[-1]:
        missing = ""
    late = set(names[-RECENT:])
    recent = sorted((one for one in chart.found if names[one.last] in late), key=lambda one: one.last)
    signals = [words.signal(one, names) for one in recent]
    return Run(comparison, key, finding, names, points, chart, signals, missing)


def _within(comparison: Comparison, chart: Xmr) -> Xmr:
    """Limits below nought, or above all, are drawn where there can be something."""
    most = 1.0 if comparison.kind is Kind.PROPORTION else float("inf")
    return replace(chart, lower=max(0.0, chart.lower), upper=min(most, chart.upper))


def national_run(comparison: Comparison, sums: Sequence[QuarterSums], country: Country) -> Run | None:
    """An indicator's national value over quarters; `country` is that of the last one."""
    pairs: list[tuple[int | None, int | None]] = []
    for one in sums:
        said = one.sums.get(comparison.key)
        if said is None:
            pairs.append((None, None))
        else:
            pairs.append((said["x"], said["n"] or None))
    return present_run(
        comparison,
        [one.quarter for one in sums],
        pairs,
        key=f"run-{comparison.key}",
        who=comparison.indicator.name,
        missing=words.missing(country.owed_and_sent, country.owed),
    )
