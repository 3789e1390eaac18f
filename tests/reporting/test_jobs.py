"""A return is built once, whatever dies: on a real worker, a real Redis and a real PostgreSQL."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import psycopg2
import pytest
import redis
from django.utils import timezone

from practices import jobs
from practices.jobs import CannotBuild
from practices.models.leased import MOST_ATTEMPTS
from practices.permissions import Role
from practices.tenancy.scope import national_scope
from reporting.actions import asking
from reporting.models import JobState, Return, ReturnFile, ReturnJob
from reporting.quarters import Quarter
from tests.conftest import scope_of, user_of
from tests.database import NAME, admin_url
from tests.factories import PlaceFactory, ReturnFactory
from tests.reporting.workers import beat, children_of, environment, until, worker

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.xdist_group("workers")]
Q4 = Quarter(2018, 4)
NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)
TODAY = date(2019, 4, 10)


@pytest.fixture
def queue():
    connection = redis.Redis.from_url(os.environ["REDIS_URL"])
    connection.flushdb()
    yield connection
    connection.flushdb()
    connection.close()


@pytest.fixture
def asked(rotherham, queue):
    with scope_of(rotherham):
        PlaceFactory()
        return asking.ask_for_return(practice=rotherham, quarter=Q4, by=user_of(Role.PRACTICE_LEAD), today=TODAY)


def state(practice, job):
    with scope_of(practice):
        return ReturnJob.objects.get(pk=job.pk)


def is_drawing(practice, job):
    return state(practice, job).doing == "Drawing the PDF"


def one_result(practice, job, *, attempts):
    done = until(lambda: (found := state(practice, job)).state == JobState.DONE and found, "the return")
    with scope_of(practice):
        built = Return.objects.get()
        assert (built.version, built.status, done.built_id) == (1, "draft", built.pk)
        assert sorted(ReturnFile.objects.values_list("kind", flat=True)) == sorted(ReturnFile.Kind.values)
        assert ReturnJob.objects.count() == 1
        assert built.figures["indicators"]["women_in_cohort"]["value"] == 1
    assert done.attempts >= attempts
    return done


def test_a_return_is_built(asked, rotherham, tmp_path):
    with worker(tmp_path):
        assert one_result(rotherham, asked, attempts=1).attempts == 1


def test_a_worker_that_is_killed_in_mid_build_loses_nothing_and_doubles_nothing(asked, rotherham, tmp_path):
    with worker(tmp_path) as parent, beat(tmp_path):
        until(lambda: is_drawing(rotherham, asked), "the drawing")
        for child in children_of(parent.pid):
            os.kill(child, signal.SIGKILL)
        one_result(rotherham, asked, attempts=2)


def test_a_whole_worker_that_is_killed_is_followed_by_the_next(asked, rotherham, tmp_path):
    with worker(tmp_path) as first:
        until(lambda: is_drawing(rotherham, asked), "the drawing")
        os.killpg(first.pid, signal.SIGKILL)
    assert state(rotherham, asked).state == JobState.RUNNING
    with worker(tmp_path), beat(tmp_path):
        one_result(rotherham, asked, attempts=2)


def test_a_queue_that_is_flushed_loses_no_job(asked, rotherham, queue, tmp_path):
    assert queue.llen("celery") == 1
    queue.flushdb()
    with worker(tmp_path), beat(tmp_path):
        one_result(rotherham, asked, attempts=1)


def test_a_database_connection_that_is_dropped_in_mid_build_is_survived(asked, rotherham, tmp_path):
    with worker(tmp_path), beat(tmp_path):
        until(lambda: is_drawing(rotherham, asked), "the drawing")
        with closing(psycopg2.connect(admin_url())) as connection, connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = %s AND usename IN ('app_rw', 'app_count') AND pid <> pg_backend_pid()",
                [NAME],
            )
            assert cursor.fetchone()[0] >= 1
        from django.db import connections

        connections["default"].close()
        one_result(rotherham, asked, attempts=2)


PRESS = """
import django; django.setup()
from datetime import date
from practices.models import Practice
from practices.tenancy.scope import practice_scope
from practices import jobs
from reporting.actions import asking
from reporting.quarters import Quarter
practice = Practice.objects.get(slug="rotherham")
with practice_scope(practice.pk):
    asking.ask_for_return(practice=practice, quarter=Quarter(2018, 4), by=None, today=date(2019, 4, 10))
