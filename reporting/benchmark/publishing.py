"""What Practices may see of each other: prepared once a quarter, unnamed, with small numbers hidden.

A point is shown only where the Practice's own copy for commissioners shows that figure, and x and what is left of n
are each nought or at least 5. So nothing follows from the points that does not follow from those copies. The country's
sum is added only where it gives no hidden number away (ADR 0032).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import connections, transaction

from practices.models import User
from practices.tenancy.scope import NATIONAL_ALIAS
from reporting.benchmark.declared import COMPARISONS, Comparison, Kind
from reporting.benchmark.funnel import dispersion_about
from reporting.benchmark.guarding import Choices, gives_away, small_choices
from reporting.benchmark.standing import LOCK, pair_of
from reporting.content import hidden_in
from reporting.disclosure.cells import is_small
from reporting.models import Publication, Return, StandingFigures
from reporting.quarters import Quarter
from reporting.statistics.dispersion import Dispersion

FEWEST_PRACTICES = 5
FEWEST_HIDDEN = 4  # under a sum: one of them is known to her whose it is, and three are left
COMPARED = tuple(one for one in COMPARISONS if one.kind is not Kind.PLAIN)


class CannotPublish(Exception):
    """A comparison that may not be published; the message says why."""


@dataclass(frozen=True)
class Brought:
    """What one Practice's return brings: its numbers, and the addresses that its copies for others hide."""

    numbers: Mapping[str, Any]
    hidden: frozenset[str]


@dataclass(frozen=True)
class Prepared:
    """One indicator as it would be published."""

    comparison: Comparison
    points: list[tuple[int, int]]
    hidden: int
    x: int | None
    n: int | None
    spread: Dispersion

    @property
    def has_average(self) -> bool:
        """Whether the country's value is shown."""
        return self.x is not None

    def as_sums(self) -> dict[str, Any]:
        """As it is kept beside the points."""
        said: dict[str, Any] = {"hidden": self.hidden, "phi": self.spread.phi, "tau2": self.spread.tau2}
        said["units"] = self.spread.units
        return said | ({"x": self.x, "n": self.n} if self.has_average else {})


def brought_to(quarter: Quarter) -> list[Brought]:
    """Every standing return of a quarter; National's scope is open."""
    standing = StandingFigures.objects.filter(quarter=str(quarter)).values_list("return_of_id", "numbers")
    numbers = dict(standing)
    sealed = Return.objects.filter(pk__in=numbers).values_list("pk", "more__hidden")
    found = []
    for pk, hidden in sealed:
        addresses = hidden_in(Return.objects.get(pk=pk)) if hidden is None else hidden
        found.append(Brought(numbers[pk], frozenset(addresses)))
    return found


def prepare_publication(every: Sequence[Brought]) -> list[Prepared]:
    """What would be published of these Practices; an indicator of fewer than 5 of them is left out."""
    found = [_prepare(one, every) for one in COMPARED]
    return [one for one in found if one is not None]


def _prepare(comparison: Comparison, every: Iterable[Brought]) -> Prepared | None:
    points: list[tuple[int, int]] = []
    secret: list[tuple[int, Choices]] = []
    sizes: list[tuple[int, Choices]] = []
    whole_x = whole_n = units = 0
    for one in every:
        x, n = pair_of(comparison, one.numbers)
        if x is None or not n:
            continue
        units, whole_x, whole_n = units + 1, whole_x + x, whole_n + n
        if is_safe(comparison, x, n) and f"indicator/{comparison.key}" not in one.hidden:
            points.append((x, n))
        else:
            secret.append((x, _choices(comparison, x, n)))
            sizes += [(n, small_choices())] if is_small(n) else []
    if units < FEWEST_PRACTICES:
        return None
    unsure = [one for one in secret if len(one[1]) > 1]
    tells = 0 < len(secret) < FEWEST_HIDDEN or gives_away(unsure) or gives_away(sizes)
    points.sort(key=lambda point: (point[1], point[0]))
    numbers = np.array(points, dtype=float).reshape(-1, 2)
    spread = dispersion_about(comparison, numbers[:, 0], numbers[:, 1]) if points else Dispersion(1.0, 0.0, 0)
    return Prepared(comparison, points, len(secret), None if tells else whole_x, None if tells else whole_n, spread)


def is_safe(comparison: Comparison, x: int, n: int) -> bool:
    """Whether neither number is 1 to 4: of a proportion what is counted and what is left, of a rate what it is over."""
    other = n - x if comparison.kind is Kind.PROPORTION else n
    return not is_small(x) and not is_small(other)


def _choices(comparison: Comparison, x: int, n: int) -> Choices:
    """What a reader may think a hidden number to be; one that is hidden for another's sake is taken as known to her."""
    if comparison.kind is Kind.PROPORTION and (is_small(x) or is_small(n - x)):
        return small_choices(n)
    if comparison.kind is Kind.RATE and is_small(x):
        return small_choices()
    return frozenset({x})


def publish(*, quarter: Quarter, by: User, now: datetime) -> Publication:
    """Publish a quarter to Practices, once; raises CannotPublish. National's scope is open."""
    with transaction.atomic(using=NATIONAL_ALIAS), connections[NATIONAL_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])  # two that press at once publish once
        if Publication.objects.using(NATIONAL_ALIAS).filter(quarter=str(quarter)).exists():
            raise CannotPublish(f"{quarter} has been published already, and what was published is never changed.")
        every = brought_to(quarter)
        if len(every) < FEWEST_PRACTICES:
            stand = "1 return" if len(every) == 1 else f"{len(every)} returns"
            raise CannotPublish(
                f"Only {stand} of {quarter} stand. With fewer than {FEWEST_PRACTICES}, Practices would know each "
                "other: wait for more."
            )
        prepared = prepare_publication(every)
        return Publication.objects.using(NATIONAL_ALIAS).create(
            quarter=str(quarter),
            practices=len(every),
            points={one.comparison.key: one.points for one in prepared},
            sums={one.comparison.key: one.as_sums() for one in prepared},
            published_at=now,
            published_by=by,
        )
