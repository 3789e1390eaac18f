"""Row-level security on the work done with her, and its history."""

from django.db import migrations

from practices.tenancy.walls import GuardTable
from women.restricted import put_up


def hide(apps, schema_editor):
    models = apps.get_app_config("sessions_log").get_models()
    tables = {model._meta.db_table: {field.column for field in model._meta.fields} for model in models}
    with schema_editor.connection.cursor() as cursor:
        put_up(cursor, tables)


class Migration(migrations.Migration):
    replaces = [
        ("sessions_log", "0003_walls"),
        ("sessions_log", "0005_day_walls"),
    ]

    dependencies = [("sessions_log", "0001_schema"), ("women", "0002_row_level_security")]

    operations = [
        GuardTable("GroupActivity", parent=True),
        GuardTable("Contact", parent=True, counted=True),
        GuardTable("Appointment", counted=True),
        GuardTable("Support", counted=True),
        *(GuardTable(name) for name in ("LocalOutcome", "WorkbookUpload", "Amendment", "CalendarFeed")),
        *(GuardTable(f"{name}Event") for name in ("Contact", "Appointment", "Support", "LocalOutcome", "GroupActivity")),
        migrations.RunPython(hide, migrations.RunPython.noop),
    ]
