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

from practices.actions import identity
from practices.actions.people import CannotChange
from practices.forms.people import OwnIdentityForm
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


@requires(Permission.SIGNED_IN, proof=True)
def my_identity(request: HttpRequest) -> HttpResponse:
    """Her own name, at once, and her address, once a link that is sent to it proves that it is hers."""
    user = cast(SignedInRequest, request).user
    form = OwnIdentityForm(
        request.POST if request.method == "POST" else None, initial={"name": user.name, "email": user.email}
    )
    if form.is_bound and form.is_valid():
        address, words = form.cleaned_data["email"], "Saved."
        identity.rename(user=user, name=form.cleaned_data["name"])
        if address != user.email:
            identity.ask_for_address(user=user, address=address)
            words = f"Saved. To sign in with {address}, open the link that we have sent there."
        messages.success(request, words)
        return redirect("mfa_index")
    context = {"section": "security", "form": form}
    return render(request, "account/identity.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SIGNED_IN)
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """The link that was sent to a new address: a button, since programs open links before people do."""
    user = cast(SignedInRequest, request).user
    try:
        if request.method == "POST":
            address = identity.confirm_address(user=user, token=token)
            messages.success(request, f"You sign in with {address} from now on.")
            return redirect("mfa_index")
        address = identity.read_address(token)["to"]
    except CannotChange as error:
        messages.error(request, str(error))
        return redirect("my_identity")
    return render(request, "account/confirm_address.html", {"section": "security", "address": address})


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
