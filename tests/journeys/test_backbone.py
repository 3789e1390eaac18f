"""From a workbook to a submitted return, as a lead, a National analyst and a stranger live it."""

import re

import pytest

from practices.permissions import Role
from reporting.models import ReturnJob
from tests.conftest import scope_of
from tests.leads import contact_log
from tests.workbooks import ROTHERHAM, WITH_ERRORS
from women.record import SECTIONS

pytestmark = pytest.mark.xdist_group(__name__)
Q4 = "/rotherham/quarters/2018-19-Q4/"


@pytest.fixture
def visitor(on_a_desk):
    return on_a_desk


def imports(visitor, path):
    visitor.goes_to("/rotherham/import/")
    visitor.page.set_input_files("#id_workbook", path)
    visitor.presses("Check the workbook")


def applies_the_published_workbook(visitor):
    imports(visitor, ROTHERHAM)
    visitor.presses("Apply the workbook")
    visitor.sees("24 women in the cohort of 24 seats")


def test_the_questions_of_a_leads_own_workbook_are_answered_by_the_keyboard_alone(visitor, tmp_path):
    path = tmp_path / "ours.xlsx"
    path.write_bytes(contact_log())
    visitor.signs_in(Role.PRACTICE_LEAD)
    imports(visitor, path)
    visitor.sees("Questions about the workbook")
    visitor.checks_the_page()
    visitor.presses("Use these answers")
    visitor.sees("There is a problem")
    visitor.checks_the_page()
    page = visitor.page
    page.locator(".govuk-error-summary__list a").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Leave")
    assert page.evaluate("document.activeElement.value") == "leave_out"


def test_the_lead_imports_reads_builds_and_submits_and_national_reads(visitor):
    page = visitor.page
    visitor.goes_to("/rotherham/women/")
    visitor.checks_the_page()
    visitor.signs_in_by_hand(Role.PRACTICE_LEAD)
    visitor.checks_the_page()
    visitor.goes_to("/rotherham/women/")
    visitor.sees("Nobody is recorded yet")
    visitor.checks_the_page()
    visitor.goes_to("/rotherham/import/")
    visitor.checks_the_page()
    imports(visitor, ROTHERHAM)
    visitor.sees("Women who are new (39)")
    visitor.checks_the_page()
    visitor.presses("Apply the workbook")
    visitor.sees("24 women in the cohort of 24 seats")
    assert page.locator(".pause-card").count() == 24
    visitor.sees("18 months ended 1 January 2020")
    visitor.checks_the_page()

    page.get_by_role("link", name="Chloe").click()
    visitor.sees("RTH-0002")
    visitor.checks_the_page()
    assert "Chloe" not in page.title()
    record = page.url
    for section in SECTIONS:
        page.goto(f"{record}{section}/")
        visitor.sees("RTH-0002")
        visitor.checks_the_page()

    visitor.goes_to("/rotherham/quarters/")
    visitor.checks_the_page()
    visitor.goes_to(Q4)
    visitor.sees("87%")
    visitor.checks_the_page()
    page.get_by_role("link", name=re.compile("behind it.*Fully engaged")).click()
    visitor.sees("16 women")
    visitor.checks_the_page()

    visitor.goes_to(Q4)
    visitor.presses("Build the return")
    page.wait_for_url("**/quarters/2018-19-Q4/1/", timeout=30_000)
    for words in ("3.3", "87%", "How much did we do?", "How well did we do it?", "Is anyone better off?"):
        visitor.sees(words)
    visitor.checks_the_page()
    pdf = page.request.get(visitor.site + Q4 + "1/return.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF")

    page.get_by_role("button", name="Check and submit").click()
    visitor.sees("Once submitted")
    visitor.checks_the_page()
    visitor.presses("Submit to National Pause")
    visitor.sees("submitted to National Pause and frozen")
    visitor.checks_the_page()

    visitor.signs_out()
    visitor.signs_in(Role.NATIONAL_ANALYST, None)
    visitor.goes_to("/national/returns/quarter/2018-19-Q4/")
    visitor.checks_the_page()
    page.get_by_role("link", name=re.compile("Rotherham.*2018-19 Q4")).click()
    visitor.sees("3.3")
    assert "Chloe" not in page.content()
    visitor.checks_the_page()


