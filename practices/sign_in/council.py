"""Sign-in with a council's own account (OpenID Connect, as Entra gives it).

A person is known by her council's tenant and her object id in it, never by an e-mail address: addresses are given
again to other people, and anybody's directory may hold anybody's address. She links the account herself, signed in.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest
from django.shortcuts import render


class CouncilProvider(OpenIDConnectProvider):
    """The provider whose accounts are keyed by tenant and object id."""

    def extract_uid(self, data: Any) -> str:
        """`tenant/object`; raises KeyError, which allauth answers as a failed sign-in, where either is missing."""
        claims = data["id_token"]
        return f"{claims['tid']}/{claims['oid']}"


class CouncilAccountAdapter(DefaultSocialAccountAdapter):
    """Nobody signs up by it, and no directory but the one that was agreed opens anything."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse another tenant's people, and an account that nobody has linked."""
        tenant = sociallogin.provider.app.settings["tenant"]
        is_linking = sociallogin.state.get("process") == "connect"
        if sociallogin.account.uid.split("/")[0] != tenant or not (is_linking or sociallogin.is_existing):
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))
        sociallogin.account.extra_data = {}  # what a directory says of her is not kept

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False
