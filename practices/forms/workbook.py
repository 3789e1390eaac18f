"""The forms that take a workbook, and the answers to what it leaves open."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from practices.forms.fields import FileBox
from practices.workbook.kinds import chosen_before, has_proposal
from practices.workbook.opening import MOST_BYTES
from practices.workbook.questions import LEAVE_OUT, Question

MOST_RADIOS = 3  # more are a list: one that is chosen takes one line of a phone
ONE_OF_OURS = {"sheet", "column", "key"}


class WorkbookForm(forms.Form):
    """One file; whether it is a workbook is for the import to say."""

    workbook = FileBox(
        label="Practice workbook",
        takes="An Excel workbook (.xlsx)",
        accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        most_bytes=MOST_BYTES,
        more="Nothing is changed until you have seen a summary.",
        error_messages={
            "required": "Choose the workbook to import.",
            "empty": "The file is empty. Choose the workbook to import.",
            "invalid": "Choose the workbook to import.",
        },
    )


class AnswersForm(forms.Form):
    """What a workbook leaves open, all of it; a proposal is chosen only where the workbook itself speaks for it."""

    def __init__(self, data: Any = None, *, questions: Sequence[Question], given: Mapping[str, str]) -> None:
        """A field for each question, with the answer given before, if any."""
        super().__init__(data)
        self.questions = {question.id: question for question in questions}
        for question in questions:
            self.fields[question.id] = _field(question, given.get(question.id) or chosen_before(question))

    def clean(self) -> dict[str, Any]:
        """One of ours is taken for one column, sheet or key at most, but for sheets with the same headings."""
        taken: dict[tuple[str, str, str], Question] = {}
        answers: dict[str, Any] = self.cleaned_data
        for id_, answer in list(answers.items()):
            question = self.questions[id_]
            if question.kind not in ONE_OF_OURS or answer == LEAVE_OUT:
                continue
            place = (question.kind, "" if question.kind == "sheet" else question.sheet, answer)
            other = taken.setdefault(place, question)
            if other is question or (question.alike and question.alike == other.alike):
                continue
            together = " Choose another, or put their rows in one sheet of the workbook, under the same headings."
            what_to_do = together if question.kind == "sheet" else " Choose another."
            self.add_error(id_, f"{subject_of(question)}: {subject_of(other)} is that already.{what_to_do}")
        return answers

    def question_of(self, name: str) -> Question:
        """Return the question of a field."""
        return self.questions[name]


def subject_of(question: Question) -> str:
    """What a question is about, as its label and its error call it."""
    return question.short or question.text


def _field(question: Question, chosen: str) -> forms.ChoiceField:
    proposed = question.proposal if has_proposal(question) else ""
    choices = [
        (choice.value, f"{choice.label} (proposed)" if choice.value == proposed else choice.label)
        for choice in question.choices
    ]
    as_list = len(choices) > MOST_RADIOS
    said = [] if chosen else ["Nothing is chosen: choose."]
    return forms.ChoiceField(
        label=subject_of(question),
        choices=[("", "Choose"), *choices] if as_list else choices,
        widget=forms.Select if as_list else forms.RadioSelect,
        initial=chosen,
        help_text="\n".join([*said, *question.samples]),
        error_messages=dict.fromkeys(("required", "invalid_choice"), f"{subject_of(question)}: choose an answer."),
    )
