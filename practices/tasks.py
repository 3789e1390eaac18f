"""What the worker does for the trail."""

import logging

from celery import shared_task
from django.utils import timezone

from practices import chain, letters
from practices.actions import identity
from practices.models import Membership, Practice, User
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


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=6)
def send_invitation(*, practice_id: int, membership_id: int) -> None:
    """Write to a new member of a team; where the mail server is away, again and again for half an hour."""
    with practice_scope(practice_id):
        held = Membership.objects.select_related("user", "practice").filter(pk=membership_id).first()
    if held is not None:
        letters.send(held)


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=6)
def send_second_step_gone(*, user_id: int) -> None:
    """Tell a person that support took her second step away."""
    found = User.objects.filter(pk=user_id, is_active=True).first()
    if found is not None:
        letters.second_step_is_gone(found)


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=6)
def send_address_link(*, token: str) -> None:
    """Write to a new address with the link that proves it."""
    letters.new_address(token, identity.read_address(token)["to"])


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=6)
def send_address_changed(*, user_id: int, former: str, by_lead: bool) -> None:
    """Write to the former and to the new address of a person; the former stands nowhere but in this message."""
    found = User.objects.filter(pk=user_id).first()
    if found is not None:
        letters.address_changed(found, former, by_lead=by_lead)


@shared_task
def check_trails() -> None:
    """Check the chain of every Practice; what is wrong goes to the log as an error, and stands on the lead's page."""
    for practice in Practice.objects.all():
        with practice_scope(practice.pk):
            found = chain.check_and_keep(practice, now=timezone.now())
        if found.faults:
            log.error("the trail of %s is broken: %s", practice.slug, "; ".join(found.faults[:5]))
