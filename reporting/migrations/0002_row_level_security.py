"""Row-level security on returns and on what is said of them, what National may read and write, and what is frozen."""

from django.db import migrations

from practices.tenancy.walls import GuardTable
from women.restricted import put_up

SEEN_BY_NATIONAL = "EXISTS (SELECT 1 FROM reporting_return r WHERE r.id = return_id AND r.practice_id = {}.practice_id)"
NATIONAL = f"""
CREATE POLICY national_reads_submitted ON reporting_return FOR SELECT TO app_national
    USING (status IN ('submitted', 'returned', 'accepted'));
CREATE POLICY national_reads_submitted ON reporting_returnfile FOR SELECT TO app_national
    USING (EXISTS (SELECT 1 FROM reporting_return WHERE reporting_return.id = return_id));
CREATE POLICY national_decides ON reporting_return FOR UPDATE TO app_national
    USING (status = 'submitted') WITH CHECK (status IN ('accepted', 'returned'));
CREATE POLICY national_reads_what_was_submitted ON reporting_question FOR SELECT TO app_national
    USING ({SEEN_BY_NATIONAL.format("reporting_question")});
CREATE POLICY national_asks ON reporting_question FOR INSERT TO app_national
    WITH CHECK ({SEEN_BY_NATIONAL.format("reporting_question")});
CREATE POLICY national_reads_threads ON reporting_message FOR SELECT TO app_national
    USING (EXISTS (SELECT 1 FROM reporting_question q WHERE q.id = question_id));
CREATE POLICY national_speaks_for_itself ON reporting_message FOR INSERT TO app_national
    WITH CHECK (side = 'national' AND EXISTS (
        SELECT 1 FROM reporting_question q WHERE q.id = question_id AND q.practice_id = reporting_message.practice_id));
CREATE POLICY practice_speaks_for_itself ON reporting_message AS RESTRICTIVE FOR INSERT TO app_rw
    WITH CHECK (side = 'practice');
CREATE POLICY national_reads_decisions ON reporting_decision FOR SELECT TO app_national
    USING ({SEEN_BY_NATIONAL.format("reporting_decision")});
CREATE POLICY national_signs_decisions ON reporting_decision FOR INSERT TO app_national
    WITH CHECK ({SEEN_BY_NATIONAL.format("reporting_decision")});
CREATE POLICY national_reads_restatements ON reporting_restatement FOR SELECT TO app_national
    USING ({SEEN_BY_NATIONAL.format("reporting_restatement")});
CREATE POLICY national_reads_reminders ON reporting_reminder FOR SELECT TO app_national USING (true);
CREATE POLICY national_reminds ON reporting_reminder FOR INSERT TO app_national
    WITH CHECK (sent_at IS NULL AND sent_to = 0);
CREATE POLICY national_prepares ON reporting_toprepare TO app_national USING (true) WITH CHECK (true);
CREATE POLICY national_prepares ON reporting_standingfigures TO app_national USING (true) WITH CHECK (
    EXISTS (SELECT 1 FROM reporting_return r
            WHERE r.id = return_id AND r.practice_id = reporting_standingfigures.practice_id));
CREATE POLICY national_reads_agreements ON reporting_successagreement FOR SELECT TO app_national USING (true);
CREATE POLICY national_reads_agreements ON reporting_criterion FOR SELECT TO app_national USING (true);
CREATE POLICY national_reads_submitted ON reporting_story FOR SELECT TO app_national USING (
    EXISTS (SELECT 1 FROM reporting_return r WHERE r.id = return_id AND r.practice_id = reporting_story.practice_id));
"""

