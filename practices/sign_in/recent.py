"""When a person last proved who she is: a stolen cookie exports nothing, and a sign-in ends after twelve hours."""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from practices.requests import page_of
from practices.sign_in import second_factor


def _proved_at(request: Any) -> list[float]:
    return [float(one["at"]) for one in get_authentication_records(request, request.user)]


def is_recent(request: Any) -> bool:
    """Whether she proved it within ACCOUNT_REAUTHENTICATION_TIMEOUT seconds, or three times that for a form."""
    if second_factor.is_invented(request.user):
        return True
    at, patience = _proved_at(request), settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    if request.method == "POST":
        patience *= 3
    return bool(at) and time.time() - max(at) < patience


def prove_again(request: Any) -> HttpResponse:
    """To the page that asks once more who she is, and from there back to this one."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    where = ways[0]["url"] if ways else reverse("account_login")
    return redirect(f"{where}?{urlencode({'next': page_of(request)})}")


def is_over(request: Any) -> bool:
    """Whether the sign-in is older than ABSOLUTE_SESSION_SECONDS, or says nothing of how it began."""
    at = _proved_at(request)
    return not at or time.time() - min(at) >= settings.ABSOLUTE_SESSION_SECONDS
