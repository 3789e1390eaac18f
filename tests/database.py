"""The test database: migrated once into a template, then one copy a worker, with the same people in each."""

import fcntl
import os
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from pause_cms.embedded import SUPERUSER
from practices.tenancy.logins import make_database, make_logins
from tests.servers import WORKER, servers
from tests.template import MADE

TEMPLATE = "pause_template"
NAME = f"pause_test_{WORKER or 'main'}"
SINCE = date(2018, 1, 1)
# the template's people, in the order in which they hang on each other
KEPT = (
    "practices_practice",
    "practices_user",
    "practices_membership",
    "practices_nationalmembership",
    "mfa_authenticator",
)
TOTP_SECRET = "JBSWY3DPEHPK3PXP"
PRACTICES = ("rotherham", "hackney")


def admin_url(name: str = SUPERUSER) -> str:
    """The superuser's address: for making databases, and for asking PostgreSQL what no login of ours may see."""
    return servers().database_url(SUPERUSER, name)


def use_database(name: str) -> None:
    """Point every login of this process at database `name`."""
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name


def make_copy() -> None:
    """This worker's own copy of the template; the first worker to come makes that."""
    with open(Path(os.environ["PAUSE_DATA_DIR"]) / "template.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_logins(admin_url(), passwords={})
        if not _exists(TEMPLATE + "_ready"):
            make_database(admin_url(), name=TEMPLATE)
            use_database(TEMPLATE)
            call_command("migrate", verbosity=0)
            _people()
            for connection in connections.all():
                connection.close()
            make_database(admin_url(), name=TEMPLATE + "_ready", template=TEMPLATE)
            (Path(os.environ["PAUSE_DATA_DIR"]) / MADE).touch()
        make_database(admin_url(), name=NAME, template=TEMPLATE + "_ready")
    use_database(NAME)


def _exists(name: str) -> bool:
    with closing(psycopg2.connect(admin_url())) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _people() -> None:
    from practices.models import Practice
    from practices.tenancy.scope import practice_scope
    from reporting.demonstration.people import hashed_password, make_national, make_team

    password = hashed_password()
    for slug in PRACTICES:
        practice = Practice(name=slug.capitalize(), slug=slug, nation="England", went_live_on=date(2018, 7, 1))
        practice.save(using="owner")
        with practice_scope(practice.pk):
            make_team(practice, since=SINCE, password=password)
    make_national(since=SINCE, password=password)
    _second_factors()


def _second_factors() -> None:
    """An app and recovery codes for each; a copy stays aside, since a test uses codes up."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    from practices.models import User

    for user in User.objects.all():
        TOTP.activate(user, TOTP_SECRET)
        RecoveryCodes.activate(user)
    with closing(psycopg2.connect(admin_url(TEMPLATE))) as connection, connection, connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA kept")
        for table in KEPT:
            cursor.execute(f"CREATE TABLE kept.{table} AS TABLE {table}")


# without practice_id, and emptied as well
SHARED = (
    "django_session", "practices_cache", "practices_sealingkey", "practices_apitoken", "reporting_duedate",
    "reporting_packjob", "reporting_quartersums", "reporting_publication", "reporting_assumption", "reporting_worthjob",
    "mfa_authenticator", "practices_officerecord", "usersessions_usersession", "socialaccount_socialaccount",
    "socialaccount_socialtoken",
)  # fmt: skip


@cache
def _tables() -> list[tuple[str, str | None]]:
    """(table, the sequence of its numbers) of every table that a wipe empties."""
    with closing(psycopg2.connect(admin_url(NAME))) as connection, connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, pg_get_serial_sequence(c.table_name, k.column_name) FROM information_schema.columns c "
            "LEFT JOIN information_schema.columns k ON k.table_name = c.table_name AND k.table_schema = 'public' "
            "AND k.is_identity = 'YES' WHERE c.table_schema = 'public' AND c.column_name = 'practice_id' "
            "AND c.table_name <> 'practices_membership'"
        )
        return [*cursor.fetchall(), *((name, None) for name in SHARED)]


def _empty(cursor: Any) -> None:
    """Empty what holds something: truncating a hundred tables for every test took most of the suite's time."""
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name, _ in _tables())
    cursor.execute(asked)
    held = {name for (name,) in cursor.fetchall()}
    cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger and no key minds
    for name in held:
        cursor.execute(f"DELETE FROM {name}")
    resets = ", ".join(f"setval('{sequence}', 1, false)" for _, sequence in _tables() if sequence)
    cursor.execute(f"SELECT {resets}")
    cursor.execute("SET LOCAL session_replication_role = origin")


_held: list[Any] = []  # one connection for every wipe: a new one reads the whole catalogue anew


def _superuser() -> Any:
    """The superuser's connection, a new one where the last was dropped."""
    if _held:
        try:
            with _held[0], _held[0].cursor() as cursor:
                cursor.execute("SELECT 1")
        except psycopg2.Error:
            _held.clear()
    if not _held:
        _held.append(psycopg2.connect(admin_url(NAME)))
    return _held[0]


def wipe() -> None:
    """Take away what a test committed: all but the Practices and people of the template. As the superuser."""
    for connection in connections.all():
        connection.close()
    with _superuser() as connection, connection.cursor() as cursor:
        _empty(cursor)
        for table in KEPT:  # back, where a test has taken them away
            cursor.execute(f"INSERT INTO {table} SELECT * FROM kept.{table} ON CONFLICT DO NOTHING")
        cursor.execute("UPDATE practices_practice SET countersigns_returns = false")
        cursor.execute("DELETE FROM practices_membership WHERE id NOT IN (SELECT id FROM kept.practices_membership)")
        cursor.execute(
            "UPDATE practices_membership m SET role = k.role, starts_on = k.starts_on, ends_on = k.ends_on "
            "FROM kept.practices_membership k WHERE k.id = m.id"
        )
        cursor.execute("DELETE FROM practices_practice WHERE slug <> ALL(%s)", [list(PRACTICES)])
        others = "NOT IN (SELECT id FROM kept.practices_user)"
        for table in ("practices_membership", "practices_nationalmembership", "account_emailaddress"):
            cursor.execute(f"DELETE FROM {table} WHERE user_id {others}")
        cursor.execute(f"DELETE FROM practices_user WHERE id {others}")
        cursor.execute(
            "UPDATE practices_user u SET password = k.password, is_active = k.is_active, name = k.name, "
            "email = k.email "
            "FROM kept.practices_user k WHERE k.id = u.id"
        )
        cursor.execute(
            "UPDATE practices_practice SET name = initcap(slug), nation = 'England', delivered_by = '', "
            "commissioned_by = '', delivery = '', went_live_on = '2018-07-01', scoping_as_of = NULL, scoping_women = NULL, "
            "scoping_children = NULL, closed_on = NULL, returns_from = NULL"
        )
