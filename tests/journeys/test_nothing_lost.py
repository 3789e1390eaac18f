"""Nothing lost: the network cut, the sign-in expired, two tabs, a double tap, a refresh and Back, in a real browser."""

import json
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from practices.london import day_in_london
from practices.permissions import Role
from sessions_log.models import Contact
from tests.conftest import scope_of
from tests.journeys.practice import ago, with_women
from tests.journeys.test_day import pill

pytestmark = pytest.mark.xdist_group(__name__)
WORDS = "Words that took a while to find."
STORE = """async () => { const database = await new Promise(done => { const request = indexedDB.open('pause-sealed', 1); request.onsuccess = () => done(request.result); });
  const all = await new Promise(done => { const request = database.transaction('entries').objectStore('entries').getAll(); request.onsuccess = () => done(request.result); });
  database.close(); return JSON.stringify(all); }"""


@pytest.fixture
def given(on_a_phone, rotherham):
    """Given a practitioner who is logging a contact with Amber."""
    on_a_phone.amber, _ = with_women(rotherham)
    on_a_phone.signs_in(Role.PRACTITIONER)
    opens(on_a_phone)
    return on_a_phone


def opens(visitor):
    visitor.goes_to(f"/rotherham/women/{visitor.amber.woman_id}/log/")
    visitor.page.wait_for_load_state("networkidle")


def types(page, words=WORDS):
    pill(page, "No reply").check(force=True)
    pill(page, "Doorstep").check(force=True)
    page.get_by_label("Note").fill(words)


def kept(page):
    return json.loads(page.evaluate(STORE))


def sealed(visitor):
    visitor.sees("Draft sealed on this phone")


def saves(page):
    page.get_by_role("button", name="Save").click()


def until(page, holds):
    """Wait without a string that the page's policy would refuse to evaluate."""
    end = time.monotonic() + 20
    while not holds() and time.monotonic() < end:
        page.wait_for_timeout(100)
    assert holds()


def until_sent(page):
    """Every envelope has left the phone."""
    until(page, lambda: kept(page) == [])


def notes(practice):
    with scope_of(practice):
        return sorted(Contact.objects.exclude(note="We met at the park.").values_list("note", flat=True))


def test_offline_then_home(given, rotherham):
    page = given.page
    types(page)
    # when the signal goes, she saves all the same
    page.context.set_offline(True)
    saves(page)
    given.sees("Kept on this phone")
    given.sees("Waiting for signal: 1")
    assert notes(rotherham) == []
    (entry,) = kept(page)
    assert entry["state"] == "waiting"
    assert WORDS not in json.dumps(entry)
    given.complaints.clear()  # the browser's own words about the cut network
    # then, home again, it is sent by itself, once
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until_sent(page)
    assert notes(rotherham) == [WORDS]
    opens(given)
    page.wait_for_timeout(300)
    assert notes(rotherham) == [WORDS]


def test_what_waits_is_sent_after_the_page_was_closed_too(given, rotherham):
    page = given.page
    types(page)
    page.context.set_offline(True)
    saves(page)
    given.sees("Kept on this phone")
    page.goto("about:blank")  # the page is closed before the signal is back, or it would send by itself
    page.context.set_offline(False)
    given.goes_to("/rotherham/")
    given.sees("Sent: 1")
    until_sent(page)
    assert notes(rotherham) == [WORDS]


def test_without_signal_a_page_is_stood_in_for_by_one_that_names_nobody(given):
    page = given.page
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    given.goes_to("/rotherham/")  # from now on it stands in
    page.context.set_offline(True)
    given.goes_to("/rotherham/")
    given.sees("No signal")
    assert "Amber" not in page.content()
    assert "Rotherham" not in page.content()
    stored = page.evaluate(
        "async () => { const found = []; for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) found.push(await (await caches.match(request)).text()); return found.join(' ') }"
    )
    assert "Amber" not in stored
    page.context.set_offline(False)  # then the page comes back by itself
    given.sees("My day")


