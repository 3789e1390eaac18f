"""What changed: the history that triggers wrote, in words: who, when, before → after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from practices.forms.record import in_words
from practices.models import Membership, User
from women.models import Flag
from women.safety import flags_of_any_day

NOT_SHOWN = {
    "id", "practice", "import_key", "import_hash", "woman", "child", "place", "goal", "contact", "group", "instrument",
    "sha256", "size", "file_type", "priority_rank", "added_by", "added_at", "raised_by", "recorded_by", "recorded_at",
    "practitioner",
}  # fmt: skip
LABELS = {"insert": "Added", "update": "Changed", "delete": "Deleted"}


@dataclass(frozen=True)
class Change:
    """One change of one row: its fields as (name, before, after)."""

    at: datetime
    by: str
    what: str
    noun: str
    fields: list[tuple[str, str, str]]


def history_models(app_labels: Iterable[str] = ("women", "sessions_log")) -> list[Any]:
    """Every table of history of these apps."""
    found = [model for label in app_labels for model in apps.get_app_config(label).get_models()]
    return [model for model in found if hasattr(model, "pgh_tracked_model")]


def changes_of(row: models.Model) -> list[Change]:
    """The changes of one row, latest first; its making is left out."""
    (model,) = [found for found in history_models() if found.pgh_tracked_model is type(row)]
    events = list(model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id"))
    names = names_of(events)
    return [change for change in reversed(list(_told(events, names))) if change.what != LABELS["insert"]]


def names_of(events: Iterable[Any]) -> dict[int, str]:
    """The names of the people who made these changes."""
    ids = {event.pgh_context["user"] for event in events if event.pgh_context and "user" in event.pgh_context}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _told(events: Iterable[Any], names: dict[int, str]) -> Iterator[Change]:
    before: dict[int, Any] = {}
    for event in events:
        earlier = before.get(event.pgh_obj_id)
        before[event.pgh_obj_id] = event
        fields = list(_fields(earlier, event))
        if fields or event.pgh_label != "update":
            yield Change(event.pgh_created_at, _who(event, names), LABELS[event.pgh_label], _noun(event), fields)


def _who(event: Any, names: dict[int, str]) -> str:
    context = event.pgh_context or {}
    return names.get(context.get("user", 0), "the workbook or the system")


def _noun(event: Any) -> str:
    return str(event.pgh_tracked_model._meta.verbose_name).capitalize()


def _fields(earlier: Any, event: Any) -> Iterator[tuple[str, str, str]]:
    if event.pgh_label == "delete":
        return
    for field in event.pgh_tracked_model._meta.fields:
        if field.name in NOT_SHOWN:
            continue
        old = getattr(earlier, field.attname) if earlier is not None else None
        new = getattr(event, field.attname)
        if old != new and in_words(old) != in_words(new):
            yield str(field.verbose_name).capitalize(), in_words(old), in_words(new)


def changes_of_woman(woman_id: int, *, viewer: Membership, limit: int = 100) -> list[Change]:
    """The latest `limit` changes of everything that hangs on a woman, latest first; a statement a kind of row.

    Of flags only those that the viewer may see (women.safety).
    """
    events: list[Any] = []
    for model in history_models():
        hers = hers_in(model, woman_id)
        if hers is None:
            continue
        found = model.objects.filter(**hers)
        if model.pgh_tracked_model is Flag:
            found = found.filter(pgh_obj_id__in=flags_of_any_day(viewer).values("pk"))
        events += found
    events.sort(key=lambda event: (event.pgh_tracked_model._meta.label, event.pgh_id))
    names = names_of(events)
    changes: list[Change] = []
    for _label, group in _by_model(events):
        changes += _told(group, names)
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


def _by_model(events: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    groups: dict[str, list[Any]] = {}
    for event in events:
        groups.setdefault(event.pgh_tracked_model._meta.label, []).append(event)
    return iter(groups.items())


def hers_in(model: Any, woman_id: int) -> dict[str, Any] | None:
    """How rows of a table of history are found to be of one woman; None where they are of nobody."""
    tracked = model.pgh_tracked_model
    names = {field.name for field in tracked._meta.fields}
    if tracked._meta.label == "women.Woman":
        return {"pgh_obj_id": woman_id}
    if "woman" in names:
        return {"woman_id": woman_id}
    for parent in ("child", "place", "goal"):
        if parent in names:
            related = tracked._meta.get_field(parent).related_model
            return {f"{parent}_id__in": related.objects.filter(woman=woman_id).values("pk")}
    return None
