"""`make bench`: the quarter's figures for 1, 60 and 600 Practices beside one hand-written statement, the pages of a day and the import.

These machines are shared, so what counts is the ratio of two things measured in turn in one run, not a number.
Set BENCH_PRACTICES to fill fewer or more than 600, and BENCH_PDFS to draw fewer PDFs.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pause_cms.settings")
TODAY, QUARTER, ROUNDS = date(2026, 11, 21), "2026-27 Q2", 5
MOST = int(os.environ.get("BENCH_PRACTICES", "600"))
PDFS = int(os.environ.get("BENCH_PDFS", "600"))


def main() -> None:
    from tests.servers import pytest_configure, pytest_unconfigure

    here = type("Config", (), {})()
    pytest_configure(here)
    try:
        run()
    finally:
        pytest_unconfigure(here)


def run() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from pause_cms.prepare import prepare_embedded
    from tests.servers import servers

    prepare_embedded(servers(), migrate=True)
    print(f"Filling {MOST} Practices …", flush=True)
    call_command("seed_scale", practices=MOST, today=TODAY)
    from tests.bench_pages import first_load, pages

    pages(TODAY)
    first_load()
    figures()
    pdf()
    national_pack()
    importing()
    from tests.bench_national import national_pages

    national_pages()
    for connection in connections.all():
        connection.close()


def median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def figures() -> None:
    from django.db import connections

    from practices.models import Practice
    from practices.tenancy.scope import count_scope
    from reporting.indicators.counting import count, parameters_of
    from reporting.quarters import Quarter

    quarter = Quarter.parse(QUARTER)
    statement = (Path(__file__).parent / "bench.sql").read_text()
    every = list(Practice.objects.order_by("pk").values_list("pk", flat=True))
    print(f"\nFigures of {quarter}, on the counting login (medians of {ROUNDS})")
    print(f"{'Practices':>10} {'product':>10} {'by hand':>10} {'ratio':>7}")
    for number in sorted({1, min(60, MOST), MOST}):
        ids = every[:number]
        with count_scope(ids) as alias, connections[alias].cursor() as cursor:
            parameters = parameters_of(ids, quarter, today=TODAY)

            def by_hand(cursor=cursor, parameters=parameters) -> list[tuple]:
                cursor.execute(statement, parameters)
                return cursor.fetchall()

            def by_product(ids=ids, alias=alias) -> dict:
                return count(ids, quarter, today=TODAY, using=alias)

            agree(by_product(), by_hand())
            product, hand = median(by_product), median(by_hand)
        print(f"{number:>10} {product * 1000:>8.0f}ms {hand * 1000:>8.0f}ms {product / hand:>7.2f}", flush=True)


def agree(product: dict, by_hand: list[tuple]) -> None:
    """Both must say the same, or the comparison means nothing."""
    for row in by_hand:
        found = product[row[0]].indicators
        said = (found["women_in_cohort"].numerator, found["seats_filled"].denominator, found["fully_engaged"].numerator)
        assert said == row[1:4], (row[0], said, row[1:4])
        assert (found["weekly_reach"].denominator, found["weekly_reach"].numerator) == (row[30] or 0, row[31] or 0)
        assert found["contact_hours"].numerator == (row[26] or 0)
        assert product[row[0]].breakdowns["focus_areas"] == json.loads(row[35] or "{}")


DRAW = """
import sys, time
import django; django.setup()
from datetime import date
from statistics import median
from django.utils import timezone
from practices.models import Practice
from practices.tenancy.scope import practice_scope
from reporting.printing import outputs
from reporting.content import counted, gather
from reporting.presenting import present_both
from reporting.quality.checking import check_quarter
from reporting.quarters import Quarter
def resident():  # of this process now, in MB
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) // 1024
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) // 1024
quarter, today, number = Quarter.parse(sys.argv[1]), date.fromisoformat(sys.argv[2]), int(sys.argv[3])
practice, now = Practice.objects.order_by("pk").first(), timezone.now()
with practice_scope(practice.pk):
    figures, beside = counted(practice, quarter, today=today, using="default")
    more = gather(practice, quarter, figures, beside, check_quarter(practice.pk, quarter, now=now), today=today)
both = present_both(figures, more, practice=practice, built_at=now, version=1)
def timed(work):
    began = time.perf_counter()
    work(both)
    return time.perf_counter() - began
