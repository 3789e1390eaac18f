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

# A return is made as a draft; submitting changes its status and who and when, nothing else; after that its status may
# move on, and nothing else of it, and none of its files, ever changes. search_path is fixed, or a temporary table of
# the same name would answer instead.
FREEZE = """
CREATE FUNCTION reporting_return_is_frozen() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sending text[] := ARRAY['status', 'submitted_at', 'submitted_by_id'];
BEGIN
    IF TG_OP = 'INSERT' AND NEW.status = 'draft' THEN
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' AND OLD.status = 'draft' THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND (
        (OLD.status = 'draft' AND NEW.status = 'draft')
        OR (OLD.status = 'draft' AND NEW.status = 'submitted' AND to_jsonb(NEW) - sending = to_jsonb(OLD) - sending)
        OR ((OLD.status, NEW.status) IN (('submitted', 'accepted'), ('submitted', 'returned'))
            AND to_jsonb(NEW) - 'status' = to_jsonb(OLD) - 'status')
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a submitted return is frozen'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'return_is_frozen', TABLE = 'reporting_return';
END $$;
CREATE TRIGGER return_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON reporting_return
    FOR EACH ROW EXECUTE FUNCTION reporting_return_is_frozen();

CREATE FUNCTION reporting_returnfile_is_frozen() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    concerned bigint[];
BEGIN
    IF TG_OP <> 'INSERT' THEN concerned := concerned || OLD.return_id; END IF;
    IF TG_OP <> 'DELETE' THEN concerned := concerned || NEW.return_id; END IF;
    IF EXISTS (SELECT 1 FROM reporting_return WHERE id = ANY (concerned) AND status <> 'draft') THEN
        RAISE EXCEPTION 'the files of a submitted return are frozen'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'return_file_is_frozen', TABLE = 'reporting_returnfile';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
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
