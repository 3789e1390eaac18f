"""The forms that take a workbook, and the answers to what it leaves open."""

from typing import Any

from django import forms

from practices.forms.fields import FileBox
from practices.workbook.opening import MOST_BYTES
from practices.workbook.questions import Question


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


class AnswerForm(forms.Form):
    """One question of a workbook. The proposal is marked, and chosen by nobody but the person who reads it."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Select an answer."})

    def __init__(self, data: Any = None, *, question: Question, given: str | None) -> None:
        """With the question's words and choices, and the answer given before, if any."""
        super().__init__(data, initial={"answer": given})
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.label = question.text
        field.help_text = f"In the workbook: {' · '.join(question.samples)}" if question.samples else ""
        field.choices = [
            (choice.value, f"{choice.label} (proposed)" if choice.value == question.proposal else choice.label)
            for choice in question.choices
        ]
