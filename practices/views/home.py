"""Where a person lands after signing in."""

from typing import cast

from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from practices.models import Membership, NationalMembership
from practices.ordering import by_name
from practices.permissions import Permission, Role, requires
from practices.requests import SignedInRequest


@requires(Permission.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """To her Practice, or to National's page; a choice where she has several."""
    user = cast(SignedInRequest, request).user
    today = timezone.localdate()
    memberships = list(
        Membership.objects.on(today).filter(user=user).select_related("practice").order_by(by_name("practice__name"))
    )
    national = NationalMembership.objects.on(today).filter(user=user).first()
    sees_returns = national is not None and national.may(Permission.SEE_NATIONAL)
    if len(memberships) == 1 and not sees_returns:
        return redirect("practice_home", memberships[0].practice.slug)
    if sees_returns and not memberships:
        return redirect("national")
    is_host = national is not None and national.role == Role.HOST_SUPPORT
    if is_host and not memberships:
        return redirect("accounts")
    context = {"memberships": memberships, "sees_returns": sees_returns, "is_host": is_host}
    return render(request, "practices/home.html", context)


def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the web process reaches its database; asked by hosts and containers."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