# A return is made as a draft; submitting changes its status and who and when, nothing else; after that its status may
# move on (never by a Practice's login), and nothing else of it, and none of its files, ever changes. search_path is
# fixed, or a temporary table of the same name would answer instead.
FREEZE = """
CREATE FUNCTION reporting_return_is_frozen() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sending text[] := ARRAY['status', 'submitted_at', 'submitted_by_id', 'countersigned_by_id'];
BEGIN
    IF TG_OP = 'INSERT' AND NEW.status = 'draft' THEN
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' AND OLD.status = 'draft' THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND (
        (OLD.status = 'draft' AND NEW.status = 'draft')
        OR (OLD.status = 'draft' AND NEW.status = 'submitted' AND to_jsonb(NEW) - sending = to_jsonb(OLD) - sending)
        OR ((OLD.status, NEW.status) IN (('submitted', 'accepted'), ('submitted', 'returned')) AND current_user <> 'app_rw'
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
STANDS = """
CREATE FUNCTION reporting_agreement_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint;
BEGIN
    IF TG_TABLE_NAME = 'reporting_successagreement' THEN
        IF OLD.agreed_on IS NULL THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
    ELSE
        FOREACH touched IN ARRAY ARRAY[
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.agreement_id END,
            CASE WHEN TG_OP <> 'DELETE' THEN NEW.agreement_id END]
        LOOP
            IF EXISTS (SELECT 1 FROM reporting_successagreement a WHERE a.id = touched AND a.agreed_on IS NOT NULL) THEN
                RAISE EXCEPTION 'what was agreed stands'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_stands', TABLE = TG_TABLE_NAME;
            END IF;
        END LOOP;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'what was agreed stands'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_stands', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER agreement_stands BEFORE UPDATE OR DELETE ON reporting_successagreement
    FOR EACH ROW EXECUTE FUNCTION reporting_agreement_stands();
CREATE TRIGGER agreement_stands BEFORE INSERT OR UPDATE OR DELETE ON reporting_criterion
    FOR EACH ROW EXECUTE FUNCTION reporting_agreement_stands();
"""
STANDS_AWAY = """
DROP TRIGGER agreement_stands ON reporting_criterion;
DROP TRIGGER agreement_stands ON reporting_successagreement;
DROP FUNCTION reporting_agreement_stands();
"""
# once its return is submitted a story is withdrawn or erased, nothing else
STORY = """
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
STORY_AWAY = "DROP TRIGGER story_stands ON reporting_story; DROP FUNCTION reporting_story_stands();"
OTHERS = (
    "ReturnFile", "Acceptance", "Narrative", "HiddenByHand", "Dismissal", "Message", "Decision", "Restatement",
    "ToPrepare", "StandingFigures", "Criterion", "Story",
)  # fmt: skip


def hide(apps, schema_editor):
    models = [apps.get_model("reporting", name) for name in ("Acceptance", "Story")]
    with schema_editor.connection.cursor() as cursor:
        put_up(cursor, {model._meta.db_table: {field.column for field in model._meta.fields} for model in models})


def national_away(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT policyname, tablename FROM pg_policies WHERE tablename LIKE 'reporting_%%' "
            "AND (policyname LIKE 'national_%%' OR policyname = 'practice_speaks_for_itself')"
        )
        for policy, table in cursor.fetchall():
            cursor.execute(f"DROP POLICY {policy} ON {table}")


class Migration(migrations.Migration):
    replaces = [
        ("reporting", "0002_walls"),
        ("reporting", "0004_quarter_walls"),
        ("reporting", "0006_comparison_walls"),
        ("reporting", "0009_criteria_walls"),
        ("reporting", "0011_story_walls"),
    ]

    dependencies = [("reporting", "0001_schema"), ("sessions_log", "0002_row_level_security")]

    operations = [
        *(GuardTable(name, parent=True) for name in ("Return", "Question", "SuccessAgreement")),
        *(GuardTable(name, counted=True) for name in ("ReturnJob", "Reminder")),
        *(GuardTable(name) for name in OTHERS),
        migrations.RunSQL(NATIONAL, migrations.RunSQL.noop),
        migrations.RunPython(migrations.RunPython.noop, national_away),
        migrations.RunSQL(FREEZE, FREEZE_AWAY),
        migrations.RunSQL(NOTE, NOTE_AWAY),
        migrations.RunSQL(STANDS, STANDS_AWAY),
        migrations.RunSQL(STORY, STORY_AWAY),
        migrations.RunPython(hide, migrations.RunPython.noop),
    ]
