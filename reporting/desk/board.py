"""National's board: every Practice and what has become of its return, quarter by quarter."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from practices.models import Practice
from reporting.desk.due import due_dates, is_late, owes
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
        return {"none": "None due", "not_due": "Not due"}.get(self.value, self.value.capitalize())

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return {
            "late": "red", "returned": "orange", "open": "blue", "submitted": "yellow", "accepted": "green",
        }.get(self.value, "grey")  # fmt: skip


OF_STATUS: dict[str, BoardState] = {
    ReturnStatus.SUBMITTED: BoardState.SUBMITTED,
    ReturnStatus.RETURNED: BoardState.RETURNED,
    ReturnStatus.ACCEPTED: BoardState.ACCEPTED,
}
REMINDED = (BoardState.OPEN, BoardState.LATE, BoardState.RETURNED)


@dataclass(frozen=True, slots=True)
class Version:
    """The latest version of a return that was sent; of one, only what the board says."""

    pk: int
    version: int
    status: str
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One Practice and quarter: its state, its latest sent version, and whether later edits have moved that."""

    quarter: Quarter
    state: BoardState
    latest: Version | None = None
    is_restated: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A Practice as the board needs it."""

    pk: int
    slug: str
    name: str
    is_demonstration: bool
    went_live_on: date | None
    closed_on: date | None
    returns_from: date | None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One Practice and what has become of its return of the quarter chosen."""

    practice: Listed
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
    due = due_dates([focus])[focus]
    latest = _latest([focus])
    earlier = Return.objects.filter(quarter__in=[str(one) for one in quarters[:-1]])
    reminders = Reminder.objects.filter(quarter=str(focus)).order_by("asked_on")
    reminded = dict(reminders.values_list("practice_id", "asked_on"))
    practices = [Listed(*found) for found in Practice.objects.values_list(*Listed.__dataclass_fields__)]
    rows = []
    # one that was never live in these quarters stands here all the same when it sent something in them
    aside = {one.pk for one in practices if not any(owes(one, quarter) for quarter in quarters)}
    aside -= set(earlier.filter(practice_id__in=aside).values_list("practice_id", flat=True))
    for practice in practices:
        cell = _cell(practice, focus, latest.get((practice.pk, str(focus))), due, today)
        if cell.latest is not None or practice.pk not in aside:
            rows.append(BoardRow(practice, cell, reminded.get(practice.pk)))
    return rows


def with_quarters(rows: Sequence[BoardRow], *, today: date) -> list[tuple[BoardRow, list[BoardCell]]]:
    """The rows of one page, each with the quarters shown, oldest first; three statements."""
    if not rows:
        return []
    quarters = quarters_until(rows[0].focus.quarter)
    due, latest = due_dates(quarters), _latest(quarters, practice_id__in=[row.practice.pk for row in rows])
    ids = [one.pk for one in latest.values()]
    restated = set(Restatement.objects.filter(return_of__in=ids).values_list("return_of", flat=True))
    return [
        (
            row,
            [
                _cell(row.practice, quarter, latest.get((row.practice.pk, str(quarter))), due[quarter], today, restated)
                for quarter in quarters
            ],
        )
        for row in rows
    ]


def _latest(quarters: Sequence[Quarter], **further: object) -> dict[tuple[int, str], Version]:
    """The latest sent version by Practice and quarter."""
    sent = Return.objects.filter(quarter__in=[str(one) for one in quarters], **further).order_by("version")
    found = sent.values_list("practice_id", "quarter", "pk", "version", "status", "submitted_at")
    return {
        (practice_id or 0, quarter): Version(pk, version, status, submitted_at)
        for practice_id, quarter, pk, version, status, submitted_at in found
    }


def _cell(
    practice: Listed, quarter: Quarter, latest: Version | None, due: date, today: date, restated: Container[int] = ()
) -> BoardCell:
    if latest is not None:
        return BoardCell(quarter, OF_STATUS[latest.status], latest, latest.pk in restated)
    return BoardCell(quarter, _unsent(practice, quarter, due, today))


def _unsent(practice: Listed, quarter: Quarter, due: date, today: date) -> BoardState:
    """Nothing was sent: is it too early, still time, or late? A Practice not live then owes nothing."""
    if not owes(practice, quarter):
        return BoardState.NONE
    if not quarter.has_ended(today):
        return BoardState.NOT_DUE
    return BoardState.LATE if is_late(practice, quarter, due=due, today=today) else BoardState.OPEN


def counted_states(rows: Sequence[BoardRow]) -> list[tuple[BoardState, int]]:
    """How many Practices are in each state in the quarter chosen, those with any."""
    found = [(state, sum(row.focus.state is state for row in rows)) for state in BoardState]
    return [(state, number) for state, number in found if number and state is not BoardState.NONE]
