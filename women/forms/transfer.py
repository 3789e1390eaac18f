"""Offering a woman to another Practice."""

from datetime import date
from typing import Any

from django import forms

from practices.forms.fields import Checks, Words
from practices.forms.record import SentForm
from practices.models import Practice
from women.law.moving import PARTS


class OfferForm(SentForm):
    """Where to, what goes along, and why."""

    to = forms.ModelChoiceField(
        label="To which Practice", queryset=Practice.objects.none(), empty_label="Choose a Practice",
        error_messages={"required": "Choose the Practice that she moves to."},
    )  # fmt: skip
    parts = forms.MultipleChoiceField(
        label="What goes with her, beside who she is", widget=Checks, required=False,
        choices=[(key, part.label) for key, part in PARTS.items()],
        help_text="Only what she agrees to. Contacts, appointments, notes and scores stay with you.",
    )  # fmt: skip
    words = forms.CharField(
        label="What their lead should know before deciding", max_length=500, required=False, widget=Words({"rows": 4}),
        help_text="They read this before they accept: no name, no address, nothing that shows who she is.",
    )  # fmt: skip

    def __init__(self, *args: Any, here: Practice, today: date, **kwargs: Any) -> None:
        """Every other Practice that is open, invented ones among themselves."""
        super().__init__(*args, today=today, **kwargs)
        others = Practice.objects.filter(is_demonstration=here.is_demonstration).exclude(pk=here.pk)
        open_ones = [one.pk for one in others if not one.is_closed(today)]
        self.fields["to"].queryset = Practice.objects.filter(pk__in=open_ones)  # type: ignore[attr-defined]
        self.fields["parts"].initial = list(PARTS)

    def clean_words(self) -> str:
        """Her names do not stand in what is read before anybody has accepted."""
        words: str = self.cleaned_data["words"]
        names = {name for name in (*self.woman.known_as.split(), *self.woman.full_name.split()) if len(name) > 2}
        if found := sorted(name for name in names if name.lower() in words.lower()):
            raise forms.ValidationError(
                f"Her name stands in this (“{found[0]}”). Take it out: they read this before they have accepted."
            )
        return words
