"""Encrypted backups, and the drill that restores one and counts.

A dump by a login that row-level security binds is empty and exits 0: so a backup is taken by a login of its own that
reads past it (`app_backup`, given to no web or worker process), in one snapshot with a count of every table, and the
drill restores it and compares. What reaches the disk is encrypted to a public key (age, X25519); the key that opens it
lives elsewhere, so a stolen backup, and a stolen server with all its backups, are unreadable.
"""

import hashlib
import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pyrage
from django.conf import settings
from psycopg2 import sql

ENDING, COUNTS = ".dump.age", ".counts.json"
Counts = dict[str, int]


class CannotBackUp(Exception):
    """The backup was not taken, or cannot be opened; the message says why and what to do."""


@dataclass(frozen=True)
class Taken:
    """A backup on disk, and how many rows each table had in the moment that it shows."""

    path: Path
    counts: Counts


def take(url: str, recipient: str, to: Path, *, now: datetime) -> Taken:
    """Dump the database at `url`, encrypted to `recipient`, into the folder `to`, with the counts beside it.

    Raises CannotBackUp where the login would see only some rows, or where the dump fails: then no file is left.
    """
    key = _recipient(recipient)
    path = to / f"pause-{now:%Y%m%dT%H%M%SZ}{ENDING}"
    part = path.with_suffix(".part")
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        cursor.execute("SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not _one(cursor):
            raise CannotBackUp(
                "This login is bound by row-level security: its dump would be empty and look like success. Use "
                "app_backup, which `manage.py create_logins` makes."
            )
        cursor.execute("SELECT pg_export_snapshot()")
        words = ["--format=custom", "--no-password", f"--snapshot={_one(cursor)}"]
        counts = count_rows(cursor)
        try:
            with open(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
                _dump(url, words, file, key)
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)
    said = {"sha256": _digest(path), "taken_at": now.isoformat(), "counts": counts}
    _counts_beside(path).write_text(json.dumps(said, indent=1))
    return Taken(path, counts)


def _counts_beside(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(ENDING) + COUNTS)


def _recipient(words: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(words)
    except pyrage.RecipientError as error:
        raise CannotBackUp("BACKUP_RECIPIENT is not a public key. `manage.py make_backup_key` prints one.") from error


def _dump(url: str, words: list[str], file: Any, key: Any) -> None:
    with _program("pg_dump", url, words, stdout=subprocess.PIPE) as running:
        pyrage.encrypt_io(running.stdout, file, [key])


@contextmanager
def _program(name: str, url: str, words: list[str], **pipes: Any) -> Iterator[subprocess.Popen[bytes]]:
    """One of PostgreSQL's own programs on a database, its password in the environment and not in its words."""
    parts = urlsplit(url)
    plain = urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@")))
    environment = {**os.environ, **({"PGPASSWORD": parts.password} if parts.password else {})}
    program = str(Path(settings.POSTGRES_BIN) / name)
    running = subprocess.Popen(
        [program, *words, f"--dbname={plain}"], env=environment, stderr=subprocess.PIPE, **pipes
    )  # fmt: skip
    try:
        yield running
    except BrokenPipeError:
        pass  # it has stopped reading; what it says below is why
    except BaseException:
        running.kill()
        _close(running)
        raise
    assert running.stderr is not None
    if running.stdin is not None:
        running.stdin.close()
    said = running.stderr.read().decode(errors="replace")
    _close(running)
    if running.returncode != 0:
        first = next((line for line in said.splitlines() if "error" in line.lower()), said[:200])
        raise CannotBackUp(f"{name} failed: {first}")


def _close(running: subprocess.Popen[bytes]) -> None:
    for pipe in (running.stdin, running.stdout, running.stderr):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    running.wait()


def count_rows(cursor: Any) -> Counts:
    """How many rows every table of ours has, to this login."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    found: Counts = {}
    for (table,) in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table)))
        found[table] = int(_one(cursor))
    return found


def _one(cursor: Any) -> Any:
    (found,) = cursor.fetchone()
    return found


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def prune(to: Path, *, now: datetime, days: int) -> list[Path]:
    """Delete backups older than so many days, with their counts: what was erased must not live on in them."""
    gone = []
    for path in sorted(to.glob(f"pause-*{ENDING}")):
        taken = datetime.strptime(path.name.removesuffix(ENDING), "pause-%Y%m%dT%H%M%SZ").replace(tzinfo=now.tzinfo)
        if taken < now - timedelta(days=days):
            path.unlink()
            _counts_beside(path).unlink(missing_ok=True)
            gone.append(path)
    return gone


def drill(path: Path, identity: str, admin_url: str) -> tuple[Counts, list[str]]:
    """Restore a backup into a database of its own, count, compare, and drop it: (rows, what differs, in words)."""
    said = json.loads(_counts_beside(path).read_text())
    if _digest(path) != said["sha256"]:
        return {}, ["the file is not the one that was written: its SHA-256 differs"]
    name = f"pause_drill_{secrets.token_hex(4)}"
    with closing(psycopg2.connect(admin_url)) as admin, admin.cursor() as cursor:
        admin.autocommit = True
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            url = urlunsplit(urlsplit(admin_url)._replace(path=f"/{name}"))
            _restore(path, identity, url)
            with closing(psycopg2.connect(url)) as restored, restored.cursor() as counting:
                found = count_rows(counting)
        finally:
            cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    return found, differences(said["counts"], found)


def _restore(path: Path, identity: str, url: str) -> None:
    try:
        key = pyrage.x25519.Identity.from_str(identity.strip())
    except pyrage.IdentityError as error:
        raise CannotBackUp("This is not the secret half of a backup key.") from error
    with open(path, "rb") as file, _program("pg_restore", url, ["--exit-on-error"], stdin=subprocess.PIPE) as running:
        try:
            pyrage.decrypt_io(file, running.stdin, [key])
        except pyrage.DecryptError as error:
            raise CannotBackUp("This key does not open this backup.") from error


def differences(wanted: Counts, found: Counts) -> list[str]:
    """Where a restored database holds other rows than it should; also where it holds none at all."""
    said = [
        f"{table}: {found.get(table, 0)} rows, not {wanted.get(table, 0)}"
        for table in sorted(wanted.keys() | found.keys())
        if wanted.get(table) != found.get(table)
    ]
    if not sum(found.values()):
        said.append("there is not one row in it")
    return said
