"""Migrations run on the owner's login."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections


class Command(Migrate):
    """Django's migrate, on the one login that may change the schema."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run on the alias `owner`."""
        if "owner" not in connections:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner's login may change the schema.")
        options["database"] = "owner"
        super().handle(*args, **options)
