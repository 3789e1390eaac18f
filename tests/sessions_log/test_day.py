"""My day: what it says of each woman, what is due and why, and that its cost does not grow with the caseload."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from practices.permissions import Role
from sessions_log.due import Due, not_reached, of_goal, of_place
from sessions_log.queries.day import day_of
from tests.conftest import client_of, membership_of, scope_of
from tests.factories import (
    AppointmentFactory,
    CheckInFactory,
    ChildContactFactory,
    ChildFactory,
    CohortFactory,
    ContactFactory,
    ContraceptionFactory,
    FlagFactory,
    GoalFactory,
    GoalScoreFactory,
    PlaceFactory,
    WomanFactory,
)
from women.hard_days import hard_days
from women.models import Child, Place

D = date
TODAY = D(2019, 4, 10)
MOST_QUERIES = 12


def at(day, hour=10):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def place_of(**fields):
    return PlaceFactory(**{"offered_on": D(2018, 9, 1), "agreed_on": D(2018, 10, 1), **fields})


def day(**fields):
    viewer = membership_of(Role.PRACTITIONER)
    return day_of(**{"today": TODAY, "practitioner": None, "viewer": viewer, **fields})


def said(found):
    return [(one.what, one.on) for _, one in found.due]


@pytest.mark.usefixtures("in_rotherham")  # a tenant's row is made in a scope, saved or not
class TestDue:
    @property
    def place(self):
        return Place(woman_id=1, offered_on=D(2019, 1, 1))

    @pytest.mark.parametrize(
        ("last", "days"),
        [(TODAY - timedelta(days=6), None), (TODAY - timedelta(days=7), 7), (TODAY - timedelta(days=20), 20)],
    )
    def test_a_woman_not_reached_for_seven_days_is_due(self, last, days):
        found = not_reached(self.place, last, TODAY)
        assert (found and found.what) == (days and f"Not reached for {days} days")

    def test_after_fourteen_days_it_presses(self):
        assert not not_reached(self.place, TODAY - timedelta(days=13), TODAY).is_pressing
        assert not_reached(self.place, TODAY - timedelta(days=14), TODAY).is_pressing

    def test_before_a_first_contact_the_offer_counts(self):
        assert not_reached(self.place, None, D(2019, 1, 8)).what == "Not reached yet, 7 days since the offer"
        assert not_reached(self.place, None, D(2019, 1, 7)) is None

    @pytest.mark.parametrize(
        ("today", "is_due"), [(D(2019, 4, 8), True), (D(2019, 4, 9), True), (D(2019, 4, 6), False)]
    )
    def test_her_decision_is_due_in_the_last_fortnight_of_16_weeks(self, today, is_due):
        place = Place(woman_id=1, offered_on=D(2019, 1, 1))  # + 112 days: 23 April
        found = list(of_place(place, today, has_plan=False))
        assert found == ([Due(1, "Her decision: 16 weeks", D(2019, 4, 23), "place")] if today >= D(2019, 4, 9) else [])
        assert is_due or not found

    def test_a_goal_is_due_six_weeks_after_her_last_score(self):
        assert of_goal(1, D(2019, 1, 1), D(2019, 2, 27), TODAY).on == TODAY
        assert of_goal(1, D(2019, 1, 1), D(2019, 2, 28), TODAY) is None
        assert of_goal(1, D(2019, 1, 1), None, TODAY).on == D(2019, 2, 12)


@pytest.mark.usefixtures("in_rotherham")
class TestHardDays:
    def test_a_birthday_whose_day_is_known(self):
        child = Child(woman_id=1, child_no=2, born_on=D(2012, 4, 24), born_day_is_known=True)
        (hard,) = hard_days([child], TODAY)
        assert (hard.what, hard.on, hard.month_only) == ("birthday", D(2019, 4, 24), False)

    def test_of_a_birth_month_the_month_is_said_and_no_day(self):
        child = Child(woman_id=1, child_no=2, born_on=D(2012, 4, 1))
        (hard,) = hard_days([child], TODAY)
        assert (hard.what, hard.month_only) == ("birth month", True)

    def test_the_anniversary_of_a_removal_within_a_fortnight(self):
        near = Child(woman_id=1, child_no=1, removed_on=D(2016, 4, 24))
        far = Child(woman_id=1, child_no=2, removed_on=D(2016, 4, 25))
        assert [hard.child_no for hard in hard_days([near, far], TODAY)] == [1]

    def test_a_day_over_the_turn_of_the_year_is_found(self):
        child = Child(woman_id=1, child_no=1, removed_on=D(2016, 1, 3))
        assert [hard.on for hard in hard_days([child], D(2019, 12, 28))] == [D(2020, 1, 3)]

    def test_a_29_february_has_its_day_in_every_year(self):
        child = Child(woman_id=1, child_no=1, born_on=D(2016, 2, 29), born_day_is_known=True)
        assert [hard.on for hard in hard_days([child], D(2019, 2, 25))] == [D(2019, 3, 1)]

    def test_the_day_of_birth_itself_is_no_anniversary(self):
        child = Child(woman_id=1, child_no=1, born_on=TODAY, born_day_is_known=True, removed_on=TODAY)
        assert hard_days([child], TODAY) == []


@pytest.mark.usefixtures("in_rotherham")
class TestDay:
    def test_a_card_says_phase_month_and_when_she_was_last_reached(self):
        place = place_of(woman__known_as="Bea")
        ContactFactory(woman=place.woman, started_at=at(TODAY - timedelta(days=3)))
        ContactFactory(woman=place.woman, started_at=at(TODAY - timedelta(days=1)), outcome="no_reply")
        (card,) = day().cards
        assert (card.shown.woman.known_as, card.shown.phase, card.shown.month) == ("Bea", "Intensive", "Month 9 of 18")
        assert card.said == "Reached 3 days ago"

    def test_only_women_with_a_seat_stand_on_it(self):
        place_of()
        place_of(closed_on=D(2019, 1, 1), closure_reason="moved_away")
        place_of(agreed_on=None, declined_on=D(2018, 11, 1))
        assert len(day().cards) == 1

    def test_a_practitioner_sees_her_own_women(self):
        mine = membership_of(Role.PRACTITIONER)
        hers = place_of(woman__practitioner=mine)
        place_of()
        assert [card.shown.woman for card in day(practitioner=mine).cards] == [hers.woman]

    def test_appointments_of_today_and_tomorrow_and_those_without_an_outcome(self):
        woman = place_of().woman
        for days, attendance in (
            (0, "scheduled"),
            (1, "scheduled"),
            (2, "scheduled"),
            (-3, "scheduled"),
            (-4, "attended"),
        ):
            AppointmentFactory(woman=woman, at=at(TODAY + timedelta(days=days)), attendance=attendance)
        AppointmentFactory(woman=woman, at=at(TODAY), attendance="cancelled_by_service")
        found = day()
        counts = (len(found.appointments_today), len(found.appointments_tomorrow), len(found.without_outcome))
        assert counts == (1, 1, 1)

    def test_an_appointment_late_in_the_evening_is_still_todays(self):
        AppointmentFactory(woman=place_of().woman, at=at(TODAY, 23), attendance="scheduled")
        assert len(day().appointments_today) == 1

    def test_everything_dated_is_due_within_a_fortnight(self):
        woman = place_of().woman
        ContactFactory(woman=woman, started_at=at(TODAY))
        ContraceptionFactory(woman=woman, review_due_on=D(2019, 4, 24))
        ChildContactFactory(child=ChildFactory(woman=woman), due_on=D(2019, 4, 12))
        ChildContactFactory(child=ChildFactory(woman=woman), due_on=D(2019, 4, 25))
        ChildContactFactory(child=ChildFactory(woman=woman), due_on=D(2019, 4, 11), done_on=D(2019, 4, 9))
        assert said(day()) == [("Letterbox", D(2019, 4, 12)), ("Contraception review", D(2019, 4, 24))]

    def test_a_goal_scored_lately_is_not_due_and_one_left_alone_is(self):
        woman = place_of().woman
        ContactFactory(woman=woman, started_at=at(TODAY))
        GoalScoreFactory(goal=GoalFactory(woman=woman), on=TODAY - timedelta(days=10))
        assert said(day()) == []
        GoalFactory(woman=woman, set_on=D(2019, 2, 1))
        assert said(day()) == [("Goal review", D(2019, 3, 15))]

    @pytest.mark.parametrize("names", [{"woman__known_as": "Ada"}, {"woman__known_as": "", "woman__full_name": "Ada"}])
    def test_a_check_in_of_a_woman_who_has_completed_is_due_all_the_same(self, names):
        place = place_of(completed_on=D(2019, 1, 5), **names)
        CheckInFactory(place=place, due_on=D(2019, 4, 5))
        ((woman, one),) = day().due
        assert (woman.pk, woman.name_on_page, one.what, one.where) == (place.woman_id, "Ada", "Check-in", "plan")

    def test_a_woman_who_was_here_before_is_counted_from_her_new_offer(self):
        place = place_of(offered_on=TODAY - timedelta(days=9), agreed_on=None)
        ContactFactory(woman=place.woman, started_at=at(D(2017, 1, 1)))
        assert said(day())[0][0].startswith("Not reached for 9 days")

    def test_a_flag_for_lead_and_practitioner_is_not_counted_for_a_colleague(self):
        woman = place_of().woman
        ContactFactory(woman=woman, started_at=at(TODAY))
        FlagFactory(woman=woman, audience="lead_and_practitioner", review_by=TODAY)
        assert said(day()) == []
        assert len(said(day(viewer=membership_of(Role.PRACTICE_LEAD)))) == 1
        woman.practitioner = membership_of(Role.PRACTITIONER)
        woman.save()
        assert len(said(day())) == 1


def fill(practice, women):
    with scope_of(practice):
        cohort = CohortFactory(starts_on=timezone.localdate() - timedelta(days=200))
        mine = membership_of(Role.PRACTITIONER)
        for _ in range(women):
            woman = WomanFactory(practitioner=mine)
            PlaceFactory(woman=woman, cohort=cohort, offered_on=cohort.starts_on, agreed_on=cohort.starts_on)
            ContactFactory.create_batch(5, woman=woman, started_at=timezone.now() - timedelta(days=30))
            AppointmentFactory(woman=woman, at=timezone.now(), attendance="scheduled")
            GoalScoreFactory(goal=GoalFactory(woman=woman))
            ContraceptionFactory(woman=woman, review_due_on=timezone.localdate())
            ChildContactFactory(child=ChildFactory(woman=woman, born_on=D(2015, 5, 1)), due_on=timezone.localdate())
        return woman.pk


def queries_of(client, url):
    """Statements that read or write, over every login: not those that only begin or end a transaction."""
    client.get(url)  # a session is renewed once a minute
    with CaptureQueriesContext(connections["default"]) as captured:
        assert client.get(url).status_code == 200
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return [query["sql"] for query in captured if not query["sql"].startswith(words)]


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.COORDINATOR, Role.PRACTICE_LEAD])
@pytest.mark.parametrize("page", ["", "women/{woman}/", "women/{woman}/log/"])
def test_a_page_of_the_day_takes_at_most_twelve_queries_whatever_the_caseload(page, role, rotherham):
    few = fill(rotherham, 1)
    client = client_of(role)
    counted = [len(queries_of(client, f"/rotherham/{page.format(woman=few)}"))]
    many = fill(rotherham, 12)
    found = queries_of(client, f"/rotherham/{page.format(woman=many)}")
    counted.append(len(found))
    assert counted[0] == counted[1], found
    assert counted[1] <= MOST_QUERIES, found
