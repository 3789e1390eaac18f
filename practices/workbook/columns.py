"""What a whole column says before its cells are read: dates that are month first, months, numbers, unseen signs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from practices.dates import day_in_words
from practices.plain_text import JOINERS, has_unseen, plain
from practices.workbook.cells import (
    DATES,
    DAY_ZERO,
    BadCell,
    ErrorCell,
    MonthCell,
    as_written,
    is_blank,
    is_serial,
    month_or_date,
    reference,
)
from practices.workbook.column_cells import ColumnCells
from practices.workbook.date_order import settle_order
from practices.workbook.headings import can_read
from practices.workbook.layout import Rows, cell_at
from practices.workbook.questions import CORRECT, LEAVE_OUT, Choice, Interview
from practices.workbook.sheets import Column, LeftOut, SheetRead, day_of
from practices.workbook.telling import STILLBIRTH, Tells, tells
from practices.workbook.words import settle_words

DAYS_TO_1904 = 1462  # between the two days from which Excel counts
FEWEST_FIRSTS = 4  # dates that are all the first of a month, and so may stand for the month
KNOWN, MONTH = "known", "month"


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
            steps = (_losses, settle_order, _months, _firsts)
            _say_numbers(part)
        elif column.read is reference:
            steps = (_unseen_signs,)
        elif column.read.choices:
            steps = (settle_words,)
        changes: dict[int, Any] = {}
        for step in steps:
            changes |= step(part)
            part.cells |= changes
        if from_1904 and column.read in DATES:
            changes |= {n: float(cell) + DAYS_TO_1904 for n, cell in part.cells.items() if is_serial(cell)}
        for number, cell in changes.items():
            rows[number - 1][position] = cell
    return rows


def _losses(part: ColumnCells) -> dict[int, Any]:
    """Words of a child's loss where a date is meant: no date is made of them, but the month of a stillbirth."""
    changes: dict[int, Any] = {}
    for number, cell in part.cells.items() if part.column.tells_losses else ():
        if not isinstance(cell, str) or isinstance(cell, ErrorCell) or tells(cell) is not Tells.DEATH:
            continue
        part.found.left_out.append(LeftOut(number, part.heading, as_written(cell)))
        rest = STILLBIRTH.sub("", as_written(cell)).strip(" ()-–,:")
        is_month = part.column.read is month_or_date and rest != as_written(cell) and can_read(part.column, rest)
        changes[number] = rest if is_month else ""
        what = (
            f"the month was read from “{as_written(cell)}”"
            if is_month
            else f"no date was read from “{as_written(cell)}”"
        )
        part.say(f"These are words of a loss: {what}.", [number], passed_over=not is_month)
    return changes


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
        f"In {part.words} {'1 date is' if len(firsts) == 1 else f'{len(firsts)} dates are'} shown as month and year, "
        f"like {months[firsts[0]]:%B %Y}. Was it the first day of the month?",
        (
            Choice("first", "Yes, the first of the month is the day"),
            Choice(LEAVE_OUT, "No, only the month is known: leave the date empty"),
        ),
        firsts,
    )
    return dict.fromkeys(firsts, "") if answer == LEAVE_OUT else {}


def _firsts(part: ColumnCells) -> dict[int, Any]:
    """Dates that are all the first of a month, of several months: asked whether a day was ever known."""
    days = {n: day for n, cell in part.cells.items() if (day := _day_in(part.column, cell)) is not None}
    is_past = part.column.past  # a plan may well be for the first of a month
    if not is_past or len(days) < FEWEST_FIRSTS or len(set(days.values())) < 2 or {d.day for d in days.values()} != {1}:
        return {}
    example = days[min(days)]
    known = Choice(KNOWN, f"They are real days: keep each, like {day_in_words(example)}")
    if part.column.read is month_or_date:
        month = Choice(MONTH, f"Only the month is known: keep {example:%B %Y}, without a day")
    elif part.column.required:
        month = Choice(MONTH, "Only the month is known: the first of the month stands for it")
    else:
        month = Choice(LEAVE_OUT, "Only the month is known: leave these dates empty, since a day must be held here")
    choices = (month, known) if part.column.read is month_or_date else (known, month)
    text = f"All {len(days)} dates in {part.words} are the first of a month. Are these real days?"
    answer = part.ask("first-of-month", text, choices, list(days))
    if answer == LEAVE_OUT:
        return dict.fromkeys(days, "")
    if answer == MONTH and part.column.read is month_or_date:
        return {n: MonthCell(day.year, day.month, 1) for n, day in days.items()}
    return {}


def _day_in(column: Column, cell: Any) -> date | None:
    """The day that a cell says; None where it says a month, or cannot be read."""
    if isinstance(cell, (MonthCell, ErrorCell)):
        return None
    try:
        value = column.read(cell)
    except BadCell:
        return None
    is_month = isinstance(value, tuple) and not value[1]
    return None if is_month else day_of(value)


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
        f"In {part.words} {'1 reference holds' if len(signs) == 1 else f'{len(signs)} references hold'} signs that "
        f"nobody can see, like {plain(signs[min(signs)])}. Read without them?",
        (
            Choice("read", "Read them without these signs"),
            Choice(CORRECT, "No: I will type them again in the workbook"),
        ),
        list(signs),
    )
    if answer == CORRECT:
        return {}
    return {n: "".join(sign for sign in plain(cell) if sign not in JOINERS) for n, cell in signs.items()}
