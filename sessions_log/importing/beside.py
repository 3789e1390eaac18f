"""Words in columns that are left out and must reach whoever meets her: they are read before anything is applied."""

from practices.workbook.faults import Fault, some_of
from practices.workbook.questions import CORRECT, Choice, Question
from practices.workbook.sheets import LeftOut, SheetRead
from practices.workbook.telling import Tells
from sessions_log.importing.reading import Reading
from women.workbook import CHILDREN, WOMEN

NOTED = "noted"
NO_PLACE = (
    "“{}” would be left out. Put it into a column that is read, such as {{Contacts.note}}, or write it on her record "
    "and take it out."
)


def ask_of_words_beside(reading: Reading) -> list[Fault]:
    """Return the words that are to be put elsewhere, where somebody says so; others are kept with the import."""
    faults = []
    for sheet, read in reading.sheets.items():
        there = {row.number: row for row in read.rows}
        cells = [one for one in read.left_out if one.number in there and _matters(sheet, one)]
        if cells and reading.interview.ask(_question(read, cells)) == CORRECT:
            column = read.sheet.columns[0].name
            faults += [there[one.number].fault(column, NO_PLACE.format(one.said)) for one in cells]
    return faults


def _matters(sheet: str, cell: LeftOut) -> bool:
    """What keeps her safe, and a death or a loss that is asked about nowhere else."""
    if cell.tells is Tells.DEATH:
        return sheet not in (WOMEN.name, CHILDREN.name) or (sheet == WOMEN.name and cell.is_of_a_child)
    return cell.tells is Tells.SAFETY


def _question(read: SheetRead, cells: list[LeftOut]) -> Question:
    refs = {row.number: row["ref"] or row["woman_ref"] or row["goal_ref"] for row in read.rows}
    named = some_of([f"row {one.number} ({refs[one.number]}): “{one.said}”" for one in cells], between="; ", most=30)
    are = "1 cell says" if len(cells) == 1 else f"{len(cells)} cells say"
    text = (
        f"{{{read.sheet.name}}}: in columns that are left out {are} what must not be lost: {named}. No column takes "
        "it. It is listed on the Import page for 28 days after it was applied."
    )
    choices = (
        Choice(
            NOTED, "I have read it, and it will be written on her record: safe contact, read before contact, or loss"
        ),
        Choice(CORRECT, "Stop: show the rows, to put it elsewhere first"),
    )
    return Question("words-beside", read.sheet.name, "", text, choices, NOTED, rows=len(cells))
