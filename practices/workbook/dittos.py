"""Ditto marks and words like “as above”: whether they repeat the value above is asked, once a column."""

from practices.workbook.cells import as_written, folded, is_blank
from practices.workbook.faults import Remark, listed
from practices.workbook.layout import Rows, cell_at
from practices.workbook.questions import LEAVE_OUT, Choice, Interview, Question
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
        answer = _ask(found, name, rows, position, list(repeated), interview)
        for number, value in repeated.items() if answer != KEEP else ():
            rows[number - 1][position] = value if answer == FILL else ""
    return rows


def _ask(found: SheetRead, name: str, rows: Rows, position: int, numbers: list[int], interview: Interview) -> str:
    marks = list(dict.fromkeys(as_written(cell_at(rows, number - 1, position)) for number in numbers))
    are, many = " and ".join(f"“{mark}”" for mark in marks), len(numbers) > 1
    verb = "stand" if len(marks) > 1 else "stands"
    choices = [
        Choice(FILL, "It repeats what stands above it: read that"),
        Choice(
            LEAVE_OUT, "It says nothing: leave these cells blank" if many else "It says nothing: leave this cell blank"
        ),
        Choice(KEEP, "It is what it says: read it as it stands"),
    ]
    question = Question(
        "ditto", found.sheet.name, name,
        f"{are} in the column “{found.heading_of(name)}” of the sheet {found.title} {verb} in {len(numbers)} "
        f"{'rows' if many else 'row'}, {listed(numbers)}. What {'do they' if len(marks) > 1 else 'does it'} mean?",
        tuple(choices), FILL, rows=len(numbers), samples=_samples(rows, position, numbers),
        is_sure=all(map(_is_mark, marks)),
    )  # fmt: skip
    answer = interview.ask(question)
    if answer != KEEP and not interview.is_open(question):
        was = "were" if len(marks) > 1 else "was"
        said = f"{was} read as what stands above" if answer == FILL else f"{was} left out"
        remark = Remark(
            found.sheet.name, f"{are} {said}.", numbers[0], name, rows=tuple(numbers),
            passed_over=answer == LEAVE_OUT, kind="" if answer == LEAVE_OUT else "words read so",
        )  # fmt: skip
        found.remarks.append(remark)
    return answer


def _samples(rows: Rows, position: int, numbers: list[int]) -> tuple[str, ...]:
    """The first, with what stands above it."""
    first = numbers[0]
    above = [cell_at(rows, number - 1, position) for number in range(first - 1, 0, -1)]
    value = next((as_written(cell) for cell in above if not is_blank(cell) and not is_ditto(cell)), "")
    return (f"Row {first}: above it stands “{value}”",)
