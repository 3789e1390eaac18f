"""Who she is, as far as she was asked and wanted to say."""

from typing import Any

from django import forms

from practices.forms.fields import DateBoxesField
from practices.forms.record import RecordForm
from women.ethnicity import LISTS
from women.models import Woman
from women.workbook import OLDEST, YOUNGEST


class WomanForm(RecordForm):
    """Identity and the circumstances that the programme asks about."""

    date_of_birth = DateBoxesField(label="Date of birth", required=False)
    ethnicity = forms.ChoiceField(label="Ethnicity, in her own choice of words", required=False)

    class Meta:
        model = Woman
        fields = [
            "known_as", "full_name", "date_of_birth", "ethnicity", "care_leaver", "sexual_exploitation_victim",
            "age_at_first_birth",
        ]  # fmt: skip
        labels = {
            "known_as": "Known as",
            "full_name": "Full name",
            "care_leaver": "Was she in care as a child?",
            "sexual_exploitation_victim": "Was she sexually exploited?",
            "age_at_first_birth": "Her age when her first child was born",
        }
        widgets = {"age_at_first_birth": forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-2"})}

    def __init__(self, *args: Any, nation: str, **kwargs: Any) -> None:
        """`nation` decides which census list is offered; a word that was imported stays a choice."""
        super().__init__(*args, **kwargs)
        listed = [(word, word) for word in LISTS[nation]]
        held = self.instance.ethnicity
        if held and held not in LISTS[nation]:
            listed.append((held, held))
        ethnicity: Any = self.fields["ethnicity"]
        ethnicity.choices = [("", "Not asked yet"), *listed]
        self.fields["known_as"].help_text = "What she likes to be called. It stands at the top of her pages."

    def clean_date_of_birth(self) -> Any:
        """An age that the programme could meet."""
        born = self.cleaned_data["date_of_birth"]
        if born is not None:
            age = self.today.year - born.year - ((self.today.month, self.today.day) < (born.month, born.day))
            if not YOUNGEST <= age <= OLDEST:
                raise forms.ValidationError(f"This makes her {age}. Check the date of birth.")
        return born
