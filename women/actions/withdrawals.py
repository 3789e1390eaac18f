"""Taking a row back, making it another woman's, and putting it back within a day."""

import copy
from collections import Counter
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from practices.models import User
from women.merged import goes_on_as
from women.merging.withdrawn import first_record_of, note_put_back, stays_taken_back
from women.models import Withdrawal, WithdrawalReason, Woman
from women.parents import PARENTS
from women.withdrawing import (
    AFTERWARDS,
    ANEW,
    BEFORE,
    ERASED_AT_ONCE,
    KEYS,
    MAKES_ROOM,
    CannotWithdraw,
    Withdrawable,
    all_that_goes,
    is_of_a_woman,
    rows_that_move,
)
from women.withdrawn import may_be_put_back, moved_away_by
from women.written_again import Left, can_stand, content_of, number_anew, row_of, write_again


@transaction.atomic
def withdraw(
    *, row: Any, kind: Withdrawable, woman: Woman, by: User, reason: str, words: str, now: datetime,
    to: Woman | None = None, parent: Any = None,
) -> Withdrawal:  # fmt: skip
    """Take a row and what goes with it out of a woman's record; with `to` they become that woman's.

    `parent` is her goal, child or place that the row hangs on there, where it hangs on one. What cannot go there stays
    taken back, and comes back with the row where it is moved back. Raises CannotWithdraw, with what to do, where
    something rests on it or it cannot be hers.
    """
    going = all_that_goes(row)
    moving = [] if to is None else rows_that_move(row, going, to)
    away = None if to is None else moved_away_by(row._meta.label, row.pk, woman_id=to.pk)
    again = [] if to is None else what_comes_back(row, to)
    if row._meta.label in BEFORE:
        BEFORE[row._meta.label](row)
    if to is not None and row._meta.label in MAKES_ROOM:
        _make_room_where_it_was(row, to)
    copies = [] if to is None else _write(moving, to, parent)
    became = {(one._meta.label, one.pk): new.pk for one, new in zip(moving, copies, strict=True)}
    written = Withdrawal.objects.create(
        woman=woman, kind=kind.key, noun=kind.noun, reason=reason, words=words, moved_to=to, withdrawn_at=now,
        rows=[_named(one, became.get((one._meta.label, one.pk))) for one in going],
        content=[content_of(one) for one in going if one not in moving], withdrawn_by=by,
    )  # fmt: skip
    for one in reversed(going):
        type(one)._base_manager.filter(pk=one.pk).delete()
    if to is not None and away is not None:
        _come_home(away, copies, again, to)
    for one in [row, *copies[:1]]:
        if one._meta.label in AFTERWARDS:
            AFTERWARDS[one._meta.label](one)
    return written


def try_to_move(
    *, row: Any, kind: Withdrawable, woman: Woman, by: User, to: Woman, parent: Any, now: datetime
) -> None:  # fmt: skip
    """Raise CannotWithdraw, with what to do, where the row could not become hers; nothing of it stays written."""
    with transaction.atomic():
        withdraw(
            row=row, kind=kind, woman=woman, by=by, reason=WithdrawalReason.WRONG_WOMAN, words="", now=now, to=to,
            parent=parent,
        )  # fmt: skip
        transaction.set_rollback(True)


def what_comes_back(row: Any, to: Woman) -> list[dict[str, Any]]:
    """What stayed taken back on her record when this was moved away from there, and can stand there again."""
    away = moved_away_by(row._meta.label, row.pk, woman_id=to.pk)
    held = [one for one in (away.content if away is not None else None) or [] if one["values"] is not None]
    return [one for one in held if can_stand(one, to)]


def _come_home(away: Withdrawal, copies: list[Any], again: list[dict[str, Any]], to: Woman) -> None:
    """Write what stayed taken back when the row was moved away; what was a merged record's is noted as that one's."""
    written, _ = write_again(again, woman=to)
    first = away.rows[0]
    of = first_record_of(first["model"], first["id"], away.woman_id)
    moved = [(one, {"values": {"child_no": getattr(one, "child_no", None)}}) for one in copies]
    note_put_back([*moved, *written], of=of)