def test_a_workbook_with_faults_lists_them_all_and_gives_a_marked_copy(visitor, tmp_path):
    visitor.signs_in(Role.PRACTICE_LEAD)
    imports(visitor, WITH_ERRORS)
    visitor.sees("13 things to fix in the workbook")
    visitor.checks_the_page()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Download the marked copy").click()
    download.value.save_as(tmp_path / "marked.xlsx")
    imports(visitor, tmp_path / "marked.xlsx")
    visitor.sees("13 things to fix in the workbook")
    visitor.goes_to("/rotherham/women/")
    visitor.sees("Nobody is recorded yet")


def test_the_page_of_a_return_being_built_is_sound(visitor, rotherham):
    with scope_of(rotherham):
        job = ReturnJob.objects.create(quarter="2018-19 Q4", doing="Drawing the PDF", steps_done=1, steps_in_all=4)
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to(f"/rotherham/jobs/{job.pk}/")
    visitor.sees("(step 2 of 4)")
    visitor.checks_the_page()
    with scope_of(rotherham):
        ReturnJob.objects.filter(pk=job.pk).update(state="failed", doing="It was submitted meanwhile.")
    visitor.sees("It was submitted meanwhile.")
    visitor.checks_the_page()


def test_at_another_practice_nothing_of_rotherham_exists(on_a_desk):
    visitor = on_a_desk
    visitor.signs_in(Role.PRACTICE_LEAD)
    applies_the_published_workbook(visitor)
    url = visitor.page.get_by_role("link", name="Chloe").get_attribute("href")
    visitor.signs_out()
    visitor.signs_in(Role.PRACTICE_LEAD, "hackney")
    for path in (url, "/rotherham/", Q4, url.replace("rotherham", "hackney")):
        visitor.goes_to(path)
        visitor.sees("Page not found")
        visitor.checks_the_page()


def test_every_other_page_is_sound(visitor):
    for path in ("/accounts/password/", "/accounts/password/sent/", "/accounts/closed/", "/accounts/password/set/"):
        visitor.goes_to(path)
        visitor.checks_the_page()
    visitor.goes_to("/accounts/password/key/x-y/")
    visitor.sees("does not work any more")
    visitor.checks_the_page()
    visitor.goes_to("/accounts/sign-in/")
    visitor.presses("Sign in")
    visitor.sees("Enter your e-mail address.")
    visitor.checks_the_page()
    visitor.signs_in(Role.BOARD_VIEWER)
    for path in ("/rotherham/", "/rotherham/quarters/", "/definitions/", "/rotherham/women/", "/accounts/sign-out/"):
        visitor.goes_to(path)
        visitor.checks_the_page()


def test_a_keyboard_is_enough(on_a_desk):
    visitor = on_a_desk
    page = visitor.page
    visitor.goes_to("/accounts/sign-in/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    page.fill("#id_login", "lead@rotherham.example")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong password")
    page.keyboard.press("Enter")
    visitor.sees("The e-mail address or the password is not right")
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    assert page.title().startswith("Error: ")
    assert page.input_value("#id_login") == "lead@rotherham.example"


def test_without_javascript_a_return_is_still_built(browser, site, committed):
    from tests.journeys.conftest import DESK, Visitor

    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    visitor = Visitor(context.new_page(), site)
    visitor.signs_in(Role.PRACTICE_LEAD)
    applies_the_published_workbook(visitor)
    visitor.goes_to(Q4)
    visitor.presses("Build the return")
    visitor.page.wait_for_url("**/quarters/2018-19-Q4/1/", timeout=30_000)
    context.close()


def test_nothing_scrolls_sideways_on_a_narrow_or_magnified_page(on_a_narrow_screen):
    visitor = on_a_narrow_screen
    visitor.signs_in(Role.PRACTICE_LEAD)
    imports(visitor, WITH_ERRORS)
    visitor.checks_the_page()
    applies_the_published_workbook(visitor)
    for path in ("/rotherham/", "/rotherham/women/", "/rotherham/quarters/", Q4, "/definitions/"):
        visitor.goes_to(path)
        visitor.checks_the_page()
