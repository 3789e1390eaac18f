"""Reading a sheet's rows against what it should hold."""

from datetime import date
from typing import Any

from practices.london import AN_HOUR
from practices.workbook.cells import (
    BadCell,
    DateAlone,
    DoubledTime,
    ErrorCell,
    FormulaCell,
    SkippedTime,
    UnsureDateCell,
    as_written,
    is_blank,
)
from practices.workbook.columns import settle_columns
from practices.workbook.dittos import with_dittos
from practices.workbook.faults import Fault, Remark
from practices.workbook.headings import place_columns
from practices.workbook.layout import (
    MOST_ABOVE,
    column_words,
    find_header,
    is_too_low,
    say_header,
    say_notes,
    without_hidden,
    without_totals,
)
from practices.workbook.merging import with_merged
from practices.workbook.notes import ask_above, without_notes
from practices.workbook.opening import RawSheet
from practices.workbook.questions import Interview
from practices.workbook.sheets import (
    FIRST_OF_TWO,
    NOT_YET,
    NOT_YET_AND_NEEDED,
    SECOND_OF_TWO,
    SKIPPED,
    Column,
    Row,
    Section,
    Sheet,
    SheetRead,
    day_of,
    missing_column,
)
from practices.workbook.struck import without_struck
from practices.workbook.telling import title_of

NO_STORED_VALUE = (
    "The formula in this cell has no stored value. Open the workbook in Excel and save it there, or write the value."
)
UNSURE_DATE = (
    "This column has dates with the day first and dates with the month first. Write the month of this one as a word, "
    "like 5 Nov 2018, so that it is read in one way."
)


def read_sheet(sheet: Sheet, raw: RawSheet | None, *, today: date, interview: Interview) -> SheetRead:
    """Every row of one sheet, with the faults of single cells; a sheet that is not there is empty."""
    found = SheetRead(sheet)
    if raw is None:
        found.missing = set(sheet.names())
        return found
    if is_too_low(raw.rows, sheet.names()):
        found.missing, raw.taken_for = set(sheet.names()), sheet.name
        message = f"No headings were found in the first {MOST_ABOVE} rows of {raw.name}."
        found.faults.append(Fault(sheet.name, None, "", "", message))
        return found
    raw.taken_for, raw.header = sheet.name, find_header(raw.rows, sheet.names())
    found.header_row = raw.header + 1
    say_header(raw, sheet.name, found.remarks)
    say_notes(raw, sheet.name, found.remarks)
    rows = without_hidden(raw, sheet.name, interview, found.remarks)
    rows = without_struck(raw, rows, sheet.name, interview, found.remarks)
    rows = without_totals(raw, rows, sheet.name, interview, found.remarks)
    rows, positions = place_columns(found, raw, rows, interview)
    raw.positions = positions
    found.title = raw.name
    found.sections = raw.sections or [Section(1, raw.name, title_of(raw.rows, raw.header))]
    found.headings = {name: column_words(raw, place) for name, place in positions.items()}
    interview.headings |= {(sheet.name, name): heading for name, heading in found.headings.items()}
    found.missing = {column.name for column in sheet.columns if column.name not in positions}
    rows = with_merged(found, raw, rows, positions, interview)
    rows = with_dittos(found, rows, positions, interview)
    ask_above(found, raw, positions, interview)
    rows = without_notes(found, rows, positions, interview)
    rows = settle_columns(found, rows, positions, interview, from_1904=raw.from_1904)
    for number, cells in enumerate(rows[raw.header + 1 :], start=raw.header + 2):
        if all(is_blank(cell) for cell in cells):
            continue
        found.rows.append(_read_row(found, number, cells, positions, today))
    if found.rows:
        for column in sheet.columns:
            if column.required and column.name in found.missing:
                found.faults.append(missing_column(sheet.name, column.name, row=found.header_row))
    return found


def _read_row(found: SheetRead, number: int, cells: list[Any], positions: dict[str, int], today: date) -> Row:
    row = Row(found.sheet.name, number, {}, {})
    for column in found.sheet.columns:
        position = positions.get(column.name)
        if position is None:
            continue
        value = cells[position] if position < len(cells) else ""
        if is_blank(value):
            if column.required:
                found.faults.append(row.fault(column.name, "This must be filled in."))
            continue
        row.written[column.name] = as_written(value)
        try:
            row.values[column.name] = read_cell(column, value)
        except BadCell as error:
            found.faults.append(row.fault(column.name, str(error)))
            continue
        if remark := column.read.remark(value):
            found.remarks.append(Remark(row.sheet, remark, number, column.name, kind="values read so"))
        _look_at_date(found, row, column, today)
    return row


def read_cell(column: Column, value: Any) -> Any:
    """A cell's value by its column's reader; raises BadCell, also where Excel itself shows an error."""
    if isinstance(value, FormulaCell):
        raise BadCell(NO_STORED_VALUE)
    if isinstance(value, UnsureDateCell):
        raise BadCell(UNSURE_DATE)
    if isinstance(value, ErrorCell):
        raise BadCell("Excel shows an error here. Mend the formula, or write the value itself.")
    return column.read(value)


def _look_at_date(found: SheetRead, row: Row, column: Column, today: date) -> None:
    value = row.values[column.name]
    if isinstance(value, SkippedTime):
        found.remarks.append(Remark(row.sheet, SKIPPED, row.number, column.name))
    if isinstance(value, DoubledTime):
        started = row[column.after]
        is_second = started is not None and value < started
        if is_second:
            row.values[column.name] = value = value + AN_HOUR
        said = SECOND_OF_TWO if is_second else FIRST_OF_TWO
        found.remarks.append(Remark(row.sheet, said, row.number, column.name))
    if isinstance(value, DateAlone):
        found.remarks.append(
            Remark(row.sheet, "There is no time of day here: it is kept with its day alone.", row.number, column.name)
        )
    if column.past and day_of(value) > today:
        del row.values[column.name]
        found.faults.append(row.fault(column.name, NOT_YET_AND_NEEDED if column.required else NOT_YET))
