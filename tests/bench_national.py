"""`make bench`: National's pages over returns of many Practices and 24 quarters, server time and statements.

The returns are written as rows, without cases behind them: no page of National's reads a case.
"""

import gc
import json
import os
import random
import statistics
import time
from datetime import date

QUARTERS, ROUNDS = 24, 3
NUMBERS = sorted({60, 600, int(os.environ.get("BENCH_NATIONAL", "10000"))})
LAST = (2026, 2)
PAGES = (
    "/national/", "/national/indicators/appointment_attendance/",
    "/national/indicators/appointment_attendance/?first=2025-26+Q1", "/national/indicators/pause_maintained/",
    "/national/indicators/pregnancies/?nation=England", "/national/indicators/seats_filled/", "/national/practices/",
    "/national/practices/bench-7/", "/national/worth/", "/api/v1/benchmark/weekly_reach/", "/api/v1/figures/",
    "/national/returns/",
)  # fmt: skip


def national_pages() -> None:
    print(f"\nNational's pages over {QUARTERS} quarters: median server time of {ROUNDS}, statements")
    table: dict[str, list[str]] = {page: [] for page in PAGES}
    gc.collect()
    gc.freeze()  # as the web process does once it is loaded
    for number in NUMBERS:
        began = time.perf_counter()
        fill(number)
        filled = time.perf_counter() - began
        began = time.perf_counter()
        prepare_all()
        print(
            f"  {number:,} Practices: written in {filled:.0f} s, prepared in {time.perf_counter() - began:.0f} s",
            flush=True,
        )
        for page in PAGES:
            table[page].append(measured(page))
    print(f"  {'page':<66}" + "".join(f"{number:>16,}" for number in NUMBERS))
    for page, cells in table.items():
        print(f"  {page:<66}" + "".join(f"{cell:>16}" for cell in cells), flush=True)


def figures_of(chance: random.Random) -> dict:
    """The numbers of one return as a plausible Practice has them."""
    from reporting.indicators.declared import INDICATORS
    from reporting.indicators.values import Figure

    women = chance.randint(12, 24)
    agreed = sum(chance.random() < 0.7 for _ in range(women))
    due, weeks, tried = chance.randint(60, 140), women * 12, women * 14
    attended = sum(chance.random() < 0.83 for _ in range(due))
    known = {
        "women_in_cohort": (women, None), "seats_filled": (women, 24), "fully_engaged": (agreed, women),
        "children_removed": (women * 3, None), "children_removed_per_woman": (women * 3, women),
        "larc_in_use": (int(agreed * 0.8), agreed), "pause_maintained": (max(0, agreed - (chance.random() < 0.2)), agreed),
        "pregnancies": (int(chance.random() < 0.2), None), "active_goals": (women * 2, None),
        "goals_reviewed": (int(women * 1.8), women * 2), "goals_improved": (women, women * 2),
        "attrition": (int(chance.random() < 0.3), women), "appointments_due": (due, None),
        "appointment_attendance": (attended, due), "appointments_accompanied": (attended // 2, attended),
        "contacts_attempted": (tried, None), "contacts_made": (int(tried * 0.6), tried), "contact_hours": (tried * 30, 60),
        "women_contacted": (women - (chance.random() < 0.3), women), "women_supported": (women // 2, None),
        "weekly_reach": (sum(chance.random() < 0.85 for _ in range(weeks)), weeks),
        "recorded_within_2_days": (int(tried * 0.85), tried), "agreed_within_16_weeks": (3, 4),
    }  # fmt: skip
    return {
        one.key: Figure(*known.get(one.key, (0, None if one.denominator is None else 0)), one.shown).as_json()
        for one in INDICATORS
    }


def fill(number: int) -> None:
    """`number` Practices with a submitted return each quarter, in place of those of the round before."""
    from django.db import connections

    from tests import database

    chance = random.Random(5)
    kinds = [json.dumps({"indicators": figures_of(chance), "breakdowns": {}}) for _ in range(400)]
    quarters = quarter_names()
    connections.close_all()
    import psycopg2

    name = connections["owner"].settings_dict["NAME"]
    with psycopg2.connect(database.admin_url(name)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE reporting_return, reporting_toprepare, reporting_standingfigures, reporting_quartersums, "
            "reporting_restatement, reporting_question, reporting_message, reporting_decision, reporting_publication CASCADE"
        )
        cursor.execute("DELETE FROM practices_practice WHERE slug LIKE 'bench-%'")
        cursor.execute(
            "INSERT INTO practices_practice (name, slug, nation, delivery, delivered_by, commissioned_by, went_live_on, "
            "is_demonstration) SELECT 'Bench ' || i, 'bench-' || i, CASE WHEN i %% 7 = 0 THEN 'Scotland' ELSE 'England' END, "
            "CASE WHEN i %% 5 = 0 THEN 'charity' ELSE 'council' END, '', '', %s, true FROM generate_series(1, %s) i",
            [date(2018, 4, 1), number],
        )
        cursor.execute("CREATE TEMPORARY TABLE kinds (at int, figures jsonb)")
        cursor.executemany("INSERT INTO kinds VALUES (%s, %s)", list(enumerate(kinds)))
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # no freeze, no keys: this is no return of anybody's
        for at, quarter in enumerate(quarters):
            cursor.execute(
                "INSERT INTO reporting_return (practice_id, quarter, version, status, figures, more, definitions_version, "
                "so_far, built_at, submitted_at, sha256) SELECT p.id, %s, 1, 'submitted', k.figures, "
                "'{\"cohort\": 1, \"known\": {}}', 'v1', false, now(), now(), repeat('0', 64) FROM practices_practice p "
                "JOIN kinds k ON k.at = (p.id * 31 + %s) %% 400 WHERE p.slug LIKE 'bench-%%'",
                [quarter, at],
            )
        cursor.execute("ANALYZE")
    connection.close()


def quarter_names() -> list[str]:
    from reporting.quarters import Quarter

    found = [Quarter(*LAST)]
    while len(found) < QUARTERS:
        found.append(found[-1].previous)
    return [str(one) for one in found[::-1]]


def prepare_all() -> None:
    import psycopg2
    from django.db import connections

    from practices.tenancy.scope import national_scope
    from reporting.benchmark.standing import prepare
    from tests import database

    with national_scope():
        prepare()
    name = connections["owner"].settings_dict["NAME"]
    with psycopg2.connect(database.admin_url(name)) as connection, connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()


def measured(page: str) -> str:
    """Server time of a whole request by a signed-in analyst, and its statements."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    from practices.permissions import Role
    from tests.conftest import client_of

    client = client_of(Role.NATIONAL_ANALYST, None)
    client.get(page)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        assert client.get(page).status_code == 200, page
        times.append(time.perf_counter() - began)
    with CaptureQueriesContext(connections["national"]) as one, CaptureQueriesContext(connections["default"]) as two:
        client.get(page)
    return f"{statistics.median(times) * 1000:,.0f} ms, {len(one) + len(two)}"
