"""Every indicator and breakdown of the quarterly return, dataset v1 (DOMAIN §3): declared here and only here."""

from dataclasses import dataclass
from enum import StrEnum

DEFINITIONS_VERSION = "v1"


class Asks(StrEnum):
    """The three questions of Outcomes Based Accountability, by which a return is laid out."""

    HOW_MUCH = "How much did we do?"
    HOW_WELL = "How well did we do it?"
    BETTER_OFF = "Is anyone better off?"


class Better(StrEnum):
    """Which way is better; a neutral figure is never judged."""

    UP = "higher"
    DOWN = "lower"
    NEUTRAL = "neither"


class Shown(StrEnum):
    """How a value is printed, rounded half up."""

    COUNT = "count"
    PERCENT = "percent"
    ONE_DECIMAL = "one decimal"


@dataclass(frozen=True)
class Measure:
    """A number from one source: rows (or, with `of`, that aggregate) that meet a condition."""

    source: str
    condition: str = "true"
    of: str = "count(*)"

    @property
    def expression(self) -> str:
        """The aggregate in SQL, 0 where nothing meets the condition."""
        return f"coalesce({self.of} FILTER (WHERE {self.condition}), 0)"


@dataclass(frozen=True)
class Indicator:
    """One figure: what it is called, the sentence that explains it, what it counts, of what, and how it is read."""

    key: str
    name: str
    sentence: str
    asks: Asks
    better: Better
    numerator: Measure
    denominator: Measure | int | None = None
    shown: Shown = Shown.COUNT
    fidelity: bool = False
    on_a_day: bool = False  # counted on the last day, so quarters are never added up


@dataclass(frozen=True)
class Breakdown:
    """A figure by a code: of different women, or (with a denominator) a ratio for each code."""

    key: str
    name: str
    sentence: str
    by: str
    numerator: Measure
    denominator: Measure | None = None


