"""A Practice beside unnamed others, for its own lead: its own return, and what National has published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from reporting.benchmark import words
from reporting.benchmark.declared import COMPARISONS, Comparison
from reporting.benchmark.funnel import Counted, Funnel, Judged, Pool, against, funnel_of
from reporting.benchmark.presenting import strip_of
from reporting.benchmark.publishing import Brought, brought_by
from reporting.charts.funnel import NARROW, WIDE, Named, funnel_chart
from reporting.content import hidden_in
from reporting.indicators.declared import Asks
from reporting.models import FROZEN, Decision, Publication, Return
from reporting.quarters import Quarter
from reporting.statistics.dispersion import FEWEST_UNITS, Dispersion, most_by_chance


@dataclass(frozen=True)
class BesideLine:
    """One indicator: one's own value, the country's, and what can be said."""

    comparison: Comparison
    value: str
    behind: str
    interval: str
    national: str
    said: str
    way: str
    picture: SafeString | None
    is_published: bool


def published_quarters() -> list[Quarter]:
    """The quarters that were published, the latest first; in a Practice's scope or in National's."""
    return [Quarter.parse(name) for name in Publication.objects.values_list("quarter", flat=True)]


def publication_of(quarter: Quarter) -> Publication | None:
    """What was published of a quarter, without its points."""
    return Publication.objects.filter(quarter=str(quarter)).defer("points").first()


def own_as_published(publication: Publication) -> Return | None:
    """One's own version that was in it: the latest sent by then and not sent back by then."""
    sent = Return.objects.filter(
        quarter=publication.quarter, status__in=FROZEN, submitted_at__lte=publication.published_at
    ).order_by("-version")
    back = Decision.objects.filter(accepted=False, decided_at__lte=publication.published_at)
    return sent.exclude(pk__in=back.values("return_of")).first()


def newer_than(own: Return | None) -> int | None:
    """The number of a version that was sent since; None where there is none."""
    if own is None:
        return None
    newer = Return.objects.filter(quarter=own.quarter, version__gt=own.version, status__in=FROZEN)
    return newer.order_by("-version").values_list("version", flat=True).first()


def own_brought(own: Return | None) -> Brought | None:
    """What one's own return brought to the publication."""
    return brought_by(own.figures, hidden_in(own), own.more.get("known", {})) if own else None


def own_counted(comparison: Comparison, own: Brought | None) -> Counted:
    """One's own side of a comparison."""
    return own.counted(comparison) if own else Counted(None, None)


def pool_in(said: Mapping[str, Any]) -> Pool:
    """The country's value as it was published. How far Practices differ stands in it to one figure only."""
    units, tau2 = said["units"], said["tau2"]
    spread = Dispersion(most_by_chance(units) * 2 if tau2 else 1.0, tau2, units)
    return Pool(said["x"], said["n"], units, spread, said["asked_share"])


def beside_parts(own: Brought | None, publication: Publication) -> list[tuple[Asks, list[BesideLine]]]:
    """Every indicator in the return's three parts."""
    lines = [_line(one, own, publication.sums.get(one.key)) for one in COMPARISONS]
    return [(asks, [line for line in lines if line.comparison.indicator.asks is asks]) for asks in Asks]


def _line(comparison: Comparison, own: Brought | None, said: Mapping[str, Any] | None) -> BesideLine:
    counted = own_counted(comparison, own)
    judged = _judged(comparison, counted, said)
    national, picture = "", None
    if said and "x" in said:
        national = words.said_of(comparison, said["x"], said["n"])
        picture = strip_of(comparison, judged, said["x"], said["n"])
    return BesideLine(
        comparison, words.said_of(comparison, counted.x, counted.n), words.behind(comparison, counted.x, counted.n),
        words.between(comparison, judged.interval) if judged and judged.interval else "", national,
        _said(comparison, judged, said), words.good_or_bad(comparison, judged.verdict) if judged else "", picture,
        said is not None,
    )  # fmt: skip


def _judged(comparison: Comparison, counted: Counted, said: Mapping[str, Any] | None) -> Judged | None:
    if said is None or counted.x is None:
        return None
    if "x" not in said:
        return funnel_of(comparison, [counted]).judged[0]
    return against(comparison, [counted], pool_in(said)).judged[0]


