"""Which of ours an unknown column or sheet may be: those that are missing, and those there, but empty, and like it."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from practices.workbook.naming import NEAR_ENOUGH, nearest, propose
from practices.workbook.questions import LEAVE_OUT, Interview, Question

Score = Callable[[str], float]


@dataclass(frozen=True)
class Answer:
    """What an unknown one is: one of ours or none, whether somebody said so, and whether another is that already."""

    name: str | None
    is_said: bool
    is_twice: bool


class Candidates:
    """The names of ours that are free, and how near each unknown place is to each of them."""

    def __init__(self, missing: Sequence[str], hollow: Iterable[str], scores: Mapping[int, Score]) -> None:
        """`hollow` are there without any data: another that is like one of them may stand in its place."""
        self.missing = list(missing)
        self.hollow = set(hollow)  # those that another was not taken for yet
        self.at_first = sorted(self.hollow)
        self.scores = scores
        self.proposals = propose([*self.missing, *sorted(self.hollow)], scores)

    def proposal(self, place: int) -> str:
        """Return what is proposed: each name of ours for one place at most."""
        return self.proposals.get(place, LEAVE_OUT)

    def nearest(self, place: int) -> list[str]:
        """Return the names that a place may be, the nearest first: the same, whatever was answered of another place."""
        alike = [name for name in self.at_first if self.scores[place](name) >= NEAR_ENOUGH]
        return [name for _, name in nearest([*self.missing, *alike], self.scores[place])]

    def ask(self, question: Question, taken: Container[str], interview: Interview) -> Answer:
        """Ask what a place is; a name of ours that was taken for it is no longer free."""
        given = interview.ask(question)
        is_said = not interview.is_open(question)
        if given == LEAVE_OUT:
            return Answer(None, is_said, is_twice=False)
        is_twice = given in taken and given not in self.hollow
        self.hollow.discard(given)
        return Answer(given, is_said, is_twice)
