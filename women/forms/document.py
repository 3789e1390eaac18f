"""Bringing a document to a record."""

from typing import Any

from django import forms

from practices.codes import CopyMark
from practices.forms.fields import FileBox
from practices.forms.record import SentForm
from women.documents import ACCEPTS, MOST_BYTES, TAKES, NotTaken, Taken, take


class DocumentForm(SentForm):
    """A title and one file."""

    title = forms.CharField(
        label="What it is",
        max_length=200,
        help_text="As your team would look for it; never an adopted child’s new name.",
    )
    mark = forms.ChoiceField(
        label="If she asks for a copy of her record", required=False, widget=forms.RadioSelect,
        choices=[("", "She may have it"), *((one.value, f"Withhold it: {one.label.lower()}") for one in CopyMark)],
    )  # fmt: skip
    file = FileBox(
        label="File",
        takes=TAKES,
        accept=ACCEPTS,
        most_bytes=MOST_BYTES,
        more="A picture loses where, when and with what it was taken. PDF and office files stay as they are, with the "
        "names of who wrote them and the pictures in them.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty. Choose another."},
    )
    taken: Taken

    def clean_file(self) -> Any:
        """By what is in it, and without what a record must not hold."""
        file = self.cleaned_data["file"]
        try:
            self.taken = take(file.read())
        except NotTaken as error:
            raise forms.ValidationError(str(error)) from error
        return file
