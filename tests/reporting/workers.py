"""A real worker and a real beat for a test, on their own logins, with short leases."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from django.conf import settings

from pause_cms.run import BIN
from tests.database import NAME
from tests.servers import servers

LEASE, SWEEP = "2", "1"
PATIENCE = 300  # seconds, as long as a machine that does much else may need; a test that waits longer has failed


def environment():
    urls = {
        "DATABASE_URL": servers().database_url("app_rw", NAME),
        "DATABASE_COUNT_URL": servers().database_url("app_count", NAME),
        "DATABASE_ERASE_URL": servers().database_url("app_erase", NAME),
        "DATABASE_NATIONAL_URL": servers().database_url("app_national", NAME),
    }
    return {
        **os.environ,
        **urls,
        "SECRET_KEY": settings.SECRET_KEY,
        "MFA_KEYS": ",".join(settings.MFA_KEYS),
        "SCOPE_KEY": settings.SCOPE_KEY,
        "LEASE_SECONDS": LEASE,
        "SWEEP_SECONDS": SWEEP,
    }


@contextlib.contextmanager
def celery(*words, folder: Path, more: dict[str, str] | None = None):
    with open(folder / f"{words[0]}.log", "ab") as log:
        process = subprocess.Popen(
            [str(BIN / "celery"), "-A", "pause_cms", *words, "--loglevel", "INFO"], env=environment() | (more or {}), stdout=log, stderr=log,
            start_new_session=True, cwd=Path(__file__).parents[2],
        )  # fmt: skip
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def worker(folder: Path, more: dict[str, str] | None = None):
    return celery("worker", "--concurrency", "1", "--without-mingle", folder=folder, more=more)


def beat(folder: Path, more: dict[str, str] | None = None):
    return celery("beat", "--pidfile=", "-s", str(folder / "schedule"), folder=folder, more=more)


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def until(condition, what: str):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {PATIENCE} s for {what}")
