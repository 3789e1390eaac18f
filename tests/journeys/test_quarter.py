"""Closing a quarter and what comes after, as a lead, a coordinator, a board and National live it."""

import re
from datetime import date

import pytest

from practices.permissions import Role
from reporting.models import Return
from tests.conftest import scope_of
from tests.factories import AppointmentFactory, GoalFactory, PlaceFactory

pytestmark = pytest.mark.xdist_group(__name__)
Q4 = "/rotherham/quarters/2018-19-Q4/"
NATIONAL = "/national/returns/rotherham/2018-19-Q4/"


@pytest.fixture
def visitor(on_a_desk):
    return on_a_desk


@pytest.fixture
def cohort(rotherham):
    """Six women, one of whose appointments nobody has written up."""
    with scope_of(rotherham):
        places = [PlaceFactory(woman__known_as=name, agreed_on=date(2018, 9, 1)) for name in
                  ("Marigold", "Bea", "Cass", "Dot", "Edie", "Fern")]  # fmt: skip
        for place in places:
            AppointmentFactory(woman=place.woman)
        GoalFactory(woman=places[0].woman)
        return AppointmentFactory(woman=places[0].woman, attendance="scheduled")


def builds(visitor, version):
    visitor.goes_to(Q4)
    button = visitor.page.locator("main").get_by_role("button", name="Build the return")
    button.first.click()
    visitor.page.wait_for_url(f"**/quarters/2018-19-Q4/{version}/", timeout=60_000)


def test_a_quarter_is_made_ready_and_sent_by_two_people(visitor, cohort, rotherham):
    page = visitor.page
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to("/rotherham/quarters/settings/")
    visitor.checks_the_page()
    page.get_by_label("Yes, two people sign").check()
    visitor.presses("Save")

    visitor.goes_to(Q4)
    visitor.sees("1 to mend")
    visitor.checks_the_page()
    page.get_by_role("link", name="Data quality").click()
    visitor.sees("Stops the return")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name="Appointment past, attendance not recorded"))
    visitor.checks_the_page()
    visitor.presses("They may stand")
    visitor.sees("Tick the ones that may stand")
    visitor.checks_the_page()
    page.get_by_role("checkbox").first.check()
    page.select_option("#id_because", "not_yet")
    visitor.presses("They may stand")
    visitor.sees("1 may stand for 2018-19 Q4")
    visitor.checks_the_page()

    visitor.goes_to(Q4 + "narrative/")
    page.fill("#id_went_well", "Marigold has her own front door.")
    page.fill("#id_was_hard", "Housing.")
    page.fill("#id_is_next", "Ask housing for a named officer.")
    visitor.sees("Draft sealed on this device")
    visitor.checks_the_page()
    visitor.presses("Save the narrative")
    visitor.sees("The narrative is saved")
    visitor.sees("1 to look at")
    page.get_by_role("link", name="Disclosure check").click()
    visitor.sees("Marigold has her own front door")
    visitor.checks_the_page()
    visitor.goes_to(Q4 + "narrative/")
    page.fill("#id_went_well", "A woman has her own front door.")
    visitor.presses("Save the narrative")
    visitor.sees("No match: read it yourself")

    builds(visitor, 1)
    visitor.sees("A woman has her own front door")
    visitor.checks_the_page()
    page.get_by_role("button", name="Check and submit").click()
    visitor.sees("The copies that leave")
    visitor.checks_the_page()
    visitor.presses("Sign, for a second person to send")
    visitor.sees("It is sent when a second person countersigns it")
    visitor.signs_out()

    visitor.signs_in(Role.COORDINATOR)
    visitor.goes_to(Q4 + "1/")
    visitor.follows(page.get_by_role("button", name="Check and countersign"))
    visitor.checks_the_page()
    visitor.presses("Countersign and submit")
    visitor.sees("is submitted to National Pause and frozen")
    visitor.checks_the_page()
    visitor.signs_out()

    visitor.signs_in(Role.BOARD_VIEWER)
    visitor.goes_to(Q4 + "1/")
    visitor.sees("are not shown here")
    visitor.checks_the_page()
    pdf = page.request.get(visitor.site + Q4 + "1/copy.board_pdf")
    assert pdf.body().startswith(b"%PDF")
    assert page.request.get(visitor.site + Q4 + "1/return.pdf").status == 403


def test_national_asks_the_lead_answers_and_a_new_version_follows(visitor, cohort, rotherham):
    page = visitor.page
    with scope_of(rotherham):
        cohort.delete()
    visitor.signs_in(Role.PRACTICE_LEAD)
    builds(visitor, 1)
    page.get_by_role("button", name="Check and submit").click()
    visitor.presses("Submit to National Pause")
    visitor.sees("is submitted to National Pause and frozen")
    visitor.signs_out()

    visitor.signs_in(Role.NATIONAL_ANALYST, None)
    visitor.goes_to("/national/returns/quarter/2018-19-Q4/")
    visitor.checks_the_page()
    visitor.goes_to(NATIONAL + "1/")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name=re.compile("Ask about this number.*Appointment attendance")))
    visitor.checks_the_page()
    page.fill("#id_words", "All of them? Please look again.")
    visitor.presses("Ask")
    visitor.sees("Your question stands at that number")
    visitor.checks_the_page()
    visitor.presses("Return it with 1 question")
    visitor.sees("It goes back to the practice lead")
    visitor.checks_the_page()
    visitor.presses("Return it")
    visitor.sees("is returned with its questions")
    visitor.signs_out()

    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to(Q4 + "1/")
    visitor.checks_the_page()
    page.get_by_role("link", name=re.compile("Answer.*Appointment attendance")).click()
    page.fill("#id_words", "Bea missed one.")
    visitor.presses("Send the answer")
    visitor.sees("These match your records")
    visitor.checks_the_page()
    page.fill("#id_words", "One was missed; it is written up now.")
    visitor.presses("Send the answer")
    visitor.sees("Your answer is with National")
    with scope_of(rotherham):
        AppointmentFactory(attendance="did_not_attend", woman=PlaceFactory().woman)
    builds(visitor, 2)
    page.get_by_role("button", name="Check and submit").click()
    visitor.presses("Submit to National Pause")
    visitor.sees("is submitted to National Pause and frozen")
    visitor.signs_out()

    visitor.signs_in(Role.NATIONAL_ANALYST, None)
    visitor.goes_to(NATIONAL + "2/")
    visitor.checks_the_page()
    visitor.goes_to("/national/returns/quarter/2018-19-Q4/")
    page.get_by_label("Accept Rotherham").check(force=True)
    visitor.presses("Accept the ticked returns")
    visitor.checks_the_page()
    visitor.presses("Accept them")
    visitor.sees("1 accepted")
    visitor.presses("Build the pack")
    visitor.sees("The pack as PDF")
    visitor.checks_the_page()
    visitor.goes_to("/national/returns/quarter/2018-19-Q4/due/")
    visitor.checks_the_page()
    with scope_of(rotherham):
        assert list(Return.objects.order_by("version").values_list("status", flat=True)) == ["returned", "accepted"]
