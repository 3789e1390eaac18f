"""A day and a time of day in London, on every minute of the two nights on which the clocks change."""

import ast
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.http import QueryDict
from django.utils import timezone

from practices.forms.record import in_words as said_twice
from practices.london import LONDON, NoSuchTime, clock_of, day_in_london, moment_at, start_of
from practices.templatetags.pause import clock, moment, near_day, near_weekday, short_moment
from practices.workbook.cells import BadCell, DateAlone, DoubledTime, a_time
from practices.workbook.sheets import day_of
from sessions_log.forms.when import WhenForm
from women.law.gathering import in_words as in_a_copy

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
MINUTES = [time(minutes // 60, minutes % 60) for minutes in range(24 * 60)]
ROOT = Path(__file__).parents[2]


def face_of(moment: datetime) -> tuple[date, time]:
    """What a clock on a wall in London shows."""
    local = moment.astimezone(LONDON)
    return local.date(), local.time().replace(fold=0)


class TestTheNightThatSkipsAnHour:
    def test_every_minute_but_those_of_the_hour_is_that_minute(self):
        for at in MINUTES:
            if at.hour == 1:
                with pytest.raises(NoSuchTime):
                    moment_at(SPRING, at)
            else:
                assert face_of(moment_at(SPRING, at)) == (SPRING, at)

    def test_it_is_asked_which_was_meant(self):
        with pytest.raises(NoSuchTime, match=r"29 March 2026 .* there is no 01:30\. Did you mean 00:30 or 02:30\?"):
            moment_at(SPRING, time(1, 30))


class TestTheNightThatHasAnHourTwice:
    def test_every_minute_is_that_minute_and_the_latest_that_has_been(self):
        begin, end = datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2026, 10, 25, 4, tzinfo=UTC)
        for number in range(int((end - begin) / timedelta(minutes=1))):
            now = begin + timedelta(minutes=number)
            for ago in (0, 1, 35, 59, 60, 61):
                meant = now - timedelta(minutes=ago)
                found = moment_at(*face_of(meant), not_after=now)
                assert found <= now, (now, meant)
                assert face_of(found) == face_of(meant)
                assert meant <= found <= meant + timedelta(hours=1)

    def test_without_a_clock_it_is_the_first(self):
        assert moment_at(AUTUMN, time(1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    def test_a_moment_is_in_utc_so_that_no_two_are_compared_by_their_faces(self):
        assert moment_at(AUTUMN, time(1, 30)).tzinfo is UTC
        assert day_in_london(moment_at(date(2026, 7, 1), time(0, 10))) == date(2026, 7, 1)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1971, 6, 1), date(9999, 12, 31)])
def test_any_day_of_the_calendar_begins(day):
    assert day_in_london(start_of(day)) == day


class TestAForm:
    def form(self, *, day: date, at: str, now: datetime) -> WhenForm:
        data = QueryDict(mutable=True)
        data.update({"when": "other", "other_day": day.isoformat(), "at": at})
        return WhenForm(data, now=now)

    def test_a_time_that_never_was_is_asked_at_its_field(self):
        form = self.form(day=SPRING, at="01:30", now=datetime(2026, 3, 30, 9, tzinfo=UTC))
        assert not form.is_valid()
        assert "Did you mean 00:30 or 02:30?" in form.errors["at"][0]

    def test_a_contact_35_minutes_old_in_the_doubled_hour_is_not_in_the_future(self):
        now = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 01:10, for the second time
        form = self.form(day=AUTUMN, at="01:35", now=now)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["started_at"] == now - timedelta(minutes=35)

    def test_a_contact_of_this_minute_is_not_in_the_future_on_any_minute_of_either_night(self):
        for day in (SPRING, AUTUMN):
            for number in range(5 * 60):
                now = start_of(day) - timedelta(hours=1) + timedelta(minutes=number)
                today, at = face_of(now)
                form = self.form(day=today, at=f"{at:%H:%M}", now=now)
                assert form.is_valid(), (now, form.errors)
                assert form.cleaned_data["started_at"] == now

    def test_today_of_a_page_that_was_opened_before_midnight_is_asked_again(self):
        data = QueryDict(mutable=True)
        data.update({"when": "today", "at": "00:01", "served_on": "2026-06-01"})
        form = WhenForm(data, now=datetime(2026, 6, 2, 9, tzinfo=UTC))
        assert not form.is_valid()
        assert form.errors["when"] == ["This page was opened on 1 June, and it is 2 June now. Choose the day again."]
        assert (form["when"].value(), form["served_on"].value()) == ("", "2026-06-02")


