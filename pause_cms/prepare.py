"""Brings the embedded database to where the code expects it: logins, database, migrations."""

import django
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from pause_cms.embedded import SUPERUSER, Embedded


def prepare_embedded(servers: Embedded, *, migrate: bool) -> None:
    """Make the logins and the database once, and run the migrations that are missing."""
    django.setup()
    from practices.tenancy.logins import make_database, make_logins

    make_logins(servers.database_url(SUPERUSER, SUPERUSER), passwords={})
    make_database(servers.database_url(SUPERUSER, SUPERUSER), name="pause")
    if migrate:
        executor = MigrationExecutor(connections["owner"])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
