"""What every chart with axes is drawn from: a plane from numbers to places, ticks, and points that can be focused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from django.utils.html import escape

DARK, PALE, INK, QUIET, STRONG = "#55377f", "#d9cdea", "#0b0c0c", "#505a5f", "#942514"


@dataclass(frozen=True)
class Plane:
    """A rectangle of the picture, and the numbers at its edges."""

    left: float
    top: float
    right: float
    bottom: float
    x: tuple[float, float]
    y: tuple[float, float]

    def across(self, value: float) -> float:
        """Where a number lies from left to right."""
        return self.left + (value - self.x[0]) / (self.x[1] - self.x[0]) * (self.right - self.left)

    def down(self, value: float) -> float:
        """Where a number lies from top to bottom, kept within the rectangle."""
        share = (value - self.y[0]) / (self.y[1] - self.y[0])
        return self.bottom - min(1.0, max(0.0, share)) * (self.bottom - self.top)

    def dots(self, x: np.ndarray, y: np.ndarray) -> list[tuple[int, int]]:
        """The whole places, each once, where many pairs of numbers lie; all of them within the rectangle."""
        across = self.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * (self.right - self.left)
        down = self.bottom - (y - self.y[0]) / (self.y[1] - self.y[0]) * (self.bottom - self.top)
        places = np.unique(np.round(np.column_stack([across, down])).astype(int), axis=0)
        return [(at, under) for at, under in places.tolist()]

    def line(self, points: Iterable[tuple[float, float]]) -> str:
        """A path's `d` through these numbers; it ends where they leave the rectangle, and begins where they return."""
        drawn, is_on = [], False
        for x, y in points:
            is_in = self.y[0] - 1e-9 <= y <= self.y[1] + 1e-9
            if is_in:
                drawn.append(f"{'L' if is_on else 'M'}{self.across(x):.1f} {self.down(y):.1f}")
            is_on = is_in
        return "".join(drawn) or "M0 0"


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers between two, at most `most`, a 1, 2 or 5 apart."""
    if high <= low:
        return [low]
    rough = (high - low) / most
    size = 10 ** floor(log10(rough))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough * 0.999)
    first = ceil(low / step - 1e-9)
    return [number * step for number in range(first, floor(high / step + 1e-9) + 1)]


# the outline of each shape about 0 0; shape says what colour says
SHAPES = {
    "circle": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z",
    "up": "M0 -7L7 6L-7 6Z",
    "down": "M0 7L7 -6L-7 -6Z",
    "diamond": "M0 -6L6 0L0 6L-6 0Z",
    "square": "M-5 -5H5V5H-5Z",
}


def mark(shape: str, *, hollow: bool = False, strong: bool = False) -> str:
    """One point's shape."""
    colour = STRONG if strong else DARK
    fill = "#fff" if hollow else colour
    return f'<path d="{SHAPES[shape]}" fill="{fill}" stroke="{colour if hollow else "#fff"}" stroke-width="1.5"/>'


def point(across: float, down: float, said: str, drawn: str, *, width: float, label: str) -> str:
    """A point that can be focused: it says itself to a screen reader, and shows its label when focused or pointed at.

    The label stands inside a picture of this `width`, and is not drawn on paper.
    """
    left = across > width / 2
    anchor, offset = ("end", -11) if left else ("start", 11)
    return (
        f'<g class="pause-point" tabindex="0" role="img" aria-label="{escape(said)}" '
        f'transform="translate({across:.1f} {down:.1f})">'
        f'<circle class="pause-point__ring" r="11" fill="none" stroke="{INK}" stroke-width="3" visibility="hidden"/>'
        f'{drawn}<text class="pause-point__label" visibility="hidden" x="{offset}" y="-9" text-anchor="{anchor}" '
        f'fill="{INK}"{HALO} font-weight="700">{escape(label)}</text></g>'
    )


def svg(
    key: str, *, css: str, width: float, height: float, finding: str, description: str, parts: Sequence[str], size: int
) -> str:
    """The whole picture; `key` makes its ids unique on a page. Every word in `parts` has been escaped."""
    return (
        f'<svg class="{css}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'role="group" aria-labelledby="{key}-title" aria-describedby="{key}-description" '
        f'font-family="Inter, sans-serif" font-size="{size}">'
        f'<title id="{key}-title">{escape(finding)}</title>'
        f'<desc id="{key}-description">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


HALO = ' stroke="#fff" stroke-width="5" paint-order="stroke"'


def text(
    x: float, y: float, words: str, *, anchor: str = "start", colour: str = INK, weight: int = 400, halo: bool = False
) -> str:
    """Words at a place; with a halo they stand clear of what is drawn under them."""
    clear = HALO if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-weight="{weight}"{clear}>'
        f"{escape(words)}</text>"
    )
