"""Which fields of a record were changed here since a workbook brought them, by the record's history."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import connection

SETTINGS = ("pghistory.context_id", "pghistory.context_metadata")
WHY = "workbook import"  # what the history says of each change that an import makes


def forget_context() -> None:
    """What the same transaction writes next is not the import’s: pghistory keeps a context until its end."""
    with connection.cursor() as cursor:
        for name in SETTINGS:
            cursor.execute(f"RESET {name}")


def changed_here(record: Any, names: Collection[str]) -> set[str]:
    """The fields whose latest change no workbook made; all of them where no history tells."""
    history: Any = apps.get_model(f"{record._meta.label}Event")
    held = {field.name for field in history._meta.get_fields()}
    known = [name for name in names if name in held]
    last: dict[str, Any] = {}
    before: dict[str, Any] = {}
    for event in history.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id").values("pgh_context", *known):
        why = (event.pop("pgh_context") or {}).get("why")
        last |= {name: why for name, value in event.items() if name not in before or before[name] != value}
        before = event
    return {name for name in names if last.get(name) != WHY}
