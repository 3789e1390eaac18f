"""National compares Practices and says what the work is worth; a lead sees herself beside others; a funder is agreed with."""

import re

import pytest

from practices.permissions import Role
from reporting.quarters import Quarter
from tests.reporting.benchmark.sending import Q1, WOMEN, practice_named, send

pytestmark = pytest.mark.xdist_group(__name__)
NUMBERS = WOMEN | {"attrition": (0, 20), "women_contacted": (20, 20), "children_removed_per_woman": (60, 20)}


@pytest.fixture
def visitor(on_a_desk):
    return on_a_desk


@pytest.fixture
def country(rotherham, hackney):
    """Twelve Practices over two quarters; Netherwick attends worse."""
    for number, practice in enumerate((rotherham, hackney, *(practice_named(f"town-{at}") for at in range(9)))):
        for quarter in (Quarter(2025, 4), Q1):
            send(practice, NUMBERS | {"appointment_attendance": (80 + number % 4, 100)}, quarter=quarter)
    send(practice_named("netherwick"), NUMBERS | {"appointment_attendance": (50, 100)})


def test_national_finds_who_differs_by_more_than_chance(visitor, country):
    page = visitor.page
    visitor.signs_in(Role.NATIONAL_ANALYST, None)
    visitor.sees("The country, 2026-27 Q1")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name="Appointment attendance"))
    visitor.sees("1 Practice lower than chance would give")
    visitor.checks_the_page()
    page.select_option("#id_first", "2025-26 Q4")
    visitor.follows(page.get_by_role("button", name="Compare"))
    visitor.sees("2025-26 Q4 to 2026-27 Q1")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name="Netherwick").first)
    visitor.sees("Is the model followed?")
    visitor.checks_the_page()
    for path in ("/national/practices/", "/national/indicators/seats_filled/", "/national/indicators/pregnancies/"):
        visitor.goes_to(path)
        visitor.checks_the_page()


def test_a_point_says_whose_it_is_to_a_keyboard_and_to_a_screen_reader(visitor, country):
    page = visitor.page
    visitor.signs_in(Role.NATIONAL_ANALYST, None)
    visitor.goes_to("/national/indicators/appointment_attendance/")
    point = page.get_by_role("img", name=re.compile(r"^Netherwick: 50% \(50 of 100\), lower than chance would give"))
    point = point.locator("visible=true").first
    point.focus()
    assert point.locator(".pause-point__label").evaluate("label => getComputedStyle(label).visibility") == "visible"
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused != "Netherwick"
    assert focused is not None


def test_what_practices_may_see_is_checked_published_and_seen_by_a_lead(visitor, country):
    page = visitor.page
    visitor.signs_in(Role.NATIONAL_ANALYST, None)
    visitor.goes_to("/national/publish/2026-27-Q1/")
    visitor.checks_the_page()
    visitor.presses("Publish 2026-27 Q1 to Practices")
    visitor.sees("Tick that you have checked it")
    page.get_by_label(re.compile("I have checked it")).check()
    visitor.presses("Publish 2026-27 Q1 to Practices")
    visitor.sees("is published. Each lead")
    visitor.checks_the_page()
    visitor.signs_out()
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to("/rotherham/beside/")
    visitor.sees("published by National Pause")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name="Appointment attendance"))
    visitor.checks_the_page()
    assert "Netherwick" not in page.content()


def test_the_worth_is_worked_out_changed_and_drawn(visitor, country):
    page = visitor.page
    visitor.signs_in(Role.NATIONAL_ANALYST, None)
    visitor.goes_to("/national/worth/?practice=rotherham")
    visitor.sees("one 18-month programme of this Practice is worth between")
    visitor.checks_the_page()
    page.get_by_label("A year of care for one child, central").fill("sixty thousand")
    visitor.follows(page.get_by_role("button", name="Work it out"))
    visitor.sees("must be a number from 0")
    assert page.get_by_label("A year of care for one child, central").input_value() == "sixty thousand"
    visitor.complaints.clear()  # the browser notes the 422
    page.get_by_label("A year of care for one child, central").fill("60,000")
    visitor.follows(page.get_by_role("button", name="Work it out"))
    visitor.checks_the_page()
    visitor.presses("Make a PDF of it")
    page.get_by_role("link", name=re.compile("What it is worth, Rotherham")).wait_for(timeout=60_000)
    visitor.checks_the_page()
    visitor.goes_to("/national/worth/assumptions/")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name="A year of care for one child"))
    visitor.checks_the_page()
    visitor.goes_to("/national/data/")
    visitor.checks_the_page()


def test_success_is_agreed_with_a_funder_and_judged(visitor, country):
    page = visitor.page
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to("/rotherham/criteria/add/")
    visitor.checks_the_page()
    for field, words in (("name", "Bridging Rotherham"), ("funder", "A trust"), ("council", "Rotherham Council")):
        page.fill(f"#id_{field}", words)
    visitor.presses("Save")
    visitor.sees("Add what counts as success")
    visitor.follows(page.get_by_role("button", name="Add a criterion"))
    visitor.checks_the_page()
    page.select_option("#id_indicator", "appointment_attendance")
    page.get_by_label("at least the target").check()
    for field, words in (("target", "75"), ("first", "2025-26 Q4"), ("last", "2026-27 Q1")):
        page.fill(f"#id_{field}", words)
    visitor.presses("Save")
    visitor.sees("Appointment attendance at least 75%")
    visitor.sees("Met")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("button", name="All three have signed"))
    visitor.checks_the_page()
    for page_address in ("/rotherham/worth/", "/rotherham/criteria/", "/rotherham/quarters/"):
        visitor.goes_to(page_address)
        visitor.checks_the_page()
