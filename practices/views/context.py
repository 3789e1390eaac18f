"""What every page is given."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from practices.permissions import Permission


def page(request: HttpRequest) -> dict[str, Any]:
    """The Practice whose page this is, the links that this person's role opens, and whether figures are invented."""
    practice = getattr(request, "practice", None)
    membership = getattr(request, "membership", None)
    may = {permission.value: membership is not None and membership.may(permission) for permission in Permission}
    return {
        "practice": practice,
        "membership": membership,
        "is_national": hasattr(request, "national_membership"),
        "may": may,
        "invented": settings.DEMO or bool(practice and practice.is_demonstration),
        "demo": settings.DEMO,
    }
