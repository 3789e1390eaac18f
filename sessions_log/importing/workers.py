"""Sheets called after a worker, “Jade”, whose rows name no practitioner: asked whether the rows are that worker's."""

import re
from collections.abc import Mapping

from practices.workbook.cells import as_written, is_blank
from practices.workbook.faults import Remark
from practices.workbook.layout import cell_at, find_header
from practices.workbook.naming import name_key, words_of
from practices.workbook.opening import RawSheet
from practices.workbook.questions import LEAVE_OUT, Choice, Interview, Question
from practices.workbook.sheets import Section, Sheet
from practices.workbook.telling import sheet_tells
from practices.workbook.twins import sections_of
from practices.workbook.wording import SHEETS, headings_of, sheet_also_called

PRACTITIONER = "practitioner"
THEIRS = "theirs"
OF_HER_OWN = re.compile(r"(['’]s?\b|\bwith\b).*$", re.IGNORECASE)  # Jo's ladies, Jade’s
NO_NAMES = {
    "current", "active", "all", "main", "data", "sheet", "list", "team", "new", "our", "caseload", "women", "ladies",
    "open", "live", "programme", "program", "pause", "cohort", "client", "clients", "case", "cases", "contact",
    "visit", "visits", "calls", "log", "notes", "export", "report", "january", "february", "march", "april", "may",
    "june", "july", "august", "september", "october", "november", "december", "spring", "summer", "autumn", "winter",
    "north", "south", "east", "west", "total", "totals", "next", "steps", "transition", "engagement", "intensive",
}  # fmt: skip
LONGEST = 3  # words of a name


def worker_of(title: str) -> str:
    """The worker whose name a sheet bears, as far as its name is one of a person; blank where it says what it holds."""
    name = OF_HER_OWN.sub("", title).strip()
    words = words_of(name).split()
    called = [words_of(other) for sheet in SHEETS for other in (sheet, *sheet_also_called(sheet))]
    said = NO_NAMES.union(*map(str.split, called))
    is_name = 0 < len(words) <= LONGEST and all(word.isalpha() for word in words) and said.isdisjoint(words)
    return name if is_name and not sheet_tells(title) else ""


def ask_of_workers(
    found: Mapping[str, RawSheet], sheets: Mapping[str, Sheet], interview: Interview, remarks: list[Remark]
) -> None:
    """Put the worker's name beside each row of a sheet that bears it, where somebody says that they are theirs."""
    for sheet in sheets.values():
        one = found.get(sheet.name)
        if one is None or PRACTITIONER not in sheet.names() or not one.rows:
            continue
        known = headings_of(sheet.name, sheet.names())
        one.sections = sections_of(one, known)
        starts = [*(section.first for section in one.sections[1:]), len(one.rows) + 1]
        for section, end in zip(one.sections, starts, strict=True):
            _ask(one, sheet, section, end, interview, remarks)


def _ask(
    one: RawSheet, sheet: Sheet, section: Section, end: int, interview: Interview, remarks: list[Remark]
) -> None:  # fmt: skip
    worker = worker_of(section.name)
    header = find_header(one.rows, headings_of(sheet.name, sheet.names()))
    rows = [row for row in one.rows[max(section.first - 1, header + 1) : end - 1] if any(not is_blank(c) for c in row)]
    place = _place(one, sheet, header)
    bare = [row for row in rows if place is None or is_blank(cell_at([row], 0, place))]
    if not worker or not bare or len(bare) < len(rows):
        return
    count = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
    question = Question(
        "worker", section.name, PRACTITIONER,
        f"The sheet “{section.name}” names no practitioner in its {count}. Are its rows {worker}’s?",
        (
            Choice(THEIRS, f"Yes: {worker} is the practitioner of its rows"),
            Choice(LEAVE_OUT, "No: leave the practitioner empty"),
        ),
        THEIRS, rows=len(rows), short=f"“{section.name}”: are its {count} {worker}’s?",
    )  # fmt: skip
    if interview.ask(question) != THEIRS:
        return
    place = max(map(len, one.rows)) if place is None else place
    for row in [one.rows[header], *bare]:
        row += [""] * (place + 1 - len(row))
        row[place] = worker if row is not one.rows[header] else row[place] or PRACTITIONER
    if not interview.is_open(question):
        remarks.append(Remark(sheet.name, f"The rows of “{section.name}” were read as {worker}’s."))


def _place(one: RawSheet, sheet: Sheet, header: int) -> int | None:
    """The column of the practitioner; None where no heading is one of its names."""
    names = headings_of(sheet.name, [PRACTITIONER])
    keys = [name_key(as_written(cell)) for cell in one.rows[header]]
    return next((place for place, key in enumerate(keys) if key in names), None)
