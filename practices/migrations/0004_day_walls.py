"""Row-level security on sent forms; a sealing key opens to its owner only."""

from django.db import migrations

from practices.tenancy.walls import GuardTable

OWN_KEY = "user_id = (SELECT NULLIF(current_setting('app.user_id', true), '')::bigint)"


class Migration(migrations.Migration):
    dependencies = [("practices", "0003_day")]

    operations = [
        GuardTable("Submission"),
        migrations.RunSQL(
            sql=[
                "ALTER TABLE practices_sealingkey ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE practices_sealingkey FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY own_key ON practices_sealingkey TO app_rw USING ({OWN_KEY}) WITH CHECK ({OWN_KEY})",
            ],
            reverse_sql="ALTER TABLE practices_sealingkey DISABLE ROW LEVEL SECURITY",
        ),
    ]
