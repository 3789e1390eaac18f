"""A referral by hand."""

from typing import Any

from django import forms

from practices.forms.fields import DateBoxes, DateBoxesField, a_day
from practices.forms.telephone import Telephone, TelephoneForm
from practices.telephone import numbers_in
from practices.tenancy.scope import as_system
from women.likely import Described, Likely, reference_key
from women.models import Woman

WHILE_TYPING = {"autocomplete": "off", "data-likely": "yes"}  # who is like her is shown as these are filled in


class ReferralForm(TelephoneForm):
    """Who was referred, by whom and when: only what is needed to find her and decide."""

    past = ("referred_on", "date_of_birth")
    numbers = ("telephone",)

    known_as = forms.CharField(
        label="Known as", max_length=100,
        widget=forms.TextInput(WHILE_TYPING),
        error_messages={"required": "Enter what she likes to be called."},
    )  # fmt: skip
    full_name = forms.CharField(
        label="Full name", max_length=200, required=False,
        widget=forms.TextInput(WHILE_TYPING),
    )  # fmt: skip
    date_of_birth = DateBoxesField(label="Date of birth", required=False, widget=DateBoxes({"data-likely": "yes"}))
    telephone = forms.CharField(
        label="Her telephone number", max_length=100, required=False, widget=Telephone({"data-likely": "yes"}),
        help_text="Not to be rung before somebody has asked her whether it is safe.",
    )  # fmt: skip
    ref = forms.CharField(
        label="Reference", max_length=40, required=False, help_text="Leave empty to take the next one."
    )
    priority_rank = forms.IntegerField(
        label="Rank in the scoping list", required=False, min_value=0, max_value=1_000_000,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
        help_text="1 is the highest. It never stands on her record.",
    )  # fmt: skip
    referral_source = forms.CharField(label="Referred by", max_length=200, required=False)
    agency_reference = forms.CharField(
        label="Their reference for her", max_length=100, required=False, widget=forms.TextInput(WHILE_TYPING),
        help_text="The number of her case at whoever referred her.",
    )  # fmt: skip
    referred_on = a_day(label="Referred on")
    is_new = forms.BooleanField(
        label="I have looked: she is none of the women above", required=False
    )  # asked only where somebody like her is on record
    asked_about = forms.CharField(widget=forms.HiddenInput(), required=False)  # the women of whom it was answered

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mostly written down on the day."""
        super().__init__(*args, **kwargs)
        self.likely: list[Likely] = []
        self.fields["referred_on"].initial = self.today

    def clean_ref(self) -> str:
        """A reference of her own."""
        ref: str = self.cleaned_data["ref"].strip()
        with as_system():
            is_taken = bool(ref) and Woman.every.filter(ref__iexact=ref).exists()
        if is_taken:
            raise forms.ValidationError("Another woman has this reference. Leave it empty to take the next one.")
        return ref

    def clean(self) -> dict[str, Any]:
        """A reference is somebody's."""
        cleaned = super().clean()
        if cleaned.get("agency_reference") and not cleaned.get("referral_source"):
            self.add_error("referral_source", "Enter who referred her: the reference is theirs.")
        return cleaned

    def described(self) -> Described:
        """Her, as far as what was typed is right."""
        data = self.cleaned_data
        reference = reference_key(data.get("agency_reference", ""))
        return Described(
            data.get("known_as", ""), data.get("full_name", ""), data.get("date_of_birth"),
            frozenset(numbers_in(data.get("telephone", ""))), frozenset({reference} - {""}),
        )  # fmt: skip

    def ask_about(self, likely: list[Likely]) -> None:
        """Somebody like her is on record: ask before a second record is made, and again where others came to light."""
        self.likely = likely
        answered = {pk for pk in self.cleaned_data.get("asked_about", "").split(",") if pk}
        asked = {str(one.woman.pk) for one in likely}
        if not likely or (self.cleaned_data.get("is_new") and (not answered or asked <= answered)):
            return
        self._put("asked_about", ",".join(sorted(asked)))
        self._put("is_new", "")
        self.add_error("is_new", "She may be here already. Look at the women named, then say that she is new.")
