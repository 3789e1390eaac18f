"""What each login may do to each table, declared once and applied by the owner after every migration.

A table that is not named here and has practice_id is the app's to read and write in its scope; a history table
only to read and add to. Nothing is granted that is not written here, so a new table fails closed.
"""

from typing import Any

from django.db import connections

from practices.tenancy.erasing import PERSONAL, history_of, own_columns, own_columns_of_history
from practices.tenancy.seal import keep_key

CALLED_BY_POLICIES = ("app_sealed", "app_hidden_women")
READ_AND_ADD = "SELECT, INSERT"
ALL = "SELECT, INSERT, UPDATE, DELETE"

# tables without practice_id, each with what the web login may do
SHARED_TABLES = {
    "practices_practice": "SELECT, UPDATE",  # read before a scope exists, to find the scope; its own policy: own row
    "practices_nationalmembership": "SELECT",
    "practices_user": ALL,
    "practices_user_groups": ALL,
    "practices_user_user_permissions": ALL,
    "auth_group": "SELECT",
    "auth_group_permissions": "SELECT",
    "auth_permission": "SELECT",
    "account_emailaddress": ALL,
    "account_emailconfirmation": ALL,
    "mfa_authenticator": ALL,  # read before anybody is signed in: the second step of it
    "socialaccount_socialaccount": ALL,
    "socialaccount_socialtoken": "SELECT, DELETE",  # always empty: tokens are not kept; unlinking looks for some
    "socialaccount_socialapp": "SELECT",  # empty: councils stand in the settings; allauth looks here too
    "usersessions_usersession": ALL,
    "practices_officerecord": "SELECT, INSERT",
    "practices_apitoken": "SELECT, INSERT, DELETE",  # found by its hash before anybody is known
    "django_content_type": "SELECT",
    "django_session": ALL,
    "practices_cache": ALL,
    "practices_sealingkey": "SELECT, INSERT, UPDATE",  # its policy: one's own
    "reporting_assumption": "SELECT",  # what the calculator of worth assumes; National sets it
    "reporting_publication": "SELECT",  # what Practices may see of each other, unnamed
    "reporting_duedate": "SELECT",  # National sets them; a Practice reads when its return is due
}
APPEND_ONLY = {  # and every table of history (…event)
    "practices_accessrecord",
    "practices_chaincheck",
    "practices_chainlink",
    "sessions_log_amendment",
    "women_certificate",
    "women_cover",
    "women_documentcontent",
    "women_note",
    "women_step",
    "women_stepnote",
    "women_withdrawal",
    "reporting_message",
    "reporting_toprepare",
}
# of those, the column that says whose a row is: when two records of one woman are merged, it goes over to one of them;
# of what was taken back also what is kept to put it back, when they are taken apart (women.merging.withdrawn)
CHANGE_HANDS = {"women_note": "woman_id", "women_withdrawal": "woman_id, content"}
# of these a row goes by a withdrawal that says why, and by nothing else: a trigger asks for it (women.withdrawing)
GOES_BY_WITHDRAWAL = {"sessions_log_amendment", "women_documentcontent", "women_note"}
# National's; the Practice answers in messages
READ_ONLY = {"reporting_decision", "reporting_question", "reporting_standingfigures"}

# the counting login: columns without words (no name, note, free text or date of birth), for a list of Practices
COUNTED_COLUMNS = {
    "practices_practice": "id, slug, name, nation, is_demonstration",
    "practices_accessrecord": "id, practice_id",
    "practices_chainlink": "practice_id, source, source_id",
    "women_cohort": "id, practice_id, number, starts_on, capacity, programme_clock",
    "women_place": "id, practice_id, woman_id, cohort_id, referred_on, offered_on, declined_on, agreed_on, "
    "agreement_ended_on, transition_planned_on, transition_on, completed_on, closed_on, closure_reason",
    "women_child": "id, practice_id, woman_id, removed_on, legal_status",
    "women_contraception": "id, practice_id, woman_id, method, started_on, ended_on",
    "women_pregnancy": "id, practice_id, woman_id, known_on",
    "women_goal": "id, practice_id, woman_id, area, set_on, achieved_on, stopped_on",
    "women_goalscore": 'id, practice_id, goal_id, "on", score',
    "sessions_log_contact": "id, practice_id, woman_id, started_at, minutes, mode, outcome, recorded_at, with_family",
    "sessions_log_appointment": "id, practice_id, woman_id, at, service, attendance, accompanied",
    "sessions_log_support": 'id, practice_id, woman_id, "on", area, outcome',
    "women_recordcopy": "id, practice_id, state, attempts, lease_until, requested_at",
    "reporting_returnjob": "id, practice_id, quarter, state, attempts, lease_until, requested_at",
    "reporting_reminder": "id, practice_id, quarter, asked_on, tried_at, sent_at",
}

