"""How much is known of a day that a row holds: the day itself, its month, or not even that."""

from typing import Any


def day_said(row: Any, name: str) -> str:
    """A day of a row (or of a version of it) in words, as far as it is known; blank where there is none.

    What is known of `born_on` stands beside it: `born_day_is_known` or `born_month_only`, and `born_not_recorded`.
    """
    day, stem = getattr(row, name), name.removesuffix("_on")
    if getattr(row, f"{stem}_not_recorded", False):
        return "not recorded"
    if day is None:
        return ""
    month_only = getattr(row, f"{stem}_month_only", False) or not getattr(row, f"{stem}_day_is_known", True)
    return f"{day:%B %Y}" if month_only else f"{day.day} {day:%B %Y}"
