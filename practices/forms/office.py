"""National's forms of a Practice, and the host's of an account."""

from typing import Any

from django import forms
from django.utils.text import slugify

from practices.forms.checked import LookedAtForm
from practices.forms.error_words import plain_words
from practices.forms.fields import DayField, DayPicker
from practices.models import Practice
from practices.tenancy.scope import NATIONAL_ALIAS

TAKEN = {
    "add",
    "national",
    "accounts",
    "api",
    "offline",
    "healthz",
    "static",
    "dictionary",
}  # first words of other addresses


DATES = ("licensed_from", "licensed_until", "went_live_on", "returns_from", "closed_on")


class PracticeForm(LookedAtForm, forms.ModelForm):  # type: ignore[type-arg]
    """What a Practice is, and until when it is licensed."""

    class Meta:
        model = Practice
        fields = ("name", "nation", "delivery", "delivered_by", "commissioned_by", "licensed_from", "licensed_until",
                  "went_live_on", "returns_from", "closed_on")  # fmt: skip
        labels = {
            "delivery": "What kind of body delivers it", "licensed_from": "Licensed from",
            "licensed_until": "Licensed until", "went_live_on": "Live since",
            "returns_from": "Returns are due from", "closed_on": "Closed on",
        }  # fmt: skip
        field_classes = dict.fromkeys(DATES, DayField)
        widgets = dict.fromkeys(DATES, DayPicker)
        help_texts = {"returns_from": "Returns of earlier quarters can be sent, but are never late. "
                                      "If this is blank, returns are due from the day it went live."}  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """In plain words."""
        super().__init__(*args, **kwargs)
        plain_words(self)

    @property
    def written(self) -> list[str]:
        """The fields whose answers are others than what stands."""
        return [name for name in self.changed_data if name in self.Meta.fields]

    def clean(self) -> dict[str, Any]:
        """In the order of time."""
        found = super().clean() or self.cleaned_data
        for first, last in (("licensed_from", "licensed_until"), ("went_live_on", "closed_on")):
            if found.get(first) and found.get(last) and found[last] < found[first]:
                self.add_error(last, "This is before the day above. Enter a later one.")
        return found


class NewPracticeForm(PracticeForm):
    """A Practice and its first lead, who invites the rest."""

    lead_name = forms.CharField(label="Name of its first practice lead", max_length=200)
    lead_email = forms.EmailField(label="Her work e-mail address", max_length=254)

    def clean_name(self) -> str:
        """A name whose address is free."""
        name: str = self.cleaned_data["name"]
        slug = slugify(name)
        if not slug or slug in TAKEN:
            raise forms.ValidationError("No address can be made of this name. Add a word, like the town’s.")
        if Practice.objects.using(NATIONAL_ALIAS).filter(slug=slug).exists():
            raise forms.ValidationError(
                "There is a Practice at this address already. Add a word that tells them apart."
            )
        self.instance.slug = slug
        return name


class AccountForm(forms.Form):
    """Whose account."""

    email = forms.EmailField(label="E-mail address of the account", max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """In plain words."""
        super().__init__(*args, **kwargs)
        plain_words(self)
