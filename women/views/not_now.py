"""What is not written to the record of a woman who has died."""

from django.http import HttpResponse
from django.shortcuts import render

from practices.requests import PracticeRequest
from women.reading import Opened

SHE_HAS_DIED = "It is recorded that she has died. If that was a mistake, take it back under Place and steps."


def refused(request: PracticeRequest, opened: Opened) -> HttpResponse:
    """Why not, and where it can be put right."""
    context = {
        "section": "women",
        "shown": opened.shown,
        "woman": opened.woman,
        "why": SHE_HAS_DIED,
        "title": "She has died",
    }
    return render(request, "women/step_not_now.html", context, status=409)
