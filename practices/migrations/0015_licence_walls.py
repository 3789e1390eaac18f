"""National's admin makes Practices, on National's own login."""

from django.db import migrations

MAKES = "CREATE POLICY national_makes ON practices_practice FOR INSERT TO app_national WITH CHECK (true)"


class Migration(migrations.Migration):
    dependencies = [("practices", "0014_licence")]

    operations = [migrations.RunSQL(MAKES, "DROP POLICY national_makes ON practices_practice")]
