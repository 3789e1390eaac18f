"""What a cell says: each reader takes a cell's value, never blank, and gives ours or raises BadCell."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from practices.dates import NoSuchDate, NotADate, WrongWeekday, parse_moment, parse_month
from practices.durations import is_about, parse_minutes
from practices.london import AN_HOUR, NoSuchTime, comes_twice, moment_at
from practices.plain_text import has_unseen, plain

WRITE_A_DATE = "Write a date like 14/03/2019"
WRITE_A_TIME = "Write a date and time like 14/03/2019 10:30"
ABOUT_MINUTES = "“About” cannot be kept: the minutes were read as an exact number."
DAY_ZERO = datetime(1899, 12, 30)  # of Excel's numbers of days
FIRST_DAY, LAST_DAY = 7306, 73050  # 1920 to 2099: other numbers are no dates of ours


class BadCell(Exception):
    """The cell cannot be read; the message says what to do."""


class ErrorCell(str):
    """A cell in which Excel shows an error, like #N/A: never blank, and never a value."""


class FormulaCell(ErrorCell):
    """A cell whose formula has no stored value: what it would give, only Excel can say."""


class UnsureDateCell(ErrorCell):
    """A date of a column that stands in both orders, which whoever imports is to write so that it is read in one."""


class MonthCell(date):
    """A date that is shown as month and year: somebody typed a month, and Excel made its first day of it."""


class SkippedTime(datetime):
    """A time at which a program says that something was written down, in the hour that the clocks skipped."""


class DoubledTime(datetime):
    """A time within the hour that comes twice when the clocks go back, the first of the two; worth a warning."""


class DateAlone(datetime):
    """Midnight that was read from a date without a time; worth a warning in a column of times."""


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing but white space."""
    return value is None or (isinstance(value, str) and not plain(value).strip())


def as_written(value: Any) -> str:
    """A cell's value as a person would have typed it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%B %Y" if isinstance(value, MonthCell) else "%d/%m/%Y")
    return plain(str(value)).strip()


@dataclass(frozen=True)
class Reader:
    """How a column's cells are read, and what to tell somebody who fills it in.

    `remark` gives what to say of a cell that can be read, but does not say quite what is kept of it; mostly nothing.
    """

    read: Callable[[Any], Any]
    takes: str
    choices: tuple[str, ...] = ()
    remark: Callable[[Any], str] = lambda value: ""
    meant: Mapping[str, str] = field(default_factory=dict)  # other words, folded, and the choice proposed for each

    def code_of(self, label: str) -> str:
        """The code of one of the choices, whether a cell holds one of them or several."""
        read = self(label)
        return str(read[0] if isinstance(read, list | tuple) else read)

    def __call__(self, value: Any) -> Any:
        """The cell's value; raises BadCell."""
        return self.read(value)


def text(*, longest: int) -> Reader:
    """Free text of at most `longest` characters."""

    def read(value: Any) -> str:
        written = as_written(value)
        if len(written) > longest:
            raise BadCell(f"Shorten this to {longest} characters; it has {len(written)}.")
        return written

    return Reader(read, f"Text of at most {longest:,} characters")


def _reference(value: Any) -> str:
    """A reference, which matches in any case: kept in capitals."""
    if isinstance(value, (date, time)):
        raise BadCell("Excel made a date of this reference. Format the column as text, and type the reference again.")
    if isinstance(value, str) and has_unseen(value):
        raise BadCell("This reference holds a sign that nobody can see. Type it again.")
    return str(text(longest=40)(value)).upper()


reference = Reader(_reference, "A reference of your own, like N-001; format the column as text")


def whole_number(*, lowest: int, highest: int) -> Reader:
    """A whole number between two bounds, both inclusive."""

    def read(value: Any) -> int:
        written = re.sub(r"(?<=\d),(?=\d{3}\b)", "", as_written(value))
        if isinstance(value, (bool, date)) or not re.fullmatch(r"[+-]?\d{1,9}(\.0+)?", written):
            raise BadCell(f"Write a whole number from {lowest} to {highest}.")
        return _within(int(written.partition(".")[0]), lowest, highest)

    return Reader(read, f"A whole number from {lowest:,} to {highest:,}")


def _within(number: int, lowest: int, highest: int) -> int:
    if not lowest <= number <= highest:
        raise BadCell(f"Write a whole number from {lowest} to {highest}.")
    return number


def minutes(*, highest: int) -> Reader:
    """Minutes: a number, with or without its unit, hours and minutes, or a length of time that Excel holds."""
    plain_number = whole_number(lowest=0, highest=highest)

    def read(value: Any) -> int:
        if isinstance(value, time):
            return value.hour * 60 + value.minute
        written = as_written(value)
        found = parse_minutes(written) if isinstance(value, str) else None
        return int(plain_number(value)) if found is None else _within(found, 0, highest)

    takes = f"Minutes, 0 to {highest:,}: 45, 45 mins, 45', ~45, 1h 30, 1½ hours or 1:30"
    return Reader(read, takes, remark=lambda value: ABOUT_MINUTES if is_about(as_written(value)) else "")


