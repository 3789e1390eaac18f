"""Volume for measurements: N invented Practices × 24 women × 18 months, filled from a few invented histories.

COPY FROM is refused under row-level security, so the rows of a history are copied into temporary tables once and
each Practice takes them from there by INSERT … SELECT, in its own scope.
"""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pgtrigger
from django.db import connection

from practices.models import Practice
from practices.tenancy.scope import practice_scope
from reporting.demonstration.histories import History, invent
from reporting.demonstration.profiles import Profile

HISTORIES = 8  # different ones; Practice number n takes history n modulo this
LIVE_QUARTERS = 6  # eighteen months

# temporary table → (its columns, the statement that takes its rows into the Practice in scope)
WOMAN = "JOIN women_woman woman ON woman.practice_id = %(practice)s AND woman.ref = row.ref"
TABLES: dict[str, tuple[str, str]] = {
    "women": (
        "ref text, known_as text, practitioner text",
        "INSERT INTO women_woman (practice_id, ref, known_as, full_name, ethnicity, care_leaver, "
        "sexual_exploitation_victim, practitioner_name, import_key, import_hash) "
        "SELECT %(practice)s, ref, coalesce(known_as, ''), '', '', '', '', practitioner, '', '' FROM {table} row",
    ),
    "places": (
        "ref text, referred_on date, offered_on date, declined_on date, agreed_on date, transition_on date, "
        "completed_on date, closed_on date, closure_reason text",
        "INSERT INTO women_place (practice_id, woman_id, number, cohort_id, referral_source, referred_on, offered_on, "
        "declined_on, agreed_on, transition_on, completed_on, closed_on, closure_reason) "
        "SELECT %(practice)s, woman.id, 1, %(cohort)s, '', row.referred_on, row.offered_on, row.declined_on, "
        "row.agreed_on, row.transition_on, row.completed_on, row.closed_on, coalesce(row.closure_reason, '') "
        f"FROM {{table}} row {WOMAN}",
    ),
    "children": (
        "ref text, child_no int, born_on date, removed_on date, legal_status text",
        "INSERT INTO women_child (practice_id, woman_id, child_no, born_on, born_day_is_known, removed_on, "
        "legal_status, placement, contact_plan, import_key, import_hash) SELECT %(practice)s, woman.id, row.child_no, "
        f"row.born_on, false, row.removed_on, row.legal_status, '', '', '', '' FROM {{table}} row {WOMAN}",
    ),
    "contraception": (
        "ref text, method text, started_on date",
        "INSERT INTO women_contraception (practice_id, woman_id, method, started_on, import_key, import_hash) "
        f"SELECT %(practice)s, woman.id, row.method, row.started_on, '', '' FROM {{table}} row {WOMAN}",
    ),
    "contacts": (
        "ref text, started_at timestamptz, minutes int, mode text, outcome text, recorded_at timestamptz",
        "INSERT INTO sessions_log_contact (practice_id, woman_id, practitioner_name, started_at, minutes, mode, "
        "outcome, areas, recorded_at, note, import_key, import_hash) SELECT %(practice)s, woman.id, '', "
        "row.started_at, row.minutes, row.mode, row.outcome, '{{}}', row.recorded_at, '', '', '' "
        f"FROM {{table}} row {WOMAN}",
    ),
    "appointments": (
        "ref text, at timestamptz, service text, attendance text, accompanied boolean",
        "INSERT INTO sessions_log_appointment (practice_id, woman_id, at, service, service_as_written, agency, "
        "attendance, accompanied, import_key, import_hash) SELECT %(practice)s, woman.id, row.at, row.service, '', '', "
        f"row.attendance, row.accompanied, '', '' FROM {{table}} row {WOMAN}",
    ),
    "support": (
        'ref text, "on" date, area text, outcome text',
        'INSERT INTO sessions_log_support (practice_id, woman_id, "on", area, outcome, agency, import_key, '
        "import_hash) SELECT %(practice)s, woman.id, row.\"on\", row.area, row.outcome, '', '', '' "
        f"FROM {{table}} row {WOMAN}",
    ),
    "goals": (
        "ref text, goal_ref text, area text, set_on date, achieved_on date",
        "INSERT INTO women_goal (practice_id, woman_id, ref, area, in_her_words, set_on, achieved_on, import_key, "
        "import_hash) SELECT %(practice)s, woman.id, row.goal_ref, row.area, '', row.set_on, row.achieved_on, '', '' "
        f"FROM {{table}} row {WOMAN}",
    ),
    "scores": (
        'goal_ref text, "on" date, score int',
        'INSERT INTO women_goalscore (practice_id, goal_id, "on", score, import_key, import_hash) '
        "SELECT %(practice)s, goal.id, row.\"on\", row.score, '', '' FROM {table} row "
        "JOIN women_goal goal ON goal.practice_id = %(practice)s AND goal.ref = row.goal_ref",
    ),
}


