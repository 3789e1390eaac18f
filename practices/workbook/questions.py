"""What a workbook leaves open: asked once of a column, a sheet or a kind of row, never decided in silence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from hashlib import blake2b
from typing import Any

from practices.workbook.cells import as_written, is_blank
from practices.workbook.wording import in_words, label_of, sheet_label_of

LEAVE_OUT = "leave_out"
CORRECT = "correct"  # nothing is read: what is to be corrected in the workbook is shown
MOST_SAMPLES = 3
MOST_CELLS = 5  # of a row that is shown
LONGEST_SAMPLE = 60


@dataclass(frozen=True)
class Choice:
    """One answer: its value, and the words that stand beside it."""

    value: str
    label: str


def _as_id(said: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-")


@dataclass(frozen=True)
class Question:
    """Something that only a person can say. `rows` says how many rows or cells hang on it.

    One that `stops` keeps the import back until it is answered; another is answered by its proposal, and said.
    """

    kind: str
    sheet: str
    column: str
    text: str
    choices: tuple[Choice, ...]
    proposal: str
    rows: int = 0
    stops: bool = True
    samples: tuple[str, ...] = ()  # values that it is about, each with its row
    short: str = ""  # what it asks, where it stands in a list of its like
    word: str = ""  # the word or row of its column that it is about, where it is not about all
    alike: str = ""  # what those share that may be answered as one of ours together: their headings
    is_sure: bool = True  # whether all that it is about speaks for the proposal

    @property
    def id(self) -> str:
        """The same for the same question about the same file, and a word on the command line."""
        subject = "\n".join((self.sheet, self.column, *filter(None, [self.word])))
        said = f"{self.kind} {self.sheet} {self.column} {self.word}"
        return f"{_as_id(said)[:60]}-{blake2b(subject.encode(), digest_size=3).hexdigest()}"

    @property
    def proposed(self) -> Choice:
        """The choice that is proposed."""
        return next(choice for choice in self.choices if choice.value == self.proposal)

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "id": self.id, "kind": self.kind, "sheet": self.sheet, "column": self.column, "rows": self.rows,
            "text": self.text, "samples": list(self.samples), "proposal": self.proposal,
            "choices": [{"value": choice.value, "label": choice.label} for choice in self.choices],
        }  # fmt: skip


@dataclass
class Interview:
    """The questions of one workbook, with the answers that were given."""

    answers: Mapping[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)  # of our sheets: what the file calls them
    headings: dict[tuple[str, str], str] = field(default_factory=dict)  # and of their columns
    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question) -> str:
        """Return the answer given, or the proposal: the reading goes on as proposed until somebody has said."""
        if question.id not in {other.id for other in self.asked}:
            self.asked.append(replace(question, text=in_words(question.text, question.sheet, self.called)))
        return self.answer_to(question) or question.proposal

    def called(self, sheet: str, column: str) -> tuple[str, str]:
        """A sheet and a column of ours in a question."""
        heading = self.headings.get((sheet, column)) or label_of(sheet, column)
        return self.titles.get(sheet) or sheet_label_of(sheet), heading

    def was_answered(self, kind: str, sheet: str, value: str) -> bool:
        """Whether a question of a kind about a sheet was answered so, whichever columns it was about then."""
        begins = f"{_as_id(f'{kind} {sheet}')}-"
        return any(one.startswith(begins) and given == value for one, given in self.answers.items())

    def answer_to(self, question: Question) -> str | None:
        """Return the answer that was given, where it is one of the choices."""
        given = self.answers.get(question.id)
        return given if given in {choice.value for choice in question.choices} else None

    def source_of(self, question: Question) -> str:
        """Return the sheet of the file that it is about: the same column of another sheet is another question."""
        return self.titles.get(question.sheet, question.sheet)

    def is_open(self, question: Question) -> bool:
        """Whether it keeps the import back still."""
        return question.stops and self.answer_to(question) is None

    @property
    def open(self) -> list[Question]:
        """The questions that keep the import back."""
        return [question for question in self.asked if self.is_open(question)]

    @property
    def answered(self) -> list[tuple[Question, Choice]]:
        """The questions that were answered, or that did not have to be, each with its choice."""
        pairs = []
        for question in self.asked:
            value = self.answer_to(question) or question.proposal
            choice = next(choice for choice in question.choices if choice.value == value)
            if not self.is_open(question):
                pairs.append((question, choice))
        return pairs

    def mistaken(self) -> list[str]:
        """Return the ids that were answered and are not asked, or not with that choice."""
        known = {question.id: question for question in self.asked}
        return [id_ for id_ in self.answers if id_ not in known or self.answer_to(known[id_]) is None]


def choices_of(names: Mapping[str, str], *, leave_out: str) -> tuple[Choice, ...]:
    """Return names of ours, each with its words, as choices, and the choice to leave something out."""
    return (*(Choice(name, f"It is {words}") for name, words in names.items()), Choice(LEAVE_OUT, leave_out))


def samples_of(cells: Mapping[int, Any]) -> tuple[str, ...]:
    """Return the first different values of a column's filled cells, each with its row, as a person would read them."""
    said: dict[str, int] = {}
    for number, cell in cells.items():
        words = as_seen(cell)
        said.setdefault(words if len(words) <= LONGEST_SAMPLE else f"{words[:LONGEST_SAMPLE].rstrip()}…", number)
        if len(said) == MOST_SAMPLES:
            break
    return tuple(f"Row {number}: {words}" for words, number in said.items())


def samples_of_rows(rows: Mapping[int, Sequence[Any]]) -> tuple[str, ...]:
    """Return the first rows that hold something, a few cells of each."""
    filled = {number: [cell for cell in row if not is_blank(cell)] for number, row in rows.items()}
    said = {number: " · ".join(map(as_written, cells[:MOST_CELLS])) for number, cells in filled.items() if cells}
    return samples_of(said)


def as_seen(cell: Any) -> str:
    """A value as it stands in the sheet: a day without midnight, a time without its seconds."""
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return as_written(cell.date() if isinstance(cell, datetime) and cell.time() == time() else cell)
