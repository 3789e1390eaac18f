"""Restores a backup into a database of its own and counts."""

from pathlib import Path
from typing import Any

import psycopg2
from django.core.management.base import BaseCommand, CommandError, CommandParser

from practices.backup import CannotBackUp, drill


class Command(BaseCommand):
    """A backup that nobody has restored is a hope. Once a month, on a server where the logins exist."""

    help = "Restores a backup into a new database, compares a count of every table, and drops it again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which backup, the secret half of its key, and a login that may create databases."""
        parser.add_argument("file", type=Path, help="a .dump.age file, its .counts.json beside it")
        parser.add_argument("--key", type=Path, required=True, help="a file with the secret half of the key")
        parser.add_argument("--admin-url", required=True, help="URL of a login that may create databases")

    def handle(self, *args: Any, **options: Any) -> None:
        """Leave with 0 and how many rows came back, or with 1 and what differs."""
        try:
            found, differs = drill(options["file"], options["key"].read_text(), options["admin_url"])
        except (CannotBackUp, OSError, psycopg2.Error) as error:
            raise CommandError(str(error).strip().splitlines()[0]) from error
        if differs:
            raise CommandError("The restored database differs. " + "; ".join(differs[:10]))
        self.stdout.write(f"OK: {sum(found.values()):,} rows of {len(found)} tables came back as they were.")
