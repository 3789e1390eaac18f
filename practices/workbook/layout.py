"""Where a sheet's headings are, and which of its rows and columns are no records or are hidden."""

import re
from collections.abc import Iterable
from typing import Any

from practices.workbook.cells import ErrorCell, as_written, is_blank
from practices.workbook.faults import Remark, listed, some_of
from practices.workbook.markup import column_letters
from practices.workbook.naming import name_key
from practices.workbook.opening import RawSheet
from practices.workbook.questions import LEAVE_OUT, Choice, Interview, Question, samples_of_rows

Rows = list[list[Any]]
MOST_ABOVE = 30  # rows in which headings are looked for
MOST_NOTES, LONGEST_NOTE = 60, 120  # of the notes of cells that are read out
MOST_TITLES = 3  # of the cells above the headings that are read out
FAR_DOWN = 300  # rows in which they are seen, and not taken
TOTAL = re.compile(r"(grand|sub|overall)?[\s-]*(totals?|sum|count|average|mean|gesamt)\b", re.IGNORECASE)
NO_TOTAL = re.compile(r"[^\W\d]+[-_/.#]?\d\w*")  # a reference, like SUM-001
NUMBER = re.compile(r"[-+£]?\d[\d,]*(\.\d+)?%?")


def find_header(rows: Rows, names: Iterable[str]) -> int:
    """Return the index of the row that has most of our names; without any, the first that looks like headings."""
    scores = _names_in_each(rows[:MOST_ABOVE], names)
    if any(scores):
        return scores.index(max(scores))
    filled = [sum(not is_blank(cell) for cell in row) for row in rows[:MOST_ABOVE]]
    return next((index for width in (2, 1) for index, count in enumerate(filled) if count >= width), 0)


def is_too_low(rows: Rows, names: Iterable[str]) -> bool:
    """Whether the headings stand below the rows in which they are looked for."""
    counts = _names_in_each(rows[:FAR_DOWN], names)
    return max(counts[MOST_ABOVE:], default=0) > 1 and max(counts[:MOST_ABOVE]) == 0


def _names_in_each(rows: Rows, names: Iterable[str]) -> list[int]:
    """How many of our names stand in each row."""
    keys = {name_key(name) for name in names}
    return [len({name_key(as_written(cell)) for cell in row if isinstance(cell, str)} & keys) for row in rows]


def say_header(raw: RawSheet, name: str, remarks: list[Remark]) -> None:
    """Say that headings were found below the first row, and what stands above them."""
    if raw.header:
        above = words_above(raw.rows, raw.header)
        words = f"What stands above was passed over: {above}." if above else "Nothing stands above."
        remarks.append(Remark(name, f"The headings are in row {raw.header + 1}. {words}", passed_over=bool(above)))


def words_above(rows: Rows, header: int) -> str:
    """Return what stands above the headings, the first of it; blank where nothing does."""
    return some_of(
        [f"“{as_written(cell)}”" for row in rows[:header] for cell in row if not is_blank(cell)], most=MOST_TITLES
    )


def say_notes(raw: RawSheet, name: str, remarks: list[Remark]) -> None:
    """Say what the notes of cells say: they are not kept, and “do not call” must not be lost in silence."""
    if not raw.notes:
        return
    count = len(raw.notes)
    what = "1 cell note is not kept" if count == 1 else f"{count} cell notes are not kept"
    notes = [f"{cell}: “{shortened(words)}”" if words else f"{cell} (blank)" for cell, words in raw.notes.items()]
    more = f"; and {count - MOST_NOTES} more, to be read in the workbook" if count > MOST_NOTES else ""
    said = f"{what}. Copy what matters onto the record. {'; '.join(notes[:MOST_NOTES])}{more}."
    remarks.append(Remark(name, said, passed_over=True))


def shortened(words: str) -> str:
    """Words of a cell as far as they are read out."""
    return words if len(words) <= LONGEST_NOTE else f"{words[:LONGEST_NOTE].rstrip()}…"


