"""The tornado: which assumption matters, a bar each from its low to its high, the widest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.html import escape
from django.utils.safestring import SafeString

from reporting.charts.drawing import DARK, INK, PALE, QUIET, Plane, svg, text, ticks


@dataclass(frozen=True)
class TornadoBar:
    """One assumption alone: the result with it low and high."""

    label: str
    low: float
    high: float


def tornado_chart(
    key: str, bars: Sequence[TornadoBar], *, central: float, finding: str, description: str,
    said: Callable[[float], str], width: int = 760, css: str = "pause-chart pause-chart--wide",
) -> SafeString:  # fmt: skip
    """Bars about the central result. The low end is pale, the high end dark, and each end says its value."""
    is_narrow = width < 500
    left, size, line = (10, 12, 14) if is_narrow else (10, 14, 16)
    labels = [wrap(bar.label, 48 if is_narrow else 96) for bar in bars]
    most = max(map(len, labels), default=1)
    row = line * most + (40 if is_narrow else 30)
    values = [value for bar in bars for value in (bar.low, bar.high)]
    low, high = min([*values, central]), max([*values, central])
    room = (high - low) * (0.5 if is_narrow else 0.16) or 1.0  # for the words at either end
    height = row * len(bars) + 34
    plane = Plane(left, 0, width - 10, height - 30, (low - room, high + room), (0, 1))
    parts = []
    for value in ticks(*plane.x, most=3 if is_narrow else 5):
        x = plane.across(value)
        parts.append(f'<path d="M{x:.1f} 0V{height - 30}" stroke="#e4e4e4"/>')
        parts.append(text(x, height - 12, said(value), anchor="middle", colour=QUIET))
    for at, (bar, words) in enumerate(zip(bars, labels, strict=True)):
        top = at * row + 6 + line * most
        parts += [
            f'<text x="{left}" y="{top - 6 - line * (len(words) - 1 - number)}" fill="{INK}">{escape(one)}</text>'
            for number, one in enumerate(words)
        ]
        parts += _bar(plane, bar, central, top, said)
    return SafeString(
        svg(key, css=css, width=width, height=height, finding=finding, description=description, parts=parts, size=size)
    )


def _bar(plane: Plane, bar: TornadoBar, central: float, top: float, said: Callable[[float], str]) -> list[str]:
    middle = plane.across(central)
    parts = []
    for value, fill in ((bar.low, PALE), (bar.high, DARK)):
        end = plane.across(value)
        parts.append(
            f'<rect x="{min(middle, end):.1f}" y="{top}" width="{max(abs(end - middle), 1):.1f}" height="16" '
            f'fill="{fill}" stroke="{DARK}"/>'
        )
    parts.append(f'<path d="M{middle:.1f} {top - 3}v22" stroke="{INK}" stroke-width="2"/>')
    ends = sorted((bar.low, bar.high))
    if ends[0] < central:
        parts.append(text(plane.across(ends[0]) - 5, top + 13, said(ends[0]), anchor="end", colour=QUIET))
    if ends[1] > central:
        parts.append(text(plane.across(ends[1]) + 5, top + 13, said(ends[1]), colour=QUIET))
    return parts
