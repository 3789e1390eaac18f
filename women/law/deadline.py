"""When an answer to a request is due: one calendar month from receipt, or three where it is complex (the law, shortly).

The corresponding day of the month (3 September → 3 October); where that month has no such day, its last; where the day
is a weekend or a bank holiday of the nation, the next working day.
"""

from datetime import date, timedelta

import holidays

from women.clock import add_months

MONTHS, EXTENDED_MONTHS = 1, 3
SUBDIVISIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}


def is_working_day(day: date, nation: str) -> bool:
    """Neither a Saturday, a Sunday nor a bank holiday of that nation."""
    return day.weekday() < 5 and day not in holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=day.year)


def answer_due(received: date, nation: str, *, is_extended: bool = False) -> date:
    """The last day on which an answer is in time."""
    day = add_months(received, EXTENDED_MONTHS if is_extended else MONTHS)
    while not is_working_day(day, nation):
        day += timedelta(days=1)
    return day
