"""`make_key`: a key for MFA_KEYS."""

from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Prints one key; it is kept nowhere."""

    help = "Prints a new key for MFA_KEYS. Put it first, with the former one after a comma, then run rotate_mfa_keys."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(Fernet.generate_key().decode())
