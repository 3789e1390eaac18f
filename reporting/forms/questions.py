"""Words between National and a Practice about a number."""

from typing import Any

from django import forms

from practices.forms.fields import Words
from practices.forms.record import SentForm
from women.forms.leaving import LeavingForm

MOST = 2000  # characters


class MessageForm(SentForm):
    """A question of National, or an answer."""

    words = forms.CharField(
        label="Your words",
        widget=Words,
        max_length=MOST,
        error_messages={"required": "Write your words.", "max_length": "Write at most 2,000 characters."},
    )

    def __init__(self, *args: Any, to: str = "", **kwargs: Any) -> None:
        """`to` is the figure that it is about."""
        self.to = to
        super().__init__(*args, **kwargs)


class AnswerForm(LeavingForm, MessageForm):
    """An answer to National, which must name nobody."""
