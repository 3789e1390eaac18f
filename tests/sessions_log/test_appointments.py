"""Appointments: made, moved, cancelled; what became of them in two taps; and the calendar feed that names nobody."""

import uuid
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from practices.models import AccessRecord, Membership
from practices.permissions import Role
from sessions_log.models import Appointment, CalendarFeed
from tests.conftest import membership_of, scope_of, user_of
from tests.factories import AppointmentFactory, PlaceFactory

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()


def at(days, hour=10):
    return timezone.make_aware(datetime.combine(TODAY + timedelta(days=days), time(hour)))


@pytest.fixture
def place(rotherham):
    with scope_of(rotherham):
        return PlaceFactory(woman__known_as="Bea", woman__practitioner=membership_of(Role.PRACTITIONER))


def make(client, place, **values):
    url = f"/rotherham/women/{place.woman_id}/appointments/add/"
    values = {"key": uuid.uuid4(), "on": TODAY + timedelta(days=2), "time": "09:30", "service": "gp", **values}
    return client.post(url, values)


def test_one_is_made_moved_and_cancelled(practitioner, place, rotherham):
    assert make(practitioner, place, agency="Wick Road", accompanied="on").status_code == 302
    with scope_of(rotherham):
        made = Appointment.objects.get()
    assert (made.service, made.agency, made.accompanied, made.attendance) == ("gp", "Wick Road", True, "scheduled")
    url = f"/rotherham/women/{place.woman_id}/appointments/{made.pk}/"
    form = practitioner.get(url).context["form"]
    moved = {
        "key": uuid.uuid4(), "seen": form["seen"].value(), "on": TODAY + timedelta(days=5), "time": "14:00", "service": "gp",
        "agency": "Wick Road", "attendance": "cancelled_by_service",
    }  # fmt: skip
    assert practitioner.post(url, moved).status_code == 302
    with scope_of(rotherham):
        made.refresh_from_db()
    assert (made.at, made.attendance) == (at(5, 14), "cancelled_by_service")


def test_a_service_on_no_list_keeps_its_name(practitioner, place, rotherham):
    assert "Enter the name of the service" in make(practitioner, place, service="other").content.decode()
    make(practitioner, place, service="other", service_as_written="Allotment")
    with scope_of(rotherham):
        assert Appointment.objects.get().service_name == "Allotment"


def test_what_became_of_it_is_one_press_in_the_list_and_goes_back_to_it(practitioner, place, rotherham):
    with scope_of(rotherham):
        late = AppointmentFactory(woman=place.woman, at=at(-2), attendance="scheduled")
    page = practitioner.get("/rotherham/appointments/").content.decode()
    assert "What became of these?" in page
    url = f"/rotherham/women/{place.woman_id}/appointments/{late.pk}/attendance"
    response = practitioner.post(
        url, {"attendance": "attended_late", "accompanied": "on", "back": "/rotherham/appointments/"}
    )
    assert response.url == "/rotherham/appointments/"
    with scope_of(rotherham):
        late.refresh_from_db()
    assert (late.attendance, late.accompanied) == ("attended_late", True)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/hackney/", "javascript:x"])
def test_it_never_leads_to_another_site_or_practice(back, practitioner, place, rotherham):
    with scope_of(rotherham):
        late = AppointmentFactory(woman=place.woman, at=at(-2), attendance="scheduled")
    url = f"/rotherham/women/{place.woman_id}/appointments/{late.pk}/attendance"
    assert practitioner.post(url, {"attendance": "attended", "back": back}).url.startswith("/rotherham/women/")


def test_one_to_come_has_no_outcome_yet(practitioner, place, rotherham):
    with scope_of(rotherham):
        ahead = AppointmentFactory(woman=place.woman, at=at(2), attendance="scheduled")
    url = f"/rotherham/women/{place.woman_id}/appointments/{ahead.pk}/attendance"
    page = practitioner.post(url, {"attendance": "attended"}, follow=True).content.decode()
    assert "It has not happened yet" in page
    with scope_of(rotherham):
        ahead.refresh_from_db()
    assert ahead.attendance == "scheduled"


def test_mine_and_the_teams_week_and_list(practitioner, place, rotherham):
    with scope_of(rotherham):
        AppointmentFactory(woman=place.woman, at=at(0, 23), attendance="scheduled")
        AppointmentFactory(woman=PlaceFactory(woman__known_as="Cara").woman, at=at(0, 23), attendance="scheduled")
    for query, names in (("", ["Bea"]), ("?whose=team", ["Bea", "Cara"]), ("?view=list", ["Bea"])):
        page = practitioner.get(f"/rotherham/appointments/{query}").content.decode()
        assert [name for name in ("Bea", "Cara") if name in page] == names, query
    for odd in ("?week=9999-12-31", "?week=x", "?week=2026-02-31", "?whose=nobody"):
        assert practitioner.get(f"/rotherham/appointments/{odd}").status_code == 200


