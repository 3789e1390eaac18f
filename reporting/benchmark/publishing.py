"""What Practices may see of each other: prepared once a quarter, unnamed, with small numbers hidden.

It goes by quantities, not by indicators: how many are fully engaged stands in four of them. A number of a Practice is
shown only where it follows from that Practice's own copy for commissioners, so the points tell nothing that the copies
do not. A sum over all Practices is added only where it gives no hidden number of that quantity away (ADR 0032).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor, log10
from typing import Any

from django.db import connections, transaction

from practices.models import User
from practices.tenancy.scope import NATIONAL_ALIAS
from reporting.benchmark.declared import COMPARISONS, Comparison, Kind
from reporting.benchmark.funnel import Counted, added, pool_of, typical_asking
from reporting.benchmark.guarding import Choices, choices_of, gives_away
from reporting.benchmark.standing import LOCK, numbers_of, pair_of
from reporting.content import hidden_in
from reporting.disclosure.cells import is_small, name_of, table_of
from reporting.disclosure.hiding import Hidden, follows_from
from reporting.indicators.declared import BY_KEY, Measure
from reporting.models import Publication, Return, StandingFigures
from reporting.quarters import Quarter

FEWEST_PRACTICES = 5
FEWEST_HIDDEN = 4  # under a sum: one of them is known to her whose it is, and three are left
COMPARED = tuple(one for one in COMPARISONS if one.kind is not Kind.PLAIN)


class CannotPublish(Exception):
    """A comparison that may not be published; the message says why."""


@dataclass(frozen=True)
class Brought:
    """What one Practice's return brings: its numbers, and the quantities that its copy for commissioners keeps hidden.

    `hidden` is {quantity: (its value, what a reader may think it to be)}.
    """

    numbers: Mapping[str, Any]
    known: Mapping[str, Any]
    hidden: Mapping[str, tuple[int, Choices]]

    def counted(self, comparison: Comparison) -> Counted:
        """Its side of a comparison."""
        return Counted(*pair_of(comparison, self.numbers), *self.known.get(comparison.key, (0, 0, 0)))

    def point(self, comparison: Comparison) -> tuple[int, int] | None:
        """Its point, where that may be shown."""
        x, n = pair_of(comparison, self.numbers)
        if x is None or not n or not is_safe(comparison, x, n) or self.hidden.keys() & set(quantities_of(comparison)):
            return None
        return x, n


def brought_by(figures: Mapping[str, Any], hidden: Hidden, known: Mapping[str, Any]) -> Brought:
    """Of one return's canonical figures, what its copy hides, and for how many each fact was asked."""
    table = table_of(dict(figures))
    follows = follows_from(table, hidden)
    small = table.small()  # secret whatever follows: a history that contradicts itself makes sums that do not hold
    secret = {
        name: (value, choices_of(table, name))
        for name, value in table.values.items()
        if name not in follows or name in small
    }
    asking = {key: (said["of"], said["asked"], said["known"]) for key, said in known.items()}
    return Brought(numbers_of(figures["indicators"]), asking, secret)


def quantities_of(comparison: Comparison) -> tuple[str, str]:
    """The names of what is counted and of what it is compared over."""
    if comparison.kind is Kind.RATE:
        key, place = comparison.over
        over = (BY_KEY[key].numerator, BY_KEY[key].denominator)[place]
    else:
        over = comparison.indicator.denominator
    assert isinstance(over, Measure)
    return name_of(comparison.indicator.numerator), name_of(over)


@dataclass(frozen=True)
class Prepared:
    """One indicator as it would be published. `tau2` is 0 where Practices differ by no more than chance."""

    comparison: Comparison
    points: list[tuple[int, int]]
    hidden: int
    x: int | None
    n: int | None
    units: int
    tau2: float
    asked_share: float | None

    @property
    def has_average(self) -> bool:
        """Whether the country's value is shown."""
        return self.x is not None

    @property
    def told(self) -> "Told":
        """What it would show."""
        return Told(self.comparison, len(self.points), self.hidden, self.has_average)

    def as_sums(self) -> dict[str, Any]:
        """As it is kept beside the points."""
        said: dict[str, Any] = {"hidden": self.hidden, "units": self.units, "asked_share": self.asked_share}
        return said | ({"x": self.x, "n": self.n, "tau2": self.tau2} if self.has_average else {})


def brought_to(quarter: Quarter) -> list[Brought]:
    """Every standing return of a quarter; National's scope is open."""
    standing = StandingFigures.objects.filter(quarter=str(quarter)).values_list("return_of_id", flat=True)
    sealed = Return.objects.filter(pk__in=list(standing)).order_by("pk")
    return [brought_by(one.figures, hidden_in(one), one.more.get("known", {})) for one in sealed.iterator(100)]


def prepare_publication(every: Sequence[Brought]) -> list[Prepared]:
    """What would be published of these Practices; an indicator of fewer than 5 of them is left out."""
    names = {name for one in COMPARED for name in quantities_of(one)}
    told = {name for name in names if sum_tells(name, every)}
    found = [_prepare(one, every, told) for one in COMPARED]
    return [one for one in found if one is not None]


def sum_tells(quantity: str, every: Sequence[Brought]) -> bool:
    """Whether the sum of a quantity over all Practices would give a hidden number of one of them away."""
    hidden = [one.hidden[quantity] for one in every if quantity in one.hidden]
    if 0 < len(hidden) < FEWEST_HIDDEN:
        return True
    return gives_away([one for one in hidden if len(one[1]) > 1])  # the rest, hidden for these, taken as known to her


def _prepare(comparison: Comparison, every: Sequence[Brought], told: set[str]) -> Prepared | None:
    counted = [one.counted(comparison) for one in every]
    units = sum(one.has_value for one in counted)
    if units < FEWEST_PRACTICES:
        return None
    points = sorted(
        (point for one in every if (point := one.point(comparison)) is not None), key=lambda point: (point[1], point[0])
    )
    shows = not told & set(quantities_of(comparison))
    spread = pool_of(comparison, counted).spread
    share = typical_asking(counted)
    return Prepared(
        comparison, points, units - len(points),
        sum(one.x or 0 for one in counted) if shows else None,
        added(comparison, (one.n for one in counted)) if shows else None,
        units, coarse(spread.tau2) if spread.is_over else 0.0, None if share is None else round(share, 2),
    )  # fmt: skip


def coarse(number: float) -> float:
    """A number to one figure: how far Practices differ is measured from hidden numbers too."""
    return round(number, -floor(log10(number))) if number > 0 else 0.0


def is_safe(comparison: Comparison, x: int, n: int) -> bool:
    """Whether no number is 1 to 4: what is counted, what it is over, and of a proportion what is left."""
    left = n - x if comparison.kind is Kind.PROPORTION else 0
    return not (is_small(x) or is_small(n) or is_small(left))


@dataclass(frozen=True)
class Told:
    """What one indicator of a published quarter shows."""

    comparison: Comparison
    points: int
    hidden: int
    has_average: bool


def told_by(published: Publication) -> list[Told]:
    """What a publication shows, indicator by indicator."""
    return [
        Told(one, len(published.points[one.key]), said["hidden"], "x" in said)
        for one in COMPARED
        if (said := published.sums.get(one.key)) is not None
    ]


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
