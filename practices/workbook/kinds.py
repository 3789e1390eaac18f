"""Kinds of questions: where each stands on the page, whether its proposal is chosen there, and what it is about."""

from dataclasses import dataclass
from enum import Enum

from practices.workbook.questions import CORRECT, LEAVE_OUT, Question


class Group(Enum):
    """A part of the page, in the order of the page."""

    SHEETS = "Sheets"
    COLUMNS = "Columns"
    WORDS = "Words"
    DATES = "Dates"
    ROWS = "Rows"
    WOMEN = "Women"


@dataclass(frozen=True)
class QuestionKind:
    """What all questions of a kind have in common.

    `is_proven`: its proposal rests on what the workbook itself says, and nothing is lost by it: it is chosen on the
    page before anybody has. `of_form`: it is about how the workbook is made, and not about people and rows: an equal
    question of a corrected copy is the same, whatever numbers stand in its words.
    """

    group: Group
    is_proven: bool = False
    of_form: bool = False


KINDS = {
    "sheet": QuestionKind(Group.SHEETS, is_proven=True, of_form=True),
    "worker": QuestionKind(Group.SHEETS, is_proven=True, of_form=True),
    "words-beside": QuestionKind(Group.WOMEN),
    "alike-rows": QuestionKind(Group.ROWS),
    "not-current": QuestionKind(Group.WOMEN),
    "key": QuestionKind(Group.COLUMNS, is_proven=True, of_form=True),
    "column": QuestionKind(Group.COLUMNS, is_proven=True, of_form=True),
    "columns": QuestionKind(Group.COLUMNS, of_form=True),
    "parts": QuestionKind(Group.COLUMNS, is_proven=True, of_form=True),
    "word": QuestionKind(Group.WORDS, is_proven=True, of_form=True),
    "mixed-dates": QuestionKind(Group.DATES, is_proven=True, of_form=True),
    "date-in-row": QuestionKind(Group.DATES),
    "month-first": QuestionKind(Group.DATES, is_proven=True, of_form=True),
    "first-of-month": QuestionKind(Group.DATES, of_form=True),
    "months": QuestionKind(Group.DATES, of_form=True),
    "hidden": QuestionKind(Group.ROWS),
    "struck": QuestionKind(Group.ROWS),
    "totals": QuestionKind(Group.ROWS),
    "notes": QuestionKind(Group.ROWS),
    "above": QuestionKind(Group.ROWS),
    "merged": QuestionKind(Group.ROWS, is_proven=True),
    "ditto": QuestionKind(Group.ROWS, is_proven=True, of_form=True),
    "signs": QuestionKind(Group.ROWS, is_proven=True),
    "look-alike": QuestionKind(Group.ROWS),
    "outside-cohort": QuestionKind(Group.DATES),
    "after-death": QuestionKind(Group.WOMEN),
    "loss": QuestionKind(Group.WOMEN),
    "her-name": QuestionKind(Group.WOMEN, is_proven=True),
    "names-as-references": QuestionKind(Group.WOMEN),
    "former-reference": QuestionKind(Group.WOMEN),
    "same-reference": QuestionKind(Group.WOMEN),
    "same-reference-twice": QuestionKind(Group.WOMEN),
    "same-woman": QuestionKind(Group.WOMEN),
    "same-woman-twice": QuestionKind(Group.WOMEN),
}


def kind_of(question: Question) -> QuestionKind:
    """Return a question's kind."""
    return KINDS[question.kind]


def has_proposal(question: Question) -> bool:
    """Whether something is proposed: to leave data out, or to correct it, is what is left where nothing is."""
    return question.proposal not in (LEAVE_OUT, CORRECT)


def chosen_before(question: Question) -> str:
    """Return the proposal that is chosen before anybody has; blank where it would leave data out, or is not proven."""
    is_proven = kind_of(question).is_proven and question.is_sure and has_proposal(question)
    return question.proposal if is_proven else ""
