"""Whether a return was sent with something that is put right now; the app above knows the returns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class SentQuarter:
    """A quarter whose return was sent, both days inclusive."""

    name: str
    start: date
    end: date


SENT_QUARTERS: list[Callable[[], list[SentQuarter]]] = []
SENT_WITH: list[Callable[[date, datetime | None], bool]] = []


def was_sent(on: date | None, recorded_at: datetime | None) -> bool:
    """Whether a return was sent after it was recorded, for a quarter that had not ended before its day."""
    return on is not None and any(asked(on, recorded_at) for asked in SENT_WITH)


def sent_quarters() -> list[SentQuarter]:
    """Every quarter whose return was sent and not sent back, the earliest first."""
    return [quarter for found in SENT_QUARTERS for quarter in found()]
