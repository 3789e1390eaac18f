"""The walls of merged records: a record that was merged into a hidden one is hidden with it."""

from django.db import migrations

from practices.tenancy.walls import GuardTable, same_practice
from women.restricted import HIDDEN, put_up

TABLES = {
    "women_merge": {"woman_id", "practice_id"},
    "women_mergeevent": {"woman_id", "practice_id"},
}


def hide(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        put_up(cursor, TABLES)


class Migration(migrations.Migration):
    dependencies = [("women", "0006_merged_records")]

    operations = [
        GuardTable("Merge"),
        GuardTable("MergeEvent"),
        same_practice("women_woman", "merged_into_id", "women_woman"),
        migrations.RunSQL(HIDDEN, migrations.RunSQL.noop),
        migrations.RunPython(hide, migrations.RunPython.noop),
    ]
