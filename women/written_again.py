"""The values of rows that were taken back, and the rows that are made of them again."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from practices.tenancy.managers import TenantModel
from women.forms.family import next_child_no
from women.forms.goals import next_goal_ref
from women.merging.withdrawn import kept_instead
from women.models import Child, Goal, Withdrawal, Woman
from women.only_one import taken_by
from women.withdrawing import ERASED_AT_ONCE, is_of_a_woman
from women.withdrawn import taken_back

ITS_PLACE_IS_TAKEN = "Another row has taken its place meanwhile. Change that one."
TAKE_THAT_BACK = "Change that one; or take it back first, then put this back."
HUNG_ON = "What this belonged to was taken back, too. Put that back first."
HUNG_ON_ANOTHERS = "What this belonged to is on another record now. If this belongs there, too, enter it there."


@dataclass(frozen=True)
class Left:
    """The values of a row that could not be written again, and why, with what to do."""

    content: dict[str, Any]
    why: str


def content_of(row: Any) -> dict[str, Any]:
    """The values of a row, to be kept; of bytes that are kept once only, none."""
    if row._meta.label in ERASED_AT_ONCE:
        return {"model": row._meta.label, "values": None}
    values = {
        field.attname: None if field.value_from_object(row) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
    }
    return {"model": row._meta.label, "values": values}


def row_of(content: dict[str, Any]) -> Any:
    """The row of these values, not written."""
    model: Any = apps.get_model(content["model"])
    fields = {field.attname: field for field in model._meta.concrete_fields}
    values = {name: None if text is None else _value(fields[name], text) for name, text in content["values"].items()}
    return model(**values)


def _value(field: Any, text: str) -> Any:
    return field.target_field.to_python(text) if isinstance(field, models.ForeignKey) else field.to_python(text)


def row_of_woman(content: dict[str, Any], woman: Woman) -> Any:
    """Return the row of these values as one of her record, whosever it was before two records became one, or two again.

    What it hung on may have been moved away and back meanwhile: it hangs on what became of that.
    """
    row = row_of(content)
    if is_of_a_woman(row):
        row.woman = woman
    for field, model, key in _parents(row):
        setattr(row, field.attname, kept_instead(model, key, woman) or _became(model, key))
    return row


def _parents(row: Any) -> list[tuple[Any, Any, Any]]:
    """The rows of the Practice that a row points at, but for whose it is: (field, model, key)."""
    pointing = [field for field in row._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    found = [(field, field.related_model, getattr(row, field.attname)) for field in pointing if field.name != "woman"]
    return [one for one in found if one[2] is not None and issubclass(one[1], TenantModel)]


def _became(model: Any, key: Any) -> Any:
    """The id of the row that this one is now: a row that is moved to another record is written there anew."""
    label = model._meta.label
    while not model._base_manager.filter(pk=key).exists():
        moves = Withdrawal.objects.filter(rows__contains=[{"model": label, "id": key}], moved_to__isnull=False)
        moved = moves.order_by("-pk").first()
        named = [one for one in (moved.rows if moved else []) if (one["model"], one["id"]) == (label, key)]
        if not named or "became" not in named[0]:
            return key
        key = named[0]["became"]
    return key


def why_not(row: Any, woman: Woman) -> str:
    """Return blank where a row can be written on her record; else why not, and what to do.

    No database asks whether what it hangs on is there: foreign keys between rows of a record have no constraint.
    """
    if is_of_a_woman(row) and (taken := taken_by(row, woman)):
        return f"{taken} {TAKE_THAT_BACK}"
    for _field, model, key in _parents(row):
        parent = model._base_manager.filter(pk=key).first()
        if parent is None:
            gone = taken_back(model._meta.label, key, woman_id=woman.pk)
            return HUNG_ON_ANOTHERS if gone is not None and gone.is_moved else HUNG_ON
        if getattr(parent, "woman_id", woman.pk) != woman.pk:
            return HUNG_ON_ANOTHERS
    return ""


def can_stand(content: dict[str, Any], woman: Woman) -> bool:
    """Whether a row is gone, and could be written on her record."""
    row = row_of_woman(content, woman)
    return not type(row)._base_manager.filter(pk=row.pk).exists() and not why_not(row, woman)


def number_anew(row: Any, woman: Woman) -> None:
    """Give a goal or a child the next number of hers."""
    if isinstance(row, Goal):
        row.ref = next_goal_ref(woman)
    elif isinstance(row, Child):
        row.child_no = next_child_no(woman)


def _number_is_taken(row: Any) -> bool:
    """Whether another row was added meanwhile, and has the number that this one had."""
    if isinstance(row, Goal):
        return Goal._base_manager.filter(ref=row.ref).exists()
    return isinstance(row, Child) and Child._base_manager.filter(woman=row.woman, child_no=row.child_no).exists()


def write_again(contents: list[dict[str, Any]], *, woman: Woman) -> tuple[list[tuple[Any, dict[str, Any]]], list[Left]]:
    """Write rows on her record, parents first; return those written, each with its values, and what could not be."""
    written: list[tuple[Any, dict[str, Any]]] = []
    left: list[Left] = []
    for content in contents:
        row = row_of_woman(content, woman)
        if problem := why_not(row, woman):
            left.append(Left(content, problem))
            continue
        if _number_is_taken(row):
            number_anew(row, woman)
            row.import_key = row.import_hash = ""  # the workbook's row of that number is the other one
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            left.append(Left(content, ITS_PLACE_IS_TAKEN))
        else:
            written.append((row, content))
    return written, left
