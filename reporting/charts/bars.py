"""Bars, each with its number in words beside it, so that nothing depends on colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from reporting.charts.drawing import DARK, INK, PALE

WIDTH = 720
LABEL_WIDTH = 275
NUMBER_WIDTH = 120
BAR_HEIGHT = 20
ROW_HEIGHT = 30
MARK_HEIGHT = 20


@dataclass(frozen=True)
class Bar:
    """One bar: its length is `value` (of `whole`, drawn pale behind it, where there is one); `said` in words."""

    label: str
    value: int
    said: str
    whole: int | None = None


def bar_chart(key: str, *, finding: str, description: str, bars: Sequence[Bar], mark: str = "") -> SafeString:
    """Horizontal bars from the longest label's edge; `key` makes its ids unique on a page, `mark` stands below them."""
    longest = max((bar.whole if bar.whole is not None else bar.value for bar in bars), default=0) or 1
    scale = (WIDTH - LABEL_WIDTH - NUMBER_WIDTH) / longest
    height = ROW_HEIGHT * len(bars) + 6
    full_height = height + (MARK_HEIGHT if mark else 0)
    parts = [
        f'<svg class="pause-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {full_height}" '
        f'role="img" aria-labelledby="{key}-title {key}-description" font-family="Inter, sans-serif" font-size="15">',
        f'<title id="{key}-title">{escape(finding)}</title>',
        f'<desc id="{key}-description">{escape(description)}</desc>',
    ]
    for position, bar in enumerate(bars):
        top = ROW_HEIGHT * position + 4
        text_top = top + BAR_HEIGHT - 5
        length = max(1.0, bar.value * scale) if bar.value else 0
        label = f'<text x="{LABEL_WIDTH - 10}" y="{text_top}" text-anchor="end" fill="{INK}">'
        parts.append(f"{label}{escape(bar.label)}</text>")
        end = length
        if bar.whole is not None:
            end = bar.whole * scale
            parts.append(
                f'<rect x="{LABEL_WIDTH}" y="{top}" width="{end:.1f}" height="{BAR_HEIGHT}" '
                f'fill="{PALE}" stroke="{DARK}"/>'
            )
        parts.append(f'<rect x="{LABEL_WIDTH}" y="{top}" width="{length:.1f}" height="{BAR_HEIGHT}" fill="{DARK}"/>')
        parts.append(f'<text x="{LABEL_WIDTH + end + 8:.1f}" y="{text_top}" fill="{INK}">{escape(bar.said)}</text>')
    parts.append(f'<line x1="{LABEL_WIDTH}" x2="{LABEL_WIDTH}" y1="0" y2="{height}" stroke="{INK}"/>')
    if mark:
        place = f'x="{WIDTH}" y="{full_height - 6}" text-anchor="end" font-size="12" fill="{INK}"'
        parts.append(f"<text {place}>{escape(mark)}</text>")
    return SafeString("".join([*parts, "</svg>"]))  # every word in it went through escape() above
