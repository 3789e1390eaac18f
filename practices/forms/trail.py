"""What part of the trail is shown; it stands in the address, and names no woman."""

from typing import Any
from urllib.parse import urlencode

from django import forms

from practices.bidi import isolated
from practices.colleagues import names_apart
from practices.forms.error_words import plain_words
from practices.forms.fields import a_day
from practices.models import AccessAction, Membership, Practice
from practices.ordering import by_name


class TrailForm(forms.Form):
    """By person, kind and day."""

    person = forms.ChoiceField(label="Person", required=False)
    action = forms.ChoiceField(label="What", required=False, choices=[("", "Everything"), *AccessAction.choices])
    on = a_day(label="Day", required=False)

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        """Everybody who was ever in the team."""
        super().__init__(*args, **kwargs)
        team = list(
            Membership.objects.filter(practice=practice).select_related("user").order_by(by_name("user__name"), "pk")
        )
        labels = names_apart(team)
        people = {str(one.user_id): isolated(labels[one.pk]) for one in team}
        self.fields["person"].choices = [("", "Everybody"), *people.items()]  # type: ignore[attr-defined]
        plain_words(self)

    def filters(self) -> dict[str, Any]:
        """As a query takes them."""
        told = {"actor_id": self.cleaned_data["person"], "action": self.cleaned_data["action"]}
        found: dict[str, Any] = {name: value for name, value in told.items() if value}
        return found | ({"at__date": self.cleaned_data["on"]} if self.cleaned_data["on"] else {})

    def query(self) -> str:
        """The same for the address of another page."""
        return urlencode({name: self.data[name] for name in self.fields if self.data.get(name)})
