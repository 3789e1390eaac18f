"""Signs that turn the direction of text are taken out of whatever a form sends, before a view sees it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

from practices.bidi import OVERRIDES, without_overrides


class WithoutOverridesMiddleware:
    """Every field of every form, for whoever adds the next one; a password stays as it was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """As Django calls it."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; raises BadRequest where its address holds a NUL, which no text in PostgreSQL may."""
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Clean what was posted, where there is something to clean; an API's view reads its own body."""
        if request.method != "POST" or hasattr(view, "cls"):
            return
        sent = {
            name: values
            for name, values in request.POST.lists()
            if "password" not in name and any(OVERRIDES.search(str(value)) for value in values)
        }
        if sent:
            cleaned = request.POST.copy()
            for name, values in sent.items():
                cleaned.setlist(name, [without_overrides(str(value)) for value in values])
            request.POST = cleaned  # type: ignore[assignment]
