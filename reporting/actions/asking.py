"""Asking for a return, a pack or a calculation, and what the sweep sends again (the life of a job: practices.jobs)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connections, transaction
from django.db.models import Q
from django.utils import timezone

from practices.jobs import CannotBuild
from practices.models import Practice, User
from practices.tenancy.scope import COUNT_ALIAS, NATIONAL_ALIAS, count_scope, national_scope
from reporting.actions.returns import next_version
from reporting.models import OPEN_STATES, JobState, PackJob, ReturnJob, WorthJob
from reporting.quarters import Quarter

REMINDER_PATIENCE = timedelta(minutes=10)  # from one try of a letter to the next


@transaction.atomic
def ask_for_return(*, practice: Practice, quarter: Quarter, by: User | None, today: date) -> ReturnJob:
    """Ask for a return, or get the job that is already under way: a double press is one return."""
    if quarter.start > today:
        raise CannotBuild(f"{quarter} has not begun: there is nothing to count yet.")
    next_version(quarter)
    try:
        with transaction.atomic():
            job = ReturnJob.objects.create(quarter=str(quarter), requested_by=by)
    except IntegrityError:
        job = ReturnJob.objects.get(quarter=str(quarter), state__in=[JobState.QUEUED, JobState.RUNNING])
    send(job)
    return job


def send(job: ReturnJob) -> None:
    """Put the job's ids on the queue once the row is safe; if Redis is away, the sweep sends it later."""
    from reporting.tasks import build_return

    practice_id, job_id = job.practice_id, job.pk
    transaction.on_commit(lambda: build_return.delay(practice_id=practice_id, job_id=job_id), robust=True)


def ask_for_pack(*, quarter: Quarter, by: User) -> PackJob:
    """Ask for National's pack of a quarter, or get the job that is under way; in National's scope."""
    from reporting.tasks import build_pack

    try:
        with transaction.atomic(using=NATIONAL_ALIAS):
            job = PackJob.objects.create(quarter=str(quarter), requested_by=by)
    except IntegrityError:
        job = PackJob.objects.get(quarter=str(quarter), state__in=OPEN_STATES)
    job_id = job.pk
    transaction.on_commit(lambda: build_pack.delay(job_id=job_id), using=NATIONAL_ALIAS, robust=True)
    return job


def ask_for_worth(*, asked: dict[str, Any], quarter: Quarter, by: User) -> WorthJob:
    """Ask for a calculation as a PDF; in National's scope."""
    from reporting.tasks import build_worth

    job = WorthJob.objects.create(quarter=str(quarter), asked=asked, requested_by=by)
    job_id = job.pk
    transaction.on_commit(lambda: build_worth.delay(job_id=job_id), using=NATIONAL_ALIAS, robust=True)
    return job


def national_jobs_to_send_again(kind: type[PackJob] | type[WorthJob], *, now: datetime) -> list[int]:
    """National's jobs of a kind that nobody is at."""
    waited = Q(state=JobState.QUEUED, requested_at__lt=now - timedelta(seconds=settings.SWEEP_SECONDS))
    silent = Q(state=JobState.RUNNING, lease_until__lt=now)
    found: Any = kind
    with national_scope():
        return list(found.objects.filter(waited | silent).values_list("pk", flat=True))


def reminders_to_send_again(*, now: datetime) -> list[tuple[int, int]]:
    """(practice id, reminder id) of those asked for in the last two days, not sent, and not tried of late."""
    practices = list(Practice.objects.values_list("pk", flat=True))
    with count_scope(practices), connections[COUNT_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT practice_id, id FROM reporting_reminder WHERE sent_at IS NULL AND asked_on >= %s "
            "AND (tried_at IS NULL OR tried_at < %s) ORDER BY id",
            [timezone.localdate(now) - timedelta(days=2), now - REMINDER_PATIENCE],
        )
        return [(practice_id, reminder_id) for practice_id, reminder_id in cursor.fetchall()]