def test_an_expired_sign_in_comes_back_to_the_same_words(given, rotherham):
    page = given.page
    types(page)
    page.context.clear_cookies(name="sessionid")
    saves(page)
    page.wait_for_url("**/accounts/sign-in/**")
    given.types_her_sign_in(Role.PRACTITIONER)
    given.sees("is back.")
    given.checks_the_page()
    assert page.get_by_label("Note").input_value() == WORDS
    assert pill(page, "No reply").is_checked()
    saves(page)
    given.sees("Log another with her")
    assert notes(rotherham) == [WORDS]
    assert kept(page) == []


def test_a_refresh_keeps_what_was_typed_and_it_can_be_thrown_away(given, rotherham):
    page = given.page
    types(page)
    sealed(given)
    assert WORDS not in json.dumps(kept(page))
    page.reload()
    given.sees("is back.")
    assert page.get_by_label("Note").input_value() == WORDS
    given.follows(page.get_by_role("button", name="Throw it away"))
    assert page.get_by_label("Note").input_value() == ""
    assert kept(page) == []
    assert notes(rotherham) == []


def test_an_empty_form_that_is_sent_leaves_no_draft(given):
    given.goes_to(f"/rotherham/women/{given.amber.woman_id}/add/person/")
    saves(given.page)
    given.sees("There is a problem")
    given.goes_to(f"/rotherham/women/{given.amber.woman_id}/")
    given.page.wait_for_load_state("networkidle")
    assert kept(given.page) == []
    assert given.page.get_by_text("Unfinished,").count() == 0


def test_a_double_tap_makes_one_record(given, rotherham):
    page = given.page
    types(page)
    page.evaluate(
        "() => { const button = document.querySelector('form.pause-log button[type=submit]'); button.click(); button.click(); }"
    )
    given.sees("Log another with her")
    assert notes(rotherham) == [WORDS]


def test_back_after_saving_makes_no_second_record(given, rotherham):
    page = given.page
    types(page)
    saves(page)
    given.sees("Log another with her")
    page.go_back()
    page.wait_for_load_state("networkidle")
    if page.get_by_label("Note").input_value():
        saves(page)
        given.sees("Log another with her")
    assert notes(rotherham) == [WORDS]
    assert kept(page) == []


def test_two_tabs_lose_nothing(given, rotherham):
    page, second = given.page, "Other words, in the second tab."
    types(page)
    sealed(given)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_text("You are writing this in another tab too.").wait_for()
    types(other, second)
    other.get_by_text("Draft sealed on this phone").wait_for()
    assert len(kept(page)) == 2
    # each tab is loaded again, as phones do by themselves: each has its own words
    for tab, words in ((page, WORDS), (other, second)):
        tab.reload()
        tab.get_by_text("is back.").wait_for()
        assert tab.get_by_label("Note").input_value() == words
    given.checks_the_page()
    # the one is saved: the words of the other stay, when it is loaded again too
    saves(page)
    given.sees("Log another with her")
    other.reload()
    other.get_by_text("is back.").wait_for()
    assert other.get_by_label("Note").input_value() == second
    saves(other)
    other.get_by_text("Log another with her").wait_for()
    assert notes(rotherham) == sorted([second, WORDS])
    until_sent(page)


def test_a_draft_that_is_opened_from_the_list_beside_its_own_tab_is_saved_as_another(given, rotherham):
    page = given.page
    types(page)
    sealed(given)
    (draft,) = kept(page)
    other = page.context.new_page()
    other.goto(f"{page.url}?open={draft['key']}")
    other.get_by_text("is back.").wait_for()
    other.get_by_label("Note").fill("More words.")
    saves(other)
    other.get_by_text("Log another with her").wait_for()
    assert [one["key"] for one in kept(page)] == [draft["key"]]
    saves(page)
    given.sees("Log another with her")
    assert notes(rotherham) == sorted(["More words.", WORDS])


def test_what_the_server_refuses_stays_on_the_page_with_its_errors(given, rotherham):
    page = given.page
    pill(page, "Yes, contact made").check(force=True)
    pill(page, "Home visit").check(force=True)
    page.get_by_label("Note").fill(WORDS)
    page.get_by_label("Minutes", exact=True).fill("1500")
    saves(page)
    given.sees("This is over 24 hours.")
    assert page.get_by_label("Note").input_value() == WORDS
    assert page.title().startswith("Error: ")
    given.checks_the_page()
    page.get_by_label("Minutes", exact=True).fill("50")
    saves(page)
    given.sees("Log another with her")
    assert notes(rotherham) == [WORDS]


