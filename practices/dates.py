"""The one reader of dates as people write them, for workbooks and forms: day first, as in the United Kingdom.

What could be read in two ways is read day first or refused; day and month are never swapped.
"""

import re
from datetime import date, datetime, time

from practices.durations import is_time_of_day, parse_time_of_day

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
CENTURY = 50  # a year of two figures: 49 is 2049, 50 is 1950
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = re.compile(rf"({'|'.join(WEEKDAYS)})[a-z]*\.?,?\s+", re.IGNORECASE)
GAP = r"\s*[/.,\-–\s]\s*"
NUMBERS = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?{GAP}(\d{{1,2}}){GAP}(\d{{4}}|\d{{2}})")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
DAY_AND_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s\-–./,]*([a-z]{3,9})\.?[\s\-–./,]*(\d{4}|\d{2})")
NAME_AND_DAY = re.compile(r"([a-z]{3,9})\.?[\s\-–./]*(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4}|\d{2})")
MONTH_AND_YEAR = re.compile(r"([a-z]{3,9})\.?[\s\-–./,']*(\d{4}|\d{2})")
NUMBERED_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[/.](\d{4})")
BEFORE_TIME = re.compile(r"(?:(?<=\d)t|,?\s+(?:at\s+|@\s*|[\-–]\s+)?)(?=\d)")


class NotADate(ValueError):
    """What is written is no date."""


class NoSuchDate(NotADate):
    """What is written is a date that no calendar has, like 31 February."""


class WrongWeekday(NoSuchDate):
    """What is written is a date that falls on another day of the week than is written beside it."""

    def __init__(self, day: date) -> None:
        """With what to tell whoever wrote it."""
        super().__init__(f"{day_in_words(day)} is a {day:%A}. Check the day.")


def day_in_words(day: date) -> str:
    """A day as people write it: 1 March 2019."""
    return f"{day.day} {day:%B %Y}"


def parse_date(written: str) -> date:
    """Return the day that is written: 14/03/2019, 14.3.19, 14 Mar 2019, 14th of March 2019, 2019-03-14."""
    return _on_its_weekday(_date(_tidy(written)), written)


def _on_its_weekday(day: date, written: str) -> date:
    match = WEEKDAY.search(written.casefold())
    if match and WEEKDAYS.index(match[1]) != day.weekday():
        raise WrongWeekday(day)
    return day


def _date(words: str) -> date:
    if match := NUMBERS.fullmatch(words):
        return _day(year_of(match[3]), int(match[2]), int(match[1]))
    if match := ISO.fullmatch(words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := DAY_AND_NAME.fullmatch(words):
        return _day(year_of(match[3]), month_number(match[2]), int(match[1]))
    if match := NAME_AND_DAY.fullmatch(words):
        return _day(year_of(match[3]), month_number(match[1]), int(match[2]))
    raise NotADate


def parse_moment(written: str) -> date | datetime:
    """Return the day and time that are written, or the day where no time is."""
    words = _tidy(written)
    try:
        return _on_its_weekday(_date(words), written)
    except NoSuchDate:
        raise
    except NotADate:
        pass
    for between in BEFORE_TIME.finditer(words):  # of “10 Sep 26 11:00” the year is no time
        if is_time_of_day(clock := words[between.end() :]):
            day = _on_its_weekday(_date(words[: between.start()].rstrip(".,")), written)
            return datetime.combine(day, _time(clock))
    raise NotADate


def parse_month(written: str) -> date:
    """Return the first day of the month that is written: 2017-05, 05/2017, May 2017, May-17."""
    words = _tidy(written)
    if match := NUMBERED_MONTH.fullmatch(words):
        return _day(int(match[1] or match[4]), int(match[2] or match[3]), 1)
    if match := MONTH_AND_YEAR.fullmatch(words):
        return _day(year_of(match[2]), month_number(match[1]), 1)
    raise NotADate


def month_number(written: str) -> int:
    """Return a month's number by its number, its name, or the beginning of its name."""
    words = written.strip().rstrip(".").casefold()
    if words.isdecimal():
        return int(words)
    found = [number for number, name in enumerate(MONTHS, start=1) if name.startswith(words) or words == name[:4]]
    if len(words) < 3 or len(found) != 1:
        raise NotADate
    return found[0]


def year_of(written: str) -> int:
    """Return a year of four figures; of two, the one that a programme of our time means."""
    year = int(written)
    if len(written.strip()) > 2:
        return year
    return 2000 + year if year < CENTURY else 1900 + year


def swapped(written: str) -> str | None:
    """Return a date of numbers with its day and month the other way round, or None where it is none."""
    text = written.strip()
    weekday = WEEKDAY.match(text)
    start = weekday.end() if weekday else 0
    match = NUMBERS.match(text, start)
    return None if match is None else f"{text[:start]}{match[2]}/{match[1]}/{match[3]}{text[match.end() :]}"


def _tidy(written: str) -> str:
    return WEEKDAY.sub("", " ".join(written.split()).casefold().rstrip(".,"), count=1)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDate from None


def _time(words: str) -> time:
    found = parse_time_of_day(words)
    if found is None:
        raise NoSuchDate
    return found
