"""Bringing a document to a record."""

from typing import Any

from django import forms

from practices.codes import CopyMark
from practices.forms.record import SentForm
from women.documents import MOST_BYTES, FileKind, kind_of

TAKES = "PDF, Word (.docx), OpenDocument (.odt), plain text, or a picture (JPEG, PNG)"


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
    file = forms.FileField(
        label="File", help_text=f"{TAKES}, up to {MOST_BYTES // 2**20} MB.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty. Choose another."},
    )  # fmt: skip
    kind: FileKind
    content: bytes

    def clean_file(self) -> Any:
        """By size first, then by its first bytes."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            size = file.size / 2**20
            raise forms.ValidationError(
                f"The file is {size:.0f} MB. A document may have up to {MOST_BYTES // 2**20} MB: make it smaller first."
            )
        self.content = file.read()
        kind = kind_of(self.content)
        if kind is None:
            raise forms.ValidationError(f"This type of file is not taken. Bring it as {TAKES}.")
        self.kind = kind
        return file
