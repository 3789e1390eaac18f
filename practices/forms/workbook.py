"""The form that takes a workbook."""

from django import forms

from practices.forms.fields import FileBox
from practices.workbook.opening import MOST_BYTES


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
