"""Which column of a sheet is which of ours: taken where the names are the same, asked where data would be lost."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from practices.workbook.cells import BadCell, as_written, is_blank
from practices.workbook.faults import Fault, Remark
from practices.workbook.layout import Rows, cell_at, column_words
from practices.workbook.naming import NEAR_ENOUGH, likeness, name_key, nearest, propose
from practices.workbook.opening import RawSheet
from practices.workbook.questions import LEAVE_OUT, Interview, Question, choices_of
from practices.workbook.sheets import Column, Sheet, SheetRead

OUR_OWN = "whattofix"  # the column of a marked copy
SAMPLE = 25
MOST_SAID = 25


def place_columns(found: SheetRead, raw: RawSheet, rows: Rows, interview: Interview) -> dict[str, int]:
    """Return the place of each of our columns; what is unknown and holds data is asked about."""
    sheet = found.sheet
    ours = {name_key(name): name for name in sheet.names()}
    positions: dict[str, int] = {}
    unknown: list[int] = []
    taken: list[str] = []
    width = max((len(row) for row in rows), default=0)
    for position in range(width):
        heading = as_written(cell_at(rows, raw.header, position))
        name = ours.get(name_key(heading)) if heading else None
        if name is None:
            if not name_key(heading).startswith(OUR_OWN):
                unknown.append(position)
        elif name in positions:
            found.faults.append(_twice(sheet.name, raw, name, heading))
        else:
            positions[name] = position
            if heading.lower() != name:
                taken.append(f"“{heading}” for {name}")
    if taken:
        found.remarks.append(Remark(sheet.name, f"Headings that were taken for ours: {', '.join(taken[:MOST_SAID])}."))
    _ask_columns(found, raw, rows, unknown, positions, interview)
    return positions


def _twice(sheet: str, raw: RawSheet, name: str, heading: str) -> Fault:
    return Fault(sheet, raw.header + 1, name, heading, f"Two columns are called {name}: remove or rename one.")


def _ask_columns(
    found: SheetRead, raw: RawSheet, rows: Rows, unknown: list[int], positions: dict[str, int], interview: Interview
) -> None:
    sheet = found.sheet
    missing = [name for name in sheet.names() if name not in positions]
    filled = {position: _filled(rows, raw.header, position) for position in unknown}
    scores = {
        position: _score(column_words(raw, position), sheet, filled[position])
        for position in unknown
        if filled[position]
    }
    hollow = {name for name, place in positions.items() if not _filled(rows, raw.header, place)}
    proposals = propose([*missing, *sorted(hollow)], scores)
    for position in unknown:
        words, cells = column_words(raw, position), filled[position]
        if not cells:
            if not is_blank(cell_at(rows, raw.header, position)):
                found.remarks.append(
                    Remark(sheet.name, f"The column “{words}” is not known and is empty: it was passed over.")
                )
            continue
        alike = [name for name in sheet.names() if name in hollow and scores[position](name) >= NEAR_ENOUGH]
        order = [name for _, name in nearest(missing + alike, scores[position])]
        cells_words = "1 filled cell" if len(cells) == 1 else f"{len(cells)} filled cells"
        question = Question(
            "column", sheet.name, words,
            f"The column “{words}” of the sheet {sheet.name} is not known and holds {cells_words}. Which column is it?",
            choices_of(order, leave_out="Leave it out: it is none of these"),
            proposals.get(position, LEAVE_OUT), rows=len(cells), stops=bool(order),
        )  # fmt: skip
        answer = interview.ask(question)
        if answer == LEAVE_OUT and interview.is_open(question):
            continue
        if answer == LEAVE_OUT:
            found.remarks.append(
                Remark(
                    sheet.name,
                    f"The column “{words}” is not known and was passed over: {cells_words}.",
                    passed_over=True,
                )
            )
        elif answer in positions and answer not in hollow:
            found.faults.append(_twice(sheet.name, raw, answer, words))
        else:
            positions[answer] = position  # also in place of one of ours that is empty
            hollow.discard(answer)
            if interview.is_open(question):
                continue
            found.remarks.append(Remark(sheet.name, f"The column “{words}” was taken for {answer}."))


def _filled(rows: Rows, header: int, position: int) -> list[Any]:
    cells = (cell_at(rows, index, position) for index in range(header + 1, len(rows)))
    return [cell for cell in cells if not is_blank(cell)]


def _score(heading: str, sheet: Sheet, cells: Sequence[Any]) -> Callable[[str], float]:
    """How near a column is to one of ours: by its heading, and by how many of its cells can be read as such."""
    columns: Mapping[str, Column] = {column.name: column for column in sheet.columns}
    sample = cells[:SAMPLE]

    def score(name: str) -> float:
        readable = sum(can_read(columns[name], cell) for cell in sample) / len(sample)
        return likeness(heading, name) * (0.5 + 0.5 * readable)

    return score


def can_read(column: Column, cell: Any) -> bool:
    """Whether a column's reader takes a cell."""
    try:
        column.read(cell)
    except BadCell:
        return False
    return True
