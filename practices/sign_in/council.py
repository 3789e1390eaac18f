"""Sign-in with a council's own account (OpenID Connect, as Entra gives it).

A person is known by her council's tenant and her object id in it, never by an e-mail address: addresses are given
again to other people, and anybody's directory may hold anybody's address. She links the account herself, signed in.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.provider import ProviderException
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest
from django.shortcuts import render


class CouncilProvider(OpenIDConnectProvider):
    """The provider whose accounts are keyed by tenant and object id."""

    def extract_uid(self, data: Any) -> str:
        """`tenant/object`; a sign-in whose token lacks one of them fails."""
        claims = data.get("id_token", {})
        if not claims.get("tid") or not claims.get("oid"):
            raise ProviderException("the token names no tenant or no object")
        return f"{claims['tid']}/{claims['oid']}"

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """What a directory says of her is not kept."""
        return {}


class CouncilAccountAdapter(DefaultSocialAccountAdapter):
    """Nobody signs up by it, and no directory but the one that was agreed opens anything."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse another tenant's people, and an account that nobody has linked."""
        tenant = sociallogin.provider.app.settings["tenant"]
        is_linking = sociallogin.state.get("process") == "connect"
        if sociallogin.account.uid.split("/")[0] != tenant or not (is_linking or sociallogin.is_existing):
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False