def test_what_waited_and_is_refused_says_what_is_wrong(given, rotherham):
    page = given.page
    types(page)
    pill(page, "Another day").check(force=True)
    page.get_by_label("Which day").fill("2001-01-01")
    page.context.set_offline(True)
    saves(page)
    given.sees("Kept on this phone")
    page.context.set_offline(False)
    given.complaints.clear()
    given.goes_to("/rotherham/")
    page.get_by_role("link", name="needs you: open it").click()
    given.sees("This is before her offer")
    assert page.get_by_label("Note").input_value() == WORDS
    pill(page, "Yesterday").check(force=True)
    saves(page)
    given.sees("Log another with her")
    assert notes(rotherham) == [WORDS]
    assert kept(page) == []


def test_what_cannot_wait_is_told_at_once(given):
    page = given.page
    page.get_by_label("Note").fill(WORDS)
    page.context.set_offline(True)
    saves(page)
    given.sees("Before it can wait: say whether it happened.")
    assert page.get_by_label("Note").input_value() == WORDS
    page.context.set_offline(False)


def test_what_waits_says_what_has_become_of_it(given, rotherham):
    """Signed out, sent by another tab, refused: the panel never speaks of a signal that is there."""
    page = given.page
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_load_state("networkidle")
    types(page)
    types(other, "What the server cannot read.")
    for tab in (page, other):
        pill(tab, "Yes, contact made").check(force=True)
    page.get_by_label("Minutes", exact=True).fill("45 mins")  # as it is taken with signal
    other.get_by_label("Minutes", exact=True).fill("a good while")
    page.context.set_offline(True)
    for tab in (page, other):
        saves(tab)
        tab.get_by_text("There is no signal. It is sealed").wait_for()
    given.complaints.clear()
    session = [one for one in page.context.cookies() if one["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    given.sees("You are signed out.")
    given.sees("Waiting until you sign in: 2")
    page.get_by_role("link", name="Sign in to send it").wait_for()
    given.checks_the_page()
    page.context.add_cookies(session)
    page.evaluate("dispatchEvent(new Event('online'))")
    given.sees("It is saved on her record.")
    other.get_by_text("something is to be put right before it can be saved").wait_for()
    given.sees("Load this page again to see it")
    assert notes(rotherham) == [WORDS]


def test_why_it_was_not_kept_is_not_written_over_by_the_draft(given):
    page = given.page
    page.clock.install(time=timezone.now())
    opens(given)
    page.get_by_label("Note").fill(WORDS)
    page.context.set_offline(True)
    saves(page)
    given.sees("Before it can wait: say whether it happened.")
    page.clock.run_for(2000)  # longer than a draft waits for the next key
    until(page, lambda: kept(page) != [])
    given.sees("Before it can wait: say whether it happened.")
    page.context.set_offline(False)


def test_adding_to_a_contact_twice_adds_both(given, rotherham):
    page = given.page
    given.goes_to(f"/rotherham/women/{given.amber.woman_id}/contacts/")
    page.get_by_role("link", name="home visit").first.click()
    for words in ("One more thing.", "And another."):
        page.wait_for_load_state("networkidle")
        page.get_by_label("Add to what is written").fill(words)
        sealed(given)
        page.get_by_role("button", name="Add", exact=True).click()
        page.locator(".pause-amendment").get_by_text(words).wait_for()
        page.wait_for_load_state("networkidle")
        assert page.get_by_label("Add to what is written").input_value() == ""
    assert kept(page) == []


def test_signing_out_with_something_unsent_asks(given, rotherham):
    page = given.page
    types(page)
    sealed(given)
    page.get_by_role("button", name="Sign out").click()
    given.sees("One thing you wrote is not sent")
    given.checks_the_page()
    page.get_by_role("button", name="Keep for my next sign-in").click()
    page.wait_for_url("**/accounts/sign-in/")
    given.signs_in(Role.PRACTITIONER)
    opens(given)
    given.sees("is back.")
    assert page.get_by_label("Note").input_value() == WORDS
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Delete it").click()
    page.wait_for_url("**/accounts/sign-in/")
    assert kept(page) == []


def test_somebody_elses_draft_is_not_shown_on_a_shared_phone(given, rotherham):
    page = given.page
    types(page)
    sealed(given)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Keep for my next sign-in").click()
    page.wait_for_url("**/accounts/sign-in/")
    given.signs_in(Role.COORDINATOR)
    opens(given)
    assert page.get_by_text("is back.").count() == 0
    assert page.get_by_label("Note").input_value() == ""


def test_a_long_note_is_kept_too_and_goes_once_it_is_saved(given, rotherham):
    page = given.page
    given.goes_to(f"/rotherham/women/{given.amber.woman_id}/add/note/")
    page.wait_for_load_state("networkidle")
    page.get_by_label("Note").fill(WORDS)
    sealed(given)
    page.reload()
    given.sees("is back.")
    assert page.get_by_label("Note").input_value() == WORDS
    saves(page)
    given.sees("Saved.")
    until_sent(page)


def sets_the_clock(page, **off):
    """The phone's own clock, from now on; what passed is counted as before."""
    page.clock.set_system_time(timezone.now() + timedelta(**off))


def days(practice):
    with scope_of(practice):
        found = Contact.objects.filter(note=WORDS).values_list("started_at", flat=True)
        return [day_in_london(started_at) for started_at in found]


@pytest.mark.parametrize("has_signal", [True, False], ids=["signal", "no-signal"])
@pytest.mark.parametrize("off", [1, -1], ids=["ahead", "behind"])
def test_a_clock_that_is_a_day_off_does_not_move_today(given, rotherham, has_signal, off):
    page = given.page
    page.clock.install(time=timezone.now() + timedelta(days=off))
    opens(given)  # the page brings the server's time
    types(page)
    page.context.set_offline(not has_signal)
    saves(page)
    given.sees("Log another with her" if has_signal else "Kept on this phone")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until_sent(page)
    assert days(rotherham) == [ago(0)]


def waits_dated_by_a_clock_that_was_set(given, rotherham, words, **off):
    """Log a contact without signal after the phone's clock was set: with signal it is asked, not sent."""
    page = given.page
    page.clock.install(time=timezone.now())
    opens(given)
    page.context.set_offline(True)
    sets_the_clock(page, **off)
    types(page)
    saves(page)
    given.sees("Kept on this phone")
    page.context.set_offline(False)
    given.complaints.clear()
    page.evaluate("dispatchEvent(new Event('online'))")
    given.sees(words)
    given.checks_the_page()
    assert days(rotherham) == []
    assert WORDS not in json.dumps(kept(page))


def test_a_clock_set_without_signal_is_asked_about_and_corrected(given, rotherham):
    waits_dated_by_a_clock_that_was_set(given, rotherham, "a day ahead", days=1)
    given.goes_to("/rotherham/")  # it stands on every page until it is answered
    given.page.get_by_role("button", name="(corrected)").click()
    until_sent(given.page)
    assert days(rotherham) == [ago(0)]


def test_what_the_phone_said_is_kept_where_it_was_meant(given, rotherham):
    waits_dated_by_a_clock_that_was_set(given, rotherham, "a day behind", days=-1)
    given.page.get_by_role("button", name="(by the phone)").click()
    until_sent(given.page)
    assert days(rotherham) == [ago(1)]


def test_what_the_phone_said_is_refused_where_it_lies_ahead(given, rotherham):
    page = given.page
    waits_dated_by_a_clock_that_was_set(given, rotherham, "2 days ahead", days=2)
    page.get_by_role("button", name="(by the phone)").click()
    page.get_by_role("link", name="needs you: open it").click()
    given.sees("This is in the future.")
    assert page.get_by_label("Note").input_value() == WORDS
    pill(page, "Today").check(force=True)
    saves(page)
    given.sees("Log another with her")
    assert days(rotherham) == [ago(0)]
    assert kept(page) == []


def test_a_draft_begun_by_a_clock_that_was_set_comes_back_corrected(given):
    page = given.page
    page.clock.install(time=timezone.now())
    opens(given)
    sets_the_clock(page, days=1)
    types(page)
    sealed(given)
    opens(given)
    given.sees("the day and time are corrected, check them.")
    assert pill(page, "Today").is_checked()
    assert page.get_by_label("Note").input_value() == WORDS
