"""Walls of what goes into a return and what is said of it after; what National may write; the freeze."""

from django.db import migrations

from practices.tenancy.walls import GuardTable

SEEN_BY_NATIONAL = "EXISTS (SELECT 1 FROM reporting_return r WHERE r.id = return_id AND r.practice_id = {}.practice_id)"
NATIONAL = f"""
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
"""
POLICIES = (
    ("national_decides", "return"),
    ("national_reads_what_was_submitted", "question"),
    ("national_asks", "question"),
    ("national_reads_threads", "message"),
    ("national_speaks_for_itself", "message"),
    ("practice_speaks_for_itself", "message"),
    ("national_reads_decisions", "decision"),
    ("national_signs_decisions", "decision"),
    ("national_reads_restatements", "restatement"),
    ("national_reads_reminders", "reminder"),
    ("national_reminds", "reminder"),
)
NATIONAL_AWAY = "".join(f"DROP POLICY {name} ON reporting_{table};" for name, table in POLICIES)

# as in 0002, with the second person's name among what sending writes; and a Practice's login never decides
FREEZE = """
CREATE OR REPLACE FUNCTION reporting_return_is_frozen() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sending text[] := ARRAY['status', 'submitted_at', 'submitted_by_id'{further}];
BEGIN
    IF TG_OP = 'INSERT' AND NEW.status = 'draft' THEN
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' AND OLD.status = 'draft' THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND (
        (OLD.status = 'draft' AND NEW.status = 'draft')
        OR (OLD.status = 'draft' AND NEW.status = 'submitted' AND to_jsonb(NEW) - sending = to_jsonb(OLD) - sending)
        OR ((OLD.status, NEW.status) IN (('submitted', 'accepted'), ('submitted', 'returned')){decides}
            AND to_jsonb(NEW) - 'status' = to_jsonb(OLD) - 'status')
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a submitted return is frozen'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'return_is_frozen', TABLE = 'reporting_return';
END $$;
"""
NOT_A_PRACTICE = " AND current_user <> 'app_rw'"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_quarter")]

    operations = [
        GuardTable("Acceptance"),
        GuardTable("Narrative"),
        GuardTable("HiddenByHand"),
        GuardTable("Dismissal"),
        GuardTable("Question", parent=True),
        GuardTable("Message"),
        GuardTable("Decision"),
        GuardTable("Restatement"),
        GuardTable("Reminder", counted=True),
        migrations.RunSQL(NATIONAL, NATIONAL_AWAY),
        migrations.RunSQL(
            FREEZE.replace("{further}", ", 'countersigned_by_id'").replace(
                "{decides}", " AND current_user <> 'app_rw'"
            ),
            FREEZE.replace("{further}", "").replace("{decides}", ""),
        ),
    ]
