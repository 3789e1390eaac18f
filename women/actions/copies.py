"""A copy of her record for a request: asked for, gathered by the worker, read through by a person, then made."""

from datetime import datetime

from django.db import IntegrityError, transaction

from practices.models import User
from practices.models.leased import OPEN_STATES, JobState
from women.law.withholding import phrases_missing, text_of
from women.models import CopyDecision, CopyStage, RecordCopy, Request


class CannotCopy(Exception):
    """A rule stands against it; the message says which, and what to do."""


@transaction.atomic
def ask_for_copy(*, request: Request, by: User) -> RecordCopy:
    """Have her record gathered anew, or get the copy that is being gathered; the request is open."""
    if request.closed_on is not None:
        raise CannotCopy("This request has been answered already.")
    try:
        with transaction.atomic():
            made = RecordCopy.objects.create(request=request, woman_id=request.woman_id, requested_by=by)
    except IntegrityError:
        return RecordCopy.objects.get(request=request, state__in=OPEN_STATES)
    _send(made)
    return made


def _send(copy: RecordCopy) -> None:
    """Put its ids on the queue once the row is safe; if Redis is away, the sweep sends it later."""
    from women.tasks import build_copy

    practice_id, copy_id = copy.practice_id, copy.pk
    transaction.on_commit(lambda: build_copy.delay(practice_id=practice_id, copy_id=copy_id), robust=True)


def _reviewable(copy_id: int) -> RecordCopy:
    held = RecordCopy.objects.select_for_update(of=("self",)).select_related("request").get(pk=copy_id)
    if held.stage != CopyStage.GATHER or held.state != JobState.DONE or held.content is None:
        raise CannotCopy("This copy is not open to be read through. Have her record gathered again to change it.")
    if held.request.closed_on is not None:
        raise CannotCopy("This request has been answered already.")
    if RecordCopy.objects.filter(request=held.request_id, pk__gt=held.pk).exists():
        raise CannotCopy("Her record was gathered anew since. Go on with that copy.")
    return held


@transaction.atomic
def decide(*, copy_id: int, part: int, mark: str, words: str, why: str, by: User, now: datetime) -> None:
    """Give one passage, or withhold it or some words of it; raises CannotCopy where a phrase does not stand in it."""
    held = _reviewable(copy_id)
    missing = phrases_missing(text_of(held.gathered, part), words)
    if missing:
        raise CannotCopy(f"“{missing[0]}” does not stand in this passage. Copy the words exactly, one phrase a line.")
    CopyDecision.objects.update_or_create(
        copy=held, part=part,
        defaults={"woman_id": held.woman_id, "mark": mark, "words": words, "why": why, "decided_by": by,
                  "decided_at": now},
    )  # fmt: skip


@transaction.atomic
def read_through(*, copy_id: int, key: str) -> None:
    """Say that a section has been read through."""
    held = _reviewable(copy_id)
    if key not in held.read_parts:
        held.read_parts = [*held.read_parts, key]
        held.save(update_fields=["read_parts"])


def may_be_taken(copy: RecordCopy) -> bool:
    """Whether its files may leave: made, the latest of its request, and for somebody whom we know."""
    later = RecordCopy.objects.filter(request=copy.request_id, pk__gt=copy.pk)
    return copy.is_made and copy.request.identity_checked_on is not None and not later.exists()


def unread_of(copy: RecordCopy) -> list[str]:
    """The keys of the sections that nobody has read through yet."""
    content = copy.gathered
    keys = [one["key"] for one in content["sections"]] + (["files"] if content["files"] else [])
    return [key for key in keys if key not in copy.read_parts]


@transaction.atomic
def make(*, copy_id: int, by: User, now: datetime) -> RecordCopy:
    """Have the files made of what was read through; raises CannotCopy while a section is unread."""
    held = _reviewable(copy_id)
    if held.request.identity_checked_on is None:
        raise CannotCopy("Say first, on the request, from when we are sure that it is her who asks.")
    if unread_of(held):
        raise CannotCopy("Read every section through first: what leaves cannot be called back.")
    held.stage, held.state, held.attempts, held.lease_until = CopyStage.MAKE, JobState.QUEUED, 0, None
    held.reviewed_by, held.reviewed_at, held.requested_at = by, now, now
    held.save()
    _send(held)
    return held
