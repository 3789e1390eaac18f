"""The wall of a story, and what may become of it once its return is submitted: withdrawn or erased, nothing else."""

from django.db import migrations

from practices.tenancy.walls import GuardTable, same_practice
from women.restricted import put_up

STORY = """
CREATE POLICY national_reads_submitted ON reporting_story FOR SELECT TO app_national USING (
    EXISTS (SELECT 1 FROM reporting_return r WHERE r.id = return_id AND r.practice_id = reporting_story.practice_id));
CREATE FUNCTION reporting_story_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    one bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.return_id ELSE OLD.return_id END;
    held text;
    taking text[] := ARRAY['words', 'withdrawn_on', 'withdrawn_by_id'];
BEGIN
    IF current_user = 'app_erase' THEN  -- which may blank the words, and reads no return
        RETURN NEW;
    END IF;
    SELECT status INTO held FROM reporting_return WHERE id = one;
    IF held = 'draft' OR (TG_OP = 'DELETE' AND held IS NULL)
        OR (TG_OP = 'UPDATE' AND NEW.words = '' AND to_jsonb(NEW) - taking = to_jsonb(OLD) - taking)
    THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a story that was submitted can be withdrawn and nothing else'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'story_stands', TABLE = 'reporting_story';
END $$;
CREATE TRIGGER story_stands BEFORE INSERT OR UPDATE OR DELETE ON reporting_story
    FOR EACH ROW EXECUTE FUNCTION reporting_story_stands();
"""
AWAY = """
DROP TRIGGER story_stands ON reporting_story;
DROP FUNCTION reporting_story_stands();
DROP POLICY national_reads_submitted ON reporting_story;
"""


def hide(apps, schema_editor):
    columns = {field.column for field in apps.get_model("reporting", "Story")._meta.fields}
    with schema_editor.connection.cursor() as cursor:
        put_up(cursor, {"reporting_story": columns})


class Migration(migrations.Migration):
    dependencies = [("reporting", "0010_law"), ("women", "0009_law_walls")]

    operations = [
        GuardTable("Story"),
        same_practice("reporting_narrative", "story_of_id", "women_woman"),
        migrations.RunSQL(STORY, AWAY),
        migrations.RunPython(hide, migrations.RunPython.noop),
    ]
