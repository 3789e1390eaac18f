"""Row-level security on what this app keeps for a Practice, and on the tables that are read before a scope."""

from django.db import migrations

from practices.tenancy.seal import SEALED
from practices.tenancy.walls import COUNT_CONDITION, COUNT_POLICY, TENANT_CONDITION, TENANT_LOGINS, GuardTable

OWN_PRACTICE = "id = (SELECT app_sealed('app.practice_id')::bigint)"
OWN = "user_id = (SELECT NULLIF(current_setting('app.user_id', true), '')::bigint)"

# Django's cache, here for rate limits: they must hold for every web process and survive Redis and a restart
CACHE = """
CREATE TABLE practices_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX practices_cache_expires ON practices_cache (expires);
"""
# every login may find a Practice by its slug; the owner and National make one; a scope changes its own; National says
# what kind of body runs it, and its login may change nothing else of the row
PRACTICE = f"""
ALTER TABLE practices_practice ENABLE ROW LEVEL SECURITY;
ALTER TABLE practices_practice FORCE ROW LEVEL SECURITY;
CREATE POLICY found_by_slug ON practices_practice FOR SELECT USING (true);
CREATE POLICY own_practice ON practices_practice FOR UPDATE TO app_rw USING ({OWN_PRACTICE});
CREATE POLICY made_by_owner ON practices_practice TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY national_says_delivery ON practices_practice FOR UPDATE TO app_national USING (true) WITH CHECK (true);
CREATE POLICY national_makes ON practices_practice FOR INSERT TO app_national WITH CHECK (true);
"""
# a membership opens to the person signed in and, within a scope, to its team; only a scope writes one
MEMBERSHIP = f"""
ALTER TABLE practices_membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE practices_membership FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON practices_membership TO {TENANT_LOGINS}
    USING ({TENANT_CONDITION}) WITH CHECK ({TENANT_CONDITION});
CREATE POLICY own_membership ON practices_membership FOR SELECT TO app_rw USING ({OWN});
ALTER TABLE practices_membership ADD CONSTRAINT practices_membership_of_practice UNIQUE (practice_id, id);
"""
SEALING_KEY = f"""
ALTER TABLE practices_sealingkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE practices_sealingkey FORCE ROW LEVEL SECURITY;
CREATE POLICY own_key ON practices_sealingkey TO app_rw USING ({OWN}) WITH CHECK ({OWN});
"""
# the counting login sees which entries of the audit log are not linked yet
UNLINKED = f"CREATE POLICY {COUNT_POLICY} ON practices_accessrecord FOR SELECT TO app_count USING ({COUNT_CONDITION})"


class Migration(migrations.Migration):
    replaces = [
        ("practices", "0002_walls"),
        ("practices", "0004_day_walls"),
        ("practices", "0009_comparison_walls"),
        ("practices", "0011_sealed_scope"),
        ("practices", "0013_chain_walls"),
        ("practices", "0015_licence_walls"),
    ]

    dependencies = [("practices", "0001_schema")]

    operations = [
        migrations.RunSQL(SEALED, "DROP FUNCTION app_sealed; DROP FUNCTION app_seal_of; DROP TABLE practices_scopekey"),
        migrations.RunSQL(CACHE, "DROP TABLE practices_cache"),
        migrations.RunSQL(PRACTICE, "ALTER TABLE practices_practice DISABLE ROW LEVEL SECURITY"),
        migrations.RunSQL(MEMBERSHIP, "ALTER TABLE practices_membership DISABLE ROW LEVEL SECURITY"),
        migrations.RunSQL(SEALING_KEY, "ALTER TABLE practices_sealingkey DISABLE ROW LEVEL SECURITY"),
        GuardTable("AccessRecord"),
        GuardTable("Submission"),
        GuardTable("ChainLink", counted=True),
        GuardTable("ChainCheck"),
        migrations.RunSQL(UNLINKED, f"DROP POLICY {COUNT_POLICY} ON practices_accessrecord"),
    ]
