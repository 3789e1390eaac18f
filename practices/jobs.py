"""The life of a job: asked for, claimed under a lease, finished once. The row is the truth; Redis only carries it.

A worker may die at any point: its lease runs out, the sweep sends the job again, and the claim counts one attempt
more. What the dead worker might still write is refused, since every write says `WHERE attempts = mine`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from celery import Task
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections, router, transaction
from django.db.models import F, Q
from django.utils import timezone

from practices.models import Practice
from practices.models.leased import MOST_ATTEMPTS, JobState, Leased
from practices.tenancy.scope import COUNT_ALIAS, count_scope, practice_scope

log = logging.getLogger(__name__)


class LostLease(Exception):
    """Another worker has taken the job since; what this one did is thrown away."""


class CannotBuild(Exception):
    """It cannot be built now, and trying again would not change that; the message says why and what to do."""


class PracticeTask(Task):  # type: ignore[type-arg]
    """A task of one Practice: refuses to run without `practice_id`, and runs in no scope but that Practice's."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Check the keyword before anything runs."""
        if not isinstance(kwargs.get("practice_id"), int):
            raise TypeError(f"{self.name} takes practice_id as a keyword.")
        return super().__call__(*args, **kwargs)


@dataclass(frozen=True)
class Claim:
    """One worker's hold on a job, good only as long as nobody has counted a further attempt."""

    kind: type[Leased]
    job_id: int
    attempts: int


def claim(job_id: int, *, now: datetime, kind: type[Leased]) -> Claim | None:
    """Take the job, counting the attempt before any work; None where it is done, taken, or was tried too often."""
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    rows: Any = kind  # every kind has its manager; their base has none
    with transaction.atomic(using=router.db_for_write(kind)):
        job = rows.objects.select_for_update(skip_locked=True).filter(free, pk=job_id).first()
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


def finish(held: Claim, *, now: datetime, **result: Any) -> None:
    """Close the job with its result, in the transaction that writes that; raises LostLease, which undoes both."""
    _update(held, state=JobState.DONE, finished_at=now, doing="", steps_done=F("steps_in_all"), **result)


def _mine(held: Claim) -> Any:
    rows: Any = held.kind
    return rows.objects.filter(pk=held.job_id, attempts=held.attempts, state=JobState.RUNNING)


def _update(held: Claim, **values: object) -> None:
    if _mine(held).update(**values) != 1:
        raise LostLease


def is_waiting_for_redis(job: Leased, *, now: datetime) -> bool:
    """Whether a job has been waiting for longer than a sweep: then the queue is away."""
    return job.state == JobState.QUEUED and now - job.requested_at > timedelta(seconds=2 * settings.SWEEP_SECONDS)


def work(task: Any, *, practice_id: int, job_id: int, kind: type[Leased], build: Callable[[int, Claim], None]) -> None:
    """Claim one Practice's job and build it; what fails for the moment is given back and tried again."""
    with practice_scope(practice_id):
        held = claim(job_id, kind=kind, now=timezone.now())
    if held is None:
        return
    try:
        build(practice_id, held)
    except LostLease:
        log.warning("%s %s was taken by another worker", kind.__name__, job_id)
    except CannotBuild as reason:
        with practice_scope(practice_id):
            give_up(held, str(reason), now=timezone.now())
    except (DatabaseError, InterfaceError) as error:
        log.warning("%s %s lost the database (%s) and is tried again", kind.__name__, job_id, type(error).__name__)
        _give_back(practice_id, held)
        raise task.retry(countdown=1, exc=error) from error
    except Exception:
        _give_back(practice_id, held)
        raise


def _give_back(practice_id: int, held: Claim) -> None:
    """On a new connection; where there is none yet, the lease runs out and the sweep sees to it."""
    try:
        connections["default"].close()
        with practice_scope(practice_id):
            let_go(held)
    except (DatabaseError, InterfaceError):
        log.warning("%s %s waits for its lease to run out", held.kind.__name__, held.job_id)


def silent(table: str, *, now: datetime) -> list[tuple[int, int]]:
    """(practice id, job id) of every job of a table that nobody is at: never taken, or its worker fell silent."""
    waited = now - timedelta(seconds=settings.SWEEP_SECONDS)
    practices = list(Practice.objects.values_list("pk", flat=True))
    with count_scope(practices), connections[COUNT_ALIAS].cursor() as cursor:
        cursor.execute(
            f"SELECT practice_id, id FROM {table} WHERE (state = 'queued' AND requested_at < %s) "
            "OR (state = 'running' AND lease_until < %s) ORDER BY id",
            [waited, now],
        )
        return [(practice_id, job_id) for practice_id, job_id in cursor.fetchall()]