def without_hidden(raw: RawSheet, name: str, interview: Interview, remarks: list[Remark]) -> Rows:
    """Return the rows to read: what is hidden and holds data is asked about, once a sheet."""
    below = range(raw.header + 1, len(raw.rows))
    rows = {n for n in raw.hidden_rows if n - 1 in below and any(not is_blank(cell) for cell in raw.rows[n - 1])}
    columns = {n for n in raw.hidden_columns if any(not is_blank(cell_at(raw.rows, index, n - 1)) for index in below)}
    is_hidden = raw.is_hidden and any(not is_blank(cell) for index in below for cell in raw.rows[index])
    if not (rows or columns or is_hidden):
        return raw.rows
    parts = _hidden_words(raw, rows, columns, is_hidden=is_hidden)
    question = Question(
        "hidden", name, "",
        f"In the sheet {raw.name} something is hidden and holds data: {parts}. A filter may have hidden it. "
        "Read it too?",
        (
            Choice("read", "Read what is hidden too"),
            Choice(LEAVE_OUT, "Leave out what is hidden"),
        ),
        "read", rows=len(rows) or len(columns) or len(below),
    )  # fmt: skip
    if interview.ask(question) == "read":
        said = "Hidden" if interview.is_open(question) else "Hidden, and read too"
        remarks.append(Remark(name, f"{said}: {parts}."))
        return raw.rows
    remarks.append(Remark(name, f"Hidden, and left out: {parts}.", passed_over=True))
    if is_hidden:
        return []
    return [
        [] if number in rows else ["" if place in columns else cell for place, cell in enumerate(row, start=1)]
        for number, row in enumerate(raw.rows, start=1)
    ]


def _hidden_words(raw: RawSheet, rows: set[int], columns: set[int], *, is_hidden: bool) -> str:
    parts = ["the whole sheet"] if is_hidden else []
    if rows:
        parts.append(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'} ({listed(rows)})")
    if columns:
        names = [column_words(raw, number - 1) for number in sorted(columns)]
        parts.append(f"{len(columns)} {'column' if len(columns) == 1 else 'columns'} ({', '.join(names)})")
    return ", ".join(parts)


def without_totals(raw: RawSheet, rows: Rows, name: str, interview: Interview, remarks: list[Remark]) -> Rows:
    """Return the rows without those that only add up others; whoever imports may say that they are records."""
    totals = [
        number
        for number, row in enumerate(rows, start=1)
        if number - 1 > raw.header and _adds_up(row, has_sum=number in raw.sums)
    ]
    if not totals:
        return rows
    many = len(totals) > 1
    what = f"Rows {listed(totals)} hold totals" if many else f"Row {totals[0]} holds totals"
    question = Question(
        "totals", name, "", f"{what} and no record.",
        (
            Choice(LEAVE_OUT, "Leave them out" if many else "Leave it out"),
            Choice("read", "Read them as records" if many else "Read it as a record"),
        ),
        LEAVE_OUT, rows=len(totals), stops=False,
        samples=samples_of_rows({number: rows[number - 1] for number in totals}),
    )  # fmt: skip
    if interview.ask(question) == "read":
        return rows
    remarks.append(
        Remark(
            name,
            f"{'These rows hold' if many else 'This row holds'} totals and no record, and "
            f"{'were' if many else 'was'} passed over.",
            totals[0],
            rows=tuple(totals),
            passed_over=True,
        )
    )
    return without_rows(rows, totals)


def without_rows(rows: Rows, numbers: Iterable[int]) -> Rows:
    """Return the rows with those of these numbers empty: the others keep theirs."""
    left_out = set(numbers)
    return [[] if number in left_out else row for number, row in enumerate(rows, start=1)]


def _adds_up(row: list[Any], *, has_sum: bool) -> bool:
    """Whether a row is the word “Total”, or a sum, and numbers alone."""
    filled = [cell for cell in row if not is_blank(cell)]
    words = [cell for cell in filled if isinstance(cell, str) and not isinstance(cell, ErrorCell)]
    labels = [word for word in words if TOTAL.match(said := as_written(word)) and not NO_TOTAL.fullmatch(said)]
    others = [word for word in words if word not in labels and not NUMBER.fullmatch(as_written(word))]
    numbers = all(isinstance(cell, (str, int, float)) for cell in filled)
    return bool(labels or has_sum) and not others and numbers


def cell_at(rows: Rows, index: int, position: int) -> Any:
    """Return a cell, or "" where the row is shorter."""
    row = rows[index] if index < len(rows) else []
    return row[position] if position < len(row) else ""


def column_words(raw: RawSheet, position: int) -> str:
    """Return a column's heading, or its letters where it has none."""
    heading = cell_at(raw.rows, raw.header, position)
    return f"column {column_letters(position + 1)}" if is_blank(heading) else as_written(heading)
