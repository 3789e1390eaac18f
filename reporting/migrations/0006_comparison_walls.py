"""Walls of what National's comparison reads, and the trigger that says which figures have changed."""

from django.db import migrations

from practices.tenancy.walls import GuardTable

NATIONAL = """
CREATE POLICY national_prepares ON reporting_toprepare TO app_national USING (true) WITH CHECK (true);
CREATE POLICY national_prepares ON reporting_standingfigures TO app_national USING (true) WITH CHECK (
    EXISTS (SELECT 1 FROM reporting_return r
            WHERE r.id = return_id AND r.practice_id = reporting_standingfigures.practice_id));
"""
NATIONAL_AWAY = """
DROP POLICY national_prepares ON reporting_toprepare;
DROP POLICY national_prepares ON reporting_standingfigures;
"""
# by a trigger, so that no way of sending, accepting or sending back a return leaves the comparison as it was
NOTE = """
CREATE FUNCTION reporting_return_to_prepare() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO reporting_toprepare (practice_id, quarter) VALUES (NEW.practice_id, NEW.quarter);
    RETURN NULL;
END $$;
CREATE TRIGGER to_prepare AFTER UPDATE OF status ON reporting_return
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION reporting_return_to_prepare();
"""
NOTE_AWAY = """
DROP TRIGGER to_prepare ON reporting_return;
DROP FUNCTION reporting_return_to_prepare();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_comparison")]

    operations = [
        GuardTable("ToPrepare"),
        GuardTable("StandingFigures"),
        migrations.RunSQL(NATIONAL, NATIONAL_AWAY),
        migrations.RunSQL(NOTE, NOTE_AWAY),
    ]
