"""Which columns hold words or details of a woman, and how they are blanked: in rows, in history and in files.

Erasing keeps references, dates, codes and counts, so past figures hold (DOMAIN §1). It runs on a login of its own,
which may do nothing else, for one woman at a time; the app's login cannot change history at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.db import DEFAULT_DB_ALIAS, connections

ERASE_ALIAS = "erase"
GONE = "'Erased'"
WOMEN = "women_woman"


@dataclass(frozen=True)
class Words:
    """The columns of one table that go (column → SQL of what stands there after), and how its rows are hers."""

    blanks: dict[str, str]
    hangs_on: str = "woman_id"


def _blank(*columns: str) -> dict[str, str]:
    return dict.fromkeys(columns, "''")


PERSONAL = {
    "women_woman": Words(
        _blank("known_as", "full_name", "ethnicity", "care_leaver", "sexual_exploitation_victim", "import_hash")
        | {"date_of_birth": "NULL", "age_at_first_birth": "NULL"},
        hangs_on="id",
    ),
    "women_child": Words(
        _blank("placement", "contact_plan", "words", "import_hash")
        | {"born_on": "NULL", "born_day_is_known": "false", "died_on": "NULL", "died_day_is_known": "false"}
    ),
    "women_afterdeath": Words(_blank("words")),
    "women_childstatus": Words(_blank("placement"), hangs_on="child_id"),
    "women_childcontact": Words(_blank("words"), hangs_on="child_id"),
    "women_contraception": Words(_blank("in_her_words")),
    "women_pregnancy": Words(_blank("outcome", "import_hash")),
    "women_goal": Words(_blank("in_her_words", "import_hash")),
    "women_person": Words({"name": GONE} | _blank("what_to_her", "agency", "phone", "email", "words")),
    "women_agencyreference": Words({"agency": GONE, "reference": GONE}),
    "women_note": Words({"words": GONE}),
    "women_document": Words({"title": GONE} | _blank("sha256")),
    "women_documentcontent": Words({"content": "''::bytea"}, hangs_on="document_id"),
    "women_flag": Words({"reason": GONE}),
    "women_safecontact": Words(_blank("detail", "hours", "who_else_sees", "code_word")),
    "women_transitionplan": Words(_blank("what_she_wants", "people", "services_to_come"), hangs_on="place_id"),
    "women_checkin": Words(_blank("words"), hangs_on="place_id"),
    "women_stepnote": Words({"words": GONE}, hangs_on="place_id"),
    "sessions_log_contact": Words(_blank("note", "unsafe_reason", "import_hash")),
    "sessions_log_amendment": Words({"words": GONE}, hangs_on="contact_id"),
    "sessions_log_appointment": Words(
        _blank("agency", "import_hash")
        | {"service_as_written": f"CASE WHEN service_as_written = '' THEN '' ELSE {GONE} END"}
    ),
    "sessions_log_support": Words(_blank("agency", "import_hash")),
    "women_consent": Words(_blank("words")),
    "women_legalhold": Words(_blank("words")),
    "women_request": Words(_blank("words", "answer", "extended_why")),
    "women_recordcopy": Words({"content": "NULL"}),
    "women_copydecision": Words({"why": GONE, "words": "''"}),
    "women_copyfile": Words({"content": "''::bytea"}),
    "women_transfer": Words(_blank("words")),
    "women_merge": Words(_blank("words") | {"moved": "'{}'::jsonb"}),
    "women_withdrawal": Words({"words": "''", "content": "NULL"}),
    "reporting_story": Words(_blank("words")),
    "reporting_narrative": Words(_blank("story"), hangs_on="story_of_id"),
    "reporting_acceptance": Words(_blank("words")),
}
TABLE_OF_KEY = {
    "child_id": "women_child",
    "document_id": "women_document",
    "place_id": "women_place",
    "contact_id": "sessions_log_contact",
}
HAVE_NO_HISTORY = {
    "women_note",
    "women_documentcontent",
    "women_stepnote",
    "women_recordcopy",
    "women_copydecision",
    "women_copyfile",
    "women_transfer",
    "women_withdrawal",
    "sessions_log_amendment",
    "reporting_acceptance",
    "reporting_story",
    "reporting_narrative",
}


def history_of(table: str) -> str:
    """The table that pghistory fills for `table`; blank where it has none."""
    return "" if table in HAVE_NO_HISTORY else f"{table}event"


def own_columns(table: str) -> list[str]:
    """What the erasing login may read of a table: its keys, and a word only where blanking it asks for it."""
    more = {"merged_into_id"} if table == WOMEN else set()
    return sorted({"id", "practice_id", PERSONAL[table].hangs_on, *more, *words_asked_for(table)})


def own_columns_of_history(table: str) -> list[str]:
    """The same of its history; whose a row was, where the row itself is there no more."""
    return sorted({"pgh_obj_id", "practice_id", *_key_of_gone(table), *words_asked_for(table)})


def _key_of_gone(table: str) -> list[str]:
    return ["woman_id"] if PERSONAL[table].hangs_on == "woman_id" else []


def words_asked_for(table: str) -> list[str]:
    """The columns whose blank depends on whether something stood there."""
    return [column for column, value in PERSONAL[table].blanks.items() if column in value]


HERS = f"(SELECT id FROM {WOMEN} WHERE id = %s OR merged_into_id = %s)"


def keys_of_woman(table: str) -> str:
    """The condition, her id wherever it asks for one, that a row of `table` is of one woman: of any record of hers."""
    key = PERSONAL[table].hangs_on
    if key in TABLE_OF_KEY:
        return f"{key} IN (SELECT id FROM {TABLE_OF_KEY[key]} WHERE woman_id IN {HERS})"
    return f"{key} IN {HERS}"


def versions_of_woman(table: str) -> str:
    """The condition, her id wherever it asks for one, that a version in a table's history is of a row of hers.

    Of a row that is there no more (the double of another, taken out when two records were merged) by whose it was.
    """
    there = f"pgh_obj_id IN (SELECT id FROM {table} WHERE {keys_of_woman(table)})"
    if not _key_of_gone(table):
        return there
    return f"({there} OR woman_id IN {HERS} AND pgh_obj_id NOT IN (SELECT id FROM {table}))"


def taken_back(table: str) -> str:
    """The condition that a version is of a row that was taken back from one woman's record, or moved to hers."""
    return (
        "pgh_obj_id IN (SELECT (one->>'id')::bigint FROM women_withdrawal, jsonb_array_elements(rows) AS one "
        f"WHERE (woman_id IN {HERS} OR moved_to_id IN {HERS}) AND one->>'table' = '{table}')"
    )


