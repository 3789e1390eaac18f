"""Waiting without an end of its own: as long as what is waited for lives, saying every few seconds for what."""

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

SAY_EVERY = 5.0  # seconds


class Waiting:
    """One thing that is waited for, and since when."""

    def __init__(self, what: str) -> None:
        """Begin to wait."""
        self.what = what
        self.began = time.monotonic()
        self.next = self.began + SAY_EVERY

    def say(self) -> None:
        """Say for what and how long, where the last word of it is a few seconds old."""
        now = time.monotonic()
        if now >= self.next:
            self.next = now + SAY_EVERY
            sys.stderr.write(f"Waiting for {self.what} ({now - self.began:.0f} s) …\n")
            sys.stderr.flush()


def wait_for(condition: Callable[[], bool], what: str, *, goes_on: Callable[[], bool]) -> bool:
    """Wait until it is so; False where what it waits for does not go on and it is still not so."""
    waiting = Waiting(what)
    while True:
        going = goes_on()  # asked first: what ends in between may have brought it about
        if condition():
            return True
        if not going:
            return False
        waiting.say()
        time.sleep(0.02)


def run_to_the_end(words: list[str], what: str, **how: Any) -> "subprocess.CompletedProcess[str]":
    """Run a program however long it takes, as `subprocess.run` does; nothing is left running where we are stopped."""
    waiting = Waiting(what)
    with subprocess.Popen(words, text=True, **how) as process:
        try:
            while True:
                try:
                    output, _ = process.communicate(timeout=SAY_EVERY)
                    return subprocess.CompletedProcess(words, process.returncode, output)
                except subprocess.TimeoutExpired:
                    waiting.say()
        except BaseException:
            process.kill()
            raise
