"""Personas and scopes that every test may ask for."""

import contextlib
import time
from collections.abc import Iterator
from datetime import date

import hypothesis
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from practices.models import Membership, Practice, User
from practices.permissions import Role
from practices.tenancy.scope import practice_scope
from reporting.demonstration.people import email_of
from tests import database

TODAY = date(2019, 4, 10)
# how long an example takes says how loaded the machine is, and nothing of the product
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> Iterator[None]:
    """Our own: a copy of a migrated template, reached on the real logins."""
    with django_db_blocker.unblock():
        database.make_copy()
    yield


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Real transactions on every login, as the walls and the worker need; wiped afterwards."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            database.wipe()


@pytest.fixture
def rotherham(request) -> Practice:
    """Our Practice."""
    _database(request)
    return Practice.objects.get(slug="rotherham")


@pytest.fixture
def hackney(request) -> Practice:
    """Somebody else's."""
    _database(request)
    return Practice.objects.get(slug="hackney")


def _database(request) -> None:
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")


@pytest.fixture
def in_rotherham(rotherham: Practice) -> Iterator[Practice]:
    """With Rotherham's scope open."""
    with practice_scope(rotherham.pk):
        yield rotherham


def user_of(role: Role, slug: str | None = "rotherham") -> User:
    """The person who holds `role` at a Practice, or at National."""
    return User.objects.get(email=email_of(role, slug))


def membership_of(role: Role, slug: str = "rotherham") -> Membership:
    """The post of that person; the Practice's scope is open."""
    return Membership.objects.select_related("user").get(user=user_of(role, slug))


def signed_in(user: User, *, raises: bool = True, ago: float = 0, second_factor: bool = True) -> Client:
    """A browser in which a person has signed in, with both steps, so many seconds ago."""
    client = Client(raise_request_exception=raises)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    methods = [{"method": "password", "at": time.time() - ago}]
    if second_factor:
        methods.append({"method": "mfa", "at": time.time() - ago, "type": "totp"})
    session["account_authentication_methods"] = methods
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def client_of(role: Role, slug: str | None = "rotherham", *, raises: bool = True) -> Client:
    """A signed-in browser of that person."""
    return signed_in(user_of(role, slug), raises=raises)


def recovery_code_of(user: User) -> str:
    """A code of hers that has not been used: what a test types as the second step."""
    return str(RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()[0])


@pytest.fixture
def lead(rotherham: Practice) -> Client:
    """Ours, who may: the practice lead of Rotherham."""
    return client_of(Role.PRACTICE_LEAD)


@pytest.fixture
def practitioner(rotherham: Practice) -> Client:
    """Ours, who does the daily work: a practitioner of Rotherham."""
    return client_of(Role.PRACTITIONER)


@pytest.fixture
def coordinator(rotherham: Practice) -> Client:
    """Ours, who keeps referrals: the coordinator of Rotherham."""
    return client_of(Role.COORDINATOR)


@pytest.fixture
def board(rotherham: Practice) -> Client:
    """Ours, who may not: a board viewer of Rotherham sees submitted figures only."""
    return client_of(Role.BOARD_VIEWER)


@pytest.fixture
def outsider(hackney: Practice) -> Client:
    """The practice lead of Hackney."""
    return client_of(Role.PRACTICE_LEAD, "hackney")


@pytest.fixture
def analyst(rotherham: Practice) -> Client:
    """A National analyst."""
    return client_of(Role.NATIONAL_ANALYST, None)


@contextlib.contextmanager
def scope_of(practice: Practice) -> Iterator[None]:
    """A Practice's scope, for a test that moves between two."""
    with practice_scope(practice.pk):
        yield
