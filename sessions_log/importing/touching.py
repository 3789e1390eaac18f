"""Which quarters that were sent a workbook would touch: told before it is applied, since their figures may move."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from practices.workbook.sheets import day_of
from sessions_log.importing.planning import WRITTEN, Plan, Planned
from women.sent import SentQuarter, sent_quarters

# of each sheet, the fields that a figure counts by; a change of another moves none
COUNTED = {
    "Women": {
        "offered_on", "declined_on", "agreed_on", "agreement_ended_on", "transition_on", "completed_on", "closed_on",
        "closure_reason",
    },
    "Children": {"removed_on"},
    "Contraception": {"method", "started_on", "ended_on"},
    "Pregnancies": {"known_on"},
    "Contacts": {"started_at", "minutes", "outcome", "recorded_at"},
    "Appointments": {"at", "service", "service_as_written", "attendance", "accompanied"},
    "Support": {"on", "area", "outcome"},
    "Goals": {"area", "set_on", "achieved_on", "stopped_on"},
    "GoalScores": {"on", "score"},
}  # fmt: skip
NOT_COUNTED = {
    "Women": {
        "known_as", "full_name", "date_of_birth", "ethnicity", "care_leaver", "sexual_exploitation_victim",
        "age_at_first_birth", "priority_rank", "practitioner_name", "referral_source", "referred_on",
        "transition_planned_on",
    },
    "Children": {"child_no", "born_on", "born_day_is_known", "legal_status", "placement", "contact_plan"},
    "Contraception": {"review_due_on"},
    "Pregnancies": {"outcome"},
    "Contacts": {"practitioner_name", "mode", "areas", "note"},
    "Appointments": {"agency"},
    "Support": {"agency"},
    "Goals": {"ref", "in_her_words"},
    "GoalScores": set(),
}  # fmt: skip
DAY_OF_EVENT = {"Contacts": "started_at", "Appointments": "at", "Support": "on"}  # that count in their quarter alone
STARTS = ("offered_on", "agreed_on")
ALWAYS = (date.min, date.max)
ENDS = ("declined_on", "completed_on", "closed_on")
OF_COHORT = {"cohort_capacity", "cohort_starts_on"}


@dataclass(frozen=True)
class TouchedQuarter:
    """A quarter that was sent, and how many rows of the workbook count in it otherwise than they do now."""

    name: str
    rows: int


def touched_quarters(plan: Plan) -> list[TouchedQuarter]:
    """Return the sent quarters in which new or changed rows count, the earliest first; one query."""
    sent = sent_quarters()
    if not sent:
        return []
    counts: Counter[str] = Counter()
    stays = _Stays(plan)
    for sheet, records in plan.sheets.items():
        for planned in records:
            if planned.fate in WRITTEN:
                since, until = stays.of(sheet, planned)
                within = [one for one in sent if one.start <= until and since <= one.end]
                counts.update(one.name for one in within if _counts_in(sheet, planned, one))
    cohort_from = plan.cohort.get("starts_on")
    if cohort_from and any(name in OF_COHORT for name, _, _ in plan.practice_changes):
        counts.update(one.name for one in sent if cohort_from <= one.end)
    return [TouchedQuarter(one.name, counts[one.name]) for one in sent if counts[one.name]]


class _Stays:
    """From when until when women hold a place: what is kept of them counts in no quarter before it or after it.

    A child who was removed years before counts from the quarter in which her mother was offered a place.
    """

    def __init__(self, plan: Plan) -> None:
        """By their references, and by those of their goals."""
        women = plan.sheets["Women"]
        self.by_ref: dict[str | None, tuple[date, date]] = {one.key: (_start_of(one), _end_of(one)) for one in women}
        self.of_goal = {one.row["goal_ref"]: one.row["woman_ref"] for one in plan.sheets["Goals"] if one.row}

    def of(self, sheet: str, planned: Planned) -> tuple[date, date]:
        """The first and the last day on which a record may count; of an event its own day says so."""
        if sheet in DAY_OF_EVENT or planned.row is None:
            return ALWAYS
        row = planned.row
        ref = row["ref"] or row["woman_ref"] or self.of_goal.get(row["goal_ref"])
        return self.by_ref.get(ref, ALWAYS)


def _start_of(planned: Planned) -> date:
    """The day from which she holds a place, of any that she had or will have; never where none was offered yet."""
    record = planned.record
    stays = [planned.after] + ([record.values(), *map(vars, record.earlier)] if record is not None else [])
    return min((day for stay in stays for name in STARTS if (day := stay.get(name)) is not None), default=date.max)


def _end_of(planned: Planned) -> date:
    """The day on which her place ended, as it is or as it will be, whichever is later."""
    if planned.row is None:
        return date.max
    stays = [planned.after] + ([planned.before] if planned.record is not None else [])
    ends = [[day for name in ENDS if (day := stay.get(name)) is not None] for stay in stays]
    return max(min(days, default=date.max) for days in ends)


def _counts_in(sheet: str, planned: Planned, quarter: SentQuarter) -> bool:
    """Whether a row makes a figure of a quarter come out otherwise: an event in it, or what holds from a day on."""
    changed = {name for name, _, _ in planned.changes} & COUNTED[sheet]
    if not changed:
        return False
    if (event := DAY_OF_EVENT.get(sheet)) is not None:
        return any(quarter.start <= day <= quarter.end for day in _days(planned, {event}))
    own = set(_days(planned, changed))  # of a day that is put right, only what lies between may come out otherwise
    return any(day <= quarter.end for day in own or _days(planned, COUNTED[sheet]))


def _days(planned: Planned, names: set[str]) -> Iterator[date]:
    """The days that some fields hold, before and after."""
    for values in (planned.before, planned.after):
        for name in names:
            value: Any = values.get(name)
            if isinstance(value, (date, datetime)):
                yield day_of(value)
