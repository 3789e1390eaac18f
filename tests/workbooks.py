"""Workbooks for tests: built from rows, or a real one with cells changed."""

import functools
import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlsxwriter

ROTHERHAM = Path(__file__).parents[1] / "reporting" / "demonstration" / "rotherham-2018-19.xlsx"
WITH_ERRORS = Path(__file__).parent / "cases" / "rotherham-with-errors.xlsx"
PRACTICE = {
    "name": "Rotherham",
    "slug": "rotherham",
    "nation": "England",
    "cohort_number": 1,
    "cohort_starts_on": date(2018, 7, 1),
    "cohort_capacity": 24,
}


def workbook(practice=None, **sheets) -> bytes:
    """An .xlsx with the sheet Practice and the rows given; the columns are the keys of a sheet's rows."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})

    def write(sheet, row, column, value):
        if isinstance(value, datetime):
            sheet.write_datetime(row, column, value, moment)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
        elif value is not None:
            sheet.write(row, column, value)

    if practice is not False:
        sheet = book.add_worksheet("Practice")
        for number, (key, value) in enumerate([("key", "value"), *(PRACTICE | (practice or {})).items()]):
            sheet.write(number, 0, key)
            write(sheet, number, 1, value)
    for name, rows in ({"Women": []} | sheets).items():
        if rows is None:
            continue
        sheet = book.add_worksheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        for position, column in enumerate(columns):
            sheet.write_string(0, position, column)
            for number, row in enumerate(rows, start=1):
                write(sheet, number, position, row.get(column))
    book.close()
    return buffer.getvalue()


def edited(content: bytes, changes: dict) -> bytes:
    """A workbook with cells changed, by (sheet, Excel's row, column's name); the value None empties a cell."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (name, row, column), value in changes.items():
        sheet = book[name]
        heading = [cell.value for cell in sheet[1]]
        if name == "Practice":
            row = next(cell.row for cell in sheet["A"] if cell.value == column)
            column = "value"
        sheet.cell(row=row, column=heading.index(column) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@functools.cache
def small() -> bytes:
    """The published workbook with six of its women and at most eight rows a sheet: the same columns, soon read."""
    book = openpyxl.load_workbook(ROTHERHAM)
    women = {row[0] for row in book["Women"].iter_rows(min_row=2, max_row=7, values_only=True)}
    goals = {row[0] for row in book["Goals"].iter_rows(min_row=2, values_only=True) if row[1] in women}
    for sheet in book.worksheets[1:]:
        kept = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] in women or row[0] in goals][:8]
        if sheet.title == "Goals":
            kept = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[1] in women]
        sheet.delete_rows(2, sheet.max_row)
        for number, row in enumerate(kept, start=2):
            for place, value in enumerate(row, start=1):
                sheet.cell(row=number, column=place, value=value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
