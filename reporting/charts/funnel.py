"""The funnel plot: each Practice by its size and its value, between limits that narrow as size grows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString

from reporting.benchmark.declared import Kind
from reporting.benchmark.funnel import Funnel, Verdict, limits_about
from reporting.charts.drawing import DARK, INK, PALE, QUIET, SHAPES, Plane, mark, point, svg, text, ticks
from reporting.statistics.limits import Limits

MOST_POINTS = 250  # that can be focused; the rest are drawn as one
STEPS = 90  # places at which the limits are worked out
SHAPE_OF = {
    Verdict.HIGHER: ("up", False, True),
    Verdict.LOWER: ("down", False, True),
    Verdict.CANNOT_TELL: ("circle", False, False),
    Verdict.NOT_JUDGED: ("circle", False, False),
    Verdict.TOO_FEW: ("diamond", True, False),
    Verdict.WITHHELD: ("square", True, False),
}


@dataclass(frozen=True)
class Named:
    """How one Practice is called in the chart: its label when focused, and the sentence a screen reader says."""

    label: str
    said: str


@dataclass(frozen=True)
class Frame:
    """One size of the picture: the desk's, or the phone's."""

    css: str
    width: int
    height: int
    left: int
    size: int


WIDE = Frame("pause-chart pause-chart--wide", 760, 420, 58, 14)
NARROW = Frame("pause-chart pause-chart--narrow", 360, 380, 46, 13)


def funnel_chart(
    key: str,
    funnel: Funnel,
    named: Callable[[int], Named],
    *,
    finding: str,
    description: str,
    said: Callable[[float], str],
    across: str,
    frame: Frame = WIDE,
    own: int | None = None,
) -> SafeString:
    """The picture of a comparison that has a target; `named` calls the Practice at a place of `funnel.judged`; `own`
    is that of one's own.

    `said` prints a value, `across` names the horizontal axis.
    """
    shown = [at for at, one in enumerate(funnel.judged) if one.value is not None and one.counted.n]
    plane, sizes, limits = _plane(funnel, shown, frame)
    target = funnel.target or 0.0
    parts = [*_axes(plane, frame, said, across), *_limits(plane, sizes, limits, funnel.comparison.per, target)]
    focused = set(shown)
    if len(shown) > MOST_POINTS:
        first = sorted(shown, key=lambda at: (at != own, not funnel.judged[at].verdict.is_outside))
        focused = set(first[:MOST_POINTS])
        parts.append(_crowd(plane, funnel, [at for at in shown if at not in focused]))
    parts += [_point(plane, funnel, at, named(at), frame, is_own=at == own) for at in shown if at in focused]
    parts.append(text(plane.right, plane.down(target) - 5, said(target), anchor="end", weight=700, halo=True))
    whole = {"css": frame.css, "width": frame.width, "height": frame.height, "size": frame.size}
    return SafeString(svg(key, finding=finding, description=description, parts=parts, **whole))  # type: ignore[arg-type]


def _plane(funnel: Funnel, shown: Sequence[int], frame: Frame) -> tuple[Plane, np.ndarray, Limits]:
    """From what is shown and what the limits reach where most Practices lie."""
    numbers = [funnel.judged[at].counted.n or 0 for at in shown]
    values = [funnel.judged[at].value or 0.0 for at in shown]
    most, per = max(numbers) * 1.05 + 1, funnel.comparison.per
    sizes = np.unique(np.round(np.linspace(1, most, STEPS)))
    target = (funnel.target or 0.0) / per
    limits = limits_about(funnel.comparison, target, sizes, funnel.spread)
    typical = max(1.0, float(np.median(numbers)) / 2)
    reached = sizes >= typical
    low = min([*values, *(limits.lower998[reached] * per), target * per])
    high = max([*values, *(limits.upper998[reached] * per), target * per])
    room = (high - low) * 0.06 or max(high, 0.1) * 0.1
    top = min(1.0, high + room) if funnel.comparison.kind is Kind.PROPORTION else high + room
    edges = (max(0.0, low - room), max(top, high))
    return Plane(frame.left, 14, frame.width - 12, frame.height - 50, (0.0, most), edges), sizes, limits


def _axes(plane: Plane, frame: Frame, said: Callable[[float], str], across: str) -> list[str]:
    parts = []
    for value in ticks(*plane.y):
        y = plane.down(value)
        parts.append(f'<path d="M{plane.left} {y:.1f}H{plane.right}" stroke="#e4e4e4"/>')
        parts.append(text(plane.left - 6, y + 5, said(value), anchor="end", colour=QUIET))
    for value in ticks(*plane.x, most=6 if frame is WIDE else 4):
        parts.append(text(plane.across(value), plane.bottom + 18, f"{value:,.0f}", anchor="middle", colour=QUIET))
    parts.append(f'<path d="M{plane.left} {plane.top}V{plane.bottom}H{plane.right}" fill="none" stroke="{INK}"/>')
    parts.append(text((plane.left + plane.right) / 2, plane.bottom + 40, across, anchor="middle"))
    return parts


def _limits(plane: Plane, sizes: np.ndarray, limits: Limits, per: int, target: float) -> list[str]:
    """Solid for 99.8%, dashed for 95%: told apart in print too."""
    parts = [f'<path d="{plane.line([(0, target), (plane.x[1], target)])}" fill="none" stroke="{INK}"/>']
    for line, dash in (
        (limits.lower998, ""), (limits.upper998, ""),
        (limits.lower95, ' stroke-dasharray="6 4"'), (limits.upper95, ' stroke-dasharray="6 4"'),
    ):  # fmt: skip
        drawn = plane.line(zip(sizes, line * per, strict=True))
        parts.append(f'<path d="{drawn}" fill="none" stroke="{DARK}" stroke-width="1.5"{dash}/>')
    return parts


def _crowd(plane: Plane, funnel: Funnel, rest: Sequence[int]) -> str:
    """The Practices that cannot be focused, one dot for those that fall on one place."""
    if not rest:
        return ""
    judged = [funnel.judged[at] for at in rest]
    places = plane.dots(
        np.array([one.counted.n or 0 for one in judged]), np.array([one.value or 0.0 for one in judged])
    )
    dots = "".join(f"M{x} {y}h.01" for x, y in places)
    return f'<path d="{dots}" stroke="{DARK}" stroke-width="5" stroke-linecap="round" opacity=".5"/>'


def _point(plane: Plane, funnel: Funnel, at: int, name: Named, frame: Frame, *, is_own: bool) -> str:
    one = funnel.judged[at]
    shape, hollow, strong = SHAPE_OF[one.verdict]
    drawn = mark(shape, hollow=hollow, strong=strong)
    if is_own:
        drawn = f'<circle r="10" fill="{PALE}" stroke="{INK}" stroke-width="2"/>{drawn}'
    across, down = plane.across(one.counted.n or 0), plane.down(one.value or 0.0)
    return point(across, down, name.said, drawn, width=frame.width, label=name.label)


def legend(verdict: Verdict) -> SafeString:
    """The shape of a verdict, for the words beside the picture."""
    shape, hollow, strong = SHAPE_OF[verdict]
    assert shape in SHAPES
    drawn = mark(shape, hollow=hollow, strong=strong)
    return SafeString(
        f'<svg class="pause-key" viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true">{drawn}</svg>'
    )
