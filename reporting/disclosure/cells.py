"""What a return prints, as cells, and what ties their numbers together: so that a hidden one cannot be worked out.

A *quantity* is one number, whatever figures print it: the women in the cohort stand in five. A *cell* is what is shown
or hidden as one: an indicator with its numerator and denominator, or a row of a breakdown.
"""

from dataclasses import dataclass, field
from typing import Any

from reporting.indicators.counting import OTHER
from reporting.indicators.declared import ATTENDED, BREAKDOWNS, BY_KEY, DUE, INDICATORS, Breakdown, Measure, Shown
from sessions_log.codes import OUTCOMES_OF_AREA

SMALLEST_SHOWN = 5
SUPPORTED = BY_KEY["women_supported"].numerator
OUTFLOWS = ("offers_declined", "completed", "attrition")


def is_small(number: int) -> bool:
    """1 to 4, either way."""
    return 0 < abs(number) < SMALLEST_SHOWN


def name_of(measure: Measure) -> str:
    """The same name for the same measure, in whatever figure it stands."""
    return f"{measure.of} of {measure.source} where {measure.condition}"


@dataclass(frozen=True)
class Cell:
    """`address` is `indicator/<key>` or `breakdown/<key>/<code>`; `quantities` are the names of its numbers."""

    address: str
    quantities: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`, always."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Bound:
    """The parts together are at least `total` (a woman may stand in several of them)."""

    total: str
    parts: tuple[str, ...]


@dataclass
class Table:
    """One return as cells, the value of each quantity, what ties them, and which numbers are nobody's secret."""

    values: dict[str, int] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    public: set[str] = field(default_factory=set)

    def small(self) -> set[str]:
        """The quantities that must not be known: 1 to 4, printed or left over."""
        return {name for name, number in self.values.items() if is_small(number) and name not in self.public}


def table_of(figures: dict[str, Any]) -> Table:
    """A return's canonical figures as a table."""
    table = Table()
    for indicator in INDICATORS:
        said = figures["indicators"].get(indicator.key)
        if said is None:
            continue
        numerator = name_of(indicator.numerator)
        table.values[numerator] = said["numerator"]
        names = [numerator]
        if isinstance(indicator.denominator, Measure):
            denominator = name_of(indicator.denominator)
            table.values[denominator] = said["denominator"]
            names.append(denominator)
            if indicator.denominator.source == "cohorts":
                table.public.add(denominator)  # how many seats there are is known to everybody; an empty one is nobody
            elif indicator.shown is Shown.PERCENT:
                _tie(table, denominator, numerator)
        table.cells.append(Cell(f"indicator/{indicator.key}", tuple(names)))
    for breakdown in BREAKDOWNS:
        _add_breakdown(table, breakdown, figures["breakdowns"].get(breakdown.key, {}))
    _tie_support(table, figures)
    return table


def _tie(table: Table, whole: str, part: str) -> str:
    """What is left of a whole is a number too: 22 of 24 tells of two."""
    rest = f"rest of {whole} after {part}"
    table.values[rest] = table.values[whole] - table.values[part]
    table.sums.append(Sum(whole, (part, rest)))
    return rest


def _add_breakdown(table: Table, breakdown: Breakdown, rows: dict[str, Any]) -> None:
    numerators, denominators, rests = [], [], []
    for code, said in rows.items():
        address = f"breakdown/{breakdown.key}/{code}"
        numerator = f"{address} numerator"
        if not isinstance(said, dict):
            table.values[numerator] = said
            table.cells.append(Cell(address, (numerator,)))
            continue
        denominator = f"{address} denominator"
        table.values[numerator], table.values[denominator] = said["numerator"], said["denominator"]
        numerators.append(numerator)
        denominators.append(denominator)
        rests.append(_tie(table, denominator, numerator))
        table.cells.append(Cell(address, (numerator, denominator)))
    if breakdown.denominator is DUE and name_of(DUE) in table.values and denominators:
        due, attended = name_of(DUE), name_of(ATTENDED)
        table.sums.append(Sum(due, tuple(denominators)))
        table.sums.append(Sum(attended, tuple(numerators)))
        table.sums.append(Sum(f"rest of {due} after {attended}", tuple(rests)))


def _tie_support(table: Table, figures: dict[str, Any]) -> None:
    """Women supported, their areas, and what came of it: a woman may stand in several, so only bounds hold."""
    areas = figures["breakdowns"].get("support_by_area", {})
    outcomes = figures["breakdowns"].get("support_by_outcome", {})
    table.bounds.append(
        Bound(name_of(SUPPORTED), tuple(f"breakdown/support_by_area/{area} numerator" for area in areas))
    )
    for area in areas:
        codes = [code for code in outcomes if code == OTHER or code in OUTCOMES_OF_AREA.get(area, ())]
        parts = tuple(f"breakdown/support_by_outcome/{code} numerator" for code in codes)
        table.bounds.append(Bound(f"breakdown/support_by_area/{area} numerator", parts))
