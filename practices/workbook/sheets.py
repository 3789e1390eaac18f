"""What a sheet should hold, and a row of it as read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from practices.london import day_in_london
from practices.workbook.cells import Reader
from practices.workbook.faults import Fault, Remark
from practices.workbook.telling import OF_A_CHILD, Tells, tells_of_cell
from practices.workbook.wording import label_of


@dataclass(frozen=True)
class Column:
    """A column: how a cell is read, whether one must stand in every row, whether its date records a past event.

    `needed` says, in words, for which rows a rule of the sheet demands it, where it is not for all. `after` names the
    column of a time before which this one cannot be: of an hour that came twice it may be the second.
    """

    name: str
    read: Reader
    required: bool = False
    past: bool = False
    needed: str = ""
    after: str = ""
    tells_losses: bool = False  # of a child: words of a loss may stand where a date is meant


@dataclass
class Row:
    """One row as read. A blank cell is None; so is one that could not be read, and then `is_sure` of it is False."""

    sheet: str
    number: int
    values: dict[str, Any]
    written: dict[str, str]
    unsure: set[str] = field(default_factory=set)
    former: dict[str, Any] = field(default_factory=dict)  # values that name a record which goes on as another, or {}

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


@dataclass(frozen=True)
class Section:
    """The rows of one sheet of the file, from `first` on, and what its name and its title say of them all."""

    first: int
    name: str
    title: str = ""

    @property
    def words(self) -> str:
        """Its name, and its title where it has one."""
        return f"{self.name} · {self.title}" if self.title else self.name


@dataclass(frozen=True)
class LeftOut:
    """A filled cell of a column that is left out."""

    number: int
    heading: str
    words: str

    @property
    def said(self) -> str:
        """Its words, with what its column is called, since “Died” may say all that there is to say."""
        return f"{self.heading}: {self.words}"

    @property
    def tells(self) -> Tells | None:
        """What it tells of."""
        return tells_of_cell(self.heading, self.words)

    @property
    def is_of_a_child(self) -> bool:
        """Whether its column speaks of a child, and not of her."""
        return bool(OF_A_CHILD.search(self.heading))


@dataclass
class SheetRead:
    """What came of reading one sheet."""

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    header_row: int = 1
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    title: str = ""  # the sheet's name in the file
    headings: dict[str, str] = field(default_factory=dict)  # of our columns, as they stand in the file
    left_out: list[LeftOut] = field(default_factory=list)  # cells of columns that are not read
    sections: list[Section] = field(default_factory=list)  # the sheets of the file whose rows it holds, in their order

    def section_of(self, number: int) -> Section:
        """The sheet of the file in which a row stands."""
        return [one for one in self.sections if one.first <= number][-1]

    def heading_of(self, column: str) -> str:
        """The heading of one of our columns in the file, or in words where it has none."""
        return self.headings.get(column) or label_of(self.sheet.name, column)


def missing_column(sheet: str, column: str, *, row: int = 1) -> Fault:
    """The fault of a column that is not there although a cell of it must stand in a row."""
    return Fault(sheet, row, column, "", f"Add the column {{{column}}}: every row that needs it would be incomplete.")


SKIPPED = "The clocks went forward that night and there was no such time: it was read as an hour later."
FIRST_OF_TWO = "The clocks went back that night and this time came twice: the first, in summer time, was read."
SECOND_OF_TWO = "The clocks went back that night and this time came twice: the second, in winter time, was read."
NOT_YET = "This date is still to come. Write the day on which it happened, or leave it empty until it has."
NOT_YET_AND_NEEDED = "This date is still to come. Write the day on which it happened, or take the row out until it has."


def day_of(value: Any) -> date:
    """The London day of a date, a time, or a child's (day, is known)."""
    if isinstance(value, tuple):
        value = value[0]
    day: date = day_in_london(value) if isinstance(value, datetime) else value
    return day
