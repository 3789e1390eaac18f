"""What the lead decides about what a return would give away."""

from collections.abc import Sequence
from typing import Any

from django import forms

from practices.forms.error_words import plain_words
from reporting.disclosure.hiding import label_of_cell
from women.disclosure.matches import ToLookAt


class DismissForm(forms.Form):
    """A sentence that may stay: for a reason where something of it stands in the records."""

    sentence = forms.ChoiceField(
        widget=forms.HiddenInput(), error_messages={"invalid_choice": "The text has changed. Look at it again."}
    )
    why = forms.CharField(label="Why may it stay?", max_length=200, required=False)

    def __init__(self, *args: Any, sentences: Sequence[ToLookAt] = (), **kwargs: Any) -> None:
        """Only what was found may be dismissed."""
        super().__init__(*args, **kwargs)
        self.by_digest = {one.digest: one for one in sentences}
        field: Any = self.fields["sentence"]
        field.choices = [(digest, digest) for digest in self.by_digest]
        plain_words(self)

    def clean(self) -> dict[str, Any]:
        """A word that stands in the records needs a reason."""
        cleaned = super().clean() or {}
        sentence = self.by_digest.get(cleaned.get("sentence", ""))
        if sentence is not None and sentence.is_certain and not cleaned.get("why"):
            self.add_error("why", "Say in a few words why it may stay.")
        return cleaned


class HideForm(forms.Form):
    """Figures to hide beyond what must be hidden."""

    cells = forms.MultipleChoiceField(label="Hide as well", required=False)

    def __init__(self, *args: Any, addresses: Sequence[str] = (), **kwargs: Any) -> None:
        """Any figure that is printed may be hidden."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cells"]
        field.choices = [(address, label_of_cell(address)) for address in addresses]
