"""A group activity, logged once for several women."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from practices.bidi import isolated
from practices.codes import AreaOfLife
from practices.forms.fields import Checks, MarkedWords, MinutesField
from sessions_log.forms.contact import LONGEST_NOTE
from sessions_log.forms.when import WhenForm
from sessions_log.forms.whom import covering
from sessions_log.models.contact import MINUTES_OF_A_DAY
from women.models import Place, Woman


class GroupForm(WhenForm):
    """What was done together, and who came."""

    title = forms.CharField(label="What you did together", max_length=200)
    women = forms.MultipleChoiceField(
        label="Who came", widget=Checks, error_messages={"required": "Choose at least one woman."}
    )
    minutes = MinutesField(
        label="Minutes", min_value=0, max_value=MINUTES_OF_A_DAY,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={"max_value": "This is over 24 hours. Enter the minutes of this one activity."},
    )  # fmt: skip
    areas = forms.MultipleChoiceField(
        label="What it was about", required=False, widget=Checks, choices=AreaOfLife.choices
    )
    note = forms.CharField(
        label="Note", required=False, widget=MarkedWords({"rows": 4}), max_length=LONGEST_NOTE,
        help_text="It stands on the record of each woman who came: name nobody else in it.",
    )  # fmt: skip

    def __init__(self, *args: Any, places: list[Place], now: datetime, **kwargs: Any) -> None:
        """`places` are those of the women who may have come, with their women."""
        self.places = places
        super().__init__(*args, now=now, **kwargs)
        self.people = {place.woman_id: place.woman for place in places}
        women: Any = self.fields["women"]
        women.choices = [(str(pk), isolated(woman.name_in_list)) for pk, woman in self.people.items()]

    def clean(self) -> dict[str, Any]:
        """Each of them held a place on that day."""
        cleaned = super().clean()
        if "started_at" not in cleaned:
            return cleaned
        day = timezone.localdate(cleaned["started_at"])
        for pk in cleaned.get("women", []):
            hers = [place for place in self.places if place.woman_id == int(pk)]
            if problem := covering(hers, day):
                self.add_error("women", f"{isolated(self.people[int(pk)].name_on_page)}: {problem}")
        return cleaned

    @property
    def who_came(self) -> list[Woman]:
        """The women chosen."""
        return [self.people[int(pk)] for pk in self.cleaned_data["women"]]
