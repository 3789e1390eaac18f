"""Inviting a person, and changing what they are."""

from typing import Any

from django import forms

from practices.forms.error_words import plain_words
from practices.forms.fields import a_day
from practices.forms.record import SentForm
from practices.permissions import PRACTICE_ROLES, Role


def _role() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Role", choices=[(role.value, role.label) for role in PRACTICE_ROLES], widget=forms.RadioSelect
    )


def a_name() -> forms.CharField:
    """A colleague's name; no longer than a record holds it."""
    return forms.CharField(label="Name", max_length=100, help_text="As colleagues and the record say it.")


class _NameAndAddress(forms.Form):
    """What a person is called, and which address they sign in with."""

    name = a_name()
    email = forms.EmailField(label="Work email address", max_length=254)

    def clean_email(self) -> str:
        """As accounts keep it."""
        return str(self.cleaned_data["email"]).strip().lower()


class IdentityForm(_NameAndAddress, SentForm):
    """A colleague's, changed by their lead."""


class OwnIdentityForm(_NameAndAddress):
    """One's own, of no Practice. Without a key: sent twice, at most a link goes out again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With our words for what is missing."""
        super().__init__(*args, **kwargs)
        plain_words(self)


class InviteForm(SentForm):
    """Whom, as what, and from when."""

    email = forms.EmailField(
        label="Work e-mail address", max_length=254,
        help_text="The letter goes here: a link to choose a password, good for three days.",
    )  # fmt: skip
    name = a_name()
    role = _role()
    starts_on = a_day(label="First day")


class MembershipForm(SentForm):
    """Her role and her dates."""

    role = _role()
    starts_on = a_day(label="First day")
    ends_on = a_day(
        label="Leaving date",
        required=False,
        help_text="Access ends at the start of this day. Empty while it is not known.",
    )

    def clean(self) -> dict[str, Any]:
        """In the order of time."""
        found = super().clean()
        self.in_order("starts_on", "ends_on", "This is before the first day. Enter a later one.")
        return found

    @property
    def chosen_role(self) -> Role:
        """The role that was chosen."""
        return Role(self.cleaned_data["role"])
