"""Rows of a workbook that are alike in every cell: one thing written twice, or two that happened: asked."""

from collections import defaultdict
from typing import Any

from practices.workbook.faults import Remark, listed, some_of
from practices.workbook.questions import Choice, Question
from practices.workbook.sheets import Row
from sessions_log.importing.bindings import digest
from sessions_log.importing.reading import Reading
from sessions_log.workbook import APPOINTMENTS, CONTACTS

EACH, ONCE = "each", "once"
ASKED = {
    CONTACTS.name: (CONTACTS, "started_at", "a contact"),
    APPOINTMENTS.name: (APPOINTMENTS, "at", "an appointment"),
}


def ask_of_alike_rows(reading: Reading) -> None:
    """Read rows that are alike once, where somebody says that they were written twice."""
    for sheet, time, noun in ASKED.values():
        groups: dict[Any, list[Row]] = defaultdict(list)
        for row in reading.rows(sheet):
            if row["woman_ref"] and row[time] is not None:
                groups[digest(row.values)].append(row)
        alike = [rows for rows in groups.values() if len(rows) > 1]
        if not alike or reading.interview.ask(_question(sheet.name, noun, alike)) == EACH:
            continue
        again = [row for rows in alike for row in rows[1:]]
        numbers = tuple(sorted(row.number for row in again))
        reading.sheets[sheet.name].rows = [row for row in reading.rows(sheet) if row.number not in numbers]
        reading.passed_over[sheet.name] += len(again)
        said = "Alike in every cell to a row above, and read once."
        reading.remarks.append(Remark(sheet.name, said, numbers[0], rows=numbers, passed_over=True))


def _question(sheet: str, noun: str, alike: list[list[Row]]) -> Question:
    named = some_of(
        [f"rows {listed(row.number for row in rows)} ({rows[0]['woman_ref']})" for rows in alike], between="; "
    )
    text = f"{{{sheet}}}: rows are alike in every cell: {named}. Is each {noun} of its own?"
    choices = (
        Choice(EACH, f"Yes: read each as {noun} of its own"),
        Choice(ONCE, "No: they were written twice, and are read once"),
    )
    return Question("alike-rows", sheet, "", text, choices, EACH, rows=sum(map(len, alike)))
