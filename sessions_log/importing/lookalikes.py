"""New rows that look like records which the workbook does not have: the same thing twice, until somebody has said."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from practices.dates import day_in_words
from practices.london import clock_of, day_in_london
from practices.workbook.cells import DateAlone, as_written
from practices.workbook.questions import Choice, Interview, Question
from practices.workbook.sheets import Row
from practices.workbook.wording import label_of
from sessions_log.importing.bindings import Binding, Values
from sessions_log.workbook import APPOINTMENTS, CONTACTS, SUPPORT
from women.workbook import CHILDREN

SAME, DIFFERENT = "same", "different"
MOST_NAMED = 3  # pairs in the question, and differences of a pair; the others are counted


@dataclass(frozen=True)
class Likeness:
    """What makes a row of a sheet look like a record: `of` gives it from either's values, or None."""

    words: str
    of: Callable[[Values], tuple[Any, ...] | None]
    time: str = ""  # the field of a time of day, which a row may leave out


@dataclass(frozen=True)
class NewRow:
    """A row, its values, and the keys by which a record may be known; `key` is the one that it gets."""

    row: Row
    key: str
    values: Values
    keys: tuple[str, ...] = ()


LIKENESSES = {
    CONTACTS.name: Likeness(
        "the same woman, day and mode", lambda v: (day_in_london(v["started_at"]), v["mode"]), time="started_at"
    ),
    APPOINTMENTS.name: Likeness(
        "the same woman, day and service",
        lambda v: (day_in_london(v["at"]), v["service"], v["service_as_written"].casefold()),
        time="at",
    ),
    SUPPORT.name: Likeness("the same woman, day and outcome", lambda v: (v["on"], v["area"], v["outcome"])),
    CHILDREN.name: Likeness(
        "the same woman and birth", lambda v: (v["born_on"], v["removed_on"]) if v["born_on"] else None
    ),
}


def pair_alike(binding: Binding, rows: Sequence[NewRow], records: Sequence[Any]) -> list[tuple[NewRow, Any]]:
    """Return the rows that look like one of `records`, each with the one it is most like; nothing is used twice."""
    likeness = LIKENESSES.get(binding.sheet.name)
    if likeness is None:
        return []
    waiting: dict[Any, list[Any]] = defaultdict(list)
    for record in records:
        waiting[getattr(record, binding.parent).ref, likeness.of(vars(record))].append(record)
    groups: dict[Any, list[NewRow]] = defaultdict(list)
    for row in rows:
        alike = likeness.of(row.values)
        if alike is not None:
            groups[row.row[binding.parent_column], alike].append(row)
    return [pair for key, group in groups.items() for pair in _best_pairs(group, waiting.get(key, []))]


def _best_pairs(rows: list[NewRow], records: list[Any]) -> list[tuple[NewRow, Any]]:
    """Pair those first that have most values in common; where as many, in order."""
    scores = [
        (-_in_common(row.values, record), place, number)
        for place, row in enumerate(rows)
        for number, record in enumerate(records)
    ]
    pairs: list[tuple[NewRow, Any]] = []
    used_rows: set[int] = set()
    used_records: set[int] = set()
    for _, place, number in sorted(scores):
        if place not in used_rows and number not in used_records:
            used_rows.add(place)
            used_records.add(number)
            pairs.append((rows[place], records[number]))
    return pairs


def _in_common(values: Values, record: Any) -> int:
    return sum(getattr(record, name) == value for name, value in values.items())


def ask_alike(binding: Binding, pairs: Sequence[tuple[NewRow, Any]], interview: Interview) -> str:
    """Ask whether rows that look like records are those records; proposed is that they are."""
    sheet, count = binding.sheet.name, len(pairs)
    likeness = LIKENESSES[sheet]
    without = sum(has_no_time(binding, new.row) for new, _ in pairs)
    have = "1 of them has" if without == 1 else f"{without:,} of them have"
    times = f" {have} no time of day: the times that you have stay." if without else ""
    subject = "1 new row looks like one you have" if count == 1 else f"{count:,} new rows look like ones you have"
    named = "; ".join(_named(binding, new, record) for new, record in pairs[:MOST_NAMED])
    named += f"; and {count - MOST_NAMED:,} more" if count > MOST_NAMED else ""
    are = "Is it" if count == 1 else "Are they"
    return interview.ask(
        Question(
            "look-alike", sheet, "",
            f"{{{sheet}}}: {subject} ({likeness.words}) that the workbook leaves out: {named}. {are} the same?{times}",
            (
                Choice(SAME, "It is the same: correct the one you have" if count == 1 else
                       "They are the same: correct the ones you have"),
                Choice(DIFFERENT, "It is another: add it" if count == 1 else "They are different: add them"),
            ),
            SAME, rows=count,
        )
    )  # fmt: skip


def _named(binding: Binding, new: NewRow, record: Any) -> str:
    """One pair: whose it is, the row, the day, and the two times of day or whatever else differs."""
    likeness, parent = LIKENESSES[binding.sheet.name], getattr(record, binding.parent)
    name = parent.known_as or parent.full_name
    who = f"{parent.ref}, {name}, row {new.row.number}" if name else f"{parent.ref}, row {new.row.number}"
    if likeness.time:
        here, there = getattr(record, likeness.time), new.values[likeness.time]
        day = day_in_words(day_in_london(here))
        return f"{who} ({day}, {clock_of(there) or 'no time'} in the workbook and {clock_of(here) or 'no time'} here)"
    differs = [
        f"{label_of(binding.sheet.name, binding.column_of.get(name, name))}: {as_written(value) or 'nothing'} in the "
        f"workbook and {as_written(getattr(record, name)) or 'nothing'} here"
        for name, value in new.values.items()
        if getattr(record, name) != value and not isinstance(value, bool)
    ]
    return f"{who} ({'; '.join(differs[:MOST_NAMED])})" if differs else who


def has_no_time(binding: Binding, row: Row) -> bool:
    """Whether a row gives a day where a time is taken."""
    likeness = LIKENESSES.get(binding.sheet.name)
    return likeness is not None and bool(likeness.time) and isinstance(row[likeness.time], DateAlone)


def keep_time(binding: Binding, row: Row, values: Values, before: Values) -> Values:
    """Return the values with the record's own time, where the row gives the same day without one."""
    if not has_no_time(binding, row):
        return values
    name = LIKENESSES[binding.sheet.name].time
    return values | {name: before[name]} if day_in_london(before[name]) == day_in_london(values[name]) else values
