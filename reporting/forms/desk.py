"""National's forms."""

from datetime import date
from typing import Any

from django import forms

from practices.forms.error_words import plain_words
from practices.forms.fields import a_day
from reporting.quarters import Quarter


class DueDateForm(forms.Form):
    """The day by which a quarter's returns are due."""

    due_on = a_day(label="Due on")

    def __init__(self, *args: Any, quarter: Quarter, **kwargs: Any) -> None:
        """It lies after the quarter."""
        self.quarter = quarter
        super().__init__(*args, **kwargs)
        plain_words(self)

    def clean_due_on(self) -> date:
        """A return cannot be due before its quarter is over."""
        due: date = self.cleaned_data["due_on"]
        if due <= self.quarter.end:
            raise forms.ValidationError(f"{self.quarter} ends on {self.quarter.end:%d/%m/%Y}. Choose a later day.")
        return due
