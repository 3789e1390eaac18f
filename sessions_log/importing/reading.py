"""From a file's bytes to typed rows, with every fault that the file alone can show."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from practices.workbook.cells import BadCell, as_written, is_blank
from practices.workbook.faults import Fault, Remark
from practices.workbook.opening import RawSheet, open_workbook
from practices.workbook.sheets import NOT_YET, Row, Sheet, SheetRead, day_of, missing_column, read_cell, read_sheet
from sessions_log.workbook import APPOINTMENTS, CONTACTS, SUPPORT
from women.workbook import CHILDREN, CONTRACEPTION, GOAL_SCORES, GOALS, PRACTICE, PREGNANCIES, WOMEN

ROW_SHEETS = (
    WOMEN,
    CHILDREN,
    CONTRACEPTION,
    PREGNANCIES,
    CONTACTS,
    APPOINTMENTS,
    SUPPORT,
    GOALS,
    GOAL_SCORES,
)
SHEET_ORDER = [PRACTICE.name, *(sheet.name for sheet in ROW_SHEETS)]


@dataclass
class Reading:
    """A workbook as read: the Practice's keys as one row, the rows of every other sheet, and what is wrong."""

    raw: list[RawSheet]
    practice: Row
    practice_rows: dict[str, int]
    sheets: dict[str, SheetRead]
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def rows(self, sheet: Sheet) -> list[Row]:
        """The rows of one sheet."""
        return self.sheets[sheet.name].rows

    def practice_fault(self, key: str, message: str) -> Fault:
        """A fault of the sheet Practice: the column is the key's name, the row is the key's."""
        self.practice.unsure.add(key)
        return Fault(PRACTICE.name, self.practice_rows.get(key, 1), key, self.practice.written.get(key, ""), message)

    def sorted_faults(self) -> list[Fault]:
        """In the order in which a person would meet them, and every one once."""
        columns = {
            (sheet.name, column): position
            for sheet in (PRACTICE, *ROW_SHEETS)
            for position, column in enumerate(sheet.names())
        }

        def place(fault: Fault) -> tuple[int, int, int]:
            order = SHEET_ORDER.index(fault.sheet) if fault.sheet in SHEET_ORDER else -1
            return order, fault.row or 0, columns.get((fault.sheet, fault.column), 0)

        return sorted(dict.fromkeys(self.faults), key=place)


def read_workbook(content: bytes, *, today: date) -> Reading:
    """Read every sheet; raises NotAWorkbook with one line where the file is none. Faults are in the result."""
    raw = open_workbook(content)
    by_name: dict[str, RawSheet] = {}
    remarks: list[Remark] = []
    known = {name.lower(): name for name in SHEET_ORDER}
    for found in raw:
        name = known.get(found.name.strip().lower())
        if name is None:
            remarks.append(Remark(found.name, "This sheet is not known and was passed over."))
        else:
            by_name.setdefault(name, RawSheet(name, found.rows))
    reading = _read_practice(by_name.get(PRACTICE.name), raw, today)
    reading.remarks[:0] = remarks
    if WOMEN.name not in by_name:
        reading.faults.append(Fault(WOMEN.name, None, "", "", "Add the sheet Women, with a row for each woman."))
    for sheet in ROW_SHEETS:
        read = read_sheet(sheet, by_name.get(sheet.name), today=today)
        reading.sheets[sheet.name] = read
        reading.faults += read.faults
        reading.remarks += read.remarks
        reading.faults += _row_faults(read, today)
    return reading


def _row_faults(read: SheetRead, today: date) -> Iterator[Fault]:
    missing_said: set[str] = set()
    for row in read.rows:
        for rule in read.sheet.rules:
            for column, message in rule(row, today):
                if not row.is_sure(column):
                    continue
                if column in read.missing:
                    row.unsure.add(column)
                    if column not in missing_said:
                        missing_said.add(column)
                        yield missing_column(read.sheet.name, column)
                    continue
                yield row.fault(column, message)


def _read_practice(raw_sheet: RawSheet | None, raw: list[RawSheet], today: date) -> Reading:
    practice = Row(PRACTICE.name, 1, {}, {})
    reading = Reading(raw, practice, {}, {})
    if raw_sheet is None:
        reading.faults.append(
            Fault(PRACTICE.name, None, "", "", "Add the sheet Practice, with the columns key and value.")
        )
        practice.unsure.update(PRACTICE.names())
        return reading
    cells = _keys_and_values(reading, raw_sheet)
    for column in PRACTICE.columns:
        value: Any = cells.get(column.name, "")
        if is_blank(value):
            if column.required and practice.is_sure(column.name):
                reading.faults.append(reading.practice_fault(column.name, f"Fill in {column.name}."))
            continue
        practice.written[column.name] = as_written(value)
        try:
            practice.values[column.name] = read_cell(column, value)
        except BadCell as error:
            reading.faults.append(reading.practice_fault(column.name, str(error)))
            continue
        if column.past and day_of(practice.values[column.name]) > today:
            del practice.values[column.name]
            reading.faults.append(reading.practice_fault(column.name, NOT_YET))
    return reading


def _keys_and_values(reading: Reading, raw_sheet: RawSheet) -> dict[str, Any]:
    heading = [as_written(cell).lower() for cell in (raw_sheet.rows[0] if raw_sheet.rows else [])]
    if "key" not in heading or "value" not in heading:
        reading.faults.append(
            Fault(PRACTICE.name, 1, "", ", ".join(heading), "The first row must hold the columns key and value.")
        )
        reading.practice.unsure.update(PRACTICE.names())
        return {}
    key_at, value_at = heading.index("key"), heading.index("value")
    cells: dict[str, Any] = {}
    for number, row in enumerate(raw_sheet.rows[1:], start=2):
        key = as_written(row[key_at]).lower() if key_at < len(row) else ""
        value = row[value_at] if value_at < len(row) else ""
        if not key:
            continue
        if key not in PRACTICE.names():
            reading.remarks.append(Remark(PRACTICE.name, f"The key “{key}” is not known and was passed over.", number))
        elif key in cells:
            message = f"{key} stands twice: remove one of the two rows."
            reading.faults.append(Fault(PRACTICE.name, number, key, as_written(value), message))
        else:
            cells[key] = value
            reading.practice_rows[key] = number
    return cells