def _make_room_where_it_was(row: Any, to: Woman) -> None:
    """Moved back, it finds its place: what stood again there when it was moved away goes."""
    label = row._meta.label
    away = moved_away_by(label, row.pk, woman_id=to.pk)
    for one in away.rows if away is not None else []:
        if one["model"] == label:
            MAKES_ROOM[label](one["id"])


def _named(row: Any, became: int | None) -> dict[str, Any]:
    label, table = row._meta.label, row._meta.db_table
    keys = {"import_key": getattr(row, "import_key", ""), "key_now": KEYS[label](row) if label in KEYS else ""}
    return {"table": table, "model": label, "id": row.pk} | keys | ({"became": became} if became else {})


def _write(rows: list[Any], to: Woman, parent: Any) -> list[Any]:
    """Write them as new rows of that woman, each pointing at the new row where it pointed at an old one."""
    new: dict[tuple[str, Any], Any] = {}
    for old in rows:
        row = copy.copy(old)
        for field in row._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                target = new.get((field.related_model._meta.label, getattr(row, field.attname)))
                if target is not None:
                    setattr(row, field.name, target)
        if is_of_a_woman(row):
            row.woman = to
        elif not new:
            setattr(row, PARENTS[row._meta.label].field, parent)
        if hasattr(row, "import_key"):  # the workbook's row stays the one that was taken back
            row.import_key = row.import_hash = ""
        if row._meta.label in ANEW:
            ANEW[row._meta.label](row)
        number_anew(row, to)
        row.pk, row._state.adding = None, True
        _insert(row, to)
        new[(old._meta.label, old.pk)] = row
    return list(new.values())


def _insert(row: Any, to: Woman) -> None:
    try:
        row.validate_constraints()
        with transaction.atomic():
            row.save(force_insert=True)
    except (IntegrityError, ValidationError) as error:
        raise CannotWithdraw(
            f"{to.name_on_page} has one like this already, or it does not fit her record. Change hers instead."
        ) from error


@transaction.atomic
def put_back(*, withdrawal: Withdrawal, by: User, now: datetime) -> tuple[Withdrawal, list[Left]]:
    """Write again what was taken back, on the record that goes on; return that, and what could not be, with why.

    What could not be stays taken back by a withdrawal of its own, so that it can be put back later that day. Raises
    CannotWithdraw where the row itself cannot be.
    """
    if not may_be_put_back(withdrawal, now=now):
        raise CannotWithdraw("This can no longer be put back. Enter it again.")
    written = Withdrawal.objects.create(
        woman=withdrawal.woman, kind=withdrawal.kind, noun=withdrawal.noun, reason=withdrawal.reason,
        rows=withdrawal.rows, undoes=withdrawal, withdrawn_at=now, withdrawn_by=by,
    )  # fmt: skip
    for one in withdrawal.rows:
        if one["model"] in MAKES_ROOM:
            MAKES_ROOM[one["model"]](one["id"])
    contents = withdrawal.content or []
    back, left = write_again(contents, woman=Woman.every.get(pk=goes_on_as(withdrawal.woman_id)))
    if left and left[0].content is contents[0]:
        raise CannotWithdraw(left[0].why)
    note_put_back(back, of=withdrawal.woman_id)
    for one in left:
        stays_taken_back(withdrawal, [one.content], woman=withdrawal.woman)
    for row, _ in back:
        if row._meta.label in AFTERWARDS:
            AFTERWARDS[row._meta.label](row)
    return written, left


def counted(rows: list[Any]) -> list[str]:
    """What goes, in words: “2 goal scores”."""
    names = Counter(type(row)._meta for row in rows if row._meta.label not in ERASED_AT_ONCE)
    return [
        f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}" for meta, number in names.items()
    ]


def counted_again(content: list[dict[str, Any]]) -> list[str]:
    """The same of what comes back."""
    return counted([row_of(one) for one in content])
