"""What a comparison is asked for, as a form whose answers live in the address."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms

from practices.codes import Delivery, Nation
from practices.forms.error_words import plain_words
from reporting.benchmark.window import MOST_POOLED, Phase, Window
from reporting.quarters import NotAQuarter, Quarter

MOST_COHORTS = 9


class WindowForm(forms.Form):
    """Which quarters, and which Practices. What is not said is the latest quarter, and all of them."""

    first = forms.CharField(label="From", required=False)
    last = forms.CharField(label="To", required=False)
    nation = forms.ChoiceField(label="Nation", required=False, choices=[("", "All nations"), *Nation.choices])
    delivery = forms.ChoiceField(label="Delivered by", required=False, choices=[("", "Anybody"), *Delivery.choices])
    phase = forms.ChoiceField(
        label="Phase", required=False, choices=[("", "All phases"), *((one.value, one.label) for one in Phase)]
    )
    cohort = forms.TypedChoiceField(
        label="Cohort", required=False, coerce=int, empty_value=None,
        choices=[("", "All cohorts"), *((number, f"Cohort {number}") for number in range(1, MOST_COHORTS + 1))],
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any], *, quarters: Sequence[Quarter], pools: bool = True) -> None:
        """`quarters` are those with returns, the latest first; figures that do not pool are asked for one of them."""
        asked = {name: data.get(name, "") for name in self.base_fields}
        self.quarters, self.pools = quarters, pools
        latest = str(quarters[0]) if quarters else ""
        asked["last"] = asked["last"] or latest
        asked["first"] = asked["first"] if asked["first"] and pools else asked["last"]
        super().__init__(asked)
        choices = [(str(one), str(one)) for one in quarters]
        for name in ("first", "last"):
            self.fields[name].widget = forms.Select(choices=choices)
        if not pools:
            self.fields["last"].label = "Quarter"
            del self.fields["first"]
        plain_words(self)

    def _quarter(self, name: str) -> Quarter:
        try:
            found = Quarter.parse(self.cleaned_data[name])
        except NotAQuarter as error:
            raise forms.ValidationError(str(error)) from error
        if found not in self.quarters:
            raise forms.ValidationError(f"No return of {found} stands. Choose one of the quarters in the list.")
        return found

    def clean_first(self) -> Quarter:
        """A quarter of which a return stands."""
        return self._quarter("first")

    def clean_last(self) -> Quarter:
        """A quarter of which a return stands."""
        return self._quarter("last")

    def clean(self) -> dict[str, Any]:
        """From one to six quarters, in the order of time."""
        found = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first is None or last is None:
            return found
        if last < first:
            self.add_error(
                "first", f"{first} comes after {last}. Choose a quarter up to {last}, or a later one to end."
            )
        elif len(Window(first, last).quarters) > MOST_POOLED:
            self.add_error("first", f"Up to {MOST_POOLED} quarters can be added up. Choose a later one to start with.")
        return found

    def window(self) -> Window:
        """What was asked for; the form is valid."""
        asked = self.cleaned_data
        last: Quarter = asked["last"]
        return Window(
            asked.get("first") or last, last,
            Nation(asked["nation"]) if asked["nation"] else None,
            Delivery(asked["delivery"]) if asked["delivery"] else None,
            Phase(asked["phase"]) if asked["phase"] else None,
            asked["cohort"],
        )  # fmt: skip

    def chips(self) -> list[tuple[str, str]]:
        """(what is filtered, the address without it), for those that are."""
        found = []
        for name in ("nation", "delivery", "phase", "cohort"):
            value = self.cleaned_data.get(name)
            if value not in ("", None):
                label = dict(self.fields[name].choices)[value]  # type: ignore[attr-defined]
                found.append((str(label), self.query(without=name)))
        return found

    def query(self, without: str = "") -> str:
        """The address's query, without one of the filters."""
        kept = {name: str(value) for name, value in self.data.items() if value and name != without}
        return urlencode({name: value for name, value in kept.items() if name in self.fields})
