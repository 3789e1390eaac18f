"""A copy of her record for a request: asked for, gathered by the worker, read through by a person, then made."""

from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction

from practices.models import User
from practices.models.leased import OPEN_STATES, JobState
from women.law.flagging import flagged_words, mark_for
from women.law.withholding import pages_of, part_of, phrases_missing, text_of, to_confirm
from women.models import CopyDecision, CopyStage, RecordCopy, Request


class Confirmation(StrEnum):
    """What becomes of a passage that names somebody else."""

    GIVE = "give"
    WORDS = "words"
    ALL = "all"


WHY = {
    Confirmation.GIVE: "Looked at: it is hers to have.",
    Confirmation.WORDS: "Looked at: the words about somebody else are withheld.",
    Confirmation.ALL: "Looked at: it is about somebody else.",
}


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
def confirm(*, copy_id: int, part: int, answer: Confirmation, by: User, now: datetime) -> None:
    """Answer for a passage that names somebody else: give it, withhold the words that were found, or all of it."""
    held = _reviewable(copy_id)
    found = part_of(held.gathered, part)
    mark = "" if answer is Confirmation.GIVE else mark_for(found).value
    words = flagged_words(found) if answer is Confirmation.WORDS else ""
    decide(copy_id=copy_id, part=part, mark=mark, words=words, why=WHY[answer], by=by, now=now)


@transaction.atomic
def read_through(*, copy_id: int, key: str, page: int = 1) -> None:
    """Say that a page of a section has been read through; not while a passage that names somebody else is open."""
    held = _reviewable(copy_id)
    section = next((one for one in held.gathered["sections"] if one["key"] == key), None)
    pages = 1
    if section is not None:
        pages = len(pages_of(section))
        if left := len(to_confirm(section, _decided(held))):
            what = "1 passage here names" if left == 1 else f"{left} passages here name"
            raise CannotCopy(f"{what} somebody else. Give or withhold each first.")
    read = {*held.read_parts, f"{key}/{page}"}
    if all(f"{key}/{number}" in read for number in range(1, pages + 1)):
        read.add(key)
    if read != set(held.read_parts):
        held.read_parts = sorted(read)
        held.save(update_fields=["read_parts"])


def _decided(copy: RecordCopy) -> set[int]:
    return set(copy.decisions.values_list("part", flat=True))


def unconfirmed_of(copy: RecordCopy) -> int:
    """How many passages name somebody else and are not answered for yet."""
    decided = _decided(copy)
    return sum(len(to_confirm(section, decided)) for section in copy.gathered["sections"])


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
    if unconfirmed_of(held):
        raise CannotCopy("Some passages name somebody else. Give or withhold each first.")
    held.stage, held.state, held.attempts, held.lease_until = CopyStage.MAKE, JobState.QUEUED, 0, None
    held.reviewed_by, held.reviewed_at, held.requested_at = by, now, now
    held.save()
    _send(held)
    return held