def _said(comparison: Comparison, judged: Judged | None, said: Mapping[str, Any] | None) -> str:
    if comparison.because:
        return comparison.because
    if said is None:
        return "Too few Practices had it to be compared."
    if judged is None:
        return "You have not sent it."
    if judged.value is None:
        return "There was nothing to count."
    if "x" not in said:
        return HIDDEN_AVERAGE
    return str(judged.verdict).capitalize()


HIDDEN_AVERAGE = "The country’s value would give away a small number of another Practice, so it is not shown."


@dataclass(frozen=True)
class BesideOne:
    """One indicator in full: the picture, the finding, and the points as a table."""

    finding: str
    pictures: tuple[SafeString, SafeString] | None
    points: list[tuple[str, str, str]]
    hidden: int
    average: str
    said: str
    overdispersion: str
    asked: str


def spread_in_words(said: Mapping[str, Any]) -> str:
    """Whether Practices differ by more than chance, without the number, which hidden figures go into."""
    if said["units"] < FEWEST_UNITS:
        return (
            "Fewer than 10 Practices are in it, too few to test whether they differ beyond chance. Several events of "
            "one woman hang together, so limits like these are too narrow: read “outside” as a question."
        )
    if said["tau2"]:
        return (
            "Practices differ by more than chance would give, so the limits are widened, and the widened ones decide."
        )
    return "Practices differ by no more than chance would give."


def beside_one(
    comparison: Comparison, own: Brought | None, said: Mapping[str, Any], points: Sequence[Any]
) -> BesideOne:
    """One's own point among unnamed others."""
    counted = own_counted(comparison, own)
    others = [Counted(x, n) for x, n in points]
    if (
        own is not None
        and (point := own.point(comparison)) is not None
        and list(point) in [list(one) for one in points]
    ):
        others.remove(Counted(*point))  # one's own, which is among those published
    shown = [*others, *([counted] if counted.has_value else [])]
    has_average = "x" in said
    funnel = against(comparison, shown, pool_in(said)) if has_average else funnel_of(comparison, [])
    average = words.said_of(comparison, said["x"], said["n"]) if has_average else ""
    pictures = _pictures(comparison, funnel, own_at=len(others)) if has_average and shown and said["n"] else None
    table = [
        (words.said_of(comparison, one.x, one.n), words.behind(comparison, one.x, one.n), _of(funnel, at))
        for at, one in enumerate(others)
    ]
    line = _line(comparison, own, said)
    return BesideOne(
        _finding(comparison, line, average), pictures, table, said["hidden"], average, line.said,
        spread_in_words(said) if has_average else "", words.asked_in_words(counted),
    )  # fmt: skip


def _of(funnel: Funnel, at: int) -> str:
    return str(funnel.judged[at].verdict) if at < len(funnel.judged) else ""


def _finding(comparison: Comparison, line: BesideLine, average: str) -> str:
    unit = f" {comparison.unit}" if comparison.unit else ""
    if not line.behind:
        return f"{comparison.indicator.name}: you have sent no figure for this quarter."
    if not average:
        return f"{comparison.indicator.name}: yours is {line.value}{unit}."
    if not comparison.is_judged:
        return f"{comparison.indicator.name}: yours is {line.value}{unit}, the country’s {average}."
    return f"{comparison.indicator.name}: yours is {line.value}{unit}, the country’s {average}: {line.said.lower()}."


def _pictures(comparison: Comparison, funnel: Funnel, *, own_at: int) -> tuple[SafeString, SafeString]:

    def named(at: int) -> Named:
        one, who = funnel.judged[at], "Your Practice" if at == own_at else "Another Practice"
        value = words.said_of(comparison, one.counted.x, one.counted.n)
        return Named(f"{who}: {value}", words.sentence(comparison, who, one))

    description = (
        "Each point is a Practice without its name, yours with a ring. The level line is the country’s value; the "
        "dashed lines hold 95% and the solid ones 99.8% of what chance would give."
    )
    own = funnel.judged[own_at] if own_at < len(funnel.judged) else None
    finding = f"{comparison.indicator.name} beside other Practices" + (f": yours {own.verdict}" if own else "")
    wide, narrow = (
        funnel_chart(
            key, funnel, named, own=own_at, finding=finding, description=description, frame=frame,
            across=comparison.across, said=lambda value: words.said(comparison, value),
        )
        for key, frame in (("beside-wide", WIDE), ("beside-narrow", NARROW))
    )  # fmt: skip
    return wide, narrow