DIFFERENT_WOMEN = "count(DISTINCT woman_id)"
SEATS = Measure("women", "seat")
AGREED = Measure("women", "agreed")
IN_QUARTER = "{} BETWEEN %(s)s AND %(e)s"
ACTIVE_GOALS = Measure("goals", "seat AND active")
SCORED_TWICE = "seat AND is_set AND scores >= 2"
DUE = Measure("appointments", "due")
ATTENDED = Measure("appointments", "attended")
ATTEMPTED = Measure("contacts", "attempted")
MUCH, WELL, OFF = Asks.HOW_MUCH, Asks.HOW_WELL, Asks.BETTER_OFF
UP, DOWN, NEUTRAL = Better.UP, Better.DOWN, Better.NEUTRAL

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "women_in_cohort",
        "Women in the cohort",
        "Women who held a seat on the last day of the quarter.",
        MUCH, NEUTRAL, SEATS, on_a_day=True,
    ),
    Indicator(
        "seats_filled",
        "Seats filled",
        "Of the seats of the cohort, those held on the last day of the quarter.",
        MUCH, UP, SEATS, Measure("cohorts", of="sum(capacity)"), Shown.PERCENT, on_a_day=True,
    ),
    Indicator(
        "fully_engaged",
        "Fully engaged",
        "Of the women in the cohort, those whose agreement to pause held on the last day of the quarter.",
        WELL, UP, AGREED, SEATS, Shown.PERCENT, on_a_day=True,
    ),
    Indicator(
        "children_removed",
        "Children removed",
        "Children of the women in the cohort who were removed from their care, at any time until the quarter's end.",
        MUCH, NEUTRAL, Measure("children", "seat AND removed_on <= %(e)s"), on_a_day=True,
    ),
    Indicator(
        "children_removed_per_woman",
        "Children removed for each woman",
        "Children removed, shared over the women in the cohort: what the women live with, not what the Practice did.",
        MUCH, NEUTRAL, Measure("children", "seat AND removed_on <= %(e)s"), SEATS, Shown.ONE_DECIMAL, on_a_day=True,
    ),
    Indicator(
        "women_in_transition",
        "Women in transition",
        "Women in the cohort whose transition was recorded by the quarter's end; a plan alone does not count.",
        MUCH, NEUTRAL, Measure("women", "in_transition"), on_a_day=True,
    ),
    Indicator(
        "larc_in_use",
        "Using long-acting contraception",
        "Of the fully engaged women, those using an implant, IUD, IUS or injection; an informed choice, not a target.",
        OFF, NEUTRAL, Measure("women", "agreed AND uses_larc"), AGREED, Shown.PERCENT, on_a_day=True,
    ),
    Indicator(
        "pause_maintained",
        "Pause kept",
        "Of the fully engaged women, those with no pregnancy known from the agreement to the quarter's end.",
        OFF, UP, Measure("women", "agreed AND NOT pregnancy_since_agreement"), AGREED, Shown.PERCENT, on_a_day=True,
    ),
    Indicator(
        "pregnancies",
        "Pregnancies",
        "Pregnancies that became known in the quarter while an agreement to pause held.",
        OFF, DOWN, Measure("pregnancies", f"{IN_QUARTER.format('known_on')} AND while_agreed"),
    ),
    Indicator(
        "active_goals",
        "Goals being worked on",
        "Goals of the women in the cohort that were set and neither achieved nor stopped by the quarter's end.",
        MUCH, NEUTRAL, ACTIVE_GOALS, on_a_day=True,
    ),
    Indicator(
        "goals_reviewed",
        "Goals reviewed",
        "Of the goals being worked on, those that she scored in the quarter.",
        WELL, UP, Measure("goals", "seat AND active AND scored_in_period"), ACTIVE_GOALS, Shown.PERCENT, on_a_day=True,
    ),
    Indicator(
        "goals_improved",
        "Goals much improved",
        "Of the goals scored at least twice, those whose latest score is three or more above the first.",
        OFF, UP, Measure("goals", f"{SCORED_TWICE} AND gain >= 3"), Measure("goals", SCORED_TWICE), Shown.PERCENT,
        on_a_day=True,
    ),
    Indicator(
        "goals_achieved",
        "Goals achieved",
        "Goals that a woman achieved in the quarter.",
        OFF, UP, Measure("goals", IN_QUARTER.format("achieved_on")),
    ),
    Indicator(
        "offers_made",
        "Places offered",
        "Offers of a place made in the quarter.",
        MUCH, NEUTRAL, Measure("places", IN_QUARTER.format("offered_on")),
    ),
    Indicator(
        "offers_declined",
        "Places declined",
        "Offers that a woman declined in the quarter. Pause is voluntary: a refusal is respected.",
        MUCH, NEUTRAL, Measure("places", IN_QUARTER.format("declined_on")),
    ),
    Indicator(
        "agreed_within_16_weeks",
        "Agreed within 16 weeks",
        "Of the women whose 16 weeks from the offer ended in the quarter, those who had agreed to pause by then.",
        WELL, UP,
        Measure("places", f"{IN_QUARTER.format('decided_by')} AND agreed_on <= decided_by", DIFFERENT_WOMEN),
        Measure("places", IN_QUARTER.format("decided_by"), DIFFERENT_WOMEN), Shown.PERCENT, fidelity=True,
    ),
    Indicator(
        "attrition",
        "Attrition",
        "Women with whom we lost touch or who withdrew in the quarter, of all who held a seat in it or the day before.",
        WELL, DOWN,
        Measure(
            "places",
            f"{IN_QUARTER.format('closed_on')} AND closure_reason IN ('disengaged', 'withdrew')",
            DIFFERENT_WOMEN,
        ),
        Measure("places", "seat_in_period", DIFFERENT_WOMEN), Shown.PERCENT, fidelity=True,
    ),
    Indicator(
        "completed",
        "Women who completed",
        "Women who completed the programme in the quarter.",
        MUCH, UP, Measure("places", IN_QUARTER.format("completed_on"), DIFFERENT_WOMEN),
    ),
    Indicator(
        "appointments_due",
        "Appointments due",
        "Appointments with other services in the quarter that were attended or missed; cancelled ones are not counted.",
        MUCH, NEUTRAL, DUE,
    ),
    Indicator(
        "appointment_attendance",
        "Appointment attendance",
        "Of the appointments due, those that she attended, on time or late.",
        WELL, UP, ATTENDED, DUE, Shown.PERCENT,
    ),
    Indicator(
        "appointments_accompanied",
        "Appointments accompanied",
        "Of the appointments attended, those to which her practitioner went with her.",
        WELL, NEUTRAL, Measure("appointments", "attended AND accompanied"), ATTENDED, Shown.PERCENT,
    ),
    Indicator(
        "contacts_attempted",
        "Contacts tried",
        "Contacts tried with her in the quarter, answered or not; those that the Practice itself cancelled, and those "
        "with her family after her death, are not counted.",
        MUCH, NEUTRAL, ATTEMPTED,
    ),
    Indicator(
        "contacts_made",
        "Contacts made",
        "Of the contacts tried, those that took place.",
        WELL, NEUTRAL, Measure("contacts", "attempted AND made"), ATTEMPTED, Shown.PERCENT,
    ),
    Indicator(
        "contact_hours",
        "Hours of contact",
        "Hours spent in the contacts that took place.",
        MUCH, NEUTRAL, Measure("contacts", "made", "sum(minutes)"), 60, Shown.ONE_DECIMAL,
    ),
    Indicator(
        "women_contacted",
        "Women reached",
        "Of the women in the cohort, those with at least one contact made in the quarter.",
        WELL, UP, Measure("contacts", "seat AND made", DIFFERENT_WOMEN), SEATS, Shown.PERCENT,
        on_a_day=True,
    ),
    Indicator(
        "weekly_reach",
        "Weekly reach",
        "Of the whole weeks in which a woman held a seat, those with at least one contact tried: the work's tenacity.",
        WELL, UP, Measure("weeks", "attempted"), Measure("weeks"), Shown.PERCENT, fidelity=True,
    ),
    Indicator(
        "recorded_within_2_days",
        "Recorded within two days",
        "Of the contacts with a recording time, those written down at most 48 hours after they began.",
        WELL, UP, Measure("contacts", "has_recording_time AND recorded_in_time"),
        Measure("contacts", "has_recording_time"), Shown.PERCENT,
    ),
    Indicator(
        "women_supported",
        "Women supported",
        "Different women for whom something came of the work in the quarter.",
        MUCH, NEUTRAL, Measure("support", of=DIFFERENT_WOMEN),
    ),
)  # fmt: skip

BREAKDOWNS: tuple[Breakdown, ...] = (
    Breakdown(
        "support_by_area",
        "Women supported, by area of life",
        "Different women supported in the quarter; a woman supported in two areas stands in both.",
        "area",
        Measure("support", of=DIFFERENT_WOMEN),
    ),
    Breakdown(
        "support_by_outcome",
        "Women supported, by what came of it",
        "Different women supported in the quarter; outcomes that a Practice added itself stand together as Other.",
        "outcome",
        Measure("support", of=DIFFERENT_WOMEN),
    ),
    Breakdown(
        "focus_areas",
        "What women chose to work on",
        "Different women in the cohort with a goal being worked on in the area; the largest is the cohort's priority.",
        "area",
        Measure("goals", "seat AND active", DIFFERENT_WOMEN),
    ),
    Breakdown(
        "attendance_by_service",
        "Attendance, by service",
        "Of the appointments due with each service, those attended; services on no list stand together as Other.",
        "service",
        ATTENDED,
        DUE,
    ),
)

BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
