"""Counting: one grouped query a source, the same number of queries for one Practice as for six hundred."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from reporting.indicators.declared import BREAKDOWNS, INDICATORS, Breakdown, Measure
from reporting.indicators.sources import SOURCES
from reporting.indicators.values import Figure
from reporting.quarters import Quarter, midnight
from sessions_log.codes import Service, SupportOutcome
from women.codes import LARC

OTHER = "other"


@dataclass(frozen=True)
class Counted:
    """The figures of one Practice: indicators by key; breakdowns by key and code (a label for a service)."""

    indicators: dict[str, Figure]
    breakdowns: dict[str, dict[str, Any]]


def count(
    practice_ids: Sequence[int], quarter: Quarter, *, today: date, using: str = DEFAULT_DB_ALIAS
) -> dict[int, Counted]:
    """Every figure of every Practice named, in the scope that is open on `using` (which may see fewer of them).

    A quarter that has not ended is counted so far, to `today`: weeks and decisions still to come are not held
    against anybody.
    """
    parameters = parameters_of(practice_ids, quarter, today=today)
    numbers = measure_all(_measures(), parameters, using)
    broken_down = {breakdown.key: _break_down(breakdown, parameters, using) for breakdown in BREAKDOWNS}
    return {
        practice_id: Counted(
            _figures(numbers[practice_id]), {key: found.get(practice_id, {}) for key, found in broken_down.items()}
        )
        for practice_id in practice_ids
    }


def parameters_of(practice_ids: Sequence[int], quarter: Quarter, *, today: date) -> dict[str, Any]:
    """What every source's relation asks for."""
    last = min(quarter.end, max(today, quarter.start))
    return {
        "practices": list(practice_ids),
        "s": quarter.start,
        "e": last,
        "from": midnight(quarter.start),
        "until": midnight(last + timedelta(days=1)),
        "larc": [method.value for method in LARC],
    }


def measure_all(wanted: Iterable[Measure], parameters: dict[str, Any], using: str) -> dict[int, dict[Measure, int]]:
    """Every measure of every Practice of the parameters, by one grouped query a source."""
    by_source: dict[str, list[Measure]] = defaultdict(list)
    for measure in dict.fromkeys(wanted):
        by_source[measure.source].append(measure)
    numbers: dict[int, dict[Measure, int]] = defaultdict(dict)
    for source, measures in by_source.items():
        expressions = ", ".join(measure.expression for measure in measures)
        statement = f"SELECT practice_id, {expressions} FROM ({SOURCES[source].relation}) source GROUP BY practice_id"
        for practice_id, *found in _rows(statement, parameters, using):
            numbers[practice_id].update(zip(measures, (int(number) for number in found), strict=True))
    return numbers


def _measures() -> Iterable[Measure]:
    for indicator in INDICATORS:
        yield indicator.numerator
        if isinstance(indicator.denominator, Measure):
            yield indicator.denominator


def _figures(numbers: dict[Measure, int]) -> dict[str, Figure]:
    figures = {}
    for indicator in INDICATORS:
        denominator = indicator.denominator
        if isinstance(denominator, Measure):
            denominator = numbers.get(denominator, 0)
        figures[indicator.key] = Figure(numbers.get(indicator.numerator, 0), denominator, indicator.shown)
    return figures


# how a breakdown's code stands in the return; a code on no agreed list leaves the Practice as Other
CODE_SHOWN = {
    "outcome": f"CASE WHEN outcome = ANY(%(listed)s) THEN outcome ELSE '{OTHER}' END",
    "service": "service",
    "area": "area",
}


def _break_down(breakdown: Breakdown, parameters: dict[str, Any], using: str) -> dict[int, dict[str, Any]]:
    measures = [breakdown.numerator] + ([breakdown.denominator] if breakdown.denominator else [])
    counted = ", ".join(measure.expression for measure in measures)
    statement = (
        f"SELECT practice_id, {CODE_SHOWN[breakdown.by]}, {counted} "
        f"FROM ({SOURCES[breakdown.numerator.source].relation}) source "
        f"GROUP BY 1, 2 HAVING {measures[-1].expression} > 0 ORDER BY 1, 2"
    )
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for practice_id, code, *numbers in _rows(statement, parameters | {"listed": SupportOutcome.values}, using):
        if breakdown.by == "service":
            code = Service(code).label
        found[practice_id][code] = (
            numbers[0] if len(numbers) == 1 else {"numerator": int(numbers[0]), "denominator": int(numbers[1])}
        )
    return {practice_id: dict(sorted(codes.items())) for practice_id, codes in found.items()}


def _rows(statement: str, parameters: dict[str, Any], using: str) -> list[Any]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def records_behind(measure: Measure, practice_id: int, quarter: Quarter, *, today: date) -> list[tuple[int, list[int]]]:
    """What a measure counts in the open scope, as (woman's id, ids of her records of the source)."""
    statement = (
        f"SELECT woman_id, array_agg(record_id ORDER BY record_id) FROM ({SOURCES[measure.source].relation}) source "
        f"WHERE {measure.condition} AND woman_id IS NOT NULL GROUP BY woman_id ORDER BY woman_id"
    )
    return _rows(statement, parameters_of([practice_id], quarter, today=today), DEFAULT_DB_ALIAS)
