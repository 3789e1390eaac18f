"""Which rows were taken back: asked by the history, by copies and by an import."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from practices.models import User
from women.merged import ids_of
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


@dataclass(frozen=True)
class Gone:
    """What became of a row that stood on her record: who took it away, when, why, and whether it was moved."""

    by: User | None
    at: datetime
    why: str = ""
    is_moved: bool = False

    @property
    def said(self) -> str:
        """The same as a sentence."""
        local = timezone.localtime(self.at)
        what = "moved to another record" if self.is_moved else "taken back"
        by = f" by {self.by.name}" if self.by else ""
        return f"This was {what}{by} on {local.day} {local:%B %Y at %H:%M}."


def taken_back(label: str, row_id: int, *, woman_id: int) -> Gone | None:
    """Who took a row back from her record, or moved it to another; None where nobody did, or it was put back."""
    hers = Withdrawal.objects.filter(woman__in=ids_of(woman_id), undoes=None, undone_by=None)
    named = hers.filter(rows__contains=[{"model": label, "id": row_id}]).select_related("withdrawn_by")
    latest = named.order_by("-withdrawn_at", "-pk").first()
    if latest is None:
        return None
    why = ". ".join(filter(None, [latest.get_reason_display(), latest.words]))
    return Gone(latest.withdrawn_by, latest.withdrawn_at, why, latest.moved_to_id is not None)
