"""A child's death or a lost pregnancy that a workbook says in free words, since it has no column for it: asked."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from practices.workbook.cells import folded
from practices.workbook.faults import some_of
from practices.workbook.questions import Choice, Interview, Question
from practices.workbook.sheets import Row
from sessions_log.importing.planning import Fate, Plan, Planned
from women.codes import ChildLoss, PregnancyEnd
from women.workbook import CHILDREN, PREGNANCIES

KEEP = "keep"
DEATH = r"r\.?i\.?p|died|dies|dead|deceased|passed (?:away|on)|(?:cot )?death|sids|killed|still[ -]?(?:born|birth)"
LOST = r"miss?carr\w+|lost (?:the )?(?:baby|pregnancy|it)|ectopic|molar|baby loss|terminat\w+|abort\w+|top"


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


def ask_of_losses(plan: Plan, interview: Interview) -> None:
    """Plan with each row what somebody says that its words mean; no day of a loss is read out of them.

    Only what the workbook would write is asked about, and nothing of which a loss is on record already; the same words
    of several rows are asked about once.
    """
    for sheet, free in FREE_WORDS.items():
        rows: dict[tuple[str, str], list[tuple[Planned, Row]]] = defaultdict(list)
        for planned, row, column, words in _said(plan.sheets[sheet], free):
            rows[column, folded(words)].append((planned, row))
        for (column, _), found in rows.items():
            answer = interview.ask(_question(sheet, free, column, [row for _, row in found]))
            for planned, _ in found if answer != KEEP else ():
                planned.beside[free.field] = answer


def _said(records: list[Planned], free: FreeWords) -> Iterator[tuple[Planned, Row, str, str]]:
    """The rows whose words may say a loss, each with the column and its words."""
    for planned in records:
        is_written = planned.fate in (Fate.NEW, Fate.CHANGED, Fate.CONFLICT)
        if planned.row is None or not is_written or (planned.record and getattr(planned.record, free.field)):
            continue
        for column in free.columns:
            words = planned.values.get(column) or ""
            if words != planned.before.get(column) and free.words.search(words):
                yield planned, planned.row, column, words
                break


def _question(sheet: str, free: FreeWords, column: str, rows: list[Row]) -> Question:
    words, whose = rows[0][column], "child {child_no} of {woman_ref}" if sheet == CHILDREN.name else "{woman_ref}"
    named = some_of([f"row {row.number} ({whose.format_map(row.values)})" for row in rows])
    text = f"{{{sheet}}}: under {{{column}}} stands “{words}”, in {named}. {free.question}"
    return Question("loss", sheet, column, text, free.choices, free.choices[0].value, rows=len(rows), word=words)
