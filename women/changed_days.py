"""What changed, day by day: all of it is there, and what is alike stands together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from practices.colleagues import namesakes_here
from practices.forms.record import in_words
from practices.models import Membership
from women.history import Change, changes_of_woman
from women.merged import ids_of
from women.models import Place, StepNote
from women.place_history import Correction, Entry, entries_of

MOST = 1000
ALIKE = 3  # as many changes of one kind, by one person on one day, stand together


@dataclass(frozen=True)
class Run:
    """Changes of one kind, by one person on one day; one by itself is a run, too."""

    changes: list[Change]

    @property
    def first(self) -> Change:
        """The latest of them."""
        return self.changes[0]

    @property
    def is_folded(self) -> bool:
        """Whether there are enough of them to stand together."""
        return len(self.changes) >= ALIKE and not any(one.put_back for one in self.changes)


@dataclass(frozen=True)
class ChangedDay:
    """One day with all that changed on it, latest first."""

    on: date
    runs: list[Run]

    @property
    def count(self) -> int:
        """How many changes."""
        return sum(len(run.changes) for run in self.runs)


def days_of_woman(woman_id: int, *, viewer: Membership) -> tuple[list[ChangedDay], bool]:
    """The changes of everything that hangs on a woman by day, latest first; and whether there are older ones."""
    changes = changes_of_woman(woman_id, viewer=viewer, limit=MOST + 1)
    changes = sorted([*changes, *_put_right(woman_id)], key=lambda one: one.at, reverse=True)
    days = groupby(changes[:MOST], key=lambda one: timezone.localdate(one.at))
    return [ChangedDay(on, list(_runs(found))) for on, found in days], len(changes) > MOST


def _runs(changes: Iterable[Change]) -> Iterator[Run]:
    groups: dict[tuple[str, str, str], list[Change]] = {}
    for one in changes:
        groups.setdefault((one.by, one.what, one.noun), []).append(one)
    for group in groups.values():
        run = Run(group)
        yield from [run] if run.is_folded else [Run([one]) for one in group]


def _put_right(woman_id: int) -> Iterator[Change]:
    """Steps that were taken back or corrected; of one taken back also the words that were written with it."""
    places, namesakes = Place.every.filter(woman__in=ids_of(woman_id)), namesakes_here()
    for place in places.prefetch_related("steps__recorded_by", "step_notes__recorded_by"):
        notes = list(place.step_notes.all())
        for entry in entries_of(place, place.steps.all(), notes):
            for correction in entry.corrections:
                by = namesakes.name_of(correction.by, otherwise="the workbook or the system")
                what = "Taken back" if correction.takes_back else "Put back" if correction.puts_back else "Corrected"
                fields = list(_before_and_after(entry, correction, notes))
                yield Change(correction.at, by, what, entry.label, fields, correction.why)


def _before_and_after(
    entry: Entry, correction: Correction, notes: list[StepNote]
) -> Iterator[tuple[str, str, str]]:  # fmt: skip
    if correction.puts_back:
        yield "On", in_words(None), entry.on_said
        return
    if not correction.takes_back:
        yield "It said", correction.was_on_said, entry.on_said
        return
    yield "On", entry.on_said, in_words(None)
    for note in notes:
        is_its_own = note.about == entry.what and not note.corrects and note.words
        if is_its_own and (entry.at is None or entry.at <= note.recorded_at) and note.recorded_at <= correction.at:
            yield "Words", note.words, in_words(None)
