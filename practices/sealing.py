"""Sealed drafts: a browser seals with the public half of its owner's key; only here, and only for her, they open.

An envelope is JSON: `key`, an AES-256 key wrapped by RSA-OAEP (SHA-256); `iv`; `words`, the AES-GCM ciphertext;
`about`, whose and what it is, in clear but bound to the words as additional data. All but `about` are base64.
"""

import base64
import json
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from practices.models import SealingKey, User

KEY_BITS = 2048
OAEP = padding.OAEP(mgf=padding.MGF1(algorithm=hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


class CannotOpen(Exception):
    """The envelope is not sealed to this person's key, or was changed."""


def _wrapping() -> Fernet:
    """What encrypts private halves in the database: a key of its own, derived from SECRET_KEY."""
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"sealing keys").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(derived))


def public_key_of(user: User) -> bytes:
    """The public half of her key as SubjectPublicKeyInfo (DER).

    Made at first use, and anew where the private half does not open any more because SECRET_KEY has changed.
    """
    kept = SealingKey.objects.filter(user=user).first()
    if kept is None or _private_of(kept) is None:
        private = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
        public = private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        secret = private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        halves = {"public_der": public, "private_encrypted": _wrapping().encrypt(secret)}
        if kept is None:
            kept, _ = SealingKey.objects.get_or_create(user=user, defaults=halves)
        else:
            kept, _ = SealingKey.objects.update_or_create(user=user, defaults=halves)
    return bytes(kept.public_der)


def _private_of(kept: SealingKey) -> rsa.RSAPrivateKey | None:
    try:
        secret = _wrapping().decrypt(bytes(kept.private_encrypted))
    except InvalidToken:
        return None
    return cast(rsa.RSAPrivateKey, serialization.load_der_private_key(secret, password=None))


def open_sealed(user: User, envelope: dict[str, Any], *, about: str) -> dict[str, Any]:
    """The fields that were sealed; raises CannotOpen, also where the envelope is not about what `about` begins with."""
    kept = SealingKey.objects.filter(user=user).first()
    private = _private_of(kept) if kept is not None else None
    try:
        if private is None or not str(envelope["about"]).startswith(about):
            raise CannotOpen
        key, iv, words = (base64.b64decode(envelope[part], validate=True) for part in ("key", "iv", "words"))
        plain = AESGCM(private.decrypt(key, OAEP)).decrypt(iv, words, str(envelope["about"]).encode())
        fields = json.loads(plain)
    except (KeyError, TypeError, ValueError, RecursionError, InvalidTag) as error:
        raise CannotOpen from error
    if not isinstance(fields, dict):
        raise CannotOpen
    return fields
