"""`rotate_mfa_keys`: every seed of a second factor under the newest key."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from practices.sign_in.secrets import CannotDecrypt, encrypt_anew

SEEDS = ("secret", "seed")  # of an app, of recovery codes; a passkey's private half is not here


class Command(BaseCommand):
    """Encrypts the seeds anew; all of them or none."""

    help = "Encrypts the seeds of second factors with the first key of MFA_KEYS. Afterwards the others can be dropped."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Each row while it is locked, so that a code used meanwhile is not forgotten."""
        number = 0
        for one in Authenticator.objects.select_for_update().order_by("pk"):
            held = [name for name in SEEDS if name in one.data]
            try:
                one.data |= {name: encrypt_anew(one.data[name]) for name in held}
            except CannotDecrypt as error:
                raise CommandError(f"Nothing is changed. {error}") from error
            if held:
                one.save(update_fields=["data"])
                number += 1
        self.stdout.write(f"{number} seeds are encrypted with the newest key.")
