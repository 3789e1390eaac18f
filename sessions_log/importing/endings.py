"""Rows of women of whom something beside our columns says that they are here no more, or not yet: asked, never assumed.

A sheet is called “CLOSED”, a name ends with “(RIP)”, a column that is left out says “DECLINED”: without a question each
would hold a place on the day of import.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practices.workbook.faults import Fault, Remark, some_of
from practices.workbook.questions import CORRECT, LEAVE_OUT, Choice, Question
from practices.workbook.sheets import Row, Sheet, SheetRead
from practices.workbook.telling import Tells, apart_from_name, sheet_tells, tells
from sessions_log.importing.reading import Reading
from women.codes import ClosureReason
from women.workbook import GOAL_SCORES, GOALS, WOMEN

CURRENT = "current"
ENDS = ("declined_on", "completed_on", "closed_on")
NAMES = ("full_name", "known_as")
SAYS = {
    Tells.DEATH: "that she has died",
    Tells.ENDED: "that her place has ended, or that she declined",
    Tells.WAITING: "that she waits for a place",
}
WRITE = {
    Tells.DEATH: (
        "“{}” says that she has died. Write the day under {{closed_on}} and “Died” under {{closure_reason}}, or take "
        "the row out and record her death on her record."
    ),
    Tells.ENDED: (
        "“{}” says that she is here no more. Write the day and the reason under {{closed_on}} and {{closure_reason}}, "
        "or the day under {{declined_on}} or {{completed_on}}; or take the row out."
    ),
    Tells.WAITING: "“{}” says that she waits. Empty {{offered_on}} and what follows it, or take the row out.",
}


@dataclass(frozen=True)
class Told:
    """What is said of the woman of a row, by which words."""

    row: Row
    tells: Tells
    words: str


@dataclass(frozen=True)
class Source:
    """Where it is said: how the question calls it, and the word by which the answer is kept."""

    where: str
    word: str


def settle_endings(reading: Reading, sheets: Sequence[Sheet]) -> list[Fault]:
    """Return the rows that are to be corrected; rows that are left out go, with what the other sheets say of them."""
    read = reading.sheets[WOMEN.name]
    groups: dict[tuple[Source, Tells], list[Told]] = defaultdict(list)
    for source, told in [*_by_sheet(read), *_by_name(read), *_by_left_out(read)]:
        if _would_be_current(told):
            groups[source, told.tells].append(told)
    faults, gone = [], []
    for (source, what), found in groups.items():
        question = _question(source, what, found)
        answer = reading.interview.ask(question)
        if answer == CORRECT:
            faults += [one.row.fault("closed_on", WRITE[what].format(one.words)) for one in found]
        elif answer == LEAVE_OUT:
            gone += [one.row for one in found]
            _say(reading, [one.row for one in found], f"Left out, since {source.where} says {SAYS[what]}.")
    _leave_out(reading, gone, sheets)
    return faults


def _by_sheet(read: SheetRead) -> Iterator[tuple[Source, Told]]:
    for row in read.rows:
        section = read.section_of(row.number)
        if (what := sheet_tells(section.words)) is not None:
            yield Source(f"the sheet “{section.words}”", section.name), Told(row, what, section.words)


def _by_name(read: SheetRead) -> Iterator[tuple[Source, Told]]:
    """What stands beside a name is no part of it, whatever it means."""
    for row in read.rows:
        said = []
        for column in NAMES:
            name, words = apart_from_name(row[column] or "")
            if words:
                row.values[column] = name
                said.append(words)
                message = f"“{words}” beside her name was read as no part of it."
                read.remarks.append(Remark(read.sheet.name, message, row.number, column))
        if said and (what := tells(said[0])) in SAYS:
            yield Source("what stands beside a name", "name"), Told(row, what, said[0])


def _by_left_out(read: SheetRead) -> Iterator[tuple[Source, Told]]:
    rows = {row.number: row for row in read.rows}
    for cell in read.left_out:
        if cell.number in rows and cell.tells in SAYS and not cell.is_of_a_child:
            yield (
                Source(f"the column “{cell.heading}”, which is left out,", cell.heading),
                Told(rows[cell.number], cell.tells, cell.words),
            )


def _would_be_current(told: Told) -> bool:
    """Whether the row says nothing of it itself, so that she would be read as somebody who is here."""
    row = told.row
    if told.tells is Tells.DEATH:
        return bool(row["closure_reason"] != ClosureReason.DIED)
    if told.tells is Tells.WAITING and row["offered_on"] is None and row["agreed_on"] is None:
        return False
    return row.is_sure(*ENDS) and not any(row[name] for name in ENDS)


def _question(source: Source, what: Tells, found: list[Told]) -> Question:
    many = len(found) > 1
    named = some_of([_named(one, source) for one in found], between="; ")
    text = (
        f"{{Women}}: {source.where} says {SAYS[what]}, of {len(found)} {'rows' if many else 'row'} that "
        f"{'have' if many else 'has'} no such date: {named}. What {'are they' if many else 'is it'}?"
    )
    it, is_so = ("these rows", "They are") if many else ("this row", "She is")
    choices = (
        Choice(CORRECT, f"It is so: show {it}, to write the day and the reason"),
        Choice(LEAVE_OUT, f"It is so: leave {it} out"),
        Choice(CURRENT, f"It is not so: {is_so.lower()} here as the dates say"),
    )
    return Question(
        "not-current", WOMEN.name, "", text, choices, CORRECT, rows=len(found), word=f"{source.word} {what.value}"
    )


def _named(told: Told, source: Source) -> str:
    who = f"{told.row['ref'] or 'no reference'}, row {told.row.number}"
    return who if told.words in source.where else f"{who} (“{told.words}”)"


def _say(reading: Reading, rows: list[Row], message: str, *, sheet: str = WOMEN.name) -> None:
    numbers = tuple(row.number for row in rows)
    reading.remarks.append(Remark(sheet, message, numbers[0], rows=numbers, passed_over=True))


def _leave_out(reading: Reading, gone: list[Row], sheets: Sequence[Sheet]) -> None:
    """Take rows of women out, and what hangs on them in the other sheets: it would be of nobody."""
    if not gone:
        return
    numbers = {row.number for row in gone}
    read = reading.sheets[WOMEN.name]
    read.rows = [row for row in read.rows if row.number not in numbers]
    reading.passed_over[WOMEN.name] += len(numbers)
    refs = {row["ref"] for row in gone if row["ref"]} - {row["ref"] for row in read.rows}
    reading.left_out_refs |= refs
    goals = {row["goal_ref"] for row in reading.rows(GOALS) if row["woman_ref"] in refs}
    for sheet in (*sheets, GOAL_SCORES):
        key, left = ("goal_ref", goals) if sheet is GOAL_SCORES else ("woman_ref", refs)
        rows = [row for row in reading.rows(sheet) if row[key] in left]
        if rows:
            reading.passed_over[sheet.name] += len(rows)
            reading.sheets[sheet.name].rows = [row for row in reading.rows(sheet) if row not in rows]
            _say(reading, rows, "Left out with the women whose rows were left out.", sheet=sheet.name)
