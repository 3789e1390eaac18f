"""The return as a tagged PDF (PDF/UA-1). Imported only where one is made: WeasyPrint is heavy."""

import base64
from dataclasses import replace
from datetime import datetime
from typing import Any

from practices.drawing_pdf import draw_template
from reporting.breakdowns import PresentedBreakdown
from reporting.indicators.declared import Asks
from reporting.presenting import Presented
from reporting.worth.asked import asked_from_json
from reporting.worth.presenting import present_worth

HEADLINES = ("women_in_cohort", "fully_engaged", "appointment_attendance")
BOARD = {
    Asks.HOW_MUCH: ("women_in_cohort", "children_removed_per_woman", "contact_hours", "women_supported"),
    Asks.HOW_WELL: ("fully_engaged", "appointment_attendance", "weekly_reach", "women_contacted"),
    Asks.BETTER_OFF: ("pause_maintained", "goals_improved", "goals_achieved"),
}
MOST_BARS = 8  # on one page beside three parts of figures and three texts


def render_pdf(presented: Presented) -> bytes:
    """The whole return, its charts as pictures with their finding as alternative text."""
    charts = {one.breakdown.key: _picture(one) for part in presented.parts for one in part.breakdowns if one.shows_any}
    headlines = [presented.figure(key) for key in HEADLINES]
    return draw_template("reporting/return_pdf.html", {"shown": presented, "charts": charts, "headlines": headlines})


def render_board(presented: Presented) -> bytes:
    """One page for a board: the three questions in a few figures, and the first lines of what was written."""
    board = [(part, [presented.figure(key) for key in BOARD[part.asks]]) for part in presented.parts]
    chart = next(
        one for part in presented.parts for one in part.breakdowns if one.breakdown.key == "attendance_by_service"
    )
    context = {"shown": presented, "board": board, "texts": presented.texts[:3]}
    chart = replace(chart, rows=[row for row in chart.rows if not row.is_hidden][:MOST_BARS])
    if chart.shows_any:
        context |= {"chart": chart, "picture": _picture(chart)}
    return draw_template("reporting/board_pdf.html", context)


def render_worth(kept: dict[str, Any], *, quarter: str, at: datetime) -> bytes:
    """What the work is worth, worked out again from the numbers that a job has kept."""
    shown = present_worth(asked_from_json(kept))
    picture = _as_address(shown.pictures[0]) if shown.pictures else ""
    facts = {"who": kept.get("who", ""), "invented": kept.get("invented", False), "quarter": quarter, "at": at}
    return draw_template("reporting/worth_pdf.html", {"shown": shown, "picture": picture, **facts})


def _picture(one: PresentedBreakdown) -> str:
    return _as_address(one.chart)


def _as_address(drawn: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()
