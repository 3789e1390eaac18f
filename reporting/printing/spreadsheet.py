"""The return as a spreadsheet. No cell of it is ever a formula, whatever a name begins with."""

import io
from typing import Any

from django.utils import timezone

from practices.workbook.writing import PlainWorkbook
from reporting.indicators.declared import BREAKDOWNS, INDICATORS, Breakdown, Indicator
from reporting.models import AcceptedBecause
from reporting.presenting import Presented
from reporting.quality.declared import BY_KEY as CHECKS_BY_KEY


def render_spreadsheet(presented: Presented) -> bytes:
    """An .xlsx with the sheets About, Figures, one for each breakdown, Narrative, Data quality and Definitions."""
    buffer = io.BytesIO()
    workbook = PlainWorkbook(buffer)
    workbook.set_properties({"title": presented.title})
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    _about(workbook.add_worksheet("About"), presented, bold, wrapped)
    _figures(workbook.add_worksheet("Figures"), presented, bold, wrapped)
    for part in presented.parts:
        for shown in part.breakdowns:
            sheet = workbook.add_worksheet(shown.breakdown.key[:31])
            sheet.write_string(0, 0, shown.breakdown.name, bold)
            sheet.write_string(1, 0, shown.finding)
            headings = ("", "Attended", "Due", "Share") if shown.is_ratio else ("", "Women")
            _write_row(sheet, 3, headings, bold)
            for number, row in enumerate(shown.rows, start=4):
                hidden = (row.label, row.display, row.display, row.display)
                cells = hidden if row.is_hidden else (row.label, row.numerator, row.denominator, row.display)
                _write_row(sheet, number, cells if shown.is_ratio else cells[:2])
            sheet.set_column(0, 0, 40)
    _narrative(workbook, presented, bold, wrapped)
    if not presented.leaves:
        _quality(workbook, presented, bold, wrapped)
    _definitions(workbook.add_worksheet("Definitions"), presented, bold, wrapped)
    workbook.close()
    return buffer.getvalue()


def _about(sheet: Any, presented: Presented, bold: Any, wrapped: Any) -> None:
    practice, quarter = presented.practice, presented.quarter
    rows = [
        ("What", presented.title),
        ("Practice", practice.name),
        ("Delivered by", practice.delivered_by),
        ("Commissioned by", practice.commissioned_by),
        ("Period", f"{quarter.start:%d/%m/%Y} to {quarter.end:%d/%m/%Y}"),
        ("Version", str(presented.version) if presented.version else "Figures as they stand; not a return"),
        ("Built", f"{timezone.localtime(presented.built_at):%d/%m/%Y %H:%M}"),
        ("Definitions", presented.definitions_version),
        ("Seal (SHA-256)", presented.seal),
    ]
    if presented.leaves:
        rows.append(("Not shown", "Numbers of 1 to 4, and those by which they could be worked out."))
    if presented.counted_to:
        rows.append(("So far", f"The quarter has not ended: counted to {presented.counted_to:%d/%m/%Y}"))
    if practice.is_demonstration:
        rows.append(("Invented figures", "Everybody and everything in this file is made up for demonstration."))
    for number, (name, value) in enumerate(rows):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, value, wrapped)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 80)


def _figures(sheet: Any, presented: Presented, bold: Any, wrapped: Any) -> None:
    headings: tuple[str, ...] = (
        "Asks", "Key", "Figure", "Printed", "Value", "Numerator", "Denominator", "What it means", "Better",
    )  # fmt: skip
    if not presented.leaves:
        headings += ("Known", "Not counted", *(one["called"] for one in presented.more.get("compared", [])))
    _write_row(sheet, 0, headings, bold)
    number = 1
    for part in presented.parts:
        for figure in part.figures:
            indicator = figure.indicator
            numbers: tuple[int | float | None, ...] = (None, None, None)
            if not figure.is_hidden:
                numbers = (figure.value, figure.numerator, figure.denominator)
            cells = (
                part.asks.value, indicator.key, indicator.name, figure.display, *numbers, indicator.sentence,
                indicator.better.value, figure.known.said if figure.known else "",
                "; ".join(line.said for line in figure.left_out),
                *(f"{one.quarter}: {one.display}" for one in figure.beside),
            )  # fmt: skip
            _write_row(sheet, number, cells, wrapped)
            number += 1
    for column, width in enumerate((26, 28, 32, 10, 10, 11, 12, 80, 10, 28, 50, 20, 20)[: len(headings)]):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, number - 1, len(headings) - 1)


def _narrative(workbook: Any, presented: Presented, bold: Any, wrapped: Any) -> None:
    if not presented.texts:
        return
    sheet = workbook.add_worksheet("Narrative")
    for number, (heading, paragraphs) in enumerate(presented.texts):
        _write_row(sheet, number, (heading,), bold)
        sheet.write_string(number, 1, "\n".join(paragraphs), wrapped)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)


def _quality(workbook: Any, presented: Presented, bold: Any, wrapped: Any) -> None:
    if "quality" not in presented.more:
        return
    sheet = workbook.add_worksheet("Data quality")
    _write_row(sheet, 0, ("Check", "Found", "Open", "May stand, and why"), bold)
    for number, one in enumerate(presented.more["quality"], start=1):
        name = CHECKS_BY_KEY[one["key"]].name if one["key"] in CHECKS_BY_KEY else one["key"]
        why = "; ".join(f"{AcceptedBecause(reason).label}: {times}" for reason, times in one["accepted"].items())
        _write_row(sheet, number, (name, one["found"], one["open"], why), wrapped)
    sheet.set_column(0, 0, 44)
    sheet.set_column(3, 3, 60)


def _definitions(sheet: Any, presented: Presented, bold: Any, wrapped: Any) -> None:
    declared: tuple[Indicator | Breakdown, ...] = (*INDICATORS, *BREAKDOWNS)
    _write_row(sheet, 0, ("Key", "Name", f"What it means (dataset {presented.definitions_version})"), bold)
    for number, one in enumerate(declared, start=1):
        _write_row(sheet, number, (one.key, one.name, one.sentence), wrapped)
    sheet.set_column(0, 1, 32)
    sheet.set_column(2, 2, 100)


def _write_row(sheet: Any, number: int, cells: tuple[Any, ...], style: Any = None) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, (int, float)):
            sheet.write_number(number, column, value, style)
        elif value is not None:
            sheet.write_string(number, column, str(value), style)
