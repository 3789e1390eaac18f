"""The return as a tagged PDF (PDF/UA-1). Imported only where one is made: WeasyPrint is heavy."""

import base64
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reporting.breakdowns import PresentedBreakdown
from reporting.indicators.declared import Asks
from reporting.presenting import Presented
from reporting.worth.asked import asked_from_json
from reporting.worth.presenting import present_worth

STATIC = Path(settings.STATICFILES_DIRS[0]).resolve()
HEADLINES = ("women_in_cohort", "fully_engaged", "appointment_attendance")
BOARD = {
    Asks.HOW_MUCH: ("women_in_cohort", "children_removed_per_woman", "contact_hours", "women_supported"),
    Asks.HOW_WELL: ("fully_engaged", "appointment_attendance", "weekly_reach", "women_contacted"),
    Asks.BETTER_OFF: ("pause_maintained", "goals_improved", "goals_achieved"),
}
MOST_BARS = 8  # on one page beside three parts of figures and three texts
MIME = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".css": "text/css"}


class OwnFilesOnly(URLFetcher):
    """Gives `data:` and our own static files (`static:`), and refuses every network and file address."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Fetch, or raise ValueError."""
        if url.startswith("data:"):
            content: URLFetcherResponse = super().fetch(url, headers)
            return content
        path = (STATIC / url.removeprefix("static:")).resolve()
        if not url.startswith("static:") or not path.is_relative_to(STATIC) or path.suffix not in MIME:
            raise ValueError("A PDF is made from our own files only.")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": MIME[path.suffix]})


def render_pdf(presented: Presented) -> bytes:
    """The whole return, its charts as pictures with their finding as alternative text."""
    charts = {one.breakdown.key: _picture(one) for part in presented.parts for one in part.breakdowns if one.shows_any}
    headlines = [presented.figure(key) for key in HEADLINES]
    return _draw("reporting/return_pdf.html", {"shown": presented, "charts": charts, "headlines": headlines})


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
    return _draw("reporting/board_pdf.html", context)


def render_worth(kept: dict[str, Any], *, quarter: str, at: datetime) -> bytes:
    """What the work is worth, worked out again from the numbers that a job has kept."""
    shown = present_worth(asked_from_json(kept))
    picture = _as_address(shown.pictures[0]) if shown.pictures else ""
    facts = {"who": kept.get("who", ""), "invented": kept.get("invented", False), "quarter": quarter, "at": at}
    return _draw("reporting/worth_pdf.html", {"shown": shown, "picture": picture, **facts})


def _picture(one: PresentedBreakdown) -> str:
    return _as_address(one.chart)


def _as_address(drawn: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def draw(html: str, *, first_page: int = 0) -> Any:
    """HTML laid out on pages, fetching nothing but our own files.

    Several may go into one PDF: then `first_page` is the number of its first page, and no page says of how many.
    """
    style, fonts = _style()
    styles = [style]
    if first_page:
        rules = "@page { @bottom-right { content: 'Page ' counter(page); } }"
        rules += f"@page :first {{ counter-reset: page {first_page}; }}"
        styles.append(CSS(string=rules, url_fetcher=OwnFilesOnly(), font_config=fonts))
    return HTML(string=html, url_fetcher=OwnFilesOnly()).render(
        stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1"
    )


@cache
def _style() -> tuple[Any, FontConfiguration]:
    """The style and its fonts, read once a process: read for each return, they would stay in memory for each."""
    fonts = FontConfiguration()
    rules = (STATIC / "return.css").read_text()
    return CSS(string=rules, url_fetcher=OwnFilesOnly(), font_config=fonts), fonts


def _draw(template: str, context: dict[str, Any]) -> bytes:
    content = draw(render_to_string(template, context)).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(content, bytes)
    return content
