"""What has become of a return's figures since: old, new, and why, in counts of records and never in names."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from reporting.indicators.counting import parameters_of
from reporting.indicators.declared import BREAKDOWNS, BY_KEY, INDICATORS, Breakdown, Indicator, Measure, Shown
from reporting.quarters import Quarter
from reporting.words import label_of
from women.actions.merging import WHY

# a new version is asked for where a ratio has moved by five points (more than one woman of 24 brings about), an average
# by half a unit, or a count by a tenth and by three at least
POINTS, UNITS, SHARE, LEAST = 5, 0.5, 0.1, 3
BREAKDOWN_BY_KEY = {one.key: one for one in BREAKDOWNS}

# the tables of a source's records, each with the day from which on a record can count: an edit to one that lies after
# the quarter moves nothing in it, and neither does one to an event of another quarter
TABLES = {
    "women": ("women_place",),
    "places": ("women_place",),
    "children": ("women_child", "women_place"),
    "pregnancies": ("women_pregnancy", "women_place"),
    "goals": ("women_goal", "women_goalscore", "women_place"),
    "appointments": ("sessions_log_appointment",),
    "contacts": ("sessions_log_contact",),
    "weeks": ("women_place", "sessions_log_contact"),
    "support": ("sessions_log_support",),
    "cohorts": ("women_cohort",),
}
IN_QUARTER = {  # events of one day
    "sessions_log_appointment": "at >= %(from)s AND at < %(until)s",
    "sessions_log_contact": "started_at >= %(from)s AND started_at < %(until)s",
    "sessions_log_support": '"on" BETWEEN %(s)s AND %(e)s',
    "women_pregnancy": "known_on <= %(e)s",
    "women_place": "least(offered_on, declined_on, agreed_on, closed_on, completed_on) <= %(e)s",
    "women_child": "coalesce(removed_on <= %(e)s, true)",
    "women_goal": "set_on <= %(e)s",
    "women_goalscore": '"on" <= %(e)s',
    "women_contraception": "started_on <= %(e)s",
    "women_cohort": "coalesce(starts_on <= %(e)s, true)",
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
TWO_RECORDS = "two records of one woman were merged, or taken apart"
DONE = {"insert": "added", "update": "changed", "delete": "taken back"}


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
    return [*found, *_breakdown_changes(old, new)]


def _breakdown_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[FigureChange]:
    """Each breakdown whose rows differ, the rows in words; a row alone never asks for a new version."""
    for breakdown in BREAKDOWNS:
        before, after = (one["breakdowns"].get(breakdown.key, {}) for one in (old, new))
        codes = [code for code in sorted({*before, *after}) if before.get(code) != after.get(code)]
        if codes:
            was, now = (
                "; ".join(f"{label_of(breakdown, code)} {_row(one.get(code))}" for code in codes)
                for one in (before, after)
            )
            yield FigureChange(breakdown.key, breakdown.name, was, now, asks=False)


def _row(said: Any) -> str:
    if isinstance(said, dict):
        return f"{said['numerator']} of {said['denominator']}"
    return str(said or 0)


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
    changes: Sequence[FigureChange],
    practice_id: int,
    quarter: Quarter,
    *,
    since: datetime,
    until: datetime | None = None,
) -> dict[str, str]:
    """For each figure, what was done to its records after `since`: “3 appointments added, 1 changed”. In the scope.

    With `until`, only what was done by then.
    """
    tables = {change.key: _tables(change.key) for change in changes}
    needed = sorted({table for mine in tables.values() for table in mine})
    edits = {table: _edits(table, practice_id, quarter, since, until) for table in needed}
    merged = {table for table in needed if edits[table] and _by_a_merge(table, practice_id, quarter, since, until)}
    return {
        key: "; ".join(
            [
                *(_in_words(table, edits[table]) for table in mine if edits[table]),
                *([TWO_RECORDS] if merged.intersection(mine) else []),
            ]
        )
        for key, mine in tables.items()
    }


def _by_a_merge(table: str, practice_id: int, quarter: Quarter, since: datetime, until: datetime | None) -> bool:
    """Whether some of the quarter's records were changed because two records of a woman were merged, or taken apart."""
    parameters = parameters_of([practice_id], quarter, today=quarter.end)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT EXISTS (SELECT 1 FROM {table}event WHERE practice_id = %(practice)s
                AND pgh_created_at > %(since)s AND pgh_created_at <= coalesce(%(done_by)s, 'infinity'::timestamptz)
                AND pgh_context ->> 'why' = %(why)s AND pgh_obj_id IN ({_stood_in_quarter(table)}))""",
            parameters | {"practice": practice_id, "since": since, "done_by": until, "why": WHY},
        )
        return bool(cursor.fetchone()[0])


def _tables(key: str) -> list[str]:
    """The tables whose edits can move a figure or a breakdown."""
    declared: Indicator | Breakdown = BY_KEY[key] if key in BY_KEY else BREAKDOWN_BY_KEY[key]
    measures = [one for one in (declared.numerator, declared.denominator) if isinstance(one, Measure)]
    found = dict.fromkeys(table for one in measures for table in TABLES[one.source])
    for measure in measures:
        for word, source, table in (
            ("larc", "women", "women_contraception"),
            ("pregnancy", "women", "women_pregnancy"),
            ("seat", "contacts", "women_place"),
        ):
            if measure.source == source and word in measure.condition:
                found[table] = None
    return list(found)


def _stood_in_quarter(table: str) -> str:
    """A subquery of the records that could ever count in the quarter."""
    return f"SELECT pgh_obj_id FROM {table}event WHERE practice_id = %(practice)s AND {IN_QUARTER[table]}"


def _edits(table: str, practice_id: int, quarter: Quarter, since: datetime, until: datetime | None) -> Counter[str]:
    """How many records were added, changed and removed, each counted once, by the last that befell it.

    A record that was moved out of the quarter stood in it before: each state that it has been in is asked.
    """
    parameters = parameters_of([practice_id], quarter, today=quarter.end)
    statement = f"""SELECT what, count(*) FROM (
        SELECT pgh_obj_id, CASE WHEN bool_or(pgh_label = 'delete') THEN 'delete'
                                WHEN bool_or(pgh_label = 'insert') THEN 'insert' ELSE 'update' END AS what,
               bool_or(pgh_label = 'delete') AND bool_or(pgh_label = 'insert') AS came_and_went
        FROM {table}event WHERE practice_id = %(practice)s AND pgh_created_at > %(since)s
          AND (%(done_by)s::timestamptz IS NULL OR pgh_created_at <= %(done_by)s)
          AND pgh_obj_id IN ({_stood_in_quarter(table)})
        GROUP BY pgh_obj_id) edited WHERE NOT came_and_went GROUP BY what"""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters | {"practice": practice_id, "since": since, "done_by": until})
        return Counter(dict(cursor.fetchall()))


def _in_words(table: str, edits: Counter[str]) -> str:
    one, many = CALLED[table]
    parts: list[str] = []
    for label, done in DONE.items():
        if number := edits[label]:
            noun = f" {one if number == 1 else many}" if not parts else ""
            parts.append(f"{number:,}{noun} {done}")
    return ", ".join(parts)
