"""Ditto marks and words like “as above”: whether they repeat the value above is asked, once a column."""

from practices.workbook.cells import as_written, folded, is_blank
from practices.workbook.column_cells import ColumnCells
from practices.workbook.faults import listed
from practices.workbook.layout import Rows, cell_at
from practices.workbook.questions import LEAVE_OUT, Choice, Interview
from practices.workbook.sheets import SheetRead

MARKS = set("\"'`´‘’‚‛“”„‟′″‴〃〟ˮ״") | {","}
MOST_MARKS = 3  # in a cell: a quotation mark, or two commas or apostrophes in its place
WORDS = {"do", "ditto", "as above", "same", "same as above", "see above", "the same", "idem", "as last", "as before"}
FILL, KEEP = "fill", "keep"


def is_ditto(value: object) -> bool:
    """Whether a cell holds nothing but a sign or a word for what stands above it."""
    if not isinstance(value, str):
        return False
    return _is_mark(value) or folded(value.strip(" .-–—\"'“”")) in WORDS


def _is_mark(value: str) -> bool:
    signs = "".join(as_written(value).split())
    return 0 < len(signs) <= MOST_MARKS and set(signs) <= MARKS and signs != ","


def with_dittos(found: SheetRead, rows: Rows, positions: dict[str, int], interview: Interview) -> Rows:
    """Return the rows with the value above in place of each mark, where whoever imports says that it repeats it."""
    rows = [list(row) for row in rows]
    for name, position in positions.items():
        above, repeated = "", {}
        for number in range(found.header_row + 1, len(rows) + 1):
            value = cell_at(rows, number - 1, position)
            if is_ditto(value):
                repeated[number] = above
            elif not is_blank(value):
                above = value
        if not any(not is_blank(value) for value in repeated.values()):
            continue
        column = next(one for one in found.sheet.columns if one.name == name)
        marks = {number: cell_at(rows, number - 1, position) for number in repeated}
        answer = _ask(ColumnCells(found, column, marks, interview), as_written(next(iter(repeated.values()))))
        for number, value in repeated.items() if answer != KEEP else ():
            rows[number - 1][position] = value if answer == FILL else ""
    return rows


def _ask(part: ColumnCells, above: str) -> str:
    """`above` is what stands above the first of them."""
    numbers, marks = list(part.cells), list(dict.fromkeys(map(as_written, part.cells.values())))
    said, many = " and ".join(f"“{mark}”" for mark in marks), len(numbers) > 1
    stands, does_it, was = ("stand", "do they", "were") if len(marks) > 1 else ("stands", "does it", "was")
    choices = (
        Choice(FILL, "It repeats what stands above it: read that"),
        Choice(LEAVE_OUT, f"It says nothing: leave {'these cells' if many else 'this cell'} blank"),
        Choice(KEEP, "It is what it says: read it as it stands"),
    )
    answer = part.ask(
        "ditto",
        f"{said} in {part.words} {stands} in {len(numbers)} {'rows' if many else 'row'}, {listed(numbers)}. "
        f"What {does_it} mean?",
        choices, numbers, samples=(f"Row {numbers[0]}: above it stands “{above}”",), is_sure=all(map(_is_mark, marks)),
    )  # fmt: skip
    if answer == FILL:
        part.say(f"{said} {was} read as what stands above.", numbers, kind="words read so")
    elif answer == LEAVE_OUT:
        part.say(f"{said} {was} left out.", numbers, passed_over=True)
    return answer
