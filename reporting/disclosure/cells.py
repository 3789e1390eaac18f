"""What a return prints, as cells, and what ties their numbers together: so that a hidden one cannot be worked out.

A *quantity* is one number, whatever figures print it: the women in the cohort stand in five. A *cell* is what is shown
or hidden as one: an indicator with its numerator and denominator, or a row of a breakdown.
"""

from dataclasses import dataclass, field
from typing import Any

from reporting.indicators.counting import OTHER
from reporting.indicators.declared import (
    ATTENDED,
    BREAKDOWNS,
    BY_KEY,
    DUE,
    INDICATORS,
    SEATS,
    Breakdown,
    Measure,
    Shown,
)
from sessions_log.codes import OUTCOMES_OF_AREA

SMALLEST_SHOWN = 5
REST = "rest of "
SUPPORTED = BY_KEY["women_supported"].numerator
OUTFLOWS = ("offers_declined", "completed", "attrition")
IN_TRANSITION = BY_KEY["women_in_transition"].numerator
HELD_IN_PERIOD = BY_KEY["attrition"].denominator
LEFT, LEFT_OTHERWISE = "women who left in the quarter", "women who left otherwise in the quarter"
# breakdowns of women, each with the number that its rows are part of
PART_OF = {"support_by_area": SUPPORTED, "support_by_outcome": SUPPORTED, "focus_areas": SEATS}


def is_small(number: int) -> bool:
    """1 to 4, either way."""
    return 0 < abs(number) < SMALLEST_SHOWN


def name_of(measure: Measure) -> str:
    """The same name for the same measure, in whatever figure it stands."""
    return f"{measure.of} of {measure.source} where {measure.condition}"


IN_TRANSITION_NAME = name_of(IN_TRANSITION)


@dataclass(frozen=True)
class Cell:
    """`address` is `indicator/<key>` or `breakdown/<key>/<code>`; `quantities` are the names of its numbers."""

    address: str
    quantities: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`, always.

    `over_time` is of two quarters: by how much the cohort has changed is in both returns and cannot be hidden; which of
    the ways of leaving it was can.
    """

    total: str
    parts: tuple[str, ...]
    over_time: bool = False


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
    _tie_leavers(table)
    return table


def _tie_leavers(table: Table) -> None:
    """Those who held a seat in the period and do not hold one now have left: declined, completed, lost, or otherwise.

    A woman who left one place and took another is counted in both, so the second sum holds but for her.
    """
    if IN_TRANSITION_NAME in table.values and name_of(SEATS) in table.values:
        _tie(table, name_of(SEATS), IN_TRANSITION_NAME)
    assert isinstance(HELD_IN_PERIOD, Measure)
    held, seats = name_of(HELD_IN_PERIOD), name_of(SEATS)
    flows = [name_of(BY_KEY[key].numerator) for key in OUTFLOWS]
    if not {held, seats, *flows} <= table.values.keys():
        return
    table.values[LEFT] = table.values[held] - table.values[seats]
    table.sums.append(Sum(held, (seats, LEFT)))
    table.values[LEFT_OTHERWISE] = table.values[LEFT] - sum(table.values[name] for name in flows)
    table.sums.append(Sum(LEFT, (*flows, LEFT_OTHERWISE)))


def grow_from(table: Table, seats_before: int) -> None:
    """Tie the cohort to that of the quarter before: seats before + offers = seats now + all who left since."""
    seats, offers = name_of(SEATS), name_of(BY_KEY["offers_made"].numerator)
    flows = [name_of(BY_KEY[key].numerator) for key in OUTFLOWS]
    if not {seats, offers, *flows} <= table.values.keys():
        return
    before, came, other = (
        "seats of the quarter before",
        "seats before and offers",
        "left otherwise since the quarter before",
    )
    table.public.add(before)
    table.values[before] = seats_before
    table.values[came] = seats_before + table.values[offers]
    table.values[other] = table.values[came] - table.values[seats] - sum(table.values[name] for name in flows)
    table.sums.append(Sum(came, (before, offers), over_time=True))
    table.sums.append(Sum(came, (seats, *flows, other), over_time=True))


def _tie(table: Table, whole: str, part: str) -> str:
    """What is left of a whole is a number too: 22 of 24 tells of two."""
    rest = f"{REST}{whole} after {part}"
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
            if name_of(PART_OF[breakdown.key]) in table.values:
                _tie(table, name_of(PART_OF[breakdown.key]), numerator)
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
        table.sums.append(Sum(f"{REST}{due} after {attended}", tuple(rests)))


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
