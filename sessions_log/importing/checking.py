"""Faults that need more than one row: references, what must stand once, goals and scores, the cohort's seats."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from practices.workbook.faults import Fault, Remark
from practices.workbook.sheets import Row, Sheet
from sessions_log.codes import OUTCOMES_OF_AREA, SupportOutcome
from sessions_log.importing.reading import Reading
from sessions_log.models import LocalOutcome
from sessions_log.workbook import APPOINTMENTS, CONTACTS, SUPPORT
from women.ethnicity import listed
from women.models import Goal, Place, Woman
from women.workbook import CHILDREN, CONTRACEPTION, GOAL_SCORES, GOALS, PREGNANCIES, WOMEN

OF_A_WOMAN = (CHILDREN, CONTRACEPTION, PREGNANCIES, CONTACTS, APPOINTMENTS, SUPPORT, GOALS)


@dataclass
class Known:
    """What the Practice holds already and the workbook may refer to; empty for a Practice that is new."""

    women: set[str] = field(default_factory=set)
    open_places: set[str] = field(default_factory=set)  # refs of the women who hold one now
    goals_set_on: dict[str, date] = field(default_factory=dict)
    local_outcomes: dict[str, dict[str, str]] = field(default_factory=dict)  # area → folded spelling → code


def known_in_scope() -> Known:
    """What the Practice whose scope is open holds; four queries."""
    known = Known()
    known.women = set(Woman.objects.values_list("ref", flat=True))
    known.open_places = set(
        Place.objects.filter(
            offered_on__isnull=False, declined_on__isnull=True, completed_on__isnull=True, closed_on__isnull=True
        ).values_list("woman__ref", flat=True)
    )
    known.goals_set_on = dict(Goal.objects.values_list("ref", "set_on"))
    for area, code, label in LocalOutcome.objects.values_list("area", "code", "label"):
        known.local_outcomes.setdefault(area, {}).update({_folded(code): code, _folded(label): code})
    return known


def check(reading: Reading, known: Known) -> None:
    """Add to `reading` every fault and remark that needs more than one row to see."""
    reading.faults += list(_standing_twice(reading, WOMEN, ("ref",), "ref"))
    women = {row["ref"] for row in reading.rows(WOMEN) if row["ref"]} | known.women
    for sheet in OF_A_WOMAN:
        reading.faults += list(_unknown(reading, sheet, "woman_ref", women, "the sheet Women"))
    reading.faults += list(_standing_twice(reading, CHILDREN, ("woman_ref", "child_no"), "child_no"))
    reading.faults += list(_standing_twice(reading, GOALS, ("goal_ref",), "goal_ref"))
    goals = {row["goal_ref"] for row in reading.rows(GOALS) if row["goal_ref"]} | known.goals_set_on.keys()
    reading.faults += list(_unknown(reading, GOAL_SCORES, "goal_ref", goals, "the sheet Goals"))
    reading.faults += list(_scored_before_set(reading, known))
    reading.faults += list(_outcome_of_another_area(reading, known))
    reading.faults += list(_seats(reading, known))
    reading.remarks += list(_ethnicity_on_no_list(reading))


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


def _unknown(reading: Reading, sheet: Sheet, column: str, known: set[str], where: str) -> Iterator[Fault]:
    for row in reading.rows(sheet):
        if row[column] is not None and row[column] not in known:
            yield row.fault(
                column, f"There is no {row[column]} in {where}. Correct the reference, or add the row there."
            )


def _scored_before_set(reading: Reading, known: Known) -> Iterator[Fault]:
    set_on = dict(known.goals_set_on)
    for row in reading.rows(GOALS):
        if row["goal_ref"] is not None:
            set_on.pop(row["goal_ref"], None)
            if row["set_on"] is not None and row.is_sure("goal_ref"):
                set_on[row["goal_ref"]] = row["set_on"]
    for row in reading.rows(GOAL_SCORES):
        if not row.is_sure("goal_ref", "on") or row["on"] is None or row["goal_ref"] not in set_on:
            continue
        if row["on"] < set_on[row["goal_ref"]]:
            yield row.fault("on", "This is before the goal was set. Correct this date, or set_on in the sheet Goals.")


def _outcome_of_another_area(reading: Reading, known: Known) -> Iterator[Fault]:
    for row in reading.rows(SUPPORT):
        if row["outcome"] is None or row["area"] is None:
            continue
        code = outcome_code(row, known)
        if code is None:
            belong = sorted(SupportOutcome(value).label for value in OUTCOMES_OF_AREA[row["area"]])
            advice = f"Choose one of: {', '.join(belong)}." if belong else "This area has no outcomes yet."
            yield row.fault("outcome", f"This is not an outcome of that area. {advice}")
        else:
            row.values["outcome"] = code


def outcome_code(row: Row, known: Known) -> str | None:
    """The code of a support row's outcome, where it belongs to the row's area or the Practice added it there."""
    folded = _folded(row["outcome"])
    for value in OUTCOMES_OF_AREA[row["area"]]:
        if folded in {_folded(value), _folded(SupportOutcome(value).label)}:
            return value
    return known.local_outcomes.get(row["area"], {}).get(folded)


def _folded(spelling: str) -> str:
    return " ".join(spelling.replace("_", " ").split()).casefold()


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
        in_workbook.add(row["ref"])
        if row.is_sure(*leaving) and row["offered_on"] and not any(row[step] for step in leaving[1:]):
            open_places.add(row["ref"])
    taken = len(open_places) + len(known.open_places - in_workbook)
    if taken > capacity:
        yield reading.practice_fault(
            "cohort_capacity",
            f"{taken} women would hold an open place and the cohort has {capacity}. "
            "Close or complete a place, or correct the capacity (24 at most).",
        )


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
                row.number, "ethnicity",
            )  # fmt: skip
        else:
            row.values["ethnicity"] = entry
