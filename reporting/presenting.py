"""A return in words: what the page, the PDF and the spreadsheet print, prepared once from its canonical JSON."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from practices.codes import AreaOfLife
from practices.models import Practice
from reporting.charts import Bar, bar_chart
from reporting.figures import sha256_of
from reporting.indicators.counting import OTHER
from reporting.indicators.declared import (
    BREAKDOWNS,
    DEFINITIONS_VERSION,
    INDICATORS,
    Asks,
    Breakdown,
    Indicator,
    Shown,
)
from reporting.indicators.values import NO_VALUE, rounded
from reporting.models import Return
from reporting.quarters import Quarter
from sessions_log.codes import SupportOutcome

PART_OF_BREAKDOWN = {
    "focus_areas": Asks.HOW_MUCH,
    "support_by_area": Asks.HOW_MUCH,
    "support_by_outcome": Asks.HOW_MUCH,
    "attendance_by_service": Asks.HOW_WELL,
}


NOT_SHOWN = "not shown"
SMALLEST_SHOWN = 5


def is_small(numerator: int, denominator: int | None, shown: Shown) -> bool:
    """Whether a figure must be hidden outside the team: itself, its base or what is left of it is 1 to 4."""
    numbers = [numerator]
    if denominator is not None and shown is not Shown.COUNT:
        numbers.append(denominator)
    if denominator is not None and shown is Shown.PERCENT:
        numbers.append(denominator - numerator)
    return any(0 < abs(number) < SMALLEST_SHOWN for number in numbers)


@dataclass(frozen=True)
class PresentedFigure:
    """One figure: what it is called, its value as printed, and “174 of 200” behind it."""

    indicator: Indicator
    numerator: int
    denominator: int | None
    value: int | float | None
    display: str

    @property
    def of(self) -> str:
        """The numbers behind a ratio, in words; nothing for a count."""
        if self.denominator is None or self.display == NOT_SHOWN:
            return ""
        if self.indicator.key == "contact_hours":
            return f"{self.numerator:,} minutes"
        if self.indicator.shown is Shown.ONE_DECIMAL:
            return f"{self.numerator:,} over {self.denominator:,}"
        return f"{self.numerator:,} of {self.denominator:,}"

    @property
    def has_no_value(self) -> bool:
        """Whether there was nobody, or nothing, to count it over."""
        return self.display == NO_VALUE


@dataclass(frozen=True)
class PresentedRow:
    """One code of a breakdown."""

    label: str
    numerator: int
    denominator: int | None

    @property
    def display(self) -> str:
        """The number of women, or the ratio as a percentage."""
        if self.denominator is None:
            return str(self.numerator)
        if not self.denominator:
            return NO_VALUE
        return f"{rounded(Decimal(self.numerator) * 100 / Decimal(self.denominator), 0)}%"


@dataclass(frozen=True)
class PresentedBreakdown:
    """A breakdown with its finding, its chart and the rows of its table."""

    breakdown: Breakdown
    rows: list[PresentedRow]
    is_hidden: bool = False
    is_invented: bool = False

    @property
    def is_ratio(self) -> bool:
        """Whether each row is a ratio."""
        return self.breakdown.denominator is not None

    @property
    def finding(self) -> str:
        """What the chart shows, in a sentence."""
        if self.is_hidden:
            return "Not shown, because some of its numbers are small."
        if not self.rows:
            return "Nothing was recorded for this in the quarter."
        if self.is_ratio:
            return _ratio_finding(self.rows)
        most = max(row.numerator for row in self.rows)
        labels = [row.label for row in self.rows if row.numerator == most]
        women = "1 woman" if most == 1 else f"{most} women"
        named = _listed(labels[:3]) + (f" and {len(labels) - 3} more" if len(labels) > 3 else "")
        if len(labels) == 1:
            return f"{named} stands first, with {women}."
        return f"{named} stand first, with {women} each."

    @property
    def chart(self) -> SafeString:
        """The picture of it."""
        bars = [
            Bar(row.label, row.numerator, _said(row), row.denominator if self.is_ratio else None) for row in self.rows
        ]
        description = "; ".join(f"{bar.label}: {bar.said}" for bar in bars)
        mark = "Invented figures" if self.is_invented else ""
        return bar_chart(self.breakdown.key, finding=self.finding, description=description, bars=bars, mark=mark)


def _said(row: PresentedRow) -> str:
    if row.denominator is None:
        return str(row.numerator)
    return f"{row.display} ({row.numerator} of {row.denominator})"


def _ratio_finding(rows: list[PresentedRow]) -> str:
    shares = [(Decimal(row.numerator) / Decimal(row.denominator or 1), row) for row in rows]
    low = min(shares, key=lambda pair: pair[0])[1]
    high = max(shares, key=lambda pair: pair[0])[1]
    if low.display == high.display:
        return f"Attendance was {low.display} with every service."
    return f"Attendance ran from {low.display} with {low.label} to {high.display} with {high.label}."


def _listed(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


@dataclass(frozen=True)
class Part:
    """One of the three questions, with its figures and breakdowns."""

    asks: Asks
    figures: list[PresentedFigure]
    breakdowns: list[PresentedBreakdown]

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return self.asks.name.lower().replace("_", "-")


@dataclass(frozen=True)
class Presented:
    """A whole return. `version` is None for figures as they stand, which are no return."""

    practice: Practice
    quarter: Quarter
    figures: dict[str, Any]
    built_at: datetime
    version: int | None
    definitions_version: str
    parts: list[Part] = field(default_factory=list)

    @property
    def counted_to(self) -> date | None:
        """For a quarter that has not ended, the day to which it is counted."""
        so_far = self.figures.get("so_far")
        return date.fromisoformat(so_far["counted_to"]) if so_far else None

    @property
    def seal(self) -> str:
        """SHA-256 of the figures."""
        return sha256_of(self.figures)

    @property
    def title(self) -> str:
        """What it is."""
        kind = "Quarterly return" if self.version else "Quarterly figures"
        return f"{kind}: {self.practice.name}, {self.quarter}"

    def figure(self, key: str) -> PresentedFigure:
        """One figure by its key."""
        return next(figure for part in self.parts for figure in part.figures if figure.indicator.key == key)


def present(
    figures: dict[str, Any],
    *,
    practice: Practice,
    built_at: datetime,
    version: int | None,
    definitions_version: str = DEFINITIONS_VERSION,
    hide_small: bool = False,
) -> Presented:
    """Prepare a return's JSON for reading, in its three parts.

    With `hide_small` a figure is shown only where it, its base and what is left of it are each 0 or at least 5, and a
    breakdown only where that holds for every row (SECURITY §7).
    """
    presented = Presented(practice, Quarter.parse(figures["quarter"]), figures, built_at, version, definitions_version)
    for asks in Asks:
        presented.parts.append(
            Part(
                asks,
                list(_figures(figures, asks, hide_small)),
                list(_breakdowns(figures, asks, hide_small, practice.is_demonstration)),
            )
        )
    return presented


def present_return(found: Return, *, practice: Practice, hide_small: bool = False) -> Presented:
    """Prepare a return as it was built."""
    return present(
        found.figures,
        practice=practice,
        built_at=found.built_at,
        version=found.version,
        definitions_version=found.definitions_version,
        hide_small=hide_small,
    )


def _figures(figures: dict[str, Any], asks: Asks, hide_small: bool) -> Iterator[PresentedFigure]:
    for indicator in INDICATORS:
        said = figures["indicators"].get(indicator.key)
        if indicator.asks is not asks or said is None:
            continue
        numerator, denominator = said["numerator"], said["denominator"]
        if hide_small and is_small(numerator, denominator, indicator.shown):
            yield PresentedFigure(indicator, 0, denominator, None, NOT_SHOWN)
        else:
            yield PresentedFigure(indicator, numerator, denominator, said["value"], said["display"])


def _breakdowns(figures: dict[str, Any], asks: Asks, hide_small: bool, invented: bool) -> Iterator[PresentedBreakdown]:
    for breakdown in BREAKDOWNS:
        if PART_OF_BREAKDOWN[breakdown.key] is not asks:
            continue
        rows = []
        for code, said in figures["breakdowns"].get(breakdown.key, {}).items():
            if isinstance(said, dict):
                rows.append(PresentedRow(code, said["numerator"], said["denominator"]))
            else:
                rows.append(PresentedRow(label_of(breakdown, code), said, None))
        if breakdown.denominator is None:
            rows.sort(key=lambda row: (-row.numerator, row.label))
        if hide_small and any(is_small(row.numerator, row.denominator, Shown.PERCENT) for row in rows):
            yield PresentedBreakdown(breakdown, [], is_hidden=True)
        else:
            yield PresentedBreakdown(breakdown, rows, is_invented=invented)


def label_of(breakdown: Breakdown, code: str) -> str:
    """A code as people say it."""
    if code == OTHER:
        return "Other"
    return AreaOfLife(code).label if breakdown.by == "area" else SupportOutcome(code).label
