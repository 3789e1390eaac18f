"""What a clean workbook would do: for each record new, changed, the same, absent, or a conflict to decide."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from practices.models import Practice
from practices.workbook.questions import Interview
from practices.workbook.sheets import Row, SheetRead
from sessions_log.importing.bindings import BINDINGS, Binding, Values, digest
from sessions_log.importing.lookalikes import SAME, NewRow, ask_alike, keep_time, pair_alike
from sessions_log.importing.reading import Reading
from sessions_log.importing.women import COLUMN_OF_FIELD, WomanRecord, present_women, woman_values
from women.actions.workbook_steps import takes_death_back, why_not
from women.merged import former_refs
from women.models import Cohort, Place
from women.presenters import has_died
from women.reading import erased_refs
from women.withdrawn import withdrawn_keys
from women.workbook import GOAL_SCORES, GOALS, WOMEN


class Fate(StrEnum):
    """What becomes of one record."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"  # edited here since the last import, and the workbook says otherwise
    ABSENT = "absent"  # here, not in the workbook: it stays
    TAKEN_BACK = "taken back"  # taken back here with a reason: a workbook does not bring it back
    ERASED = "erased"  # of a woman whose details were erased: the workbook does not bring them back


@dataclass
class Planned:
    """One record's fate; `before` and `values` are fields by name, `record` is None for a new one."""

    fate: Fate
    name: str
    key: str = ""
    row: Row | None = None
    record: Any = None
    before: Values = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    beside: Values = field(default_factory=dict)  # written with it, and nothing that a workbook says: not compared
    follows: str = ""  # what taking the workbook's would do beside, where somebody has to decide it
    refused: str = ""  # why it is not written, whoever decides
    contested: set[str] | None = None  # of a conflict, the fields to decide; the others change: None where all are
    is_rebound: bool = False  # said to be this record, whose key was another: a later workbook finds it by the new one

    @property
    def after(self) -> Values:
        """The record's values once this is written: what a column that is not there would say stays as it is."""
        return self.before | self.values

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """(field, before, after) of every field that differs."""
        return [(name, self.before.get(name), new) for name, new in self.values.items() if self.before.get(name) != new]

    @property
    def to_decide(self) -> list[tuple[str, Any, Any]]:
        """Of a conflict, the changes that somebody has to decide."""
        return [one for one in self.changes if self.contested is None or one[0] in self.contested]

    @property
    def undisputed(self) -> list[tuple[str, Any, Any]]:
        """The changes that are made whatever is decided: of what nobody edited here."""
        return (
            [one for one in self.changes if one not in self.to_decide] if self.fate is Fate.CONFLICT else self.changes
        )

    @property
    def kept(self) -> Values:
        """The record's values where a conflict keeps what is here."""
        return self.before | {name: new for name, _, new in self.undisputed}


@dataclass
class Plan:
    """What an import would do, sheet by sheet."""

    practice: Values
    cohort: Values
    practice_changes: list[tuple[str, Any, Any]] = field(default_factory=list)
    sheets: dict[str, list[Planned]] = field(default_factory=dict)
    present: dict[str, WomanRecord] = field(default_factory=dict)  # the women who are here, by reference

    def of(self, fate: Fate, sheet: str | None = None) -> list[Planned]:
        """The records of one fate, of one sheet or of all."""
        sheets = [self.sheets[sheet]] if sheet else list(self.sheets.values())
        return [planned for records in sheets for planned in records if planned.fate is fate]

    @property
    def changes_nothing(self) -> bool:
        """Whether applying it would leave everything as it is."""
        parted = any(one.undisputed for one in self.of(Fate.CONFLICT))
        return not (self.practice_changes or self.of(Fate.NEW) or self.of(Fate.CHANGED) or parted)


def make_plan(reading: Reading, *, practice: Practice, today: date) -> Plan:
    """Compare a clean reading with what the Practice holds, in its scope; two queries a sheet at most."""
    plan = Plan(*_practice_values(reading))
    plan.practice_changes = _practice_changes(plan, practice)
    plan.present = present_women()
    plan.sheets[WOMEN.name] = _plan_women(reading, plan.present, today)
    former = former_refs()
    for binding in BINDINGS:
        read = reading.sheets[binding.sheet.name]
        plan.sheets[binding.sheet.name] = _plan_records(binding, read, reading.interview, former)
    _leave_with_parents(plan)
    _leave_erased(plan)
    return plan


