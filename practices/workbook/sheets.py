"""What a sheet should hold, and reading its rows against that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from practices.london import day_in_london
from practices.workbook.cells import BadCell, DateAlone, ErrorCell, Reader, as_written, is_blank
from practices.workbook.faults import Fault, Remark
from practices.workbook.opening import RawSheet


@dataclass(frozen=True)
class Column:
    """A column: how a cell is read, whether one must stand in every row, whether its date records a past event."""

    name: str
    read: Reader
    required: bool = False
    past: bool = False


@dataclass
class Row:
    """One row as read. A blank cell is None; so is one that could not be read, and then `is_sure` of it is False."""

    sheet: str
    number: int
    values: dict[str, Any]
    written: dict[str, str]
    unsure: set[str] = field(default_factory=set)

    def __getitem__(self, column: str) -> Any:
        """The value read."""
        return self.values.get(column)

    def is_sure(self, *columns: str) -> bool:
        """Whether none of these cells has a fault already: one fault, one error."""
        return self.unsure.isdisjoint(columns)

    def fault(self, column: str, message: str) -> Fault:
        """A fault at this row."""
        self.unsure.add(column)
        return Fault(self.sheet, self.number, column, self.written.get(column, ""), message)


Rule = Callable[[Row, date], Iterator[tuple[str, str]]]


@dataclass(frozen=True)
class Sheet:
    """A sheet's name and columns, and the rules between the cells of one row.

    A rule is given the row and the day of import, and yields a column and what to do about it.
    """

    name: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()

    def names(self) -> list[str]:
        """Its columns' names."""
        return [column.name for column in self.columns]


@dataclass
class SheetRead:
    """What came of reading one sheet."""

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read_sheet(sheet: Sheet, raw: RawSheet | None, *, today: date) -> SheetRead:
    """Every row of one sheet, with the faults of single cells; a sheet that is not there is empty."""
    found = SheetRead(sheet)
    if raw is None:
        found.missing = set(sheet.names())
        return found
    positions = _positions(found, raw)
    found.missing = {column.name for column in sheet.columns if column.name not in positions}
    for offset, cells in enumerate(raw.rows[1:], start=2):
        if all(is_blank(cell) for cell in cells):
            continue
        found.rows.append(_read_row(found, offset, cells, positions, today))
    if found.rows:
        for column in sheet.columns:
            if column.required and column.name in found.missing:
                found.faults.append(missing_column(sheet.name, column.name))
    return found


def missing_column(sheet: str, column: str) -> Fault:
    """The fault of a column that is not there although a cell of it must stand in a row."""
    return Fault(sheet, 1, column, "", f"Add the column {column}: every row that needs it would be incomplete.")


def _positions(found: SheetRead, raw: RawSheet) -> dict[str, int]:
    names = set(found.sheet.names())
    positions: dict[str, int] = {}
    for position, heading in enumerate(raw.rows[0] if raw.rows else []):
        if is_blank(heading):
            continue
        name = as_written(heading).lower()
        if name not in names:
            found.remarks.append(
                Remark(raw.name, f"The column “{as_written(heading)}” is not known and was passed over.")
            )
        elif name in positions:
            found.faults.append(
                Fault(raw.name, 1, name, as_written(heading), f"Two columns are called {name}: remove or rename one.")
            )
        else:
            positions[name] = position
    return positions


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
        _look_at_date(found, row, column, today)
    return row


def read_cell(column: Column, value: Any) -> Any:
    """A cell's value by its column's reader; raises BadCell, also where Excel itself shows an error."""
    if isinstance(value, ErrorCell):
        raise BadCell("Excel shows an error here. Mend the formula, or write the value itself.")
    return column.read(value)


def _look_at_date(found: SheetRead, row: Row, column: Column, today: date) -> None:
    value = row.values[column.name]
    if isinstance(value, DateAlone):
        found.remarks.append(Remark(row.sheet, "A date without a time was read as midnight.", row.number, column.name))
    if column.past and day_of(value) > today:
        del row.values[column.name]
        found.faults.append(row.fault(column.name, NOT_YET))


NOT_YET = "This date is still to come. Write the day on which it happened, or leave it empty until it has."


def day_of(value: Any) -> date:
    """The London day of a date, a time, or a child's (day, is known)."""
    if isinstance(value, tuple):
        value = value[0]
    day: date = day_in_london(value) if isinstance(value, datetime) else value
    return day
