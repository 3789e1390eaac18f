"""The life of a job: asked for, claimed under a lease, finished once. The row is the truth; Redis only carries it.

A worker may die at any point: its lease runs out, the sweep sends the job again, and the claim counts one attempt
more. What the dead worker might still write is refused, since every write says `WHERE attempts = mine`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connections, router, transaction
from django.db.models import F, Q
from django.utils import timezone

from practices.models import Practice, User
from practices.tenancy.scope import COUNT_ALIAS, NATIONAL_ALIAS, count_scope, national_scope
from reporting.actions.returns import CannotBuild, next_version
from reporting.models import OPEN_STATES, JobState, PackJob, Return, ReturnJob, WorthJob
from reporting.models.leased import MOST_ATTEMPTS
from reporting.quarters import Quarter

REMINDER_PATIENCE = timedelta(minutes=10)  # from one try of a letter to the next


class LostLease(Exception):
    """Another worker has taken the job since; what this one did is thrown away."""


@dataclass(frozen=True)
class Claim:
    """One worker's hold on a job, good only as long as nobody has counted a further attempt."""

    kind: type[ReturnJob] | type[PackJob] | type[WorthJob]
    job_id: int
    attempts: int


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


def claim(
    job_id: int, *, now: datetime, kind: type[ReturnJob] | type[PackJob] | type[WorthJob] = ReturnJob
) -> Claim | None:
    """Take the job, counting the attempt before any work; None where it is done, taken, or was tried too often."""
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    jobs: Any = kind.objects
    with transaction.atomic(using=router.db_for_write(kind)):
        job = jobs.select_for_update(skip_locked=True).filter(free, pk=job_id).first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            job.state, job.finished_at, job.doing = JobState.FAILED, now, ""
            job.save(update_fields=["state", "finished_at", "doing"])
            return None
        job.attempts += 1
        job.state = JobState.RUNNING
        job.lease_until = now + timedelta(seconds=settings.LEASE_SECONDS)
        job.steps_done = 0
        job.save(update_fields=["attempts", "state", "lease_until", "steps_done"])
    return Claim(kind, job.pk, job.attempts)


def say(held: Claim, doing: str, *, done: int, of: int, now: datetime) -> None:
    """Show progress and stretch the lease; raises LostLease where another worker has the job."""
    lease = now + timedelta(seconds=settings.LEASE_SECONDS)
    _update(held, doing=doing, steps_done=done, steps_in_all=of, lease_until=lease)


def give_up(held: Claim, why: str, *, now: datetime) -> None:
    """Close the job for a reason that trying again would not change."""
    _update(held, state=JobState.FAILED, doing=why[:200], finished_at=now)


def let_go(held: Claim) -> None:
    """Give the job back after a fault, to be tried again at once; nothing where another worker has it by now."""
    _mine(held).update(state=JobState.QUEUED, lease_until=None)


def finish(held: Claim, *, now: datetime, **result: Return | bytes | int) -> None:
    """Close the job with its result, in the transaction that writes that; raises LostLease, which undoes both."""
    _update(held, state=JobState.DONE, finished_at=now, doing="", steps_done=F("steps_in_all"), **result)


def _mine(held: Claim) -> Any:
    jobs: Any = held.kind.objects
    return jobs.filter(pk=held.job_id, attempts=held.attempts, state=JobState.RUNNING)


def _update(held: Claim, **values: object) -> None:
    if _mine(held).update(**values) != 1:
        raise LostLease


def jobs_to_send_again(*, now: datetime) -> Iterator[tuple[int, int]]:
    """(practice id, job id) of every job that nobody is at: never taken, or its worker fell silent. One query."""
    waited = now - timedelta(seconds=settings.SWEEP_SECONDS)
    practices = list(Practice.objects.values_list("pk", flat=True))
    with count_scope(practices), connections[COUNT_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT practice_id, id FROM reporting_returnjob WHERE (state = 'queued' AND requested_at < %s) "
            "OR (state = 'running' AND lease_until < %s) ORDER BY id",
            [waited, now],
        )
        found = cursor.fetchall()
    yield from found


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


def is_waiting_for_redis(job: ReturnJob | PackJob | WorthJob, *, now: datetime) -> bool:
    """Whether a job has been waiting for longer than a sweep: then the queue is away."""
    return job.state == JobState.QUEUED and now - job.requested_at > timedelta(seconds=2 * settings.SWEEP_SECONDS)
