"""The part of a job's page which htmx asks for again and again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_progress(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Until the job (`context["job"]`) is no longer open."""
    response = render(request, template, context)
    if not context["job"].is_open:
        response.status_code = 286  # htmx's own status: “stop asking”
    return response
