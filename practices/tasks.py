"""What the worker does for the trail."""

import logging

from celery import shared_task
from django.utils import timezone

from practices import chain
from practices.models import Practice
from practices.tenancy.scope import COUNT_ALIAS, count_scope, practice_scope

log = logging.getLogger(__name__)


@shared_task
def link_trails() -> None:
    """Link the looks of every Practice that has new ones."""
    every = list(Practice.objects.values_list("pk", flat=True))
    with count_scope(every):
        waiting = chain.unlinked_practices(COUNT_ALIAS)
    for practice_id in waiting:
        with practice_scope(practice_id):
            chain.link(chain.LOOKS)


@shared_task
def check_trails() -> None:
    """Check the chain of every Practice; what is wrong goes to the log as an error, and stands on the lead's page."""
    for practice in Practice.objects.all():
        with practice_scope(practice.pk):
            found = chain.check_and_keep(practice, now=timezone.now())
        if found.faults:
            log.error("the trail of %s is broken: %s", practice.slug, "; ".join(found.faults[:5]))
