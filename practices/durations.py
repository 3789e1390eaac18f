"""The one reader of minutes and times of day as people write them, for workbooks and forms."""

import re
from datetime import time

PARTS = {"½": ".5", "¼": ".25", "¾": ".75"}
ABOUT = re.compile(r"(?:[~≈]|about\b|approx\b\.?|approximately\b)\s*")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
HOURS_AND_MINUTES = re.compile(
    r"(?:(\d+(?:\.\d+)?|\.\d+)\s*(?:hours|hour|hrs|hr|h)(?![a-z])\.?)?[\s,]*(?:and\s+)?"
    r"(?:(\d+)\s*(?:minutes|minute|mins|min|m|['’′])?\.?)?"
)  # fmt: skip
TIME_OF_DAY = re.compile(
    r"(\d{1,2})(?:\s*[:.]\s*|(?<=\d\d)(?=\d\d))(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:([ap])\.?m\.?)?"
    r"|(\d{1,2})\s*([ap])\.?m\.?"
)


def parse_minutes(written: str) -> int | None:
    """Return how many minutes are written: 45, 45 mins, 45', ~45, 1h30, 1½ hours, 1:30; None where it is none."""
    words = ABOUT.sub("", " ".join(written.casefold().split()), count=1) if written else ""
    for sign, decimal in PARTS.items():
        words = re.sub(rf"\s*{sign}", decimal, words)
    if match := CLOCK.fullmatch(words):
        return int(match[1]) * 60 + int(match[2])
    match = HOURS_AND_MINUTES.fullmatch(words)
    if match is None or not (match[1] or match[2]):
        return None
    return round(float(match[1] or 0) * 60) + int(match[2] or 0)


def is_about(written: str) -> bool:
    """Whether minutes are written as a guess: ~20, about 20."""
    return bool(ABOUT.match(written.strip().casefold()))


def parse_time_of_day(written: str) -> time | None:
    """Return the time of day that is written: 9:45, 9.45, 0945, 9:45 pm, 9pm; None where it is none."""
    match = TIME_OF_DAY.fullmatch(written.strip().casefold())
    if match is None:
        return None
    return on_the_clock(int(match[1] or match[5]), int(match[2] or 0), int(match[3] or 0), half=match[4] or match[6])


def is_time_of_day(written: str) -> bool:
    """Whether something is written as a time of day, be it one that no clock shows."""
    return TIME_OF_DAY.fullmatch(written.strip().casefold()) is not None


def on_the_clock(hour: int, minute: int, second: int = 0, *, half: str | None = None) -> time | None:
    """Return a time of day, in a `half` that begins with a or p where it is said; None where no clock shows it."""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
