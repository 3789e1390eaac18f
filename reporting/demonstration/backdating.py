"""The history of what the demonstration loads: of the day on which each row would have been entered, not of the load.

What has changed since a return was sent is counted from the history. Were all of it of today, a Practice whose returns
are of years ago would have entered everything after it sent them.
"""

import pgtrigger
from django.apps import apps
from django.db import connections

from practices.tenancy.scope import practice_scope

OWNER = "owner"  # the login that may change a history, which is append-only to every other
WHY = "demonstration"
REFERRED = (
    "(SELECT min(referred_on) FROM women_place WHERE practice_id = event.practice_id AND woman_id = event.{column})"
)
OFFERED = (
    "(SELECT min(offered_on) FROM women_place WHERE practice_id = event.practice_id AND woman_id = event.woman_id)"
)
# a model → the day or the moment at which one of its rows was entered, in SQL
ENTERED = {
    "women.Cohort": "starts_on",
    "women.Instrument": "(SELECT min(starts_on) FROM women_cohort WHERE practice_id = event.practice_id)",
    "women.Woman": REFERRED.format(column="pgh_obj_id"),
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


def backdate(practice_id: int) -> None:
    """Give each row that was loaded into a Practice a history of its own time; the load is committed."""
    with (
        practice_scope(practice_id, using=OWNER),
        pgtrigger.ignore(databases=[OWNER]),
        connections[OWNER].cursor() as cursor,
    ):
        for label, entered in ENTERED.items():
            event = apps.get_model(f"{label}Event")._meta.db_table
            cursor.execute(
                f"""UPDATE {event} event SET pgh_created_at = least(now(), {_moment(label, entered)})
                    WHERE practice_id = %s AND pgh_obj_id IN (
                        SELECT pgh_obj_id FROM {event}
                        WHERE practice_id = %s AND pgh_label = 'insert' AND pgh_context ->> 'why' = %s)""",
                [practice_id, practice_id, WHY],
            )


def _moment(label: str, entered: str) -> str:
    if label in ("sessions_log.Contact", "sessions_log.Appointment"):
        return entered
    return f"(({entered})::timestamp + interval '12 hours') AT TIME ZONE 'Europe/London'"
