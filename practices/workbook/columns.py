"""What a whole column says before its cells are read: dates that are month first, months, numbers, unseen signs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from practices.dates import NoSuchDate, NotADate, parse_moment, swapped
from practices.plain_text import JOINERS, has_unseen, plain
from practices.workbook.cells import (
    DATES,
    DAY_ZERO,
    ErrorCell,
    MonthCell,
    is_blank,
    is_serial,
    month_or_date,
    reference,
)
from practices.workbook.faults import Remark
from practices.workbook.layout import Rows, cell_at
from practices.workbook.questions import LEAVE_OUT, Choice, Interview, Question
from practices.workbook.sheets import Column, SheetRead

DAYS_TO_1904 = 1462  # between the two days from which Excel counts


@dataclass
class ColumnCells:
    """The filled cells of one column, by Excel's row number."""

    found: SheetRead
    column: Column
    cells: dict[int, Any]
    interview: Interview

    @property
    def words(self) -> str:
        """The column in a question."""
        return f"the column {self.column.name} of the sheet {self.found.sheet.name}"

    def ask(self, kind: str, text: str, choices: tuple[Choice, ...], rows: list[int]) -> str:
        """Ask about this column, once; the first choice is proposed."""
        sheet, column = self.found.sheet.name, self.column.name
        return self.interview.ask(Question(kind, sheet, column, text, choices, choices[0].value, rows=len(rows)))

    def say(self, message: str, rows: list[int]) -> None:
        """Remark on some of its rows."""
        self.found.remarks.append(Remark(self.found.sheet.name, message, rows[0], self.column.name, rows=tuple(rows)))


def settle_columns(
    found: SheetRead, rows: Rows, positions: dict[str, int], interview: Interview, *, from_1904: bool
) -> Rows:
    """Return the rows with the cells of each column as they are to be read, once what is unsure was asked."""
    rows = [list(row) for row in rows]
    for column in found.sheet.columns:
        position = positions.get(column.name)
        if position is None:
            continue
        numbers = range(found.header_row + 1, len(rows) + 1)
        cells = {n: cell for n in numbers if not is_blank(cell := cell_at(rows, n - 1, position))}
        part = ColumnCells(found, column, cells, interview)
        steps: tuple[Callable[[ColumnCells], dict[int, Any]], ...] = ()
        if column.read in DATES:
            steps = (_month_first, _months)
            _say_numbers(part)
        elif column.read is reference:
            steps = (_unseen_signs,)
        changes = {number: cell for step in steps for number, cell in step(part).items()}
        if from_1904 and column.read in DATES:
            changes |= {n: float(cell) + DAYS_TO_1904 for n, cell in cells.items() if is_serial(cell)}
        for number, cell in changes.items():
            rows[number - 1][position] = cell
    return rows


def _month_first(part: ColumnCells) -> dict[int, Any]:
    """Dates of numbers that cannot all be day first, and can all be month first: one question for the column."""
    texts = {
        n: plain(cell) for n, cell in part.cells.items() if isinstance(cell, str) and not isinstance(cell, ErrorCell)
    }
    turned = {n: other for n, text in texts.items() if (other := swapped(text)) is not None}
    wrong = [n for n in turned if _is_no_date(texts[n])]
    if not wrong or any(_is_no_date(other) for other in turned.values()):
        return {}
    dates = sum(isinstance(cell, date) for cell in part.cells.values())
    beside = (
        f" {dates} other cells are Excel's own dates, and are read as they stand: look at them too." if dates else ""
    )
    example = texts[wrong[0]]
    answer = part.ask(
        "month-first",
        f"{len(wrong)} of {len(turned)} dates in {part.words} cannot be day first, like {example}. "
        f"Is the month written first in this column?{beside}",
        (
            Choice("month_first", f"Month first: {example} is {_in_words(turned[wrong[0]])}"),
            Choice("day_first", "Day first: those that cannot be are mistakes"),
        ),
        list(turned),
    )
    if answer == "day_first":
        return {}
    return dict(turned)


def _is_no_date(text: str) -> bool:
    try:
        parse_moment(text)
    except NoSuchDate:
        return True
    except NotADate:
        return False
    return False


def _in_words(text: str) -> str:
    moment = parse_moment(text)
    return f"{moment.day} {moment:%B %Y}"


def _months(part: ColumnCells) -> dict[int, Any]:
    """Dates that are shown as month and year: a month where one is taken, asked about where a day must be known."""
    months = {n: cell for n, cell in part.cells.items() if isinstance(cell, MonthCell)}
    firsts = [n for n, cell in months.items() if cell.day == 1]
    if not months:
        return {}
    if part.column.read is month_or_date:
        part.say("Shown as month and year: kept as a month, without a day.", list(months))
        return {}
    if len(firsts) < len(months):
        part.say("Shown as month and year; the day behind it was read.", list(months))
        return {}
    answer = part.ask(
        "months",
        f"{len(firsts)} dates in {part.words} are shown as month and year, like {months[firsts[0]]:%B %Y}. "
        "Was it the first day of the month?",
        (
            Choice("first", "Yes, the first of the month is the day"),
            Choice(LEAVE_OUT, "No, only the month is known: leave the date empty"),
        ),
        firsts,
    )
    return dict.fromkeys(firsts, "") if answer == LEAVE_OUT else {}


def _say_numbers(part: ColumnCells) -> None:
    numbers = [n for n, cell in part.cells.items() if is_serial(cell)]
    if numbers:
        first = DAY_ZERO + timedelta(days=int(float(part.cells[numbers[0]])))
        part.say(f"Numbers were read as the dates that Excel means by them, the first as {first:%d/%m/%Y}.", numbers)


def _unseen_signs(part: ColumnCells) -> dict[int, Any]:
    """References with signs that nobody can see: two that look the same would be two."""
    signs = {n: cell for n, cell in part.cells.items() if isinstance(cell, str) and has_unseen(cell)}
    if not signs:
        return {}
    answer = part.ask(
        "signs",
        f"{len(signs)} references in {part.words} hold signs that nobody can see, like {plain(signs[min(signs)])}. "
        "Read them without?",
        (
            Choice("read", "Read them without these signs"),
            Choice("correct", "No: I will type them again in the workbook"),
        ),
        list(signs),
    )
    if answer == "correct":
        return {}
    return {n: "".join(sign for sign in plain(cell) if sign not in JOINERS) for n, cell in signs.items()}
