"""Data quality checks: each finds what it says and nothing else, and an accepted finding stands for one quarter."""

from datetime import UTC, date, datetime

import pytest

from practices.models import AccessRecord
from practices.permissions import Role
from reporting.actions.quality import accept, take_back
from reporting.models import Acceptance
from reporting.quality.checking import check_quarter, lines_of
from reporting.quality.declared import CHECKS
from reporting.quarters import Quarter
from tests.conftest import membership_of, scope_of, user_of
from tests.factories import (
    AppointmentFactory,
    ChildFactory,
    ContactFactory,
    GoalFactory,
    GoalScoreFactory,
    PlaceFactory,
    StepNoteFactory,
)

Q4 = Quarter(2018, 4)
NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)


def found(practice, key, *, quarter=Q4, now=NOW):
    checked = next(one for one in check_quarter(practice.pk, quarter, now=now) if one.check.key == key)
    return [finding.record_id for finding in checked.findings]


def clean_place(**values):
    """A woman of whom no check has anything to say."""
    place = PlaceFactory(
        woman__ethnicity="White and Asian", woman__practitioner=membership_of(Role.PRACTITIONER),
        **{"offered_on": date(2018, 8, 1), "agreed_on": date(2018, 9, 1)} | values,
    )  # fmt: skip
    if place.agreed_on:
        StepNoteFactory(place=place)
    return place


def test_a_record_in_order_is_found_by_no_check(in_rotherham):
    place = clean_place()
    ContactFactory(woman=place.woman)
    AppointmentFactory(woman=place.woman)
    GoalScoreFactory(goal=GoalFactory(woman=place.woman))
    ChildFactory(woman=place.woman, legal_status="care_order")
    assert [one.check.key for one in check_quarter(in_rotherham.pk, Q4, now=NOW) if one.findings] == []


def test_an_appointment_past_and_still_scheduled_stops_the_return(in_rotherham):
    place = clean_place()
    past = AppointmentFactory(woman=place.woman, attendance="scheduled")
    AppointmentFactory(woman=place.woman, attendance="scheduled", at=datetime(2019, 4, 2, tzinfo=UTC))  # next quarter
    checked = check_quarter(in_rotherham.pk, Q4, now=NOW)[0]
    assert [finding.record_id for finding in checked.findings] == [past.pk]
    assert checked.blocks
    before = datetime(2019, 1, 15, tzinfo=UTC)
    assert found(in_rotherham, "appointment_without_attendance", now=before) == []  # its hour has not come


def test_a_place_offered_before_the_last_has_ended_is_an_overlap(in_rotherham):
    first = clean_place(closed_on=date(2019, 2, 1), closure_reason="moved_away")
    touching = PlaceFactory(woman=first.woman, number=2, cohort=first.cohort, offered_on=date(2019, 2, 1))
    assert found(in_rotherham, "overlapping_places") == []
    touching.offered_on = date(2019, 1, 31)
    touching.save()
    assert found(in_rotherham, "overlapping_places") == [touching.pk]


def test_an_overlap_that_was_over_before_the_quarter_is_not_this_quarters(in_rotherham):
    first = clean_place(closed_on=date(2018, 12, 1), closure_reason="moved_away")
    PlaceFactory(woman=first.woman, number=2, cohort=first.cohort, offered_on=date(2018, 11, 1))
    assert found(in_rotherham, "overlapping_places") == []
    assert len(found(in_rotherham, "overlapping_places", quarter=Quarter(2018, 3))) == 1


def test_a_long_seat_beside_a_place_declined_long_ago_is_not_this_quarters(in_rotherham):
    held = clean_place(offered_on=date(2017, 9, 1), agreed_on=date(2017, 10, 1))
    PlaceFactory(
        woman=held.woman, number=2, cohort=held.cohort, offered_on=date(2017, 9, 1), declined_on=date(2017, 9, 2),
        agreed_on=None,
    )  # fmt: skip
    assert found(in_rotherham, "overlapping_places") == []


def test_two_old_agreements_left_open_are_both_found(in_rotherham):
    first = clean_place(closed_on=date(2018, 10, 1), closure_reason="moved_away")
    second = PlaceFactory(
        woman=first.woman, number=2, cohort=first.cohort, offered_on=date(2018, 10, 1), agreed_on=date(2018, 10, 5),
        closed_on=date(2019, 1, 5), closure_reason="moved_away",
    )  # fmt: skip
    PlaceFactory(woman=first.woman, number=3, cohort=first.cohort, offered_on=date(2019, 2, 1), agreed_on=None)
    assert set(found(in_rotherham, "agreement_left_open")) == {first.pk, second.pk}


