"""Prepared figures: always those of the latest version that was not sent back, whoever changed what."""

from contextlib import closing

import psycopg2
import pytest
from django.utils import timezone

from practices.permissions import Role
from practices.tenancy.scope import national_scope
from reporting.actions import questions
from reporting.benchmark.reading import quarters_with_returns, sums_until
from reporting.benchmark.standing import prepare
from reporting.models import QuarterSums, StandingFigures, ToPrepare
from reporting.quarters import Quarter
from tests import database
from tests.conftest import scope_of, user_of
from tests.reporting.benchmark.sending import Q1, practice_named, send

pytestmark = pytest.mark.usefixtures("committed")


def numbers_of(practice, quarter=Q1):
    found = StandingFigures.objects.filter(practice_id=practice.pk, quarter=str(quarter)).first()
    return found and found.numbers["appointment_attendance"]


def test_a_sent_return_stands_and_is_added_up(rotherham, hackney):
    send(rotherham, {"appointment_attendance": (174, 200)})
    send(hackney, {"appointment_attendance": (80, 100)})
    with national_scope():
        assert prepare() == 1
        assert numbers_of(rotherham) == [174, 200]
        said = sums_until(Q1, 1)[0].sums["appointment_attendance"]
        assert (said["x"], said["n"], said["units"]) == (254, 300, 2)
        assert prepare() == 0


def test_a_version_that_was_sent_back_stands_no_more_and_the_next_does(rotherham):
    first = send(rotherham, {"appointment_attendance": (174, 200)})
    with national_scope():
        prepare()
        analyst = user_of(Role.NATIONAL_ANALYST, None)
        questions.ask(about=first, figure="appointment_attendance", words="Why?", by=analyst, now=timezone.now())
        questions.send_back(about=first, by=analyst, now=timezone.now())
        assert prepare() == 1
        assert numbers_of(rotherham) is None
        assert quarters_with_returns() == []
    send(rotherham, {"appointment_attendance": (150, 200)}, version=2)
    with national_scope():
        prepare()
        assert numbers_of(rotherham) == [150, 200]


def test_accepting_changes_no_number(rotherham):
    found = send(rotherham, {"appointment_attendance": (174, 200)})
    with national_scope():
        prepare()
        questions.accept(returns=[found.pk], by=user_of(Role.NATIONAL_ANALYST, None), now=timezone.now())
        prepare()
        assert numbers_of(rotherham) == [174, 200]


def test_quarters_are_added_up_each_for_itself(rotherham):
    send(rotherham, {"appointment_attendance": (174, 200)}, quarter=Quarter(2025, 4))
    send(rotherham, {"appointment_attendance": (10, 20)})
    with national_scope():
        assert prepare() == 2
        assert [one.quarter for one in sums_until(Q1, 6)] == ["2025-26 Q4", "2026-27 Q1"]


def test_returns_that_were_sent_before_there_was_a_comparison_are_taken_up(rotherham):
    send(rotherham, {"appointment_attendance": (174, 200)})
    with (
        closing(psycopg2.connect(database.admin_url(database.NAME))) as connection,
        connection,
        connection.cursor() as c,
    ):
        c.execute("DELETE FROM reporting_toprepare")
    with national_scope():
        assert prepare() == 1
        assert numbers_of(rotherham) == [174, 200]


def test_two_that_prepare_at_once_lose_nothing(rotherham, hackney):
    """Each on a connection of its own: sums hold both Practices whoever comes last."""
    import threading

    from django.db import connections

    practices = [rotherham, hackney, *(practice_named(f"town-{number}") for number in range(6))]
    failures = []

    def one(practice):
        try:
            send(practice, {"appointment_attendance": (8, 10)})
            with national_scope():
                prepare()
        except Exception as error:  # shown below
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[practice]) for practice in practices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with national_scope():
        prepare()
        assert QuarterSums.objects.using("national").get().sums["appointment_attendance"]["x"] == 64


def test_a_practice_reads_only_its_own_standing_figures_and_writes_none(rotherham, hackney):
    send(rotherham, {"appointment_attendance": (174, 200)})
    send(hackney, {"appointment_attendance": (80, 100)})
    with national_scope():
        prepare()
    from django.db import ProgrammingError, transaction

    with scope_of(rotherham):
        assert [one.practice_id for one in StandingFigures.objects.all()] == [rotherham.pk]
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            StandingFigures.objects.update(version=9)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            QuarterSums.objects.count()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ToPrepare.objects.all().delete()
