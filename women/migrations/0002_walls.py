"""Row-level security on every table of a case and its history, and the cohort's limit of open seats."""

from django.db import migrations

from practices.tenancy.walls import GuardTable
from women.capacity import CAPACITY_FUNCTION

CAPACITY = (
    CAPACITY_FUNCTION
    + """
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
)
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
