"""Row-level security on what the daily work adds: amendments, groups, calendar feeds."""

from django.db import migrations

from practices.tenancy.walls import GuardTable, parent_key, same_practice


class Migration(migrations.Migration):
    dependencies = [("sessions_log", "0004_day"), ("women", "0004_day_walls")]

    operations = [
        parent_key("sessions_log_contact"),
        GuardTable("GroupActivity", parent=True),
        GuardTable("Amendment"),
        GuardTable("CalendarFeed"),
        GuardTable("GroupActivityEvent"),
        same_practice("sessions_log_contact", "group_id", "sessions_log_groupactivity"),
    ]
