"""What every page is given."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from practices.permissions import Permission
from practices.sign_in import demonstration


def page(request: HttpRequest) -> dict[str, Any]:
    """The Practice whose page this is, the links that this person's role opens, and whether figures are invented."""
    practice = getattr(request, "practice", None)
    membership = getattr(request, "membership", None)
    may = {permission.value: membership is not None and membership.may(permission) for permission in Permission}
    signing_in: dict[str, Any] = {}
    if request.resolver_match is not None and request.resolver_match.url_name == "account_login":
        providers = get_adapter().list_providers(request)
        signing_in["council_sign_ins"] = [{"name": one.name, "url": one.get_login_url(request)} for one in providers]
        signing_in["demo_people"] = demonstration.people()
    return signing_in | {
        "practice": practice,
        "membership": membership,
        "is_national": hasattr(request, "national_membership"),
        "sees_national": hasattr(request, "national_membership")
        and request.national_membership.may(Permission.SEE_NATIONAL),
        "may": may,
        "invented": settings.DEMO or bool(practice and practice.is_demonstration),
        "demo": settings.DEMO,
        "idle_seconds": settings.SESSION_COOKIE_AGE,
    }