BACK = (
    "This takes her death back: nothing says any more that she has died, and what was to do after it and nobody has "
    "begun is not to do. Her place is open again, and what was planned for her stands again."
)
BACK_AND_CLOSED = (
    "This takes her death back: nothing says any more that she has died, and what was to do after it and nobody has "
    "begun is not to do. Her place stays closed, for the reason that the workbook gives."
)
WRITTEN = (Fate.NEW, Fate.CHANGED, Fate.CONFLICT)


def _taken_back(binding: Binding, rows: list[NewRow]) -> set[int]:
    """The numbers of the rows that were taken back here: of rows alike, as many are left out as were taken back."""
    waiting: dict[str, list[set[str]]] = defaultdict(list)
    for keys in withdrawn_keys(binding.model._meta.label):
        for key in keys:
            waiting[key].append(keys)
    found = set()
    for one in rows:
        taken = next((waiting[key][0] for key in one.keys if waiting[key]), None)
        if taken is not None:
            found.add(one.row.number)
            for key in taken:
                waiting[key] = [other for other in waiting[key] if other is not taken]
    return found


def _leave_with_parents(plan: Plan) -> None:
    """A new score of a goal that was taken back has nothing to hang on, and stays out with it."""
    gone = {one.row["goal_ref"] for one in plan.of(Fate.TAKEN_BACK, GOALS.name) if one.row}
    for planned in plan.of(Fate.NEW, GOAL_SCORES.name):
        if planned.row and planned.row["goal_ref"] in gone:
            planned.fate = Fate.TAKEN_BACK


def _leave_erased(plan: Plan) -> None:
    """Write nothing to a record whose details were erased, unless the workbook refers or offers her a place anew."""
    gone = erased_refs()
    if not gone:
        return
    for planned in plan.sheets[WOMEN.name]:
        begins = [planned.values.get(name) for name in ("referred_on", "offered_on")]
        if planned.key in gone and any(day is not None and day > gone[planned.key] for day in begins):
            del gone[planned.key]
    for records in plan.sheets.values():
        for planned in records:
            if planned.row is not None and planned.fate in WRITTEN:
                whose = planned.row["ref"] or planned.row["woman_ref"]
                planned.fate = Fate.ERASED if whose in gone else planned.fate


def _practice_values(reading: Reading) -> tuple[Values, Values]:
    """What the sheet Practice says: a key that is not there, or blank, leaves what is here."""
    names = ("name", "nation", "delivered_by", "commissioned_by", "went_live_on")
    scoping = ("scoping_as_of", "scoping_women", "scoping_children")
    fields = {
        "number": "cohort_number",
        "starts_on": "cohort_starts_on",
        "capacity": "cohort_capacity",
        "programme_clock": "programme_clock",
    }
    said = {name: value for name, value in reading.practice.values.items() if value is not None}
    practice = {name: said[name] for name in names + scoping if name in said}
    return practice, {field: said[key] for field, key in fields.items() if key in said}


def _practice_changes(plan: Plan, practice: Practice) -> list[tuple[str, Any, Any]]:
    changes = [
        (name, getattr(practice, name), value)
        for name, value in plan.practice.items()
        if getattr(practice, name) != value
    ]
    cohort = Cohort.objects.filter(number=plan.cohort["number"]).first()
    for name, value in plan.cohort.items():
        before = getattr(cohort, name) if cohort else None
        if before != value:
            changes.append((f"cohort_{name}" if name != "programme_clock" else name, before, value))
    return changes


def _plan_women(reading: Reading, present: Mapping[str, WomanRecord], today: date) -> list[Planned]:
    missing = reading.sheets[WOMEN.name].missing
    planned = []
    seen = set()
    for row in reading.rows(WOMEN):
        values = woman_values(row, today)
        record = present.get(row["ref"])
        seen.add(row["ref"])
        if record is None:
            planned.append(Planned(Fate.NEW, row["ref"], row["ref"], row, None, {}, values))
        else:
            latest, record = record.place, record.as_of(values["offered_on"])
            before = record.values()
            values = _said(values, missing, COLUMN_OF_FIELD)
            one = _existing(row["ref"], row["ref"], row, record, before, values, record.woman.import_hash)
            decide_of_death(one, latest)
            planned.append(one)
    planned += [Planned(Fate.ABSENT, ref, ref, None, record) for ref, record in present.items() if ref not in seen]
    return planned


