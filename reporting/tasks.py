"""What the worker does. A message carries ids only; the scope is opened from its practice_id."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from celery import shared_task
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.db.models import Q
from django.utils import timezone

from practices import jobs
from practices.letters import leads_of
from practices.models import AccessAction, Practice
from practices.tenancy.scope import COUNT_ALIAS, NATIONAL_ALIAS, count_scope, national_scope, practice_scope
from practices.trail import note_look
from reporting.actions import asking, returns
from reporting.content import counted, gather
from reporting.desk import pack, reminding
from reporting.desk.due import due_on
from reporting.figures import figures_as_json
from reporting.indicators.counting import count
from reporting.models import SENT, PackJob, Reminder, Restatement, Return, ReturnJob, WorthJob
from reporting.presenting import present_both
from reporting.printing.sheets import write_sheets
from reporting.quality.checking import check_quarter
from reporting.quarters import Quarter
from reporting.restating import noticing
from sessions_log.actions.applied import forget_words
from sessions_log.models import WorkbookUpload

log = logging.getLogger(__name__)
QUARTERS_WATCHED = 8
STEPS = (
    "Counting the figures",
    "Drawing the PDF",
    "Drawing the copies for commissioners and the board",
    "Writing the spreadsheets",
    "Keeping the return",
)


@shared_task(base=jobs.PracticeTask, bind=True, max_retries=None)
def build_return(self: Any, *, practice_id: int, job_id: int) -> None:
    """Build one return. Safe to deliver twice, and to kill: see practices.jobs."""
    jobs.work(self, practice_id=practice_id, job_id=job_id, kind=ReturnJob, build=_build)


def _build(practice_id: int, held: jobs.Claim) -> None:
    """Each step shows itself in a transaction of its own, so that a person sees it and the lease is stretched."""
    from reporting.printing.outputs import draw_copies, draw_own  # WeasyPrint is heavy: only the worker loads it

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
        checked = check_quarter(practice_id, quarter, now=now)
        more = gather(practice, quarter, figures, beside, checked, today=today)
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
    now = timezone.now()
    for practice_id, job_id in jobs.silent("reporting_returnjob", now=now):
        build_return.delay(practice_id=practice_id, job_id=job_id)
    for job_id in asking.national_jobs_to_send_again(PackJob, now=now):
        build_pack.delay(job_id=job_id)
    for job_id in asking.national_jobs_to_send_again(WorthJob, now=now):
        build_worth.delay(job_id=job_id)
    for practice_id, reminder_id in asking.reminders_to_send_again(now=now):
        send_reminder.delay(practice_id=practice_id, reminder_id=reminder_id)


@shared_task(bind=True, max_retries=None)
def build_pack(self: Any, *, job_id: int) -> None:
    """Build National's pack of a quarter, on National's login. Safe to deliver twice, and to kill."""
    _for_national(self, job_id, PackJob, _build_pack)


@shared_task(bind=True, max_retries=None)
def build_worth(self: Any, *, job_id: int) -> None:
    """Draw what the work is worth as a PDF, on National's login. Safe to deliver twice, and to kill."""
    _for_national(self, job_id, WorthJob, _build_worth)


def _for_national(
    task: Any, job_id: int, kind: type[PackJob] | type[WorthJob], build: Callable[[jobs.Claim], None]
) -> None:
    """Claim a job of National's and build it; what fails for the moment is tried again."""
    with national_scope():
        held = jobs.claim(job_id, now=timezone.now(), kind=kind)
        if held is None:
            return
        try:
            build(held)
        except jobs.LostLease:
            log.warning("%s %s was taken by another worker", kind.__name__, job_id)
        except (DatabaseError, InterfaceError) as error:
            log.warning("%s %s lost the database (%s), tried again", kind.__name__, job_id, type(error).__name__)
            with suppress(DatabaseError, InterfaceError):  # else its lease runs out, and the sweep sees to it
                connections[NATIONAL_ALIAS].close()
                jobs.let_go(held)
            raise task.retry(countdown=1, exc=error) from error
        except Exception:
            jobs.let_go(held)
            raise


