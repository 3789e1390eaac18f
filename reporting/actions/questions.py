"""Questions on a number of a submitted return, and National's decision on it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from practices.models import User
from practices.tenancy.scope import NATIONAL_ALIAS
from reporting.models import FROZEN, Decision, Message, Question, Return, ReturnStatus, Side


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


def accept(*, returns: Sequence[int], by: User, now: datetime) -> int:
    """Accept submitted returns by their ids; gives how many were still waiting."""
    return _decide(returns, accepted=True, by=by, now=now)


def send_back(*, about: Return, by: User, now: datetime) -> None:
    """Return one with its questions, so that a new version can be built; raises CannotDecide."""
    if not Question.objects.filter(return_of=about).exists():
        raise CannotDecide("Ask about a number first: a return goes back with a question.")
    if not _decide([about.pk], accepted=False, by=by, now=now):
        raise CannotDecide("This return has been decided on already.")


def _decide(returns: Sequence[int], *, accepted: bool, by: User, now: datetime) -> int:
    """Set the status of those that wait, and write who did, in one transaction."""
    status = ReturnStatus.ACCEPTED if accepted else ReturnStatus.RETURNED
    decided = 0
    with transaction.atomic(using=NATIONAL_ALIAS):
        for found in _latest(Return.objects.filter(pk__in=returns, status=ReturnStatus.SUBMITTED)).only("practice_id"):
            if not Return.objects.filter(pk=found.pk, status=ReturnStatus.SUBMITTED).update(status=status):
                continue
            decided += 1
            Decision.objects.create(
                practice_id=found.practice_id, return_of_id=found.pk, accepted=accepted, decided_at=now, decided_by=by
            )
    return decided


def _latest(returns: QuerySet[Return]) -> QuerySet[Return]:
    """Without those that a later version has taken the place of."""
    later = Return.objects.filter(
        practice=OuterRef("practice"), quarter=OuterRef("quarter"), version__gt=OuterRef("version"), status__in=FROZEN
    )
    return returns.filter(~Exists(later))
