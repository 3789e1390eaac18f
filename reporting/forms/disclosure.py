"""What the lead decides about what a return would give away."""

from collections.abc import Sequence
from typing import Any

from django import forms

from practices.forms.record import plain_words
from reporting.disclosure.hiding import label_of_cell


class DismissForm(forms.Form):
    """A match that is nobody's, and why."""

    match = forms.ChoiceField(widget=forms.HiddenInput(), error_messages={"invalid_choice": "The text has changed."})
    why = forms.CharField(
        label="Why is it nobody’s?", max_length=200, error_messages={"required": "Say in a few words why it may stay."}
    )

    def __init__(self, *args: Any, digests: Sequence[str] = (), **kwargs: Any) -> None:
        """Only what was found may be dismissed."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["match"]
        field.choices = [(digest, digest) for digest in digests]
        plain_words(self)


class HideForm(forms.Form):
    """Figures to hide beyond what must be hidden."""

    cells = forms.MultipleChoiceField(label="Hide as well", required=False)

    def __init__(self, *args: Any, addresses: Sequence[str] = (), **kwargs: Any) -> None:
        """Any figure that is printed may be hidden."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cells"]
        field.choices = [(address, label_of_cell(address)) for address in addresses]
