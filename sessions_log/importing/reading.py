"""From a file's bytes to typed rows, with every fault that the file alone can show."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from practices.workbook.faults import Fault, Remark, gathered
from practices.workbook.opening import RawSheet, open_workbook
from practices.workbook.questions import Interview
from practices.workbook.rows import read_sheet
from practices.workbook.sheets import Row, Sheet, SheetRead, missing_column
from practices.workbook.wording import in_words, label_of, sheet_label_of
from sessions_log.importing.practice_sheet import PracticeSheet
from sessions_log.importing.recognising import recognise
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
    practice_sheet: PracticeSheet
    sheets: dict[str, SheetRead]
    interview: Interview
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    has_women: bool = True  # whether one of its sheets is Women
    left_out_refs: set[str] = field(default_factory=set)  # of women whose rows were left out
    passed_over: Counter[str] = field(default_factory=Counter)  # of each sheet, rows that stand under two references

    @property
    def practice(self) -> Row:
        """The Practice's keys."""
        return self.practice_sheet.row

    def rows(self, sheet: Sheet) -> list[Row]:
        """The rows of one sheet."""
        return self.sheets[sheet.name].rows

    def practice_fault(self, key: str, message: str) -> Fault:
        """A fault of the sheet Practice: the column is the key's name, the row is the key's."""
        return self.practice_sheet.fault(key, message)

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

        return [self.fault_in_words(fault) for fault in sorted(dict.fromkeys(self.faults), key=place)]

    def called(self, sheet: str, column: str = "") -> tuple[str, str]:
        """A sheet and a column as they are called in the file, or else in words; what is not ours stays as it is."""
        if sheet not in SHEET_ORDER:
            return sheet, column
        read = self.practice_sheet if sheet == PRACTICE.name else self.sheets.get(sheet)
        heading = (read.headings.get(column) if read else "") or (column and label_of(sheet, column))
        return (read.title if read else "") or sheet_label_of(sheet), heading

    def fault_in_words(self, fault: Fault) -> Fault:
        """A fault that calls sheets and columns as the file does."""
        title, heading = self.called(fault.sheet, fault.column)
        message = in_words(fault.message, fault.sheet, self.called)
        return replace(fault, message=message, title=title, heading=heading)

    def gathered_remarks(self) -> list[Remark]:
        """What was passed over, then what else is worth knowing; the same of one column once, with its rows."""
        called = [(remark, *self.called(remark.sheet, remark.column)) for remark in self.remarks]
        return gathered(replace(remark, title=title, heading=heading) for remark, title, heading in called)


def read_workbook(
    content: bytes, *, today: date, answers: Mapping[str, str] | None = None, here: Mapping[str, Any] | None = None
) -> Reading:
    """Read every sheet; raises NotAWorkbook with one line where the file is none. Faults are in the result.

    What only a person can say is asked in `interview`; until it is answered the reading goes on as proposed.
    `here` is what is known of the Practice, where a page imports into one.
    """
    raw = open_workbook(content)
    interview = Interview(answers or {})
    practice = PracticeSheet(interview, here)
    reading = Reading(raw, practice, {}, interview)
    by_name = recognise(raw, (PRACTICE, *ROW_SHEETS), interview, reading.faults, reading.remarks)
    practice.read(by_name.get(PRACTICE.name), today)
    reading.faults += practice.faults
    reading.remarks += practice.remarks
    reading.has_women = WOMEN.name in by_name
    for sheet in ROW_SHEETS:
        read = read_sheet(sheet, by_name.get(sheet.name), today=today, interview=interview)
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
                        yield missing_column(read.sheet.name, column, row=read.header_row)
                    continue
                yield row.fault(column, message)
