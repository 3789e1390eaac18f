"""Which figures to hide in the copies that leave: small ones, and the further ones that would give those away.

The return to National stays exact. A number of 1 to 4 is hidden (SECURITY §7), and with it enough others that it
follows neither by subtraction from a total, nor from an earlier version, nor from the quarter before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from reporting.disclosure.cells import (
    REST,
    SMALLEST_SHOWN,
    Bound,
    Cell,
    Sum,
    Table,
    grow_from,
    is_small,
    name_of,
    table_of,
)
from reporting.indicators.declared import BREAKDOWNS, BY_KEY, SEATS
from reporting.words import label_of

SMALL = "It is 1 to 4."
ALL_BUT = "It leaves out only 1 to 4, who could be worked out from it."
BY_HAND = "You chose to hide it."
Hidden = dict[str, str]  # address of a cell → why it is hidden


@dataclass(frozen=True)
class Earlier:
    """A return that has left already: its canonical figures and what was hidden in it."""

    label: str
    figures: dict[str, Any]
    hidden: Hidden


class _Hiding:
    """One run over one return."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.hidden: Hidden = {}
        self.secret = table.small()

    def hide(self, cells: Iterable[Cell], why: str) -> None:
        for cell in cells:
            self.hidden.setdefault(cell.address, why)

    def printing(self, quantity: str) -> list[Cell]:
        return [cell for cell in self.table.cells if quantity in cell.quantities]

    def hide_quantity(self, quantity: str, why: str) -> None:
        self.secret.add(quantity)
        self.hide(self.printing(quantity), why)

    def hide_cells(self, addresses: Iterable[str], why: str) -> None:
        """Hide cells by their addresses, those that this return has, and what they count wherever it is printed.

        What they count it of stays where other figures print it too: the cohort's women are no secret of a ratio's.
        """
        wanted = set(addresses)
        for cell in self.table.cells:
            if cell.address in wanted:
                self.hide([cell], why)
                own = [one for one in cell.quantities if self.printing(one) == [cell]]
                for quantity in {cell.quantities[0], *own} - self.table.public:
                    self.hide_quantity(quantity, f"{why} The same number stands in it.")

    def printed(self) -> set[str]:
        """The quantities that stand in a cell that is shown."""
        shown = {name for cell in self.table.cells if cell.address not in self.hidden for name in cell.quantities}
        return shown | self.table.public

    def follows(self) -> set[str]:
        """Everything that a reader can work out by sums, from what is shown."""
        known = self.printed()
        ties = [{tie.total, *tie.parts} for tie in self.table.sums]
        while single := {name for names in ties if len(left := names - known) == 1 for name in left}:
            known |= single
        left_over = [tie for tie, names in zip(self.table.sums, ties, strict=True) if names - known]
        return known | _determined([_row(tie, known) for tie in left_over])

    def primary(self) -> None:
        for name in sorted(self.secret):
            self.hide(self.printing(name), SMALL)
        for tie in self.table.sums:
            if len(tie.parts) == 2 and tie.parts[1].startswith(REST) and is_small(self.table.values[tie.parts[1]]):
                self.hide_quantity(tie.parts[0], ALL_BUT)

    def close(self) -> None:
        """Hide one more until nothing secret follows; ends, since each turn hides a cell."""
        while (found := self._leak()) is not None:
            names, why = found
            cells = self._partner(names)
            if not cells:
                return
            self.hide(cells, why)

    def _leak(self) -> tuple[tuple[str, ...], str] | None:
        known = self.follows()
        for name in sorted(self.secret & known):
            tie = next((one for one in self.table.sums if name in (one.total, *one.parts) and self._open(one)), None)
            if tie is not None:
                return (*tie.parts, tie.total), f"With it, {self._said(name)} could be worked out."
        for tie in self.table.sums:
            if tie.total in known and self._too_few(tie, [part for part in tie.parts if part not in known]):
                return (*tie.parts, tie.total), "The hidden ones together would tell too much."
        for bound in self.table.bounds:
            if self._narrows(bound, known):
                return (*bound.parts, bound.total), "With it, a hidden number could be narrowed down."
        return None

    def _too_few(self, tie: Sum, unknown: list[str]) -> bool:
        """Whether the hidden parts of a known total are 1 to 4 together; or, over time, whether one printed part is."""
        if not set(unknown) & self.secret or not self._open(tie):
            return False
        if tie.over_time:
            printed = [part for part in unknown if self.printing(part)]
            return len(printed) == 1 and printed[0] in self.secret
        return is_small(sum(self.table.values[part] for part in unknown))

    def _open(self, tie: Sum) -> bool:
        return bool(self._partner((*tie.parts, tie.total)))

    def _narrows(self, bound: Bound, known: set[str]) -> bool:
        """Whether a hidden part must be at least 2, since what is shown does not make up the total.

        A reader may guess that each hidden part is 4 at most.
        """
        unknown = [part for part in bound.parts if part not in known]
        if bound.total not in known or not unknown or not set(unknown) <= self.secret:
            return False
        shown = sum(self.table.values[part] for part in bound.parts if part in known)
        least = self.table.values[bound.total] - shown - (SMALLEST_SHOWN - 1) * (len(unknown) - 1)
        return least >= 2 and bool(self._partner((*bound.parts, bound.total)))

    def _partner(self, names: Sequence[str]) -> list[Cell]:
        """The cells to hide next: of the numbers of a tie that are shown, the one in the fewest cells.

        Of those the total last, then a nought, then the smallest.
        """
        shown = [cell for cell in self.table.cells if cell.address not in self.hidden]
        found = []
        for name in dict.fromkeys(names):
            cells = [cell for cell in shown if name in cell.quantities]
            if cells and name not in self.table.public:
                value = self.table.values[name]
                found.append((len(cells), name == names[-1], value == 0, value, name, cells))
        return min(found)[-1] if found else []

    def _said(self, quantity: str) -> str:
        cells = self.printing(quantity) or [
            cell for cell in self.table.cells if cell.address in self.hidden and cell.address in quantity
        ]
        return f"“{label_of_cell(cells[0].address)}”" if cells else "a number of 1 to 4"


