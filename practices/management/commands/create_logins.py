"""Makes the logins and the database on a PostgreSQL server of your own, and prints the URLs to set."""

import secrets
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from practices.tenancy.logins import ALL_LOGINS, BACKUP, make_database, make_logins


class Command(BaseCommand):
    """Run once a server, before the first migration; again to give every login a new password."""

    help = "Makes the database and its logins, each with a new password, and prints the URLs to set."

    def add_arguments(self, parser: CommandParser) -> None:
        """The administrator's URL is used once and kept nowhere."""
        parser.add_argument("admin_url", help="URL of a login that may create roles and databases")
        parser.add_argument("--database", default="pause", help="name of the database (default: pause)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them and print one line a URL."""
        passwords = {login: secrets.token_urlsafe(24) for login in ALL_LOGINS}
        try:
            make_logins(options["admin_url"], passwords=passwords)
            make_database(options["admin_url"], name=options["database"])
        except psycopg2.Error as error:
            raise CommandError(f"The server refused: {str(error).strip().splitlines()[0]}") from error
        place = urlsplit(options["admin_url"]).netloc.rpartition("@")[2]
        for alias, login in settings.LOGINS.items():
            url = f"postgresql://{login}:{passwords[login]}@{place}/{options['database']}"
            self.stdout.write(f"{settings.DATABASE_VARIABLES[alias]}={url}")
        backup = f"postgresql://{BACKUP}:{passwords[BACKUP]}@{place}/{options['database']}"
        self.stdout.write(f"DATABASE_BACKUP_URL={backup}")
