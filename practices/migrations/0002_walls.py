"""Row-level security on what this app keeps for a Practice, and on the two tables that are read before a scope."""

from django.db import migrations

from practices.tenancy.seal import SEALED
from practices.tenancy.walls import TENANT_CONDITION, TENANT_LOGINS, GuardTable

OWN_PRACTICE = "id = (SELECT app_sealed('app.practice_id')::bigint)"
OWN_MEMBERSHIP = "user_id = (SELECT NULLIF(current_setting('app.user_id', true), '')::bigint)"


class Migration(migrations.Migration):
    dependencies = [("practices", "0001_initial")]

    operations = [
        migrations.RunSQL(SEALED, "DROP FUNCTION app_sealed; DROP FUNCTION app_seal_of; DROP TABLE practices_scopekey"),
        # Django's cache, here for rate limits: they must hold for every web process and survive Redis and a restart
        migrations.RunSQL(
            sql=[
                "CREATE TABLE practices_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, "
                "expires timestamptz NOT NULL)",
                "CREATE INDEX practices_cache_expires ON practices_cache (expires)",
            ],
            reverse_sql="DROP TABLE practices_cache",
        ),
        GuardTable("AccessRecord"),
        # every login may find a Practice by its slug; only the owner makes one; a scope changes its own
        migrations.RunSQL(
            sql=[
                "ALTER TABLE practices_practice ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE practices_practice FORCE ROW LEVEL SECURITY",
                "CREATE POLICY found_by_slug ON practices_practice FOR SELECT USING (true)",
                f"CREATE POLICY own_practice ON practices_practice FOR UPDATE TO app_rw USING ({OWN_PRACTICE})",
                "CREATE POLICY made_by_owner ON practices_practice TO app_owner USING (true) WITH CHECK (true)",
            ],
            reverse_sql="ALTER TABLE practices_practice DISABLE ROW LEVEL SECURITY",
        ),
        # a membership opens to the person signed in and, within a scope, to its team; only a scope writes one
        migrations.RunSQL(
            sql=[
                "ALTER TABLE practices_membership ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE practices_membership FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY tenant ON practices_membership TO {TENANT_LOGINS} "
                f"USING ({TENANT_CONDITION}) WITH CHECK ({TENANT_CONDITION})",
                f"CREATE POLICY own_membership ON practices_membership FOR SELECT TO app_rw USING ({OWN_MEMBERSHIP})",
                "ALTER TABLE practices_membership ADD CONSTRAINT practices_membership_of_practice "
                "UNIQUE (practice_id, id)",
            ],
            reverse_sql="ALTER TABLE practices_membership DISABLE ROW LEVEL SECURITY",
        ),
    ]