Row = dict[str, Fraction | int]  # quantity → its factor; a sum as an equation over what is not known


def _row(tie: Sum, known: set[str]) -> Row:
    row: Row = {}
    for name, sign in ((tie.total, -1), *((part, 1) for part in tie.parts)):
        if name not in known:
            row[name] = row.get(name, 0) + sign
    return {name: factor for name, factor in row.items() if factor}


def _determined(rows: list[Row]) -> set[str]:
    """Quantities that have one value only, by elimination: those with a row of their own in reduced form."""
    reduced: dict[str, Row] = {}  # by the quantity that the row is solved for
    for row in rows:
        for solved in [name for name in row if name in reduced]:
            row = _less(row, reduced[solved], row[solved])
        if not row:
            continue
        pivot, lead = next(iter(row.items()))
        solved_row: Row = {name: Fraction(factor) / lead for name, factor in row.items()}
        reduced = {
            name: _less(other, solved_row, other[pivot]) if pivot in other else other for name, other in reduced.items()
        }
        reduced[pivot] = solved_row
    return {name for name, row in reduced.items() if len(row) == 1}


def _less(row: Row, other: Row, factor: Fraction | int) -> Row:
    found = {name: row.get(name, 0) - factor * other.get(name, 0) for name in {*row, *other}}
    return {name: value for name, value in found.items() if value}


def hide(
    figures: dict[str, Any],
    *,
    by_hand: Iterable[str] = (),
    versions: Sequence[Earlier] = (),
    quarter_before: Earlier | None = None,
    quarter_after: Earlier | None = None,
) -> Hidden:
    """What to hide of a return's figures, each with why.

    `versions` are earlier versions of the same quarter: what they hid stays hidden, and what has moved by 1 to 4 since
    is hidden too. `quarter_before` and `quarter_after` are the returns beside it, where they have left: the cohort's
    growth must not tell how many came or left.
    """
    run = _Hiding(table_of(figures))
    run.primary()
    run.hide_cells(by_hand, BY_HAND)
    for earlier in versions:
        run.hide_cells(earlier.hidden, f"It is hidden in {earlier.label}.")
        before = _Hiding(table_of(earlier.figures))
        before.hidden = dict(earlier.hidden)
        for name in sorted(before.follows()):
            if is_small(run.table.values.get(name, before.table.values[name]) - before.table.values[name]):
                run.hide_quantity(name, f"It has moved by 1 to 4 since {earlier.label}.")
    if quarter_before is not None:
        _compare_quarters(run, quarter_before)
    run.close()
    if quarter_after is not None and _tells_of_the_next(run, figures, quarter_after):
        run.hide_quantity(name_of(SEATS), f"With it, a number hidden in {quarter_after.label} could be worked out.")
        run.close()
    return dict(sorted(run.hidden.items()))


def _compare_quarters(run: _Hiding, before: Earlier) -> None:
    """The cohort's change since the quarter before tells who came and left; pauses kept tell of pregnancies."""
    earlier = _Hiding(table_of(before.figures))
    earlier.hidden = dict(before.hidden)
    seen, seats = earlier.follows(), name_of(SEATS)
    if seats in seen and seats in earlier.table.values:
        grow_from(run.table, earlier.table.values[seats])
        run.secret |= run.table.small()
    kept, pregnancies = (name_of(BY_KEY[key].numerator) for key in ("pause_maintained", "pregnancies"))
    if pregnancies in run.secret and kept in seen:
        run.hide_quantity(kept, f"Beside {before.label}, it could tell of a pregnancy.")


def _tells_of_the_next(run: _Hiding, figures: dict[str, Any], after: Earlier) -> bool:
    """Whether this return, sent after the next one, gives away what that one hides."""
    would = hide(after.figures, by_hand=after.hidden, quarter_before=Earlier("this one", figures, run.hidden))
    return not would.keys() <= after.hidden.keys()


def follows_from(table: Table, hidden: Hidden) -> set[str]:
    """The quantities that a reader of a copy can work out from what it shows."""
    run = _Hiding(table)
    run.hidden = dict(hidden)
    return run.follows()


def label_of_cell(address: str) -> str:
    """A cell as people say it: “Attendance, by service: Court”."""
    kind, key, *code = address.split("/", 2)
    if kind == "indicator":
        return BY_KEY[key].name if key in BY_KEY else key
    breakdown = next((one for one in BREAKDOWNS if one.key == key), None)
    return f"{breakdown.name}: {label_of(breakdown, code[0])}" if breakdown and code else address


def can_be_hidden(figures: dict[str, Any]) -> list[str]:
    """The addresses that a lead may choose from, as they are printed."""
    return [cell.address for cell in table_of(figures).cells]