outputs.all_files(both)
for name in ("draw_own", "draw_copies", "write_sheets"):
    print(f"{name}: {median(timed(getattr(outputs, name)) for _ in range(5)) * 1000:.0f} ms", end="; ")
first = resident()
for _ in range(number):
    outputs.draw_own(both)
print(f"\\nmemory of a worker: {first} MB after its first return, {resident()} MB after {number} more PDFs, peak {peak()} MB")
"""


def pdf() -> None:
    """In a process of its own, as a worker's child is, so that its memory is its own."""
    print("\nA return's files, warm: ", end="", flush=True)
    subprocess.run([sys.executable, "-c", DRAW, QUARTER, TODAY.isoformat(), str(PDFS)], check=True)


def national_pack() -> None:
    """A return for every Practice, then the board and the pack of them all."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from practices.models import Practice
    from practices.tenancy.scope import count_scope, national_scope, practice_scope
    from reporting.desk import pack
    from reporting.desk.board import board
    from reporting.figures import figures_as_json, sha256_of
    from reporting.indicators.counting import count
    from reporting.models import Return
    from reporting.quarters import Quarter

    quarter, now = Quarter.parse(QUARTER), timezone.now()
    practices = list(Practice.objects.order_by("pk"))
    with count_scope([one.pk for one in practices]) as alias:
        counted = count([one.pk for one in practices], quarter, today=TODAY, using=alias)
    for practice in practices:
        figures = figures_as_json(practice, quarter, counted[practice.pk], today=TODAY)
        with practice_scope(practice.pk):
            made = Return.objects.create(
                quarter=str(quarter), version=1, figures=figures, definitions_version="v1", built_at=now,
                sha256=sha256_of(figures),
            )  # fmt: skip
            made.status, made.submitted_at = "submitted", now
            made.save()
    with national_scope(), CaptureQueriesContext(connections["national"]) as asked:
        taken = median(lambda: board(quarter, today=TODAY))
        each = len(asked) // (ROUNDS + 1)
        print(
            f"\nThe board of {len(practices)} Practices: {taken * 1000:.0f} ms, {each} statements on National's login"
        )
        began = time.perf_counter()
        rows = pack.rows_of(quarter, today=TODAY)
        drawn = pack.render_pack_pdf(quarter, rows, today=TODAY, say=lambda *_: None)
        sheet = pack.render_pack_xlsx(quarter, rows, today=TODAY)
    size = f"PDF {len(drawn) // 1024} KB, spreadsheet {len(sheet) // 1024} KB"
    print(f"The pack of {len(rows)} Practices: {time.perf_counter() - began:.1f} s, {size}", flush=True)


IMPORT = """
import sys, time
import django; django.setup()
def peak():  # of this process since it began, in MB
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) // 1024
from django.utils import timezone
from practices.models import Practice
from practices.tenancy.scope import practice_scope
from sessions_log.importing import service
content = open(sys.argv[1], "rb").read()
practice = Practice.objects.get(slug="scale-1")
before = peak()
for turn in ("first", "again"):
    began = time.perf_counter()
    with practice_scope(practice.pk):
        checked = service.check_for_practice(content, practice=practice, now=timezone.now())
        assert not checked.faults, checked.faults[:3]
        service.apply(checked, practice=practice, by=None)
    print(f"{turn}: {time.perf_counter() - began:.2f} s", end="; ")
print(f"peak {peak()} MB (before it {before} MB)")
"""


def importing() -> None:
    """In a process of its own, so that its memory is its own."""
    import tempfile

    from practices.models import Practice
    from practices.tenancy.scope import practice_scope
    from tests.sessions_log.test_import_apply import big_workbook
    from tests.workbooks import edited
    from women.actions.places import open_places

    practice = Practice.objects.get(slug="scale-1")
    with practice_scope(practice.pk):  # its 24 seats are taken: make room for the workbook's women
        open_places().update(closed_on=TODAY, closure_reason="other")
    names = {("Practice", 0, "slug"): "scale-1", ("Practice", 0, "name"): "Invented 1"}
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(edited(big_workbook(), names))
        file.flush()
        print("\nImport of a workbook with 5,000 contacts, checked and applied: ", end="", flush=True)
        subprocess.run([sys.executable, "-c", IMPORT, file.name], check=True)


if __name__ == "__main__":
    main()
