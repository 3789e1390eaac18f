"""A figure over quarters as an XmR chart, small or large, and one value with its interval as a line."""

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from reporting.charts.drawing import DARK, INK, PALE, QUIET, Plane, mark, point, svg, text, ticks
from reporting.charts.funnel import NARROW, WIDE, Frame
from reporting.statistics.xmr import Found, Signal, Xmr

WIDE_RUN = Frame(WIDE.css, 760, 300, 58, 14)
NARROW_RUN = Frame(NARROW.css, 360, 280, 46, 13)
SMALL = (160, 44)


def run_chart(
    key: str,
    chart: Xmr,
    quarters: Sequence[str],
    *,
    finding: str,
    description: str,
    said: Callable[[float], str],
    frame: Frame = WIDE_RUN,
    is_complete: bool = True,
) -> SafeString:
    """The picture of one figure, a point a quarter; points that make a signal are triangles.

    The last point is hollow, and its line dashed, where its quarter is not complete.
    """
    plane = _plane(chart, frame.left, 14, frame.width - 12, frame.height - 34)
    parts = []
    for value in ticks(*plane.y, most=5):
        y = plane.down(value)
        parts.append(f'<path d="M{plane.left} {y:.1f}H{plane.right}" stroke="#e4e4e4"/>')
        parts.append(text(plane.left - 6, y + 5, said(value), anchor="end", colour=QUIET))
    parts += _lines(plane, chart, is_complete=is_complete)
    every = max(1, -(-len(quarters) // (5 if frame.width > 400 else 2)))
    for at in range(0, len(quarters), every):
        anchor = "end" if at == len(quarters) - 1 else "middle" if at else "start"
        parts.append(text(plane.across(at), frame.height - 12, quarters[at], anchor=anchor, colour=QUIET))
    marked = signalled(chart.found)
    for at, value in enumerate(chart.values):
        shape = {True: "up", False: "down", None: "circle"}[marked.get(at)]
        words = f"{quarters[at]}: {said(value)}"
        is_open = not is_complete and at == len(chart.values) - 1
        drawn = mark(shape, strong=at in marked, hollow=is_open)
        more = (", part of a signal" if at in marked else "") + (", not complete" if is_open else "")
        parts.append(
            point(plane.across(at), plane.down(value), words + more, drawn, width=frame.width, label=words)
        )  # fmt: skip
    return SafeString(
        svg(key, css=frame.css, width=frame.width, height=frame.height, finding=finding, description=description,
            parts=parts, size=frame.size)
    )  # fmt: skip


def small_run(chart: Xmr, *, is_complete: bool = True) -> SafeString:
    """The same as a small picture beside its words, without words of its own."""
    width, height = SMALL
    plane = _plane(chart, 4, 6, width - 8, height - 6)
    last = len(chart.values) - 1
    dots = "".join(
        f'<circle cx="{plane.across(at):.1f}" cy="{plane.down(chart.values[at]):.1f}" r="3.5" '
        f'fill="{DARK if is_complete or at != last else "#fff"}" stroke="{DARK}"/>'
        for at in sorted({last, *signalled(chart.found)})
    )
    return SafeString(
        f'<svg class="pause-small-run" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-hidden="true">{"".join(_lines(plane, chart, is_complete=is_complete))}{dots}</svg>'
    )


def signalled(found: Sequence[Found]) -> dict[int, bool]:
    """The positions that make a signal, each with whether it is a high or rising one."""
    marked: dict[int, bool] = {}
    for one in sorted(found, key=lambda one: one.signal is Signal.OUTSIDE):
        for at in range(one.first, one.last + 1):
            marked[at] = one.is_up
    return marked


def _plane(chart: Xmr, left: float, top: float, right: float, bottom: float) -> Plane:
    low, high = min(*chart.values, chart.lower), max(*chart.values, chart.upper)
    room = (high - low) * 0.08 or max(abs(high), 0.1) * 0.2
    return Plane(left, top, right, bottom, (0, max(1, len(chart.values) - 1)), (low - room, high + room))


def _lines(plane: Plane, chart: Xmr, *, is_complete: bool) -> list[str]:
    last = plane.x[1]
    band = plane.down(chart.upper)
    parts = [
        f'<rect x="{plane.left}" y="{band:.1f}" width="{plane.right - plane.left:.1f}" '
        f'height="{plane.down(chart.lower) - band:.1f}" fill="{PALE}" opacity=".35"/>',
        f'<path d="{plane.line([(0, chart.mean), (last, chart.mean)])}" stroke="{INK}" fill="none"/>',
    ]
    for limit in (chart.lower, chart.upper):
        dashed = f'stroke="{QUIET}" fill="none" stroke-dasharray="6 4"'
        parts.append(f'<path d="{plane.line([(0, limit), (last, limit)])}" {dashed}/>')
    points = list(enumerate(chart.values))
    sure = points if is_complete else points[:-1]
    parts.append(f'<path d="{plane.line(sure)}" fill="none" stroke="{DARK}" stroke-width="2"/>')
    if not is_complete:
        parts.append(f'<path d="{plane.line(points[-2:])}" fill="none" stroke="{DARK}" stroke-dasharray="3 3"/>')
    return parts


def strip(value: float, lower: float, upper: float, target: float | None, most: float) -> SafeString:
    """One value with its interval, and the national value as an upright line, on a scale from 0 to `most`."""
    plane = Plane(4, 0, 216, 24, (0, most or 1.0), (0, 1))

    def place(number: float) -> float:
        return plane.across(min(number, most))

    national = ""
    if target is not None:
        national = f'<path d="M{place(target):.1f} 2V22" stroke="{INK}" stroke-width="2" stroke-dasharray="4 2"/>'
    return SafeString(
        f'<svg class="pause-strip" viewBox="0 0 220 24" width="220" height="24" aria-hidden="true">'
        f'<path d="M4 12H216" stroke="#c9c9c9"/>'
        f'<path d="M{place(lower):.1f} 12H{place(upper):.1f}" stroke="{DARK}" stroke-width="6" opacity=".45"/>'
        f'{national}<circle cx="{place(value):.1f}" cy="12" r="5.5" fill="{DARK}" stroke="#fff"/></svg>'
    )
