"""The return as a spreadsheet. No cell of it is ever a formula, whatever a name begins with."""

import io
from typing import Any

import xlsxwriter
from django.utils import timezone

from practices.workbook.marking import SAFE
from reporting.presenting import Presented


def render_spreadsheet(presented: Presented) -> bytes:
    """An .xlsx with the sheets About, Figures and one for each breakdown."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, SAFE)
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
                cells = (row.label, row.numerator, row.denominator, row.display)
                _write_row(sheet, number, cells if shown.is_ratio else cells[:2])
            sheet.set_column(0, 0, 40)
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
        ("SHA-256 of the figures", presented.seal),
    ]
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
    headings = ("Asks", "Key", "Figure", "Printed", "Value", "Numerator", "Denominator", "What it means", "Better")
    _write_row(sheet, 0, headings, bold)
    number = 1
    for part in presented.parts:
        for figure in part.figures:
            indicator = figure.indicator
            cells = (
                part.asks.value, indicator.key, indicator.name, figure.display, figure.value, figure.numerator,
                figure.denominator, indicator.sentence, indicator.better.value,
            )  # fmt: skip
            _write_row(sheet, number, cells, wrapped)
            number += 1
    for column, width in enumerate((26, 28, 32, 10, 10, 11, 12, 80, 10)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, number - 1, len(headings) - 1)


def _write_row(sheet: Any, number: int, cells: tuple[Any, ...], style: Any = None) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, (int, float)):
            sheet.write_number(number, column, value, style)
        elif value is not None:
            sheet.write_string(number, column, str(value), style)
