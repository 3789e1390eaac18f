"""What is not written to the record of a woman who has died."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from practices.forms.typed import typed_into, was_saved
from practices.requests import PracticeRequest
from women.ended import death_said
from women.reading import Opened

IF_A_MISTAKE = "If that was a mistake, take it back under Place and steps."


def not_now(
    request: PracticeRequest, opened: Opened, why: str, *, form: Any, title: str = "", status: int = 409
) -> HttpResponse:
    """Why something cannot be written to her record now, with all that was typed into its `form` meanwhile."""
    context = {
        "section": "women", "shown": opened.shown, "woman": opened.woman, "why": why, "title": title,
        "typed": typed_into(form, request.POST), "was_saved": was_saved(request.POST, request.user),
    }  # fmt: skip
    return render(request, "women/step_not_now.html", context, status=status)


def refused(request: PracticeRequest, opened: Opened, *, form: Any) -> HttpResponse:
    """She has died: why not, and where it can be put right."""
    why = f"{death_said(opened.woman)} {IF_A_MISTAKE}"
    return not_now(request, opened, why, form=form, title="She has died")
