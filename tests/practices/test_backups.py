"""A backup is encrypted, whole, and restored by a drill that counts; an empty one does not look like success."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import psycopg2
import pyrage
import pytest
from django.core.management import CommandError, call_command

from practices import backup
from practices.tenancy.logins import BACKUP, RUNTIME_LOGINS
from tests import factories
from tests.conftest import scope_of
from tests.database import NAME, admin_url
from tests.servers import servers

pytestmark = pytest.mark.usefixtures("committed")
NOW = datetime(2026, 1, 31, 2, 30, tzinfo=UTC)
SECRET = "Zenobia Backhouse"
KEY = pyrage.x25519.Identity.generate()
URL = servers().database_url(BACKUP, NAME)


@pytest.fixture
def records(rotherham, hackney):
    for practice in (rotherham, hackney):
        with scope_of(practice):
            factories.NoteFactory(woman__known_as=SECRET, words=SECRET)
            factories.DocumentContentFactory(content=SECRET.encode())


@pytest.fixture
def taken(records, tmp_path):
    return backup.take(URL, str(KEY.to_public()), tmp_path, now=NOW)


def test_it_holds_every_row_of_every_practice_and_comes_back_as_it_was(taken):
    assert taken.counts["women_note"] == 2
    found, differs = backup.drill(taken.path, str(KEY), admin_url())
    assert differs == []
    assert found == taken.counts
    assert found["women_womanevent"] >= 2


def test_what_lies_on_the_disk_says_nothing(taken, tmp_path):
    files = sorted(tmp_path.iterdir())
    assert [one.name for one in files] == ["pause-20260131T023000Z.counts.json", "pause-20260131T023000Z.dump.age"]
    for one in files:
        assert SECRET.encode() not in one.read_bytes()
    assert taken.path.stat().st_mode & 0o077 == 0
    assert b"PGDMP" not in taken.path.read_bytes()


def test_another_key_does_not_open_it(taken):
    with pytest.raises(backup.CannotBackUp, match="does not open this backup"):
        backup.drill(taken.path, str(pyrage.x25519.Identity.generate()), admin_url())


def test_a_file_that_was_changed_is_found(taken):
    content = bytearray(taken.path.read_bytes())
    content[len(content) // 2] ^= 1
    taken.path.write_bytes(content)
    assert "SHA-256 differs" in backup.drill(taken.path, str(KEY), admin_url())[1][0]


def test_rows_that_are_missing_are_found_by_counting(taken):
    said = taken.path.with_name("pause-20260131T023000Z.counts.json")
    kept = json.loads(said.read_text())
    kept["counts"]["women_note"] += 1
    said.write_text(json.dumps(kept))
    assert backup.drill(taken.path, str(KEY), admin_url())[1] == ["women_note: 2 rows, not 3"]


def test_nothing_at_all_is_never_a_success():
    assert backup.differences({"a": 0}, {"a": 0}) == ["there is not one row in it"]


@pytest.mark.parametrize("login", ["app_owner", "app_rw"])
def test_a_login_that_row_level_security_binds_takes_none(login, records, tmp_path):
    with pytest.raises(backup.CannotBackUp, match="would be empty and look like success"):
        backup.take(servers().database_url(login, NAME), str(KEY.to_public()), tmp_path, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_dump_that_fails_leaves_no_file(records, tmp_path, settings):
    settings.POSTGRES_BIN = str(tmp_path)
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump: error: the disk burns' >&2\nexit 1\n")
    program.chmod(0o755)
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(backup.CannotBackUp, match="the disk burns"):
        backup.take(URL, str(KEY.to_public()), folder, now=NOW)
    assert list(folder.iterdir()) == []


def test_the_login_reads_and_writes_nothing():
    with psycopg2.connect(URL) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("DELETE FROM women_note")
    assert BACKUP not in RUNTIME_LOGINS


def test_old_ones_go_since_what_was_erased_lives_on_in_them(tmp_path):
    for day in (1, 20, 40):
        stem = tmp_path / f"pause-{NOW - timedelta(days=day):%Y%m%dT%H%M%SZ}"
        stem.with_suffix(".dump.age").write_bytes(b"x")
        stem.with_suffix(".counts.json").write_text("{}")
    gone = backup.prune(tmp_path, now=NOW, days=35)
    assert [one.name for one in gone] == ["pause-20251222T023000Z.dump.age"]
    assert len(list(tmp_path.iterdir())) == 4


def test_the_commands(records, tmp_path, settings, monkeypatch):
    said = StringIO()
    call_command("make_backup_key", stdout=said)
    public, secret = (line.rsplit(maxsplit=1)[-1] for line in said.getvalue().splitlines())
    settings.BACKUP_RECIPIENT = public.removeprefix("BACKUP_RECIPIENT=")
    with pytest.raises(CommandError, match="Set DATABASE_BACKUP_URL"):
        call_command("backup", to=tmp_path)
    monkeypatch.setenv("DATABASE_BACKUP_URL", URL)
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("backup", to=tmp_path / "none")
    said = StringIO()
    call_command("backup", to=tmp_path, stdout=said)
    assert "encrypted. 0 too old" in said.getvalue()
    (path,) = tmp_path.glob("*.age")
    key = tmp_path / "key"
    key.write_text(secret)
    said = StringIO()
    call_command("restore_drill", path, key=key, admin_url=admin_url(), stdout=said)
    assert said.getvalue().startswith("OK: ")
    key.write_text("nonsense")
    with pytest.raises(CommandError, match="not the secret half"):
        call_command("restore_drill", path, key=key, admin_url=admin_url())
