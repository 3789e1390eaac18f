"""What the scope middleware adds to a request, as types."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from practices.models import Membership, NationalMembership, Practice, User


class SignedInRequest(HttpRequest):
    """A request by a person who has signed in."""

    user: User
    htmx: HtmxDetails


class PracticeRequest(SignedInRequest):
    """A request inside a Practice's scope."""

    practice: Practice
    membership: Membership


class NationalRequest(SignedInRequest):
    """A request inside National's scope."""

    national_membership: NationalMembership


def page_of(request: Any) -> str:
    """The page that the browser shows, to come back to: where a part of one was asked for, the page it is part of."""
    htmx = getattr(request, "htmx", None)
    return str((htmx and htmx.current_url_abs_path) or request.get_full_path())
