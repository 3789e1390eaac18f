"""A referral by hand."""

from typing import Any

from django import forms

from practices.forms.fields import DateBoxes, DateBoxesField, a_day
from practices.forms.telephone import Telephone, TelephoneForm
from practices.telephone import numbers_in
from practices.tenancy.scope import as_system
from women.likely import Described, Likely, reference_key
from women.models import Woman

NEW = "new"
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
    same_as = forms.CharField(
        label="Is she one of them?", required=False, widget=forms.RadioSelect
    )  # asked only where somebody like her is on record: her number, or NEW
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
            taken = Woman.every.filter(ref__iexact=ref).first() if ref else None
        if taken is not None and str(taken.pk) != self.data.get("same_as"):
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
        """Somebody like her is on record: ask whether it is she, and again where others came to light."""
        self.likely = likely
        if not likely:
            return
        choices = [
            (str(one.woman.pk), f"This is {one.woman.name_on_page}, {one.woman.ref}: add the referral to her record")
            for one in likely
        ]
        self.fields["same_as"].widget.choices = [*choices, (NEW, "She is none of them: make a new record")]
        answer = self.cleaned_data.get("same_as", "")
        answered = {pk for pk in self.cleaned_data.get("asked_about", "").split(",") if pk}
        asked = {pk for pk, _ in choices}
        if answer in asked:
            self._keeps_what_she_has()
        elif answer != NEW or (answered and not asked <= answered):
            self._put("asked_about", ",".join(sorted(asked)))
            self._put("same_as", "")
            self.add_error("same_as", "She may be here already. Say whether she is one of the women named.")

    @property
    def same(self) -> Woman | None:
        """Whose record the referral is added to; None for a new one."""
        answer = self.cleaned_data.get("same_as")
        return next((one.woman for one in self.likely if str(one.woman.pk) == answer), None)

    def _keeps_what_she_has(self) -> None:
        """Her reference and her rank stand on record already: others are not passed over in silence."""
        held, data = self.same, self.cleaned_data
        assert held is not None
        if data.get("ref") and data["ref"].casefold() != held.ref.casefold():
            self.add_error("ref", f"She keeps her reference, {held.ref}. Leave this empty.")
        if data.get("priority_rank") is not None and held.priority_rank not in (None, data["priority_rank"]):
            self.add_error("priority_rank", "She has another rank already. Leave this empty, or correct hers.")

    def as_referred(self) -> str:
        """Who was referred, in words: what a record that is here already keeps of it."""
        data = self.cleaned_data
        names = dict.fromkeys(filter(None, (data["full_name"], data["known_as"])))
        born = f", born {data['date_of_birth']:%d/%m/%Y}" if data.get("date_of_birth") else ""
        return f"Referred as {', '.join(names)}{born}."
