"""`make run` by hand: everything up, everything down, and one clear line for what goes wrong."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from pause_cms import embedded
from pause_cms.embedded import Embedded, EmbeddedError, start_redis, stop_redis
from reporting.models import Return, ReturnFile, ReturnJob
from tests.conftest import scope_of
from tests.database import NAME
from tests.factories import PlaceFactory
from tests.journeys.conftest import free_port
from tests.reporting.workers import children_of, environment, until
from tests.servers import servers

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.xdist_group("workers")]
TOP = Path(__file__).parents[2]
LOGINS = {"DATABASE_OWNER_URL": "app_owner", "DATABASE_URL": "app_rw", "DATABASE_COUNT_URL": "app_count"}
LOGINS |= {"DATABASE_ERASE_URL": "app_erase"}


def outside():
    """An outside DATABASE_URL and REDIS_URL: the test's own servers, which `make run` must neither start nor stop."""
    return environment() | {name: servers().database_url(login, NAME) for name, login in LOGINS.items()}


@contextlib.contextmanager
def running(port, env, folder):
    with open(folder / "run.log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "pause_cms.run", "--port", str(port)], cwd=TOP, stdout=log, stderr=log, text=True,
            env=env | {"PAUSE_DATA_DIR": str(folder)}, start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGINT)
            process.wait(30)


def comes_up(port, process, folder):
    while process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
            if "Ctrl-C stops everything" in (folder / "run.log").read_text():
                return
        time.sleep(0.1)
    raise AssertionError((folder / "run.log").read_text())


def alive(pids):
    found = set()
    for pid in pids:
        with contextlib.suppress(FileNotFoundError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                found.add(pid)
    return found


def test_it_comes_up_on_outside_servers_and_ctrl_c_stops_all_of_it(tmp_path):
    port = free_port()
    with running(port, outside(), tmp_path) as process:
        comes_up(port, process, tmp_path)
        children = children_of(process.pid)
        assert len(children) == 3
        environments = [Path(f"/proc/{pid}/environ").read_bytes() for pid in children]
        assert not any(b"DATABASE_OWNER_URL" in one for one in environments), "the owner's login is given to nobody"
        address = f"SITE_URL=http://127.0.0.1:{port}".encode()
        assert all(address in one.split(b"\0") for one in environments), "letters link to the port that runs"
    assert alive(children) == set()
    said = (tmp_path / "run.log").read_text()
    assert "Nothing is left running" in said
    assert "Traceback" not in said
    assert not (tmp_path / "postgres").exists(), "no embedded server beside an outside one"


def pid_of(name, process):
    """The child of that name; one that was just forked has another name for a moment."""

    def found():
        for pid in children_of(process.pid):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                if name in Path(f"/proc/{pid}/cmdline").read_bytes():
                    return pid
        return None

    return until(lambda: process.poll() is not None or found(), f"a child called {name!r}")


def says(folder, words):
    return until(lambda: words in (folder / "run.log").read_text(), words)


def test_a_crashed_child_is_one_clear_line_and_is_started_again(tmp_path):
    port = free_port()
    with running(port, outside(), tmp_path) as process:
        comes_up(port, process, tmp_path)
        for name, word in (("worker", b"\0worker\0"), ("web", b"gunicorn")):
            old = pid_of(word, process)
            os.kill(old, signal.SIGKILL)
            says(tmp_path, f"The {name} process stopped (killed by signal 9); it is started again.")
            assert pid_of(word, process) != old
        comes_up(port, process, tmp_path)
        children = children_of(process.pid)
        assert len(children) == 3
    assert alive(children) == set()


def test_a_child_that_keeps_stopping_takes_the_rest_down(tmp_path):
    port = free_port()
    with running(port, outside(), tmp_path) as process:
        comes_up(port, process, tmp_path)
        while process.poll() is None:
            pid = pid_of(b"\0beat\0", process)
            if pid is not True:  # True: the whole has stopped
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.2)
        assert process.returncode == 1
    assert "The beat process keeps stopping (killed by signal 9" in (tmp_path / "run.log").read_text()


def test_redis_and_a_worker_that_are_killed_in_mid_build_leave_one_result(tmp_path, rotherham):
    """All of `make run`, with a Redis of its own to kill: whatever the worker makes of it, one return is built."""
    folder = Path(tempfile.mkdtemp(prefix="pause-redis-"))
    folder.chmod(0o777)  # as root, Redis runs as another user
    start_redis(folder, log=folder / "log")
    port = free_port()
    with scope_of(rotherham):
        PlaceFactory()
    try:
        env = outside() | {"REDIS_URL": f"unix://{folder}/redis.sock?db=0"}
        env["LEASE_SECONDS"] = "8"  # longer than a step takes on a loaded machine: whoever lives keeps the job
        with running(port, env, tmp_path) as process:
            comes_up(port, process, tmp_path)
            with scope_of(rotherham):  # as if its message had been lost: the sweep sends it
                job = ReturnJob.objects.create(quarter="2018-19 Q4")
            until(lambda: state_of(rotherham, job).doing == "Drawing the PDF", "the drawing")
            os.kill(int((folder / "redis.pid").read_text()), signal.SIGKILL)
            time.sleep(1)
            start_redis(folder, log=folder / "log")
            os.kill(pid_of(b"\0worker\0", process), signal.SIGKILL)
            until(lambda: not state_of(rotherham, job).is_open, "the return")
            assert state_of(rotherham, job).state == "done"
            with scope_of(rotherham):
                assert Return.objects.count() == 1
                assert ReturnFile.objects.count() == len(ReturnFile.Kind)
    finally:
        stop_redis(folder)
        shutil.rmtree(folder, ignore_errors=True)


