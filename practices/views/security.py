"""Her own sign-in: second steps, recovery codes, council account, and where she is signed in."""

from typing import cast

from allauth.account.views import PasswordChangeView, PasswordResetFromKeyView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.permissions import Permission, requires
from practices.requests import SignedInRequest
from practices.sign_in import second_factor
from practices.sign_in.sessions import TOUCHED


@requires(Permission.SIGNED_IN)
def security(request: HttpRequest) -> HttpResponse:
    """Everything about how she signs in, and how to change it."""
    user = cast(SignedInRequest, request).user
    found = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at"))
    of = {kind: [one for one in found if one.type == kind] for kind in Authenticator.Type}
    codes = of[Authenticator.Type.RECOVERY_CODES]
    context = {
        "section": "security", "must_set_up": not second_factor.is_passed(request) and not second_factor.has_one(user),
        "passkeys": of[Authenticator.Type.WEBAUTHN], "app": next(iter(of[Authenticator.Type.TOTP]), None),
        "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
        "sessions": UserSession.objects.purge_and_list(user),
        "council": SocialAccount.objects.filter(user_id=user.pk).first(),
        "providers": get_adapter().list_providers(request), "has_password": user.has_usable_password(),
    }  # fmt: skip
    return render(request, "account/security.html", context)


@requires(Permission.SIGNED_IN)
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of her sign-ins; the present one by signing out."""
    user = cast(SignedInRequest, request).user
    found = UserSession.objects.filter(user_id=user.pk, pk=session_id).first()
    if found is None or found.is_current():
        messages.info(request, "That sign-in has ended already.")
    else:
        found.end()
        messages.success(request, "That sign-in is ended.")
    return redirect("mfa_index")


@requires(Permission.SIGNED_IN)
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """She is still here: the thirty minutes begin anew."""
    request.session[TOUCHED] = int(timezone.now().timestamp())
    return HttpResponse(status=204)


class ChangePassword(PasswordChangeView):
    """A new password, and back to the page it was asked from."""

    success_url = reverse_lazy("mfa_index")


class ChoosePassword(PasswordResetFromKeyView):
    """The link of an invitation or of a forgotten password: it names whose it is, and signs anybody else out."""

    def logout(self) -> None:
        """Say who was signed out; django-allauth calls this where that is not the one whose link it is."""
        name = cast(SignedInRequest, self.request).user.name
        super().logout()
        messages.info(self.request, f"{name} was signed out in this browser: this page is of another account.")
