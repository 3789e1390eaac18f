"""Migration operations that put a table behind row-level security and tie its foreign keys to the Practice."""

from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.models import ForeignKey

TENANT_LOGINS = "app_erase, app_owner, app_rw"  # those that work in one Practice's scope
TENANT_CONDITION = "practice_id = (SELECT app_sealed('app.practice_id')::bigint)"
COUNT_CONDITION = "practice_id = ANY ((SELECT string_to_array(app_sealed('app.practice_ids'), ','))::bigint[])"
COUNT_POLICY = "counted_for_a_list_of_practices"


class GuardTable(Operation):
    """Row-level security, enabled and forced, and composite foreign keys, for one model with `practice`.

    `parent` adds the unique key (practice_id, id) that composite foreign keys of other tables point to.
    `counted` lets the counting login read the rows of a list of Practices (which columns: grants.py).
    A foreign key is composite because foreign-key checks bypass row-level security.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, *, parent: bool = False, counted: bool = False) -> None:
        """Name the model of the migration's own app."""
        self.model_name = model_name
        self.parent = parent
        self.counted = counted

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's own state does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Put up the wall."""
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        statements = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY tenant ON {table} TO {TENANT_LOGINS} "
            f"USING ({TENANT_CONDITION}) WITH CHECK ({TENANT_CONDITION})",
        ]
        if self.counted:
            statements.append(
                f"CREATE POLICY {COUNT_POLICY} ON {table} FOR SELECT TO app_count USING ({COUNT_CONDITION})"
            )
        if self.parent:
            statements.append(f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_practice UNIQUE (practice_id, id)")
        statements += [composite_foreign_key(table, field) for field in composite_fields(model)]
        for statement in statements:
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take it down, for a migration that is undone."""
        model = from_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        for field in composite_fields(model):
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{field.column}_same_practice")
        if self.parent:
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_practice CASCADE")
        schema_editor.execute(f"DROP POLICY tenant ON {table}")
        if self.counted:
            schema_editor.execute(f"DROP POLICY {COUNT_POLICY} ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        """What `migrate --plan` says."""
        return f"Guard {self.model_name} by row-level security"


def composite_fields(model: Any) -> list[ForeignKey[Any, Any]]:
    """The foreign keys of a tenant's model that point at another tenant's model (never those of an event)."""
    if any(field.name == "pgh_id" for field in model._meta.fields):
        return []
    return [
        field
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and any(other.name == "practice" for other in field.related_model._meta.fields)
    ]


def composite_foreign_key(table: str, field: Any) -> str:
    """The statement that ties `field` to a row of the same Practice."""
    remote = field.related_model._meta.db_table
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{field.column}_same_practice "
        f"FOREIGN KEY (practice_id, {field.column}) REFERENCES {remote} (practice_id, id) DEFERRABLE INITIALLY DEFERRED"
    )


def parent_key(table: str) -> migrations.RunSQL:
    """Give a table that has its wall already the unique key that composite foreign keys of other tables point to."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_practice UNIQUE (practice_id, id)",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_practice CASCADE",
    )


def same_practice(table: str, column: str, remote: str) -> migrations.RunSQL:
    """Tie a column that was added to a table later to a row of the same Practice."""
    name = f"{table}_{column}_same_practice"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (practice_id, {column}) "
        f"REFERENCES {remote} (practice_id, id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )
