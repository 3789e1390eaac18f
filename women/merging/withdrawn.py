"""What was taken back from one of two records that are merged: put back, and taken apart again, it is whose it was."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

from practices.workbook.models import ImportedModel
from women.models import Child, Merge, Withdrawal, Woman
from women.withdrawing import is_of_a_woman, withdrawable, withdrawable_keys

Values = dict[str, Any]


def note_put_back(written: Iterable[tuple[Any, Values]], *, of: int) -> None:
    """Have rows that are written again of the record `of` go back to it, where it was merged and is taken apart."""
    pairs, record = list(written), of
    while made := Merge.objects.select_for_update().filter(merged=record, undone_at=None).first():
        if made.moved and pairs:
            for row, content in pairs:
                _note(made.moved, row, content)
            made.save(update_fields=["moved"])
        record = made.woman_id


def _note(moved: Values, row: Any, content: Values) -> None:
    label, pk, was = row._meta.label, str(row.pk), content["values"]
    if is_of_a_woman(row):
        moved["rows"].setdefault(f"{label}.woman", []).append(row.pk)
    elif "child_id" in was and int(was["child_id"]) != row.child_id:
        moved["hung"].setdefault(label, {})[pk] = int(was["child_id"])
    if isinstance(row, Child):
        taken = set(moved["child_no"].values())
        number = int(was["child_no"])
        moved["child_no"][pk] = number if number not in taken else max(taken) + 1
    if isinstance(row, ImportedModel):
        moved.setdefault("keys", {}).setdefault(label, {})[pk] = row.import_key


def kept_instead(model: Any, key: Any, woman: Woman) -> Any:
    """Return the id of the row that a merge kept where it took this one out as its double; None where it did not."""
    for made in Merge.objects.filter(woman=woman, undone_at=None):
        for label, pk, _woman, kept in made.moved.get("out", []):
            if (label, pk) == (model._meta.label, key):
                return kept
    return None


def first_record_of(label: str, row_id: int, woman_id: int) -> int:
    """Return the record that a row is of: a merged one, where it came with that to the record that goes on."""
    for made in Merge.objects.filter(woman=woman_id, undone_at=None):
        if (label, str(row_id)) in _moved_rows(made.moved):
            return made.merged_id
    return woman_id


def give_back_withdrawn(woman: Woman, merged: Woman, moved: Values) -> None:
    """What was taken back from the record that goes on, and was the other's, is put back there from now on."""
    ids = _moved_rows(moved)
    given: set[int] = set()
    for withdrawal in Withdrawal.objects.filter(woman=woman).order_by("pk"):
        contents = withdrawal.content or []
        theirs = [one for one in contents if _is_of_merged(one, ids)]
        hers = [one for one in contents if one not in theirs]
        first = withdrawal.rows[0]
        is_theirs = (first["model"], str(first["id"])) in ids or contents[:1] == theirs[:1] != []
        given |= {withdrawal.pk} if is_theirs or withdrawal.undoes_id in given else set()
        if not theirs and withdrawal.pk not in given:
            continue
        theirs = [_as_of_merged(one, merged, moved) for one in theirs]
        stay, go = (theirs, hers) if withdrawal.pk in given else (hers, theirs)
        withdrawal.woman = merged if withdrawal.pk in given else woman
        withdrawal.content = stay or None
        withdrawal.save(update_fields=["woman", "content"])
        if go and not Withdrawal.objects.filter(undoes=withdrawal).exists():
            stays_taken_back(withdrawal, go, woman=woman if withdrawal.pk in given else merged)


def stays_taken_back(withdrawal: Withdrawal, contents: list[Values], *, woman: Woman) -> Withdrawal:
    """Write that some of what went in one press is taken back by itself: of this woman, for as long as the press is."""
    named = {(one["model"], one["id"]): one for one in withdrawal.rows}
    keys = [(one["model"], int(one["values"][_pk_name(one)])) for one in contents]
    model: Any = apps.get_model(contents[0]["model"])
    kinds = [withdrawable(key) for key in withdrawable_keys()]
    kind = next((one for one in kinds if one is not None and one.hers(woman).model is model), None)
    return Withdrawal.objects.create(
        woman=woman, kind=kind.key if kind else withdrawal.kind, noun=kind.noun if kind else withdrawal.noun,
        reason=withdrawal.reason, words=withdrawal.words, rows=[named[key] for key in keys], content=contents,
        withdrawn_at=withdrawal.withdrawn_at, withdrawn_by=withdrawal.withdrawn_by,
    )  # fmt: skip


def _moved_rows(moved: Values) -> set[tuple[str, str]]:
    """The rows that came from the merged record: (model, id)."""
    of_woman = {(link.rpartition(".")[0], str(pk)) for link, ids in moved.get("rows", {}).items() for pk in ids}
    return of_woman | {(label, pk) for label, owners in moved.get("hung", {}).items() for pk in owners}


def _pk_name(content: Values) -> str:
    return str(apps.get_model(content["model"])._meta.pk.attname)


def _is_of_merged(content: Values, ids: set[tuple[str, str]]) -> bool:
    """Whether a row, or what it hung on, came from the merged record; of bytes that are not kept nobody asks."""
    values = content["values"]
    if values is None:
        return False
    if (content["model"], str(values[_pk_name(content)])) in ids:
        return True
    model: Any = apps.get_model(content["model"])
    pointing = [one for one in model._meta.concrete_fields if isinstance(one, models.ForeignKey)]
    return "woman_id" not in values and any(
        (one.related_model._meta.label, str(values[one.attname])) in ids for one in pointing
    )


def _as_of_merged(content: Values, merged: Woman, moved: Values) -> Values:
    """The same values, with whose the row was, what it hung on and which number it had there."""
    label, values = content["model"], dict(content["values"])
    pk = values[_pk_name(content)]
    if "woman_id" in values:
        values["woman_id"] = str(merged.pk)
    if pk in moved.get("hung", {}).get(label, {}):
        values["child_id"] = str(moved["hung"][label][pk])
    if label == Child._meta.label and pk in moved["child_no"]:
        values["child_no"] = str(moved["child_no"][pk])
    if pk in moved.get("keys", {}).get(label, {}):
        values["import_key"] = moved["keys"][label][pk]
    return {**content, "values": values}