Counts = dict[str, tuple[int, int]]  # table → rows, and versions in its history


def erase_woman(woman_id: int) -> Counts:
    """Blank every word of one woman, on the erasing login, and say how many rows; a scope on that login is open.

    Rows first, then history: a change that somebody is making meanwhile is waited for, and its history is blanked too.
    """

    def blank(cursor: Any, table: str, words: Words, hers: str) -> int:
        setting = ", ".join(f"{column} = {value}" for column, value in words.blanks.items())
        cursor.execute(f"UPDATE {table} SET {setting} WHERE {hers}", [woman_id] * hers.count("%s"))
        return int(cursor.rowcount)

    with connections[ERASE_ALIAS].cursor() as cursor, pgtrigger.ignore(databases=[ERASE_ALIAS]):
        return _each_table(lambda *where: blank(cursor, *where))


def count_words(woman_id: int) -> Counts:
    """What `erase_woman` would blank: the same rows by the same conditions, counted on the login of the web."""

    def count(cursor: Any, table: str, words: Words, hers: str) -> int:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {hers}", [woman_id] * hers.count("%s"))
        return int(cursor.fetchone()[0])

    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        return _each_table(lambda *where: count(cursor, *where))


def _each_table(do: Callable[[str, Words, str], int]) -> Counts:
    counts: Counts = {}
    for table, words in PERSONAL.items():
        hers = keys_of_woman(table)
        rows, versions = do(table, words, hers), 0
        if history := history_of(table):
            versions = do(history, words, f"({versions_of_woman(table)} OR {taken_back(table)})")
        if rows or versions:
            counts[table] = (rows, versions)
    return counts
