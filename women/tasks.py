"""What the worker does for records by itself."""

import logging
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from practices import jobs, letters
from practices.models import AccessAction, Membership, Practice, User
from practices.tenancy.scope import practice_scope
from practices.trail import note_look
from women.actions import erasures
from women.actions.latecomers import bring_along
from women.actions.restriction import named_on
from women.actions.unmerging import forget_what_moved
from women.codes import TransferState
from women.law.gathering import gather
from women.law.keeping import lock_places
from women.law.withholding import as_it_leaves, summary_of
from women.models import CopyDecision, CopyFile, CopyStage, Cover, Merge, RecordCopy, Transfer

log = logging.getLogger(__name__)


@shared_task
def erase_due() -> None:
    """Erase what is due, Practice by Practice; one that fails does not hold up the others, and is tried again."""
    now = timezone.now()
    today = timezone.localdate(now)
    for practice_id in Practice.objects.values_list("pk", flat=True):
        with practice_scope(practice_id):
            bring_along()
            forget_what_moved(today=today)
            erasures.begin_what_is_due(today=today)
            due = erasures.due(today=today)
        for erasure_id in due:
            try:
                erasures.carry_out(practice_id, erasure_id, now=now)
            except Exception as error:  # ids only: the message of a database error may quote a row
                log.error("erasure %s of practice %s failed (%s)", erasure_id, practice_id, type(error).__name__)


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=6)
def tell_of_cover(*, practice_id: int, cover_id: int) -> None:
    """Tell the leads who are named on a restricted record that it was opened for cover."""
    with practice_scope(practice_id):
        made = Cover.objects.select_related("woman").filter(pk=cover_id).first()
        if made is None:
            return
        practice = Practice.objects.get(pk=practice_id)
        named = set(User.objects.filter(pk__in=named_on(made.woman)).values_list("email", flat=True))
        addresses = [one for one in letters.leads_of(practice, today=timezone.localdate()) if one in named]
    letters.tell_of_cover(practice, addresses)


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=6)
def tell_of_transfer(*, practice_id: int, transfer_id: int) -> None:
    """Tell the leads of another Practice that a woman is offered to it."""
    with practice_scope(practice_id):
        made = Transfer.objects.filter(pk=transfer_id, state=TransferState.OFFERED).first()
    if made is None:  # it was taken back, or she has died, before the letter left
        return
    with practice_scope(made.to_practice_id):
        there = Practice.objects.get(pk=made.to_practice_id)
        addresses = letters.leads_of(there, today=timezone.localdate())
    letters.tell_of_transfer(there, addresses)


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=6)
def tell_of_merge(*, practice_id: int, merge_id: int) -> None:
    """Tell the practitioners of both records, and the leads who may open it, that two records were merged."""
    today = timezone.localdate()
    with practice_scope(practice_id):
        made = Merge.objects.select_related("woman", "merged").get(pk=merge_id)
        practice = Practice.objects.get(pk=practice_id)
        posts = [one.practitioner_id for one in (made.woman, made.merged) if one.practitioner_id is not None]
        holders = Membership.objects.on(today).filter(pk__in=posts, user__is_active=True)
        team = dict(holders.values_list("user__email", "user_id"))
        leads = letters.leads_of(practice, today=today)
        team |= dict(User.objects.filter(email__in=leads).values_list("email", "pk"))
        if made.woman.restricted_because:
            named = named_on(made.woman)
            team = {address: pk for address, pk in team.items() if pk in named}
        team = {address: pk for address, pk in team.items() if pk != made.merged_by_id}
    letters.tell_of_merge(practice, sorted(team))


@shared_task(base=jobs.PracticeTask, bind=True, max_retries=None)
def build_copy(self: Any, *, practice_id: int, copy_id: int) -> None:
    """Gather a copy of a record, or make its files once it was read through; safe to deliver twice, and to kill."""
    jobs.work(self, practice_id=practice_id, job_id=copy_id, kind=RecordCopy, build=_build_copy)


def _build_copy(practice_id: int, held: jobs.Claim) -> None:
    with practice_scope(practice_id):
        copy = RecordCopy.objects.select_related("request", "woman", "requested_by").get(pk=held.job_id)
        jobs.say(held, CopyStage(copy.stage).label, done=0, of=1, now=timezone.now())
    with practice_scope(practice_id):
        lock_places(copy.woman)  # no erasing comes between
        copy.request.refresh_from_db()
        if copy.request.closed_on is not None:
            raise jobs.CannotBuild("The request has been answered meanwhile.")
        if copy.stage == CopyStage.GATHER:
            note_look(
                by=copy.requested_by, action=AccessAction.REPORT, view="build_copy", woman_id=copy.woman_id,
                why=f"copy {copy.pk}",
            )  # fmt: skip
            jobs.finish(held, now=timezone.now(), content=gather(copy.woman), gathered_at=timezone.now())
        else:
            _make_files(practice_id, held, copy)


def _make_files(practice_id: int, held: jobs.Claim, copy: RecordCopy) -> None:
    from women.law.printing import files_of, sealed  # WeasyPrint is heavy: only the worker loads it

    content = copy.content
    if content is None:
        raise jobs.CannotBuild("Her details were erased meanwhile.")
    decisions = list(CopyDecision.objects.filter(copy=copy))
    left = as_it_leaves(content, decisions)
    files = files_of(copy, left, practice=Practice.objects.get(pk=practice_id), on=timezone.localdate())
    for kind, made in files.items():
        CopyFile.objects.update_or_create(
            copy=copy, kind=kind, defaults={**sealed(kind, made), "woman_id": copy.woman_id}
        )
    jobs.finish(held, now=timezone.now(), summary=summary_of(content, decisions))


@shared_task(expires=settings.SWEEP_SECONDS)
def sweep_copies() -> None:
    """Send again every copy that nobody is at."""
    for practice_id, copy_id in jobs.silent("women_recordcopy", now=timezone.now()):
        build_copy.delay(practice_id=practice_id, copy_id=copy_id)
