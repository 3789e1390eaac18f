"""Nothing gives up on a slow machine: it waits while what it waits for lives, and says for what."""

import http.server
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pause_cms import patience, run
from pause_cms.patience import run_to_the_end, wait_for
from tests.journeys.conftest import free_port

TOP = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def says_at_once(monkeypatch):
    monkeypatch.setattr(patience, "SAY_EVERY", 0.02)


# a process of its own, which has only the file to look at: how often says nothing of how long it is waited for
NOT_BEFORE = "import pathlib, sys, time\nwhile not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.01)\nprint(7)"


def test_a_program_is_waited_for_and_named_meanwhile(capsys, monkeypatch, tmp_path):
    say, named = patience.Waiting.say, tmp_path / "named"

    def says(self):
        say(self)
        if self.next > self.began + patience.SAY_EVERY:  # it has spoken: the program may end
            named.touch()

    monkeypatch.setattr(patience.Waiting, "say", says)
    done = run_to_the_end([sys.executable, "-c", NOT_BEFORE, str(named)], "seven", stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (0, "7\n")
    assert "Waiting for seven (" in capsys.readouterr().err


def test_a_program_does_not_outlive_whoever_waits_for_it(monkeypatch):
    def interrupted(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(patience.Waiting, "say", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_to_the_end([sys.executable, "-c", "import signal; signal.pause()"], "for ever")


def test_waiting_ends_when_it_is_so_or_when_nothing_lives_that_could_bring_it_about():
    asked = iter([False] * 50 + [True])
    assert wait_for(lambda: next(asked), "the fifty-first", goes_on=lambda: True)
    left = iter([True] * 20 + [False])
    assert not wait_for(lambda: False, "never", goes_on=lambda: next(left))


class SlowToStart(http.server.BaseHTTPRequestHandler):
    refusals = 0

    def do_GET(self):
        type(self).refusals += 1
        self.send_response(200 if self.refusals > 20 else 503)
        self.end_headers()

    def log_message(self, *_):
        pass


class Child:
    log = Path("web.log")

    def __init__(self, why=None):
        self.name, self.why = "web", why

    def why_stopped(self):
        return self.why


def test_the_page_is_waited_for_however_often_it_is_not_ready(capsys):
    port = free_port()
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), SlowToStart) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        run._wait_for_the_page(port, [Child()])
        server.shutdown()
    assert SlowToStart.refusals > 20
    assert "Waiting for the web page; its log: web.log (" in capsys.readouterr().err


def test_a_process_that_stopped_is_not_waited_for():
    with pytest.raises(run.CannotRun, match="did not start"):
        run._wait_for_the_page(free_port(), [Child("exit 1")])


def test_no_part_of_the_start_has_a_patience_of_its_own():
    """What a start waits for goes through pause_cms.patience; only the end of a stop, and a quick probe, are timed."""
    for name in ("embedded.py", "run.py"):
        for line in (TOP / "pause_cms" / name).read_text().splitlines():
            if "timeout=" in line or "time.monotonic() +" in line or '"-t", "' in line:
                allowed = ("urlopen", "child.process.wait", "end = time.monotonic() + 15")
                assert any(word in line for word in allowed), line
