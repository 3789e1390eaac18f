"""Rows that hold words and no record: notes under a table, an explanation under its headings, records above them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from practices.workbook.cells import ErrorCell, as_written, is_blank, reference
from practices.workbook.faults import Fault, Remark, listed
from practices.workbook.headings import can_read
from practices.workbook.layout import Rows, cell_at, without_rows
from practices.workbook.opening import RawSheet
from practices.workbook.questions import CORRECT, LEAVE_OUT, Choice, Interview, Question, samples_of_rows
from practices.workbook.sheets import Column, SheetRead
from practices.workbook.telling import sheet_tells

FEWEST_ALIKE = 3  # references that show what the others look like
LONGEST_REFERENCE, FEWEST_WORDS = 40, 3  # more signs, or as many words: a sentence
LIKE_A_RECORD = 3  # filled cells under headings
ANY_WORDS = "any words at all"


def without_notes(found: SheetRead, rows: Rows, positions: dict[str, int], interview: Interview) -> Rows:
    """Return the rows without those of words alone, once whoever imports has said that they are no records."""
    notes = _notes(found, rows, positions)
    if not notes:
        return rows
    name, many = found.sheet.name, len(notes) > 1
    question = Question(
        "notes", name, "",
        f"{'Rows' if many else 'Row'} {listed(notes)} of {found.title} {'hold' if many else 'holds'} words and no "
        f"record: leave {'them' if many else 'it'} out?",
        (
            Choice(LEAVE_OUT, f"Leave {'them' if many else 'it'} out"),
            Choice("read", "Read them as records" if many else "Read it as a record"),
        ),
        LEAVE_OUT, rows=len(notes), samples=samples_of_rows({number: rows[number - 1] for number in notes}),
    )  # fmt: skip
    if interview.ask(question) == "read":
        return rows
    if not interview.is_open(question):
        words = (
            "These rows hold words and no record, and were" if many else "This row holds words and no record, and was"
        )
        found.remarks.append(Remark(name, f"{words} passed over.", notes[0], rows=tuple(notes), passed_over=True))
    return without_rows(rows, notes)


def _notes(found: SheetRead, rows: Rows, positions: dict[str, int]) -> list[int]:
    """The numbers of the rows whose reference is unlike the others', and in which no other cell can be read."""
    name = next((one.name for one in found.sheet.columns if one.required and one.read is reference), None)
    if name is None or name not in positions:
        return []
    refs, bare, alone = {}, set(), list[int]()
    for number in range(found.header_row + 1, len(rows) + 1):
        value = cell_at(rows, number - 1, positions[name])
        if is_blank(value) and _is_one_word(found, rows[number - 1], positions):
            alone.append(number)
        elif not is_blank(value):
            refs[number] = value
            if _is_words(value) and not _says_something(found, rows[number - 1], positions, without=name):
                bare.add(number)
    prose = _prose(refs, bare)
    alike = [as_written(value) for number, value in refs.items() if number not in bare]
    alike = alike if len(alike) >= FEWEST_ALIKE else [as_written(value) for value in refs.values()]
    if len(alike) < FEWEST_ALIKE:
        return sorted([*prose, *alone])
    have_digits = sum(_has_digit(one) for one in alike) > len(alike) * 0.8
    have_spaces = sum(" " in one for one in alike) > len(alike) * 0.2
    return sorted(alone) + [
        number
        for number in sorted(bare)
        if number in prose
        or (" " in (said := as_written(refs[number])) and not have_spaces)
        or (have_digits and not _has_digit(said))
    ]


def _is_one_word(found: SheetRead, row: list[Any], positions: dict[str, int]) -> bool:
    """Whether a row without a reference holds one cell that heads those below, “Waiting list:”, and no name alone."""
    filled = [value for _, value in _filled(found, row, positions)]
    if len(filled) != 1 or not _is_words(filled[0]):
        return False
    said = as_written(filled[0])
    return said.endswith(":") or sheet_tells(said) is not None


def _prose(refs: Mapping[int, Any], bare: set[int]) -> set[int]:
    """The rows of words alone that are as long as a sentence, beside references of which none is, however few."""
    prose = {number for number, value in refs.items() if _is_prose(as_written(value))}
    return prose if prose <= bare and (prose != refs.keys() or len(prose) == 1) else set()


def _is_prose(words: str) -> bool:
    return len(words) > LONGEST_REFERENCE or len(words.split()) >= FEWEST_WORDS


def _says_something(found: SheetRead, row: list[Any], positions: dict[str, int], *, without: str) -> bool:
    """Whether a row has a cell, but for its reference, that is no text or that a column of codes or dates can read."""
    return any(
        not _is_words(value) or _reads(column, value)
        for column, value in _filled(found, row, positions)
        if column.name != without
    )


def _filled(found: SheetRead, row: list[Any], positions: dict[str, int]) -> Iterator[tuple[Column, Any]]:
    """The cells of a row that stand under our headings and are not blank, each with its column."""
    for column in found.sheet.columns:
        if column.name in positions and not is_blank(value := cell_at([row], 0, positions[column.name])):
            yield column, value


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, ErrorCell)


def _has_digit(words: str) -> bool:
    return any(sign.isdigit() for sign in words)


def _reads(column: Column, value: Any) -> bool:
    """Whether a column of dates, numbers or codes can read a value; one that takes any words says nothing."""
    return not can_read(column, ANY_WORDS) and can_read(column, value)


def ask_above(found: SheetRead, raw: RawSheet, positions: dict[str, int], interview: Interview) -> None:
    """Ask about rows above the headings that look like records; one that is a title only is passed over."""
    above = [number for number in range(1, raw.header + 1) if _is_record(found, raw.rows[number - 1], positions)]
    if not above:
        return
    name, many = found.sheet.name, len(above) > 1
    what = f"{'Rows' if many else 'Row'} {listed(above)} of {found.title} {'stand' if many else 'stands'} above the "
    what += "headings"
    question = Question(
        "above", name, "",
        f"{what} and {'look like records' if many else 'looks like a record'}. "
        f"{'Are they' if many else 'Is it'} to be read?",
        (
            Choice(CORRECT, "Yes: I will move the headings to the top in the workbook"),
            Choice(LEAVE_OUT, f"No: leave {'them' if many else 'it'} out"),
        ),
        CORRECT, rows=len(above), samples=samples_of_rows({number: raw.rows[number - 1] for number in above}),
    )  # fmt: skip
    if interview.ask(question) == CORRECT:
        message = f"{what}: move the headings to the top."
        found.faults.append(Fault(name, found.header_row, "", "", message))


def _is_record(found: SheetRead, row: list[Any], positions: dict[str, int]) -> bool:
    """Whether a row fills several cells under our headings, and some of them can only be a record's."""
    filled = readable = 0
    for column, value in _filled(found, row, positions):
        filled += 1
        is_ref = column.read is reference and bool(re.fullmatch(r"\S*\d\S*", as_written(value)))
        readable += is_ref or (column.read is not reference and _reads(column, value))
    return (filled >= LIKE_A_RECORD and readable >= 1) or readable > 1
