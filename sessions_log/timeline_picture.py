"""The timeline as SVG: lanes under one another, once wide for a desk and paper, once narrow for a phone.

Shape says what colour says: a full dot was attended, a cross was not, a ring is to come, a triangle is a goal set,
a star one achieved, a diamond a child's event. What is planned is hollow with a broken edge.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.utils.html import escape
from django.utils.safestring import SafeString

from sessions_log.codes import NOT_ATTEMPTED, NOT_SEEN, SEEN, Attendance, ContactOutcome
from sessions_log.timeline import Band, Happened, Timeline
from women.clock import add_months

WIDE, NARROW = 640, 350
EDGE, LANE, LABEL, TOP = 6, 46, 16, 22
DARK, MIDDLE, PALE, INK, GRID, LATE = "#33204f", "#55377f", "#d9cdea", "#0b0c0c", "#c9bbe0", "#8a1f11"
PHASE_FILL = {"Engagement": "#cfe0f5", "Intensive": "#cde8dc", "Transition": "#e3d6f3", "Next Steps": "#d8ecee"}
OF_CHILDREN = ("removed", "child", "lost", "loss")
TO_COME = Attendance.SCHEDULED


class Drawing:
    """Where a day stands, and the pieces drawn so far."""

    def __init__(self, timeline: Timeline, width: int) -> None:
        """`width` in units of the viewBox."""
        self.timeline, self.width = timeline, width
        self.days = max((timeline.ends_on - timeline.starts_on).days, 1)
        self.parts: list[str] = []
        self.top = TOP

    def x(self, day: date) -> float:
        """The place of a day from left to right, kept inside the picture."""
        share = (day - self.timeline.starts_on).days / self.days
        return EDGE + min(max(share, 0), 1) * (self.width - 2 * EDGE)

    def add(self, piece: str) -> None:
        """One more piece."""
        self.parts.append(piece)

    def text(self, x: float, y: float, words: str, *, size: int = 12, anchor: str = "start") -> None:
        """Words, escaped."""
        place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
        self.add(f'<text {place} fill="{INK}">{escape(words)}</text>')

    def lane(self, label: str) -> float:
        """Begin the next lane; gives the height of its middle."""
        self.text(EDGE, self.top + LABEL - 3, label)
        middle = self.top + LABEL + (LANE - LABEL) / 2
        self.top += LANE
        self.add(f'<line x1="{EDGE}" x2="{self.width - EDGE}" y1="{self.top}" y2="{self.top}" stroke="{GRID}"/>')
        return middle

    def band(self, band: Band, middle: float, fill: str, *, named: bool) -> None:
        """A stretch of days; what is planned has a broken edge and no fill."""
        left, right = self.x(band.starts_on), self.x(band.ends_on)
        wide = max(right - left, 2)
        look = 'fill="none" stroke-dasharray="4 3"' if band.planned else f'fill="{fill}"'
        self.add(f'<rect x="{left:.1f}" y="{middle - 10:.1f}" width="{wide:.1f}" height="20" stroke="{DARK}" {look}/>')
        if named and wide > 7 * len(band.label):
            self.text(left + 4, middle + 4, band.label)


def picture(timeline: Timeline, *, width: int, key: str) -> SafeString:
    """The whole picture; `key` makes its ids unique on the page."""
    drawing = Drawing(timeline, width)
    middle = drawing.lane("Phase")
    for band in timeline.phases:
        drawing.band(band, middle, PHASE_FILL.get(band.label, PALE), named=True)
    middle = drawing.lane("Agreement to pause")
    for band in timeline.agreement:
        drawing.band(band, middle, MIDDLE, named=False)
    middle = drawing.lane("Contraception")
    for band in timeline.contraception:
        drawing.band(band, middle, PALE, named=True)
    _contacts(drawing)
    _points(drawing, "Appointments", [one for one in timeline.happened if one.kind == "appointment"], _appointment)
    _points(drawing, "Goals", [one for one in timeline.happened if one.kind in ("goal", "achieved")], _goal)
    _points(drawing, "Children", [one for one in timeline.happened if one.kind in OF_CHILDREN], _diamond)
    months = _months(drawing)
    return _whole(drawing, months, key)


def _whole(drawing: Drawing, months: str, key: str) -> SafeString:
    timeline, height = drawing.timeline, drawing.top + 10
    today = ""
    if timeline.starts_on <= timeline.today <= timeline.ends_on:
        x = drawing.x(timeline.today)
        anchor = "end" if x > drawing.width / 2 else "start"
        beside = x - 4 if anchor == "end" else x + 4
        today = (
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="4" y2="{drawing.top}" stroke="{LATE}" stroke-width="2"/>'
            f'<text x="{beside:.1f}" y="{drawing.top + 4}" font-size="12" text-anchor="{anchor}" fill="{LATE}">'
            "Today</text>"
        )
    return SafeString(  # every word in it went through escape()
        f'<svg class="pause-timeline pause-timeline--{key}" viewBox="0 0 {drawing.width} {height}" role="img" '
        f'aria-labelledby="timeline-{key}" font-family="Inter, sans-serif">'
        f'<title id="timeline-{key}">{escape(timeline.finding)}</title>'
        f"{months}{''.join(drawing.parts)}{today}</svg>"
    )


def _months(drawing: Drawing) -> str:
    """A line every month and a number every third, behind everything."""
    start, pieces = drawing.timeline.starts_on, []
    number = 0
    while add_months(start, number) <= drawing.timeline.ends_on:
        x = drawing.x(add_months(start, number))
        pieces.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{drawing.top}" stroke="{GRID}"/>')
        if number % 3 == 0:
            anchor, beside = ("end", x - 2) if x > drawing.width - 20 else ("start", x + 2)
            place = f'x="{beside:.1f}" y="{TOP - 4}" font-size="11" text-anchor="{anchor}"'
            pieces.append(f'<text {place} fill="{INK}">{number}</text>')
        number += 1
    return "".join(pieces)


def _contacts(drawing: Drawing) -> None:
    """Contacts a week as bars: tried pale, made dark inside it; on a phone a fortnight."""
    middle = drawing.lane("Contacts made, of those tried")
    span = 7 if drawing.width == WIDE else 14
    tried: Counter[int] = Counter()
    made: Counter[int] = Counter()
    for one in drawing.timeline.happened:
        if one.kind == "contact" and one.code not in NOT_ATTEMPTED:
            slot = (one.on - drawing.timeline.starts_on).days // span
            tried[slot] += 1
            made[slot] += one.code == ContactOutcome.MADE
    most = max(tried.values(), default=1)
    foot, scale = middle + 13, 26 / max(most, 4)
    for slot, number in sorted(tried.items()):
        left = drawing.x(drawing.timeline.starts_on + timedelta(days=slot * span)) + 0.5
        wide = max(span / drawing.days * (drawing.width - 2 * EDGE) - 1, 1.5)
        for how_many, fill in ((number, PALE), (made[slot], MIDDLE)):
            high = how_many * scale
            drawing.add(
                f'<rect x="{left:.1f}" y="{foot - high:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}"/>'
            )


def _points(drawing: Drawing, label: str, found: Iterable[Happened], shape: Callable[[float, float, str], str]) -> None:
    middle = drawing.lane(label)
    last = -100.0
    step = 0
    for one in found:
        x = drawing.x(one.on)
        step = (step + 1) % 3 if x - last < 8 else 0  # days close together stand above one another
        last = x
        drawing.add(shape(x, middle + (0, -8, 8)[step], one.kind if one.kind in ("goal", "achieved") else one.code))


def _appointment(x: float, y: float, code: str) -> str:
    if code in SEEN:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{MIDDLE}"/>'
    if code in NOT_SEEN:
        return f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8" stroke="{LATE}" stroke-width="2.5" fill="none"/>'
    if code == TO_COME:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#fff" stroke="{DARK}" stroke-width="1.5"/>'
    return f'<line x1="{x - 4:.1f}" x2="{x + 4:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{INK}" stroke-width="2"/>'


def _goal(x: float, y: float, kind: str) -> str:
    if kind == "goal":
        return f'<path d="M{x:.1f} {y - 5:.1f}l5 9h-10z" fill="#fff" stroke="{DARK}" stroke-width="1.5"/>'
    points = []
    for corner in range(10):
        radius = 7 if corner % 2 == 0 else 3
        angle = math.pi * corner / 5 - math.pi / 2
        points.append(f"{x + radius * math.cos(angle):.1f},{y + radius * math.sin(angle):.1f}")
    return f'<polygon points="{" ".join(points)}" fill="{MIDDLE}"/>'


def _diamond(x: float, y: float, code: str) -> str:
    return f'<path d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z" fill="#fff" stroke="{DARK}" stroke-width="1.5"/>'
