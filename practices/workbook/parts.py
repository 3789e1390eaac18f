"""Columns that hold parts of one of ours: a time beside its date, a first name and a surname, day, month and year."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from practices.dates import NotADate, parse_moment
from practices.durations import parse_time_of_day
from practices.plain_text import plain
from practices.workbook.cells import DATES, ErrorCell, a_time, as_written, is_blank, is_serial
from practices.workbook.faults import Remark
from practices.workbook.layout import Rows, cell_at, column_words
from practices.workbook.naming import name_key, words_of
from practices.workbook.opening import RawSheet
from practices.workbook.questions import Choice, Interview, Question, samples_of
from practices.workbook.sheets import SheetRead
from practices.workbook.wording import label_of

TIME_OF = "time-of-"
APART = "apart"
TOGETHER = "together"
AND_KNOWN_AS = "together-and-known-as"
FIRST_NAMES = {"firstname", "firstnames", "forename", "forenames", "givenname", "christianname", "first", "name"}
LAST_NAMES = {"surname", "lastname", "familyname", "last", "secondname"}
ENOUGH = 0.9  # of a column's cells that must be clock times
MOST = 0.5  # where its heading says that it holds times, and nothing that lasts
SAYS_TIME = {"time", "times", "clock", "oclock"}
SAYS_LENGTH = {"duration", "length", "long", "minutes", "mins", "spent", "lasted", "hours", "hrs", "taken"}
FULL_NAME, KNOWN_AS = "full_name", "known_as"
A_DAY = timedelta(days=1)
SECONDS = re.compile(r"(?<=\d:\d\d):\d\d$")  # of a length of time that stands for a clock


class Clocks:
    """Columns of times of day, and the columns of dates without a time beside which they may stand."""

    def __init__(
        self,
        found: SheetRead,
        raw: RawSheet,
        rows: Rows,
        positions: dict[str, int],
        filled: Mapping[int, dict[int, Any]],
    ) -> None:
        """`positions` are read when they are asked for: a date's column may be placed later."""
        self.found, self.raw, self.rows, self.positions, self.filled = found, raw, rows, positions, filled
        self.joined: set[str] = set()

    def is_clock(self, position: int) -> bool:
        """Whether a column holds times of day: by its cells, or by most of them and its heading."""
        words = self._words(position)
        if words & SAYS_LENGTH:
            return False
        return self._share(position) >= (MOST if words & SAYS_TIME else ENOUGH)

    def may_be(self, position: int) -> bool:
        """Whether a column may hold times of day: one of its cells does, or its heading says so."""
        return self._share(position) > 0 or bool(self._words(position) & SAYS_TIME)

    def _words(self, position: int) -> set[str]:
        return set(words_of(column_words(self.raw, position)).split())

    def _share(self, position: int) -> float:
        """How many of its cells are times of day, from 0 to 1; other words, like “half 2”, are faults of their rows."""
        cells = self.filled[position].values()
        return sum(clock_of(cell) is not None for cell in cells) / len(cells)

    def choices(self, position: int) -> tuple[Choice, ...]:
        """Return what a column of times may be the time of: the dates of its sheet that have none."""
        if not self.may_be(position):
            return ()
        dates = [
            column.name for column in self.found.sheet.columns if column.read is a_time and self._lacks(column.name)
        ]
        return tuple(Choice(f"{TIME_OF}{name}", f"It is the time of “{self._heading(name)}”") for name in dates)

    def _heading(self, name: str) -> str:
        return column_words(self.raw, self.positions[name])

    def _lacks(self, name: str) -> bool:
        """Whether a column of dates and times is there, and has days alone."""
        if name not in self.positions or name in self.joined:
            return False
        numbers = range(self.raw.header + 1, len(self.rows))
        cells = [cell for n in numbers if not is_blank(cell := cell_at(self.rows, n, self.positions[name]))]
        return bool(cells) and not any(_has_time(cell) for cell in cells)

    def join(self, position: int, answer: str) -> bool:
        """Put each time to the date beside it, where the answer says so."""
        if not answer.startswith(TIME_OF):
            return False
        name = answer.removeprefix(TIME_OF)
        place = self.positions[name]
        for number, cell in self.filled[position].items():
            _put(self.rows, number, place, _with_time(cell_at(self.rows, number - 1, place), cell))
        self.joined.add(name)
        self.raw.joined |= {position, place}
        return True


def clock_of(cell: Any) -> time | None:
    """Return the time of day that a cell holds, if it holds one alone."""
    if isinstance(cell, time):
        return cell
    if isinstance(cell, datetime):
        return cell.time() if cell.year <= 1900 else None
    if isinstance(cell, float) and 0 < cell < 1:
        return (datetime.min + A_DAY * cell + timedelta(milliseconds=500)).time().replace(microsecond=0)
    if isinstance(cell, (ErrorCell, bool, date)):
        return None
    return parse_time_of_day(SECONDS.sub("", as_written(cell)))


def _has_time(cell: Any) -> bool:
    """Whether a cell of dates says a time of day too."""
    if isinstance(cell, datetime):
        return cell.time() != time()
    if isinstance(cell, date) or not (isinstance(cell, str) or is_serial(cell)):
        return False
    if is_serial(cell):
        return float(cell) % 1 != 0
    try:
        return isinstance(parse_moment(plain(cell)), datetime)
    except NotADate:
        return False


