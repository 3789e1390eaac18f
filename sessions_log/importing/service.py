"""The import from end to end, for the page and the command line alike."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connections
from django.utils import timezone
from pghistory import context as history_context

from practices.models import AccessAction, Practice, User
from practices.tenancy.scope import as_system
from practices.trail import note_look
from practices.workbook.faults import Fault
from practices.workbook.marking import marked_copy
from practices.workbook.questions import Question
from sessions_log.importing.applying import apply_plan, is_taken
from sessions_log.importing.checking import Known, check, known_in_scope
from sessions_log.importing.contested import part_conflicts
from sessions_log.importing.deaths import ask_of_deaths, on_record_after
from sessions_log.importing.doubles import THEY_ARE, ask_who_is_new
from sessions_log.importing.losses import ask_of_losses
from sessions_log.importing.merged import lead_on
from sessions_log.importing.names_as_references import ask_of_names
from sessions_log.importing.planning import Fate, Plan, make_plan
from sessions_log.importing.practice_sheet import known_of
from sessions_log.importing.reading import Reading, read_workbook
from sessions_log.importing.since_import import WHY, forget_context
from women.models import Woman
from women.workbook import WOMEN


@dataclass
class Checked:
    """A workbook that was read and checked; `plan` is there only where it has no fault.

    While a question is open, faults and plan are what they would be if it were answered as proposed.
    """

    reading: Reading
    faults: list[Fault]
    plan: Plan | None

    @property
    def open_questions(self) -> list[Question]:
        """What somebody must say before anything is imported."""
        return self.reading.interview.open

    @property
    def is_clean(self) -> bool:
        """Whether it may be applied."""
        return self.plan is not None and not self.open_questions

    @property
    def marked(self) -> bytes:
        """The same workbook with its faults marked."""
        return marked_copy(self.reading.raw, self.faults)


def check_for_practice(
    content: bytes, *, practice: Practice, now: datetime, answers: Mapping[str, str] | None = None
) -> Checked:
    """Read and check a workbook for the Practice whose scope is open; raises NotAWorkbook with one line."""
    today = timezone.localdate(now)
    reading = read_workbook(content, today=today, answers=answers, here=known_of(practice))
    return check_reading(reading, practice=practice, today=today)


def check_reading(reading: Reading, *, practice: Practice, today: date) -> Checked:
    """Check what was read for the Practice whose scope is open, and plan it where it has no fault."""
    slug = reading.practice["slug"]
    if slug is not None and slug != practice.slug:
        reading.faults.append(
            reading.practice_fault(
                "slug", f"This workbook is {slug}'s and you are importing into {practice.slug}. Choose the right one."
            )
        )
    lead_on(reading)
    hidden = hidden_references()
    reading.faults += [
        row.fault(
            "woman_ref", "This record is restricted. Take her rows out, or ask whoever is named on it to import them."
        )
        for row in reading.rows(WOMEN)
        if row["ref"] in hidden
    ]
    known = known_in_scope()
    check(reading, known)
    same = ask_who_is_new(reading.rows(WOMEN), reading.interview)
    reading.faults += [row.fault("ref", THEY_ARE.format(ref)) for row, ref in same]
    _ask_of_names(reading, known.women)
    return plan_reading(reading, practice=practice, today=today)


def _ask_of_names(reading: Reading, known: Collection[str]) -> None:
    """Last, since a reference that is at fault is compared no more."""
    reading.faults += ask_of_names(reading.rows(WOMEN), known, reading.interview)


def hidden_references() -> set[str]:
    """The references of the women whom whoever imports may not open."""
    seen = set(Woman.every.values_list("ref", flat=True))
    with as_system():
        return set(Woman.every.values_list("ref", flat=True)) - seen


def plan_reading(reading: Reading, *, practice: Practice, today: date) -> Checked:
    """Plan what was checked already, where it has no fault."""
    faults = reading.sorted_faults()
    if faults:
        return Checked(reading, faults, None)
    plan = make_plan(reading, practice=practice, today=today)
    part_conflicts(plan, today=today)
    reading.faults += ask_of_deaths(plan, reading.interview)
    reading.remarks += on_record_after(plan)
    ask_of_losses(plan, reading)
    faults = reading.sorted_faults()
    return Checked(reading, faults, None if faults else plan)


def take_turn(practice: Practice) -> None:
    """Wait until no other import writes into this Practice: before planning, or the plan may be stale when applied."""
    Practice.objects.select_for_update(no_key=True).get(pk=practice.pk)


def check_for_new_practice(reading: Reading) -> list[Fault]:
    """Every fault of a workbook whose Practice is not here yet."""
    check(reading, Known())
    _ask_of_names(reading, ())
    return reading.sorted_faults()


def create_practice(reading: Reading) -> Practice:
    """Make the Practice that a clean workbook describes, on the owner's login: no other may make one."""
    if "owner" not in connections:
        raise PermissionError("Set DATABASE_OWNER_URL: only the owner's login may make a Practice.")
    said = reading.practice
    practice = Practice(
        name=said["name"], slug=said["slug"], nation=said["nation"], returns_from=timezone.localdate()
    )  # fmt: skip
    practice.save(using="owner")
    return Practice.objects.get(pk=practice.pk)


