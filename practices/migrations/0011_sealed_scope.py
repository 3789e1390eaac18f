"""Walls that were put up before scopes were sealed ask for the seal too."""

from django.db import migrations

from practices.tenancy.seal import SEALED
from practices.tenancy.walls import COUNT_CONDITION, COUNT_POLICY, TENANT_CONDITION

MEND = f"""
DO $$
DECLARE
    wall record;
BEGIN
    FOR wall IN SELECT tablename, policyname FROM pg_policies
        WHERE schemaname = 'public' AND policyname = 'tenant' AND qual NOT LIKE '%app_sealed%' LOOP
        EXECUTE format('ALTER POLICY tenant ON %I USING ({TENANT_CONDITION.replace("'", "''")}) '
                       'WITH CHECK ({TENANT_CONDITION.replace("'", "''")})', wall.tablename);
    END LOOP;
    FOR wall IN SELECT tablename, policyname FROM pg_policies
        WHERE schemaname = 'public' AND policyname = '{COUNT_POLICY}' AND qual NOT LIKE '%app_sealed%' LOOP
        EXECUTE format('ALTER POLICY {COUNT_POLICY} ON %I '
                       'USING ({COUNT_CONDITION.replace("'", "''")})', wall.tablename);
    END LOOP;
    ALTER POLICY own_practice ON practices_practice USING (id = (SELECT app_sealed('app.practice_id')::bigint));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("practices", "0010_tokens")]

    operations = [
        migrations.RunSQL(SEALED, migrations.RunSQL.noop),
        migrations.RunSQL(MEND, migrations.RunSQL.noop),
    ]
