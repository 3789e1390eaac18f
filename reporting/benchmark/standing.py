"""The figures that stand, and each quarter's sums: prepared from returns, so that no comparison reads one.

A trigger names every Practice's quarter whose standing version has changed (migration 0006); `prepare` takes these up
on National's login before a comparison is read, so a page is never behind the returns.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connections, transaction

from practices.tenancy.scope import NATIONAL_ALIAS
from reporting.benchmark.declared import COMPARISONS, Comparison, Kind
from reporting.benchmark.funnel import Counted, added, pool_of
from reporting.models import SENT, QuarterSums, Return, StandingFigures

LOCK = 5_240_001  # one prepares at a time, or a quarter's sums could miss what another is writing
# all of them where none was ever prepared: returns that were sent before there was a comparison
WAITING = """
WITH taken AS (DELETE FROM reporting_toprepare RETURNING practice_id, quarter)
SELECT practice_id, quarter FROM taken
UNION
SELECT practice_id, quarter FROM reporting_return WHERE NOT EXISTS (SELECT 1 FROM reporting_standingfigures)
"""
Pair = tuple[int | None, int | None]  # numerator; what it is compared over


def prepare() -> int:
    """Bring standing figures and sums up to the returns; National's scope is open. Gives how many quarters changed."""
    with transaction.atomic(using=NATIONAL_ALIAS), connections[NATIONAL_ALIAS].cursor() as cursor:
        cursor.execute(WAITING)
        waiting: dict[str, set[int]] = defaultdict(set)
        for practice_id, quarter in cursor.fetchall():
            waiting[quarter].add(practice_id)
        if waiting:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        for quarter, practices in sorted(waiting.items()):
            _stand(quarter, practices)
            _add_up(quarter)
    return len(waiting)


def _stand(quarter: str, practices: Iterable[int]) -> None:
    """Put in place of these Practices' figures those of their latest version that was not sent back."""
    found = (
        Return.objects.filter(quarter=quarter, practice_id__in=practices, status__in=SENT)
        .order_by("practice_id", "-version")
        .distinct("practice_id")
        .values_list("practice_id", "pk", "version", "figures__indicators", "more__known", "more__cohort")
    )
    StandingFigures.objects.filter(quarter=quarter, practice_id__in=practices).delete()
    StandingFigures.objects.bulk_create(
        [
            StandingFigures(
                practice_id=practice_id, quarter=quarter, return_of_id=pk, version=version, cohort=cohort,
                numbers=numbers_of(figures),
                known={key: [said["of"], said["asked"], said["known"]] for key, said in (known or {}).items()},
            )
            for practice_id, pk, version, figures, known, cohort in found
        ],
        batch_size=1000,
    )  # fmt: skip


def _add_up(quarter: str) -> None:
    every = list(StandingFigures.objects.filter(quarter=quarter).values_list("numbers", "known"))
    if not every:
        QuarterSums.objects.using(NATIONAL_ALIAS).filter(quarter=quarter).delete()
        return
    sums = {one.key: sums_of(one, every) for one in COMPARISONS}
    QuarterSums.objects.using(NATIONAL_ALIAS).update_or_create(
        quarter=quarter, defaults={"returns": len(every), "sums": sums}
    )


def numbers_of(indicators: Mapping[str, Any]) -> dict[str, list[int | None]]:
    """The numbers of a return's indicators without what is printed of them."""
    return {key: [said["numerator"], said["denominator"]] for key, said in indicators.items()}


def pair_of(comparison: Comparison, numbers: Mapping[str, Any]) -> Pair:
    """A Practice's numerator and what it is compared over; None for what the return does not have."""
    x, n = numbers.get(comparison.key, (None, None))
    if comparison.kind is Kind.RATE:
        key, place = comparison.over
        n = numbers.get(key, (None, None))[place]
    return x, n


def sums_of(comparison: Comparison, every: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, Any]:
    """One indicator of a quarter over Practices, (numbers, known) of each.

    `x` and `n` are of all of them; `pool_x`, `pool_n`, phi and tau2 of those that can be compared (asked as the rest).
    """
    counted = [
        Counted(*pair_of(comparison, numbers), *known.get(comparison.key, (0, 0, 0))) for numbers, known in every
    ]
    sent = [one for one in counted if one.x is not None]
    said: dict[str, Any] = {
        "x": sum(one.x or 0 for one in sent), "n": added(comparison, (one.n for one in sent)), "units": len(sent),
    }  # fmt: skip
    if comparison.kind is Kind.PLAIN:
        return said
    pool = pool_of(comparison, counted)
    return said | {
        "units": pool.units, "pool_x": pool.x, "pool_n": pool.n, "phi": pool.spread.phi, "tau2": pool.spread.tau2,
        "spread_units": pool.spread.units, "asked_share": pool.asked_share,
    }  # fmt: skip