class TestACell:
    @pytest.mark.parametrize("written", ["29/03/2026 01:30", datetime(2026, 3, 29, 1, 30), 46110 + 1.5 / 24])
    def test_a_time_that_never_was_is_asked_back_as_in_a_form(self, written):
        with pytest.raises(BadCell, match=r"there is no 01:30\. Did you mean 00:30 or 02:30\?"):
            a_time(written)

    def test_a_time_that_was_twice_is_the_first_of_the_two_and_known_for_a_remark(self):
        doubled = [minutes for minutes in range(0, 240, 5)
                   if isinstance(a_time(f"25/10/2026 {minutes // 60:02}:{minutes % 60:02}"), DoubledTime)]  # fmt: skip
        assert doubled == list(range(60, 120, 5))
        assert a_time("25/10/2026 01:30") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        assert not isinstance(a_time("29/03/2026 02:30"), DoubledTime)

    def test_a_time_equals_the_one_that_was_stored_from_it(self):
        """Python never calls a time of the doubled hour equal to the same moment of another zone."""
        for minutes in range(0, 180, 5):
            read = a_time(f"25/10/2026 {minutes // 60:02}:{minutes % 60:02}")
            assert read == read.astimezone(UTC)

    def test_the_day_of_a_time_after_midnight_in_summer_is_londons(self):
        assert day_of(a_time("01/07/2026 00:10")) == date(2026, 7, 1)

    def test_a_date_alone_is_still_known_as_one(self):
        assert isinstance(a_time("01/07/2026"), DateAlone)


def test_midnight_is_a_day_whose_time_nobody_knows():
    known, day = datetime(2026, 7, 1, 9, 5, tzinfo=UTC), start_of(date(2026, 7, 1))
    assert (clock_of(known), clock_of(day)) == ("10:05", "")
    assert (moment(known), moment(day)) == ("1 July 2026 at 10:05", "1 July 2026")
    assert (short_moment(known), short_moment(day)) == ("1 Jul 2026, 10:05", "1 Jul 2026")
    assert (clock(known), clock(day)) == ("10:05", "Time not known")
    assert (said_twice(known), said_twice(day)) == ("1 July 2026 at 10:05", "1 July 2026")
    assert (in_a_copy(known), in_a_copy(day)) == ("1 July 2026, 10:05", "1 July 2026")


MAY_COMBINE = {
    "practices/london.py",
    "practices/dates.py",
    "reporting/quarters.py",
    "reporting/demonstration/histories.py",
}


def test_a_day_and_a_time_are_put_together_in_one_place():
    """The others are midnights of quarters, hours of invented days, and cells that have no zone yet."""
    found = set()
    for app in ("practices", "women", "sessions_log", "reporting"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Attribute) and node.attr in ("make_aware", "combine"):
                    found.add(str(path.relative_to(ROOT)))
    assert found == MAY_COMBINE


def test_a_day_of_another_year_says_its_year_where_days_of_these_weeks_do_not():
    this_year = timezone.localdate().year
    assert near_day(date(this_year, 3, 1)) == "1 Mar"
    assert near_day(date(this_year - 1, 3, 1)) == f"1 Mar {this_year - 1}"
    assert near_weekday(datetime(2024, 6, 30, 23, 30, tzinfo=UTC)) == "Mon 1 Jul 2024"  # summer: the day in London