def decide_of_death(planned: Planned, latest: Place | None) -> None:
    """What a workbook says of a woman who has died, or is another Practice's now, is asked, or refused; never half."""
    record, after = planned.record, planned.after
    if not planned.changes:
        return
    died = has_died(record.woman, latest)
    is_new = record.is_over_before(after)
    planned.refused = why_not(record.place, after, is_new=is_new, has_died=died)
    if not planned.refused and takes_death_back(record.place, after):
        planned.follows = BACK if after.get("closed_on") is None else BACK_AND_CLOSED
    if planned.refused or planned.follows:
        planned.fate = Fate.CONFLICT


def _said(values: Values, missing: set[str], column_of: dict[str, str]) -> Values:
    """The fields that the workbook speaks of: not those of a column that is not there."""
    return {name: value for name, value in values.items() if column_of.get(name, name) not in missing}


def _existing(name: str, key: str, row: Row, record: Any, before: Values, values: Values, import_hash: str) -> Planned:
    planned = Planned(Fate.SAME, name, key, row, record, before, values)
    if planned.changes:
        planned.fate = Fate.CHANGED if import_hash == digest(before) else Fate.CONFLICT
    return planned


def _plan_records(
    binding: Binding, read: SheetRead, interview: Interview, former: Mapping[str, list[str]]
) -> list[Planned]:
    """Pair rows with records by key; equal keys are paired in order, so two alike are two records.

    The key is the one as imported; a row that finds none so finds the record that has it by now. What is left of
    both and looks alike is asked about.
    """
    records = list(binding.model.objects.select_related(binding.parent).order_by("pk"))
    new = [
        NewRow(row, binding.key_of(row[binding.parent_column], v), v, tuple(binding.keys_of(row, v, former)))
        for row in read.rows
        for v in [binding.values(row)]
    ]
    natural = {record.pk: binding.key_of_record(record) for record in records}
    matches: dict[int, tuple[Any, bool]] = {}  # row's number → its record, and whether it is found by likeness alone
    for keys in ({record.pk: record.import_key or natural[record.pk] for record in records}, natural):
        used = {record.pk for record, _ in matches.values()}
        waiting: dict[str, list[Any]] = defaultdict(list)
        for record in records:
            if record.pk not in used:
                waiting[keys[record.pk]].append(record)
        for one in new:
            found = next((waiting[key] for key in one.keys if waiting[key]), None)
            if one.row.number not in matches and found:
                matches[one.row.number] = (found.pop(0), False)
    used = {record.pk for record, _ in matches.values()}
    left = [record for record in records if record.pk not in used]
    unmatched = [one for one in new if one.row.number not in matches]
    gone = _taken_back(binding, unmatched)
    pairs = pair_alike(binding, [one for one in unmatched if one.row.number not in gone], left)
    if pairs and ask_alike(binding, pairs, interview) == SAME:
        matches |= {one.row.number: (record, True) for one, record in pairs}
        used |= {record.pk for _, record in pairs}
    planned = [_plan_row(binding, read, one, *matches.get(one.row.number, (None, False))) for one in new]
    for row in planned:
        if row.row and row.row.number in gone:
            row.fate = Fate.TAKEN_BACK
    return planned + [
        Planned(Fate.ABSENT, getattr(one, binding.parent).ref, record=one) for one in left if one.pk not in used
    ]


def _plan_row(binding: Binding, read: SheetRead, new: NewRow, record: Any, is_rebound: bool) -> Planned:
    name = f"{new.row[binding.parent_column]}, row {new.row.number}"
    if record is None:
        return Planned(Fate.NEW, name, new.key, new.row, None, {}, new.values)
    before = {field: getattr(record, field) for field in new.values}
    said = _said(keep_time(binding, new.row, new.values, before), read.missing, binding.column_of)
    planned = _existing(name, new.key, new.row, record, before, said, record.import_hash)
    planned.is_rebound = is_rebound
    return planned
