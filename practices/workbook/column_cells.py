"""The filled cells of one column, and how somebody is asked about them."""

from dataclasses import dataclass
from typing import Any

from practices.workbook.faults import Remark
from practices.workbook.questions import Choice, Interview, Question, samples_of
from practices.workbook.sheets import Column, SheetRead


@dataclass
class ColumnCells:
    """The filled cells of one column, by Excel's row number."""

    found: SheetRead
    column: Column
    cells: dict[int, Any]
    interview: Interview
    is_said: bool = True  # whether somebody gave the answer that was asked for last

    @property
    def heading(self) -> str:
        """What the file calls the column."""
        return self.found.heading_of(self.column.name)

    @property
    def words(self) -> str:
        """The column in a question."""
        return f"the column “{self.heading}” of the sheet {self.found.title}"

    def ask(
        self, kind: str, text: str, choices: tuple[Choice, ...], rows: list[int], *, proposal: str = "", **more: Any
    ) -> str:
        """Ask about this column, once, or about one word or row of it; unless told, the first choice is proposed."""
        question = Question(
            kind, self.found.sheet.name, self.column.name, text, choices, proposal or choices[0].value, rows=len(rows),
            **{"samples": samples_of({number: self.cells[number] for number in rows}), **more},
        )  # fmt: skip
        answer = self.interview.ask(question)
        self.is_said = not self.interview.is_open(question)
        return answer

    def say(self, message: str, rows: list[int], *, passed_over: bool = False, kind: str = "") -> None:
        """Remark on some of its rows, unless it is asked about still."""
        if self.is_said:
            name = self.found.sheet.name
            remark = Remark(
                name, message, rows[0], self.column.name, rows=tuple(rows), passed_over=passed_over, kind=kind
            )
            self.found.remarks.append(remark)
