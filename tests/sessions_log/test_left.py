"""Whatever ended leaves nobody's lists, calendar or counts: each way of leaving, on every page that lists women."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from reporting.quality.checking import check_quarter
from reporting.quarters import Quarter
from sessions_log.models import CalendarFeed
from sessions_log.queries.day import day_of
from sessions_log.views.feeds import digest
from tests.conftest import client_of, membership_of, scope_of
from tests.factories import (
    AppointmentFactory,
    CheckInFactory,
    ChildContactFactory,
    ChildFactory,
    ContraceptionFactory,
    FlagFactory,
    GoalFactory,
    PlaceFactory,
    WomanFactory,
)
from women.actions import places
from women.codes import ClosureReason, PlaceStep, PlanChange
from women.lifecycle import StepNotAllowed
from women.models import Place, Woman
from women.queries import held_by, top_ranked

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()
LEFT = TODAY - timedelta(days=4)
SECRET = "a-secret-address"
WAYS = {
    **{reason.value: {"closed_on": LEFT, "closure_reason": reason.value} for reason in ClosureReason},
    "completed, then closed": {"completed_on": LEFT - timedelta(days=2), "closed_on": LEFT, "closure_reason": "died"},
    "declined": {"declined_on": LEFT, "agreed_on": None},
    "not eligible": {"offered_on": None, "agreed_on": None, "cohort": None, "not_eligible_on": LEFT},
}  # fmt: skip


def at(days):
    return timezone.make_aware(datetime.combine(TODAY + timedelta(days=days), time(11)))


def a_woman(known_as, **fields):
    """Hers is everything that a list could show: appointments before, after and ahead, and things due."""
    woman = WomanFactory(known_as=known_as, practitioner=membership_of(Role.PRACTITIONER))
    begun = TODAY - timedelta(days=90)
    place = PlaceFactory(**{"woman": woman, "referred_on": begun, "offered_on": begun, "agreed_on": begun} | fields)
    for days in (-10, -2, 0, 1, 3, 30):
        AppointmentFactory(woman=woman, at=at(days), attendance="scheduled")
    due = TODAY - timedelta(days=1)
    CheckInFactory(place=place, due_on=due)
    ContraceptionFactory(woman=woman, method="implant", started_on=begun, review_due_on=due)
    GoalFactory(woman=woman, set_on=begun)
    FlagFactory(woman=woman, raised_on=begun, review_by=due, audience="team")
    birthday = (TODAY + timedelta(days=2)).replace(year=2015)
    child = ChildFactory(woman=woman, born_on=birthday, born_day_is_known=True, removed_on=None)
    ChildContactFactory(child=child, due_on=due, done_on=None)
    return woman


LISTS = (
    "", "?whose=team", "appointments/", "appointments/?whose=team", "appointments/?view=list&whose=team",
    f"appointments/?whose=team&week={TODAY + timedelta(days=7)}", "women/", "log/", "log/?for=appointment", "log/group/",
    "referrals/", "team/caseloads/",
)  # fmt: skip


def pages(client):
    """Every page that lists women; those that a role may not open say nothing."""
    for path in LISTS:
        response = client.get(f"/rotherham/{path}")
        assert response.status_code in (200, 403), path
        yield path, response.content.decode()


@pytest.fixture
def feed(rotherham):
    with scope_of(rotherham):
        CalendarFeed.objects.create(membership=membership_of(Role.PRACTITIONER), secret_sha256=digest(SECRET))
    return f"/rotherham/calendar/{SECRET}.ics"


def test_the_walk_sees_a_woman_who_has_not_left(rotherham, feed):
    """Else it would prove nothing."""
    with scope_of(rotherham):
        a_woman("Zinnia")
    seen = {path for role in (Role.PRACTITIONER, Role.PRACTICE_LEAD) for path, page in pages(client_of(role))
            if "Zinnia" in page}  # fmt: skip
    assert seen == set(LISTS) - {"referrals/"}
    assert client_of(Role.PRACTITIONER).get(feed).content.count(b"BEGIN:VEVENT") == 6


@pytest.mark.parametrize("way", WAYS)
def test_who_has_left_stands_on_nobodys_list(way, rotherham, feed):
    with scope_of(rotherham):
        woman = a_woman("Zinnia", **WAYS[way])
    for role in (Role.PRACTITIONER, Role.COORDINATOR, Role.PRACTICE_LEAD):
        client = client_of(role)
        for path, page in pages(client):
            assert "Zinnia" not in page, (role, path)
    client = client_of(Role.PRACTITIONER)
    assert b"BEGIN:VEVENT" not in client.get(feed).content
    found = client.post("/rotherham/find/", {"q": "zinnia"}).content.decode()
    assert "Zinnia" in found
    assert re.search(r"Closed|Declined|Not eligible|Has died", found)
    page = client.get(f"/rotherham/women/{woman.pk}/").content.decode()
    assert "Next appointment" not in page
    ahead = client.get(f"/rotherham/women/{woman.pk}/appointments/").content.decode()
    died = WAYS[way].get("closure_reason") == ClosureReason.DIED
    said = "It was planned: nothing is asked." if died else "Her place had ended by then: nothing is asked."
    assert ahead.count(said) == 5
    assert "Make an appointment" not in ahead
    with scope_of(rotherham):
        day = day_of(today=TODAY, practitioner=None, viewer=membership_of(Role.PRACTICE_LEAD))
        assert not any((day.cards, day.due, day.hard, day.without_outcome, day.without_goals, day.waiting))
        assert held_by(membership_of(Role.PRACTITIONER)) == 0


STILL_OPEN = {
    "referred": {"offered_on": None, "agreed_on": None, "cohort": None},
    "waiting": {"offered_on": None, "agreed_on": None, "cohort": None, "waiting_on": LEFT},
    "offered": {"agreed_on": None},
    "agreed": {},
    "in transition": {"transition_on": LEFT},
    "in next steps": {"completed_on": LEFT},
    "closed after it": {"closed_on": TODAY, "closure_reason": "completed"},
}


@pytest.mark.parametrize("way", STILL_OPEN)
def test_a_woman_who_died_stands_on_no_list_though_her_place_is_open_in_the_rows(way, rotherham, feed):
    """However it came so: by a merge, a correction or a workbook."""
    with scope_of(rotherham):
        woman = a_woman("Zinnia", **STILL_OPEN[way])
        Woman.objects.update(death_known_on=LEFT, died_on=LEFT, died_day_is_known=True, priority_rank=1)
        place = Place.objects.get()
    for role in (Role.PRACTITIONER, Role.COORDINATOR, Role.PRACTICE_LEAD):
        for path, page in pages(client_of(role)):
            assert "Zinnia" not in page, (role, path)
    lead = client_of(Role.PRACTICE_LEAD)
    hers = f"/rotherham/women/{woman.pk}/"
    for step in (*(f"step/{one}/" for one in PlaceStep.values), "move-plan/", "end-agreement/", "reopen/"):
        assert lead.get(hers + step).status_code in (302, 409), step
        assert lead.post(hers + step, {"on": TODAY, "reason": "died"}).status_code in (302, 409), step
    for path in ("", "place/", "plan/", "health/", "appointments/"):
        page = lead.get(hers + path).content.decode()
        for words in ("Make an appointment", "Next appointment", "was due", "She agrees to pause", " of 18"):
            assert words not in page, (path, words)
    planned = {"on": TODAY + timedelta(days=3), "time": "10:00", "service": "gp"}
    assert lead.post(f"{hers}appointments/add/", planned).status_code == 409
    assert b"BEGIN:VEVENT" not in client_of(Role.PRACTITIONER).get(feed).content
    with scope_of(rotherham):
        day = day_of(today=TODAY, practitioner=None, viewer=membership_of(Role.PRACTICE_LEAD))
        assert not any((day.cards, day.due, day.hard, day.without_outcome, day.without_goals, day.waiting))
        assert held_by(membership_of(Role.PRACTITIONER)) == 0
        assert top_ranked(rotherham, TODAY).placed == 0
        for step in PlaceStep:
            reason = ClosureReason.MOVED_AWAY if step is PlaceStep.CLOSED else ""
            with pytest.raises(StepNotAllowed, match="It is recorded that she has died"):
                places.take_step(place=place, to=step, on=TODAY, by=None, today=TODAY, reason=reason)
        with pytest.raises(StepNotAllowed, match="It is recorded that she has died"):
            places.end_agreement(place=place, on=TODAY, by=None, words="")
        with pytest.raises(StepNotAllowed, match="It is recorded that she has died"):
            places.move_plan(place=place, change=PlanChange.BREAK, days=3, words="", by=None, on=TODAY)


def test_an_appointment_of_a_past_week_stands_where_it_was(lead, rotherham):
    with scope_of(rotherham):
        a_woman("Zinnia", **WAYS["moved_away"])
    week = TODAY - timedelta(days=10)
    assert lead.get(f"/rotherham/appointments/?whose=team&week={week}").content.decode().count("Zinnia") >= 1


def test_a_further_place_brings_her_back_to_the_lists(lead, rotherham):
    with scope_of(rotherham):
        woman = a_woman("Zinnia", **WAYS["moved_away"])
        PlaceFactory(woman=woman, number=2, referred_on=TODAY, offered_on=TODAY)
    assert "Zinnia" in lead.get("/rotherham/appointments/?whose=team&view=list").content.decode()


def test_nothing_is_planned_after_she_has_left(practitioner, rotherham):
    with scope_of(rotherham):
        woman = a_woman("Zinnia", **WAYS["disengaged"])
    values = {"on": TODAY + timedelta(days=3), "time": "10:00", "service": "gp"}
    response = practitioner.post(f"/rotherham/women/{woman.pk}/appointments/add/", values)
    assert response.status_code == 422
    assert "nothing is planned for her from that day on" in response.content.decode()


def test_a_return_asks_for_attendance_before_she_left_and_not_after(rotherham):
    with scope_of(rotherham):
        a_woman("Zinnia", **WAYS["disengaged"])
        Place.objects.update(closed_on=TODAY - timedelta(days=1))
        quarter = Quarter.of(TODAY - timedelta(days=2))
        (asked,) = [
            one
            for one in check_quarter(rotherham.pk, quarter, now=timezone.now())
            if one.check.key == "appointment_without_attendance"
        ]
    days = {one.on for one in asked.findings}
    assert TODAY - timedelta(days=2) in days
    assert all(day < TODAY - timedelta(days=1) for day in days)
