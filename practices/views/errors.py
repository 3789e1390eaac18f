"""Error pages: what happened, in plain words, and what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

API = "/api/"  # read by programs: they are told in JSON


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    if request.path.startswith(API):
        return JsonResponse({"detail": "This cannot be asked like that."}, status=400)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: she belongs here, but her role does not open this page, or a rule says why not."""
    if request.path.startswith(API):
        return JsonResponse({"detail": str(exception or "") or "Your role does not open this."}, status=403)
    return render(request, "errors/403.html", {"why": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same whether the thing is another Practice's or does not exist."""
    if request.path.startswith(API):
        return JsonResponse({"detail": "There is no such address."}, status=404)
    return render(request, "errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: nothing was saved."""
    if request.path.startswith(API):
        return JsonResponse({"detail": "This could not be answered. Ask again; it has been noted."}, status=500)
    return render(request, "errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """The form was open for too long, or in another sign-in."""
    return render(request, "errors/csrf.html", status=403)
