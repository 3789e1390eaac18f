"""`seed_scale --practices N`: volume to measure with."""

import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from reporting.demonstration.scale import fill


class Command(BaseCommand):
    """Fills N further invented Practices, each with 24 seats and 18 months of work, without history."""

    help = "Fills N invented Practices × 24 women × 18 months, for benchmarks."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, until when."""
        parser.add_argument("--practices", type=int, required=True)
        parser.add_argument("--today", type=date.fromisoformat, help="the day on which it all ends (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill them, then let PostgreSQL look at what came."""
        if options["practices"] < 1:
            raise CommandError("Say how many: --practices 60.")
        if "owner" not in connections:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner's login may make a Practice.")
        began = time.monotonic()
        contacts = fill(options["practices"], today=options["today"] or timezone.localdate(), say=self.stdout.write)
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(
            f"{options['practices']} Practices, {contacts} contacts, in {time.monotonic() - began:.1f} s."
        )
