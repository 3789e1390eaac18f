"""The wall round restricted records, in the database: to whoever is not named they do not exist (ADR 0040).

A restrictive policy on every table of a case, for the web login: rows of a hidden woman are not found, counted, changed
or reached by raw SQL. Figures of a return are counted on a login of their own, over everybody. A record that was merged
into a hidden one is hidden with it.
"""

from django.db import connections

HIDDEN = """
CREATE OR REPLACE FUNCTION app_hidden_women() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    reader text := app_sealed('app.reader');
BEGIN
    IF reader = 'system' THEN
        RETURN '{}';
    END IF;
    RETURN coalesce((
        WITH hidden AS (
            SELECT w.id FROM women_woman w WHERE w.restricted_because <> '' AND w.merged_into_id IS NULL
            AND NOT EXISTS (
                SELECT 1 FROM women_womanuserobjectpermission p JOIN auth_permission a ON a.id = p.permission_id
                WHERE p.content_object_id = w.id AND p.practice_id = w.practice_id AND a.codename = 'open_restricted'
                  AND p.user_id = reader::bigint)
            AND NOT EXISTS (
                SELECT 1 FROM women_cover c WHERE c.woman_id = w.id AND c.practice_id = w.practice_id
                  AND c.user_id = reader::bigint AND c.until > now())
        )
        SELECT array_agg(id) FROM (
            SELECT id FROM hidden
            UNION ALL SELECT m.id FROM women_woman m WHERE m.merged_into_id IN (SELECT id FROM hidden)
        ) hers
    ), '{}');
END $$;
"""


def hides_somebody() -> bool:
    """Whether some record is hidden from whoever reads in the open scope."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT cardinality(app_hidden_women()) > 0")
        return bool(cursor.fetchone()[0])


NOBODY_HIDDEN = "cardinality((SELECT app_hidden_women())) = 0"
# a row that hangs on another is hidden with it
PARENTS = {
    "document_id": "women_document", "child_id": "women_child", "goal_id": "women_goal", "place_id": "women_place",
    "contact_id": "sessions_log_contact",
}  # fmt: skip
POLICY = "restricted"


def is_seen(column: str) -> str:
    """The condition that the woman a column names is not hidden."""
    return f"{column} IS NULL OR NOT ({column} = ANY ((SELECT app_hidden_women())::bigint[]))"


def condition_of(table: str, columns: set[str]) -> str:
    """The condition of a table's restrictive policy; blank where it holds nothing of one woman."""
    if table == "women_woman":
        return is_seen("id")
    if table == "women_womanevent":
        return is_seen("pgh_obj_id")
    if "content_object_id" in columns:
        return is_seen("content_object_id")  # guardian's: nobody names herself
    if "woman_id" in columns:
        return is_seen("woman_id")
    for column, parent in PARENTS.items():
        if column in columns:
            return f"{NOBODY_HIDDEN} OR {column} IN (SELECT id FROM {parent})"
    return ""


def put_up(cursor: object, tables: dict[str, set[str]]) -> None:
    """Put the wall up on these tables, {name: its columns}; as the owner."""
    for table, columns in sorted(tables.items()):
        condition = condition_of(table, columns)
        if not condition:
            continue
        # the trail is written of a woman whom the writer may not see, too
        verb = "SELECT" if table == "practices_accessrecord" else "ALL"
        cursor.execute(  # type: ignore[attr-defined]
            f"CREATE POLICY {POLICY} ON {table} AS RESTRICTIVE FOR {verb} TO app_rw USING ({condition})"
        )
