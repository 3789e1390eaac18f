"""A Practice beside unnamed others, for its own lead: its own return, and what National has published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from reporting.benchmark import words
from reporting.benchmark.declared import COMPARISONS, Comparison, Kind
from reporting.benchmark.funnel import Counted, Funnel, Judged, against, funnel_of
from reporting.benchmark.presenting import across
from reporting.benchmark.standing import numbers_of, pair_of
from reporting.charts.funnel import NARROW, WIDE, Named, funnel_chart
from reporting.charts.run import strip
from reporting.indicators.declared import Asks
from reporting.models import Publication, Return
from reporting.quarters import Quarter
from reporting.statistics.dispersion import NONE, Dispersion


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


def own_counted(comparison: Comparison, own: Return | None) -> Counted:
    """What one's own return brings."""
    if own is None:
        return Counted(None, None)
    x, n = pair_of(comparison, numbers_of(own.figures["indicators"]))
    return Counted(x, n)


def spread_of(said: Mapping[str, Any]) -> Dispersion:
    """How far the Practices that can be shown differ."""
    return Dispersion(said["phi"], said["tau2"], said["units"])


def beside_parts(own: Return | None, publication: Publication) -> list[tuple[Asks, list[BesideLine]]]:
    """Every indicator in the return's three parts."""
    lines = [_line(one, own, publication.sums.get(one.key)) for one in COMPARISONS]
    return [(asks, [line for line in lines if line.comparison.indicator.asks is asks]) for asks in Asks]


def _line(comparison: Comparison, own: Return | None, said: Mapping[str, Any] | None) -> BesideLine:
    counted = own_counted(comparison, own)
    judged = _judged(comparison, counted, said)
    national, picture = "", None
    if said and "x" in said:
        national = words.said_of(comparison, said["x"], said["n"])
        if judged and judged.value is not None and judged.interval is not None and said["n"]:
            target = said["x"] / said["n"] * comparison.per
            most = 1.0 if comparison.kind is Kind.PROPORTION else max(judged.interval.upper, target * 2) * 1.05
            picture = strip(judged.value, judged.interval.lower, judged.interval.upper, target, most)
    return BesideLine(
        comparison, words.said_of(comparison, counted.x, counted.n), words.behind(comparison, counted.x, counted.n),
        words.between(comparison, judged.interval) if judged and judged.interval else "", national,
        _said(comparison, judged, said), words.good_or_bad(comparison, judged.verdict) if judged else "", picture,
        said is not None,
    )  # fmt: skip


def _judged(comparison: Comparison, counted: Counted, said: Mapping[str, Any] | None) -> Judged | None:
    if said is None or not counted.has_value:
        return None
    if "x" not in said:
        return funnel_of(comparison, [counted]).judged[0]
    return against(comparison, [counted], x=said["x"], n=said["n"], spread=spread_of(said), asked_share=None).judged[0]


def _said(comparison: Comparison, judged: Judged | None, said: Mapping[str, Any] | None) -> str:
    if comparison.because:
        return comparison.because
    if said is None:
        return "Too few Practices had it to be compared."
    if judged is None:
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


def beside_one(comparison: Comparison, own: Return | None, said: Mapping[str, Any], points: Sequence[Any]) -> BesideOne:
    """One's own point among unnamed others."""
    counted = own_counted(comparison, own)
    others = [Counted(x, n) for x, n in points]
    if counted in others:
        others.remove(counted)  # one's own, which is among those published
    shown = [*others, *([counted] if counted.has_value else [])]
    has_average = "x" in said
    if has_average:
        funnel = against(
            comparison, shown, x=said["x"], n=said["n"], spread=spread_of(said), asked_share=None
        )  # fmt: skip
    else:
        funnel = funnel_of(comparison, [])
    average = words.said_of(comparison, said["x"], said["n"]) if has_average else ""
    pictures = _pictures(comparison, funnel, own_at=len(others)) if has_average and shown and said["n"] else None
    table = [
        (words.said_of(comparison, one.x, one.n), words.behind(comparison, one.x, one.n), _of(funnel, at))
        for at, one in enumerate(others)
    ]
    line = _line(comparison, own, said)
    return BesideOne(
        _finding(comparison, line, average), pictures, table, said["hidden"], average, line.said,
        words.overdispersion(funnel) if has_average and funnel.spread is not NONE else "",
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
    names = []
    for at, one in enumerate(funnel.judged):
        is_own = at == own_at
        who = "Your Practice" if is_own else "Another Practice"
        value = words.said_of(comparison, one.counted.x, one.counted.n)
        names.append(Named(f"{who}: {value}", words.sentence(comparison, who, one), is_own))
    description = (
        "Each point is a Practice without its name, yours with a ring. The level line is the country’s value; the "
        "dashed lines hold 95% and the solid ones 99.8% of what chance would give."
    )
    own = funnel.judged[own_at] if own_at < len(funnel.judged) else None
    finding = f"{comparison.indicator.name} beside other Practices" + (f": yours {own.verdict}" if own else "")
    wide, narrow = (
        funnel_chart(
            key, funnel, names, finding=finding, description=description, frame=frame, across=across(comparison),
            said=lambda value: words.said(comparison, value),
        )
        for key, frame in (("beside-wide", WIDE), ("beside-narrow", NARROW))
    )  # fmt: skip
    return wide, narrow
