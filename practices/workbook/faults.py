"""What is wrong with a workbook, cell by cell."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

MOST_NAMED = 12
MOST_VALUES = 3
MOST_OF_KIND = 8  # of the remarks that are alike


@dataclass(frozen=True)
class Fault:
    """One thing to mend: where it stands (Excel's row number, the column's name), what was found, what to do."""

    sheet: str
    row: int | None
    column: str
    value: str
    message: str
    title: str = ""  # the sheet as the file calls it, or in words
    heading: str = ""  # the column, so

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it: with our own names of sheet and column, by which programs know them."""
        said = asdict(self)
        del said["title"], said["heading"]
        return said


@dataclass(frozen=True)
class FaultGroup:
    """Faults with one message of one column: one thing to mend, with its rows."""

    faults: tuple[Fault, ...]

    @property
    def sheet(self) -> str:
        """The sheet."""
        return self.faults[0].sheet

    @property
    def column(self) -> str:
        """The column."""
        return self.faults[0].column

    @property
    def title(self) -> str:
        """The sheet as the file calls it."""
        return self.faults[0].title or self.sheet

    @property
    def heading(self) -> str:
        """The column as the file calls it."""
        return self.faults[0].heading or self.column

    @property
    def where(self) -> str:
        """Sheet, rows and column as the file calls them."""
        return " ".join(part for part in (self.title, self.rows_words, self.heading) if part)

    @property
    def message(self) -> str:
        """What to do."""
        return self.faults[0].message

    @property
    def rows(self) -> list[int]:
        """Excel's row numbers, in order."""
        return [fault.row for fault in self.faults if fault.row is not None]

    @property
    def rows_words(self) -> str:
        """The rows as a person would say them: “7”, “2–40 (39 rows)”."""
        return listed(self.rows) + (f" ({len(self.rows)} rows)" if len(self.rows) > 1 else "")

    @property
    def found(self) -> str:
        """The different values found, each in quotation marks, the first few of them."""
        values = list(dict.fromkeys(fault.value for fault in self.faults))
        more = len(values) - MOST_VALUES
        said = ", ".join(f"“{value}”" if value else "(empty)" for value in values[:MOST_VALUES])
        return said + (f" and {more} {'other' if more == 1 else 'others'}" if more > 0 else "")

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it: the first fault, and all rows where there are several."""
        said = self.faults[0].as_json()
        return said | {"rows": self.rows, "value": self.found} if len(self.faults) > 1 else said


def grouped(faults: Iterable[Fault]) -> list[FaultGroup]:
    """Return faults with the same message of one column as one, in the order of the first of each."""
    groups: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.sheet, fault.column, fault.message), []).append(fault)
    return [FaultGroup(tuple(group)) for group in groups.values()]


def listed(numbers: Iterable[int]) -> str:
    """Return numbers of rows in order, neighbours as a range, the first dozen of them and how many more."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in parts[:MOST_NAMED]]
    more = sum(last - first + 1 for first, last in parts[MOST_NAMED:])
    return ", ".join(words) + (f" and {more} more" if more else "")


def some_of(parts: Sequence[str], *, between: str = ", ", most: int = MOST_NAMED) -> str:
    """Return the first of many and how many more there are: “a, b and 3 more”, or “a; b; and 3 more”."""
    more = len(parts) - most
    return between.join(parts[:most]) + (f"{between.strip(', ')} and {more:,} more" if more > 0 else "")


@dataclass(frozen=True)
class Remark:
    """Something that does not stop the import but that a person should know; of several rows, the first and all."""

    sheet: str
    message: str
    row: int | None = None
    column: str = ""
    rows: tuple[int, ...] = ()
    passed_over: bool = False  # said first: something of the workbook is not read
    title: str = ""  # the sheet as the file calls it, or in words
    heading: str = ""  # the column, so
    kind: str = ""  # what many of a kind are, where each has words of its own: “references read so”

    @property
    def rows_words(self) -> str:
        """The rows as a person would say them: “row 7”, “rows 2–40”."""
        rows = self.rows or (() if self.row is None else (self.row,))
        return f"{'row' if len(rows) == 1 else 'rows'} {listed(rows)}" if rows else ""

    @property
    def where(self) -> str:
        """Sheet, rows and column as the file calls them: “Women, rows 2–40, Rank”."""
        return ", ".join(
            part for part in (self.title or self.sheet, self.rows_words, self.heading or self.column) if part
        )

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        said: dict[str, Any] = {"sheet": self.sheet, "row": self.row, "column": self.column, "message": self.message}
        if len(self.rows) > 1:
            said["rows"] = list(self.rows)
        return said


def gathered(remarks: Iterable[Remark]) -> list[Remark]:
    """Return remarks with the same words of one column as one with its rows; what was passed over comes first."""
    groups: dict[Remark, list[int]] = {}
    for remark in remarks:
        rows = groups.setdefault(replace(remark, row=None, rows=()), [])
        rows += remark.rows or ([remark.row] if remark.row is not None else [])
    said = [replace(one, row=rows[0] if rows else None, rows=tuple(rows)) for one, rows in groups.items()]
    return sorted(said, key=lambda remark: not remark.passed_over)


@dataclass(frozen=True)
class RemarksOfKind:
    """The first remarks of one kind, and how many more of that kind there are."""

    shown: tuple[Remark, ...]
    more: int

    @property
    def more_words(self) -> str:
        """What is not shown, by its own kind: “Contacts, Her reference: and 13 more references read so”."""
        first = self.shown[0]
        where = ", ".join(part for part in (first.title or first.sheet, first.heading or first.column) if part)
        return f"{where}: and {self.more} more {first.kind}" if self.more else ""


def by_kind(remarks: Iterable[Remark]) -> list[RemarksOfKind]:
    """Return remarks by their kind, the first few of each; one whose words are its kind is never hidden."""
    kinds: dict[tuple[str, str, str], list[Remark]] = {}
    for remark in remarks:
        kinds.setdefault((remark.sheet, remark.column, remark.kind), []).append(remark)
    return [
        RemarksOfKind(tuple(group[:most]), len(group[most:]))
        for (_, _, kind), group in kinds.items()
        for most in (MOST_OF_KIND if kind else len(group),)
    ]


class NotAWorkbook(Exception):
    """The file cannot be read at all; one line says why."""
