"""What of a row has to be decided, field by field: only what was edited here, or would take back what rests on it."""

from datetime import date, datetime
from typing import Any

from practices.workbook.sheets import Row
from sessions_log.importing.bindings import Values
from sessions_log.importing.planning import Fate, Plan, Planned
from sessions_log.importing.since_import import changed_here
from sessions_log.importing.women import COLUMN_OF_FIELD, PLACE_FIELDS, WOMAN_FIELDS
from women.actions.workbook_steps import ENDINGS, why_not
from women.presenters import has_died
from women.workbook import WOMEN

CLOSING = {*ENDINGS, "closure_reason", "agreement_ended_on"}


def part_conflicts(plan: Plan, *, today: date) -> None:
    """Of each conflict take apart what nobody edited here: that changes, whatever is decided of the rest."""
    for planned in plan.of(Fate.CONFLICT):
        names = {name for name, _, _ in planned.changes}
        if planned.row is None or planned.row.former:
            continue  # of a record that was merged into this one: no history of this one says what it had said
        is_hers = planned.row.sheet == WOMEN.name
        contested = _of_her(planned, names, plan, today) if is_hers else _of_row(planned, names)
        if contested:
            planned.contested = contested
        else:
            planned.fate = Fate.CHANGED


def _of_row(planned: Planned, names: set[str]) -> set[str]:
    """Of another record: days hang together, so where one was edited here or is said anew, all is decided at once."""
    contested = changed_here(planned.record, names)
    values = [value for name in names for value in (planned.before[name], planned.values[name])]
    return names if contested and any(isinstance(value, (date, datetime)) for value in values) else contested


def _of_her(planned: Planned, names: set[str], plan: Plan, today: date) -> set[str]:
    record = planned.record
    if record.place is None or record.is_over_before(planned.after):
        return names
    contested = changed_here(record.woman, names & {*WOMAN_FIELDS}) | changed_here(
        record.place, names & {*PLACE_FIELDS}
    )
    if planned.refused or planned.follows:
        contested |= names & CLOSING
    rest = planned.before | {name: value for name, value in planned.values.items() if name not in contested}
    latest = plan.present[planned.key].place
    died = has_died(record.woman, latest)
    is_half = bool(why_not(record.place, rest, is_new=record.is_over_before(rest), has_died=died))
    return names if is_half or _breaks_a_rule(rest, today) else contested


def _breaks_a_rule(values: Values, today: date) -> bool:
    """Whether what is here and what the workbook says cannot stand together."""
    cells: dict[str, Any] = {COLUMN_OF_FIELD.get(name, name): value or None for name, value in values.items()}
    cells["transition_on"] = values["transition_on"] or values["transition_planned_on"]
    row = Row(WOMEN.name, 0, cells, {})
    return any(True for rule in WOMEN.rules for _ in rule(row, today))