def state_of(practice, job):
    with scope_of(practice):
        return ReturnJob.objects.get(pk=job.pk)


def test_a_port_in_use_is_one_clear_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(port, outside(), tmp_path) as process:
            assert process.wait(30) == 1
    lines = (tmp_path / "run.log").read_text().splitlines()
    assert lines == [f"Port {port} cannot be used (Address already in use). Try another: make run PORT={port + 1}"]


def test_a_login_that_is_missing_is_named(tmp_path):
    env = outside()
    del env["DATABASE_NATIONAL_URL"]
    with running(free_port(), env, tmp_path) as process:
        assert process.wait(60) == 1
    assert "DATABASE_NATIONAL_URL is not set" in (tmp_path / "run.log").read_text()


SERVE = "import pause_cms.wsgi"


PRIVILEGED = (
    ("DATABASE_URL", "postgres", "DATABASE_URL signs in as postgres, which is a superuser"),
    ("DATABASE_URL", "app_owner", "owns or may act as the owner of tables"),
    ("DATABASE_NATIONAL_URL", "postgres", "bypasses row-level security"),
    ("DATABASE_NATIONAL_URL", "app_rw", "is another login than the work needs"),
    ("DATABASE_OWNER_URL", "app_owner", "DATABASE_OWNER_URL is for migrations only"),
)
WEB = [sys.executable, "-c", SERVE]
WORKER = [str(Path(sys.executable).parent / "celery"), "-A", "pause_cms", "worker", "--pool", "solo"]


@pytest.mark.parametrize(
    ("words", "variable", "login", "said"), [*((WEB, *one) for one in PRIVILEGED), (WORKER, *PRIVILEGED[0])]
)
def test_a_process_with_a_privileged_login_does_not_start(words, variable, login, said):
    env = environment() | {variable: servers().database_url(login, NAME)}
    done = subprocess.run(words, env=env, cwd=TOP, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "Pause CMS does not start" in done.stderr
    assert said in done.stderr


def test_a_database_that_is_away_is_one_line():
    env = environment() | {"DATABASE_URL": "postgresql://app_rw@127.0.0.1:9/none"}
    done = subprocess.run([sys.executable, "-c", SERVE], env=env, cwd=TOP, capture_output=True, text=True, check=False)
    assert "The database cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


class TestEmbedded:
    def test_the_last_to_leave_stops_the_servers(self, tmp_path):
        pair = Embedded(tmp_path / "data", durable=False)
        with pair.running():
            with pair.running():
                assert embedded._answers(pair.redis_socket)
            assert embedded._answers(pair.redis_socket), "one user is left"
            assert embedded._answers(pair.socket_dir / embedded.POSTGRES_SOCKET)
        assert not embedded._answers(pair.redis_socket)
        assert not embedded._answers(pair.socket_dir / embedded.POSTGRES_SOCKET)

    def test_servers_that_were_killed_are_started_again_with_their_data(self, tmp_path):
        pair = Embedded(tmp_path / "data", durable=True)
        with pair.running():
            assert pair.revive() == []
            with closing(psycopg2.connect(pair.database_url("postgres", "postgres"))) as connection, connection:
                connection.cursor().execute("CREATE TABLE kept ()")
            os.kill(int((tmp_path / "data/postgres/postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            os.kill(int((pair.socket_dir / "redis.pid").read_text()), signal.SIGKILL)
            for path in (pair.socket_dir / embedded.POSTGRES_SOCKET, pair.redis_socket):
                until(lambda path=path: not embedded._answers(path), "the end")
            assert pair.revive() == ["PostgreSQL", "Redis"]
            with closing(psycopg2.connect(pair.database_url("postgres", "postgres"))) as connection, connection:
                connection.cursor().execute("SELECT FROM kept")
            assert pair.revive() == []

    def test_a_full_disk_is_one_clear_line(self, tmp_path, monkeypatch):
        monkeypatch.setattr(embedded, "NEEDED_BYTES", 2**60)
        with (
            pytest.raises(EmbeddedError, match=r"The disk is full: .* PAUSE_DATA_DIR"),
            Embedded(tmp_path / "d").running(),
        ):
            pass

    def test_a_folder_that_cannot_be_used_is_one_clear_line(self, tmp_path):
        (tmp_path / "file").write_text("")
        with (
            pytest.raises(EmbeddedError, match="Cannot use the data folder"),
            Embedded(tmp_path / "file" / "d").running(),
        ):
            pass

    def test_a_path_too_long_for_a_socket_gets_a_short_one(self, tmp_path):
        pair = Embedded(tmp_path / ("x" * 90))
        assert len(str(pair.socket_dir)) < embedded.LONGEST_SOCKET_DIR
        assert pair.socket_dir == Embedded(tmp_path / ("x" * 90)).socket_dir

    def test_nothing_listens_on_the_network(self):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SHOW listen_addresses")
            assert cursor.fetchone() == ("",)
