"""A child's death or a lost pregnancy that a workbook says in free words, since it has no column for it: asked."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from practices.dates import NotADate, parse_date
from practices.workbook.cells import folded
from practices.workbook.faults import some_of
from practices.workbook.questions import Choice, Question
from practices.workbook.sheets import LeftOut, Row
from practices.workbook.telling import DEATH, LOST, STILLBIRTH, Tells
from sessions_log.importing.planning import Fate, Plan, Planned
from sessions_log.importing.reading import Reading
from women.codes import ChildLoss, PregnancyEnd
from women.workbook import CHILDREN, PREGNANCIES

KEEP = "keep"
LONGEST_WORDS = 500
AND_KEEP = ", and keep the words"
MISCARRIED = re.compile(r"\bmiss?carr", re.IGNORECASE)
ENDED_BY_HER = re.compile(r"\b(?:terminat|abort|top\b)", re.IGNORECASE)


@dataclass(frozen=True)
class FreeWords:
    """The columns of a sheet in which a loss may be said, the field that records one, and how it is asked about."""

    columns: tuple[str, ...]
    words: re.Pattern[str]
    field: str
    question: str
    choices: tuple[Choice, ...]


FREE_WORDS = {
    CHILDREN.name: FreeWords(
        ("placement", "contact_plan"), re.compile(rf"\b(?:{DEATH})\b", re.IGNORECASE), "loss", "Has the child died?",
        (
            Choice(ChildLoss.DIED, "The child has died: record that, and keep the words"),
            Choice(ChildLoss.STILLBORN, "The child was stillborn: record that, and keep the words"),
            Choice(KEEP, "The child is living: keep the words as they are"),
        ),
    ),
    PREGNANCIES.name: FreeWords(
        ("outcome",), re.compile(rf"\b(?:{DEATH}|{LOST})\b", re.IGNORECASE), "ended_as", "How did the pregnancy end?",
        (
            *(Choice(end, f"{end.label}: record that, and keep the words") for end in PregnancyEnd),
            Choice(KEEP, "None of these, or not known: keep the words as they are"),
        ),
    ),
}  # fmt: skip


def ask_of_losses(plan: Plan, reading: Reading) -> None:
    """Plan with each row what somebody says that its words mean; no day of a loss is read out of them.

    Only what the workbook would write is asked about, and nothing of which a loss is on record already; the same words
    of several rows are asked about once.
    """
    for sheet, free in FREE_WORDS.items():
        rows: dict[tuple[str, str], list[tuple[Planned, Row]]] = defaultdict(list)
        left_out = {one.number: one for one in reading.sheets[sheet].left_out if one.tells is Tells.DEATH}
        written: dict[tuple[str, str], str] = {}
        for planned, row, column, words in _said(plan.sheets[sheet], free, left_out):
            rows[column, folded(words)].append((planned, row))
            written.setdefault((column, folded(words)), words)
        for (column, key), found in rows.items():
            question = _question(sheet, free, column, written[column, key], [row for _, row in found])
            answer = reading.interview.ask(question)
            for planned, _ in found if answer != KEEP else ():
                planned.beside[free.field] = answer
                if sheet == CHILDREN.name and column.startswith("“"):
                    planned.beside |= _kept(planned, left_out[planned.row.number] if planned.row else None)


def _kept(planned: Planned, cell: LeftOut | None) -> dict[str, Any]:
    """What a column that is left out says of a child who died: its words, and the day where they are one."""
    if cell is None or (planned.record and planned.record.words):
        return {}
    kept: dict[str, Any] = {"words": cell.said[:LONGEST_WORDS]}
    born = planned.values.get("born_on")
    with suppress(NotADate):
        died_on = parse_date(cell.words)
        if born is None or born.replace(day=1) <= died_on <= timezone.localdate():
            kept |= {"died_on": died_on, "died_day_is_known": True}
    return kept


def _said(
    records: list[Planned], free: FreeWords, left_out: Mapping[int, LeftOut]
) -> Iterator[tuple[Planned, Row, str, str]]:
    """The rows whose words may say a loss, each with the column and its words; first what is read into no column."""
    for planned in records:
        is_written = planned.fate in (Fate.NEW, Fate.CHANGED, Fate.CONFLICT)
        if planned.row is None or not is_written or (planned.record and getattr(planned.record, free.field)):
            continue
        if (beside := left_out.get(planned.row.number)) is not None:
            yield planned, planned.row, f"“{beside.heading}”", beside.words
            continue
        for column in free.columns:
            words = planned.values.get(column) or ""
            if words != planned.before.get(column) and free.words.search(words):
                yield planned, planned.row, f"{{{column}}}", words
                break


def _question(sheet: str, free: FreeWords, column: str, words: str, rows: list[Row]) -> Question:
    """`column` is one of ours in braces, or the heading of one that is left out, in quotation marks."""
    whose = "child {child_no} of {woman_ref}" if sheet == CHILDREN.name else "{woman_ref}"
    named = some_of([f"row {row.number} ({whose.format_map(row.values)})" for row in rows])
    text = f"{{{sheet}}}: under {column} stands “{words}”, in {named}. {free.question}"
    proposal = _meant(words, free)
    choices = free.choices
    if sheet == PREGNANCIES.name and column.startswith("“"):  # the words of a column that is left out have no place
        choices = tuple(Choice(one.value, one.label.removesuffix(AND_KEEP)) for one in choices)
    return Question("loss", sheet, column.strip("{}“”"), text, choices, proposal, rows=len(rows), word=words)


def _meant(words: str, free: FreeWords) -> str:
    """What the words most likely say: never that a baby was born, where they speak of a loss."""
    if STILLBIRTH.search(words):
        return ChildLoss.STILLBORN if free.field == "loss" else PregnancyEnd.STILLBIRTH
    if free.field == "loss":
        return ChildLoss.DIED
    if MISCARRIED.search(words):
        return PregnancyEnd.MISCARRIAGE
    return PregnancyEnd.ENDED if ENDED_BY_HER.search(words) else PregnancyEnd.OTHER_LOSS
