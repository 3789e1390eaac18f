"""Writing a plan: everything in one transaction, or nothing."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from practices.models import Practice, User
from sessions_log.importing.bindings import BINDINGS, Binding, Values, digest
from sessions_log.importing.planning import Fate, Plan, Planned
from sessions_log.importing.women import PLACE_FIELDS, WOMAN_FIELDS
from women.actions import workbook_steps
from women.actions.places import steps_between
from women.actions.workbook_steps import Brought, moved_end
from women.clock import clock_start
from women.models import Cohort, Goal, Place, Step, Woman
from women.workbook import WOMEN

BATCH = 1000


def conflict_id(planned: Planned) -> str:
    """How a decision names a conflict: by the record, never by its content."""
    record = planned.record.woman if planned.row and planned.row.sheet == WOMEN.name else planned.record
    return f"{planned.row.sheet}-{record.pk}" if planned.row and record else ""


class SeatTaken(Exception):
    """A seat was taken while the summary was being read, or by what was kept here; nothing was changed."""


def apply_plan(plan: Plan, *, practice: Practice, by: User | None, overwrite: Collection[str] = ()) -> None:
    """Write what `plan` says, or raise SeatTaken. A conflict keeps what is here, unless its id is in `overwrite`."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _write(plan, practice, by, overwrite)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the database refuses, it says here
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        if "seats of the cohort are taken" not in str(error):
            raise
        raise SeatTaken(
            f"All {plan.cohort['capacity']} seats of the cohort are taken. Close or complete a place, or decide what "
            "was edited here, then import again."
        ) from error


def _write(plan: Plan, practice: Practice, by: User | None, overwrite: Collection[str]) -> None:
    for name, value in plan.practice.items():
        setattr(practice, name, value)
    if any(not name.startswith("cohort_") and name != "programme_clock" for name, _, _ in plan.practice_changes):
        practice.save(update_fields=list(plan.practice))
    cohort, _ = Cohort.objects.update_or_create(number=plan.cohort["number"], defaults=plan.cohort)
    _apply_women(plan, cohort, by, overwrite, now=timezone.now())
    women = {woman.ref: woman for woman in Woman.objects.all()}
    for binding in BINDINGS:
        parents: dict[str, Any] = women
        if binding.parent == "goal":
            parents = {goal.ref: goal for goal in Goal.objects.all()}
        _apply_records(binding, plan.sheets[binding.sheet.name], parents, overwrite)


def _to_write(records: list[Planned], overwrite: Collection[str]) -> list[tuple[Planned, Values, Values]]:
    """What is written to records that are here: each with its values, and its seal where it is as the workbook says.

    A conflict that keeps what is here takes what nobody edited; without a new seal it is known as edited still.
    """
    found: list[tuple[Planned, Values, Values]] = []
    for planned in records:
        if planned.fate is Fate.CHANGED or (planned.fate is Fate.CONFLICT and is_taken(planned, overwrite)):
            found.append((planned, planned.after, _seal(planned)))
        elif planned.fate is Fate.CONFLICT and planned.undisputed:
            found.append((planned, planned.kept, {}))
    return found


def is_taken(planned: Planned, overwrite: Collection[str]) -> bool:
    """Whether of a conflict the workbook's values were chosen, and may be."""
    return not planned.refused and conflict_id(planned) in overwrite


def _apply_women(
    plan: Plan, cohort: Cohort, by: User | None, overwrite: Collection[str], *, now: datetime
) -> None:  # fmt: skip
    records = plan.sheets[WOMEN.name]
    new = [planned for planned in records if planned.fate is Fate.NEW]
    women = [Woman(ref=planned.key, **_part(planned.values, WOMAN_FIELDS), **_seal(planned)) for planned in new]
    Woman.objects.bulk_create(women, batch_size=BATCH)
    places: list[Place] = []
    befores: list[Values] = []
    for planned, woman in zip(new, women, strict=True):
        places.append(_place(woman, 1, cohort, planned.values))
        befores.append({})
    changed_places: list[Place] = []
    changed_befores: list[Values] = []
    for planned, after, seal in _to_write(records, overwrite):
        woman, place = planned.record.woman, planned.record.place
        _set(woman, _part(after, WOMAN_FIELDS) | seal)
        woman.save()
        if planned.record.is_over_before(after):
            places.append(_place(woman, place.number + 1 if place else 1, cohort, planned.values))
            befores.append({})
            continue
        was_open, clock_was = place.is_open, clock_start(place)
        _set(place, _part(after, PLACE_FIELDS))
        place.closed_day_is_known |= place.closed_on != planned.before["closed_on"]  # a workbook says days
        if place.cohort is None or (place.is_open and not was_open):
            place.cohort = cohort
        place.end_planned_on = moved_end(place, clock_was)
        changed_places.append(place)
        changed_befores.append(planned.before)
    # first those who leave a seat, then those who take one
    beside = ["end_planned_on", "closed_day_is_known", "cohort"]
    Place.objects.bulk_update(changed_places, [*PLACE_FIELDS, *beside], batch_size=BATCH)
    Place.objects.bulk_create(places, batch_size=BATCH)
    steps: list[Step] = []
    brought = list(zip(places + changed_places, befores + changed_befores, strict=True))
    for place, before in brought:
        steps += steps_between(place, before, by=by)
    Step.objects.bulk_create(steps, batch_size=BATCH)
    workbook_steps.follow([Brought(*one) for one in brought], by=by, now=now)


def _place(woman: Woman, number: int, cohort: Cohort, values: Values) -> Place:
    said = {name: value for name, value in values.items() if name in PLACE_FIELDS}
    return Place(woman=woman, number=number, cohort=cohort, **said)


def _apply_records(
    binding: Binding, records: list[Planned], parents: dict[str, Any], overwrite: Collection[str]
) -> None:
    model: Any = binding.model
    model.objects.bulk_create(
        [
            model(
                **{binding.parent: parents[planned.row[binding.parent_column]]},
                **planned.values,
                **planned.beside,
                **_mark(planned),
            )
            for planned in records
            if planned.fate is Fate.NEW and planned.row is not None
        ],
        batch_size=BATCH,
    )
    changed = _to_write(records, overwrite)
    for planned, after, seal in changed:
        _set(planned.record, after | (planned.beside if seal else {}) | {"import_key": planned.key} | seal)
    written = {id(planned) for planned, _, _ in changed}
    rebound = [planned for planned in records if planned.is_rebound and id(planned) not in written]
    for planned in rebound:
        planned.record.import_key = planned.key
    model.objects.bulk_update([planned.record for planned in rebound], ["import_key"], batch_size=BATCH)
    if changed:
        beside = {name for planned, _, _ in changed for name in planned.beside}
        fields = [*changed[0][1], *sorted(beside), "import_key", "import_hash"]
        model.objects.bulk_update([planned.record for planned, _, _ in changed], fields, batch_size=BATCH)


def _part(values: Values, names: tuple[str, ...]) -> Values:
    return {name: values[name] for name in names}


def _seal(planned: Planned) -> Values:
    return {"import_hash": digest(planned.after)}


def _mark(planned: Planned) -> Values:
    return {"import_key": planned.key} | _seal(planned)


def _set(record: Any, values: Values) -> None:
    for name, value in values.items():
        setattr(record, name, value)
