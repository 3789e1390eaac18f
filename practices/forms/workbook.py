"""The form that takes a workbook."""

from django import forms


class WorkbookForm(forms.Form):
    """One file; whether it is a workbook is for the import to say."""

    workbook = forms.FileField(
        label="Practice workbook",
        help_text="An Excel workbook (.xlsx) of up to 20 MB. Nothing is changed until you have seen a summary.",
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        error_messages={
            "required": "Choose the workbook to import.",
            "empty": "The file is empty. Choose the workbook to import.",
            "invalid": "Choose the workbook to import.",
        },
    )
