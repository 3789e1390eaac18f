"""A real web process, a real worker and a real browser, on this worker's own database."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from pause_cms.run import BIN
from practices.permissions import Role
from reporting.demonstration.people import PASSWORD, email_of
from tests.conftest import recovery_code_of, signed_in, user_of
from tests.reporting.workers import environment, worker

# the headless build of Debian's Chromium draws the same pages for half the work
BUILDS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
CHROMIUM = os.environ.get("CHROMIUM") or next(path for path in BUILDS if Path(path).exists())
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = (Path(__file__).parent / "axe.min.js").read_text()
# What passes is not told node by node: on a page of many rows that took most of the time. On a second screen the same
# elements stand elsewhere: of them it judges what hangs on that, and all of those that the first screen did not show.
JUDGE = """async () => {
  const all = {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]};
  const placed = {runOnly: {type: "rule", values: ["color-contrast", "target-size", "scrollable-region-focusable"]}, resultTypes: ["violations"]};
  const before = window.judged, shown = [...document.body.querySelectorAll("*")].filter((one) => one.checkVisibility());
  window.judged = new Set(shown);
  const runs = [[document, before ? placed : all]], fresh = before ? shown.filter((one) => !before.has(one)) : [];
  if (fresh.length) runs.push([fresh.filter((one) => !fresh.includes(one.parentElement)), all]);
  const found = [];
  for (const [where, rules] of runs) found.push(...(await axe.run(where, rules)).violations);
  return found.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
}"""
# words of letters alone that stand on two lines, and are no name of a hundred letters
BROKEN = r"""() => {
  const broken = [], text = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = text.nextNode()); ) for (const word of node.data.matchAll(/(?<!\S)[\p{L}_’']{2,24}(?=[.,;:?)]*(?!\S))/gu)) {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    if (new Set([...range.getClientRects()].filter(box => box.width > 1).map(box => Math.round(box.top))).size > 1) broken.push(word[0]);
  }
  return broken;
}"""
JUDGED: set[tuple[str, str]] = set()  # pages in which axe found nothing
SCREENS = PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=320, height=700), ViewportSize(width=640, height=700)  # 1280 at four and two times its size
# what a browser says of a status that the page itself expects
EXPECTED_IN_CONSOLE = ("the server responded with a status of 422", "the server responded with a status of 40")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="package")
def site(django_db_setup, tmp_path_factory) -> Iterator[str]:
    """The address of the running product."""
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    words = [str(BIN / "gunicorn"), "pause_cms.wsgi", "-b", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4"]
    with open(folder / "web.log", "ab") as log, worker(folder):
        web = subprocess.Popen(words, env=environment(), stdout=log, stderr=log, start_new_session=True)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", web)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(web.pid, signal.SIGTERM)
            web.wait(15)


def _wait(url: str, web: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and web.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.1)
    raise AssertionError("the web process did not come up")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


class Visitor:
    """A person with a browser; every page she leaves is checked before she goes on."""

    def __init__(self, page: Page, site: str, screens: Sequence[ViewportSize] = SCREENS) -> None:
        self.page, self.site, self.screens = page, site, screens
        self.complaints: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in EXPECTED_IN_CONSOLE):
            self.complaints.append(message.text)

    def goes_to(self, path: str) -> None:
        self.page.goto(self.site + path)

    def signs_in(self, role: Role, slug: str | None = "rotherham") -> None:
        """As after both steps, without typing them: whoever types them is in `signs_in_by_hand`."""
        session = signed_in(user_of(role, slug)).cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.site, "httpOnly": True}])
        self.goes_to("/")

    def signs_in_by_hand(self, role: Role, slug: str | None = "rotherham") -> None:
        self.goes_to("/accounts/sign-in/")
        self.types_her_sign_in(role, slug)

    def types_her_sign_in(self, role: Role, slug: str | None = "rotherham") -> None:
        """Both steps, on the page that is open."""
        self.page.fill("#id_login", email_of(role, slug))
        self.page.fill("#id_password", PASSWORD)
        self.presses("Sign in")
        self.page.wait_for_url("**/sign-in/step/")
        self.page.fill("#id_code", recovery_code_of(user_of(role, slug)))
        self.presses("Sign in")
        self.page.wait_for_url(lambda url: "/accounts/sign-in/" not in url)

    def signs_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_url("**/accounts/sign-in/")

    def presses(self, name: str) -> None:
        self.page.locator("main").get_by_role("button", name=name, exact=True).click()

    def follows(self, link: Locator) -> None:
        """Press what leads to another page, and wait until that page and its style are there."""
        with self.page.expect_navigation():
            link.click()

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for(timeout=20_000)

    def checks_the_page(self) -> None:
        """axe finds nothing, nothing scrolls sideways, no word is broken, and the console is quiet.

        On each of the screens, whichever she has in hand.
        """
        self.page.wait_for_load_state()
        own = self.page.viewport_size
        assert own is not None
        for screen in self.screens:
            self.page.set_viewport_size(screen)
            self._runs_axe()
            sideways = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert sideways <= 0, (self.page.url, screen)
            assert self.page.evaluate(BROKEN) == [], (self.page.url, screen)
        self.page.set_viewport_size(own)
        assert self.complaints == [], self.page.url

    def _runs_axe(self) -> None:
        """Once for each page: what differs by numbers alone, as a token or a date does, axe has judged already."""
        page = (str(self.page.viewport_size), re.sub(r"[\w-]*\d[\w-]*", "", self.page.content()))
        if page in JUDGED:
            return
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        violations = self.page.evaluate(JUDGE)
        assert violations == [], (self.page.url, violations)
        JUDGED.add(page)


@contextlib.contextmanager
def visiting(browser: Browser, site: str, screens: Sequence[ViewportSize]) -> Iterator[Visitor]:
    """A visitor with the first of the screens in hand, whose pages are checked on all."""
    context = browser.new_context(viewport=screens[0], accept_downloads=True)
    yield Visitor(context.new_page(), site, screens)
    context.close()


@pytest.fixture
def visitor(on_a_phone) -> Visitor:
    """Whoever works with a phone, as most do; modules of those who sit at a desk say so."""
    return on_a_phone


@pytest.fixture
def on_a_narrow_screen(browser, site, committed) -> Iterator[Visitor]:
    """A very small phone, or a page that is magnified."""
    with visiting(browser, site, NARROW) as person:
        yield person


@pytest.fixture
def on_a_phone(browser, site, committed) -> Iterator[Visitor]:
    with visiting(browser, site, (PHONE, DESK)) as person:
        yield person


@pytest.fixture
def on_a_desk(browser, site, committed) -> Iterator[Visitor]:
    with visiting(browser, site, (DESK, PHONE)) as person:
        yield person
