"""The names of those who sign are among what sending writes, and nothing writes them after."""

from importlib import import_module

from django.db import migrations

FREEZE: str = import_module("reporting.migrations.0002_row_level_security").FREEZE
START, END = "CREATE FUNCTION reporting_return_is_frozen", "END $$;"
BEFORE = FREEZE[FREEZE.index(START) : FREEZE.index(END) + len(END)].replace("CREATE", "CREATE OR REPLACE", 1)
SENDING = "'countersigned_by_id'"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_signers_names")]

    operations = [
        migrations.RunSQL(BEFORE.replace(SENDING, f"{SENDING}, 'submitted_name', 'countersigned_name'"), BEFORE),
    ]