class TestFeed:
    def address(self, client):
        page = client.post("/rotherham/appointments/calendar/", {"press": "make"}).content.decode()
        return "/" + page.split("<code>")[1].split("</code>")[0].split("/", 3)[3]

    def test_it_says_when_and_names_nobody(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            AppointmentFactory(
                woman=place.woman, at=at(1), attendance="scheduled", agency="Wick Road", accompanied=True
            )
            AppointmentFactory(woman=PlaceFactory().woman, at=at(1), attendance="scheduled")
        response = Client().get(self.address(practitioner))
        assert response.headers["Content-Type"].startswith("text/calendar")
        events = Calendar.from_ical(response.content).walk("VEVENT")
        assert [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in events] == [
            ("Appointment, going along", at(1))
        ]
        for words in ("Bea", "Wick", "gp", "GP", "women"):
            assert words not in response.content.decode()
        with scope_of(rotherham):
            assert AccessRecord.objects.filter(view="calendar_feed", action="export").count() == 1

    def test_it_declares_its_time_zone_and_an_hour_is_an_hour_in_summer_and_in_winter(
        self, practitioner, place, rotherham, monkeypatch
    ):
        """RFC 5545 §3.2.19: each TZID has its VTIMEZONE; the offsets are taken from that, as a phone does."""
        monkeypatch.setattr("sessions_log.views.feeds.AHEAD", timedelta(days=400))
        year = TODAY.year + 1
        with scope_of(rotherham):
            for month in (1, 7):
                day = datetime(year, month, 15, 10, 30, tzinfo=ZoneInfo("Europe/London"))
                AppointmentFactory(woman=place.woman, at=day, attendance="scheduled")
        content = Client().get(self.address(practitioner)).content
        calendar = Calendar.from_ical(content)
        (zone,) = calendar.walk("VTIMEZONE")
        assert zone["TZID"] == "Europe/London"
        offsets = {part.name: part["TZOFFSETTO"].td for part in zone.subcomponents}
        assert offsets == {"STANDARD": timedelta(0), "DAYLIGHT": timedelta(hours=1)}
        declared = zone.to_tz()
        for event in calendar.walk("VEVENT"):
            assert event["DTSTART"].params["TZID"] == "Europe/London"
            written = event["DTSTART"].dt.replace(tzinfo=None)
            expected = timedelta(hours=1) if written.month == 7 else timedelta(0)
            assert declared.utcoffset(written) == expected, written
            assert (written.hour, written.minute) == (10, 30)
        assert len(calendar.walk("VEVENT")) == 2
        assert calendar.get_missing_tzids() == set()

    def test_taken_back_made_anew_or_with_her_post_ended_it_is_gone(self, practitioner, place, rotherham):
        first = self.address(practitioner)
        second = self.address(practitioner)
        assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
        with scope_of(rotherham):
            Membership.objects.filter(role=Role.PRACTITIONER).update(ends_on=TODAY)
        try:
            assert Client().get(second).status_code == 404
        finally:
            with scope_of(rotherham):
                Membership.objects.filter(role=Role.PRACTITIONER).update(ends_on=None)
        practitioner.post("/rotherham/appointments/calendar/", {"press": "revoke"})
        assert Client().get(second).status_code == 404

    def test_a_closed_account_or_another_role_reads_nothing_more(self, practitioner, place, rotherham):
        address = self.address(practitioner)
        user = user_of(Role.PRACTITIONER)
        type(user).objects.filter(pk=user.pk).update(is_active=False)
        try:
            assert Client().get(address).status_code == 404
        finally:
            type(user).objects.filter(pk=user.pk).update(is_active=True)
        assert Client().get(address).status_code == 200

    def test_only_a_digest_of_the_secret_is_kept_and_another_practice_knows_it_not(
        self, practitioner, place, rotherham
    ):
        address = self.address(practitioner)
        secret = address.rsplit("/", 1)[1].removesuffix(".ics")
        with scope_of(rotherham):
            assert secret not in str(vars(CalendarFeed.objects.get()))
        assert Client().get(address.replace("rotherham", "hackney")).status_code == 404
        assert Client().get("/rotherham/calendar/x.ics").status_code == 404
