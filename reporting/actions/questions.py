"""Questions on a number of a submitted return, and National's decision on it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from practices.models import User
from practices.tenancy.scope import NATIONAL_ALIAS
from reporting.models import Message, Question, Return, ReturnStatus, Side


class CannotDecide(Exception):
    """The return is not waiting for a decision, or not for this one; the message says why."""


def ask(*, about: Return, figure: str, words: str, by: User, now: datetime) -> Question:
    """Ask about one number, or write again in its thread; on National's login."""
    with transaction.atomic(using=NATIONAL_ALIAS):
        question, _ = Question.objects.get_or_create(
            return_of=about, figure=figure, practice_id=about.practice_id or 0, defaults={"asked_at": now}
        )
        _say(question, Side.NATIONAL, words, by, now)
    return question


def answer(*, question: Question, words: str, by: User, now: datetime) -> Message:
    """The Practice's answer, in its scope. The words have been compared with its records."""
    return _say(question, Side.PRACTICE, words, by, now)


def _say(question: Question, side: Side, words: str, by: User, now: datetime) -> Message:
    return Message.objects.create(
        practice_id=question.practice_id, question=question, side=side, words=words, by=by, at=now
    )


def accept(*, returns: Sequence[int]) -> int:
    """Accept submitted returns by their ids; gives how many were still waiting."""
    waiting = Return.objects.filter(pk__in=returns, status=ReturnStatus.SUBMITTED)
    return waiting.update(status=ReturnStatus.ACCEPTED)


def send_back(*, about: Return) -> None:
    """Return one with its questions, so that a new version can be built; raises CannotDecide."""
    if not Question.objects.filter(return_of=about).exists():
        raise CannotDecide("Ask about a number first: a return goes back with a question.")
    waiting = Return.objects.filter(pk=about.pk, status=ReturnStatus.SUBMITTED)
    if not waiting.update(status=ReturnStatus.RETURNED):
        raise CannotDecide("This return has been decided on already.")
