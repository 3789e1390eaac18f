"""Dates of numbers in one column: day first, month first, or in both orders."""

from dataclasses import dataclass, field
from datetime import date

from practices.dates import NoSuchDate, NotADate, day_in_words, parse_moment, swapped
from practices.plain_text import plain
from practices.workbook.cells import ErrorCell, MonthCell, UnsureDateCell
from practices.workbook.column_cells import ColumnCells
from practices.workbook.questions import CORRECT, Choice

MOST_ROWS = 20  # that are asked about one by one
DAY_FIRST, MONTH_FIRST, TURNED_TOO = "day_first", "month_first", "month_first_and_turned"
ROW_BY_ROW, AS_THEY_CAN = "row_by_row", "as_they_can"
I_WILL = Choice(CORRECT, "I will correct the workbook: show me these rows")


@dataclass
class Orders:
    """The texts of a column that are dates of numbers, by how they can be read, each with its row."""

    day_only: dict[int, str] = field(default_factory=dict)
    month_only: dict[int, str] = field(default_factory=dict)
    either: dict[int, str] = field(default_factory=dict)  # and with another day each way

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.day_only) + len(self.month_only) + len(self.either)


def settle_order(part: ColumnCells) -> dict[int, object]:
    """Return the cells that are read otherwise than day first, once it was asked in which order they stand."""
    orders = _orders(part)
    if not orders.month_only:
        return {}
    return _both_orders(part, orders) if orders.day_only else _month_first(part, orders)


def _orders(part: ColumnCells) -> Orders:
    found = Orders()
    for number, cell in part.cells.items():
        if not isinstance(cell, str) or isinstance(cell, ErrorCell) or (other := swapped(text := plain(cell))) is None:
            continue
        try:
            day, turned = _day(text), _day(other)
        except NotADate:
            continue  # words stand beside it: a fault of its own row
        if day and turned:
            if day != turned:
                found.either[number] = text
        elif day or turned:
            (found.day_only if day else found.month_only)[number] = text
    return found


def _month_first(part: ColumnCells, orders: Orders) -> dict[int, object]:
    """All can be month first, and some only so: one question for the column."""
    texts = orders.month_only | orders.either
    own = {n: cell for n, cell in part.cells.items() if isinstance(cell, date) and not isinstance(cell, MonthCell)}
    cells = "1 other cell is one" if len(own) == 1 else f"{len(own)} other cells are some"
    beside = f" {cells} of Excel's own dates: look there too." if own else ""
    example = next(iter(orders.month_only.values()))
    dates = "date" if orders.count == 1 else "dates"
    choices = [
        Choice(MONTH_FIRST, f"Month first: {example} is {_in_words(_turned(example))}"),
        Choice(DAY_FIRST, "Day first: those that cannot be are mistakes"),
    ]
    if own and all(cell.day <= 12 for cell in own.values()) and (may := [c for c in own.values() if c.day != c.month]):
        # Excel with a British calendar takes 3/9 for 3 September, and leaves 9/23 as text
        said = f"{day_in_words(may[0])} is {day_in_words(_other(may[0]))}"
        choices.insert(1, Choice(TURNED_TOO, f"Month first, and Excel turned its own dates round: {said}"))
    answer = part.ask(
        "month-first",
        f"{len(orders.month_only)} of {orders.count} {dates} in {part.words} cannot be day first, like {example}. "
        f"Is the month written first in this column?{beside}",
        tuple(choices), list(texts), is_sure=not own,
    )  # fmt: skip
    if answer == DAY_FIRST:
        return {}
    changes: dict[int, object] = {number: _turned(text) for number, text in texts.items()}
    return changes | ({number: _other(cell) for number, cell in own.items()} if answer == TURNED_TOO else {})


def _both_orders(part: ColumnCells, orders: Orders) -> dict[int, object]:
    """Some can only be day first, and some only month first: what can be read in both ways is asked."""
    day, month = next(iter(orders.day_only.values())), next(iter(orders.month_only.values()))
    text = f"The dates in {part.words} stand in both orders: {day} can only be day first, {month} only month first."
    rows = list(orders.either)
    if rows:
        count = "1 date" if len(rows) == 1 else f"{len(rows)} dates"
        text = f"{text} {count} can be read in both ways, like {orders.either[rows[0]]}. How?"
        by_row = [Choice(ROW_BY_ROW, "Ask me row by row")] if len(rows) <= MOST_ROWS else []
        choices = [*by_row, Choice(DAY_FIRST, "Day first"), Choice(MONTH_FIRST, "Month first"), I_WILL]
        answer = part.ask("mixed-dates", text, tuple(choices), rows, proposal=CORRECT)
    else:
        choices = [Choice(AS_THEY_CAN, "Read each in the one way that is possible"), I_WILL]
        answer = part.ask("mixed-dates", text, tuple(choices), list(orders.month_only))
    if answer == CORRECT:
        return {number: UnsureDateCell(one) for number, one in (orders.month_only | orders.either).items()}
    changes: dict[int, object] = {number: _turned(one) for number, one in orders.month_only.items()}
    for number, one in orders.either.items():
        how = _ask_row(part, number, one) if answer == ROW_BY_ROW else answer
        if how != DAY_FIRST:
            changes[number] = _turned(one) if how == MONTH_FIRST else UnsureDateCell(one)
    return changes


def _ask_row(part: ColumnCells, number: int, text: str) -> str:
    """Ask of one row; the dates in the rows above and below may help."""
    above = max((n for n in part.cells if n < number), default=None)
    below = min((n for n in part.cells if n > number), default=None)
    near = [(n, part.cells[n]) for n in (above, below) if n is not None]
    choices = (
        Choice(DAY_FIRST, _in_words(text)),
        Choice(MONTH_FIRST, _in_words(_turned(text))),
        Choice(CORRECT, "I will correct it in the workbook"),
    )
    return part.ask(
        "date-in-row", f"Which day is {text} in row {number} of {part.words}?", choices, [number], proposal=CORRECT,
        short=f"“{part.heading}”, row {number}: {text}", word=f"row {number}",
        samples=tuple(f"Row {n}: {day_in_words(cell) if isinstance(cell, date) else cell}" for n, cell in near),
    )  # fmt: skip


def _day(text: str) -> date | None:
    """Return the day that is written, None where no calendar has it; raises NotADate where it is no date."""
    try:
        return parse_moment(text)
    except NoSuchDate:
        return None


def _turned(text: str) -> str:
    return swapped(text) or text


def _other(day: date) -> date:
    return day.replace(month=day.day, day=day.month)


def _in_words(text: str) -> str:
    return day_in_words(parse_moment(text))
