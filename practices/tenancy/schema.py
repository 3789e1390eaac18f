"""Migration operations that make many tables, and many triggers, at once.

Django renders a model, and every model related to it, anew after each operation on it. Here every table points at the
Practice, so each of some hundreds of operations rendered everything, and a first start took minutes.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation
from pgtrigger.compiler import Trigger
from pgtrigger.migrations import AddTrigger


class Together(Operation):
    """Apply several operations of an app, rendering its models before the first and after the last only.

    Each is given the state before all of them and the state after, so no two may change the same column.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        """Take them in the order in which they are applied."""
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change the state; what was rendered before is rendered again when it is asked for."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Change the database."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Change the database back, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Return what `migrate --plan` says."""
        return f"{len(self.operations)} operations at once"


class AddTriggers(Operation):
    """Add `triggers` to one model, as so many of pgtrigger's `AddTrigger` would; no historical model needs them."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, triggers: Sequence[Trigger]) -> None:
        """Name the model of the migration's own app."""
        self.model_name = model_name
        self.triggers = list(triggers)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Say in the state that the model has them."""
        options = state.models[app_label, self.model_name.lower()].options
        options["triggers"] = [*options.get("triggers", []), *self.triggers]

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create each."""
        for trigger in self.triggers:
            AddTrigger(self.model_name, trigger).database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop each."""
        for trigger in self.triggers:
            AddTrigger(self.model_name, trigger).database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Return what `migrate --plan` says."""
        return f"Add {len(self.triggers)} triggers to {self.model_name}"