def _with_time(day: Any, cell: Any) -> Any:
    """Return a date's cell with its time; what cannot be put together stands there as it is, to be mended."""
    clock = clock_of(cell)
    if is_blank(day) or isinstance(day, ErrorCell) or clock is None:
        return cell if is_blank(day) else day if isinstance(day, ErrorCell) else f"{as_written(day)} {as_written(cell)}"
    if is_serial(day):
        return float(day) + (clock.hour * 60 + clock.minute) / (24 * 60)
    if isinstance(day, date):
        return datetime(day.year, day.month, day.day, clock.hour, clock.minute)
    return f"{as_written(day)} {clock:%H:%M}"


def join_names(
    found: SheetRead, raw: RawSheet, rows: Rows, unknown: list[int], positions: dict[str, int], interview: Interview
) -> None:
    """Ask whether a column of first names and one of surnames are the whole names, which are not there."""
    sheet = found.sheet
    first, last = _column(raw, rows, unknown, FIRST_NAMES), _column(raw, rows, unknown, LAST_NAMES)
    if FULL_NAME not in sheet.names() or FULL_NAME in positions or first is None or last is None:
        return
    words = f"“{column_words(raw, first)}” and “{column_words(raw, last)}”"
    whole = f"Read them together as {label_of(sheet.name, FULL_NAME)}"
    choices = [Choice(TOGETHER, whole), Choice(APART, "No: ask me about each")]
    if KNOWN_AS in sheet.names() and KNOWN_AS not in positions:
        known_as = f"{whole}, and the first as {label_of(sheet.name, KNOWN_AS)} too"
        choices.insert(0, Choice(AND_KNOWN_AS, known_as))
    named = {n: joined for n in _numbers(raw, rows) if (joined := _joined(rows, n, (first, last), " "))}
    question = Question(
        "parts", sheet.name, words,
        f"The columns {words} of the sheet {raw.name} look like the two parts of her name. How are they to be read?",
        tuple(choices), choices[0].value, rows=len(named), samples=samples_of(named),
    )  # fmt: skip
    answer = interview.ask(question)
    if answer == APART:
        return
    for number, name in named.items():
        _put(rows, number, last, name)
    positions[FULL_NAME] = last
    if answer == AND_KNOWN_AS:
        positions[KNOWN_AS] = first
    _take(found, raw, unknown, {first, last}, words, None if interview.is_open(question) else whole)


def join_days(
    found: SheetRead, raw: RawSheet, rows: Rows, unknown: list[int], positions: dict[str, int], interview: Interview
) -> None:
    """Ask which date the columns day, month and year are the parts of."""
    sheet = found.sheet
    parts = tuple(_column(raw, rows, unknown, {part}) for part in ("day", "month", "year"))
    dates = [c for c in sheet.columns if c.read in DATES and c.name not in positions]
    if None in parts or not dates:
        return
    places = tuple(part for part in parts if part is not None)
    words = ", ".join(f"“{column_words(raw, place)}”" for place in places)
    dates.sort(key=lambda column: not column.required)
    choices = tuple(Choice(c.name, f"They are the parts of {label_of(sheet.name, c.name)}") for c in dates)
    joined = {n: text for n in _numbers(raw, rows) if (text := _joined(rows, n, places, "/"))}
    question = Question(
        "parts", sheet.name, words,
        f"The columns {words} of the sheet {raw.name} look like the parts of one date. Which is it?",
        (*choices, Choice(APART, "None: ask me about each")), choices[0].value,
        rows=len(joined), samples=samples_of(joined),
    )  # fmt: skip
    answer = interview.ask(question)
    if answer == APART:
        return
    for number, text in joined.items():
        _put(rows, number, places[0], text)
    positions[answer] = places[0]
    said = f"Read them together as {label_of(sheet.name, answer)}"
    _take(found, raw, unknown, set(places), words, None if interview.is_open(question) else said)


def _column(raw: RawSheet, rows: Rows, unknown: list[int], keys: set[str]) -> int | None:
    """The unknown column with data that is called so; None where there is none or more than one."""
    named = [place for place in unknown if name_key(column_words(raw, place)) in keys]
    named = [place for place in named if any(not is_blank(cell_at(rows, n - 1, place)) for n in _numbers(raw, rows))]
    return named[0] if len(named) == 1 else None


def _numbers(raw: RawSheet, rows: Rows) -> range:
    return range(raw.header + 2, len(rows) + 1)


def _joined(rows: Rows, number: int, places: tuple[int, ...], between: str) -> str:
    cells = (cell_at(rows, number - 1, place) for place in places)
    return between.join(as_written(cell) for cell in cells if not is_blank(cell))


def _put(rows: Rows, number: int, place: int, value: Any) -> None:
    row = rows[number - 1]
    row += [""] * (place + 1 - len(row))
    row[place] = value


def _take(found: SheetRead, raw: RawSheet, unknown: list[int], places: set[int], words: str, said: str | None) -> None:
    raw.joined |= places
    unknown[:] = [place for place in unknown if place not in places]
    if said:
        said = said.replace("Read them together", "were read together")
        found.remarks.append(Remark(found.sheet.name, f"The columns {words} {said}."))