def test_an_agreement_that_outlives_its_place_while_she_holds_another_seat(in_rotherham):
    old = clean_place(closed_on=date(2019, 1, 10), closure_reason="moved_away")
    assert found(in_rotherham, "agreement_left_open") == []
    PlaceFactory(woman=old.woman, number=2, cohort=old.cohort, offered_on=date(2019, 2, 1))
    assert found(in_rotherham, "agreement_left_open") == [old.pk]


@pytest.mark.parametrize(("offered", "is_found"), [(date(2018, 12, 9), False), (date(2018, 12, 8), True)])
def test_a_seat_beyond_16_weeks_by_a_day(offered, is_found, in_rotherham):
    place = clean_place(offered_on=offered, agreed_on=None)
    assert found(in_rotherham, "seat_beyond_16_weeks") == ([place.pk] if is_found else [])


def test_an_agreement_with_nothing_written_of_it(in_rotherham):
    place = PlaceFactory(offered_on=date(2018, 8, 1), agreed_on=date(2018, 9, 1))
    assert found(in_rotherham, "agreement_without_conversation") == [place.pk]
    StepNoteFactory(place=place)
    assert found(in_rotherham, "agreement_without_conversation") == []


def test_small_gaps_are_found_and_stop_nothing(in_rotherham):
    place = PlaceFactory(woman__ethnicity="", offered_on=date(2018, 8, 1), agreed_on=None)
    woman = place.woman
    contact = ContactFactory(woman=woman, minutes=None)
    goal = GoalFactory(woman=woman)
    child = ChildFactory(woman=woman, legal_status="", removed_on=date(2015, 1, 1))
    by_key = {one.check.key: one for one in check_quarter(in_rotherham.pk, Q4, now=NOW)}
    expected = {
        "contact_without_minutes": contact.pk, "goal_never_scored": goal.pk, "child_without_legal_status": child.pk,
        "ethnicity_not_asked": woman.pk, "no_practitioner": woman.pk,
    }  # fmt: skip
    for key, record in expected.items():
        assert [finding.record_id for finding in by_key[key].findings] == [record], key
        assert not by_key[key].blocks


def test_preferring_not_to_say_is_an_answer(in_rotherham):
    PlaceFactory(woman__ethnicity="Prefer not to say")
    assert found(in_rotherham, "ethnicity_not_asked") == []


def test_goals_with_impossible_days(in_rotherham):
    place = clean_place()
    both = GoalFactory(woman=place.woman, achieved_on=date(2019, 2, 1), stopped_on=date(2019, 2, 2))
    early = GoalFactory(woman=place.woman, ref="G-2")
    GoalScoreFactory(goal=early, on=date(2018, 1, 1))
    assert found(in_rotherham, "goal_achieved_and_stopped") == [both.pk]
    assert found(in_rotherham, "goal_scored_before_it_was_set") == [early.pk]


def test_each_finding_says_who_can_mend_it_and_where(in_rotherham):
    place = clean_place(agreed_on=None, offered_on=date(2018, 10, 1))
    appointment = AppointmentFactory(woman=place.woman, attendance="scheduled")
    lines = {
        line.finding.check.key: line for line in lines_of(check_quarter(in_rotherham.pk, Q4, now=NOW), slug="rotherham")
    }
    hers = lines["appointment_without_attendance"]
    assert hers.who == user_of(Role.PRACTITIONER).name
    assert hers.url == f"/rotherham/women/{place.woman_id}/appointments/{appointment.pk}/"
    assert lines["seat_beyond_16_weeks"].who == "A coordinator or the lead"


def test_an_accepted_finding_stands_for_its_quarter_only(in_rotherham):
    AppointmentFactory(woman=clean_place().woman, attendance="scheduled")
    checked = check_quarter(in_rotherham.pk, Q4, now=NOW)[0]
    lead = user_of(Role.PRACTICE_LEAD)
    words = {"because": "not_yet", "words": "", "by": lead, "now": NOW}
    assert accept(quarter=Q4, findings=checked.findings, **words) == 1
    assert accept(quarter=Q4, findings=checked.findings, **words) == 0  # a second press
    again = check_quarter(in_rotherham.pk, Q4, now=NOW)[0]
    assert (again.blocks, again.as_json()["accepted"]) == (False, {"not_yet": 1})
    assert Acceptance.objects.filter(quarter="2018-19 Q3").count() == 0
    assert take_back(quarter=Q4, check_key=checked.check.key, record_id=checked.findings[0].record_id)
    assert check_quarter(in_rotherham.pk, Q4, now=NOW)[0].blocks


