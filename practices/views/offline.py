"""What a phone keeps for when there is no signal: a shell with no name in it, and the script that serves it."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SCRIPT = Path(settings.BASE_DIR) / "static" / "site" / "offline" / "worker.js"


def shell(request: HttpRequest) -> HttpResponse:
    """The page that stands in for any other while there is no signal; the same for everybody."""
    return render(request, "offline.html")


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the top so that it may stand in for every page."""
    return HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript")
