"""The check of open seats seals the scope that it sets for its own reads."""

from django.db import migrations

from women.capacity import CAPACITY_FUNCTION


class Migration(migrations.Migration):
    dependencies = [("women", "0004_day_walls"), ("practices", "0011_sealed_scope")]

    operations = [migrations.RunSQL(CAPACITY_FUNCTION, migrations.RunSQL.noop)]
