"""The rows that hang on a woman, of whatever app: which of them move when two records are merged.

Nothing here names a table of the apps above: a model whose rows may not change hands says so itself (`stays_put`).
"""

from collections.abc import Iterator
from typing import Any

from django.db import models

from women.history import history_models
from women.models import Child, Erasure, Goal, Merge, Need, Place, Woman

NOT_COMPARED = frozenset({"id", "import_key", "import_hash", "recorded_at", "recorded_by", "practitioner"})
OF_THEIR_OWN = (Place, Child, Goal, Merge, Erasure, Need)  # never two of one: each is told apart in its own way


def links_to_woman() -> list[tuple[Any, str]]:
    """Each model whose rows change hands in a merge, with the field that says whose they are."""
    found = []
    for relation in Woman._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and isinstance(relation, models.ManyToOneRel)):
            continue
        model: Any = relation.related_model
        if changes_hands(model) and model is not Woman:
            found.append((model, relation.field.name))
    return sorted(found, key=lambda link: str(link[0]._meta.label))


def changes_hands(model: Any) -> bool:
    """Whether rows of a model go over to the record that goes on."""
    is_history = hasattr(model, "pgh_tracked_model")
    is_permission = hasattr(model, "content_object")  # guardian's: who is named on a record is decided, not moved
    return not (is_history or is_permission or model is Merge or getattr(model, "stays_put", False))


def every_of(model: Any) -> Any:
    """The rows of a model, those too that its usual manager leaves out: taken back, or merged."""
    return getattr(model, "every", model.objects)


def is_tracked(model: Any) -> bool:
    """Whether the history of a model's rows is kept, so that one that is taken out can be put back."""
    return any(found.pgh_tracked_model is model for found in history_models())


def written_twice(kept: Woman, other: Woman) -> Iterator[tuple[Any, Any]]:
    """(row of `kept`, row of `other`) where both records say the very same; equal ones are paired in order."""
    for model, field in links_to_woman():
        if field != "woman" or model in OF_THEIR_OWN or not is_tracked(model):
            continue
        waiting: dict[str, list[Any]] = {}
        for row in model.objects.filter(woman=kept).order_by("pk"):
            waiting.setdefault(_said(row), []).append(row)
        for row in model.objects.filter(woman=other).order_by("pk"):
            same = waiting.get(_said(row))
            if same and not _has_rows_of_its_own(row):
                yield same.pop(0), row


def _said(row: Any) -> str:
    names = [field.attname for field in row._meta.concrete_fields if field.name not in (*NOT_COMPARED, "woman")]
    return repr([getattr(row, name) for name in names])


def _has_rows_of_its_own(row: Any) -> bool:
    """Whether something else hangs on a row: then it is never taken for the double of another."""
    for relation in row._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and isinstance(relation, models.ManyToOneRel)):
            continue
        model: Any = relation.related_model
        if not hasattr(model, "pgh_tracked_model") and model.objects.filter(**{relation.field.name: row.pk}).exists():
            return True
    return False


def asked_twice(kept: Woman, other: Woman) -> Iterator[tuple[Need, Need]]:
    """(the answer that stays, the one that goes): needs of one stage and area; the later answer stays."""
    hers = {(need.stage, need.area): need for need in Need.objects.filter(woman=kept)}
    for need in Need.objects.filter(woman=other):
        mine = hers.get((need.stage, need.area))
        if mine is not None:
            yield (need, mine) if need.on > mine.on else (mine, need)
