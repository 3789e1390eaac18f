"""Row-level security on every table of a case and its history, and the cohort's limit of open seats."""

from django.db import migrations

from practices.tenancy.walls import GuardTable

# Two people may offer the last seat at once: the second waits for the lock on the Practice, then counts again.
# A deferred check runs at commit, when the scope's setting is gone, so the function sets it for its own reads.
CAPACITY = """
CREATE FUNCTION women_cohort_has_a_seat() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    scope_before text := current_setting('app.practice_id', true);
    seats integer;
    taken integer;
BEGIN
    PERFORM set_config('app.practice_id', NEW.practice_id::text, true);
    PERFORM 1 FROM practices_practice WHERE id = NEW.practice_id FOR NO KEY UPDATE;
    SELECT capacity INTO seats FROM women_cohort WHERE id = NEW.cohort_id;
    SELECT count(*) INTO taken FROM women_place
        WHERE practice_id = NEW.practice_id AND offered_on IS NOT NULL
          AND declined_on IS NULL AND completed_on IS NULL AND closed_on IS NULL;
    PERFORM set_config('app.practice_id', coalesce(scope_before, ''), true);
    IF taken > seats THEN
        RAISE EXCEPTION 'all % seats of the cohort are taken', seats
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cohort_has_a_seat', TABLE = 'women_place';
    END IF;
    RETURN NULL;
END $$;

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


class Migration(migrations.Migration):
    dependencies = [("women", "0001_initial"), ("practices", "0002_walls")]

    operations = [
        GuardTable("Cohort", parent=True, counted=True),
        GuardTable("Woman", parent=True),
        GuardTable("Place", parent=True, counted=True),
        GuardTable("Step"),
        GuardTable("Child", counted=True),
        GuardTable("Contraception", counted=True),
        GuardTable("Pregnancy", counted=True),
        GuardTable("Goal", parent=True, counted=True),
        GuardTable("GoalScore", counted=True),
        GuardTable("WomanUserObjectPermission"),
        GuardTable("WomanGroupObjectPermission"),
        GuardTable("CohortEvent"),
        GuardTable("WomanEvent"),
        GuardTable("PlaceEvent"),
        GuardTable("ChildEvent"),
        GuardTable("ContraceptionEvent"),
        GuardTable("PregnancyEvent"),
        GuardTable("GoalEvent"),
        GuardTable("GoalScoreEvent"),
        migrations.RunSQL(CAPACITY, CAPACITY_AWAY),
    ]
