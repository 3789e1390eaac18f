"""National's pages: what they say, what they answer to bad input, and in how many statements."""

import re
from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from practices.models import Practice
from practices.permissions import Role
from practices.tenancy.scope import national_scope
from reporting.benchmark.declared import COMPARISONS
from reporting.quarters import Quarter
from tests.conftest import client_of
from tests.reporting.benchmark.sending import Q1, WOMEN, practice_named, send

pytestmark = pytest.mark.usefixtures("committed")
PAGES = (
    "/national/", "/national/practices/", "/national/practices/town-1/", "/national/indicators/weekly_reach/",
    "/national/indicators/pregnancies/", "/national/indicators/seats_filled/",
)  # fmt: skip


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_country_in_one_screen(country, analyst):
    page = text_of(analyst.get("/national/"))
    assert "280 in the cohorts" in page
    assert "840 removed from their care, ever" in page
    assert "Returns in 14 of 16" in page  # Rotherham and Hackney are live and have sent nothing
    assert "Trial limits" in page


def test_an_indicator_names_who_is_outside_and_in_which_direction(country, analyst):
    page = text_of(analyst.get("/national/indicators/appointment_attendance/"))
    assert "1 Practice lower than chance would give about the average, 79%" in page
    assert "Town-13 : 55%, lower than chance would give (outside the 99.8% limits too); worse than the average" in page
    assert "Higher is better." in page
    assert "Were all 14 Practices alike, fewer than one would lie outside" in page


def test_a_count_is_added_up_and_shown_without_limits(country, analyst):
    page = text_of(analyst.get("/national/indicators/women_in_cohort/"))
    assert "2026-27 Q1: 280 in all" in page
    assert "Nothing to count" not in page
    assert "shown as it was sent, without limits" in page


def test_of_nobody_there_is_no_value(country, analyst):
    page = text_of(analyst.get("/national/indicators/weekly_reach/?phase=scoping"))
    assert "Q1: 0%" not in page
    assert "No Practice is left by these filters" in page


def test_quarters_are_pooled_for_events_only(country, analyst):
    pooled = text_of(analyst.get("/national/indicators/appointment_attendance/?first=2025-26+Q3&last=2026-27+Q1"))
    assert "2025-26 Q3 to 2026-27 Q1" in pooled
    assert "of 4,200" in pooled
    on_a_day = text_of(analyst.get("/national/indicators/fully_engaged/?first=2025-26+Q3&last=2026-27+Q1"))
    assert "210 of 280" in on_a_day
    assert "the same women would be counted again" in on_a_day


def test_filters_stand_in_the_address_and_as_chips(country, analyst):
    page = text_of(analyst.get("/national/indicators/appointment_attendance/?nation=Scotland"))
    assert "Scotland × : take this filter away 3 Practices" in page
    assert "Town-13" not in page


def test_no_rank_and_no_order_by_value_anywhere(country, analyst):
    for path in PAGES:
        content = analyst.get(path).content.decode()
        assert not re.search(r"\brank|league|\btop \d|best|worst", text_of(analyst.get(path)), re.IGNORECASE), path
        assert "sort=" not in content
    names = re.findall(r'/national/practices/(town-\d+)/">Town', analyst.get(PAGES[3]).content.decode())
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("first=2026-27+Q1&last=2025-26+Q3", "2026-27 Q1 comes after 2025-26 Q3"),
        ("last=2031-32+Q1", "No return of 2031-32 Q1 stands"),
        ("last=soon", "is not a quarter. Write it like 2018-19 Q4."),
        ("nation=France", "Choose"),
        ("delivery=charity", "Only one Practice is left"),
    ],
)
def test_what_cannot_be_compared_is_said(country, analyst, query, said):
    response = analyst.get(f"/national/indicators/appointment_attendance/?{query}")
    assert response.status_code == 422
    assert said in text_of(response)
    assert b"Error: " in response.content


def test_up_to_six_quarters_are_added_up(rotherham, hackney, analyst):
    for practice in (rotherham, hackney):
        for quarter in (Quarter(2024, 1), Q1):
            send(practice, {"appointment_attendance": (8, 10)}, quarter=quarter)
    response = analyst.get("/national/indicators/appointment_attendance/?first=2024-25+Q1&last=2026-27+Q1")
    assert response.status_code == 422
    assert "Up to 6 quarters can be added up" in text_of(response)


def test_an_unknown_indicator_practice_or_quarter_is_not_found(country, analyst):
    for path in (
        "indicators/happiness/", "practices/nowhere/", "?quarter=2031-32-Q1", "?quarter=soon",
        "practices/town-1/?quarter=2019-20-Q1", "practices/town-1/?over=happiness",
    ):  # fmt: skip
        assert analyst.get(f"/national/{path}").status_code == 404, path


def test_the_list_of_practices_names_what_to_ask_about_and_who_has_not_sent(country, analyst):
    page = text_of(analyst.get("/national/practices/"))
    assert re.search(r"Town-13 Live England –? ?Council ?Appointment attendance", page)
    assert re.search(r"Rotherham Live England – not sent", page)
    assert page.count("Appointment attendance") == 1


