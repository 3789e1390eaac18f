"""What National does at its desk: reminders, due dates."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from practices.models import User
from practices.tenancy.scope import NATIONAL_ALIAS
from reporting.models import DueDate, Reminder
from reporting.quarters import Quarter


def remind(*, practices: Iterable[int], quarter: Quarter, by: User, today: date) -> int:
    """Ask the worker to remind the leads of these Practices, each at most once a day; gives how many that is."""
    from reporting.tasks import send_reminder

    held = set(Reminder.objects.filter(quarter=str(quarter), asked_on=today).values_list("practice_id", flat=True))
    wanted = [practice_id for practice_id in practices if practice_id not in held]
    with transaction.atomic(using=NATIONAL_ALIAS):
        rows = [
            Reminder(practice_id=practice_id, quarter=str(quarter), asked_on=today, asked_by=by)
            for practice_id in wanted
        ]
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)  # a colleague may press at the same moment
        asked = Reminder.objects.filter(quarter=str(quarter), asked_on=today, practice_id__in=wanted)
        made = list(asked.values_list("practice_id", "pk"))

        def send() -> None:
            for practice_id, reminder_id in made:
                send_reminder.delay(practice_id=practice_id, reminder_id=reminder_id)

        transaction.on_commit(send, using=NATIONAL_ALIAS, robust=True)
    return len(made)


def set_due_date(*, quarter: Quarter, due_on: date, by: User, now: datetime) -> None:
    """Set the day by which the returns of a quarter are due."""
    values = {"due_on": due_on, "set_by": by, "set_at": now}
    DueDate.objects.update_or_create(quarter=str(quarter), defaults=values)
