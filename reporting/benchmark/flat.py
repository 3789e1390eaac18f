"""A comparison as one flat table, for whoever reads it with a program."""

import csv
import io

from reporting.benchmark.reading import Compared
from reporting.printing.flat import safe

HEADINGS = (
    "indicator", "first_quarter", "last_quarter", "practice", "nation", "delivery", "phase", "cohort", "quarters",
    "numerator", "compared_over", "value", "interval_lower", "interval_upper", "average", "lower_95", "upper_95",
    "lower_99_8", "upper_99_8", "concerned", "asked", "known", "verdict",
)  # fmt: skip


def comparison_csv(compared: Compared) -> bytes:
    """UTF-8 with a mark; one row a Practice, by name; no cell of it begins a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    funnel, window = compared.funnel, compared.window
    for unit, one in zip(compared.units, funnel.judged, strict=True):
        ends = [one.interval, one.inner, one.outer]
        interval, inner, outer = ((end.lower, end.upper) if end else (None, None) for end in ends)
        cells = (
            funnel.comparison.key, str(window.first), str(window.last), unit.slug, unit.nation, unit.delivery,
            unit.phase.value, unit.cohort, unit.quarters, one.counted.x, one.counted.n, one.value, *interval,
            funnel.target, *inner, *outer, one.counted.concerned, one.counted.asked, one.counted.known,
            one.verdict.value,
        )  # fmt: skip
        writer.writerow([safe(cell) for cell in cells])
    return "\ufeff".encode() + buffer.getvalue().encode()
