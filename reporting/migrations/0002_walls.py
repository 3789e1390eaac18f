"""Row-level security on returns, National's sight of submitted ones, and the freeze at submission."""

from django.db import migrations

from practices.tenancy.walls import GuardTable

NATIONAL = """
CREATE POLICY national_reads_submitted ON reporting_return FOR SELECT TO app_national
    USING (status IN ('submitted', 'returned', 'accepted'));
CREATE POLICY national_reads_submitted ON reporting_returnfile FOR SELECT TO app_national
    USING (EXISTS (SELECT 1 FROM reporting_return WHERE reporting_return.id = return_id));
"""
NATIONAL_AWAY = """
DROP POLICY national_reads_submitted ON reporting_return;
DROP POLICY national_reads_submitted ON reporting_returnfile;
"""

# After submission a return's status may move on; nothing else of it, and none of its files, ever changes.
FREEZE = """
CREATE FUNCTION reporting_return_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'status' = to_jsonb(OLD) - 'status'
       AND (OLD.status, NEW.status) IN (('submitted', 'accepted'), ('submitted', 'returned')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a submitted return is frozen'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'return_is_frozen', TABLE = 'reporting_return';
END $$;
CREATE TRIGGER return_is_frozen BEFORE UPDATE OR DELETE ON reporting_return
    FOR EACH ROW WHEN (OLD.status <> 'draft') EXECUTE FUNCTION reporting_return_is_frozen();

CREATE FUNCTION reporting_returnfile_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM reporting_return
               WHERE id = coalesce(OLD.return_id, NEW.return_id) AND status <> 'draft') THEN
        RAISE EXCEPTION 'the files of a submitted return are frozen'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'return_file_is_frozen', TABLE = 'reporting_returnfile';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER return_file_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON reporting_returnfile
    FOR EACH ROW EXECUTE FUNCTION reporting_returnfile_is_frozen();
"""
FREEZE_AWAY = """
DROP TRIGGER return_is_frozen ON reporting_return;
DROP TRIGGER return_file_is_frozen ON reporting_returnfile;
DROP FUNCTION reporting_return_is_frozen();
DROP FUNCTION reporting_returnfile_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("practices", "0002_walls")]

    operations = [
        GuardTable("Return", parent=True),
        GuardTable("ReturnFile"),
        GuardTable("ReturnJob", counted=True),
        migrations.RunSQL(NATIONAL, NATIONAL_AWAY),
        migrations.RunSQL(FREEZE, FREEZE_AWAY),
    ]