def uncreate_practice(practice: Practice) -> None:
    """Take away a Practice that was made for an import that then failed."""
    Practice.objects.using("owner").filter(pk=practice.pk).delete()


def apply(checked: Checked, *, practice: Practice, by: User | None, overwrite: Collection[str] = ()) -> dict[str, Any]:
    """Write a clean workbook, note who did, and give the counts of what was done; in the open scope.

    A conflict of which anything was written counts as changed.

    Raises SeatTaken, with nothing changed, where the cohort is fuller than when it was checked.
    """
    if checked.plan is None or checked.open_questions:
        raise ValueError("A workbook with faults or open questions is not applied.")
    with history_context(user=by.pk if by else None, why=WHY):
        apply_plan(checked.plan, practice=practice, by=by, overwrite=overwrite)
    forget_context()
    women = len(checked.plan.of(Fate.NEW, "Women")) + len(checked.plan.of(Fate.CHANGED, "Women"))
    note_look(by=by, action=AccessAction.LIST, view="import", how_many=women, why="workbook import")
    done = counts(checked.plan)
    for sheet, fates in done.items():
        conflicts = checked.plan.of(Fate.CONFLICT, sheet)
        written = sum(bool(one.undisputed) or is_taken(one, overwrite) for one in conflicts)
        fates[Fate.CHANGED] += written
        fates[Fate.CONFLICT] -= written
    return done


def counts(plan: Plan) -> dict[str, Any]:
    """How many records of each sheet meet each fate."""
    return {
        sheet: {fate.value: sum(planned.fate is fate for planned in records) for fate in Fate}
        for sheet, records in plan.sheets.items()
    }


def left_out(plan: Plan) -> list[tuple[str, int]]:
    """How many rows of each sheet stay out, since they were taken back here."""
    found = [(sheet, len(plan.of(Fate.TAKEN_BACK, sheet))) for sheet in plan.sheets]
    return [(sheet, number) for sheet, number in found if number]


def accounts(checked: Checked) -> dict[str, dict[str, int]]:
    """Of each sheet the rows that were read, and what becomes of every one of them; a row that is passed over too."""
    if checked.plan is None:
        return {}
    found = {}
    for sheet, fates in counts(checked.plan).items():
        twice = checked.reading.passed_over[sheet]
        left_out = {"taken_back": fates[Fate.TAKEN_BACK], "erased": fates[Fate.ERASED], "twice": twice}
        rows = len(checked.reading.sheets[sheet].rows) + twice
        found[sheet] = fates | left_out | {"rows": rows, "left_out": sum(left_out.values())}
    return found
