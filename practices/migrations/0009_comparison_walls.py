"""National says what kind of body runs a Practice; of the Practice's row its login may change nothing else."""

from django.db import migrations

POLICY = """
CREATE POLICY national_says_delivery ON practices_practice FOR UPDATE TO app_national
    USING (true) WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("practices", "0008_comparison")]

    operations = [migrations.RunSQL(POLICY, "DROP POLICY national_says_delivery ON practices_practice")]
