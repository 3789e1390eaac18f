"""Quarters of the UK financial year: `2018-19 Q4` is 1 January to 31 March 2019, both days inclusive, in London."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, total_ordering
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WRITTEN = re.compile(r"(\d{4})-(\d{2})[ -]Q([1-4])", re.IGNORECASE)


class NotAQuarter(ValueError):
    """The text names no quarter; the message says how to write one."""


@total_ordering
@dataclass(frozen=True)
class Quarter:
    """A quarter by the year in which its financial year begins, and its number 1 to 4."""

    year: int
    number: int

    @classmethod
    def parse(cls, written: str) -> "Quarter":
        """From `2018-19 Q4`, or `2018-19-Q4` as in an address; raises NotAQuarter."""
        match = WRITTEN.fullmatch(written.strip())
        if match is None or (int(match[1]) + 1) % 100 != int(match[2]) or not 1900 <= int(match[1]) <= 2200:
            raise NotAQuarter(f"“{written}” is not a quarter. Write it like 2018-19 Q4.")
        return cls(int(match[1]), int(match[3]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter in which a day lies."""
        return cls(day.year if day.month >= 4 else day.year - 1, (day.month - 4) % 12 // 3 + 1)

    @cached_property
    def start(self) -> date:
        """Its first day."""
        return date(self.year if self.number < 4 else self.year + 1, (self.number * 3) % 12 + 1, 1)

    @cached_property
    def end(self) -> date:
        """Its last day."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The one after."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def previous(self) -> "Quarter":
        """The one before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return str(self).replace(" ", "-")

    @property
    def in_words(self) -> str:
        """“January to March 2019”."""
        return f"{self.start:%B} to {self.end:%B %Y}"

    def has_ended(self, today: date) -> bool:
        """Whether its last day is over."""
        return today > self.end

    def __str__(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02d} Q{self.number}"

    def __lt__(self, other: "Quarter") -> bool:
        return (self.year, self.number) < (other.year, other.number)


def midnight(day: date) -> datetime:
    """The London midnight at which a day begins, as an aware time."""
    return datetime.combine(day, time(), LONDON)
