"""Which figures to hide in the copies that leave: small ones, and the further ones that would give those away.

The return to National stays exact. A number of 1 to 4 is hidden (SECURITY §7), and with it enough others that it
follows neither by subtraction from a total, nor from an earlier version, nor from the quarter before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from reporting.disclosure.cells import OUTFLOWS, Bound, Cell, Sum, Table, is_small, name_of, table_of
from reporting.indicators.declared import BREAKDOWNS, BY_KEY, SEATS
from reporting.words import label_of

SMALL = "It is 1 to 4."
ALL_BUT = "All but 1 to 4 are counted in it."
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
        unknown = sorted({name for tie in left_over for name in (tie.total, *tie.parts)} - known)
        column = {name: number for number, name in enumerate(unknown)}
        return known | {unknown[number] for number in _determined([_row(tie, column) for tie in left_over])}

    def primary(self) -> None:
        for name in sorted(self.secret):
            self.hide(self.printing(name), SMALL)
        for tie in self.table.sums:
            if len(tie.parts) == 2 and is_small(self.table.values[tie.parts[1]]):  # what is left of a ratio
                self.hide(self.printing(tie.parts[0]), ALL_BUT)

    def close(self) -> None:
        """Hide one more until nothing secret follows; ends, since each turn hides a cell."""
        while (found := self._leak()) is not None:
            names, why = found
            cell = self._partner(names)
            if cell is None:
                return
            self.hide([cell], why)

    def _leak(self) -> tuple[tuple[str, ...], str] | None:
        known = self.follows()
        for name in sorted(self.secret & known):
            tie = next((one for one in self.table.sums if name in (one.total, *one.parts) and self._open(one)), None)
            if tie is not None:
                return (*tie.parts, tie.total), f"With it, {self._said(name)} could be worked out."
        for tie in self.table.sums:
            unknown = [part for part in tie.parts if part not in known]
            together = sum(self.table.values[part] for part in unknown)
            if tie.total in known and set(unknown) & self.secret and is_small(together) and self._open(tie):
                return (*tie.parts, tie.total), "The hidden ones together would be 1 to 4."
        for bound in self.table.bounds:
            if self._narrows(bound, known):
                return (*bound.parts, bound.total), "With it, a hidden number could be narrowed down."
        return None

    def _open(self, tie: Sum) -> bool:
        return self._partner((*tie.parts, tie.total)) is not None

    def _narrows(self, bound: Bound, known: set[str]) -> bool:
        """Whether one hidden part must be at least 2, because the others that are shown do not make up the total."""
        unknown = [part for part in bound.parts if part not in known]
        if bound.total not in known or len(unknown) != 1 or unknown[0] not in self.secret:
            return False
        shown = sum(self.table.values[part] for part in bound.parts if part in known)
        is_open = self._partner((*bound.parts, bound.total)) is not None
        return self.table.values[bound.total] - shown >= 2 and is_open

    def _partner(self, names: Sequence[str]) -> Cell | None:
        """The cell to hide next: the smallest part that is shown and not nought, then a nought, then the total."""
        total, found = names[-1], []
        for cell in self.table.cells:
            mine = [name for name in cell.quantities if name in names and name not in self.table.public]
            if cell.address in self.hidden or not mine:
                continue
            value = min(self.table.values[name] for name in mine)
            found.append((total in mine, value == 0, value, cell.address, cell))
        return min(found)[-1] if found else None

    def _said(self, quantity: str) -> str:
        cells = self.printing(quantity) or [
            cell for cell in self.table.cells if cell.address in self.hidden and cell.address in quantity
        ]
        return f"“{label_of_cell(cells[0].address)}”" if cells else "a number of 1 to 4"


def _row(tie: Sum, column: dict[str, int]) -> list[Fraction]:
    row = [Fraction(0)] * len(column)
    for name, sign in ((tie.total, -1), *((part, 1) for part in tie.parts)):
        if name in column:
            row[column[name]] += sign
    return row


def _determined(rows: list[list[Fraction]]) -> set[int]:
    """Columns that have one value only, by elimination: those with a row of their own in reduced form."""
    pivots = 0
    for column in range(len(rows[0]) if rows else 0):
        chosen = next((number for number in range(pivots, len(rows)) if rows[number][column]), None)
        if chosen is None:
            continue
        rows[pivots], rows[chosen] = rows[chosen], rows[pivots]
        lead = rows[pivots][column]
        rows[pivots] = [value / lead for value in rows[pivots]]
        for number, row in enumerate(rows):
            if number != pivots and (factor := row[column]):
                rows[number] = [mine - factor * his for mine, his in zip(row, rows[pivots], strict=True)]
        pivots += 1
    found = set()
    for row in rows[:pivots]:
        filled = [number for number, value in enumerate(row) if value]
        if len(filled) == 1:
            found.add(filled[0])
    return found


def hide(
    figures: dict[str, Any],
    *,
    by_hand: Iterable[str] = (),
    versions: Sequence[Earlier] = (),
    quarter_before: Earlier | None = None,
) -> Hidden:
    """What to hide of a return's figures, each with why.

    `versions` are earlier versions of the same quarter: what they hid stays hidden, and what has moved by 1 to 4 since
    is hidden too. `quarter_before` is the return before it: the cohort's growth must not tell how many came or left.
    """
    run = _Hiding(table_of(figures))
    run.primary()
    addresses = {cell.address: cell for cell in run.table.cells}
    run.hide([addresses[address] for address in sorted(set(by_hand) & addresses.keys())], BY_HAND)
    for earlier in versions:
        run.hide([addresses[one] for one in earlier.hidden if one in addresses], f"It is hidden in {earlier.label}.")
        before = _Hiding(table_of(earlier.figures))
        before.hidden = dict(earlier.hidden)
        for name in sorted(before.follows()):
            if is_small(run.table.values.get(name, before.table.values[name]) - before.table.values[name]):
                run.hide_quantity(name, f"It has moved by 1 to 4 since {earlier.label}.")
    run.close()
    if quarter_before is not None and _flow_narrows(run, quarter_before):
        run.close()
    return dict(sorted(run.hidden.items()))


def _flow_narrows(run: _Hiding, before: Earlier) -> bool:
    """Hide a second of those who came and left, where the change of the cohort would narrow the only hidden one.

    Seats now = seats before + offers − declines − completions − closures; closures for other reasons are not printed,
    so only a bound follows: of a hidden outflow at most, of hidden offers at least.
    """
    earlier = _Hiding(table_of(before.figures))
    earlier.hidden = dict(before.hidden)
    seats = name_of(SEATS)
    if seats not in earlier.follows() or seats not in run.follows():
        return False
    flows = {key: name_of(BY_KEY[key].numerator) for key in ("offers_made", *OUTFLOWS)}
    known = run.follows()
    unknown = [key for key, name in flows.items() if name not in known]
    if len(unknown) != 1 or flows[unknown[0]] not in run.secret:
        return False
    values = run.table.values
    shown_out = sum(values[flows[key]] for key in OUTFLOWS if key not in unknown)
    grown = values[seats] - earlier.table.values[seats]
    if unknown[0] == "offers_made":
        narrows = grown + shown_out >= 2
    else:
        narrows = values[flows["offers_made"]] - grown - shown_out <= 3
    if not narrows:
        return False
    others = [key for key in flows if key not in unknown]
    second = min(others, key=lambda key: (values[flows[key]] == 0, values[flows[key]], key))
    why = f"With the change of the cohort since {before.label}, “{BY_KEY[unknown[0]].name}” could be narrowed down."
    run.hide(run.printing(flows[second]), why)
    return True


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
