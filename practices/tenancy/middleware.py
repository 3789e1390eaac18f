"""The first wall: a page under /<practice>/ opens that Practice's scope to its team, and is 404 to everybody else."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh
from knox.auth import TokenAuthentication
from pghistory import context as history_context
from rest_framework.exceptions import AuthenticationFailed

from practices.models import AccessAction, Membership, NationalMembership, Practice
from practices.permissions import Permission
from practices.requests import page_of
from practices.sign_in import recent, second_factor
from practices.tenancy.scope import national_scope, practice_scope, rest_of_transaction, signed_in
from practices.trail import note_look

API = "api/"
LARGEST_ID = 2**63 - 1  # an address may hold a larger number
GetResponse = Callable[[HttpRequest], HttpResponseBase]

# views that open to anybody, by URL name, each for its reason
PUBLIC_VIEWS = {
    "account_login": "signing in",
    "mfa_authenticate": "the second step of it; the view refuses whoever has not done the first",
    "mfa_login_webauthn": "signing in with a passkey, which is both steps",
    "sign_in_as": "one click a role in the demonstration; 404 without DEMO=1",
    "openid_connect_login": "to her council’s own sign-in",
    "openid_connect_callback": "back from it; the view checks what it brings",
    "socialaccount_login_error": "told that it failed",
    "socialaccount_login_cancelled": "told that she stopped it",
    "account_logout": "signing out",
    "from_letter": "a link of a letter; says for whom it is where somebody else is signed in, and shows nothing else",
    "account_inactive": "told that the account is closed",
    "account_reset_password": "asking for a new password",
    "account_reset_password_done": "told to look in her post",
    "account_reset_password_from_key": "the link in that post",
    "account_reset_password_from_key_done": "told that it worked",
    "offline": "what a phone shows without signal; the same for everybody, and no name in it",
    "offline_worker": "the script that keeps that page on the phone",
    "calendar_feed": "read by a phone's calendar, which cannot sign in; its secret address is checked in the view",
    "healthz": "asked by the host whether the service is up; says nothing else",
}


# what opens to her who has signed in and has no second factor yet: setting one up
SETTING_UP = {
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "account_reauthenticate", "stay",
}  # fmt: skip


class ScopeMiddleware:
    """Opens a scope around view and template rendering, in a transaction of its own."""

    def __init__(self, get_response: GetResponse) -> None:
        """As Django calls it."""
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        """Find the area that the URL is in, and answer inside its scope."""
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if match.url_name in PUBLIC_VIEWS:
            return self.get_response(request)
        if match.route.startswith(API):
            return self._in_api(request)
        if request.user.is_authenticated and recent.is_over(request):
            logout(request)
        if not request.user.is_authenticated:
            return redirect_to_login(page_of(request))
        if not second_factor.is_passed(request):
            if second_factor.has_one(request.user):  # she did not come by it, or somebody else set it up meanwhile
                logout(request)
                return redirect_to_login(page_of(request))
            if match.url_name not in SETTING_UP:
                return redirect("mfa_index")
        if "practice_slug" in match.kwargs:
            return self._in_practice(request, match)
        if match.route.startswith("national/"):
            return self._in_national(request)
        with signed_in(request.user.pk):
            return _rolled_back_if_failed(self.get_response(request))

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Refuse a view whose permission is not declared, and a person whose role does not hold it.

        What leaves the system waits until she has shown anew who she is.
        """
        match = request.resolver_match
        if match.url_name in PUBLIC_VIEWS:
            return None
        permission = getattr(view, "permission", None)
        if permission is None:
            raise ImproperlyConfigured(f"{match.view_name} declares no permission")
        if permission is not Permission.SIGNED_IN:
            holder = getattr(request, "membership", None) or getattr(request, "national_membership", None)
            if holder is None or not holder.may(permission):
                raise PermissionDenied
        if getattr(view, "proof", False) and not hasattr(request, "api_token") and not recent.is_recent(request):
            return recent.prove_again(request)
        return None

    def _in_practice(self, request: Any, match: ResolverMatch) -> HttpResponseBase:
        slug, user = match.kwargs["practice_slug"], request.user  # a refused API request loses its user
        status = 404
        with signed_in(user.pk):
            membership = (
                Membership.objects.on(timezone.localdate())
                .filter(practice__slug=slug, user=request.user)
                .select_related("practice")
                .order_by("pk")
                .first()
            )
            if membership is not None:
                membership.user = request.user
                request.practice, request.membership = membership.practice, membership
                why = history_context(user=request.user.pk, view=match.view_name)
                with rest_of_transaction(membership.practice.pk), why if request.method != "GET" else nullcontext():
                    response = _rolled_back_if_failed(self.get_response(request))
                status = response.status_code
        practice = membership.practice if membership else Practice.objects.filter(slug=slug).first()
        if practice is None:
            raise Http404
        if status in (403, 404) or status >= 500:
            self._note_refusal(user, practice, match, status)
        if membership is None:
            raise Http404
        return response

    def _note_refusal(self, user: Any, practice: Practice, match: ResolverMatch, status: int) -> None:
        """Written after the request's own transaction, which may have been rolled back."""
        action = AccessAction.FAILED if status >= 500 else AccessAction.REFUSED
        with practice_scope(practice.pk):
            woman_id = match.kwargs.get("woman_id")
            if woman_id is not None and woman_id > LARGEST_ID:
                woman_id = None
            note_look(by=user, action=action, view=match.view_name, woman_id=woman_id, why=str(status))

    def _in_api(self, request: Any) -> HttpResponseBase:
        """National's data for programs: by token or by sign-in, and told in JSON what is missing."""
        by_token: Any = TokenAuthentication()
        try:
            found = by_token.authenticate(request)
        except (AuthenticationFailed, UnicodeDecodeError):  # the latter of bytes that no token of ours has
            return JsonResponse(
                {"detail": "This token does not open. It is wrong, withdrawn or has run out."}, status=401
            )
        if found is not None:
            request.user, request.api_token = found
        elif (
            not request.user.is_authenticated
            or recent.is_over(request)
            or not second_factor.is_passed(request)
            or not recent.is_recent(request)  # a stolen cookie takes nothing away as data either
        ):
            said = "Sign in, or send a token in the header Authorization: Token …; a sign-in counts for five minutes"
            return JsonResponse({"detail": said}, status=401, headers={"WWW-Authenticate": "Token"})
        membership = national_post(request.user)
        if membership is None:
            return JsonResponse({"detail": "This is open to National Pause only."}, status=403)
        request.national_membership = membership
        with national_scope():
            return _refuse_streaming(self.get_response(request))

    def _in_national(self, request: Any) -> HttpResponseBase:
        membership = national_post(request.user)
        if membership is None:
            raise Http404
        request.national_membership = membership
        with national_scope():
            return _refuse_streaming(self.get_response(request))


