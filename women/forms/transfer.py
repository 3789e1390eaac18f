"""Offering a woman to another Practice."""

from datetime import date
from typing import Any

from django import forms

from practices.forms.fields import Checks, Words
from practices.models import Practice
from women.forms.leaving import LeavingForm
from women.law.moving import PARTS


class OfferForm(LeavingForm):
    """Where to, what goes along, and why."""

    read_by = "Their lead"

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

    def __init__(self, *args: Any, practice: Practice, today: date, **kwargs: Any) -> None:
        """Every other Practice that is open, invented ones among themselves."""
        super().__init__(*args, practice=practice, today=today, **kwargs)
        others = Practice.objects.filter(is_demonstration=practice.is_demonstration).exclude(pk=practice.pk)
        open_ones = [one.pk for one in others if not one.is_closed(today)]
        self.fields["to"].queryset = Practice.objects.filter(pk__in=open_ones)  # type: ignore[attr-defined]
        self.fields["parts"].initial = list(PARTS)
