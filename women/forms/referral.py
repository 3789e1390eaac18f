"""A referral by hand."""

from typing import Any

from django import forms

from practices.forms.fields import DateBoxesField, a_day
from practices.forms.record import SentForm
from practices.tenancy.scope import as_system
from women.models import Woman


class ReferralForm(SentForm):
    """Who was referred, by whom and when: only what is needed to find her and decide."""

    past = ("referred_on", "date_of_birth")

    known_as = forms.CharField(
        label="Known as", max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "data-likely": "yes"}),
        error_messages={"required": "Enter what she likes to be called."},
    )  # fmt: skip
    full_name = forms.CharField(
        label="Full name", max_length=200, required=False,
        widget=forms.TextInput({"autocomplete": "off", "data-likely": "yes"}),
    )  # fmt: skip
    date_of_birth = DateBoxesField(label="Date of birth", required=False)
    ref = forms.CharField(
        label="Reference", max_length=40, required=False, help_text="Leave empty to take the next one."
    )
    priority_rank = forms.IntegerField(
        label="Rank in the scoping list", required=False, min_value=0, max_value=1_000_000,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
        help_text="1 is the highest. It never stands on her record.",
    )  # fmt: skip
    referral_source = forms.CharField(label="Referred by", max_length=200, required=False)
    referred_on = a_day(label="Referred on")
    is_new = forms.BooleanField(
        label="I have looked: she is none of the women above", required=False
    )  # asked only where somebody like her is on record

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mostly written down on the day."""
        super().__init__(*args, **kwargs)
        self.likely: list[Woman] = []
        self.fields["referred_on"].initial = self.today

    def clean_ref(self) -> str:
        """A reference of her own."""
        ref: str = self.cleaned_data["ref"].strip()
        with as_system():
            is_taken = bool(ref) and Woman.objects.filter(ref__iexact=ref).exists()
        if is_taken:
            raise forms.ValidationError("Another woman has this reference. Leave it empty to take the next one.")
        return ref

    def ask_about(self, likely: list[Woman]) -> None:
        """Somebody like her is on record: ask before a second record is made."""
        self.likely = likely
        if likely and not self.cleaned_data.get("is_new"):
            self.add_error("is_new", "She may be here already. Look at the women named, then say that she is new.")
