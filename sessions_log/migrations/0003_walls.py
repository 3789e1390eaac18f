"""Row-level security on the work done with her, and its history."""

from django.db import migrations

from practices.tenancy.walls import GuardTable


class Migration(migrations.Migration):
    dependencies = [("sessions_log", "0002_initial"), ("women", "0002_walls")]

    operations = [
        GuardTable("Contact", counted=True),
        GuardTable("Appointment", counted=True),
        GuardTable("Support", counted=True),
        GuardTable("LocalOutcome"),
        GuardTable("WorkbookUpload"),
        GuardTable("ContactEvent"),
        GuardTable("AppointmentEvent"),
        GuardTable("SupportEvent"),
        GuardTable("LocalOutcomeEvent"),
    ]
