"""Which rows were taken back: asked by the history, by copies and by an import."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from women.models import Withdrawal

PUT_BACK_WITHIN = timedelta(hours=24)


def withdrawn_rows(ids: Iterable[int]) -> dict[tuple[str, int], str]:
    """Return the rows that are taken back from records and were not put back: (model, id) → why."""
    taken = Withdrawal.objects.filter(woman__in=list(ids), undoes=None, undone_by=None)
    return {(one["model"], one["id"]): found.reason for found in taken for one in found.rows}


def withdrawn_keys(label: str) -> list[set[str]]:
    """Return, for each row of a model that is taken back now, the keys under which a workbook may bring it again."""
    taken = Withdrawal.objects.filter(undoes=None, undone_by=None).order_by("pk").values_list("rows", flat=True)
    hers = [one for rows in taken for one in rows if one["model"] == label]
    return [keys for one in hers if (keys := {one["import_key"], one.get("key_now", "")} - {""})]


def may_be_put_back(withdrawal: Withdrawal, *, now: datetime) -> bool:
    """Whether it was taken back within a day, lives on in no other record, and all of it is kept."""
    return (
        withdrawal.undoes_id is None
        and withdrawal.moved_to_id is None
        and now - withdrawal.withdrawn_at <= PUT_BACK_WITHIN
        and bool(withdrawal.content)
        and all(one["values"] is not None for one in withdrawal.content or [])
        and not Withdrawal.objects.filter(undoes=withdrawal).exists()
    )
