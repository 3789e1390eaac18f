"""Starts PostgreSQL and Redis for the tests, in a folder of their own; loaded before Django's settings are read."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if not WORKER:
    for variable in [name for name in os.environ if name.startswith("DATABASE_") or name == "REDIS_URL"]:
        del os.environ[variable]
    os.environ["PAUSE_TESTING"] = "1"
    os.environ["PAUSE_DATA_DIR"] = tempfile.mkdtemp(prefix="pause-test-")

from pause_cms.embedded import Embedded, from_environment  # noqa: E402  (after the environment is set)
from tests import template  # noqa: E402

if not WORKER:
    template.take(Path(os.environ["PAUSE_DATA_DIR"]))

SERVERS = from_environment()
assert SERVERS is not None
REDIS_NUMBER = int(WORKER.removeprefix("gw") or 0) % 16
# the browser's driver keeps an event loop in this thread; the tests' own queries are not asynchronous for that
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["REDIS_URL"] = f"unix://{SERVERS.redis_socket}?db={REDIS_NUMBER}"
_held = contextlib.ExitStack()


def servers() -> Embedded:
    """The pair that every test uses."""
    assert SERVERS is not None
    return SERVERS


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        _held.enter_context(servers().running())


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        is_kept = template.keep(servers())
        _held.close()
        if is_kept:
            template.store(servers().data_dir)
        shutil.rmtree(Path(os.environ["PAUSE_DATA_DIR"]), ignore_errors=True)
        shutil.rmtree(servers().socket_dir, ignore_errors=True)
