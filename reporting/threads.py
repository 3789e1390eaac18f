"""National's questions on the numbers of a return, with the answers, for the pages of both sides."""

from dataclasses import dataclass

from practices.models import User
from reporting.indicators.declared import BREAKDOWNS, BY_KEY
from reporting.models import Message, Question, Return, Side


@dataclass(frozen=True)
class Said:
    """One message: who wrote it, for which side, and when."""

    message: Message
    by: str


@dataclass(frozen=True)
class Thread:
    """A question at one figure, and all that was said of it."""

    question: Question
    version: int
    name: str
    said: list[Said]

    @property
    def waits_for_answer(self) -> bool:
        """Whether National spoke last."""
        return bool(self.said) and self.said[-1].message.side == Side.NATIONAL


NAMES = {key: indicator.name for key, indicator in BY_KEY.items()} | {one.key: one.name for one in BREAKDOWNS}


def threads_of(found: Return) -> list[Thread]:
    """Every thread of the quarter of a return, whatever version it was asked of; three statements, in either scope."""
    asked = Question.objects.filter(return_of__practice=found.practice_id, return_of__quarter=found.quarter)
    questions = list(asked.select_related("return_of"))
    if not questions:
        return []
    messages = list(Message.objects.filter(question__in=[one.pk for one in questions]))
    people = User.objects.in_bulk({message.by_id for message in messages})
    return [
        Thread(
            question,
            question.return_of.version,
            NAMES.get(question.figure, question.figure),
            [Said(one, people[one.by_id].name) for one in messages if one.question_id == question.pk],
        )
        for question in questions
    ]
