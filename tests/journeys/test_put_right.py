"""A death on a caseload, and a closing on the wrong record: as a practitioner and a lead do it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from tests.conftest import membership_of, scope_of
from tests.factories import AppointmentFactory, ChildContactFactory, ChildFactory, CohortFactory, WomanFactory
from tests.journeys.test_day import pill
from women.actions import places
from women.codes import PlaceStep
from women.models import Place

pytestmark = pytest.mark.xdist_group(__name__)
TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def marigold(rotherham):
    """Agreed, with an appointment tomorrow, a child and a letter due to it."""
    with scope_of(rotherham):
        woman = WomanFactory(known_as="Marigold", practitioner=membership_of(Role.PRACTITIONER))
        place = places.refer(woman=woman, on=ago(220), by=None)
        places.offer(place=place, cohort=CohortFactory(starts_on=ago(230)), on=ago(200), by=None, today=TODAY)
        places.take_step(place=place, to=PlaceStep.AGREED, on=ago(150), by=None, today=TODAY, words="She wants a year.")
        AppointmentFactory(woman=woman, at=timezone.now() + timedelta(days=1), attendance="scheduled")
        ChildContactFactory(child=ChildFactory(woman=woman), due_on=TODAY)
    return woman


def test_a_death_is_recorded_on_a_phone_and_everything_stops(visitor, marigold):
    page = visitor.page
    visitor.signs_in(Role.PRACTITIONER)
    visitor.goes_to(f"/rotherham/women/{marigold.pk}/add/goal/")
    page.fill("#id_in_her_words", "A garden of her own")
    page.get_by_text("Draft sealed on this phone").wait_for()
    visitor.goes_to(f"/rotherham/women/{marigold.pk}/place/")
    page.get_by_text("Unfinished,").wait_for()
    visitor.follows(page.get_by_role("link", name="She has died"))
    visitor.checks_the_page()
    page.get_by_label("Yes, the day").check()
    day = ago(2)
    for box, value in zip(("Day", "Month", "Year"), (day.day, day.month, day.year), strict=True):
        page.get_by_label(box, exact=True).fill(str(value))
    page.fill("#id_words", "Her sister rang.")
    visitor.presses("Go on")
    visitor.sees("stop at once")
    visitor.checks_the_page()
    visitor.presses("Save")
    page.get_by_role("heading", name="What is still to do").wait_for()
    visitor.checks_the_page()
    page.get_by_text("You had begun to write something").click()  # readable, and it does not nag
    page.get_by_text("in her words: A garden of her own").wait_for()
    assert page.get_by_text("Unfinished,").count() == 0
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_text("You had begun to write something").wait_for(state="hidden")
    visitor.follows(page.get_by_role("link", name="Log a contact with her family"))
    visitor.checks_the_page()
    pill(page, "Yes, contact made").check(force=True)
    pill(page, "Phone").check(force=True)
    page.fill("#id_minutes", "20")
    visitor.follows(page.locator("main").get_by_role("button", name="Save", exact=True))
    visitor.sees("With whom")
    visitor.follows(page.get_by_role("link", name="My day").last)
    assert page.locator("main").inner_text().count("Marigold") == 1
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name=re.compile("Marigold.*what is still to do")))
    visitor.presses("Set aside what is left")
    visitor.sees("Each can be taken up again")
    visitor.checks_the_page()
    visitor.goes_to("/rotherham/")
    assert "Marigold" not in page.locator("main").inner_text()
    for path in ("", "place/", "children/", "contacts/"):
        visitor.goes_to(f"/rotherham/women/{marigold.pk}/{path}")
        visitor.checks_the_page()
        assert "Refer her again" not in page.content()


def test_a_closing_on_the_wrong_record_is_taken_back_by_a_lead(visitor, marigold, rotherham):
    page = visitor.page
    with scope_of(rotherham):
        place = Place.objects.get(woman=marigold)
        places.take_step(
            place=place, to=PlaceStep.CLOSED, on=ago(1), by=None, today=TODAY, reason="disengaged", words="Not hers."
        )
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to(f"/rotherham/women/{marigold.pk}/place/")
    visitor.checks_the_page()
    visitor.follows(page.get_by_role("link", name=re.compile("This was a mistake.*Closed")))
    visitor.checks_the_page()
    page.get_by_label("It happened, but").check()
    page.get_by_label("The right reason").wait_for()
    page.get_by_label("It did not happen").check()
    assert not page.get_by_label("The right reason").is_visible()
    page.fill("#id_why", "It was meant for another record.")
    visitor.presses("Go on")
    visitor.sees("Figures are counted as if it had not been recorded")
    visitor.checks_the_page()
    visitor.presses("Take it back")
    visitor.sees("Recorded by mistake")
    visitor.checks_the_page()
    assert "Not hers." not in page.content()
    with scope_of(rotherham):
        assert Place.objects.get(woman=marigold).is_open


def test_a_child_who_has_died_is_recorded_with_care(visitor, marigold):
    page = visitor.page
    visitor.signs_in(Role.PRACTITIONER)
    visitor.goes_to(f"/rotherham/women/{marigold.pk}/children/")
    visitor.follows(page.get_by_role("link", name="A loss: a pregnancy, a baby or a child"))
    visitor.checks_the_page()
    page.get_by_label("A child of hers has died").check()
    page.get_by_label("Which child").select_option(index=1)
    page.get_by_label("Not known, but since we have known her").check()
    visitor.presses("Go on")
    visitor.sees("Nothing is due for this child any more")
    visitor.checks_the_page()
    visitor.presses("Save")
    visitor.sees("until then nobody is reminded")
    visitor.checks_the_page()
