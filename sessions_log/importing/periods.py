"""Steps of a workbook outside the period of their cohort: they can be right, and are asked about as in the forms."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from practices.dates import day_in_words
from practices.workbook.faults import Fault, some_of
from practices.workbook.questions import CORRECT, Choice, Interview, Question
from practices.workbook.sheets import Row
from sessions_log.importing.women import WomanRecord
from women.codes import PlaceStep
from women.models import Cohort
from women.periods import outside_cohort
from women.workbook import WOMEN

STEPS = {
    "offered_on": PlaceStep.OFFERED,
    "agreed_on": PlaceStep.AGREED,
    "transition_on": PlaceStep.TRANSITION,
    "completed_on": PlaceStep.NEXT_STEPS,
}
KEEP = "keep"
Outside = tuple[Row, str, str]  # the row, the column, and what to ask of it


def ask_of_periods(
    rows: Sequence[Row], practice: Row, records: Mapping[str, WomanRecord], interview: Interview
) -> list[Fault]:
    """Return the dates that whoever imports is to correct; a date that is on record already was asked about before.

    A place that stands here is measured by its own cohort, another by the cohort that the workbook brings.
    """
    cohort = _cohort_of(practice, is_here=bool(records))
    found = [one for row in rows for one in _outside(row, cohort, records.get(row["ref"]))]
    if not found or interview.ask(_question(found)) == KEEP:
        return []
    return [row.fault(column, why) for row, column, why in found]


def _cohort_of(practice: Row, *, is_here: bool) -> Cohort | None:
    """The cohort as the sheet Practice has it; None where it cannot be read. A Practice that is new has none here."""
    fields = {"number": "cohort_number", "starts_on": "cohort_starts_on", "programme_clock": "programme_clock"}
    said: dict[str, Any] = {name: practice[key] for name, key in fields.items() if practice[key] is not None}
    if "number" not in said or "starts_on" not in said:
        return None
    if "programme_clock" not in said and is_here:
        here = Cohort.objects.filter(number=said["number"]).first()
        said |= {"programme_clock": here.programme_clock} if here else {}
    return Cohort(practice_id=None, **said)  # never saved: before a Practice is made no scope is open


def _outside(row: Row, cohort: Cohort | None, record: WomanRecord | None) -> Iterator[Outside]:
    if not row.is_sure("offered_on"):
        return  # one fault, one error: what follows the offer is measured once that can be read
    place = record.as_of(row["offered_on"]).place if record else None
    if record is not None and record.is_over_before({name: row[name] for name in ("referred_on", "offered_on")}):
        place = None  # the row begins a further place
    for column, step in STEPS.items():
        on: date | None = row[column]
        if on is None or not row.is_sure(column) or getattr(place, column, None) == on:
            continue
        if why := outside_cohort((place.cohort if place else None) or cohort, step, on, place=place):
            yield row, column, why


def _question(found: list[Outside]) -> Question:
    named = [f"{row['ref']} ({{{column}}}, row {row.number}): {day_in_words(row[column])}" for row, column, _ in found]
    lies = "1 date lies" if len(found) == 1 else f"{len(found)} dates lie"
    text = f"{{Women}}: {lies} outside the period of the cohort. {some_of(named, between='; ')}. {found[0][2]}"
    choices = (
        Choice(KEEP, "It is right: import it" if len(found) == 1 else "They are right: import them"),
        Choice(CORRECT, "Show the rows to correct"),
    )
    return Question("outside-cohort", WOMEN.name, "", text, choices, CORRECT, rows=len(found))
