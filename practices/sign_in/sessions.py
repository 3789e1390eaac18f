"""Each sign-in is on its owner's list, and thirty minutes without a page end it: saying so once a minute is enough."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
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


def list_sign_in(request: HttpRequest | None, **_: Any) -> None:
    """Add a sign-in to “Where I am signed in”, whichever way it came about.

    Django sends its signal for every `login()`; django-allauth's own is only sent for those that go through its pages,
    and a sign-in that is not listed could not be ended (practices.sign_in.ending).
    """
    if request is not None and "REMOTE_ADDR" in request.META:
        UserSession.objects.create_from_request(request)
