"""One click a role, for the demonstration only: with DEMO=1 and no way otherwise."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from practices.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SHOWN = ("@southwark.example", "@rotherham.example", "@national.example")  # a domain that nobody can own


def people() -> list[User]:
    """Whom one can be: a person of each role in two Practices and at National; nobody where it is no demonstration."""
    if not settings.DEMO:
        return []
    ours = Q()
    for domain in SHOWN:
        ours |= Q(email__endswith=domain)
    found = User.objects.filter(ours, is_active=True).order_by("pk")
    return sorted(found, key=lambda one: SHOWN.index("@" + one.email.split("@")[1]))


@require_POST
def sign_in(request: HttpRequest, user_id: int) -> HttpResponse:
    """Be one of them."""
    person = next((one for one in people() if one.pk == user_id), None)
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    record_authentication(request, person, "demonstration")
    return redirect("home")
