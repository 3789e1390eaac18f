"""An agreement on success, its criteria, and the day on which all three agreed."""

from typing import Any

from django import forms

from practices.forms.checked import CheckedForm
from practices.forms.fields import Words, a_day
from practices.forms.record import SentForm
from reporting.benchmark.declared import COMPARISONS
from reporting.indicators.declared import Better
from reporting.quarters import NotAQuarter, Quarter
from women.forms.leaving import LeavingForm

MOST_QUARTERS = 24
WRONG_WAY = {Better.UP: "at_most", Better.DOWN: "at_least"}


def name_field(label: str, **options: Any) -> forms.CharField:
    """The name of a body or a person who signs for it."""
    return forms.CharField(label=label, max_length=200, **options)


class AgreementForm(SentForm):
    """Who agrees with whom."""

    name = name_field("What the agreement is called", help_text="Like “Bridging Rotherham, 2026 to 2029”.")
    funder = name_field("Funder", help_text="Who pays at first.")
    council = name_field("Council", help_text="Who takes over once the criteria are met.")
    evaluator = name_field("External evaluator", required=False)


class CriterionForm(LeavingForm):
    """One measure of success; the funder, the council and National read its words."""

    leaving = "evidence"
    read_by = "Whoever signs it"

    indicator = forms.ChoiceField(
        label="Indicator",
        choices=[
            ("", "Choose"),
            *((one.key, f"{one.indicator.name}{f' ({one.unit})' if one.unit else ''}") for one in COMPARISONS),
        ],
    )
    way = forms.ChoiceField(
        label="Success is", choices=[("at_least", "at least the target"), ("at_most", "at most the target")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    target = forms.DecimalField(
        label="Target", min_value=0, max_digits=9, decimal_places=2,
        help_text="As the figure is printed: 80 for 80%, 2.5 for a rate of 2.5, 12 for a count.",
    )  # fmt: skip
    first = forms.CharField(label="From quarter", max_length=10, help_text="Like 2026-27 Q1.")
    last = forms.CharField(label="To quarter", max_length=10, help_text="Like 2028-29 Q4.")
    evidence = forms.CharField(
        label="Evidence beyond the figure", widget=Words, required=False, max_length=2000,
        help_text="What else the evaluator will ask for. Name no woman: the funder, the council and National read it.",
    )  # fmt: skip

    def _quarter(self, name: str) -> str:
        try:
            return str(Quarter.parse(self.cleaned_data[name]))
        except NotAQuarter as error:
            raise forms.ValidationError(str(error)) from error

    def clean_first(self) -> str:
        """A quarter as it is written."""
        return self._quarter("first")

    def clean_last(self) -> str:
        """A quarter as it is written."""
        return self._quarter("last")

    def clean(self) -> dict[str, Any]:
        """In the order of time, and not longer than six years."""
        found = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last:
            start, end = Quarter.parse(first), Quarter.parse(last)
            if end < start:
                self.add_error("last", f"{last} comes before {first}. Choose a later quarter to end with.")
            elif (end.year - start.year) * 4 + end.number - start.number >= MOST_QUARTERS:
                self.add_error("last", f"A period is at most {MOST_QUARTERS} quarters, six years.")
        target = found.get("target")
        comparison = next((one for one in COMPARISONS if one.key == found.get("indicator")), None)
        if target is not None and comparison is not None and comparison.kind.value == "proportion" and target > 100:
            self.add_error("target", "A share cannot be more than 100%.")
        if comparison is not None and found.get("way") == WRONG_WAY.get(comparison.indicator.better):
            other = "at most" if found["way"] == "at_least" else "at least"
            better = "Lower" if other == "at most" else "Higher"
            self.add_error("way", f"{better} is better for this indicator. Choose “{other} the target”.")
        return found


class AgreedForm(CheckedForm):
    """When all three agreed, and who signed for each."""

    past = ("agreed_on",)
    agreed_on = a_day(label="Agreed on")
    signed_for_funder = name_field("Signed for the funder by")
    signed_for_council = name_field("Signed for the council by")
    signed_for_practice = name_field("Signed for the Practice by")
