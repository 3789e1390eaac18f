"""HTML drawn as a tagged PDF (PDF/UA-1) that fetches nothing. Imported only where one is made: WeasyPrint is heavy."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from practices.printable import printable

STATIC = Path(settings.STATICFILES_DIRS[0]).resolve()
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
    return HTML(string=printable(html), url_fetcher=OwnFilesOnly()).render(
        stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1"
    )


@cache
def _style() -> tuple[Any, FontConfiguration]:
    """The style and its fonts, read once a process: read for each return, they would stay in memory for each."""
    fonts = FontConfiguration()
    rules = (STATIC / "return.css").read_text()
    return CSS(string=rules, url_fetcher=OwnFilesOnly(), font_config=fonts), fonts


def draw_template(template: str, context: dict[str, Any]) -> bytes:
    """A template as one PDF."""
    content = draw(render_to_string(template, context)).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(content, bytes)
    return content
