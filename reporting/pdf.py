"""The return as a tagged PDF (PDF/UA-1). Imported only where one is made: WeasyPrint is heavy."""

import base64
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reporting.presenting import Presented

STATIC = Path(settings.STATICFILES_DIRS[0]).resolve()
HEADLINES = ("women_in_cohort", "fully_engaged", "appointment_attendance")
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
    charts = {
        shown.breakdown.key: "data:image/svg+xml;base64," + base64.b64encode(shown.chart.encode()).decode()
        for part in presented.parts
        for shown in part.breakdowns
        if shown.rows
    }
    html = render_to_string(
        "reporting/return_pdf.html",
        {"shown": presented, "charts": charts, "headlines": [presented.figure(key) for key in HEADLINES]},
    )
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    style = CSS(string=(STATIC / "return.css").read_text(), url_fetcher=fetcher, font_config=fonts)
    content = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
    )
    assert isinstance(content, bytes)
    return content
