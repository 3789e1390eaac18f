"""Reads of standing figures and sums for a comparison, on National's login: a few statements, whatever the number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections

from practices.ordering import order_sql
from practices.tenancy.scope import NATIONAL_ALIAS
from reporting.benchmark.declared import Comparison, Kind
from reporting.benchmark.funnel import Counted, Funnel, funnel_of
from reporting.benchmark.window import Phase, Window, phase_of
from reporting.desk.due import LiveDates, owes
from reporting.models import QuarterSums, StandingFigures
from reporting.quarters import Quarter
from reporting.statistics.dispersion import FEWEST_UNITS, Dispersion


class OneAlone(ValueError):
    """Fewer than two Practices are left to compare; the message says what to do."""


@dataclass(frozen=True)
class Unit:
    """One Practice in a comparison: who it is, where it stands, and what it counted."""

    practice_id: int
    slug: str
    name: str
    nation: str
    delivery: str
    is_demonstration: bool
    phase: Phase
    cohort: int | None
    quarters: int
    counted: Counted
    is_young: bool = False


@dataclass(frozen=True)
class Compared:
    """A comparison that was read: the Practices by name, and what became of each, in the same order."""

    window: Window
    units: tuple[Unit, ...]
    funnel: Funnel


# one statement: every Practice, with its numbers of the quarters asked for added up
UNITS = """
SELECT p.id, p.slug, p.name, p.nation, p.delivery, p.is_demonstration, p.went_live_on, p.closed_on,
       s.quarters, s.cohort, s.women, s.moving, s.x, s.n, s.concerned, s.asked, s.known
FROM practices_practice p LEFT JOIN (
    SELECT practice_id, count(*) AS quarters,
           max(cohort) FILTER (WHERE quarter = %(last)s) AS cohort,
           max((numbers->'women_in_cohort'->>0)::bigint) FILTER (WHERE quarter = %(last)s) AS women,
           max((numbers->'women_in_transition'->>0)::bigint) FILTER (WHERE quarter = %(last)s) AS moving,
           sum((numbers->%(key)s->>0)::bigint)::bigint AS x,
           CASE WHEN %(fixed)s::bigint IS NULL THEN sum((numbers->%(over)s->>%(place)s)::bigint)::bigint
                WHEN count(*) > 0 THEN %(fixed)s::bigint END AS n,
           coalesce(sum((known->%(key)s->>0)::bigint), 0)::bigint AS concerned,
           coalesce(sum((known->%(key)s->>1)::bigint), 0)::bigint AS asked,
           coalesce(sum((known->%(key)s->>2)::bigint), 0)::bigint AS known
    FROM reporting_standingfigures
    WHERE quarter = ANY(%(quarters)s) AND (%(cohort)s::int IS NULL OR cohort = %(cohort)s::int) GROUP BY practice_id
) s ON s.practice_id = p.id
ORDER BY {by_name}, p.id
""".replace("{by_name}", order_sql("p.name"))


def units_of(comparison: Comparison, window: Window) -> list[Unit]:
    """Every Practice that the window's filters leave, by name, whether it sent a figure or not."""
    over, place = comparison.over if comparison.kind is Kind.RATE else (comparison.key, 1)
    fixed = comparison.indicator.denominator
    asked: dict[str, Any] = {
        "key": comparison.key, "over": over, "place": place, "last": str(window.last),
        "cohort": window.cohort, "fixed": fixed if isinstance(fixed, int) else None,
        "quarters": [str(one) for one in window.quarters],
    }  # fmt: skip
    with connections[NATIONAL_ALIAS].cursor() as cursor:
        cursor.execute(UNITS, asked)
        found = [_unit(row, window.last) for row in cursor.fetchall()]
    return [one for one in found if _wanted(one, window)]


def _unit(row: Sequence[Any], last: Quarter) -> Unit:
    practice_id, slug, name, nation, delivery, invented, live, closed, quarters, cohort, women, moving, x, n, *asked = (
        row
    )
    phase = phase_of(last, went_live_on=live, closed_on=closed, women=women, in_transition=moving)
    counted = Counted(x, n, *(number or 0 for number in asked))
    is_young = live is not None and last.previous.start <= live <= last.end
    return Unit(practice_id, slug, name, nation, delivery, invented, phase, cohort, quarters or 0, counted, is_young)


def _wanted(one: Unit, window: Window) -> bool:
    return all(
        wanted is None or wanted == has
        for wanted, has in (
            (window.nation, one.nation), (window.delivery, one.delivery),
            (window.phase, one.phase), (window.cohort, one.cohort),
        )
    )  # fmt: skip