def _build_worth(held: jobs.Claim) -> None:
    from reporting.printing.pdf import render_worth  # WeasyPrint is heavy: only the worker loads it

    job = WorthJob.objects.get(pk=held.job_id)
    jobs.say(held, "Drawing the PDF", done=0, of=1, now=timezone.now())
    pdf = render_worth(job.asked, quarter=job.quarter, at=job.requested_at)
    jobs.finish(held, now=timezone.now(), pdf=pdf)


def _build_pack(held: jobs.Claim) -> None:
    quarter = Quarter.parse(PackJob.objects.get(pk=held.job_id).quarter)
    today = timezone.localdate()
    jobs.say(held, "Reading the returns", done=0, of=1, now=timezone.now())
    rows = pack.rows_of(quarter, today=today)

    def say(doing: str, done: int, of: int) -> None:
        jobs.say(held, doing, done=done, of=of + 1, now=timezone.now())

    pdf = pack.render_pack_pdf(quarter, rows, today=today, say=say)
    xlsx = pack.render_pack_xlsx(quarter, rows, today=today)
    jobs.finish(held, now=timezone.now(), pdf=pdf, xlsx=xlsx, practices=len(rows))


@shared_task(base=jobs.PracticeTask)
def send_reminder(*, practice_id: int, reminder_id: int) -> None:
    """Send one reminder, claimed before the mail server is spoken to; where that is away, the sweep tries later."""
    now = timezone.now()
    free = Q(tried_at=None) | Q(tried_at__lt=now - asking.REMINDER_PATIENCE)
    with practice_scope(practice_id):
        if not Reminder.objects.filter(free, pk=reminder_id, sent_at=None).update(tried_at=now):
            return
        quarter = Quarter.parse(Reminder.objects.get(pk=reminder_id).quarter)
        practice = Practice.objects.get(pk=practice_id)
        addresses = leads_of(practice, today=timezone.localdate(now))
        due = due_on(quarter)
    try:
        taken = reminding.send(quarter, practice, addresses, due=due)
    except OSError as error:
        log.warning("reminder %s was not sent (%s) and is tried again later", reminder_id, type(error).__name__)
        return
    with practice_scope(practice_id):
        Reminder.objects.filter(pk=reminder_id, tried_at=now).update(sent_at=timezone.now(), sent_to=taken)


@shared_task
def notice_restatements() -> None:
    """Compare what was sent with what the records say now: two years of quarters, one count a quarter for all."""
    now = timezone.now()
    today = timezone.localdate(now)
    quarter = Quarter.of(today)
    for _ in range(QUARTERS_WATCHED):
        quarter = quarter.previous
        _notice(quarter, today=today)


def _notice(quarter: Quarter, *, today: date) -> None:
    with national_scope():
        latest = {one.practice_id or 0: one for one in Return.objects.filter(quarter=str(quarter)).order_by("version")}
        held = set(Restatement.objects.values_list("return_of", flat=True))
    sent = {number: one for number, one in latest.items() if one.status in SENT}
    if not sent:
        return
    with count_scope(list(sent)):
        found = count(list(sent), quarter, today=today, using=COUNT_ALIAS)
    practices = Practice.objects.in_bulk(sent)
    for practice_id, one in sent.items():
        figures = figures_as_json(practices[practice_id], quarter, found[practice_id], today=today)
        if figures == one.figures and one.pk not in held:
            continue
        with practice_scope(practice_id):
            mine = Return.objects.get(pk=one.pk)
            noticing.notice(mine, figures, practice_id, quarter, now=timezone.now())


@shared_task
def forget_uploads() -> None:
    """Throw away workbooks that nobody applied within a day: they hold names and notes.

    What was answered is kept for four weeks, for a corrected copy: it says which column is which, and no more.
    """
    yesterday, long_ago = (timezone.now() - timedelta(days=days) for days in (1, 28))
    for practice_id in Practice.objects.values_list("pk", flat=True):
        with practice_scope(practice_id):
            old = WorkbookUpload.objects.filter(applied_at__isnull=True, uploaded_at__lt=yesterday)
            old.filter(Q(remembered={}) | Q(uploaded_at__lt=long_ago)).delete()
            old.update(content=b"", file_name="")
            forget_words(timezone.now())
