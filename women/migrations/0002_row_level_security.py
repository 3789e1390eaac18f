"""Row-level security on every table of a case and its history, the cohort's limit of open seats, restricted records."""

from django.db import migrations

from practices.tenancy.walls import GuardTable
from women.capacity import CAPACITY_FUNCTION
from women.restricted import HIDDEN, POLICY, put_up

CAPACITY = f"""
{CAPACITY_FUNCTION}
CREATE CONSTRAINT TRIGGER cohort_has_a_seat_for_a_new_place AFTER INSERT ON women_place
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.offered_on IS NOT NULL AND NEW.declined_on IS NULL
          AND NEW.completed_on IS NULL AND NEW.closed_on IS NULL)
    EXECUTE FUNCTION women_cohort_has_a_seat();

CREATE CONSTRAINT TRIGGER cohort_has_a_seat_for_a_changed_place AFTER UPDATE ON women_place
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.offered_on IS NOT NULL AND NEW.declined_on IS NULL
          AND NEW.completed_on IS NULL AND NEW.closed_on IS NULL
          AND (OLD.offered_on IS NULL OR OLD.declined_on IS NOT NULL
               OR OLD.completed_on IS NOT NULL OR OLD.closed_on IS NOT NULL))
    EXECUTE FUNCTION women_cohort_has_a_seat();
"""
CAPACITY_AWAY = """
DROP TRIGGER cohort_has_a_seat_for_a_new_place ON women_place;
DROP TRIGGER cohort_has_a_seat_for_a_changed_place ON women_place;
DROP FUNCTION women_cohort_has_a_seat();
"""
# one door: an offered transfer opens to the Practice that it is offered to
OFFERED = """
CREATE POLICY offered_to_read ON women_transfer FOR SELECT TO app_rw
    USING (to_practice_id = (SELECT app_sealed('app.practice_id')::bigint));
CREATE POLICY offered_to_answer ON women_transfer FOR UPDATE TO app_rw
    USING (to_practice_id = (SELECT app_sealed('app.practice_id')::bigint) AND state = 'offered')
    WITH CHECK (to_practice_id = (SELECT app_sealed('app.practice_id')::bigint) AND state IN ('accepted', 'declined'));
"""
OFFERED_AWAY = "DROP POLICY offered_to_read ON women_transfer; DROP POLICY offered_to_answer ON women_transfer"
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

# parents first: composite foreign keys point to their unique keys
COUNTED_PARENTS = ("Cohort", "Place", "Child", "Goal", "RecordCopy")
PARENTS = ("Woman", "Document", "Instrument", "Note", "Erasure", "Consent", "Request", "Transfer")
COUNTED = ("Contraception", "Pregnancy", "GoalScore")
OTHERS = (
    "Step", "WomanUserObjectPermission", "WomanGroupObjectPermission", "Cover", "ChildContact", "ChildStatus", "CheckIn",
    "DocumentContent", "Flag", "Need", "Person", "SafeContact", "StepNote", "TransitionPlan", "WellbeingScore",
    "KeepingRules", "LegalHold", "LegalBasis", "Certificate", "CopyDecision", "CopyFile",
)  # fmt: skip
HISTORIES = (
    "Cohort", "Woman", "Place", "Child", "Contraception", "Pregnancy", "Goal", "GoalScore", "ChildContact", "ChildStatus",
    "CheckIn", "Document", "Erasure", "Flag", "Instrument", "Need", "Person", "SafeContact", "TransitionPlan",
    "WellbeingScore", "KeepingRules", "LegalHold", "LegalBasis", "Consent", "Request",
)  # fmt: skip


def hide(apps, schema_editor):
    """Put the restrictive policy on the tables of a case, and on what the app below keeps of her."""
    models = [*apps.get_app_config("women").get_models(), *apps.get_app_config("practices").get_models()]
    tables = {model._meta.db_table: {field.column for field in model._meta.fields} for model in models}
    tenants = {name: columns for name, columns in tables.items() if "practice_id" in columns}
    with schema_editor.connection.cursor() as cursor:
        put_up(cursor, tenants)


def show(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = %s", [POLICY])
        for (table,) in cursor.fetchall():
            cursor.execute(f"DROP POLICY {POLICY} ON {table}")


class Migration(migrations.Migration):
    replaces = [
        ("women", "0002_walls"),
        ("women", "0004_day_walls"),
        ("women", "0005_sealed_scope"),
        ("women", "0007_restricted_walls"),
        ("women", "0009_law_walls"),
    ]

    dependencies = [("women", "0001_schema"), ("practices", "0002_row_level_security")]

    operations = [
        *(GuardTable(name, parent=True) for name in PARENTS),
        *(GuardTable(name, parent=True, counted=True) for name in COUNTED_PARENTS),
        *(GuardTable(name, counted=True) for name in COUNTED),
        *(GuardTable(name) for name in OTHERS),
        *(GuardTable(f"{name}Event") for name in HISTORIES),
        migrations.RunSQL(CAPACITY, CAPACITY_AWAY),
        migrations.RunSQL(OFFERED, OFFERED_AWAY),
        migrations.RunSQL(
            ONLY_ANSWER,
            "DROP TRIGGER only_the_answer ON women_transfer; DROP FUNCTION women_transfer_is_answered()",
        ),
        migrations.RunSQL(HIDDEN, "DROP FUNCTION app_hidden_women"),
        migrations.RunPython(hide, show),
    ]
