"""Her needs by area of life, at one of three moments."""

from typing import Any

from django import forms

from practices.codes import AreaOfLife
from practices.forms.fields import Pills, a_day
from practices.forms.record import SentForm
from women.codes import NeedLevel, NeedStage

ANSWERED = "This was answered before. Both answers are below. Check yours, then save it again."


class NeedsForm(SentForm):
    """One page for all fourteen areas; an area that is left alone was not asked.

    `seen` lists the answers of a colleague that the page has shown: only those are written over.
    """

    past = of_work = ("on",)

    seen = forms.CharField(required=False, widget=forms.HiddenInput())
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
        cleaned = super().clean()
        if not self.errors and not self.levels:
            self.add_error(None, "Choose an answer for at least one area.")
        if not self.errors:
            self._clean_conflicts(cleaned)
        return cleaned

    def _clean_conflicts(self, cleaned: dict[str, Any]) -> None:
        """Somebody answered the same otherwise: both answers are shown before one is written over."""
        said = {need.area: need for need in self.woman.needs.filter(stage=cleaned["stage"])}
        seen = set(cleaned.get("seen", "").split())
        others = {area: said[area] for area, level in self.levels.items() if area in said and said[area].level != level}
        if all(f"{need.stage}:{area}:{need.level}" in seen for area, need in others.items()):
            return
        both = [
            (AreaOfLife(area).label, need.get_level_display(), self.levels[area].label) for area, need in others.items()
        ]
        now = " ".join(f"{need.stage}:{area}:{need.level}" for area, need in others.items())
        self.show_both(both, seen=now, why=ANSWERED)

    @property
    def levels(self) -> dict[str, NeedLevel]:
        """What was asked: area → level."""
        said = {area.value: self.cleaned_data.get(area.value) for area in AreaOfLife}
        return {area: NeedLevel(level) for area, level in said.items() if level}
