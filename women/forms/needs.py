"""Her needs by area of life, at one of three moments."""

from typing import Any

from django import forms

from practices.codes import AreaOfLife
from practices.forms.fields import Pills, a_day
from practices.forms.record import SentForm
from women.codes import NeedLevel, NeedStage


class NeedsForm(SentForm):
    """One page for all fourteen areas; an area that is left alone was not asked."""

    stage = forms.ChoiceField(label="When in the programme", choices=NeedStage.choices, widget=Pills)
    on = a_day(label="Day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A question an area."""
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today
        for area in AreaOfLife:
            self.fields[area.value] = forms.ChoiceField(
                label=area.label, required=False, widget=Pills, choices=[("", "Not asked"), *NeedLevel.choices],
                initial="",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """At least one answer, on a day that has come."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.not_in_future("on")
        if not self.errors and not self.levels:
            self.add_error(None, "Choose an answer for at least one area.")
        return cleaned

    @property
    def levels(self) -> dict[str, NeedLevel]:
        """What was asked: area → level."""
        said = {area.value: self.cleaned_data.get(area.value) for area in AreaOfLife}
        return {area: NeedLevel(level) for area, level in said.items() if level}
