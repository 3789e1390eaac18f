"""Cells that are merged over several rows: whether the value of the first holds for all is asked, once a column."""

import re

from practices.workbook.cells import is_blank
from practices.workbook.faults import MOST_NAMED, Remark
from practices.workbook.layout import Rows, cell_at
from practices.workbook.markup import column_number
from practices.workbook.opening import RawSheet
from practices.workbook.questions import Choice, Interview, Question
from practices.workbook.sheets import SheetRead

RANGE = re.compile(r"([A-Z]+)(\d+):[A-Z]+(\d+)")
Span = tuple[str, int, int]  # the first cell, the first row and the last


def with_merged(found: SheetRead, raw: RawSheet, rows: Rows, positions: dict[str, int], interview: Interview) -> Rows:
    """Return the rows with each merged value in all of its rows, where whoever imports says that it holds."""
    rows = [list(row) for row in rows]
    for name, position in positions.items():
        spans = [span for span in _spans(raw, position) if not is_blank(cell_at(rows, span[1] - 1, position))]
        if not spans or not _holds(found, name, spans, interview):
            continue
        for _, first, last in spans:
            value = cell_at(rows, first - 1, position)
            for row in rows[first:last]:
                if all(is_blank(cell) for cell in row):
                    continue  # no record, and a value that is merged over it makes none
                row += [""] * (position + 1 - len(row))
                row[position] = value if is_blank(row[position]) else row[position]
    return rows


def _spans(raw: RawSheet, position: int) -> list[Span]:
    """What is merged over several rows below the headings, and has its value in this column."""
    spans = []
    for merged in raw.merged:
        match = RANGE.fullmatch(merged)
        if match and column_number(match[1]) == position + 1 and raw.header + 1 < int(match[2]) < int(match[3]):
            spans.append((f"{match[1]}{match[2]}", int(match[2]), int(match[3])))
    return sorted(spans, key=lambda span: span[1])


def _holds(found: SheetRead, name: str, spans: list[Span], interview: Interview) -> bool:
    sheet, many = found.sheet.name, len(spans) > 1
    over = ", ".join(f"{first}–{last}" for _, first, last in spans[:MOST_NAMED])
    more = f" and {len(spans) - MOST_NAMED} more" if len(spans) > MOST_NAMED else ""
    cells = ", ".join(cell for cell, _, _ in spans[:MOST_NAMED]) + more
    column = f"“{found.heading_of(name)}” of the sheet {found.title}"
    question = Question(
        "merged", sheet, name,
        f"In the column {column} the values of {cells} are merged over rows {over}{more}: "
        "does each hold for all of its rows?" if many else
        f"The value of {cells} ({column}) is merged over rows {over}: does it hold for all of them?",
        (
            Choice("fill", "Yes: read it in each of these rows"),
            Choice("first", "No: read it in the first row only, and leave the others blank"),
        ),
        "fill", rows=sum(last - first + 1 for _, first, last in spans),
    )  # fmt: skip
    holds = interview.ask(question) == "fill"
    if not interview.is_open(question):
        words = "was read in each of these rows" if holds else "was read in the first row only"
        for _, first, last in spans:
            numbers = tuple(range(first, min(last, first + 1000) + 1))
            found.remarks.append(Remark(sheet, f"The merged value {words}.", first, name, rows=numbers))
    return holds
