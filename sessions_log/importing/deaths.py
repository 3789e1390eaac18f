"""Rows of a workbook dated after her death: asked, woman by woman, by the rule of her record (women.death)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from practices.dates import day_in_words
from practices.london import day_in_london
from practices.workbook.faults import Fault, Remark, some_of
from practices.workbook.questions import CORRECT, Choice, Interview, Question
from sessions_log.codes import CANCELLED, Attendance, ContactOutcome
from sessions_log.importing.bindings import Values
from sessions_log.importing.planning import Fate, Plan, Planned
from sessions_log.importing.women import WomanRecord
from sessions_log.workbook import APPOINTMENTS, CONTACTS, SUPPORT
from women.codes import ClosureReason
from women.death import dated_after, last_day_of
from women.models import Goal
from women.workbook import CONTRACEPTION, GOAL_SCORES, GOALS, PREGNANCIES, WOMEN

FAMILY, KEEP = "family", "keep"
NOT_YET = CANCELLED | {Attendance.SCHEDULED}  # nothing that anybody came to, or could have come to
Death = tuple[date, str]  # the last day on which she may have lived, and how the question calls her
AFTER = "This is dated after her death ({}). Correct the date, or the day on which she died."
ON_RECORD = (
    "By this workbook she has died ({}), and on her record stands what is dated after it: {}. Look at each "
    "on her record afterwards, and correct or take back what is wrong."
)


@dataclass(frozen=True)
class Dated:
    """The day on which a row of a sheet says that she did something, if it says so; and what one and several are."""

    column: str
    day_of: Callable[[Values], date | None]
    one: str
    more: str
    later: str = ""  # another column that says so, of the same row

    def last_of(self, values: Values) -> tuple[date | None, str]:
        """Return the latest day on which a row says that she did something, and its column."""
        first, then = self.day_of(values), values.get(self.later) if self.later else None
        return (then, self.later) if then is not None and (first is None or then > first) else (first, self.column)


DATED = {
    CONTACTS.name: Dated(
        "started_at", lambda v: day_in_london(v["started_at"]) if v["outcome"] == ContactOutcome.MADE else None,
        "contact made", "contacts made",
    ),
    APPOINTMENTS.name: Dated(
        "at", lambda v: day_in_london(v["at"]) if v["attendance"] not in NOT_YET else None,
        "appointment with an outcome", "appointments with an outcome",
    ),
    SUPPORT.name: Dated("on", lambda v: v["on"], "row of support", "rows of support"),
    GOALS.name: Dated("set_on", lambda v: v["set_on"], "goal", "goals", later="achieved_on"),
    GOAL_SCORES.name: Dated("on", lambda v: v["on"], "score", "scores"),
    PREGNANCIES.name: Dated("known_on", lambda v: v["known_on"], "pregnancy", "pregnancies"),
    CONTRACEPTION.name: Dated(
        "started_on", lambda v: v["started_on"], "method of contraception", "methods of contraception"
    ),
}  # fmt: skip


def ask_of_deaths(plan: Plan, interview: Interview) -> list[Fault]:
    """Return the rows of which somebody says that their date is wrong; what was with her family is planned as that.

    Only what the workbook would write is asked about: what is on record unchanged was asked about when it came.
    """
    deaths = _deaths(plan)
    faults: list[Fault] = []
    for sheet, dated in DATED.items() if deaths else ():
        for ref, rows in _after(plan, sheet, dated, deaths).items():
            answer = interview.ask(_question(sheet, dated, ref, rows, deaths[ref]))
            for planned, _ in rows:
                if answer == FAMILY:
                    planned.beside["with_family"] = True
                elif answer == CORRECT and planned.row is not None:
                    faults.append(
                        planned.row.fault(dated.last_of(planned.after)[1], AFTER.format(day_in_words(deaths[ref][0])))
                    )
    return faults


def on_record_after(plan: Plan) -> Iterator[Remark]:
    """Say what is on record after a death which this workbook is the first to tell."""
    for planned in plan.sheets[WOMEN.name]:
        record = planned.record
        day = _by_workbook(planned)
        if planned.row is None or record is None or day is None or last_day_of(record.woman, record.place):
            continue
        if lines := dated_after(record.woman, day):
            named = [f"{line.said}, {day_in_words(line.on)}" if line.on else line.said for line in lines]
            said = ON_RECORD.format(day_in_words(day), some_of(named, between="; "))
            yield Remark(WOMEN.name, said, planned.row.number, "closed_on")


def _deaths(plan: Plan) -> dict[str, Death]:
    """The women of whom a death is on record, or in the workbook, each with her last day."""
    here, found = plan.present, {}
    for planned in plan.sheets[WOMEN.name]:
        day = _last_day(planned, here.get(planned.key))
        if day is not None:
            one: Any = here[planned.key].woman if planned.key in here else None
            names = [planned.after.get("known_as"), planned.after.get("full_name")]
            names += [one.known_as, one.full_name] if one else []
            name = next((name for name in names if name and name != planned.key), "")
            found[planned.key] = (day, f"{planned.key}, {name}," if name else planned.key)
    return found


def _last_day(planned: Planned, here: WomanRecord | None) -> date | None:
    """The last day on which she may have lived, once the workbook is applied; the earlier where that is still open."""
    said = _by_workbook(planned)
    if here is None:
        return said
    known = last_day_of(here.woman, here.place)
    decides = planned.fate is Fate.CHANGED and planned.record.place == here.place
    if decides and (said is not None or known is None):
        return said
    return min((day for day in (known, said) if day is not None), default=None)


def _by_workbook(planned: Planned) -> date | None:
    """The day of her death by the workbook, where applying it would record one, or may."""
    if planned.fate not in (Fate.NEW, Fate.CHANGED, Fate.CONFLICT):
        return None
    after = planned.after
    day: date | None = after.get("closed_on") if after.get("closure_reason") == ClosureReason.DIED else None
    return day


def _after(plan: Plan, sheet: str, dated: Dated, deaths: dict[str, Death]) -> dict[str, list[tuple[Planned, date]]]:
    """The rows of a sheet that would be written and are dated after a death, by her reference."""
    found: dict[str, list[tuple[Planned, date]]] = defaultdict(list)
    woman_of = _women_of_goals(plan) if sheet == GOAL_SCORES.name else {}
    for planned in plan.sheets[sheet]:
        if planned.row is None or planned.fate not in (Fate.NEW, Fate.CHANGED, Fate.CONFLICT):
            continue
        ref = woman_of.get(planned.row["goal_ref"]) if sheet == GOAL_SCORES.name else planned.row["woman_ref"]
        day = dated.last_of(planned.after)[0]
        if ref not in deaths or day is None or day <= deaths[ref][0] or getattr(planned.record, "with_family", False):
            continue
        found[ref].append((planned, day))
    return found


def _women_of_goals(plan: Plan) -> dict[str, str]:
    here = dict(Goal.objects.values_list("ref", "woman__ref"))
    return here | {one.row["goal_ref"]: one.row["woman_ref"] for one in plan.sheets[GOALS.name] if one.row}


def _question(sheet: str, dated: Dated, ref: str, rows: list[tuple[Planned, date]], death: Death) -> Question:
    day, called = death
    named = some_of([f"row {planned.row.number} ({day_in_words(on)})" for planned, on in rows if planned.row])
    is_one = len(rows) == 1
    subject = f"1 {dated.one} is" if is_one else f"{len(rows)} {dated.more} are"
    text = f"{{{sheet}}}: {called} has died ({day_in_words(day)}), and {subject} dated after that: {named}."
    it, is_right = ("it", "The dates are right: keep it as it is") if is_one else (
        "them", "The dates are right: keep them as they are"
    )  # fmt: skip
    wrong = Choice(CORRECT, "A date is wrong: show the row to correct" if is_one else "A date is wrong: show the rows")
    if sheet != CONTACTS.name:
        return Question(
            "after-death", sheet, "", f"{text} Is a date wrong?", (wrong, Choice(KEEP, is_right)), CORRECT,
            rows=len(rows), word=ref,
        )  # fmt: skip
    was = "It was" if is_one else "They were"
    choices = (
        Choice(FAMILY, f"{was} with her family: record {it} so"),
        wrong,
        Choice(KEEP, f"{was} with her: keep {it} as contact with her"),
    )
    text = f"{text} {'Was it' if is_one else 'Were they'} with her family, or is a date wrong?"
    return Question("after-death", sheet, "", text, choices, CORRECT, rows=len(rows), word=ref)