def national_post(user: Any) -> NationalMembership | None:
    """The post at National that a person holds today."""
    posts: Any = NationalMembership.objects
    found: NationalMembership | None = posts.on(timezone.localdate()).filter(user=user).order_by("pk").first()
    return found


def _rolled_back_if_failed(response: HttpResponseBase) -> HttpResponseBase:
    """A view's exception has become a response by now: without this a 500 would commit half of its writes."""
    if response.status_code >= 500:
        transaction.set_rollback(True)
    return _refuse_streaming(response)


def _refuse_streaming(response: HttpResponseBase) -> HttpResponseBase:
    if response.streaming:
        raise ImproperlyConfigured("A streaming response would be read after its scope has closed.")
    return response


class WholePageMiddleware:
    """What a part of a page asked for is answered with that part, or the whole page goes elsewhere.

    A redirect, followed by the script that asked, would put a sign-in page into the middle of another; a refusal would
    leave the page as it was, asking for ever.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """As Django calls it."""
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        """Tell the browser to go there, or to load the page anew and be told why not."""
        response = self.get_response(request)
        if not request.htmx:
            return response
        whole: HttpResponseBase | None = None
        if response.status_code in (301, 302):
            whole = HttpResponseClientRedirect(response.headers["Location"])
        elif response.status_code in (403, 404):
            whole = HttpResponseClientRefresh()
        if whole is None:
            return response
        whole.cookies = response.cookies
        return whole


class NoStoreMiddleware:
    """Pages hold records: no browser or proxy keeps one."""

    def __init__(self, get_response: GetResponse) -> None:
        """As Django calls it."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the headers that Django's own middleware does not."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        )
        return response
