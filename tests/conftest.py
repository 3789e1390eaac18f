"""Personas and scopes that every test may ask for."""

import contextlib
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from practices.models import Membership, Practice, User
from practices.permissions import Role
from practices.tenancy.scope import practice_scope
from reporting.demonstration.people import email_of
from tests import database

TODAY = date(2019, 4, 10)


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


def client_of(role: Role, slug: str | None = "rotherham", *, raises: bool = True) -> Client:
    """A signed-in browser of that person."""
    client = Client(raise_request_exception=raises)
    client.force_login(user_of(role, slug), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


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
