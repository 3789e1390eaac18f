"""A token for a program."""

from django import forms

from practices.forms.error_words import plain_words
from practices.models import TokenScope

DAYS = [(7, "7 days"), (30, "30 days"), (90, "90 days"), (365, "a year")]


class TokenForm(forms.Form):
    """What it is for, what it opens, and for how long."""

    name = forms.CharField(label="What it is for", max_length=100, help_text="Like “Power BI of the impact team”.")
    scopes = forms.MultipleChoiceField(
        label="What it opens", choices=TokenScope.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what the program needs."},
    )  # fmt: skip
    days = forms.TypedChoiceField(label="For how long", choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """In plain words."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        plain_words(self)
