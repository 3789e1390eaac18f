"""The accounts of the demonstration: one of each role in each Practice, and National's."""

from datetime import date

from django.contrib.auth.hashers import make_password

from practices.models import Membership, NationalMembership, Practice, User
from practices.permissions import NATIONAL_ROLES, PRACTICE_ROLES, Role

PASSWORD = "pause-demonstration"  # noqa: S105  (of invented people; printed at every start of the demonstration)
SHORT = {Role.PRACTICE_LEAD: "lead", Role.BOARD_VIEWER: "board"}


def email_of(role: Role, slug: str | None = None) -> str:
    """The address that signs in as `role` at a Practice, or at National."""
    name = SHORT.get(role, role.value.replace("national_", ""))
    return f"{name}@{slug or 'national'}.example"


def _user(email: str, name: str, password: str) -> User:
    user, _ = User.objects.get_or_create(email=email, defaults={"name": name, "password": password})
    return user


def make_team(practice: Practice, *, since: date, password: str) -> dict[Role, User]:
    """One person of each role; the scope is open."""
    team = {}
    for role in PRACTICE_ROLES:
        team[role] = _user(email_of(role, practice.slug), f"{role.label} of {practice.name}", password)
        Membership.objects.get_or_create(user=team[role], practice=practice, role=role, defaults={"starts_on": since})
    return team


def make_national(*, since: date, password: str) -> None:
    """National's and the host's people; written by the owner, since no web login may."""
    for role in NATIONAL_ROLES:
        user = _user(email_of(role), role.label, password)
        NationalMembership.objects.using("owner").get_or_create(user=user, role=role, defaults={"starts_on": since})


def hashed_password() -> str:
    """One hash for all of them: a hash a person would take seconds."""
    return make_password(PASSWORD)
