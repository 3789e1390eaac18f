"""Times in London: the one place where a day and a time of day become a moment, which is kept and compared in UTC.

Two nights a year are not like others. In spring the clocks skip an hour, and a time within it never was; in autumn an
hour comes twice, and a time within it was twice. Python compares two times of one zone by their faces, blind to which
of the two is meant, so a moment leaves here in UTC.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from practices.dates import day_in_words

LONDON = ZoneInfo("Europe/London")
AN_HOUR = timedelta(hours=1)


class NoSuchTime(ValueError):
    """The clocks skipped that time; the message asks which was meant."""


def moment_at(day: date, at: time, *, not_after: datetime | None = None) -> datetime:
    """Return the moment in UTC of a London day and time of day; raise NoSuchTime where the clocks skipped it.

    Of the hour that comes twice it is the latest that is not after `not_after`, else the first.
    """
    face = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    first, second = (face.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(LONDON).replace(tzinfo=None, fold=0) != face:
        raise NoSuchTime(
            f"On {day_in_words(day)} the clocks go forward: there is no {at:%H:%M}. "
            f"Did you mean {face - AN_HOUR:%H:%M} or {face + AN_HOUR:%H:%M}?"
        )
    return second if not_after is not None and second <= not_after else first


def comes_twice(moment: datetime) -> bool:
    """Whether the clocks show the time of a moment, the first of the two, once more an hour later."""
    return moment.astimezone(LONDON).time() == (moment + AN_HOUR).astimezone(LONDON).time()


def clock_of(moment: datetime) -> str:
    """Return the London time of day of a moment as people write it, “14:05”; blank for midnight.

    A workbook's date without a time is kept as midnight, and nobody meets her then: no time is better than a wrong one.
    """
    local = moment.astimezone(LONDON)
    return "" if local.time() == time() else f"{local:%H:%M}"


def moment_in_words(moment: datetime) -> str:
    """A moment in London as people write it, “1 March 2019 at 14:05”; the day alone where no time is known."""
    clock = clock_of(moment)
    return day_in_words(day_in_london(moment)) + (f" at {clock}" if clock else "")


def start_of(day: date) -> datetime:
    """Return midnight in London, at which a day begins."""
    return moment_at(day, time())


def day_in_london(moment: datetime) -> date:
    """Return the London day of an aware moment."""
    return moment.astimezone(LONDON).date()
