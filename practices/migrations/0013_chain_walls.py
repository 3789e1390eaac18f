"""Row-level security on the chain; the counting login sees which looks are not linked yet."""

from django.db import migrations

from practices.tenancy.walls import COUNT_CONDITION, COUNT_POLICY, GuardTable


class Migration(migrations.Migration):
    dependencies = [("practices", "0012_chain")]

    operations = [
        GuardTable("ChainLink", counted=True),
        GuardTable("ChainCheck"),
        migrations.RunSQL(
            f"CREATE POLICY {COUNT_POLICY} ON practices_accessrecord FOR SELECT TO app_count USING ({COUNT_CONDITION})",
            f"DROP POLICY {COUNT_POLICY} ON practices_accessrecord",
        ),
    ]
