"""What a cell says: each reader takes a cell's value, never blank, and gives ours or raises BadCell."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from practices.london import AN_HOUR, NoSuchTime, moment_at

UK_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:(?: +|T)(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:(?: +|T)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?)?")
MONTH = re.compile(r"(\d{4})-(\d{1,2})")
WRITE_A_DATE = "Write a date like 14/03/2019"
WRITE_A_TIME = "Write a date and time like 14/03/2019 10:30"

Reader = Callable[[Any], Any]


class BadCell(Exception):
    """The cell cannot be read; the message says what to do."""


class ErrorCell(str):
    """A cell in which Excel shows an error, like #N/A: never blank, and never a value."""


class DateAlone(datetime):
    """Midnight that was read from a date without a time; worth a warning in a column of times."""


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing but white space."""
    return value is None or (isinstance(value, str) and not value.strip())


def as_written(value: Any) -> str:
    """A cell's value as a person would have typed it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value).strip()


def text(*, longest: int) -> Reader:
    """Free text of at most `longest` characters."""

    def read(value: Any) -> str:
        written = as_written(value).replace("\x00", "")
        if len(written) > longest:
            raise BadCell(f"Shorten this to {longest} characters; it has {len(written)}.")
        return written

    return read


def reference(value: Any) -> str:
    """A reference, which matches in any case: kept in capitals."""
    return str(text(longest=40)(value)).upper()


def whole_number(*, lowest: int, highest: int) -> Reader:
    """A whole number between two bounds, both inclusive."""

    def read(value: Any) -> int:
        written = as_written(value)
        if isinstance(value, (bool, date)) or not re.fullmatch(r"[+-]?\d{1,9}(\.0+)?", written):
            raise BadCell(f"Write a whole number from {lowest} to {highest}.")
        number = int(written.partition(".")[0])
        if not lowest <= number <= highest:
            raise BadCell(f"Write a whole number from {lowest} to {highest}.")
        return number

    return read


def code(choices: Iterable[tuple[str, str]], *, what: str, also: dict[str, str] | None = None) -> Reader:
    """A coded value: its code, its code with spaces, or its label, in any case; `also` gives further spellings."""
    known = {}
    for value, label in choices:
        for spelling in (value, label):
            known[folded(spelling)] = value
    for spelling, value in (also or {}).items():
        known[folded(spelling)] = value
    labels = ", ".join(label for _, label in choices)

    def read(value: Any) -> str:
        found = known.get(folded(as_written(value)))
        if found is None:
            raise BadCell(f"Choose {what} from the list: {labels}.")
        return found

    return read


def folded(spelling: str) -> str:
    """A spelling without its case, its outer blanks, and the difference between a blank and an underscore."""
    return re.sub(r"[\s_]+", " ", spelling.strip()).casefold()


def codes(reader: Reader) -> Reader:
    """Several coded values separated by `;`, each once, in their order."""

    def read(value: Any) -> list[str]:
        parts = [part for part in as_written(value).split(";") if part.strip()]
        return list(dict.fromkeys(reader(part) for part in parts))

    return read


def a_date(value: Any) -> date:
    """A day: an Excel date, or text in UK or ISO order. A time of day in it is passed over."""
    return _moment(value, WRITE_A_DATE).date()


def a_time(value: Any) -> datetime:
    """A time in London, as a moment in UTC. A date alone is midnight (and a DateAlone, for a warning)."""
    moment = _moment(value, WRITE_A_TIME)
    kind = DateAlone if isinstance(moment, DateAlone) else datetime
    try:
        found = moment_at(moment.date(), moment.time())
    except NoSuchTime as error:
        raise BadCell(str(error)) from None
    return kind.fromtimestamp(found.timestamp(), UTC)  # in UTC: of two faces alike in autumn, it is one of them


def a_stamp(value: Any) -> datetime:
    """When a program wrote something down: as `a_time`, but a time that the clocks skipped is the hour after it.

    Nobody can say what was meant, and nothing hangs on which it was: it asks nobody.
    """
    moment = _moment(value, WRITE_A_TIME)
    try:
        return a_time(moment)
    except BadCell:
        return a_time(moment + AN_HOUR)


def month_or_date(value: Any) -> tuple[date, bool]:
    """When a child was born: the day and True, or the first of the month and False where only the month is held."""
    match = MONTH.fullmatch(as_written(value))
    if match is None:
        return _moment(value, "Write a month like 2017-05, or a date like 14/05/2017").date(), True
    try:
        return date(int(match[1]), int(match[2]), 1), False
    except ValueError:
        raise BadCell("There is no such month. Write a month like 2017-05.") from None


def _moment(value: Any, advice: str) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return DateAlone(value.year, value.month, value.day)
    if not isinstance(value, str):
        raise BadCell(f"{advice}; this cell holds {_kind(value)}.")
    written = value.strip()
    if match := UK_DATE.fullmatch(written):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    elif match := ISO_DATE.fullmatch(written):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    else:
        raise BadCell(f"{advice}.")
    try:
        if match[4] is None:
            return DateAlone(year, month, day)
        return datetime(year, month, day, int(match[4]), int(match[5]), int(match[6] or 0))
    except ValueError:
        raise BadCell(f"There is no such date. {advice}.") from None


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, time):
        return "a time without a date"
    return "a number"
