"""Which rows were taken back: asked by the history, by copies and by an import."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps

from practices.colleagues import namesakes_here
from practices.london import moment_in_words
from practices.models import User
from women.merged import ids_of
from women.models import Withdrawal

PUT_BACK_WITHIN = timedelta(hours=24)


def withdrawn_rows(ids: Iterable[int]) -> dict[tuple[str, int], str]:
    """Return the rows that are taken back from records and were not put back: (model, id) → why."""
    taken = Withdrawal.objects.filter(woman__in=list(ids), undoes=None, undone_by=None)
    found = {(one["model"], one["id"]): written.reason for written in taken for one in written.rows}
    again = _there_again(found)
    return {key: reason for key, reason in found.items() if key not in again}


def withdrawn_keys(label: str) -> list[set[str]]:
    """Return, for each row of a model that is taken back now, the keys under which a workbook may bring it again."""
    taken = Withdrawal.objects.filter(undoes=None, undone_by=None).order_by("pk").values_list("rows", flat=True)
    hers = [one for rows in taken for one in rows if one["model"] == label]
    again = _there_again((label, one["id"]) for one in hers)
    named = [{one["import_key"], one.get("key_now", "")} - {""} for one in hers if (label, one["id"]) not in again]
    return [keys for keys in named if keys]


def _there_again(rows: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those of the rows that are there: what stayed when another was moved away, and came back with it."""
    ids: dict[str, set[int]] = {}
    for label, row_id in rows:
        ids.setdefault(label, set()).add(row_id)
    found: set[tuple[str, int]] = set()
    for label, wanted in ids.items():
        model: Any = apps.get_model(label)
        found |= {(label, pk) for pk in model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True)}
    return found


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
        what = "moved to another record" if self.is_moved else "taken back"
        by = f" by {namesakes_here().name_of(self.by)}" if self.by else ""
        return f"This was {what}{by} on {moment_in_words(self.at)}."


def taken_back(label: str, row_id: int, *, woman_id: int) -> Gone | None:
    """Who took a row back from her record, or moved it to another; None where nobody did, or it was put back."""
    hers = Withdrawal.objects.filter(woman__in=ids_of(woman_id), undoes=None, undone_by=None)
    named = hers.filter(rows__contains=[{"model": label, "id": row_id}]).select_related("withdrawn_by")
    latest = named.order_by("-withdrawn_at", "-pk").first()
    if latest is None:
        return None
    why = ". ".join(filter(None, [latest.get_reason_display(), latest.words]))
    return Gone(latest.withdrawn_by, latest.withdrawn_at, why, latest.moved_to_id is not None)


def moved_away_by(label: str, row_id: int, *, woman_id: int) -> Withdrawal | None:
    """The withdrawal by which a row, or what it was before, was moved away from her record; None where it never was."""
    hers = ids_of(woman_id)
    while True:
        moves = Withdrawal.objects.filter(rows__contains=[{"model": label, "became": row_id}]).order_by("-pk")
        made = moves.first()
        if made is None or made.woman_id in hers:
            return made
        row_id = next(one["id"] for one in made.rows if one["model"] == label and one.get("became") == row_id)
