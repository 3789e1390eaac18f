"""Answering what she asks for by law: identity, more time, the answer."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from practices.models import AccessAction, Practice, User
from practices.trail import note_look
from women.actions import erasures
from women.codes import AskedOutcome, AskedRight, SentHow
from women.law.deadline import answer_due
from women.models import Note, RecordCopy, Request
from women.reading import was_erased

HER_WORDS = "Her own words, beside what she asked to be corrected: {}"


class CannotAnswer(Exception):
    """A rule stands against it; the message says which, and what to do."""


def _open(request_id: int) -> Request:
    found = Request.objects.select_for_update(of=("self",)).select_related("woman").get(pk=request_id)
    if found.closed_on is not None:
        raise CannotAnswer("This request has been answered already.")
    return found


@transaction.atomic
def check_identity(*, request_id: int, on: date, received_on: date, practice: Practice) -> None:
    """Say when it came, and from when we are sure that it is her who asks; the day of the answer follows."""
    held = _open(request_id)
    held.identity_checked_on, held.received_on = on, received_on
    held.due_on = answer_due(received_on, practice.nation, is_extended=held.extended_on is not None)
    held.save(update_fields=["identity_checked_on", "received_on", "due_on"])


@transaction.atomic
def extend(*, request_id: int, told_on: date, why: str, practice: Practice) -> None:
    """Two months more for a complex request; raises CannotAnswer unless she was told within the first month."""
    held = _open(request_id)
    if held.extended_on is not None:
        raise CannotAnswer("It was extended already, and cannot be extended again.")
    if told_on > held.due_on:
        raise CannotAnswer("She has to be told within the first month. Answer as soon as you can.")
    held.extended_on, held.extended_why = told_on, why
    held.due_on = answer_due(held.received_on, practice.nation, is_extended=True)
    held.save(update_fields=["extended_on", "extended_why", "due_on"])


@transaction.atomic
def answer(*, request_id: int, outcome: AskedOutcome, words: str, on: date, by: User, now: datetime) -> None:
    """Close a request with what came of it; erasing and her own words are done in the same moment.

    Raises CannotAnswer, and erasures.CannotErase where her details may not go yet.
    """
    held = _open(request_id)
    if outcome is AskedOutcome.DONE and held.right == AskedRight.ACCESS:
        raise CannotAnswer("A copy is closed when it is sent: say how it reached her.")
    if outcome in (AskedOutcome.DONE, AskedOutcome.HER_WORDS_ADDED) and held.identity_checked_on is None:
        raise CannotAnswer("Say first from when we are sure that it is her who asks.")
    if outcome is AskedOutcome.HER_WORDS_ADDED and was_erased(held.woman):
        raise CannotAnswer("Her details were erased: nothing more is written to her record.")
    _close(held, outcome=outcome, words=words, on=on, by=by)
    if outcome is AskedOutcome.HER_WORDS_ADDED:
        Note.objects.create(
            woman=held.woman, words=HER_WORDS.format(words),
            written_by=by, written_at=now,
        )  # fmt: skip
    if outcome is AskedOutcome.DONE and held.right == AskedRight.ERASURE:
        erasures.begin_at_her_request(woman=held.woman, today=timezone.localdate(now))


@transaction.atomic
def send(*, request_id: int, how: SentHow, on: date, by: User) -> None:
    """Close a request for a copy: the one that was made went to her, by this way and on this day."""
    held = _open(request_id)
    if held.identity_checked_on is None:
        raise CannotAnswer("Say first from when we are sure that it is her who asks.")
    latest = RecordCopy.objects.filter(request=held).first()
    if latest is None or not latest.is_made:
        raise CannotAnswer("There is no finished copy to send. Read it through, and have its files made.")
    held.sent_how = how
    _close(held, outcome=AskedOutcome.DONE, words="", on=on, by=by)
    note_look(by=by, action=AccessAction.EXPORT, view="request", woman_id=held.woman_id, why=f"copy {latest.pk} sent")


def _close(held: Request, *, outcome: AskedOutcome, words: str, on: date, by: User) -> None:
    held.outcome, held.answer, held.closed_on, held.closed_by = outcome, words, on, by
    held.save(update_fields=["outcome", "answer", "closed_on", "closed_by", "sent_how"])
