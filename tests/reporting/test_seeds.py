"""The demonstration and the volume: invented, marked, the same every time, believable."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from practices.models import Practice, User
from practices.sign_in import demonstration
from practices.tenancy.scope import practice_scope
from reporting.demonstration import returns
from reporting.demonstration.histories import invent
from reporting.demonstration.profiles import PROFILES
from reporting.figures import figures_of
from reporting.models import Return, ReturnFile
from reporting.quarters import Quarter
from sessions_log.models import Contact
from tests import database
from tests.reporting.test_counting import EXPECTED
from women.models import Goal, Place, Woman

pytestmark = pytest.mark.usefixtures("committed")
TODAY = date(2026, 11, 21)
SOURCES = {
    "hackney", "southwark", "newham", "islington", "greenwich", "doncaster", "hull", "rotherham", "dundee",
    "middlesbrough", "east-ayrshire", "aberdeen",
}  # fmt: skip


@pytest.fixture
def empty():
    """No Practice at all, and the template's back afterwards."""
    from contextlib import closing

    import psycopg2

    with (
        closing(psycopg2.connect(database.admin_url(database.NAME))) as connection,
        connection,
        connection.cursor() as c,
    ):
        c.execute("TRUNCATE practices_practice, practices_user CASCADE")
    yield
    with (
        closing(psycopg2.connect(database.admin_url(database.NAME))) as connection,
        connection,
        connection.cursor() as c,
    ):
        c.execute("TRUNCATE practices_practice, practices_user CASCADE")
    database.wipe()


def test_the_demonstration_holds_the_twelve_practices_as_told(empty, monkeypatch):
    # the files are made by the same functions as every return's (test_outputs, test_jobs)
    monkeypatch.setattr(returns, "files_of", lambda shown: {"pdf": b"%PDF", "xlsx": b"PK"})
    call_command("seed_demo", today=TODAY)
    practices = {practice.slug: practice for practice in Practice.objects.all()}
    assert set(practices) == SOURCES | {"netherwick"}
    assert all(practice.is_demonstration for practice in practices.values())
    assert practices["east-ayrshire"].went_live_on is None
    assert practices["middlesbrough"].is_closed(TODAY)
    assert practices["aberdeen"].went_live_on == date(2026, 7, 1)

    with practice_scope(practices["rotherham"].pk):
        figures = figures_of(practices["rotherham"], Quarter(2018, 4), today=TODAY)
        assert figures["indicators"]["appointment_attendance"]["numerator"] == 174
        assert figures["breakdowns"] == EXPECTED["breakdowns"]
        assert Return.objects.count() == 0, "its lead builds it"
    kept = {}
    for slug in SOURCES - {"rotherham"}:
        with practice_scope(practices[slug].pk):
            kept[slug] = list(Return.objects.order_by("quarter").values_list("status", flat=True))
            assert ReturnFile.objects.count() == 2 * len(kept[slug])
    assert len(kept["hackney"]) == 12
    assert sum(len(found) >= 6 for found in kept.values()) >= 8
    assert kept["hull"][-1] == "draft"
    assert kept["hackney"][-2:] == ["accepted", "submitted"]
    assert kept["east-ayrshire"] == []
    assert (
        attendance(practices["netherwick"])
        < 0.65
        < min(attendance(practices[slug]) for slug in ("hackney", "southwark", "newham", "hull", "dundee", "doncaster"))
    ), "whatever stands out badly bears an invented name"

    out = io.StringIO()
    call_command("seed_demo", if_empty=True, stdout=out)
    assert "lead@rotherham.example" in out.getvalue()
    assert User.objects.filter(email="analyst@national.example").exists()
    call_command("seed_demo", if_empty=True)
    with pytest.raises(CommandError, match="for an empty database"):
        call_command("seed_demo")


def attendance(practice):
    with practice_scope(practice.pk):
        figures = figures_of(practice, Quarter(2026, 2), today=TODAY)
    return figures["indicators"]["appointment_attendance"]["value"]


def test_the_lead_whom_the_first_page_offers_first_has_a_return_with_pdfs():
    assert [f"@{slug}.example" for slug in returns.DRAWN] == [demonstration.SHOWN[0]]


def test_the_same_day_invents_the_same_work_and_another_moves_it():
    assert invent(PROFILES[0], today=TODAY) == invent(PROFILES[0], today=TODAY)
    now, later = invent(PROFILES[0], today=TODAY), invent(PROFILES[0], today=date(2027, 2, 21))
    assert later.cohorts[0]["starts_on"] > now.cohorts[0]["starts_on"]
    assert [case.woman["ref"] for case in later.cases[:24]] == [case.woman["ref"] for case in now.cases[:24]]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.slug)
def test_nothing_invented_lies_in_the_future_but_a_plan(profile):
    for case in invent(profile, today=TODAY).cases:
        days = [value for value in case.place.values() if isinstance(value, date)]
        days += [row["on"] for row in [*case.support, *[score for goal in case.goals for score in goal["scores"]]]]
        days += [contact[name].date() for contact in case.contacts for name in ("started_at", "recorded_at")]
        days += [a["at"].date() for a in case.appointments if a["attendance"] != "scheduled"]
        assert all(day < TODAY for day in days), "it may be loaded in the first minute of the day"
        assert all(contact["started_at"] < contact["recorded_at"] for contact in case.contacts)


def test_volume_is_filled_in_each_practices_own_scope():
    out = io.StringIO()
    call_command("seed_scale", practices=2, today=TODAY, stdout=out)
    call_command("seed_scale", practices=1, today=TODAY, stdout=out)
    for number in (1, 2, 3):
        practice = Practice.objects.get(slug=f"scale-{number}")
        with practice_scope(practice.pk):
            assert Place.objects.filter(offered_on__isnull=False, declined_on__isnull=True).count() >= 24
            assert Contact.objects.count() > 1500
            assert Goal.objects.exclude(scores=None).exists()
            assert Woman.objects.exclude(practice=practice).count() == 0
            with transaction.atomic():
                assert (
                    figures_of(practice, Quarter(2026, 1), today=TODAY)["indicators"]["weekly_reach"]["denominator"]
                    > 100
                )


def test_volume_of_nothing_is_refused():
    with pytest.raises(CommandError, match="Say how many"):
        call_command("seed_scale", practices=0)
