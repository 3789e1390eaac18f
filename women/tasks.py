"""What the worker does for records by itself."""

import logging

from celery import shared_task
from django.utils import timezone

from practices import letters
from practices.models import Practice, User
from practices.tenancy.scope import practice_scope
from women.actions import erasures
from women.actions.restriction import named_on
from women.models import Cover

log = logging.getLogger(__name__)


@shared_task
def erase_due() -> None:
    """Erase what is due, Practice by Practice; one that fails does not hold up the others, and is tried again."""
    now = timezone.now()
    today = timezone.localdate(now)
    for practice_id in Practice.objects.values_list("pk", flat=True):
        with practice_scope(practice_id):
            erasures.begin_for_long_waits(today=today)
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
