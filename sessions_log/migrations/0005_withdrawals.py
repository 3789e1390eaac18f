"""What was added to a contact goes with it by a withdrawal, and by nothing else."""

from django.db import migrations

ONLY_WITHDRAWN = """
CREATE TRIGGER only_withdrawn BEFORE DELETE ON sessions_log_amendment
    FOR EACH ROW EXECUTE FUNCTION women_only_withdrawn();
"""


class Migration(migrations.Migration):
    dependencies = [("sessions_log", "0004_answers_of_an_import"), ("women", "0009_withdrawals")]

    operations = [migrations.RunSQL(ONLY_WITHDRAWN, "DROP TRIGGER only_withdrawn ON sessions_log_amendment")]
