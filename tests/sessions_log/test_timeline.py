"""The 18 months: what was lived and what is planned, told alike as a picture and as a table."""

from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from sessions_log.timeline import timeline_of
from sessions_log.timeline_picture import NARROW, WIDE, picture
from tests.factories import (
    AppointmentFactory,
    ChildContactFactory,
    ChildFactory,
    CohortFactory,
    ContactFactory,
    ContraceptionFactory,
    GoalFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.usefixtures("in_rotherham")
TODAY = date(2019, 4, 10)


def at(day, hour=10):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


@pytest.fixture
def place():
    cohort = CohortFactory(starts_on=date(2018, 7, 1))
    return PlaceFactory(cohort=cohort, offered_on=date(2018, 7, 10), agreed_on=date(2018, 9, 3))


def told(place, today=TODAY):
    return timeline_of(place.woman, place, today)


def test_phases_are_lived_to_today_and_planned_from_there(place):
    bands = [(band.label, band.starts_on, band.ends_on, band.planned) for band in told(place).phases]
    assert bands == [
        ("Engagement", date(2018, 7, 10), date(2018, 9, 3), False),
        ("Intensive", date(2018, 9, 3), TODAY, False),
        ("Intensive", TODAY, date(2019, 10, 1), True),
        ("Transition", date(2019, 10, 1), date(2020, 1, 1), True),
    ]


def test_the_table_counts_what_the_picture_draws_month_by_month(place):
    for day, outcome in (
        (date(2018, 9, 5), "made"),
        (date(2018, 9, 30), "no_reply"),
        (date(2018, 9, 9), "cancelled_by_practice"),
    ):
        ContactFactory(woman=place.woman, started_at=at(day), outcome=outcome)
    for attendance in ("attended", "did_not_attend", "cancelled_by_woman"):
        AppointmentFactory(woman=place.woman, at=at(date(2018, 9, 6)), attendance=attendance)
    GoalFactory(woman=place.woman, set_on=date(2018, 9, 7), in_her_words="Sleep.", achieved_on=date(2018, 11, 2))
    timeline = told(place)
    september = timeline.months[2]
    assert (september.number, september.starts_on) == (2, date(2018, 9, 1))
    assert (september.made, september.tried, september.attended, september.due) == (1, 2, 1, 2)
    assert september.phase == "Engagement, Intensive"
    assert september.events == ["3 Sep: agreement to pause", "7 Sep: goal set, “Sleep.”", "1 appointment cancelled"]
    assert timeline.months[4].events == ["2 Nov: goal achieved, “Sleep.”"]
    said = "Since 1 July 2018: of 2 contacts tried 1 made; of 2 appointments due 1 attended."
    assert timeline.finding == said


def test_what_the_picture_leaves_out_is_counted_and_said(place):
    for day in (date(2018, 6, 1), date(2018, 6, 2)):
        ContactFactory(woman=place.woman, started_at=at(day))
    AppointmentFactory(woman=place.woman, at=at(date(2018, 5, 2)), attendance="attended")
    finding = told(place).finding
    assert "of 0 contacts tried 0 made; no appointments due yet." in finding
    assert "2 contacts and 1 appointment of other days are not counted here" in finding


def test_months_are_counted_by_her_clock_and_not_from_the_offer(place):
    place.cohort.programme_clock = "woman"
    place.cohort.save()
    first = told(place).months[0]
    assert (first.number, first.starts_on) == (-2, date(2018, 7, 3))


def test_a_letterbox_date_says_whether_it_was_done_or_is_due(place):
    child = ChildFactory(woman=place.woman)
    ChildContactFactory(child=child, due_on=date(2019, 2, 3), done_on=date(2019, 2, 5))
    ChildContactFactory(child=child, due_on=date(2019, 5, 3))
    events = [event for month in told(place).months for event in month.events]
    assert [event for event in events if "Letterbox" in event] == [
        f"5 Feb: Letterbox contact done, child {child.child_no}",
        f"3 May: Letterbox contact due, child {child.child_no}",
    ]


def test_the_end_of_a_method_and_of_an_agreement_stand_in_the_table(place):
    ContraceptionFactory(woman=place.woman, started_on=date(2018, 10, 1), ended_on=date(2019, 1, 7))
    place.agreement_ended_on = date(2019, 3, 2)
    place.save()
    events = [event for month in told(place).months for event in month.events]
    assert {"7 Jan: Implant ended", "2 Mar: agreement ended"} <= set(events)


def test_what_is_asked_on_a_doorstep_is_there_after_18_months_too(place):
    today = date(2020, 3, 1)
    ContactFactory(woman=place.woman, started_at=at(today - timedelta(days=3)))
    AppointmentFactory(woman=place.woman, at=at(today + timedelta(days=90)), attendance="scheduled", service="gp")
    assert told(place, today).now == [("Last reached", "27 Feb 2020"), ("Next appointment", "30 May, GP")]


def test_an_appointment_of_this_morning_is_not_the_next_one(place):
    for hour, service in ((9, "gp"), (16, "housing"), (15, "dentist")):
        AppointmentFactory(woman=place.woman, at=at(TODAY, hour), service=service, attendance="scheduled")

    def following(hour):
        return timeline_of(place.woman, place, TODAY, now=at(TODAY, hour)).now[1][1]

    assert [following(hour) for hour in (8, 9, 14, 17)] == ["10 Apr, GP", "10 Apr, Dentist", "10 Apr, Dentist", "None"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_picture_names_its_finding_and_keeps_everything_inside(width, place):
    ContactFactory(woman=place.woman, started_at=at(date(2019, 4, 9)))
    AppointmentFactory(woman=place.woman, at=at(date(2019, 12, 31)), attendance="scheduled")
    svg = picture(told(place), width=width, key="x")
    assert "<title" in svg
    assert "of 1 contact tried 1 made" in svg
    assert "Today" in svg
    for word in svg.split(' x="')[1:] + svg.split(' cx="')[1:]:
        assert -1 <= float(word.split('"')[0]) <= width + 1


def test_every_piece_of_the_picture_is_well_formed(place):
    ContactFactory(woman=place.woman, started_at=at(date(2019, 4, 9)))
    ContraceptionFactory(woman=place.woman, started_on=date(2018, 10, 1))
    GoalFactory(woman=place.woman, set_on=date(2018, 9, 7), achieved_on=date(2018, 11, 2))
    for attendance in ("attended", "did_not_attend", "cancelled_by_woman", "scheduled"):
        AppointmentFactory(woman=place.woman, at=at(date(2019, 3, 6)), attendance=attendance)
    assert ElementTree.fromstring(picture(told(place), width=WIDE, key="x")).tag == "svg"  # a doubled attribute raises


def test_her_words_cannot_break_out_of_the_picture(place):
    GoalFactory(woman=place.woman, set_on=date(2018, 9, 7), in_her_words="<script>alert(1)</script>")
    assert "<script" not in picture(told(place), width=WIDE, key="x")


def test_no_method_goes_on_once_she_has_left(place):
    ContraceptionFactory(woman=place.woman, started_on=date(2018, 10, 1))
    left = date(2019, 1, 7)
    (band,) = timeline_of(place.woman, place, TODAY, left_on=left).contraception
    assert (band.starts_on, band.ends_on) == (date(2018, 10, 1), left)
