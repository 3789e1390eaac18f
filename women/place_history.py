"""The history of a place as it reads: every step, move and end, and which of them were taken back or corrected.

Rows are only ever added. A step that `corrects` is about the latest of its kind before it: without a date it takes it
back, with one it corrects it, or puts back as it was what had been taken back. Words that `correct` say why; of a move
of the plan they take back the latest that is left.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime

from practices.models import User
from women.codes import ClosureReason, PlaceEvent, PlaceStep, PlanChange
from women.known_days import as_known, when
from women.models import Place, Step, StepNote

MOVES = frozenset(PlanChange.values)
PLAN = "plan"  # what an address calls the latest move
LABELS = {**dict(PlaceStep.choices), **dict(PlanChange.choices), **dict(PlaceEvent.choices)}


@dataclass(frozen=True)
class Correction:
    """Who took something back or corrected it, when and why; where it was corrected, what it had said."""

    by: User | None
    at: datetime
    why: str
    was_on: date | None = None
    was_reason: str = ""
    was_day_is_known: bool = True
    takes_back: bool = False
    puts_back: bool = False

    @property
    def was_on_said(self) -> str:
        """The day that it had, as far as it was known."""
        return as_known(self.was_on, is_known=self.was_day_is_known)

    @property
    def was_reason_said(self) -> str:
        """The reason that it had, in words."""
        return ClosureReason(self.was_reason).label if self.was_reason else ""


@dataclass
class Entry:
    """One thing that was recorded of a place, as it stands now, with what became of it since."""

    what: str
    on: date | None
    by: User | None
    at: datetime | None
    reason: str = ""
    days: int | None = None
    day_is_known: bool = True
    from_workbook: bool = False
    is_heard: bool = False  # of a death whose day nobody knows: the day is when we heard
    corrections: list[Correction] = field(default_factory=list)

    @property
    def on_said(self) -> str:
        """Its day, as far as it is known."""
        return as_known(self.on, is_known=self.day_is_known)

    @property
    def when(self) -> str:
        """The same in a sentence, with “on” or “in”."""
        return when(self.on, is_known=self.day_is_known)

    @property
    def label(self) -> str:
        """What it is, in words."""
        return "We heard that she has died" if self.is_heard else str(LABELS[self.what])

    @property
    def reason_said(self) -> str:
        """The reason for leaving, in words."""
        return ClosureReason(self.reason).label if self.reason else ""

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        decided = [one for one in self.corrections if one.takes_back or one.puts_back]
        return not decided or decided[-1].puts_back

    @property
    def address(self) -> str:
        """How an address names it."""
        return PLAN if self.what in MOVES else self.what


def entries_of(place: Place, steps: Iterable[Step], notes: Sequence[StepNote]) -> list[Entry]:
    """Everything recorded of one place, in the order in which it was; rows in the order of their keys."""
    reasons = {(note.about, note.recorded_at): note.words for note in notes if note.corrects}
    entries: list[Entry] = []
    latest: dict[str, Entry] = {}
    taken: dict[str, Entry] = {}
    for step in steps:
        entry = latest.get(step.step)
        why = reasons.get((step.step, step.recorded_at), "")
        if entry is None and _puts_back(step, taken.get(step.step)):
            entry = latest[step.step] = taken[step.step]
            entry.corrections.append(Correction(step.recorded_by, step.recorded_at, why, puts_back=True))
            continue
        if not step.corrects or entry is None:
            if step.on is not None:
                made = Entry(step.step, step.on, step.recorded_by, step.recorded_at, step.reason)
                made.from_workbook, made.day_is_known = step.from_workbook, step.on_day_is_known
                entries.append(made)
                latest[step.step] = made
            continue
        was = (entry.on, entry.reason, entry.day_is_known) if step.on is not None else (None, "", True)
        entry.corrections.append(
            Correction(step.recorded_by, step.recorded_at, why, *was, takes_back=step.on is None)
        )  # fmt: skip
        if step.on is None:
            taken[step.step] = latest.pop(step.step)
        else:
            entry.on, entry.reason, entry.day_is_known = step.on, step.reason, step.on_day_is_known
    entries += _of_notes(place, notes)
    return sorted(entries, key=lambda entry: (entry.at is not None, entry.at))


def _puts_back(step: Step, taken: Entry | Step | None) -> bool:
    """Whether a correction says again, in full, what was taken back: it is whose it was, and not a further step."""
    return step.corrects and taken is not None and (step.on, step.reason) == (taken.on, taken.reason)


def _of_notes(place: Place, notes: Sequence[StepNote]) -> list[Entry]:
    """The moves of the plan and the ends of the agreement, which are no steps."""
    entries: list[Entry] = []
    standing: dict[str, list[Entry]] = {PLAN: [], **{event: [] for event in PlaceEvent.values}}
    for note in notes:
        group = standing.get(PLAN if note.about in MOVES else note.about)
        if group is None:
            continue
        if not note.corrects:
            entry = Entry(note.about, note.on, note.recorded_by, note.recorded_at, days=note.days)
            entry.day_is_known = note.on_day_is_known
            entry.is_heard = note.about == PlaceEvent.DIED and place.woman.died_on is None
            entries.append(entry)
            group.append(entry)
        elif group:
            taken = Correction(note.recorded_by, note.recorded_at, note.words, takes_back=True)
            group.pop().corrections.append(taken)
    ended = place.agreement_ended_on
    if ended is not None and not standing[PlaceEvent.AGREEMENT_ENDED]:  # by a workbook, or before ends had words
        entries.append(Entry(PlaceEvent.AGREEMENT_ENDED, ended, None, None))
    return entries


def standing_moves(notes: Iterable[StepNote]) -> list[StepNote]:
    """The moves of the plan that were not taken back, first first."""
    moves: list[StepNote] = []
    for note in notes:
        if note.about in MOVES and note.corrects and moves:
            moves.pop()
        elif note.about in MOVES and not note.corrects:
            moves.append(note)
    return moves


def standing_steps(steps: Iterable[Step]) -> list[Step]:
    """Of the steps of one place the latest of each kind, without those that were taken back."""
    return list(_standing(steps)[0].values())


def _standing(steps: Iterable[Step]) -> tuple[dict[str, Step], dict[str, datetime]]:
    """The steps that stand, and of each kind that was taken back, and not put back as it was, when."""
    latest: dict[str, Step] = {}
    taken: dict[str, Step] = {}
    moments: dict[str, datetime] = {}
    for step in steps:
        if step.on is None:
            moments[step.step] = step.recorded_at
            if step.step in latest:
                taken[step.step] = latest.pop(step.step)
        elif step.step not in latest and _puts_back(step, taken.get(step.step)):
            latest[step.step] = taken[step.step]
            del moments[step.step]
        else:
            latest[step.step] = step
    return latest, moments


def standing_notes(steps: Sequence[Step], notes: Sequence[StepNote]) -> list[StepNote]:
    """The words of one place that still hold: not those of what was taken back, nor the reasons for taking it back."""
    latest, taken_back = _standing(steps)
    for note in notes:
        if note.corrects and note.about in PlaceEvent.values:
            taken_back[note.about] = note.recorded_at
    moves = {note.pk for note in standing_moves(notes)}
    return [
        _of_the_day(note, latest.get(note.about))
        for note in notes
        if note.words
        and not note.corrects
        and (note.pk in moves if note.about in MOVES else not _before(note, taken_back.get(note.about)))
    ]


def _of_the_day(note: StepNote, step: Step | None) -> StepNote:
    """The words of a step under its day as that was corrected since."""
    if step is None or step.on is None:
        return note
    told = copy(note)
    told.on, told.on_day_is_known = step.on, step.on_day_is_known
    return told


def _before(note: StepNote, moment: datetime | None) -> bool:
    return moment is not None and note.recorded_at <= moment
