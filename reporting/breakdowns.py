"""A breakdown in words: its finding, its chart and the rows of its table."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from reporting.charts.bars import Bar, bar_chart
from reporting.disclosure.hiding import Hidden
from reporting.indicators.declared import BREAKDOWNS, Asks, Breakdown
from reporting.indicators.values import NO_VALUE, rounded
from reporting.words import label_of

NOT_SHOWN = "not shown"
MOST_NAMED = 3  # services that a sentence names; of more it says how many
PART_OF_BREAKDOWN = {
    "focus_areas": Asks.HOW_MUCH,
    "support_by_area": Asks.HOW_MUCH,
    "support_by_outcome": Asks.HOW_MUCH,
    "attendance_by_service": Asks.HOW_WELL,
}


@dataclass(frozen=True)
class PresentedRow:
    """One code of a breakdown."""

    code: str
    label: str
    numerator: int
    denominator: int | None
    is_hidden: bool = False

    @property
    def display(self) -> str:
        """The number of women, or the ratio as a percentage."""
        if self.is_hidden:
            return NOT_SHOWN
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
    is_invented: bool = False

    @property
    def is_ratio(self) -> bool:
        """Whether each row is a ratio."""
        return self.breakdown.denominator is not None

    @property
    def shows_any(self) -> bool:
        """Whether there is a row to draw."""
        return any(not row.is_hidden for row in self.rows)

    @property
    def finding(self) -> str:
        """What the chart shows, in a sentence."""
        if not self.rows:
            return "Nothing was recorded for this in the quarter."
        shown = [row for row in self.rows if not row.is_hidden]
        if not shown:
            return "Not shown, because its numbers are small."
        if self.is_ratio:
            return _ratio_finding(shown)
        most = max(row.numerator for row in shown)
        labels = [row.label for row in shown if row.numerator == most]
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
    if row.is_hidden:
        return NOT_SHOWN
    if row.denominator is None:
        return str(row.numerator)
    return f"{row.display} ({row.numerator} of {row.denominator})"


def _ratio_finding(rows: list[PresentedRow]) -> str:
    shares = [(Decimal(row.numerator) / Decimal(row.denominator or 1), row) for row in rows]
    low = min(shares, key=lambda pair: pair[0])[1]
    high = max(shares, key=lambda pair: pair[0])[1]
    if low.display == high.display:
        if len(rows) == 1:
            return f"Attendance was {low.display} with {low.label}."
        return f"Attendance was {low.display} with every service."
    lowest, highest = (_all_of([row.label for row in rows if row.display == end.display]) for end in (low, high))
    return f"Attendance ran from {low.display} with {lowest} to {high.display} with {highest}."


def _all_of(labels: list[str]) -> str:
    """Every service at one end: by name where they are few."""
    return _listed(labels) if len(labels) <= MOST_NAMED else f"{len(labels)} services"


def _listed(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def breakdowns_of(
    figures: dict[str, Any], asks: Asks, *, hidden: Hidden, invented: bool
) -> Iterator[PresentedBreakdown]:
    """The breakdowns of one of the three parts; hidden rows stand last, since their order would rank them."""
    for breakdown in BREAKDOWNS:
        if PART_OF_BREAKDOWN[breakdown.key] is not asks:
            continue
        rows = []
        for code, said in figures["breakdowns"].get(breakdown.key, {}).items():
            label = label_of(breakdown, code)
            if f"breakdown/{breakdown.key}/{code}" in hidden:
                rows.append(PresentedRow(code, label, 0, 0 if isinstance(said, dict) else None, is_hidden=True))
            elif isinstance(said, dict):
                rows.append(PresentedRow(code, label, said["numerator"], said["denominator"]))
            else:
                rows.append(PresentedRow(code, label, said, None))
        if breakdown.denominator is None:
            rows.sort(key=lambda row: (row.is_hidden, -row.numerator, row.label))
        else:
            rows.sort(key=lambda row: row.is_hidden)
        yield PresentedBreakdown(breakdown, rows, is_invented=invented)
