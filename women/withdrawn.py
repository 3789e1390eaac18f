"""Which rows were taken back: asked by the history, by copies and by an import."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from women.models import Withdrawal

PUT_BACK_WITHIN = timedelta(hours=24)


def withdrawn_rows(ids: Iterable[int]) -> dict[tuple[str, int], str]:
    """Return the rows that are taken back from records and were not put back: (model, id) → why."""
    taken = Withdrawal.objects.filter(woman__in=list(ids), undoes=None, undone_by=None)
    return {(one["model"], one["id"]): found.reason for found in taken for one in found.rows}


def withdrawn_keys(label: str) -> Counter[str]:
    """Return the keys under which a workbook brought rows of a model that are taken back now, each with how many."""
    taken = Withdrawal.objects.filter(undoes=None, undone_by=None).values_list("rows", flat=True)
    return Counter(one["import_key"] for rows in taken for one in rows if one["model"] == label and one["import_key"])


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
