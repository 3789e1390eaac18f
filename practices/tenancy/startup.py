"""A process that could walk round row-level security does not start."""

import sys

from django.conf import settings
from django.db import connections
from django.db.utils import OperationalError

from practices.sign_in.secrets import decrypt, encrypt
from practices.tenancy.scope import practice_scope

PRIVILEGES = """
    SELECT current_user,
           EXISTS (SELECT 1 FROM pg_roles WHERE rolsuper AND pg_has_role(current_user, oid, 'MEMBER')),
           EXISTS (SELECT 1 FROM pg_roles WHERE rolbypassrls AND pg_has_role(current_user, oid, 'MEMBER')),
           EXISTS (SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
                   AND pg_has_role(current_user, relowner, 'MEMBER'))
"""


def privileges_of(alias: str) -> tuple[str, list[str]]:
    """The login's name at `alias` and what makes it too powerful, in words; an empty list is as it should be."""
    with connections[alias].cursor() as cursor:
        cursor.execute(PRIVILEGES)
        name, superuser, bypasses, owns = cursor.fetchone()
    found = [
        word
        for word, is_so in (
            ("is a superuser or may become one", superuser),
            ("bypasses row-level security or may come to", bypasses),
            ("owns or may act as the owner of tables", owns),
        )
        if is_so
    ]
    return name, found


def refuse_privileged_logins() -> None:
    """Leave with one line where a runtime login is owner, superuser or BYPASSRLS, or the database can't be reached.

    The embedded set-up derives every login, the owner's too, but its web and worker are given theirs by name.
    """
    for alias in connections:
        if alias == "owner":
            if settings.EMBEDDED is None:
                _leave("DATABASE_OWNER_URL is for migrations only: do not give it to the web or worker process.")
            continue
        try:
            name, reasons = privileges_of(alias)
        except OperationalError as error:
            _leave(f"The database cannot be reached: {str(error).strip().splitlines()[0]}")
        if name != settings.LOGINS[alias] and not reasons:
            reasons = ["is another login than the work needs"]
        if reasons:
            _leave(
                f"{settings.DATABASE_VARIABLES[alias]} signs in as {name}, which {' and '.join(reasons)}. "
                f"It must be the plain login {settings.LOGINS[alias]}; `manage.py create_logins` makes it."
            )
    for connection in connections.all(initialized_only=True):
        connection.close()


def refuse_without_keys() -> None:
    """Leave with one line where nothing would encrypt the seeds of second factors."""
    if not settings.MFA_KEYS:
        _leave("MFA_KEYS is not set. `manage.py make_key` prints one; keep it outside the database.")
    try:
        decrypt(encrypt("a seed"))
    except ValueError:
        _leave("MFA_KEYS holds something that is no key. `manage.py make_key` prints one.")


def refuse_without_seal() -> None:
    """Leave with one line where this process could not seal a scope, or not as the database checks it."""
    if not settings.SCOPE_KEY:
        _leave("SCOPE_KEY is not set. Give migrate, web, worker and beat the same random value.")
    with practice_scope(1), connections["default"].cursor() as cursor:
        cursor.execute("SELECT app_sealed('app.practice_id')")
        if cursor.fetchone() != ("1",):
            _leave("SCOPE_KEY is not the one that the database knows. Run migrate with the same SCOPE_KEY.")
    connections["default"].close()


def _leave(line: str) -> None:
    sys.stderr.write(f"Pause CMS does not start: {line}\n")
    raise SystemExit(3)
