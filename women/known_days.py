"""How much is known of a day that a row holds: the day itself, its month, or not even that."""

from calendar import monthrange
from datetime import date
from typing import Any

from practices.dates import day_in_words


def day_is_known(row: Any, name: str) -> bool:
    """Whether a row (or a version of it) knows the day that it holds under `name`, and not only its month.

    What is known of `born_on` stands beside it: `born_day_is_known` or `born_month_only`.
    """
    stem = name.removesuffix("_on")
    return not getattr(row, f"{stem}_month_only", False) and bool(getattr(row, f"{stem}_day_is_known", True))


def day_said(row: Any, name: str, *, short: bool = False) -> str:
    """A day of a row (or of a version of it) in words, as far as it is known; blank where there is none.

    Where `known_not_recorded` stands beside `known_on`, that is said.
    """
    if getattr(row, f"{name.removesuffix('_on')}_not_recorded", False):
        return "not recorded"
    return as_known(getattr(row, name), is_known=day_is_known(row, name), short=short)


def as_known(day: date | None, *, is_known: bool, short: bool = False) -> str:
    """A day, or its month where no more `is_known`; blank where there is none."""
    if day is None:
        return ""
    if is_known and not short:
        return day_in_words(day)
    month = f"{day:%b %Y}" if short else f"{day:%B %Y}"
    return f"{day.day} {month}" if is_known else month


def when(day: date | None, *, is_known: bool) -> str:
    """The same in a sentence: “on 3 March 2019”, “in March 2019”; blank where there is none."""
    return f"{'on' if is_known else 'in'} {as_known(day, is_known=is_known)}" if day is not None else ""


def last_day_of_month(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
