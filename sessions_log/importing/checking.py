"""Faults that need more than one row: references, what must stand once, goals and scores, the cohort's seats."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from practices.workbook.faults import Fault, Remark
from practices.workbook.sheets import Sheet
from practices.workbook.wording import label_of
from sessions_log.importing.alike_rows import ask_of_alike_rows
from sessions_log.importing.beside import ask_of_words_beside
from sessions_log.importing.bindings import digest
from sessions_log.importing.doubles import TWICE, ask_who_stands_twice
from sessions_log.importing.endings import settle_endings
from sessions_log.importing.her_name import settle_names
from sessions_log.importing.outcomes import settle_outcomes
from sessions_log.importing.periods import ask_of_periods
from sessions_log.importing.reading import Reading
from sessions_log.importing.spellings import Spellings, settle_others, settle_own
from sessions_log.importing.women import WomanRecord, present_women
from sessions_log.models import LocalOutcome
from sessions_log.workbook import APPOINTMENTS, CONTACTS, SUPPORT
from women.actions.places import open_places
from women.codes import ClosureReason
from women.ethnicity import listed
from women.models import Goal
from women.models.cohort import LARGEST_COHORT
from women.workbook import CHILDREN, CONTRACEPTION, GOAL_SCORES, GOALS, PREGNANCIES, WOMEN

ADD_THE_SHEET = Fault(WOMEN.name, None, "", "", "Add the sheet Women, with a row for each woman.")
NO_SHEET = Remark(WOMEN.name, "There is no sheet Women: no woman is added or changed.")
OF_A_WOMAN = (CHILDREN, CONTRACEPTION, PREGNANCIES, CONTACTS, APPOINTMENTS, SUPPORT, GOALS)


@dataclass
class Known:
    """What the Practice holds already and the workbook may refer to; empty for a Practice that is new."""

    women: set[str] = field(default_factory=set)
    edited: set[str] = field(default_factory=set)  # refs of women edited here since the last import: kept as they are
    open_places: set[str] = field(default_factory=set)  # refs of the women who hold one now
    goals_set_on: dict[str, date] = field(default_factory=dict)
    local_outcomes: dict[str, dict[str, str]] = field(default_factory=dict)  # area → code → label
    records: dict[str, WomanRecord] = field(default_factory=dict)


def known_in_scope() -> Known:
    """What the Practice whose scope is open holds; a handful of queries."""
    known = Known()
    known.records = present_women()
    for ref, record in known.records.items():
        known.women.add(ref)
        if record.woman.import_hash != digest(record.values()):
            known.edited.add(ref)
    known.open_places = set(open_places().values_list("woman__ref", flat=True))
    known.goals_set_on = dict(Goal.objects.values_list("ref", "set_on"))
    for area, code, label in LocalOutcome.objects.values_list("area", "code", "label"):
        known.local_outcomes.setdefault(area, {})[code] = label
    return known


def check(reading: Reading, known: Known) -> None:
    """Add to `reading` every fault and remark that needs more than one row to see."""
    if not known.women and (not reading.has_women or _speaks_of_nobody(reading)):
        reading.faults.append(ADD_THE_SHEET)
    elif not reading.has_women:
        reading.remarks.append(NO_SHEET)
    _settle_references(reading, known)
    reading.faults += settle_endings(reading, OF_A_WOMAN)
    reading.faults += ask_of_words_beside(reading)
    ask_of_alike_rows(reading)
    reading.faults += list(_standing_twice(reading, WOMEN, ("ref",), "ref"))
    reading.faults += list(_standing_twice(reading, GOALS, ("goal_ref",), "goal_ref"))
    there = {row["ref"] for row in reading.rows(WOMEN) if row["ref"]} | known.women
    settle_names(reading, OF_A_WOMAN, there, _names(reading, known))
    reading.faults += list(_unknown(reading, OF_A_WOMAN, WOMEN, "ref", known.women))
    reading.faults += list(_unknown(reading, (GOAL_SCORES,), GOALS, "goal_ref", set(known.goals_set_on)))
    reading.faults += list(_standing_twice(reading, CHILDREN, ("woman_ref", "child_no"), "child_no"))
    reading.faults += list(_scored_before_set(reading, known))
    reading.faults += settle_outcomes(reading, known.local_outcomes)
    reading.faults += list(_seats(reading, known))
    reading.remarks += [*_ethnicity_on_no_list(reading), *_closed_as_completed(reading)]
    reading.faults += ask_of_periods(reading.rows(WOMEN), reading.practice, known.records, reading.interview)
    twice = ask_who_stands_twice(reading.rows(WOMEN), known.women, reading.interview)
    reading.faults += [other.fault("ref", TWICE.format(row.number)) for row, other in twice]


def _speaks_of_nobody(reading: Reading) -> bool:
    """Whether the sheet Women is empty, its headings too, and rows of other sheets are of somebody."""
    read = reading.sheets[WOMEN.name]
    is_empty = "ref" in read.missing and not read.rows and not read.faults
    return is_empty and any(reading.rows(sheet) for sheet in OF_A_WOMAN)


def _settle_references(reading: Reading, known: Known) -> None:
    for parents, key, column, refs, sheets in (
        (WOMEN, "ref", "woman_ref", known.women, OF_A_WOMAN),
        (GOALS, "goal_ref", "goal_ref", set(known.goals_set_on), (GOAL_SCORES,)),
    ):
        reading.faults += settle_own(reading.sheets[parents.name], key, refs, reading.interview)
        there = {row[key] for row in reading.rows(parents) if row[key]} | refs
        for sheet in sheets:
            reading.remarks += settle_others(reading.sheets[sheet.name], column, there)


def _standing_twice(reading: Reading, sheet: Sheet, key: tuple[str, ...], column: str) -> Iterator[Fault]:
    first: dict[tuple[object, ...], int] = {}
    for row in reading.rows(sheet):
        values = tuple(row[name] for name in key)
        if None in values or not row.is_sure(*key):
            continue
        if values in first:
            yield row.fault(
                column, f"This stands already in row {first[values]}. Give each its own, or remove one of the rows."
            )
        else:
            first[values] = row.number


def _unknown(reading: Reading, sheets: tuple[Sheet, ...], parents: Sheet, key: str, known: set[str]) -> Iterator[Fault]:
    """References to nobody, unless the fault is the parent's own: one fault, one error.

    Where the parents' key column is not there, nothing can be said. Where k parents have a key that is blank or
    stands twice, the k references most often missed are taken to be theirs.
    """
    read = reading.sheets[parents.name]
    if key in read.missing and (read.rows or (parents is WOMEN and not known)):
        return
    column = "woman_ref" if parents is WOMEN else key
    there = {row[key] for row in read.rows if row[key]} | known
    missed = [
        row for sheet in sheets for row in reading.rows(sheet) if row[column] is not None and row[column] not in there
    ]
    spellings = Spellings(there)
    unsure = sum(not row.is_sure(key) for row in read.rows)
    others = Counter(row[column] for row in missed if not spellings.alike(row[column]))
    explained = {ref for ref, _ in others.most_common(unsure)}
    for row in missed:
        if row[column] in explained:
            row.unsure.add(column)
        else:
            written = row.written.get(column) or row[column]
            alike = " or ".join(spellings.alike(row[column]))
            near = f" It may be {alike}." if alike else ""
            advice = "Correct the reference, or add the row there."
            yield row.fault(column, f"There is no {written} in the sheet {{{parents.name}}}.{near} {advice}")


def _names(reading: Reading, known: Known) -> dict[str, list[str]]:
    """What each woman is called, by reference: in the workbook, or on her record where it does not name her."""
    here = {ref: (one.woman.known_as, one.woman.full_name) for ref, one in known.records.items()}
    rows = {row["ref"]: (row["known_as"], row["full_name"]) for row in reading.rows(WOMEN) if row["ref"]}
    named = {ref: [name for name in names if name] for ref, names in (here | rows).items()}
    return {ref: names or [name for name in here.get(ref, ()) if name] for ref, names in named.items()}


def _scored_before_set(reading: Reading, known: Known) -> Iterator[Fault]:
    set_on: dict[str, date | None] = dict(known.goals_set_on)
    for row in reading.rows(GOALS):
        if row["goal_ref"] is not None and row.is_sure("goal_ref"):
            set_on[row["goal_ref"]] = row["set_on"]
    for row in reading.rows(GOAL_SCORES):
        began = set_on.get(row["goal_ref"])
        if row.is_sure("goal_ref", "on") and row["on"] is not None and began is not None and row["on"] < began:
            yield row.fault(
                "on", "This is before the goal was set. Correct this date, or {Goals.set_on} in the sheet {Goals}."
            )


def _seats(reading: Reading, known: Known) -> Iterator[Fault]:
    """At most `cohort_capacity` women whose place is open after the import, whatever the past was."""
    capacity = reading.practice["cohort_capacity"]
    if capacity is None:
        return
    leaving = ("offered_on", "declined_on", "completed_on", "closed_on")
    in_workbook, open_places = set(), set()
    for row in reading.rows(WOMEN):
        if row["ref"] is None or not row.is_sure("ref"):
            continue
        if row["ref"] in known.edited:
            continue  # kept as she is here, until somebody decides for the workbook
        in_workbook.add(row["ref"])
        if row.is_sure(*leaving) and row["offered_on"] and not any(row[step] for step in leaving[1:]):
            open_places.add(row["ref"])
    not_named = len(known.open_places - in_workbook)
    taken = len(open_places) + not_named
    if taken <= capacity:
        return
    of_them = f", {not_named} of them on record here and not in this workbook" if not_named else ""
    message = (
        f"{taken} women would hold an open place{of_them}, and the cohort has {capacity}. Close or complete a place"
    )
    if "cohort_capacity" not in reading.practice_sheet.rows:
        yield Fault(WOMEN.name, None, "", "", f"{message}, here or in the workbook.")
        return
    can_be_more = capacity < LARGEST_COHORT
    yield reading.practice_fault(
        "cohort_capacity", f"{message}{f', or correct the capacity ({LARGEST_COHORT} at most)' if can_be_more else ''}."
    )


def _closed_as_completed(reading: Reading) -> Iterator[Remark]:
    """Who completed is counted by the day of it, and by no reason of a closing."""
    for row in reading.rows(WOMEN):
        if row["closure_reason"] == ClosureReason.COMPLETED and row["completed_on"] is None:
            day = label_of(WOMEN.name, "completed_on")
            yield Remark(
                WOMEN.name,
                f"“{row['ref']}” is closed as “Completed”, and “{day}” is empty: she is not counted as having "
                "completed. Enter the day there, if she did.",
                row.number, "closure_reason", kind="closed as completed, without its day",
            )  # fmt: skip


def _ethnicity_on_no_list(reading: Reading) -> Iterator[Remark]:
    nation = reading.practice["nation"]
    if nation is None:
        return
    for row in reading.rows(WOMEN):
        if row["ethnicity"] is None:
            continue
        entry = listed(row["ethnicity"], nation)
        if entry is None:
            yield Remark(
                WOMEN.name, f"“{row['ethnicity']}” is not on the census list of {nation}; kept as written.",
                row.number, "ethnicity", kind="kept as written",
            )  # fmt: skip
        else:
            row.values["ethnicity"] = entry
