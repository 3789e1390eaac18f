"""The same workbook given back, with its faulty cells marked and a column that says what to fix."""

import io
import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from practices.plain_text import plain
from practices.workbook.cells import MonthCell, as_written, is_blank
from practices.workbook.faults import Fault
from practices.workbook.markup import OUR_MARK, column_number
from practices.workbook.naming import name_key
from practices.workbook.opening import RawSheet
from practices.workbook.writing import PlainWorkbook

WHAT_TO_FIX = "What to fix"
MERGED = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


def marked_copy(raw: Sequence[RawSheet], faults: Sequence[Fault]) -> bytes:
    """An .xlsx of every sheet as it was sent; text stays text, whatever it begins with.

    A sheet or column that was taken for one of ours has our name in the copy, so that it is not asked about again.
    """
    raw = [replace(sheet, name=sheet.taken_for or sheet.name) for sheet in raw]
    raw = [sheet for sheet in raw if sheet.name != WHAT_TO_FIX]  # of an earlier copy
    buffer = io.BytesIO()
    workbook = PlainWorkbook(buffer)
    styles = _styles(workbook)
    nowhere = [fault for fault in faults if fault.row is None or fault.sheet not in {sheet.name for sheet in raw}]
    if nowhere:
        sheet = workbook.add_worksheet(WHAT_TO_FIX)
        for position, fault in enumerate(nowhere):
            sheet.write_string(position, 0, f"{fault.sheet}: {fault.message}", styles["advice"])
    titles: set[str] = {WHAT_TO_FIX.lower()}
    for one in raw:
        sheet = workbook.add_worksheet(_title(one.name, titles))
        _copy_sheet(sheet, one, [fault for fault in faults if fault.sheet == one.name], styles)
        if one.is_hidden and any(not other.is_hidden for other in raw):
            sheet.hide()
    next((sheet for sheet in workbook.worksheets() if not sheet.hidden), sheet).activate()
    workbook.close()
    return buffer.getvalue()


def _styles(workbook: PlainWorkbook) -> dict[str, Any]:
    """A format of each kind of cell, by its name: `bad`, `struck`, a kind of date, and what they make together."""
    looks: dict[str, dict[str, Any]] = {
        "bad": {"bg_color": f"#{OUR_MARK}", "border": 1, "border_color": "#CA3535"},
        "struck": {"font_strikeout": True},
    }
    kinds = {"date": "dd/mm/yyyy", "datetime": "dd/mm/yyyy hh:mm", "time": "hh:mm", "month": "mmm-yy"}
    styles = {"advice": workbook.add_format({"bold": True, "font_color": "#CA3535"})}
    for chosen in ([], ["bad"], ["struck"], ["bad", "struck"]):
        for kind in ("", *kinds):
            shown: dict[str, Any] = {"num_format": kinds[kind]} if kind else {}
            for look in chosen:
                shown |= looks[look]
            if shown:
                styles[" ".join(filter(None, [*chosen, kind]))] = workbook.add_format(shown)
    return styles


def _title(name: str, taken: set[str]) -> str:
    """A name that Excel takes, and that no other sheet of the copy has."""
    base = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31] or "Sheet"
    title, number = base, 2
    while title.lower() in taken:
        title, number = f"{base[:27]} {number}", number + 1
    taken.add(title.lower())
    return title


def _copy_sheet(sheet: Any, raw: RawSheet, faults: list[Fault], styles: dict[str, Any]) -> None:
    width = max([len(row) for row in raw.rows] + [column for *_, column in _merged(raw)], default=0)
    is_practice = {"key", "value"} == set(raw.positions)
    bad: set[tuple[int, int]] = set()
    advice: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        if fault.row is None:
            continue
        column = "value" if is_practice else fault.column
        advice[fault.row].append(f"{fault.column}: {fault.message}")
        if column in raw.positions:
            bad.add((fault.row, raw.positions[column]))
    _merge(sheet, raw)
    ours = {position: name for name, position in raw.positions.items()}
    struck = {(int(row), column_number(letters) - 1) for letters, row in map(_parts, raw.struck_cells)}
    for number, row in enumerate(raw.rows, start=1):
        for position, value in enumerate(row):
            name = ours.get(position, "") if number == raw.header + 1 and position not in raw.joined else ""
            is_renamed = name and name_key(as_written(value)) != name_key(name)
            looks = [
                *(["bad"] if (number, position) in bad else []),
                *(["struck"] if (number, position) in struck else []),
            ]
            _write(sheet, number - 1, position, name if is_renamed else value, looks, styles)
    for number, position in bad:
        if is_blank(_cell(raw, number, position)):
            sheet.write_blank(number - 1, position, None, styles["bad"])
    if advice:
        sheet.write_string(raw.header, width, WHAT_TO_FIX, styles["advice"])
        sheet.set_column(width, width, 80)
        for number, lines in advice.items():
            words = " ".join(lines)
            words = words if number > raw.header + 1 else f"{WHAT_TO_FIX}: {words}"
            sheet.write_string(number - 1, width, words, styles["advice"])
    for cell, words in raw.notes.items():
        if words:
            sheet.write_comment(cell, plain(words))
    for number in raw.hidden_rows:
        sheet.set_row(number - 1, None, None, {"hidden": True})
    for number in raw.hidden_columns:
        sheet.set_column(number - 1, number - 1, None, None, {"hidden": True})
    sheet.freeze_panes(raw.header + 1, 0)


def _merged(raw: RawSheet) -> list[tuple[int, int, int, int]]:
    """What is merged: the first row and column, the last row and column, as Excel numbers them."""
    found = []
    for cells in raw.merged:
        if match := MERGED.fullmatch(cells):
            first, last = column_number(match[1]), column_number(match[3])
            if (int(match[2]), first) != (int(match[4]), last):
                found.append((int(match[2]), first, int(match[4]), last))
    return found


def _merge(sheet: Any, raw: RawSheet) -> None:
    """Merge what was merged, before its value is written into the first cell of each."""
    for row, column, last_row, last_column in _merged(raw):
        sheet.merge_range(row - 1, column - 1, last_row - 1, last_column - 1, "")


def _parts(cell: str) -> tuple[str, str]:
    letters = cell.rstrip("0123456789")
    return letters, cell.removeprefix(letters)


def _cell(raw: RawSheet, number: int, position: int) -> Any:
    row = raw.rows[number - 1] if number <= len(raw.rows) else []
    return row[position] if position < len(row) else ""


def _write(sheet: Any, row: int, column: int, value: Any, looks: list[str], styles: dict[str, Any]) -> None:
    def style(kind: str) -> Any:
        return styles.get(" ".join([*looks, kind]).strip())

    plain = style("")
    if is_blank(value):
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, plain)
    elif isinstance(value, (int, float)) and math.isfinite(value):
        sheet.write_number(row, column, value, plain)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, style("datetime"))
    elif isinstance(value, date):
        kind = "month" if isinstance(value, MonthCell) else "date"
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), style(kind))
    elif isinstance(value, time):
        sheet.write_datetime(row, column, value, style("time"))
    else:
        sheet.write_string(row, column, as_written(value), plain)
