"""The database's logins, made once per server before the first migration (ARCHITECTURE, tenancy §2)."""

from collections.abc import Mapping
from contextlib import closing
from typing import Any

import psycopg2
from psycopg2 import sql

OWNER = "app_owner"
RUNTIME_LOGINS = ("app_rw", "app_count", "app_national", "app_erase")
BACKUP = "app_backup"  # reads past row-level security, for whole backups; no web or worker process has it
ALL_LOGINS = (OWNER, *RUNTIME_LOGINS, BACKUP)
NEED_TEMPORARY_TABLES = ("app_rw", "app_owner")


def make_logins(admin_url: str, *, passwords: Mapping[str, str]) -> None:
    """Create the logins that are missing and set the passwords given; none is privileged but the one for backups.

    That one is left out where the administrator may not make it: some hosts keep it to themselves, and the backups too.
    """
    with closing(_connect(admin_url)) as connection, connection.cursor() as cursor:
        for login in ALL_LOGINS:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login])
            if cursor.fetchone() is None and not _create(cursor, login):
                continue
            if login in passwords:
                cursor.execute(
                    sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(passwords[login]))
                )


def _create(cursor: Any, login: str) -> bool:
    """Whether the login could be made."""
    rights = sql.SQL("BYPASSRLS" if login == BACKUP else "NOBYPASSRLS")
    role = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER {} NOCREATEDB NOCREATEROLE NOREPLICATION")
    try:
        cursor.execute(role.format(sql.Identifier(login), rights))
        if login == BACKUP:
            cursor.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(sql.Identifier(login)))
    except psycopg2.errors.InsufficientPrivilege:
        if login != BACKUP:
            raise
        return False
    return True


def make_database(admin_url: str, *, name: str, template: str = "template1") -> None:
    """Create database `name`, owned by the owner's login, if it is missing; close it to every login but ours."""
    with closing(_connect(admin_url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))
            cursor.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
                )
            )
        # a statement that fails would be logged with the names and notes in it
        cursor.execute(sql.SQL("ALTER DATABASE {} SET log_min_error_statement = panic").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY (%s)", [list(ALL_LOGINS)])
        for (login,) in cursor.fetchall():
            rights = "CONNECT, TEMPORARY" if login in NEED_TEMPORARY_TABLES else "CONNECT"
            cursor.execute(
                sql.SQL("GRANT {} ON DATABASE {} TO {}").format(
                    sql.SQL(rights), sql.Identifier(name), sql.Identifier(login)
                )
            )


def _connect(url: str) -> Any:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    return connection
