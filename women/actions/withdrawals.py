"""Taking a row back, making it another woman's, and putting it back within a day."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max

from practices.models import User
from women.forms.goals import next_goal_ref
from women.models import Child, Goal, Withdrawal, WithdrawalReason, Woman
from women.withdrawing import (
    AFTERWARDS,
    ERASED_AT_ONCE,
    KEYS,
    CannotWithdraw,
    Withdrawable,
    all_that_goes,
    can_move,
    rows_that_move,
)
from women.withdrawn import may_be_put_back


@transaction.atomic
def withdraw(
    *, row: Any, kind: Withdrawable, woman: Woman, by: User, reason: str, words: str, now: datetime,
    to: Woman | None = None,
) -> Withdrawal:  # fmt: skip
    """Take a row and what goes with it out of a woman's record; with `to` they become that woman's.

    Raises CannotWithdraw, with what to do, where something rests on it or it cannot be hers.
    """
    going = all_that_goes(row)
    copies = [] if to is None else rows_that_move(row, going, to)
    content = None if to is not None else [_content_of(one) for one in going]
    written = Withdrawal.objects.create(
        woman=woman, kind=kind.key, noun=kind.noun, reason=reason, words=words, rows=[_named(one) for one in going],
        content=content, moved_to=to, withdrawn_at=now, withdrawn_by=by,
    )  # fmt: skip
    for one in reversed(going):
        type(one)._base_manager.filter(pk=one.pk).delete()
    if row._meta.label in AFTERWARDS:
        AFTERWARDS[row._meta.label](row)
    if to is not None:
        _write(copies, to)
    return written


def try_to_move(*, row: Any, kind: Withdrawable, woman: Woman, by: User, to: Woman, now: datetime) -> None:
    """Raise CannotWithdraw, with what to do, where the row could not become hers; nothing of it stays written."""
    with transaction.atomic():
        withdraw(row=row, kind=kind, woman=woman, by=by, reason=WithdrawalReason.WRONG_WOMAN, words="", now=now, to=to)
        transaction.set_rollback(True)


def _named(row: Any) -> dict[str, Any]:
    label, table = row._meta.label, row._meta.db_table
    keys = {"import_key": getattr(row, "import_key", ""), "key_now": KEYS[label](row) if label in KEYS else ""}
    return {"table": table, "model": label, "id": row.pk} | keys


def _content_of(row: Any) -> dict[str, Any]:
    if row._meta.label in ERASED_AT_ONCE:
        return {"model": row._meta.label, "values": None}
    values = {
        field.attname: None if field.value_from_object(row) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
    }
    return {"model": row._meta.label, "values": values}


def _write(rows: list[Any], to: Woman) -> None:
    """Write them as new rows of that woman, each pointing at the new row where it pointed at an old one."""
    new: dict[tuple[str, Any], Any] = {}
    for row in rows:
        old = (row._meta.label, row.pk)
        for field in row._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                target = new.get((field.related_model._meta.label, getattr(row, field.attname)))
                if target is not None:
                    setattr(row, field.name, target)
        if can_move(row):
            row.woman = to
        if hasattr(row, "import_key"):  # the workbook's row stays the one that was taken back
            row.import_key = row.import_hash = ""
        _number_anew(row, to)
        row.pk, row._state.adding = None, True
        try:
            row.validate_constraints()
            with transaction.atomic():
                row.save(force_insert=True)
        except (IntegrityError, ValidationError) as error:
            raise CannotWithdraw(
                f"{to.name_on_page} has one like this already, or it does not fit her record. Change hers instead."
            ) from error
        new[old] = row


def _number_anew(row: Any, to: Woman) -> None:
    if isinstance(row, Goal):
        row.ref = next_goal_ref(to)
    elif isinstance(row, Child):
        Woman.objects.select_for_update().get(pk=to.pk)
        row.child_no = (to.children.aggregate(highest=Max("child_no"))["highest"] or 0) + 1


@transaction.atomic
def put_back(*, withdrawal: Withdrawal, by: User, now: datetime) -> Withdrawal:
    """Write again what was taken back; raises CannotWithdraw where it no longer can be."""
    if not may_be_put_back(withdrawal, now=now):
        raise CannotWithdraw("This can no longer be put back. Enter it again.")
    written = Withdrawal.objects.create(
        woman=withdrawal.woman, kind=withdrawal.kind, noun=withdrawal.noun, reason=withdrawal.reason,
        rows=withdrawal.rows, undoes=withdrawal, withdrawn_at=now, withdrawn_by=by,
    )  # fmt: skip
    for one in withdrawal.content or []:
        model: Any = apps.get_model(one["model"])
        fields = {field.attname: field for field in model._meta.concrete_fields}
        values = {name: None if text is None else _value(fields[name], text) for name, text in one["values"].items()}
        try:
            with transaction.atomic():
                row = model(**values)
                row.save(force_insert=True)
        except IntegrityError as error:
            raise CannotWithdraw("Another row has taken its place meanwhile. Change that one.") from error
        if model._meta.label in AFTERWARDS:
            AFTERWARDS[model._meta.label](row)
    return written


def _value(field: Any, text: str) -> Any:
    return field.target_field.to_python(text) if isinstance(field, models.ForeignKey) else field.to_python(text)


def counted(rows: list[Any]) -> list[str]:
    """What goes, in words: “2 goal scores”."""
    names = Counter(type(row)._meta for row in rows if row._meta.label not in ERASED_AT_ONCE)
    return [
        f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}" for meta, number in names.items()
    ]