def code(
    choices: Iterable[tuple[str, str]],
    *,
    what: str,
    also: Mapping[str, str] | None = None,
    likely: Mapping[str, str] | None = None,
    meant: Mapping[str, str] | None = None,
) -> Reader:
    """A coded value: its code, its code with spaces, or its label, in any case; `also` gives further spellings.

    Those of `likely` may mean something else now and then: they are read, and it is said as what. Those of `meant`
    are never read unasked: they are proposed.
    """
    choices = list(choices)
    known = {}
    for value, label in choices:
        for spelling in (value, label):
            known[folded(spelling)] = value
    for spelling, value in ({**(also or {}), **(likely or {})}).items():
        known.setdefault(folded(spelling), value)
    labels = ", ".join(label for _, label in choices)
    unsure = {folded(spelling): dict(choices)[value] for spelling, value in (likely or {}).items()}

    def read(value: Any) -> str:
        found = known.get(folded(as_written(value)))
        if found is None:
            raise BadCell(f"Choose {what} from the list: {labels}.")
        return found

    def remark(value: Any) -> str:
        label = unsure.get(folded(as_written(value)))
        return (
            f"“{as_written(value)}” was read as {label}. Write another of the list where it was not." if label else ""
        )

    proposed = {folded(spelling): str(dict(choices)[value]) for spelling, value in (meant or {}).items()}
    return Reader(read, "One of the list", tuple(label for _, label in choices), remark, proposed)


def folded(spelling: str) -> str:
    """A spelling without its case, and with one space for what is neither letter nor digit."""
    words = unicodedata.normalize("NFKC", spelling).casefold()
    return " ".join(re.findall(r"[^\W_]+", words))


def codes(reader: Reader) -> Reader:
    """Several coded values separated by `;`, each once, in their order."""

    def read(value: Any) -> list[str]:
        parts = [part for part in as_written(value).split(";") if part.strip()]
        return list(dict.fromkeys(reader(part) for part in parts))

    return Reader(read, "Some of the list, with “;” between", reader.choices, meant=reader.meant)


def _a_date(value: Any) -> date:
    """A day: an Excel date, or text in UK or ISO order. A time of day in it is passed over."""
    return _moment(value, WRITE_A_DATE).date()


a_date = Reader(_a_date, "A date, like 14/03/2019 or 14 Mar 2019")


def _a_time(value: Any) -> datetime:
    """A time in London, as a moment in UTC. A date alone is midnight (and a DateAlone, for a warning)."""
    moment = _moment(value, WRITE_A_TIME)
    kind: type[datetime] = DateAlone if isinstance(moment, DateAlone) else datetime
    try:
        found = moment_at(moment.date(), moment.time())
    except NoSuchTime as error:
        raise BadCell(str(error)) from error
    if comes_twice(found):
        kind = DoubledTime
    return kind.fromtimestamp(found.timestamp(), UTC)  # in UTC: of two faces alike in autumn, it is one of them


def _a_time_by_program(value: Any) -> datetime:
    """A time as another program wrote it: nobody could answer for an hour that the clocks skipped; read an hour on."""
    try:
        return _a_time(value)
    except BadCell as error:
        if not isinstance(error.__cause__, NoSuchTime):
            raise
    later = moment_at((moment := _moment(value, WRITE_A_TIME)).date(), (moment + AN_HOUR).time())
    return SkippedTime.fromtimestamp(later.timestamp(), UTC)


a_time = Reader(_a_time, "A date and time, like 14/03/2019 10:30")
a_time_by_program = Reader(_a_time_by_program, "A date and time, like 14/03/2019 10:30")


def _month_or_date(value: Any) -> tuple[date, bool]:
    """When a child was born: the day and True, or the first of the month and False where only the month is held."""
    if isinstance(value, MonthCell):
        return date(value.year, value.month, 1), False
    try:
        return parse_month(as_written(value)), False
    except NoSuchDate:
        raise BadCell("There is no such month. Write a month like 2017-05.") from None
    except NotADate:
        return _moment(value, "Write a month like 2017-05, or a date like 14/05/2017").date(), True


month_or_date = Reader(_month_or_date, "A month, like 2017-05 or May 2017; or a date, if she gave it")
DATES = (a_date, a_time, a_time_by_program, month_or_date)


def is_serial(value: Any) -> bool:
    """Whether a cell holds the number by which Excel means a day of our time."""
    if isinstance(value, str) and re.fullmatch(r"\d{4,5}(\.\d+)?", value.strip()):
        value = float(value)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and FIRST_DAY <= value < LAST_DAY + 1


def _moment(value: Any, advice: str) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return DateAlone(value.year, value.month, value.day)
    if is_serial(value):
        moment = DAY_ZERO + timedelta(seconds=round(float(value) * 86_400))
        return moment if float(value) % 1 else DateAlone(moment.year, moment.month, moment.day)
    if not isinstance(value, str):
        raise BadCell(f"{advice}; this cell holds {_kind(value)}.")
    try:
        found = parse_moment(plain(value))
    except WrongWeekday as error:
        raise BadCell(str(error)) from None
    except NoSuchDate:
        raise BadCell(f"There is no such date. {advice}.") from None
    except NotADate:
        raise BadCell(f"{advice}.") from None
    return found if isinstance(found, datetime) else DateAlone(found.year, found.month, found.day)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, time):
        return "a time without a date"
    return "a number"
