"""What the worker does. A message carries ids only; the scope is opened from its practice_id."""

import logging
from datetime import timedelta
from typing import Any

from celery import Task, shared_task
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from practices.models import AccessAction, Practice
from practices.tenancy.scope import COUNT_ALIAS, count_scope, practice_scope
from practices.trail import note_look
from reporting.actions import jobs, returns
from reporting.content import counted, gather
from reporting.models import ReturnJob
from reporting.presenting import present_both
from reporting.quarters import Quarter
from sessions_log.models import WorkbookUpload

log = logging.getLogger(__name__)
STEPS = (
    "Counting the figures",
    "Drawing the PDF",
    "Drawing the copies for commissioners and the board",
    "Writing the spreadsheets",
    "Keeping the return",
)


class PracticeTask(Task):  # type: ignore[type-arg]
    """A task of one Practice: refuses to run without `practice_id`, and runs in no scope but that Practice's."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Check the keyword before anything runs."""
        if not isinstance(kwargs.get("practice_id"), int):
            raise TypeError(f"{self.name} takes practice_id as a keyword.")
        return super().__call__(*args, **kwargs)


@shared_task(base=PracticeTask, bind=True, max_retries=None)
def build_return(self: Any, *, practice_id: int, job_id: int) -> None:
    """Build one return. Safe to deliver twice, and to kill: see reporting.actions.jobs."""
    with practice_scope(practice_id):
        held = jobs.claim(job_id, now=timezone.now())
    if held is None:
        return
    try:
        _build(practice_id, held)
    except jobs.LostLease:
        log.warning("job %s was taken by another worker", job_id)
    except returns.CannotBuild as reason:
        with practice_scope(practice_id):
            jobs.give_up(held, str(reason), now=timezone.now())
    except (DatabaseError, InterfaceError) as error:
        log.warning("job %s lost the database (%s) and is tried again", job_id, type(error).__name__)
        _give_back(practice_id, held)
        raise self.retry(countdown=1, exc=error) from error
    except Exception:
        _give_back(practice_id, held)
        raise


def _give_back(practice_id: int, held: jobs.Claim) -> None:
    """On a new connection; where there is none yet, the lease runs out and the sweep sees to it."""
    try:
        connections["default"].close()
        with practice_scope(practice_id):
            jobs.let_go(held)
    except (DatabaseError, InterfaceError):
        log.warning("job %s waits for its lease to run out", held.job_id)


def _build(practice_id: int, held: jobs.Claim) -> None:
    """Each step shows itself in a transaction of its own, so that a person sees it and the lease is stretched."""
    from reporting.outputs import draw_copies, draw_own, write_sheets  # WeasyPrint is heavy: only the worker loads it

    now = timezone.now()
    today = timezone.localdate(now)
    _say(practice_id, held, 0)
    with practice_scope(practice_id):
        job = ReturnJob.objects.select_related("requested_by").get(pk=held.job_id)
        practice = Practice.objects.get(pk=practice_id)
        quarter = Quarter.parse(job.quarter)
        version = returns.next_version(quarter)
    with count_scope([practice_id]):
        figures, beside = counted(practice, quarter, today=today, using=COUNT_ALIAS)
    with practice_scope(practice_id):
        more = gather(practice, quarter, figures, beside, now=now, today=today)
    both = present_both(figures, more, practice=practice, built_at=now, version=version)
    _say(practice_id, held, 1)
    files = draw_own(both)
    _say(practice_id, held, 2)
    files |= draw_copies(both)
    _say(practice_id, held, 3)
    files |= write_sheets(both)
    _say(practice_id, held, 4)
    with practice_scope(practice_id):
        built = returns.keep_draft(
            quarter=quarter, version=version, figures=figures, more=more, files=files, by=job.requested_by, now=now
        )
        note_look(by=job.requested_by, action=AccessAction.REPORT, view="build_return", why=str(quarter))
        jobs.finish(held, now=timezone.now(), built=built)


def _say(practice_id: int, held: jobs.Claim, step: int) -> None:
    with practice_scope(practice_id):
        jobs.say(held, STEPS[step], done=step, of=len(STEPS), now=timezone.now())


@shared_task(expires=settings.SWEEP_SECONDS)
def sweep() -> None:
    """Send again every job that nobody is at, whatever became of its message."""
    for practice_id, job_id in jobs.jobs_to_send_again(now=timezone.now()):
        build_return.delay(practice_id=practice_id, job_id=job_id)


@shared_task
def forget_uploads() -> None:
    """Throw away workbooks that nobody applied within a day: they hold names and notes."""
    yesterday = timezone.now() - timedelta(days=1)
    for practice_id in Practice.objects.values_list("pk", flat=True):
        with practice_scope(practice_id):
            WorkbookUpload.objects.filter(applied_at__isnull=True, uploaded_at__lt=yesterday).delete()
