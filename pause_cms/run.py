"""`make run`: everything at once on one machine, and nothing left running after Ctrl-C.

Each child process is given only the database logins that it needs; the owner's is given to none.
"""

import argparse
import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pause_cms import embedded
from pause_cms.patience import run_to_the_end, wait_for

BASE_DIR = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MOST_STOPS, RECENT = 5, 120.0  # a child that stops more often than that in so many seconds is not started again
PR_SET_PDEATHSIG = 1
WAITING_FOR = {
    "migrate": "the tables of the database (migrate)",
    "seed_demo": "the demonstration Practices (seed_demo)",
}
NEEDS = {"web": ("default", "national"), "worker": ("default", "count", "erase", "national"), "beat": ("default",)}


class CannotRun(Exception):
    """One line that says why, and what to do."""


def main() -> None:
    """Parse the port, run, and leave with one clear line where something fails."""
    parser = argparse.ArgumentParser(description="Run Pause CMS on this machine.")
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    for stop in (signal.SIGINT, signal.SIGTERM):  # a shell that runs us in the background ignores Ctrl-C for us
        signal.signal(stop, _interrupt)
    try:
        _refuse_a_port_in_use(port)
        with embedded.running_if_needed() as servers:
            _run(port, servers)
    except (CannotRun, embedded.EmbeddedError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        print("\nStopped. Nothing is left running; the data are kept.", flush=True)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _refuse_a_port_in_use(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CannotRun(
                f"Port {port} cannot be used ({getattr(error, 'strerror', None) or error}). "
                f"Try another: make run PORT={port + 1 if port < 65535 else 8000}"
            ) from error


def _run(port: int, servers: embedded.Embedded | None) -> None:
    # into a database of somebody's own, invented people and a known password come only when asked for
    env = {**os.environ, "DEMO": os.environ.get("DEMO", "1" if servers else "0"), "PYTHONUNBUFFERED": "1"}
    data_dir = servers.data_dir if servers else Path(os.environ.get("PAUSE_DATA_DIR") or BASE_DIR / ".data").resolve()
    (data_dir / "log").mkdir(parents=True, exist_ok=True)
    env |= _own_keys()
    env.setdefault("SITE_URL", f"http://127.0.0.1:{port}")  # where the links in letters lead
    env.setdefault("XDG_CACHE_HOME", str(data_dir / "cache"))  # where fonts are indexed, also where HOME is not ours
    _manage(["migrate", "--verbosity", "0"], env)
    sign_ins = ""
    if env["DEMO"] == "1":
        print("Loading the demonstration Practices (the first time takes a little while) …", flush=True)
        sign_ins = _manage(["seed_demo", "--if-empty"], env, keep=True)
    with _children(port, env, data_dir, servers) as children:
        _wait_for_the_page(port, children)
        print(f"\nPause CMS is at http://127.0.0.1:{port}/\n\n{sign_ins}\nCtrl-C stops everything.", flush=True)
        while True:
            for child in children:
                child.start_again_if_stopped()
            for name in servers.revive() if servers else []:
                print(f"{name} had stopped; it is running again.", flush=True)
            time.sleep(0.5)


def _own_keys() -> dict[str, str]:
    """The keys that every process of this machine shares, made at the first start where none were given."""
    from pause_cms import settings

    return {
        "MFA_KEYS": ",".join(settings.MFA_KEYS) or settings.kept_secret("mfa_key", settings.make_mfa_key),
        "SCOPE_KEY": settings.SCOPE_KEY or settings.kept_secret("scope_key", settings.make_scope_key),
    }


def _manage(words: list[str], env: dict[str, str], *, keep: bool = False) -> str:
    """Run one command; what it prints is shown, or kept and given back."""
    command = [sys.executable, str(BASE_DIR / "manage.py"), *words]
    done = run_to_the_end(command, WAITING_FOR[words[0]], env=env, stdout=subprocess.PIPE if keep else None)
    if done.returncode < 0 or done.returncode == 130:
        raise KeyboardInterrupt
    if done.returncode != 0:
        raise CannotRun(f"`manage.py {' '.join(words)}` failed (exit {done.returncode}); its reason stands above.")
    return done.stdout or ""


@dataclass
class Child:
    """One process that is kept running, and where its words go."""

    name: str
    words: list[str]
    log: Path
    env: dict[str, str]
    process: "subprocess.Popen[bytes]" = field(init=False)
    stops: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches us first; it dies if we are killed."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.words, env=self.env, cwd=BASE_DIR, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip

    def start_again_if_stopped(self) -> None:
        """Say in one line that it stopped and start it again; raises CannotRun where it keeps stopping."""
        why = self.why_stopped()
        if why is None:
            return
        now = time.monotonic()
        self.stops = [stop for stop in self.stops if now - stop < RECENT] + [now]
        if len(self.stops) > MOST_STOPS:
            raise CannotRun(f"The {self.name} process keeps stopping ({why}; its log is {self.log}).")
        print(f"The {self.name} process stopped ({why}); it is started again. Its log: {self.log}", flush=True)
        self.start()

    def why_stopped(self) -> str | None:
        """How it ended, in words, or None while it runs."""
        code = self.process.poll()
        if code is None:
            return None
        return f"killed by signal {-code}" if code < 0 else f"exit {code}: {self.last_line()}"

    def last_line(self) -> str:
        """The last thing it said."""
        lines = [line for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        return lines[-1].strip() if lines else "it said nothing"


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextlib.contextmanager
def _children(
    port: int, env: dict[str, str], data_dir: Path, servers: embedded.Embedded | None
) -> Iterator[list[Child]]:
    celery = [str(BIN / "celery"), "-A", "pause_cms"]
    commands = {
        "web": [str(BIN / "gunicorn"), "pause_cms.wsgi", "-b", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", "--without-mingle"],
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--pidfile=", "-s", str(data_dir / "beat-schedule")],
    }
    commands["web"] += ["--worker-tmp-dir", str(data_dir / "log")]
    children = [
        Child(name, words, data_dir / "log" / f"{name}.log", _environment_of(name, env, servers))
        for name, words in commands.items()
    ]
    started: list[Child] = []
    try:
        for child in children:
            child.start()
            started.append(child)
        yield children
    finally:
        _stop(started)


def _environment_of(name: str, env: dict[str, str], servers: embedded.Embedded | None) -> dict[str, str]:
    """What a child is told: the URLs of its own logins, and never the owner's."""
    from pause_cms import settings

    given = {key: value for key, value in env.items() if key not in settings.DATABASE_VARIABLES.values()}
    if name != "web":
        given.pop("MFA_KEYS", None)
    for alias in NEEDS[name]:
        variable = settings.DATABASE_VARIABLES[alias]
        url = servers.database_url(settings.LOGINS[alias]) if servers else env.get(variable, "")
        if not url:
            raise CannotRun(
                f"{variable} is not set: each login has its own URL. `manage.py create_logins` prints them."
            )
        given[variable] = url
    if servers:
        given["REDIS_URL"] = servers.redis_url
    given["SECRET_KEY"] = settings.SECRET_KEY
    return given


def _stop(children: list[Child]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave half of them running
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            child.process.send_signal(signal.SIGTERM)
    end = time.monotonic() + 15
    for child in children:
        try:
            child.process.wait(timeout=max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()


def _leave_if_one_stopped(children: list[Child]) -> None:
    for child in children:
        if (why := child.why_stopped()) is not None:
            raise CannotRun(f"The {child.name} process did not start ({why}; its log is {child.log}).")


def _wait_for_the_page(port: int, children: list[Child]) -> None:
    """As long as every process lives, however slow the machine; raises CannotRun where one stopped."""

    def stands() -> bool:
        _leave_if_one_stopped(children)
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
            return True
        return False

    wait_for(stands, f"the web page; its log: {children[0].log}", goes_on=lambda: True)


if __name__ == "__main__":
    main()
