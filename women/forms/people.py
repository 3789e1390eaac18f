"""People around her, and notes that belong to no contact."""

from typing import Any

from django import forms

from practices.forms.fields import MarkedWords, a_day
from practices.forms.record import RecordForm
from women.models import Note, Person, Woman


class PersonForm(RecordForm):
    """Somebody around her."""

    ended_on = a_day(label="No longer since", required=False)

    class Meta:
        model = Person
        fields = ["kind", "name", "what_to_her", "agency", "phone", "email", "words", "ended_on"]
        labels = {
            "kind": "Who", "what_to_her": "What they are to her", "phone": "Phone", "email": "E-mail",
            "words": "In a few words",
        }  # fmt: skip
        widgets = {"words": MarkedWords({"rows": 3})}


class NoteForm(RecordForm):
    """Words that belong to no contact."""

    links = ("amends",)
    amends: Any = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput())

    class Meta:
        model = Note
        fields = ["words"]
        labels = {"words": "Note"}
        widgets = {"words": MarkedWords({"rows": 8})}

    def __init__(self, *args: Any, woman: Woman, **kwargs: Any) -> None:
        """A note may amend an earlier one of hers; which, its address says."""
        super().__init__(*args, woman=woman, **kwargs)
        amends: Any = self.fields["amends"]
        amends.queryset = woman.notes.filter(amends=None)

    def save(self, commit: bool = True) -> Note:
        """Who wrote it."""
        self.instance.written_by = self.by
        saved: Note = super().save(commit)
        return saved
