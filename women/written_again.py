"""The values of rows that were taken back, and the rows that are made of them again."""

from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from practices.tenancy.managers import TenantModel
from women.forms.family import next_child_no
from women.forms.goals import next_goal_ref
from women.models import Child, Goal, Woman
from women.withdrawing import ERASED_AT_ONCE, CannotWithdraw

ITS_PLACE_IS_TAKEN = "Another row has taken its place meanwhile. Change that one."
HUNG_ON = "What this belonged to was taken back, too. Put that back first."


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


def can_stand(content: dict[str, Any]) -> bool:
    """Whether a row is gone, and all that it hung on is there."""
    row = row_of(content)
    return not type(row)._base_manager.filter(pk=row.pk).exists() and _has_its_parents(row)


def _has_its_parents(row: Any) -> bool:
    """No database asks it: foreign keys between rows of a record have no constraint of their own."""
    pointing = [field for field in row._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    wanted = [(field.related_model, getattr(row, field.attname)) for field in pointing]
    return all(
        key is None or model._base_manager.filter(pk=key).exists()
        for model, key in wanted
        if issubclass(model, TenantModel)
    )


def number_anew(row: Any, woman: Woman) -> None:
    """Give a goal or a child the next number of hers."""
    if isinstance(row, Goal):
        row.ref = next_goal_ref(woman)
    elif isinstance(row, Child):
        row.child_no = next_child_no(woman)


def _number_is_taken(row: Any) -> bool:
    """Whether another of hers was added meanwhile, and has the number that this one had."""
    for model, number in ((Goal, "ref"), (Child, "child_no")):
        if isinstance(row, model):
            hers = model._base_manager.filter(woman=row.woman_id, **{number: getattr(row, number)})
            return hers.exists()
    return False


def write_again(contents: list[dict[str, Any]]) -> list[Any]:
    """Write them, parents first; raises CannotWithdraw where something stands in their place or is missing."""
    rows = []
    for one in contents:
        row = row_of(one)
        if not _has_its_parents(row):
            raise CannotWithdraw(HUNG_ON)
        if _number_is_taken(row):
            number_anew(row, row.woman)
            row.import_key = row.import_hash = ""  # the workbook's row of that number is the other one
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise CannotWithdraw(ITS_PLACE_IS_TAKEN) from error
        rows.append(row)
    return rows
