"""What a workbook would change, in words: what a field is called, and what a code stands for."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.utils import timezone

from practices.workbook.cells import as_written
from practices.workbook.wording import label_of, sheet_label_of
from sessions_log.codes import SupportOutcome
from sessions_log.importing.bindings import BINDINGS
from sessions_log.importing.planning import Fate, Plan, Planned
from sessions_log.importing.reading import ROW_SHEETS
from sessions_log.importing.women import COLUMN_OF_FIELD
from sessions_log.workbook import SUPPORT
from women.workbook import GOALS, PRACTICE, WOMEN

NOTHING = "nothing"
COLUMNS = {WOMEN.name: COLUMN_OF_FIELD} | {binding.sheet.name: binding.column_of for binding in BINDINGS}
OF_TWO = {  # fields that share their column with another
    "born_day_is_known": "Day of birth known",
    "service_as_written": "Service in other words",
    "transition_planned_on": "Transition planned on",
}


def field_label(sheet: str, name: str) -> str:
    """Return what a field of a sheet's records is called."""
    if (sheet, name) == (GOALS.name, "ref"):
        name = "goal_ref"
    return OF_TWO.get(name) or label_of(sheet, COLUMNS.get(sheet, {}).get(name, name))


def said(sheet: str, name: str, value: Any) -> str:
    """Return a value as the summary says it: codes as their labels, times in London."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(said(sheet, name, one) for one in value)
    if isinstance(value, datetime) and value.tzinfo:
        value = timezone.localtime(value)
    label = (
        _labels(sheet).get(COLUMNS.get(sheet, {}).get(name, name), {}).get(value) if isinstance(value, str) else None
    )
    return label or as_written(value)


def changes_in_words(sheet: str, changes: Iterable[tuple[str, Any, Any]]) -> list[tuple[str, str, str]]:
    """Return (what, before, after) of each change."""
    return [(field_label(sheet, name), said(sheet, name, old), said(sheet, name, new)) for name, old, new in changes]


def called(planned: Planned) -> str:
    """Return what is changed: the sheet, her reference and name here, and her reference in the workbook."""
    row, woman = planned.row, getattr(planned.record, "woman", None)
    name = (woman.known_as or woman.full_name) if woman else ""
    parts = [sheet_label_of(row.sheet) if row else "", planned.name, name]
    if row and row.former:
        parts.append(f"in the workbook {row.former['ref' if row.sheet == WOMEN.name else 'woman_ref']}")
    return ", ".join(part for part in parts if part)


def absent_of(plan: Plan, sheet: str) -> list[str]:
    """Return what stays since the workbook does not have it, each by her reference and what it is."""
    keys = {binding.sheet.name: binding.key for binding in BINDINGS}
    found = []
    for planned in plan.of(Fate.ABSENT, sheet):
        parts = [said(sheet, name, getattr(planned.record, name)) for name in keys.get(sheet, ())]
        what = ", ".join(part for part in parts if part != NOTHING)
        found.append(f"{planned.name} ({what})" if what else planned.name)
    return found


@cache
def _labels(sheet: str) -> dict[str, dict[str, str]]:
    """Of each coded column of a sheet the label of each code."""
    columns = next(one.columns for one in (PRACTICE, *ROW_SHEETS) if one.name == sheet)
    found = {column.name: {column.read.code_of(label): label for label in column.read.choices} for column in columns}
    if sheet == SUPPORT.name:
        found["outcome"] = {value: str(label) for value, label in SupportOutcome.choices}
    return found
