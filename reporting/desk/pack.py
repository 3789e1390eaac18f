"""National's pack of a quarter: who has sent what, the figures of all together, and of each Practice by name.

Built in the worker on National's login. A Practice stands in the order of its name: this is no league table.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from practices.workbook.writing import PlainWorkbook
from reporting.desk.board import BoardRow, BoardState, board, counted_states
from reporting.indicators.declared import INDICATORS, Asks, Indicator
from reporting.indicators.values import Figure
from reporting.models import SENT, Return, ReturnStatus
from reporting.quarters import Quarter

AT_ONCE = 100  # Practices drawn together; a part of progress
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class PackRow:
    """One Practice and its latest return of the quarter that was not sent back; None where there is none."""

    board: BoardRow
    version: int | None
    state: str
    figures: dict[str, Any] | None

    def display(self, indicator: Indicator) -> str:
        """Its figure as printed; blank where nothing was sent."""
        if self.figures is None or indicator.key not in self.figures["indicators"]:
            return ""
        return str(self.figures["indicators"][indicator.key]["display"])


def rows_of(quarter: Quarter, *, today: date) -> list[PackRow]:
    """Every Practice of the board with its figures, in National's scope."""
    rows = [row for row in board(quarter, today=today) if row.focus.state is not BoardState.NONE]
    sent = Return.objects.filter(quarter=str(quarter), status__in=SENT).defer("more").order_by("version")
    held = {one.practice_id: one for one in sent}
    return [_row(row, held.get(row.practice.pk)) for row in rows]


def _row(row: BoardRow, sent: Return | None) -> PackRow:
    if sent is None:
        return PackRow(row, None, row.focus.state.label, None)
    return PackRow(row, sent.version, ReturnStatus(sent.status).label, sent.figures)


def together(rows: Sequence[PackRow], indicator: Indicator) -> Figure:
    """All Practices as one: the sum of numerators over the sum of denominators, never the mean of percentages."""
    sent = [row.figures["indicators"] for row in rows if row.figures is not None]
    said = [one[indicator.key] for one in sent if indicator.key in one]
    numerator = sum(one["numerator"] for one in said)
    if indicator.denominator is None:
        return Figure(numerator, None, indicator.shown)
    denominator = indicator.denominator if isinstance(indicator.denominator, int) else None
    return Figure(
        numerator, sum(one["denominator"] for one in said) if denominator is None else denominator, indicator.shown
    )


def render_pack_pdf(quarter: Quarter, rows: Sequence[PackRow], *, today: date, say: Progress) -> bytes:
    """The pack as one tagged PDF, drawn in parts so that a person sees how far it is."""
    from practices.drawing_pdf import draw  # WeasyPrint is heavy: only where a PDF is made

    parts = list(_parts(quarter, rows, today))
    documents: list[Any] = []
    for number, html in enumerate(parts):
        say(f"Drawing part {number + 1} of {len(parts)}", number, len(parts))
        before = sum(len(document.pages) for document in documents)
        documents.append(draw(html, first_page=before + 1))
    say("Putting the parts together", len(parts), len(parts))
    pages = [page for document in documents for page in document.pages]
    content = documents[0].copy(pages).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(content, bytes)
    return content


def _parts(quarter: Quarter, rows: Sequence[PackRow], today: date) -> Iterator[str]:
    groups = [(asks, [one for one in INDICATORS if one.asks is asks]) for asks in Asks]
    first = {
        "quarter": quarter, "today": today, "rows": rows, "states": counted_states([row.board for row in rows]),
        "groups": [(asks, [(one, together(rows, one)) for one in group]) for asks, group in groups],
        "invented": any(row.board.practice.is_demonstration for row in rows),
        "sent": sum(row.figures is not None for row in rows),
    }  # fmt: skip
    yield render_to_string("reporting/pack_pdf.html", first)
    for asks, indicators in groups:
        for start in range(0, len(rows), AT_ONCE):
            chunk = rows[start : start + AT_ONCE]
            cells = [
                (row.board.practice.name, [row.display(one) for one in indicators] if row.figures is not None else [])
                for row in chunk
            ]
            context = first | {"asks": asks, "indicators": indicators, "cells": cells, "goes_on": start > 0}
            yield render_to_string("reporting/pack_part_pdf.html", context)


def render_pack_xlsx(quarter: Quarter, rows: Sequence[PackRow], *, today: date) -> bytes:
    """The pack as a spreadsheet: About, Values, Numbers (numerators and denominators) and Definitions."""
    buffer = io.BytesIO()
    workbook = PlainWorkbook(buffer)
    workbook.set_properties({"title": f"National pack, {quarter}"})
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    about = workbook.add_worksheet("About")
    sent = sum(row.figures is not None for row in rows)
    lines = [("Quarter", str(quarter)), ("As of", f"{today:%d/%m/%Y}"), ("Returns", f"{sent} of {len(rows)} Practices")]
    if any(row.board.practice.is_demonstration for row in rows):
        lines.append(("Invented figures", "Everything in this file is made up for demonstration."))
    for number, (name, value) in enumerate(lines):
        about.write_string(number, 0, name, bold)
        about.write_string(number, 1, value)
    values, numbers = workbook.add_worksheet("Values"), workbook.add_worksheet("Numbers")
    _values(values, rows, bold)
    _numbers(numbers, rows, bold)
    definitions = workbook.add_worksheet("Definitions")
    for number, one in enumerate(INDICATORS):
        for column, text in enumerate((one.key, one.name, one.sentence)):
            definitions.write_string(number, column, text)
    workbook.close()
    return buffer.getvalue()


def _values(sheet: Any, rows: Sequence[PackRow], bold: Any) -> None:
    headings = ["Practice", "State", "Version", *(one.name for one in INDICATORS)]
    for column, text in enumerate(headings):
        sheet.write_string(0, column, text, bold)
    for number, row in enumerate(rows, start=1):
        sheet.write_string(number, 0, row.board.practice.name)
        sheet.write_string(number, 1, row.state)
        if row.version is not None:
            sheet.write_number(number, 2, row.version)
        for column, one in enumerate(INDICATORS, start=3):
            sheet.write_string(number, column, row.display(one))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 28)


def _numbers(sheet: Any, rows: Sequence[PackRow], bold: Any) -> None:
    for column, text in enumerate(("Practice", "Key", "Numerator", "Denominator", "Value")):
        sheet.write_string(0, column, text, bold)
    number = 1
    for row in rows:
        for key, said in (row.figures or {"indicators": {}})["indicators"].items():
            sheet.write_string(number, 0, row.board.practice.name)
            sheet.write_string(number, 1, key)
            for column, value in enumerate((said["numerator"], said["denominator"], said["value"]), start=2):
                if value is not None:
                    sheet.write_number(number, column, value)
            number += 1
    sheet.set_column(0, 1, 28)
