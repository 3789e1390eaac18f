"""A return's figures as canonical JSON: the same bytes for the same figures, whoever builds them."""

import hashlib
import json
from datetime import date
from typing import Any

from practices.models import Practice
from reporting.indicators.counting import Counted, count
from reporting.quarters import Quarter


def figures_as_json(practice: Practice, quarter: Quarter, counted: Counted, *, today: date) -> dict[str, Any]:
    """The return's figures by the keys and shapes of the agreed format; `so_far` stands only where it has not ended."""
    figures: dict[str, Any] = {
        "practice": practice.slug,
        "quarter": str(quarter),
        "period": {"start": quarter.start.isoformat(), "end": quarter.end.isoformat()},
        "indicators": {key: figure.as_json() for key, figure in counted.indicators.items()},
        "breakdowns": counted.breakdowns,
    }
    if not quarter.has_ended(today):
        figures["so_far"] = {"counted_to": min(quarter.end, max(today, quarter.start)).isoformat()}
    return figures


def figures_of(practice: Practice, quarter: Quarter, *, today: date, using: str = "default") -> dict[str, Any]:
    """Count and shape the figures of one Practice, in the scope that is open on `using`."""
    return figures_as_json(
        practice, quarter, count([practice.pk], quarter, today=today, using=using)[practice.pk], today=today
    )


def canonical_bytes(figures: dict[str, Any]) -> bytes:
    """Keys sorted, no white space, UTF-8: what a SHA-256 is taken over."""
    return json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_of(figures: dict[str, Any]) -> str:
    """The seal of a return's figures."""
    return hashlib.sha256(canonical_bytes(figures)).hexdigest()