def fill(practices: int, *, today: date, say: Callable[[str], Any]) -> int:
    """Make `practices` new Practices and fill them; gives the number of contacts written."""
    histories = [
        invent(Profile(f"scale-{number}", "", "", "", LIVE_QUARTERS), today=today) for number in range(HISTORIES)
    ]
    first = Practice.objects.filter(slug__startswith="scale-").count() + 1
    contacts = 0
    with connection.cursor() as cursor:
        for number, history in enumerate(histories):
            for table, (columns, _) in TABLES.items():
                _copy(cursor, f"scale_{table}_{number}", columns, _rows(history, table))
        for position in range(first, first + practices):
            contacts += _fill_one(cursor, position, histories)
            if position % 100 == 0:
                say(f"{position - first + 1} of {practices} Practices")
        for number in range(HISTORIES):
            for table in TABLES:
                cursor.execute(f"DROP TABLE scale_{table}_{number}")
    return contacts


def _fill_one(cursor: Any, position: int, histories: list[History]) -> int:
    slug = f"scale-{position}"
    practice = Practice(name=f"Invented {position}", slug=slug, nation="England", is_demonstration=True)
    practice.went_live_on = histories[0].cohorts[0]["starts_on"]
    practice.save(using="owner")
    which = position % HISTORIES
    with practice_scope(practice.pk), pgtrigger.ignore():
        cursor.execute(
            "INSERT INTO women_cohort (practice_id, number, starts_on, capacity, programme_clock) "
            "VALUES (%s, 1, %s, 24, 'cohort') RETURNING id",
            [practice.pk, histories[which].cohorts[0]["starts_on"]],
        )
        values = {"practice": practice.pk, "cohort": cursor.fetchone()[0]}
        written: dict[str, int] = {}
        for table, (_, statement) in TABLES.items():
            # two numbers of our own; pgtrigger puts parameters of another form before the statement
            cursor.execute(statement.format(table=f"scale_{table}_{which}") % values)
            written[table] = cursor.rowcount
    return written["contacts"]


def _rows(history: History, table: str) -> Iterator[list[Any]]:
    """One history's rows for a temporary table, in the order of its columns; the first cohort only."""
    goal_number = 0
    for case in history.cases:
        if case.cohort != 1:
            continue
        ref = case.woman["ref"]
        if table == "women":
            yield [ref, case.woman.get("known_as", ""), case.woman["practitioner_name"]]
        elif table in ("goals", "scores"):
            for goal in case.goals:
                goal_number += 1
                goal_ref = f"G{goal_number:04d}"
                if table == "goals":
                    yield [ref, goal_ref, goal["area"], goal["set_on"], goal["achieved_on"]]
                else:
                    yield from ([goal_ref, score["on"], score["score"]] for score in goal["scores"])
        else:
            names = [column.split()[0].strip('"') for column in TABLES[table][0].split(", ")][1:]
            rows = [case.place] if table == "places" else getattr(case, table)
            yield from ([ref, *(row.get(name) for name in names)] for row in rows)


def _copy(cursor: Any, table: str, columns: str, rows: Iterator[list[Any]]) -> None:
    cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns})")
    buffer = io.StringIO()
    csv.writer(buffer).writerows(["" if value is None else value for value in row] for row in rows)
    buffer.seek(0)
    cursor.copy_expert(f"COPY {table} FROM STDIN WITH (FORMAT csv)", buffer)
