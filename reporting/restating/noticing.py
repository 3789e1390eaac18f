"""What later edits have made of a submitted return: noticed on the lead's page and by the worker, kept for National."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from practices.models import Practice
from reporting.models import SENT, EditedWhen, Restatement, Return
from reporting.quarters import Quarter
from reporting.restating.comparing import FigureChange, figure_changes, why_changed


def restated(
    returns: Sequence[Return], figures: dict[str, Any], practice: Practice, quarter: Quarter
) -> Restatement | None:
    """The restatement of the latest version, where it was sent and would come out otherwise now; kept."""
    if not returns or returns[0].status not in SENT:
        return None
    return notice(returns[0], figures, practice.pk, quarter, now=timezone.now())


def notice(
    sent: Return, figures: dict[str, Any], practice_id: int, quarter: Quarter, *, now: datetime
) -> Restatement | None:
    """Compare a sent return with its quarter counted now, and keep what differs; the Practice's scope is open.

    Once it has asked for a new version, it goes on asking until the records are as they were.
    """
    held = Restatement.objects.filter(return_of=sent).first()
    found = figure_changes(sent.figures, figures)
    if not found:
        if held is not None:
            held.delete()
        return None
    why = why_changed(found, practice_id, quarter, since=sent.built_at)
    before = why_changed(found, practice_id, quarter, since=sent.built_at, until=sent.submitted_at)
    after = why_changed(found, practice_id, quarter, since=sent.submitted_at or sent.built_at)
    changes = [
        {
            "key": one.key, "name": one.name, "old": one.old, "new": one.new, "why": why[one.key], "asks": one.asks,
            "when": _when(before[one.key], after[one.key]),
        }
        for one in found
    ]  # fmt: skip
    asks = any(one.asks for one in found) or (held is not None and held.asks_new_version)
    if held is not None and held.changes == changes:
        return held
    kept, _ = Restatement.objects.update_or_create(
        return_of=sent, defaults={"changes": changes, "asks_new_version": asks, "noticed_at": now}
    )
    return kept


def _when(before: str, after: str) -> str:
    """When the edits behind a figure were made, by whether there are some before and after it was sent."""
    if before and after:
        return EditedWhen.BOTH
    return EditedWhen.BEFORE if before else EditedWhen.AFTER if after else EditedWhen.WHILE_BUILT


@dataclass(frozen=True)
class VersionChanges:
    """What a version says otherwise than the one before it."""

    before: int
    changes: list[FigureChange]


def version_changes(found: Return) -> VersionChanges | None:
    """The figures that differ from the version before; None for the first. In either side's scope."""
    if found.version == 1:
        return None
    earlier = Return.objects.filter(practice=found.practice_id, quarter=found.quarter, version__lt=found.version)
    before = earlier.order_by("-version").first()
    return VersionChanges(before.version, figure_changes(before.figures, found.figures)) if before else None
