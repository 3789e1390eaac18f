"""Thirty minutes without a page end a sign-in; saying so to the database once a minute is enough."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

TOUCHED = "touched"
TOUCH_SECONDS = 60


class TouchSessionMiddleware:
    """Renews the session of a signed-in person, at most once in TOUCH_SECONDS, instead of at every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """As Django calls it."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Mark the session as used, so that Django saves it and its cookie."""
        now = int(time.time())
        if not request.session.is_empty() and now - request.session.get(TOUCHED, 0) >= TOUCH_SECONDS:
            request.session[TOUCHED] = now
        return self.get_response(request)
