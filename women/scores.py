"""Her scores of a goal over time, as a small picture with the same in words."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString

from women.models import Goal, GoalScore
from women.models.goal import HIGHEST_SCORE

WIDTH, HEIGHT, EDGE = 240, 72, 8
LINE, GRID = "#55377f", "#c9bbe0"


def said_of(scores: Sequence[GoalScore]) -> str:
    """What the scores say: from the first to the last, and how many there are."""
    if not scores:
        return "Not scored yet"
    first, last = scores[0].score, scores[-1].score
    if len(scores) == 1:
        return f"Scored {first} once"
    return f"From {first} to {last} in {len(scores)} scores"


def sparkline_of(goal: Goal, scores: Sequence[GoalScore], today: date) -> SafeString:
    """A line from her first score to her last, 0 at the bottom and 10 at the top; empty where there is none."""
    if not scores:
        return SafeString("")
    start, end = scores[0].on, max(scores[-1].on, today)
    days = max((end - start).days, 1)

    def point(score: GoalScore) -> tuple[float, float]:
        x = EDGE + (score.on - start).days / days * (WIDTH - 2 * EDGE)
        return x, HEIGHT - EDGE - score.score / HIGHEST_SCORE * (HEIGHT - 2 * EDGE)

    points = [point(score) for score in scores]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{LINE}"/>' for x, y in points)
    grid = "".join(
        f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{y}" y2="{y}" stroke="{GRID}"/>' for y in (EDGE, HEIGHT - EDGE)
    )
    return SafeString(  # every word in it went through escape()
        f'<svg class="pause-small-multiple" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(said_of(scores))}">'
        f'{grid}<polyline points="{path}" fill="none" stroke="{LINE}" stroke-width="2"/>{dots}</svg>'
    )
