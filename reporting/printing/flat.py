"""A return as one flat table, for whoever reads it with a program: one row a figure, one a row of a breakdown."""

import csv
import io
from collections.abc import Iterator

from practices.plain_text import plain
from reporting.breakdowns import PresentedRow
from reporting.presenting import Presented, PresentedFigure

HEADINGS = (
    "practice",
    "quarter",
    "version",
    "asks",
    "key",
    "code",
    "label",
    "numerator",
    "denominator",
    "value",
    "shown",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None


def render_csv(presented: Presented) -> bytes:
    """UTF-8 with a mark, so that a spreadsheet program reads its letters; no cell of it begins a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    first = (presented.practice.name, str(presented.quarter), presented.version)
    for row in _rows(presented):
        writer.writerow([safe(cell) for cell in (*first, *row)])
    return "\ufeff".encode() + buffer.getvalue().encode()


def safe(cell: Cell) -> Cell:
    """Return plain text; what a spreadsheet program would take for a formula is told to be text."""
    if not isinstance(cell, str):
        return cell
    return f"'{plain(cell)}" if cell.startswith(FORMULA) or plain(cell).lstrip().startswith(FORMULA) else plain(cell)


def _rows(presented: Presented) -> Iterator[tuple[Cell, ...]]:
    for part in presented.parts:
        for figure in part.figures:
            yield (part.asks.value, figure.indicator.key, "", figure.indicator.name, *_numbers(figure))
        for one in part.breakdowns:
            for row in one.rows:
                yield (part.asks.value, one.breakdown.key, row.code, row.label, *_numbers(row))


def _numbers(one: PresentedFigure | PresentedRow) -> tuple[Cell, ...]:
    if one.is_hidden:
        return None, None, None, one.display
    value = one.value if isinstance(one, PresentedFigure) else None
    return one.numerator, one.denominator, value, one.display
