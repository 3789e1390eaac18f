"""What has become of a return's figures since: old, new, and why, in counts of records and never in names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from reporting.indicators.counting import parameters_of
from reporting.indicators.declared import BY_KEY, INDICATORS, Indicator, Measure, Shown
from reporting.quarters import Quarter

# a new version is asked for where a ratio has moved by five points (more than one woman of 24 brings about), an average
# by half a unit, or a count by a tenth and by three at least
POINTS, UNITS, SHARE, LEAST = 5, 0.5, 0.1, 3

# the table of a source's records and, where a record is of one day, the SQL of that day: an edit to a record of another
# quarter moves nothing here
TABLES = {
    "women": (("women_place", ""),),
    "places": (("women_place", ""),),
    "children": (("women_child", ""), ("women_place", "")),
    "pregnancies": (("women_pregnancy", ""), ("women_place", "")),
    "goals": (("women_goal", ""), ("women_goalscore", ""), ("women_place", "")),
    "appointments": (("sessions_log_appointment", "at"),),
    "contacts": (("sessions_log_contact", "started_at"), ("women_place", "")),
    "weeks": (("women_place", ""), ("sessions_log_contact", "started_at")),
    "support": (("sessions_log_support", '"on"'),),
    "cohorts": (("women_cohort", ""),),
}
CALLED = {
    "women_place": ("place", "places"),
    "women_contraception": ("contraception record", "contraception records"),
    "women_pregnancy": ("pregnancy", "pregnancies"),
    "women_child": ("child", "children"),
    "women_goal": ("goal", "goals"),
    "women_goalscore": ("goal score", "goal scores"),
    "women_cohort": ("cohort", "cohorts"),
    "sessions_log_appointment": ("appointment", "appointments"),
    "sessions_log_contact": ("contact", "contacts"),
    "sessions_log_support": ("support record", "support records"),
}
DONE = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class FigureChange:
    """One figure, as it was and as it is now; `asks` is whether the move passes the threshold."""

    key: str
    name: str
    old: str
    new: str
    asks: bool


def figure_changes(old: dict[str, Any], new: dict[str, Any]) -> list[FigureChange]:
    """Every indicator whose numerator or denominator differs between two returns' canonical figures."""
    found = []
    for indicator in INDICATORS:
        before, after = old["indicators"].get(indicator.key), new["indicators"].get(indicator.key)
        if before is None or after is None:
            continue
        numbers = ("numerator", "denominator")
        if any(before[name] != after[name] for name in numbers):
            asks = passes_threshold(indicator, before, after)
            found.append(FigureChange(indicator.key, indicator.name, _said(before), _said(after), asks))
    return found


def _said(figure: dict[str, Any]) -> str:
    if figure["denominator"] is None:
        return str(figure["display"])
    return f"{figure['display']} ({figure['numerator']:,} of {figure['denominator']:,})"


def passes_threshold(indicator: Indicator, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a figure has moved so far that National should have a new version."""
    old, new = before["value"], after["value"]
    if old is None or new is None:
        return bool(old != new)
    if indicator.shown is Shown.PERCENT:
        return bool(abs(new - old) * 100 >= POINTS - 1e-9)
    moved = float(abs(new - old))
    if indicator.key == "children_removed_per_woman":
        return moved >= UNITS
    return moved >= LEAST and moved >= SHARE * max(abs(old), 1)


def why_changed(
    changes: Iterable[FigureChange], practice_id: int, quarter: Quarter, *, since: datetime
) -> dict[str, str]:
    """For each figure, what was done to its records after `since`: “3 appointments added, 1 changed”. In the scope."""
    keys = [change.key for change in changes]
    tables = {key: _tables(BY_KEY[key]) for key in keys}
    edits = {
        pair: _edits(*pair, practice_id, quarter, since)
        for pair in sorted({one for all_ in tables.values() for one in all_})
    }
    return {
        key: "; ".join(_in_words(table, edits[(table, day)]) for table, day in tables[key] if edits[(table, day)])
        for key in keys
    }


def _tables(indicator: Indicator) -> list[tuple[str, str]]:
    """The tables whose edits can move a figure."""
    measures = [one for one in (indicator.numerator, indicator.denominator) if isinstance(one, Measure)]
    found = dict.fromkeys(pair for one in measures for pair in TABLES[one.source])
    for measure in measures:
        for word, table in (("larc", "women_contraception"), ("pregnancy", "women_pregnancy")):
            if measure.source == "women" and word in measure.condition:
                found[(table, "")] = None
    return list(found)


def _edits(table: str, day: str, practice_id: int, quarter: Quarter, since: datetime) -> Counter[str]:
    """How many records were added, changed and removed, each counted once, by the last that befell it."""
    within, parameters = "", parameters_of([practice_id], quarter, today=quarter.end)
    if day:
        first, last = ("%(s)s", "%(e)s") if day == '"on"' else ("%(from)s", "%(until)s")
        comparison = f"{day} BETWEEN {first} AND {last}" if day == '"on"' else f"{day} >= {first} AND {day} < {last}"
        # a record that was moved out of the quarter stood in it before: its earlier states are asked too
        within = f"""AND pgh_obj_id IN (SELECT pgh_obj_id FROM {table}event WHERE practice_id = %(practice)s
                     AND {comparison})"""
    statement = f"""SELECT what, count(*) FROM (
        SELECT pgh_obj_id, CASE WHEN bool_or(pgh_label = 'delete') THEN 'delete'
                                WHEN bool_or(pgh_label = 'insert') THEN 'insert' ELSE 'update' END AS what,
               bool_or(pgh_label = 'delete') AND bool_or(pgh_label = 'insert') AS came_and_went
        FROM {table}event WHERE practice_id = %(practice)s AND pgh_created_at > %(since)s {within}
        GROUP BY pgh_obj_id) edited WHERE NOT came_and_went GROUP BY what"""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters | {"practice": practice_id, "since": since})
        return Counter(dict(cursor.fetchall()))


def _in_words(table: str, edits: Counter[str]) -> str:
    one, many = CALLED[table]
    parts: list[str] = []
    for label, done in DONE.items():
        if number := edits[label]:
            noun = f" {one if number == 1 else many}" if not parts else ""
            parts.append(f"{number:,}{noun} {done}")
    return ", ".join(parts)
