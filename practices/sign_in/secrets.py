"""The seeds of second factors are encrypted in the database, by keys that are kept outside it (ADR 0037)."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotDecrypt(Exception):
    """No key that is set opens it; the message says what to do."""


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.MFA_KEYS])


def encrypt(text: str) -> str:
    """With the newest key, the first of MFA_KEYS."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """With whichever key it was encrypted; raises CannotDecrypt."""
    try:
        return _keys().decrypt(encrypted.encode()).decode()
    except InvalidToken as error:
        raise CannotDecrypt(
            "No key in MFA_KEYS opens this seed. Put the former key back as the last of them."
        ) from error


def encrypt_anew(encrypted: str) -> str:
    """The same text under the newest key; raises CannotDecrypt."""
    try:
        return _keys().rotate(encrypted.encode()).decode()
    except InvalidToken as error:
        raise CannotDecrypt(
            "No key in MFA_KEYS opens this seed. Put the former key back as the last of them."
        ) from error
