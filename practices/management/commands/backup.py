"""Takes an encrypted backup."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from practices.backup import CannotBackUp, prune, take


class Command(BaseCommand):
    """For the host's own clock, every night; on a login that no web or worker process has."""

    help = "Takes an encrypted backup into a folder, with a count of every table, and deletes those that are too old."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and for how long."""
        parser.add_argument("--to", type=Path, required=True, help="the folder; on another disk than the database")
        parser.add_argument("--keep-days", type=int, default=35, help="delete older ones (default: 35 days)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it, say how many rows it holds, delete what is too old."""
        url, recipient = os.environ.get("DATABASE_BACKUP_URL", ""), settings.BACKUP_RECIPIENT
        if not url or not recipient:
            raise CommandError(
                "Set DATABASE_BACKUP_URL (create_logins prints it) and BACKUP_RECIPIENT (make_backup_key prints it)."
            )
        if not options["to"].is_dir():
            raise CommandError(f"There is no folder {options['to']}. Make it first, on another disk.")
        now = timezone.now()
        try:
            taken = take(url, recipient, options["to"], now=now)
        except CannotBackUp as error:
            raise CommandError(str(error)) from error
        gone = prune(options["to"], now=now, days=options["keep_days"])
        rows = sum(taken.counts.values())
        self.stdout.write(
            f"{taken.path}: {rows:,} rows of {len(taken.counts)} tables, encrypted. {len(gone)} too old, deleted."
        )
