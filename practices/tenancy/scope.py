"""The scope: which Practice the present work is for, told to Python and, sealed, to PostgreSQL alike.

A scope lives inside a transaction, because its setting is transaction-local: a session-level one would leak
through a kept-alive or pooled connection to the next request.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from practices.tenancy.seal import BINDING, seal_of

SYSTEM = "system"
USER, PRACTICE, PRACTICES, READER = "app.user_id", "app.practice_id", "app.practice_ids", "app.reader"
COUNT_ALIAS = "count"
NATIONAL_ALIAS = "national"


class NoScope(Exception):
    """A Practice's records were asked for with no scope open."""


@dataclass(frozen=True)
class PracticeScope:
    """Work for one Practice, by `reader`: the number of a person, or the system."""

    practice_id: int
    reader: str = "system"


@dataclass(frozen=True)
class NationalScope:
    """Work of National Pause: submitted returns only, on a login that has no right to a case table."""


_scope: ContextVar[PracticeScope | NationalScope | None] = ContextVar("pause_scope", default=None)
_user_id: ContextVar[int | None] = ContextVar("pause_user_id", default=None)


def current_scope() -> PracticeScope | NationalScope | None:
    """The scope that is open, if any."""
    return _scope.get()


def current_practice_id() -> int:
    """The id of the Practice whose scope is open; raises NoScope where there is none."""
    scope = _scope.get()
    if not isinstance(scope, PracticeScope):
        raise NoScope("Open a practice_scope() first: this belongs to one Practice.")
    return scope.practice_id


def _reader() -> str:
    """For whom records are read: the person signed in, or the system, which counts everybody."""
    user_id = _user_id.get()
    return SYSTEM if user_id is None else str(user_id)


@contextmanager
def practice_scope(
    practice_id: int, *, using: str = DEFAULT_DB_ALIAS, reader: str | None = None
) -> Iterator[PracticeScope]:
    """Open the scope of one Practice in a transaction on `using`; the scope that was open before comes back after.

    Restricted records open as to `reader`, which is whoever is signed in unless it is named. Where the block raises,
    the rollback (of the transaction or of its savepoint) restores the setting.
    """
    outer = _scope.get()
    before = {PRACTICE: str(outer.practice_id), READER: outer.reader} if isinstance(outer, PracticeScope) else {}
    scope = PracticeScope(practice_id, reader or _reader())
    with _setting(using, {PRACTICE: str(practice_id), READER: scope.reader}, before=before):
        token = _scope.set(scope)
        try:
            yield scope
        finally:
            _scope.reset(token)


@contextmanager
def as_system() -> Iterator[PracticeScope]:
    """The open Practice with nobody hidden: for counting and comparing, never for showing a record."""
    with practice_scope(current_practice_id(), reader=SYSTEM) as scope:
        yield scope


@contextmanager
def signed_in(user_id: int) -> Iterator[None]:
    """Open to a person the memberships that are hers, and nothing else."""
    outer = _user_id.get()
    with _setting(DEFAULT_DB_ALIAS, {USER: str(user_id)}, before={} if outer is None else {USER: str(outer)}):
        token = _user_id.set(user_id)
        try:
            yield
        finally:
            _user_id.reset(token)


@contextmanager
def _setting(using: str, values: Mapping[str, str], *, before: Mapping[str, str]) -> Iterator[None]:
    """Tell PostgreSQL values inside a transaction; where an outer one goes on, what stood `before` is back after."""
    goes_on = connections[using].in_atomic_block
    with transaction.atomic(using=using):
        _set(using, values)
        yield
        if goes_on and not connections[using].needs_rollback:  # else the setting ends with the transaction
            _set(using, {name: before.get(name, "") for name in values})


@contextmanager
def rest_of_transaction(practice_id: int) -> Iterator[PracticeScope]:
    """Open a Practice's scope for what is left of the transaction that is open: for a request, which ends with it."""
    scope = PracticeScope(practice_id, _reader())
    _set(DEFAULT_DB_ALIAS, {PRACTICE: str(practice_id), READER: scope.reader})
    token = _scope.set(scope)
    try:
        yield scope
    finally:
        _scope.reset(token)


@contextmanager
def count_scope(practice_ids: Sequence[int]) -> Iterator[str]:
    """Open several Practices to the counting login, which may read the columns without words; gives its alias."""
    with transaction.atomic(using=COUNT_ALIAS):
        _set(COUNT_ALIAS, {PRACTICES: ",".join(str(number) for number in practice_ids)})
        yield COUNT_ALIAS
        if not connections[COUNT_ALIAS].needs_rollback:
            _set(COUNT_ALIAS, {PRACTICES: ""})


@contextmanager
def national_scope() -> Iterator[NationalScope]:
    """Send every read of returns to National's own login, and refuse a read of anything else."""
    scope = NationalScope()
    token = _scope.set(scope)
    try:
        yield scope
    finally:
        _scope.reset(token)


def _set(using: str, values: Mapping[str, str]) -> None:
    """Tell PostgreSQL values, each with its seal: first for the transaction that was open last, then for this one.

    A person's own memberships open without a seal: they open no record.
    """
    connection: Any = connections[using]
    bound = getattr(connection, "pause_binding", "")
    is_sealed = any(values.values()) and USER not in values
    pairs = ", set_config(%s, %s, true)" * (2 * len(values))
    with connection.cursor() as cursor:
        for _ in range(2):
            told: list[str] = []
            for name, value in values.items():
                told += [name, value, f"{name}_seal", seal_of(name, value, bound)]
            cursor.execute(f"SELECT {BINDING}{pairs}", told)
            ((connection.pause_binding, *_said),) = cursor.fetchall()
            if connection.pause_binding == bound or not is_sealed:
                return
            bound = connection.pause_binding