def compare(comparison: Comparison, window: Window) -> Compared:
    """One indicator across the Practices of a window; of a figure that does not pool, the last quarter.

    Raises OneAlone where a single Practice with a figure is left: it would be held against itself.
    """
    if not comparison.pools:
        window = window.only_last()
    units = units_of(comparison, window)
    counted = [one.counted for one in units]
    funnel = funnel_of(comparison, counted, country=_country_spread(comparison, window.last, counted))
    is_plain = comparison.kind is Kind.PLAIN
    if sum(one.x is not None if is_plain else one.has_value for one in counted) == 1:
        raise OneAlone(
            "Only one Practice is left, and one cannot be compared with itself. Take a filter away"
            + (", or choose another quarter." if window.is_filtered else ": choose another quarter.")
        )
    return Compared(window, tuple(units), funnel)


def _country_spread(comparison: Comparison, last: Quarter, counted: Sequence[Counted]) -> Dispersion | None:
    """How far all Practices differ in a quarter, where those compared are too few to measure it."""
    if comparison.kind is Kind.PLAIN or sum(one.has_value for one in counted) >= FEWEST_UNITS:
        return None
    found = QuarterSums.objects.using(NATIONAL_ALIAS).filter(quarter=str(last)).first()
    return spread_of(found.sums[comparison.key]) if found else None


def spread_of(said: Mapping[str, Any]) -> Dispersion:
    """The dispersion that prepared sums hold."""
    return Dispersion(said["phi"], said["tau2"], said["spread_units"])


def sums_until(last: Quarter, number: int) -> list[QuarterSums]:
    """The prepared sums of up to `number` quarters that end with `last`, oldest first."""
    found = QuarterSums.objects.using(NATIONAL_ALIAS).filter(quarter__lte=str(last)).order_by("-quarter")
    return list(found[:number])[::-1]


def quarters_with_returns() -> list[Quarter]:
    """The quarters of which a return stands, the latest first."""
    found = QuarterSums.objects.using(NATIONAL_ALIAS).order_by("-quarter").values_list("quarter", flat=True)
    return [Quarter.parse(name) for name in found]


def figures_of_practice(practice_id: int, last: Quarter, number: int) -> list[StandingFigures]:
    """One Practice's standing figures of the quarters up to `last`, oldest first."""
    found = StandingFigures.objects.filter(practice_id=practice_id, quarter__lte=str(last)).order_by("-quarter")
    return list(found[:number])[::-1]


@dataclass(frozen=True)
class Country:
    """The country at a quarter's end: Practices by phase, and the women and children of those that have sent."""

    phases: dict[Phase, int]
    women: int
    children: int
    returns: int
    owed: int
    owed_and_sent: int  # a Practice that owes none may send one all the same
    is_demonstration: bool

    @property
    def not_due(self) -> int:
        """How many returns came from Practices that owe none."""
        return self.returns - self.owed_and_sent


COUNTRY = """
SELECT p.went_live_on, p.closed_on, p.returns_from, p.is_demonstration, s.id IS NOT NULL,
       (s.numbers->'women_in_cohort'->>0)::bigint, (s.numbers->'women_in_transition'->>0)::bigint,
       (s.numbers->'children_removed'->>0)::bigint
FROM practices_practice p
LEFT JOIN reporting_standingfigures s ON s.practice_id = p.id AND s.quarter = %s
"""


def country_at(quarter: Quarter) -> Country:
    """One statement over every Practice."""
    with connections[NATIONAL_ALIAS].cursor() as cursor:
        cursor.execute(COUNTRY, [str(quarter)])
        rows: Iterable[tuple[Any, ...]] = cursor.fetchall()
    phases = dict.fromkeys(Phase, 0)
    women = children = returns = owed = owed_and_sent = 0
    invented = False
    for live, closed, since, is_demonstration, has_sent, seats, moving, removed in rows:
        phases[phase_of(quarter, went_live_on=live, closed_on=closed, women=seats, in_transition=moving)] += 1
        women, children, returns = women + (seats or 0), children + (removed or 0), returns + has_sent
        is_owed = owes(LiveDates(live, closed, since), quarter)
        owed, owed_and_sent = owed + is_owed, owed_and_sent + (is_owed and has_sent)
        invented = invented or is_demonstration
    return Country(phases, women, children, returns, owed, owed_and_sent, invented)
