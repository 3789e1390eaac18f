"""Moving women from one practitioner to another."""

from datetime import date
from functools import cached_property
from typing import Any

from django import forms

from practices.bidi import isolated
from practices.colleagues import Namesakes, names_apart
from practices.forms.fields import Checks
from practices.forms.record import SentForm
from practices.models import Membership
from practices.ordering import by_name
from practices.permissions import Role
from practices.tenancy.scope import current_practice_id
from women.models import Woman


def practitioners_on(day: date) -> Any:
    """Members of this Practice's team who may hold a caseload on a day.

    The Practice is named: PostgreSQL opens a person's own posts elsewhere to her as well.
    """
    here = Membership.objects.on(day).filter(practice_id=current_practice_id())
    return here.exclude(role=Role.BOARD_VIEWER).select_related("user").order_by(by_name("user__name"), "pk")


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A member of the team, by name and role."""

    def label_from_instance(self, obj: Any) -> str:
        """As colleagues know them; two of one name by their addresses."""
        return isolated(self.labels[obj.pk])

    @cached_property
    def labels(self) -> dict[int, str]:
        """What each of those to choose from is called; a form's own copy of the field reads it once."""
        queryset: Any = self.queryset
        return names_apart(queryset, with_role=True)


class TransferForm(SentForm):
    """Which women go to whom."""

    women = forms.MultipleChoiceField(
        label="Which women", widget=Checks, error_messages={"required": "Choose at least one woman."}
    )
    to = PersonChoice(
        label="To",
        queryset=Membership.objects.none(),
        empty_label="Choose somebody of the team",
        error_messages={"required": "Choose who will hold them."},
    )

    def __init__(
        self,
        *args: Any,
        women: list[Woman],
        today: date,
        namesakes: Namesakes,
        leaver: Membership | None = None,
        **kwargs: Any,
    ) -> None:
        """The women of the cohort, each with who holds her now; those of whoever leaves are ticked."""
        super().__init__(*args, today=today, **kwargs)
        self.cohort = {str(woman.pk): woman for woman in women}
        self.fields["women"].choices = [  # type: ignore[attr-defined]
            (pk, f"{isolated(woman.name_in_list)} ({isolated(holder) or 'nobody yet'})")
            for pk, woman in self.cohort.items()
            for holder in [namesakes.told_apart(woman.practitioner_name, woman.practitioner_id)]
        ]
        team = practitioners_on(today)
        self.fields["to"].queryset = team.exclude(pk=leaver.pk) if leaver else team  # type: ignore[attr-defined]
        if leaver is not None:
            self.fields["women"].initial = [
                pk for pk, woman in self.cohort.items() if woman.practitioner_id == leaver.pk
            ]

    @property
    def chosen(self) -> list[Woman]:
        """The women who move."""
        return [self.cohort[pk] for pk in self.cleaned_data["women"]]