# National's login: Practices, returns and what is said of them; which rows, the policies of each table say
NATIONAL_TABLES = {
    "practices_practice": "SELECT, INSERT, UPDATE (name, nation, delivery, delivered_by, commissioned_by, "
    "went_live_on, closed_on, returns_from, licensed_from, licensed_until)",
    "reporting_return": "SELECT, UPDATE (status)",
    "reporting_returnfile": "SELECT",
    "reporting_story": "SELECT (id, practice_id, return_id, words, withdrawn_on)",  # not whose it is
    "reporting_restatement": "SELECT",
    "reporting_question": "SELECT, INSERT",
    "reporting_message": "SELECT, INSERT",
    "reporting_decision": "SELECT, INSERT",
    "reporting_reminder": "SELECT, INSERT",
    "reporting_duedate": "SELECT, INSERT, UPDATE",
    "reporting_packjob": "SELECT, INSERT, UPDATE",
    "reporting_toprepare": "SELECT, INSERT, DELETE",
    "reporting_standingfigures": ALL,
    "reporting_quartersums": ALL,
    "reporting_publication": "SELECT, INSERT",
    "reporting_assumption": "SELECT, INSERT",
    "reporting_successagreement": "SELECT",
    "reporting_criterion": "SELECT",
    "reporting_worthjob": "SELECT, INSERT, UPDATE",
}


def apply_grants(**_: Any) -> None:
    """Revoke everything from the runtime logins and grant what is declared above; runs as the owner."""
    if "owner" not in connections:
        return
    with connections["owner"].cursor() as cursor:
        logins = "app_rw, app_count, app_national, app_erase"
        keep_key(cursor)
        cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {logins}")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {logins}")
        _grant_functions(cursor, logins)
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND column_name = 'practice_id'"
        )
        tenant_tables = {name for (name,) in cursor.fetchall()}
        for table in sorted(tables):
            if rights := web_rights(table, is_tenant=table in tenant_tables):
                cursor.execute(f"GRANT {rights} ON {table} TO app_rw")
        for table in sorted(tables & CHANGE_HANDS.keys()):
            cursor.execute(f"GRANT UPDATE ({CHANGE_HANDS[table]}) ON {table} TO app_rw")
        for table in sorted(tables & COUNTED_COLUMNS.keys()):
            cursor.execute(f"GRANT SELECT ({COUNTED_COLUMNS[table]}) ON {table} TO app_count")
        for table in sorted(tables & NATIONAL_TABLES.keys()):
            cursor.execute(f"GRANT {NATIONAL_TABLES[table]} ON {table} TO app_national")
        if "women_place" in tables:  # some words hang on a place
            cursor.execute("GRANT SELECT (id, practice_id, woman_id) ON women_place TO app_erase")
        if "women_withdrawal" in tables:  # the history of a row that is gone is found by what took it back
            cursor.execute(
                "GRANT SELECT (id, practice_id, woman_id, moved_to_id, rows) ON women_withdrawal TO app_erase"
            )
        for table in sorted(tables & PERSONAL.keys()):
            _grant_erasing(cursor, table, history_of(table) if history_of(table) in tables else None)


def _grant_functions(cursor: Any, logins: str) -> None:
    """A function that runs as its owner is called by policies only.

    One that anybody might call, or hang on a table of her own, would be the owner's hand.
    """
    cursor.execute(
        "SELECT p.oid::regprocedure, p.proname FROM pg_proc p "
        "WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef"
    )
    for signature, name in cursor.fetchall():
        cursor.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC, {logins}")
        if name in CALLED_BY_POLICIES:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {logins}")


def _grant_erasing(cursor: Any, table: str, history: str | None) -> None:
    """The erasing login finds a woman's rows by their keys and blanks the columns of words, in history too."""
    words = ", ".join(PERSONAL[table].blanks)
    keys = ", ".join(own_columns(table))
    cursor.execute(f"GRANT SELECT ({keys}), UPDATE ({words}) ON {table} TO app_erase")
    if history is not None:
        keys = ", ".join(own_columns_of_history(table))
        cursor.execute(f"GRANT SELECT ({keys}), UPDATE ({words}) ON {history} TO app_erase")


def web_rights(table: str, *, is_tenant: bool) -> str:
    """What the web login may do to `table`; an empty string is nothing."""
    if table in SHARED_TABLES:
        return SHARED_TABLES[table]
    if table in READ_ONLY:
        return "SELECT"
    if not is_tenant:
        return ""
    if table in GOES_BY_WITHDRAWAL:
        return f"{READ_AND_ADD}, DELETE"
    return READ_AND_ADD if table in APPEND_ONLY or table.endswith("event") else ALL
