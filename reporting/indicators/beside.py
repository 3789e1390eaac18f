"""What stands beside a figure: what is left out of it and why, and for how many the answer is known at all.

Declared once, like the figures (DOMAIN §3), over the same sources, so that each number of rows left out can be opened.
Better asking must not look like worse lives: `KNOWN` says over how many of those concerned a figure could be counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from reporting.indicators.counting import measure_all, parameters_of
from reporting.indicators.declared import AGREED, ATTENDED, DIFFERENT_WOMEN, IN_QUARTER, SCORED_TWICE, Measure
from reporting.quarters import Quarter


@dataclass(frozen=True)
class LeftOut:
    """Rows that a figure does not count, and why. `one` and `many` name a row; `why` follows “not counted: ”."""

    key: str
    indicators: tuple[str, ...]
    measure: Measure
    one: str
    many: str
    why: str

    def said(self, number: int) -> str:
        """“3 appointments not counted: cancelled by the service”."""
        return f"{number:,} {self.one if number == 1 else self.many} not counted: {self.why}"


@dataclass(frozen=True)
class Known:
    """For whom, or for what, the fact behind a figure is known.

    `concerned` are all it could be known of, `asked` those with any answer, `known` those whose answer says something.
    """

    indicators: tuple[str, ...]
    fact: str
    concerned: Measure
    asked: Measure
    known: Measure


ATTENDANCE = ("appointments_due", "appointment_attendance")
APPOINTMENT, APPOINTMENTS = "appointment", "appointments"
LEFT_OUT: tuple[LeftOut, ...] = (
    LeftOut(
        "cancelled_by_service", ATTENDANCE, Measure("appointments", "attendance = 'cancelled_by_service'"),
        APPOINTMENT, APPOINTMENTS, "cancelled by the service",
    ),
    LeftOut(
        "cancelled_by_woman", ATTENDANCE, Measure("appointments", "attendance = 'cancelled_by_woman'"),
        APPOINTMENT, APPOINTMENTS, "cancelled by her",
    ),
    LeftOut(
        "still_scheduled", ATTENDANCE, Measure("appointments", "attendance = 'scheduled'"),
        APPOINTMENT, APPOINTMENTS, "attendance is not recorded yet",
    ),
    LeftOut(
        "cancelled_by_practice", ("contacts_attempted", "contacts_made"), Measure("contacts", "NOT attempted"),
        "contact", "contacts", "cancelled by the Practice",
    ),
    LeftOut(
        "without_minutes", ("contact_hours",), Measure("contacts", "made AND minutes IS NULL"),
        "contact", "contacts", "made, but its length is not recorded",
    ),
    LeftOut(
        "without_recording_time", ("recorded_within_2_days",), Measure("contacts", "NOT has_recording_time"),
        "contact", "contacts", "when it was written down is not known",
    ),
    LeftOut(
        "reached_without_a_seat", ("women_contacted",), Measure("contacts", "made AND NOT seat", DIFFERENT_WOMEN),
        "woman", "women", "reached, but without a seat on the last day",
    ),
    LeftOut(
        "no_day_of_removal", ("children_removed", "children_removed_per_woman"),
        Measure("children", "seat AND removed_on IS NULL"), "child", "children", "no day of removal is recorded",
    ),
    LeftOut(
        "removed_later", ("children_removed", "children_removed_per_woman"),
        Measure("children", "seat AND removed_on > %(e)s"), "child", "children", "removed after the quarter",
    ),
    LeftOut(
        "transition_planned", ("women_in_transition",), Measure("women", "seat AND NOT in_transition AND planned"),
        "woman", "women", "a transition is planned and has not been recorded",
    ),
    LeftOut(
        "goals_without_a_seat", ("active_goals", "goals_reviewed"), Measure("goals", "active AND NOT seat"),
        "goal", "goals", "of women without a seat on the last day",
    ),
    LeftOut(
        "scored_once", ("goals_improved",), Measure("goals", "seat AND is_set AND scores < 2"),
        "goal", "goals", "scored fewer than two times",
    ),
    LeftOut(
        "closed_for_another_reason", ("attrition",),
        Measure(
            "places",
            f"{IN_QUARTER.format('closed_on')} AND closure_reason NOT IN ('disengaged', 'withdrew')",
            DIFFERENT_WOMEN,
        ),
        "woman", "women", "closed for another reason",
    ),
    LeftOut(
        "known_without_an_agreement", ("pregnancies",),
        Measure("pregnancies", f"{IN_QUARTER.format('known_on')} AND NOT while_agreed"),
        "pregnancy", "pregnancies", "known while no agreement held",
    ),
)  # fmt: skip

KNOWN: tuple[Known, ...] = (
    Known(
        ATTENDANCE, "attendance of appointments", Measure("appointments"),
        Measure("appointments", "attendance <> 'scheduled'"), Measure("appointments", "attendance <> 'scheduled'"),
    ),
    Known(("appointments_accompanied",), "who went with her", ATTENDED, ATTENDED, ATTENDED),
    Known(
        ("larc_in_use",), "contraception of fully engaged women", AGREED,
        Measure("women", "agreed AND asked_contraception"), Measure("women", "agreed AND asked_contraception"),
    ),
    Known(
        ("goals_improved",), "two scores of a goal", Measure("goals", "seat AND is_set"),
        Measure("goals", "seat AND is_set AND scores >= 1"), Measure("goals", SCORED_TWICE),
    ),
    Known(
        ("goals_reviewed",), "a score of a goal being worked on", Measure("goals", "seat AND active"),
        Measure("goals", "seat AND active AND scores >= 1"), Measure("goals", "seat AND active AND scores >= 1"),
    ),
    Known(
        ("contact_hours",), "length of contacts made", Measure("contacts", "made"),
        Measure("contacts", "made AND minutes IS NOT NULL"), Measure("contacts", "made AND minutes IS NOT NULL"),
    ),
    Known(
        ("recorded_within_2_days",), "when contacts were written down", Measure("contacts"),
        Measure("contacts", "has_recording_time"), Measure("contacts", "has_recording_time"),
    ),
    Known(
        ("children_removed", "children_removed_per_woman"), "day of removal and legal status of children",
        Measure("children", "seat"), Measure("children", "seat AND legal_status <> ''"),
        Measure("children", "seat AND removed_on IS NOT NULL AND legal_status NOT IN ('', 'unknown')"),
    ),
    Known(
        ("attrition",), "why places closed", Measure("places", IN_QUARTER.format("closed_on")),
        Measure("places", f"{IN_QUARTER.format('closed_on')} AND closure_reason <> ''"),
        Measure("places", f"{IN_QUARTER.format('closed_on')} AND closure_reason NOT IN ('', 'other')"),
    ),
)  # fmt: skip
LEFT_OUT_BY_KEY = {one.key: one for one in LEFT_OUT}


def count_beside(
    practice_ids: Sequence[int], quarter: Quarter, *, today: date, using: str = DEFAULT_DB_ALIAS
) -> dict[int, dict[str, Any]]:
    """For each Practice `left_out` (key → number, none 0) and `known` (indicator → of, asked, known), as in a return.

    One grouped query a source, in the scope that is open on `using`.
    """
    measures = [one.measure for one in LEFT_OUT]
    for known in KNOWN:
        measures += [known.concerned, known.asked, known.known]
    numbers = measure_all(measures, parameters_of(practice_ids, quarter, today=today), using)
    found = {}
    for practice_id in practice_ids:
        mine = numbers.get(practice_id, {})
        found[practice_id] = {
            "left_out": {one.key: mine[one.measure] for one in LEFT_OUT if mine.get(one.measure)},
            "known": {
                key: {
                    "of": mine.get(known.concerned, 0),
                    "asked": mine.get(known.asked, 0),
                    "known": mine.get(known.known, 0),
                }
                for known in KNOWN
                for key in known.indicators
            },
        }
    return found
