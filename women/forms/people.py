"""People and agencies around her, and notes that belong to no contact."""

from typing import Any

from django import forms

from practices.forms.fields import MarkedWords, a_day
from practices.forms.record import RecordForm
from practices.forms.telephone import Telephone, TelephoneForm
from women.models import AgencyReference, Note, Person, Woman
from women.only_one import NO_SECOND_REFERENCE, has_reference


class PersonForm(TelephoneForm, RecordForm):
    """Somebody around her."""

    numbers = ("phone",)

    past = ("ended_on",)

    ended_on = a_day(label="No longer since", required=False)

    class Meta:
        model = Person
        fields = ["kind", "name", "what_to_her", "agency", "phone", "email", "words", "ended_on"]
        labels = {
            "kind": "Who", "what_to_her": "What they are to her", "phone": "Phone", "email": "E-mail",
            "words": "In a few words",
        }  # fmt: skip
        widgets = {"phone": Telephone, "words": MarkedWords({"rows": 3})}


class AgencyReferenceForm(RecordForm):
    """By which reference an agency knows her."""

    class Meta:
        model = AgencyReference
        fields = ["agency", "reference"]
        labels = {"agency": "Agency", "reference": "Their reference"}
        help_texts = {
            "agency": "Such as children’s social care, NHS, housing or the court.",
            "reference": "As they write it. Find looks for it, however it is spaced.",
        }

    def clean(self) -> dict[str, Any]:
        """Each reference of an agency once."""
        cleaned = super().clean()
        agency, reference = cleaned.get("agency") or "", cleaned.get("reference") or ""
        if has_reference(self.woman, agency, reference, but=self.instance.pk):
            self.add_error("reference", NO_SECOND_REFERENCE)
        return cleaned


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
