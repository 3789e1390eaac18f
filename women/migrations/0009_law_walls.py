"""The walls of what the law asks for, and one door: an offered transfer opens to the Practice that it is offered to."""

from django.db import migrations

from practices.tenancy.walls import GuardTable, parent_key
from women.restricted import put_up

PARENTS = ("Consent", "Request", "Transfer", "RecordCopy")
OTHERS = (
    "KeepingRules", "LegalHold", "LegalBasis", "Certificate", "CopyDecision", "CopyFile",
    "KeepingRulesEvent", "LegalHoldEvent", "LegalBasisEvent", "ConsentEvent", "RequestEvent",
)  # fmt: skip
OFFERED = """
CREATE POLICY offered_to_read ON women_transfer FOR SELECT TO app_rw
    USING (to_practice_id = (SELECT app_sealed('app.practice_id')::bigint));
CREATE POLICY offered_to_answer ON women_transfer FOR UPDATE TO app_rw
    USING (to_practice_id = (SELECT app_sealed('app.practice_id')::bigint) AND state = 'offered')
    WITH CHECK (to_practice_id = (SELECT app_sealed('app.practice_id')::bigint) AND state IN ('accepted', 'declined'));
"""
# whoever answers changes the answer, and neither whose it was nor who she is
ONLY_ANSWER = """
CREATE FUNCTION women_transfer_is_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.practice_id, NEW.woman_id, NEW.to_practice_id, NEW.consent_id, NEW.offered_at, NEW.offered_by_id,
        NEW.parts, NEW.words, NEW.phase, NEW.is_restricted)
       IS DISTINCT FROM
       (OLD.practice_id, OLD.woman_id, OLD.to_practice_id, OLD.consent_id, OLD.offered_at, OLD.offered_by_id,
        OLD.parts, OLD.words, OLD.phase, OLD.is_restricted) AND current_user <> 'app_erase'
    THEN
        RAISE EXCEPTION 'An offered transfer is answered or taken back; it does not change.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_the_answer BEFORE UPDATE ON women_transfer
    FOR EACH ROW EXECUTE FUNCTION women_transfer_is_answered();
"""


def hide(apps, schema_editor):
    tables = {
        apps.get_model("women", name)._meta.db_table: {
            field.column for field in apps.get_model("women", name)._meta.fields
        }
        for name in (*PARENTS, *OTHERS)
    }
    with schema_editor.connection.cursor() as cursor:
        put_up(cursor, tables)


class Migration(migrations.Migration):
    dependencies = [("women", "0008_law")]

    operations = [
        parent_key("women_erasure"),
        *(GuardTable(name, parent=True) for name in PARENTS[:3]),
        GuardTable("RecordCopy", parent=True, counted=True),
        *(GuardTable(name) for name in OTHERS),
        migrations.RunSQL(OFFERED, migrations.RunSQL.noop),
        migrations.RunSQL(
            ONLY_ANSWER,
            "DROP TRIGGER only_the_answer ON women_transfer; DROP FUNCTION women_transfer_is_answered()",
        ),
        migrations.RunPython(hide, migrations.RunPython.noop),
    ]