def test_every_check_names_a_rule_and_why_it_matters():
    for check in CHECKS:
        assert check.rule.endswith("."), check.key
        assert check.matters.endswith("."), check.key
    assert len({check.key for check in CHECKS}) == len(CHECKS) >= 12


@pytest.mark.usefixtures("committed")
class TestPages:
    ADDRESS = "/rotherham/quarters/2018-19-Q4/checks/"

    @pytest.fixture
    def appointment(self, rotherham):
        with scope_of(rotherham):
            return AppointmentFactory(woman=clean_place().woman, attendance="scheduled")

    def test_the_lead_sees_what_is_open_and_by_whom(self, lead, appointment):
        page = lead.get(self.ADDRESS).content.decode()
        assert "Stops the return" in page
        key = str(lead.get(self.ADDRESS).context["people"][0][0][0])
        assert "Amber" in lead.get(f"{self.ADDRESS}?who={key}").content.decode()

    def test_the_lead_lets_one_stand_and_takes_it_back(self, lead, appointment, rotherham):
        url = f"{self.ADDRESS}appointment_without_attendance/"
        answer = {"records": [appointment.pk], "because": "not_yet", "words": "The court tells us next week."}
        page = lead.post(url, answer, follow=True).content.decode()
        assert "We are waiting for another service" in page or "we are waiting for another service" in page
        page = lead.post(f"{url}{appointment.pk}/reopen", follow=True).content.decode()
        assert "It is open again" in page
        with scope_of(rotherham):
            assert Acceptance.objects.count() == 0

    def test_all_of_them_at_once(self, lead, appointment, rotherham):
        with scope_of(rotherham):
            AppointmentFactory(woman=appointment.woman, attendance="scheduled", at=datetime(2019, 2, 5, tzinfo=UTC))
        url = f"{self.ADDRESS}appointment_without_attendance/"
        assert "All 2 may stand" in lead.get(url).content.decode()
        lead.post(url, {"all": "yes", "because": "not_yet"})
        with scope_of(rotherham):
            assert Acceptance.objects.count() == 2

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            ({"because": "not_yet"}, "Tick the ones that may stand"),
            ({"records": ["{id}"]}, "Choose an answer for “Why may they stand?”"),
            ({"records": ["{id}"], "because": "other"}, "Write the reason in a few words"),
            ({"records": ["999999"], "because": "right"}, "One of them has been mended"),
            ({"records": ["Amber"], "because": "right"}, "One of them has been mended"),
        ],
    )
    def test_a_bad_answer_is_told_and_nothing_is_kept(self, answer, said, lead, appointment, rotherham):
        if "records" in answer:
            answer = answer | {"records": [one.format(id=appointment.pk) for one in answer["records"]]}
        response = lead.post(f"{self.ADDRESS}appointment_without_attendance/", answer)
        assert response.status_code == 422
        assert said in response.content.decode()
        with scope_of(rotherham):
            assert Acceptance.objects.count() == 0

    def test_a_coordinator_looks_and_does_not_accept(self, coordinator, appointment):
        url = f"{self.ADDRESS}appointment_without_attendance/"
        assert "They may stand" not in coordinator.get(url).content.decode()
        assert coordinator.post(url, {"records": [appointment.pk], "because": "right"}).status_code == 403

    @pytest.mark.parametrize("url", ["checks/no_such_check/", "checks/appointment_without_attendance/1/reopen"])
    def test_what_does_not_exist_is_404(self, url, lead):
        way = lead.post if "reopen" in url else lead.get
        assert way(f"/rotherham/quarters/2018-19-Q4/{url}").status_code == 404

    def test_a_quarter_to_come_has_no_checks(self, lead):
        assert lead.get("/rotherham/quarters/2199-00-Q1/checks/").status_code == 404

    def test_looking_is_written_with_counts(self, lead, appointment, rotherham):
        lead.get(self.ADDRESS)
        with scope_of(rotherham):
            assert [(one.action, one.how_many) for one in AccessRecord.objects.all()] == [("list", 1)]
