"""The practitioner's day in a real browser, phone and desk: given, when, then."""

import re
import time

import pytest

from practices.permissions import Role
from sessions_log.models import Appointment, Contact
from tests.conftest import scope_of
from tests.factories import CohortFactory, PlaceFactory
from tests.journeys.practice import TODAY, ago, with_women
from women.models import Erasure, GoalScore, Place, TransitionPlan

pytestmark = pytest.mark.xdist_group(__name__)


class Taps:
    """Counts what a thumb does."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def on(self, locator):
        locator.click()
        self.count += 1


@pytest.fixture
def given(visitor, rotherham):
    """Given a practitioner with her women, signed in."""
    visitor.amber, visitor.bea = with_women(rotherham)
    visitor.signs_in(Role.PRACTITIONER)
    return visitor


def contacts(practice):
    with scope_of(practice):
        return list(Contact.objects.order_by("pk").prefetch_related("amendments"))


def pill(page, name):
    return page.locator(".pause-pill").filter(has=page.get_by_text(name, exact=True)).locator("input")


def test_a_doorstep_with_no_reply(given, rotherham):
    page = given.page
    given.checks_the_page()
    taps = Taps(page)
    # when she taps Log at Amber's name, and says what happened
    taps.on(page.get_by_role("link", name="Log a contact with Amber"))
    given.checks_the_page()
    taps.on(pill(page, "No reply"))
    taps.on(pill(page, "Doorstep"))
    taps.on(page.get_by_role("button", name="Save"))
    # then it is written, in ten taps or fewer, and the page leads on
    given.sees("Log another with her")
    assert taps.count <= 10
    assert [(one.outcome, one.mode) for one in contacts(rotherham)][-1] == ("no_reply", "doorstep")
    given.checks_the_page()


def test_a_visit_with_two_goals_a_note_and_a_next_appointment_in_under_a_minute(given, rotherham):
    page = given.page
    began = time.monotonic()
    taps = Taps(page)
    taps.on(page.get_by_role("link", name="Log a contact with Amber"))
    taps.on(pill(page, "Yes, contact made"))
    taps.on(pill(page, "Home visit"))
    page.get_by_label("Minutes", exact=True).fill("50")
    for goal, score in (("A place of my own.", "6"), ("Sleep through the night.", "5")):
        strip = page.get_by_role("group", name=goal)
        taps.on(strip.locator(f'input[value="{score}"]'))
    page.get_by_label("Note").fill("She has the keys.")
    taps.on(page.get_by_text("Next appointment", exact=True))
    page.get_by_label("With", exact=True).select_option("housing")
    page.get_by_label("Day", exact=True).fill(str(ago(-3)))
    page.get_by_label("Time", exact=True).fill("14:00")
    given.checks_the_page()
    taps.on(page.get_by_role("button", name="Save"))
    given.sees("She has the keys.")
    assert taps.count < 20
    assert time.monotonic() - began < 60
    given.checks_the_page()
    with scope_of(rotherham):
        assert sorted(GoalScore.objects.filter(on=TODAY).values_list("score", flat=True)) == [5, 6]
        assert Appointment.objects.filter(service="housing", attendance="scheduled").count() == 1


def test_a_score_is_chosen_by_keyboard_too(given):
    page = given.page
    given.goes_to(f"/rotherham/women/{given.amber.woman_id}/log/")
    pill(page, "Yes, contact made").focus()
    page.keyboard.press("Space")
    strip = page.get_by_role("group", name="A place of my own.")
    strip.locator("input").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert strip.locator("input:checked").get_attribute("value") == "3"


def test_a_gp_appointment_attended_in_two_taps(given, rotherham):
    page = given.page
    given.goes_to("/rotherham/appointments/")
    given.checks_the_page()
    taps = Taps(page)
    taps.on(page.get_by_text("What became of it?").first)
    given.checks_the_page()
    taps.on(page.get_by_role("button", name="Attended", exact=True))
    given.sees("Saved: Attended.")
    assert taps.count == 2
    with scope_of(rotherham):
        assert Appointment.objects.get(service="gp").attendance == "attended"


def test_an_agreement_to_pause(given, rotherham):
    page = given.page
    given.goes_to(f"/rotherham/women/{given.bea.woman_id}/place/")
    page.get_by_role("link", name="She agrees to pause").click()
    page.get_by_role("button", name="Save").click()
    given.sees("Write down the conversation that her agreement rests on.")
    given.checks_the_page()
    page.get_by_label("The conversation it rests on").fill("She wants a year for herself.")
    page.get_by_role("button", name="Save").click()
    given.sees("Recorded: Agreed to pause.")
    given.sees("She wants a year for herself.")
    given.checks_the_page()
    with scope_of(rotherham):
        assert Place.objects.get(pk=given.bea.pk).agreed_on == TODAY


def test_the_25th_seat_is_not_offered(visitor, rotherham):
    with scope_of(rotherham):
        cohort = CohortFactory(starts_on=ago(100))
        PlaceFactory.create_batch(24, cohort=cohort, referred_on=ago(110), offered_on=ago(100))
        waiting = PlaceFactory(woman__known_as="Dawn", offered_on=None, cohort=None, referred_on=ago(10))
    visitor.signs_in(Role.COORDINATOR)
    visitor.goes_to("/rotherham/referrals/")
    visitor.checks_the_page()
    visitor.page.get_by_role("link", name="Offer Dawn a seat").click()
    visitor.page.get_by_role("button", name="Save").click()
    visitor.sees("All 24 seats are taken. Close or complete a place first.")
    visitor.checks_the_page()
    with scope_of(rotherham):
        assert Place.objects.get(pk=waiting.pk).offered_on is None


def test_a_transition_plan(given, rotherham):
    page = given.page
    given.goes_to(f"/rotherham/women/{given.amber.woman_id}/plan/")
    given.checks_the_page()
    page.get_by_role("link", name="Make the plan with her").click()
    page.get_by_label("What she wants").fill("To keep my flat and my Tuesday group.")
    page.get_by_label("GP", exact=True).check()
    given.checks_the_page()
    page.get_by_role("button", name="Save").click()
    given.sees("To keep my flat and my Tuesday group.")
    given.checks_the_page()
    with scope_of(rotherham):
        assert TransitionPlan.objects.get().services_in_place == ["gp"]


def test_she_declines_and_her_details_will_go(given, rotherham):
    page = given.page
    given.goes_to(f"/rotherham/women/{given.bea.woman_id}/step/declined/")
    given.checks_the_page()
    page.get_by_role("button", name="Go on").click()
    given.sees("Check before you save")
    given.sees("will be erased in 28 days")
    given.checks_the_page()
    page.get_by_role("button", name=re.compile("Save")).click()
    given.sees("Her name and details will be erased on")
    given.checks_the_page()
    with scope_of(rotherham):
        assert Erasure.objects.get().woman_id == given.bea.woman_id


def test_an_amended_note(given, rotherham):
    page = given.page
    given.goes_to(f"/rotherham/women/{given.amber.woman_id}/contacts/")
    given.follows(page.get_by_role("link", name=re.compile("home visit")).first)
    given.checks_the_page()
    page.get_by_label("Add to what is written").fill("It was the library.")
    page.get_by_role("button", name="Add", exact=True).click()
    given.sees("We met at the park.")
    given.sees("It was the library.")
    given.checks_the_page()
    assert [one.words for one in contacts(rotherham)[0].amendments.all()] == ["It was the library."]


def test_a_colleagues_caseload(given):
    page = given.page
    assert "Cara" not in page.locator("main").inner_text()
    page.get_by_role("link", name="See the team’s day").click()
    given.sees("Cara")
    given.checks_the_page()
    page.get_by_role("link", name=re.compile("^Cara")).first.click()
    given.sees("RTH-0003")
    given.checks_the_page()


def test_an_unsafe_channel_is_asked_about_before_it_is_logged(given, rotherham):
    page = given.page
    given.goes_to(f"/rotherham/women/{given.amber.woman_id}/log/")
    assert not page.get_by_label("Why this way today?").is_visible()
    pill(page, "Phone").check(force=True)
    assert page.get_by_label("Why this way today?").is_visible()
    pill(page, "No reply").check(force=True)
    page.get_by_role("button", name="Save").click()
    given.sees("Say in a few words why this way today.")
    given.checks_the_page()
    assert "Her partner" not in page.content()
    page.get_by_label("Why this way today?").fill("She rang us.")
    page.get_by_role("button", name="Save").click()
    given.sees("Log another with her")
    assert contacts(rotherham)[-1].unsafe_reason == "She rang us."


def test_every_other_page_of_the_day_is_sound(visitor, rotherham):
    amber, _ = with_women(rotherham)
    visitor.signs_in(Role.PRACTICE_LEAD)
    record = f"/rotherham/women/{amber.woman_id}/"
    kinds = (
        "goal",
        "score",
        "child",
        "contraception",
        "pregnancy",
        "wellbeing",
        "person",
        "note",
        "flag",
        "safe-contact",
        "support",
    )
    for path in (
        "/rotherham/", "/rotherham/log/", "/rotherham/log/group/", "/rotherham/find/", "/rotherham/women/?phase=Intensive",
        "/rotherham/referrals/add/", "/rotherham/team/caseloads/", "/rotherham/team/names/", "/rotherham/team/measures/",
        "/rotherham/appointments/?view=list", "/rotherham/appointments/calendar/", f"{record}needs/ask/", f"{record}documents/add/",
        f"{record}move-plan/", f"{record}step/closed/", f"{record}step/agreed/", *(f"{record}add/{kind}/" for kind in kinds),
    ):  # fmt: skip
        visitor.goes_to(path)
        visitor.checks_the_page()


def test_no_focused_field_hides_behind_a_sticky_bar(given):
    page = given.page
    given.goes_to(f"/rotherham/women/{given.amber.woman_id}/log/")
    pill(page, "Yes, contact made").check(force=True)
    hidden = page.evaluate(
        """() => [...document.querySelectorAll('form.pause-log input, form.pause-log textarea, form.pause-log summary, form.pause-log select')]
        .filter(one => one.type !== 'hidden' && one.offsetParent && !one.closest('details:not([open]) > :not(summary)'))
        .filter(one => {
            one.focus();
            const box = one.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + Math.min(box.height / 2, 20);
            const top = document.elementFromPoint(x, y);
            return !(top && (top === one || one.contains(top) || top.contains(one) || top.tagName === 'LABEL'));
        }).map(one => one.id + ' ' + one.tagName)"""
    )
    assert hidden == []


def test_everything_of_the_day_works_without_javascript(browser, site, committed, rotherham):
    from tests.journeys.conftest import PHONE, Visitor

    with_women(rotherham)
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    visitor = Visitor(context.new_page(), site)
    visitor.signs_in(Role.PRACTITIONER)
    page = visitor.page
    page.get_by_role("link", name="Log a contact with Amber").click()
    pill(page, "Yes, contact made").check(force=True)
    pill(page, "Home visit").check(force=True)
    page.get_by_role("button", name="Save").click()
    visitor.sees("Enter how many minutes it took")
    page.get_by_label("Minutes", exact=True).fill("30")
    page.get_by_role("button", name="Save").click()
    visitor.sees("Log another with her")
    visitor.goes_to("/rotherham/appointments/")
    page.get_by_text("What became of it?").first.click()
    page.get_by_role("button", name="Attended late").click()
    visitor.sees("Saved: Attended late.")
    visitor.goes_to("/rotherham/find/")
    page.get_by_label("Name, reference or agency").fill("amb")
    page.get_by_role("button", name="Find").click()
    visitor.sees("RTH-0001")
    assert len(contacts(rotherham)) == 2
    context.close()


def test_the_day_fits_a_narrow_or_magnified_page(on_a_narrow_screen, rotherham):
    from women.record import SECTIONS

    amber, _ = with_women(rotherham)
    visitor = on_a_narrow_screen
    visitor.signs_in(Role.PRACTITIONER)
    record = f"/rotherham/women/{amber.woman_id}/"
    for path in (
        "/rotherham/",
        "/rotherham/appointments/",
        f"{record}log/",
        record,
        *(f"{record}{key}/" for key in SECTIONS),
    ):
        visitor.goes_to(path)
        visitor.checks_the_page()


def test_slash_goes_to_the_search_and_can_be_switched_off(on_a_desk, rotherham):
    with_women(rotherham)
    on_a_desk.signs_in(Role.PRACTITIONER)
    page = on_a_desk.page
    page.locator("body").press("/")
    page.wait_for_url("**/find/")
    page.get_by_label("Name, reference or agency").fill("amb")
    on_a_desk.sees("RTH-0001")
    on_a_desk.checks_the_page()
    page.get_by_role("button", name="Search with the / key: on").click()
    on_a_desk.goes_to("/rotherham/")
    page.locator("body").press("/")
    page.wait_for_timeout(300)
    assert page.url.endswith("/rotherham/")


def test_a_likely_double_shows_while_she_types(on_a_desk, rotherham):
    with_women(rotherham)
    on_a_desk.signs_in(Role.COORDINATOR)
    on_a_desk.goes_to("/rotherham/referrals/add/")
    on_a_desk.page.get_by_label("Known as").press_sequentially("ambe")
    on_a_desk.sees("She may be here already:")
    on_a_desk.sees("Amber, RTH-0001")
    assert "ambe" not in on_a_desk.page.url
    on_a_desk.checks_the_page()


def test_the_first_load_of_my_day_is_under_150_kilobytes(browser, site, committed, rotherham):
    from tests.journeys.conftest import PHONE, Visitor

    with_women(rotherham)
    context = browser.new_context(viewport=PHONE)
    visitor = Visitor(context.new_page(), site)
    visitor.signs_in(Role.PRACTITIONER)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received = []
    network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(site + "/rotherham/")
    page.wait_for_load_state("networkidle")
    assert len(received) > 8
    assert sum(received) < 150 * 1024, received
    context.close()


def test_two_people_changing_the_same_thing_see_both_versions(on_a_desk, browser, site, rotherham):
    from tests.factories import PersonFactory
    from tests.journeys.conftest import DESK, Visitor

    amber, _ = with_women(rotherham)
    with scope_of(rotherham):
        person = PersonFactory(woman=amber.woman, name="Dr Nwosu")
    path = f"/rotherham/women/{amber.woman_id}/change/person/{person.pk}/"
    context = browser.new_context(viewport=DESK)
    colleague = Visitor(context.new_page(), site)
    on_a_desk.signs_in(Role.PRACTITIONER)
    colleague.signs_in(Role.COORDINATOR)
    for visitor in (on_a_desk, colleague):
        visitor.goes_to(path)
    colleague.page.get_by_label("Name", exact=True).fill("Dr Nwosu-Hall")
    colleague.presses("Save")
    colleague.sees("Saved.")
    on_a_desk.page.get_by_label("Name", exact=True).fill("Dr N. Nwosu")
    on_a_desk.presses("Save")
    on_a_desk.sees("Both versions")
    on_a_desk.sees("Dr Nwosu-Hall")
    on_a_desk.checks_the_page()
    assert on_a_desk.page.get_by_label("Name", exact=True).input_value() == "Dr N. Nwosu"
    on_a_desk.presses("Save")
    on_a_desk.sees("Saved.")
    context.close()
