"""Row-level security on what the daily work adds to a record, and its history."""

from django.db import migrations

from practices.tenancy.walls import GuardTable, parent_key

PARENTS = ("Document", "Instrument", "Note")
OTHERS = (
    "ChildContact", "ChildStatus", "CheckIn", "DocumentContent", "Erasure", "Flag", "Need", "Person", "SafeContact",
    "StepNote", "TransitionPlan", "WellbeingScore",
)  # fmt: skip
HISTORIES = (
    "ChildContactEvent", "ChildStatusEvent", "CheckInEvent", "DocumentEvent", "ErasureEvent", "FlagEvent",
    "InstrumentEvent", "NeedEvent", "PersonEvent", "SafeContactEvent", "TransitionPlanEvent", "WellbeingScoreEvent",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("women", "0003_day"), ("practices", "0004_day_walls")]

    operations = [
        parent_key("women_child"),
        *(GuardTable(name, parent=True) for name in PARENTS),
        *(GuardTable(name) for name in OTHERS),
        *(GuardTable(name) for name in HISTORIES),
    ]
