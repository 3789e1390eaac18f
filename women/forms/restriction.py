"""Restricting a record, and asking for cover."""

from datetime import date
from typing import Any

from django import forms

from practices.bidi import isolated
from practices.colleagues import names_apart
from practices.forms.fields import Checks
from practices.forms.record import SentForm
from practices.models import Membership
from practices.permissions import Permission
from women.forms.team import practitioners_on
from women.models import CoverReason, RestrictionReason, Woman


class RestrictForm(SentForm):
    """Why, and who may open it."""

    because = forms.ChoiceField(
        label="Who may open this record", widget=forms.RadioSelect, required=False, choices=[
            ("", "Everybody who reads records"),
            *((one.value, f"Named people: {one.label[0].lower()}{one.label[1:]}") for one in RestrictionReason),
        ],
    )  # fmt: skip
    people = forms.MultipleChoiceField(
        label="The named people", widget=Checks, required=False,
        help_text="For all others she is not there: not in lists, in a search or in numbers that open records.",
    )  # fmt: skip

    def __init__(self, *args: Any, woman: Woman, today: date, **kwargs: Any) -> None:
        """The team that reads records today."""
        super().__init__(*args, woman=woman, today=today, **kwargs)
        self.team: dict[str, Membership] = {
            str(one.pk): one for one in practitioners_on(today) if one.may(Permission.SEE_RECORDS)
        }
        labels = names_apart(self.team.values(), with_role=True)
        self.fields["people"].choices = [(key, isolated(labels[one.pk])) for key, one in self.team.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Membership]:
        """The people who were ticked."""
        return [self.team[key] for key in self.cleaned_data["people"]]


class CoverForm(SentForm):
    """Whose record, why, and for how long."""

    ref = forms.CharField(
        label="Her reference",
        max_length=40,
        help_text="As it stands on her papers. A restricted record cannot be searched for.",
    )
    reason = forms.ChoiceField(label="Why you need it now", choices=CoverReason.choices, widget=forms.RadioSelect)
    hours = forms.TypedChoiceField(
        label="For how long", coerce=int, widget=forms.RadioSelect,
        choices=[(4, "4 hours"), (24, "A day"), (72, "Three days")],
    )  # fmt: skip
