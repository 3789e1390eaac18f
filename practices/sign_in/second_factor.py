"""The second factor: a passkey or a code from an app. Without one no page opens but those that set one up."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest

from practices.sign_in import secrets

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SET_UP_HERE = "second_factor_set_up"  # in the session of her who has just proved that she holds one


class MFAAdapter(DefaultMFAAdapter):
    """Seeds encrypted; the last factor stays."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right, or was used already. Wait for the next one and try again.",
        "cannot_delete_authenticator": "This is your only second step. Set up another one first.",
    }

    def encrypt(self, text: str) -> str:
        """With the newest key."""
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """With whichever key it was encrypted."""
        return secrets.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        """As an authenticator app lists it: it says nothing of what is kept here."""
        return settings.MFA_TOTP_ISSUER

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Whether another factor is left after it."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS).exclude(
            pk=authenticator.pk
        )
        return authenticator.type not in FACTORS or others.exists()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What is written in the box of a new passkey's name; she may write over it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return "My phone" if number == 0 else f"Passkey {number + 1}"


@receiver(authenticator_added)
def remember_that_it_was_set_up(request: HttpRequest, authenticator: Any, **_: Any) -> None:
    """She has shown in this sign-in that she holds it."""
    if authenticator.type in FACTORS:
        request.session[SET_UP_HERE] = True


def is_invented(user: Any) -> bool:
    """Whether this is one of the demonstration's people, under a domain that nobody can own."""
    return bool(settings.DEMO) and user.is_authenticated and user.email.endswith(".example")


def is_passed(request: Any) -> bool:
    """Whether this sign-in passed a second factor. The demonstration's people, who are invented, need none."""
    if is_invented(request.user) or request.session.get(SET_UP_HERE):
        return True
    return any(one["method"] == "mfa" for one in get_authentication_records(request, request.user))


def has_one(user: Any) -> bool:
    """Whether she holds a passkey or an app."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())
