"""A newer version of one assumption."""

from typing import Any

from django import forms

from practices.forms.checked import LookedAtForm
from practices.forms.error_words import plain_words
from reporting.worth.declared import BY_KEY, Assumed
from reporting.worth.prices import DEFLATOR


class AssumptionForm(LookedAtForm):
    """Its three estimates, the prices they stand in, and where they come from."""

    low = forms.FloatField(label="Low estimate (of what is saved)")
    central = forms.FloatField(label="Central estimate")
    high = forms.FloatField(label="High estimate (of what is saved)")
    price_year = forms.ChoiceField(label="In prices of", choices=[(year, year) for year in DEFLATOR])
    source = forms.CharField(
        label="Source", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        help_text="Who published it, where, and for which year; or that it is your own judgement.",
    )  # fmt: skip

    def __init__(self, *args: Any, assumed: Assumed, **kwargs: Any) -> None:
        """The bounds are the assumption's own; what is no money has no price year."""
        self.assumed = assumed
        super().__init__(*args, **kwargs)
        if not assumed.is_money:
            del self.fields["price_year"]
        plain_words(self)

    @property
    def told(self) -> dict[str, Any]:
        """The answers of a valid form; what is no money is of no year's prices."""
        return {"price_year": "", **{name: self.cleaned_data[name] for name in self.fields if name != "looked_at"}}

    def clean(self) -> dict[str, Any]:
        """Each within what can be meant at all."""
        found = super().clean() or {}
        for name in ("low", "central", "high"):
            value = found.get(name)
            if value is not None and not self.assumed.least <= value <= self.assumed.most:
                bounds = f"{self.assumed.least:g} to {self.assumed.most:,.10g}"
                self.add_error(name, f"The {name} estimate must be a number from {bounds}.")
        told = [found[name] for name in ("low", "central", "high") if found.get(name) is not None]
        if not self.errors and len(told) == 3 and not BY_KEY[self.assumed.key].is_in_order(*told):
            self.add_error("low", BY_KEY[self.assumed.key].order)
        return found
