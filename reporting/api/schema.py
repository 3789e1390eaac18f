"""The schema covers the API of National's data; a phone's own endpoints are no part of it."""

from typing import Any


def only_national(endpoints: list[tuple[str, str, str, Any]], **_: Any) -> list[tuple[str, str, str, Any]]:
    """Keep what lies under /api/."""
    return [one for one in endpoints if one[0].startswith("/api/")]
