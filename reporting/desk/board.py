"""National's board: every Practice and what has become of its return, quarter by quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from practices.models import Practice
from reporting.desk.due import due_dates
from reporting.models import Reminder, Restatement, Return, ReturnStatus
from reporting.quarters import Quarter

QUARTERS_SHOWN = 5


class BoardState(StrEnum):
    """What has become of one Practice's return of one quarter; a draft is the Practice's own, and not seen here."""

    NONE = "none"
    NOT_DUE = "not_due"
    OPEN = "open"
    LATE = "late"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """As the board says it."""
        return {"none": "Not live", "not_due": "Not due"}.get(self.value, self.value.capitalize())

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return {
            "late": "red", "returned": "orange", "open": "blue", "submitted": "yellow", "accepted": "green",
        }.get(self.value, "grey")  # fmt: skip


OF_STATUS = {
    ReturnStatus.SUBMITTED: BoardState.SUBMITTED,
    ReturnStatus.RETURNED: BoardState.RETURNED,
    ReturnStatus.ACCEPTED: BoardState.ACCEPTED,
}
REMINDED = (BoardState.OPEN, BoardState.LATE, BoardState.RETURNED)


@dataclass(frozen=True)
class BoardCell:
    """One Practice and quarter: its state, its latest sent version, and whether later edits have moved that."""

    quarter: Quarter
    state: BoardState
    latest: Return | None
    is_restated: bool = False


@dataclass(frozen=True)
class BoardRow:
    """One Practice, the quarters oldest first; `focus` is that of the quarter chosen."""

    practice: Practice
    cells: list[BoardCell]
    focus: BoardCell
    reminded_on: date | None


def quarters_until(last: Quarter, number: int = QUARTERS_SHOWN) -> list[Quarter]:
    """`number` quarters that end with `last`, oldest first."""
    found = [last]
    while len(found) < number:
        found.append(found[-1].previous)
    return found[::-1]


def board(focus: Quarter, *, today: date) -> list[BoardRow]:
    """Every Practice that was live in one of the quarters shown, by name; five statements in National's scope."""
    quarters = quarters_until(focus)
    due = due_dates(quarters)
    latest: dict[tuple[int, str], Return] = {}
    sent = Return.objects.filter(quarter__in=[str(one) for one in quarters]).only(
        "practice_id", "quarter", "version", "status"
    )
    for found in sent.order_by("version"):
        latest[(found.practice_id or 0, found.quarter)] = found
    ids = [one.pk for one in latest.values()]
    restated = set(Restatement.objects.filter(return_of__in=ids).values_list("return_of", flat=True))
    reminders = Reminder.objects.filter(quarter=str(focus)).order_by("asked_on")
    reminded = dict(reminders.values_list("practice_id", "asked_on"))
    rows = []
    for practice in Practice.objects.all():
        cells = [
            _cell(practice, quarter, latest.get((practice.pk, str(quarter))), restated, due[quarter], today)
            for quarter in quarters
        ]
        if any(cell.state is not BoardState.NONE for cell in cells):
            rows.append(BoardRow(practice, cells, cells[-1], reminded.get(practice.pk)))
    return rows


def _cell(
    practice: Practice, quarter: Quarter, latest: Return | None, restated: set[int], due: date, today: date
) -> BoardCell:
    if latest is not None:
        return BoardCell(quarter, OF_STATUS[ReturnStatus(latest.status)], latest, latest.pk in restated)
    return BoardCell(quarter, _unsent(practice, quarter, due, today), None)


def _unsent(practice: Practice, quarter: Quarter, due: date, today: date) -> BoardState:
    """Nothing was sent: is it too early, still time, or late? A Practice not live then owes nothing."""
    began, ended = practice.went_live_on, practice.closed_on
    if began is None or began > quarter.end or (ended is not None and ended <= quarter.start):
        return BoardState.NONE
    if not quarter.has_ended(today):
        return BoardState.NOT_DUE
    return BoardState.OPEN if today <= due else BoardState.LATE


def counted_states(rows: Sequence[BoardRow]) -> list[tuple[BoardState, int]]:
    """How many Practices are in each state in the quarter chosen, those with any."""
    found = [(state, sum(row.focus.state is state for row in rows)) for state in BoardState]
    return [(state, number) for state, number in found if number and state is not BoardState.NONE]
