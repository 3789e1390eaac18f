"""Makes the two halves of a key for backups."""

from typing import Any

import pyrage
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """The public half goes to the server; the secret half goes into a safe, and never to the server."""

    help = "Prints a key for backups: the public half for the server, the secret half for a safe elsewhere."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print both; neither is kept."""
        identity = pyrage.x25519.Identity.generate()
        self.stdout.write(f"BACKUP_RECIPIENT={identity.to_public()}")
        self.stdout.write(f"Keep in a safe, not on this server: {identity}")
