"""The migrated cluster, kept between runs: the schema takes minutes to build and changes rarely.

Kept under `.data-test/` (or PAUSE_TEST_CACHE), one folder for each digest of what the schema and its people are made
of. A run copies the folder, so that what a run does to its servers never reaches the kept one.
"""

import hashlib
import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg2

from pause_cms.embedded import SUPERUSER, Embedded

TOP = Path(__file__).resolve().parent.parent
SOURCES = (
    "*/migrations/*.py",
    "practices/tenancy/*.py",
    "practices/models/*.py",
    "practices/permissions.py",
    "practices/sign_in/*.py",
    "women/restricted.py",
    "women/capacity.py",
    "pause_cms/settings.py",
    "pause_cms/embedded.py",
    "reporting/demonstration/people.py",
    "tests/database.py",
    "tests/template.py",
    "uv.lock",
)
PARTS = ("postgres", "secret_key", "mfa_key", "scope_key")  # the keys fit what lies in the cluster
MADE = "template-made"  # in the data folder of the run that built the template
MOST_KEPT = 8


def kept_folder() -> Path:
    """Where the cluster of today's sources is kept, or would be."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(TOP.glob(pattern)):
            digest.update(f"{path.relative_to(TOP)}\0".encode())
            digest.update(path.read_bytes())
    return Path(os.environ.get("PAUSE_TEST_CACHE") or TOP / ".data-test") / digest.hexdigest()[:16]


def take(data_dir: Path) -> None:
    """Put a copy of the kept cluster into an empty data folder, where there is one."""
    kept = kept_folder()
    if not kept.is_dir():
        return
    os.utime(kept)
    data_dir.chmod(0o711)  # PostgreSQL runs as another user where we are root
    for part in PARTS:
        subprocess.run(["cp", "-a", "--reflink=auto", str(kept / part), str(data_dir)], check=True)


def keep(servers: Embedded) -> bool:
    """Leave nothing but the template in running servers; whether this run made one that is worth keeping."""
    if not (servers.data_dir / MADE).exists() or kept_folder().exists():
        return False
    with closing(psycopg2.connect(servers.database_url(SUPERUSER, SUPERUSER))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname ~ '^pause_' AND datname !~ '_ready$'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    return True


def store(data_dir: Path) -> None:
    """Keep the cluster of servers that have stopped; the oldest kept ones go."""
    kept = kept_folder()
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_name(f"{kept.name}.{os.getpid()}")
    new.mkdir()
    for part in PARTS:
        shutil.move(data_dir / part, new / part)
    try:
        new.rename(kept)
    except OSError:  # another run was first
        shutil.rmtree(new)
    folders = sorted((one for one in kept.parent.iterdir() if one.is_dir()), key=lambda one: one.stat().st_mtime)
    for old in folders[:-MOST_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