def test_with_no_return_every_page_says_what_to_do(analyst):
    assert "No return has been sent yet" in text_of(analyst.get("/national/"))
    assert "there is nothing to compare" in text_of(analyst.get("/national/indicators/weekly_reach/"))
    assert "has no return that stands" in text_of(analyst.get("/national/practices/rotherham/"))


def test_filters_that_leave_nobody_say_so(country, analyst):
    assert "No Practice is left by these filters" in text_of(
        analyst.get("/national/indicators/weekly_reach/?nation=Wales")
    )


def test_one_practice_beside_the_country(country, analyst):
    page = text_of(analyst.get("/national/practices/town-13/"))
    assert "Is the model followed?" in page
    assert "Lower than chance would give" in page
    assert "Weekly reach" in page
    assert "2026-27 Q1, version 1" in page


def test_transition_on_time_is_read_from_the_return(rotherham, hackney, analyst):
    send(rotherham, WOMEN | {"women_in_transition": (8, None)}, left_out={"transition_planned": 2})
    page = text_of(analyst.get("/national/practices/rotherham/"))
    assert "8 of 10 2 planned and not yet recorded" in page


def test_the_strip_says_what_the_funnel_says(country, analyst):
    """One Practice's page reads prepared sums, an indicator's page the Practices: both must come to the same."""
    from reporting.benchmark.one_practice import lines_of
    from reporting.benchmark.reading import compare, figures_of_practice, sums_until
    from reporting.benchmark.standing import prepare
    from reporting.benchmark.window import Window

    with national_scope():
        prepare()
        sums = sums_until(Q1, 1)[0]
        for practice in country:
            lines = {one.comparison.key: one for one in lines_of(figures_of_practice(practice.pk, Q1, 24), sums)}
            for comparison in COMPARISONS:
                compared = compare(comparison, Window(Q1, Q1))
                at = [unit.slug for unit in compared.units].index(practice.slug)
                line = lines[comparison.key]
                if line.judged is not None:
                    assert line.judged == compared.funnel.judged[at], (practice.slug, comparison.key)


def test_the_comparison_can_be_taken_away_as_a_table(country, analyst):
    response = analyst.get("/national/indicators/appointment_attendance/comparison.csv?nation=Scotland")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("appointment_attendance,2026-27 Q1,2026-27 Q1,town-0,Scotland,council,live,1,1,")


def test_the_admin_says_who_delivers_and_the_filter_follows(country, analyst):
    admin = client_of(Role.NATIONAL_ADMIN, None)
    assert analyst.post("/national/practices/town-6/delivery", {"delivery": "charity"}).status_code == 403
    admin.post("/national/practices/town-6/delivery", {"delivery": "charity"})
    page = text_of(analyst.get("/national/indicators/appointment_attendance/?delivery=charity"))
    assert "2 Practices" in page
    assert "Choose council" in text_of(
        admin.post("/national/practices/town-6/delivery", {"delivery": "x"}, follow=True)
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_at_most_fifteen_statements(country, analyst, path):
    analyst.get(path)
    with CaptureQueriesContext(connections["national"]) as one, CaptureQueriesContext(connections["default"]) as two:
        assert analyst.get(path).status_code == 200
    assert len(one) + len(two) <= 15, [query["sql"] for query in (*one, *two)]


def test_a_quarter_of_which_returns_are_missing_says_that_its_point_will_move(country, analyst):
    """Rotherham and Hackney are live and have sent nothing; a Practice that is only scoping owes nothing."""
    page = "/national/indicators/appointment_attendance/"
    assert "2 of 16 Practices have not sent it, so its hollow point will move" in text_of(analyst.get(page))
    Practice.objects.using("owner").filter(slug__in=("rotherham", "hackney")).update(went_live_on=None)
    assert "hollow point" not in text_of(analyst.get(page))


def test_a_return_that_was_not_due_stands_for_none_that_was(country, analyst):
    Practice.objects.using("owner").filter(slug="town-1").update(returns_from=date(2090, 1, 1))
    assert "Returns in 13 of 15, and 1 that was not due: sums are not complete" in text_of(analyst.get("/national/"))
    page = text_of(analyst.get("/national/indicators/appointment_attendance/"))
    assert "2 of 15 Practices have not sent it" in page


def test_a_practice_in_its_first_six_months_says_so(country, analyst):
    page = "/national/indicators/appointment_attendance/"
    assert "In its first six months" not in text_of(analyst.get(page))
    young = practice_named("young", went_live_on=date(2026, 2, 1))
    send(young, WOMEN | {"appointment_attendance": (80, 100)})
    assert text_of(analyst.get(page)).count("In its first six months") == 1


def test_a_practice_in_another_phase_is_filtered_by_it(country, analyst):
    practice_named("old", closed_on=date(2026, 4, 2))
    page = text_of(analyst.get("/national/"))
    assert re.search(r"Closed 1 Practice", page)
