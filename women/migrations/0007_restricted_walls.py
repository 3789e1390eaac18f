"""Restricted records: hidden from whoever is not named, on every table of a case."""

from django.db import migrations

from practices.tenancy.walls import GuardTable
from women.restricted import HIDDEN, POLICY, put_up

COLUMNS = """
SELECT c.table_name, array_agg(c.column_name::text) FROM information_schema.columns c
JOIN pg_class t ON t.relname = c.table_name AND t.relkind = 'r' AND t.relrowsecurity
WHERE c.table_schema = 'public' GROUP BY 1
"""


def up(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        put_up(cursor, {table: set(columns) for table, columns in cursor.fetchall()})


def down(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = %s", [POLICY])
        for (table,) in cursor.fetchall():
            cursor.execute(f"DROP POLICY {POLICY} ON {table}")


class Migration(migrations.Migration):
    # after every table of a case stands, those of the apps above too: a newer one puts its wall up itself
    dependencies = [
        ("women", "0006_restricted"),
        ("sessions_log", "0005_day_walls"),
        ("reporting", "0009_criteria_walls"),
        ("practices", "0013_chain_walls"),
    ]

    operations = [
        GuardTable("Cover"),
        migrations.RunSQL(HIDDEN, "DROP FUNCTION app_hidden_women"),
        migrations.RunPython(up, down),
    ]
