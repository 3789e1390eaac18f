"""What is struck through or coloured: a line through a row means something to whoever drew it, and is asked about."""

import re

from practices.workbook.cells import is_blank
from practices.workbook.faults import Remark, listed
from practices.workbook.layout import Rows, without_rows
from practices.workbook.opening import RawSheet
from practices.workbook.questions import LEAVE_OUT, Choice, Interview, Question, samples_of_rows

ROW_OF = re.compile(r"\d+$")
MOST_CELLS = 20  # that are read out
FEWEST_COLOURED = 2  # rows that look like a meaning


def without_struck(raw: RawSheet, rows: Rows, name: str, interview: Interview, remarks: list[Remark]) -> Rows:
    """Return the rows without those that are struck through, where somebody says that they are no records any more."""
    _say_cells(raw, name, remarks)
    _say_colours(raw, name, remarks)
    struck = [n for n in raw.struck_rows if n > raw.header + 1 and any(not is_blank(cell) for cell in rows[n - 1])]
    if not struck:
        return rows
    many = len(struck) > 1
    what = f"Rows {listed(struck)} are" if many else f"Row {struck[0]} is"
    question = Question(
        "struck", name, "", f"{what} struck through in the sheet {raw.name}. What does the line mean?",
        (
            Choice(LEAVE_OUT, "No record any more: leave out"),
            Choice("read", "Still a record: read it as the others"),
        ),
        LEAVE_OUT, rows=len(struck), samples=samples_of_rows({number: rows[number - 1] for number in struck}),
    )  # fmt: skip
    if interview.ask(question) == "read":
        return rows
    said = "Struck through, and left out."
    remarks.append(Remark(name, said, struck[0], rows=tuple(struck), passed_over=True))
    return without_rows(rows, struck)


def _say_cells(raw: RawSheet, name: str, remarks: list[Remark]) -> None:
    """Single cells are read: which, is said."""
    cells = [one for one in raw.struck_cells if int(ROW_OF.search(one)[0]) not in raw.struck_rows]  # type: ignore[index]
    if cells:
        more = f" and {len(cells) - MOST_CELLS} more" if len(cells) > MOST_CELLS else ""
        remarks.append(Remark(name, f"Struck through, and read all the same: {', '.join(cells[:MOST_CELLS])}{more}."))


def _say_colours(raw: RawSheet, name: str, remarks: list[Remark]) -> None:
    rows = [number for number in raw.coloured if number > raw.header + 1]
    if len(rows) >= FEWEST_COLOURED:
        said = f"Colours are not read, and {len(rows)} rows have some. What one means needs a column of its own."
        remarks.append(Remark(name, said))
