"""Whether a return was sent with something that is put right now; the app above knows the returns."""

from collections.abc import Callable
from datetime import date, datetime

SENT_WITH: list[Callable[[date, datetime | None], bool]] = []


def was_sent(on: date | None, recorded_at: datetime | None) -> bool:
    """Whether a return was sent after it was recorded, for a quarter that had not ended before its day."""
    return on is not None and any(asked(on, recorded_at) for asked in SENT_WITH)