print("saved")
"""


def test_redis_that_is_away_does_not_fail_the_press(rotherham, queue, tmp_path):
    away = environment() | {
        "REDIS_URL": f"unix://{tmp_path}/nobody.sock?db=0",
        "DJANGO_SETTINGS_MODULE": "pause_cms.settings",
    }
    pressed = subprocess.run([sys.executable, "-c", PRESS], env=away, capture_output=True, text=True, timeout=60)
    assert pressed.stdout == "saved\n", pressed.stderr
    assert "Error" in pressed.stderr, "Redis must have been asked for in vain"
    assert queue.llen("celery") == 0
    with scope_of(rotherham):
        job = ReturnJob.objects.get()
    with worker(tmp_path), beat(tmp_path):
        until(lambda: state(rotherham, job).state == JobState.DONE, "the sweep")


def test_a_double_press_is_one_return(lead, rotherham, queue):
    urls = {lead.post("/rotherham/quarters/2018-19-Q4/build").url for _ in range(3)}
    assert len(urls) == 1
    with scope_of(rotherham):
        assert ReturnJob.objects.count() == 1


class TestClaim:
    def test_of_two_workers_one_gets_the_job(self, rotherham):
        with scope_of(rotherham):
            job = ReturnJob.objects.create(quarter=str(Q4))
            assert jobs.claim(job.pk, kind=ReturnJob, now=NOW) == jobs.Claim(ReturnJob, job.pk, 1)
            assert jobs.claim(job.pk, kind=ReturnJob, now=NOW) is None

    def test_a_lease_that_ran_out_is_taken_over_and_the_first_can_write_nothing(self, rotherham):
        with scope_of(rotherham):
            job = ReturnJob.objects.create(quarter=str(Q4))
            first = jobs.claim(job.pk, kind=ReturnJob, now=NOW)
            second = jobs.claim(job.pk, kind=ReturnJob, now=NOW + timedelta(days=1))
            assert second.attempts == 2
            for write in (
                lambda: jobs.say(first, "x", done=1, of=2, now=NOW),
                lambda: jobs.finish(first, built=ReturnFactory.build(practice=rotherham, pk=1), now=NOW),
                lambda: jobs.give_up(first, "x", now=NOW),
            ):
                with pytest.raises(jobs.LostLease):
                    write()
            jobs.let_go(first)
            assert ReturnJob.objects.get().state == JobState.RUNNING

    def test_a_job_that_kills_every_worker_is_given_up(self, rotherham):
        with scope_of(rotherham):
            job = ReturnJob.objects.create(quarter=str(Q4))
            for attempt in range(MOST_ATTEMPTS):
                assert jobs.claim(job.pk, kind=ReturnJob, now=NOW + timedelta(days=attempt)).attempts == attempt + 1
            assert jobs.claim(job.pk, kind=ReturnJob, now=NOW + timedelta(days=99)) is None
            assert ReturnJob.objects.get().state == JobState.FAILED

    def test_the_sweep_finds_what_nobody_is_at_and_nothing_else(self, rotherham, hackney):
        now = timezone.now()
        old = now - timedelta(hours=1)
        with scope_of(rotherham):
            lost = ReturnJob.objects.create(quarter="2018-19 Q1", requested_at=old)
            silent = ReturnJob.objects.create(quarter="2018-19 Q2", state="running", lease_until=old, attempts=1)
            ReturnJob.objects.create(quarter="2018-19 Q3", state="running", lease_until=now + timedelta(hours=1))
            ReturnJob.objects.create(quarter="2018-19 Q3", state="done", requested_at=old)
            ReturnJob.objects.create(quarter="2018-19 Q4", requested_at=now)
        with scope_of(hackney):
            other = ReturnJob.objects.create(quarter="2018-19 Q1", requested_at=old)
        found = list(jobs.silent("reporting_returnjob", now=now))
        assert found == [(rotherham.pk, lost.pk), (rotherham.pk, silent.pk), (hackney.pk, other.pk)]


@pytest.mark.parametrize("status", ["submitted", "accepted"])
def test_a_quarter_that_stands_submitted_is_not_built_again(status, rotherham):
    with scope_of(rotherham):
        sent = ReturnFactory(sha256="0" * 64)
        sent.status, sent.submitted_at = "submitted", NOW
        sent.save()
    if status == "accepted":
        with national_scope():
            Return.objects.filter(pk=sent.pk).update(status=status)
    with scope_of(rotherham), pytest.raises(CannotBuild, match="was submitted"):
        asking.ask_for_return(practice=rotherham, quarter=Q4, by=None, today=TODAY)


def test_a_quarter_that_has_not_begun_is_not_built(rotherham):
    with scope_of(rotherham), pytest.raises(CannotBuild, match="has not begun"):
        asking.ask_for_return(practice=rotherham, quarter=Quarter(2019, 2), by=None, today=TODAY)


def test_a_task_without_its_practice_does_not_run():
    from reporting.tasks import build_return

    with pytest.raises(TypeError, match="practice_id"):
        build_return(job_id=1)


def test_a_worker_keeps_no_scope_between_tasks(rotherham):
    from practices.tenancy.scope import current_scope
    from reporting.tasks import build_return

    build_return(practice_id=rotherham.pk, job_id=999)
    assert current_scope() is None
