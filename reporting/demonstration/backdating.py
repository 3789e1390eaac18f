"""The history of what the demonstration loads: of the day on which each row would have been entered, not of the load.

What has changed since a return was sent is counted from the history. Were all of it of today, a Practice whose returns
are of years ago would have entered everything after it sent them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
from django.apps import apps
from django.db import connection

from practices.tenancy.scope import current_practice_id

WHY = "demonstration"
REFERRED = (
    "(SELECT min(referred_on) FROM women_place WHERE practice_id = made.practice_id AND woman_id = made.{column})"
)
OFFERED = "(SELECT min(offered_on) FROM women_place WHERE practice_id = made.practice_id AND woman_id = made.woman_id)"
# a model → the day or the moment at which one of its rows was entered, in SQL
ENTERED = {
    "women.Cohort": "starts_on",
    "women.Instrument": "(SELECT min(starts_on) FROM women_cohort WHERE practice_id = made.practice_id)",
    "women.Woman": REFERRED.format(column="id"),
    "women.Place": "referred_on",
    "women.Child": OFFERED,
    "women.Person": OFFERED,
    "women.SafeContact": "checked_on",
    "women.Flag": "raised_on",
    "women.Contraception": "started_on",
    "women.Pregnancy": "known_on",
    "women.Goal": "set_on",
    "women.GoalScore": '"on"',
    "women.Need": '"on"',
    "women.WellbeingScore": '"on"',
    "women.TransitionPlan": "made_on",
    "women.ChildContact": "coalesce(done_on, due_on - 365)",
    "sessions_log.Contact": "recorded_at",
    "sessions_log.Appointment": "at - interval '20 days'",
    "sessions_log.Support": '"on"',
}


@contextmanager
def entered_on_its_day() -> Iterator[None]:
    """Give each row that is made within the block a history of its own time; the scope is open.

    No trigger writes it: one statement for each kind of row does, when all are there. A change is tracked as ever.
    """
    with pgtrigger.ignore(*(f"{label}:insert_insert" for label in ENTERED)):
        yield
    with connection.cursor() as cursor:
        for label, entered in ENTERED.items():
            model, event = apps.get_model(label), apps.get_model(f"{label}Event")
            columns = ", ".join(
                f'"{field.column}"' for field in event._meta.local_concrete_fields if not field.name.startswith("pgh_")
            )
            table, history = model._meta.db_table, event._meta.db_table
            cursor.execute(
                f"""INSERT INTO {history} (pgh_created_at, pgh_label, pgh_obj_id, pgh_context, {columns})
                    SELECT least(now(), {_moment(label, entered)}), 'insert', id, jsonb_build_object('why', %s), {columns}
                    FROM {table} made
                    WHERE practice_id = %s AND NOT EXISTS (SELECT FROM {history} WHERE pgh_obj_id = made.id)""",
                [WHY, current_practice_id()],
            )


def _moment(label: str, entered: str) -> str:
    if label in ("sessions_log.Contact", "sessions_log.Appointment"):
        return entered
    return f"(({entered})::timestamp + interval '12 hours') AT TIME ZONE 'Europe/London'"
