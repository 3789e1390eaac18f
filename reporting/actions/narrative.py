"""Writing the words of a quarter, and deciding what they and the figures may give away."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from practices.models import User
from reporting.disclosure.matching import Match
from reporting.models import Dismissal, HiddenByHand, Narrative
from reporting.quarters import Quarter


def write(*, narrative: Narrative, by: User, now: datetime) -> Narrative:
    """Keep the texts of a quarter."""
    narrative.written_by, narrative.written_at = by, now
    narrative.save()
    return narrative


def dismiss(*, quarter: Quarter, match: Match, why: str, by: User, now: datetime) -> None:
    """Say of a match that it is nobody's; once said, it is not asked again for the same sentence."""
    Dismissal.objects.get_or_create(
        quarter=str(quarter),
        match_digest=match.digest,
        defaults={"why": why, "dismissed_by": by, "dismissed_at": now},
    )


def open_again(*, quarter: Quarter, digest: str) -> None:
    """Ask about a match again."""
    Dismissal.objects.filter(quarter=str(quarter), match_digest=digest).delete()


@transaction.atomic
def hide_by_hand(*, quarter: Quarter, cells: Iterable[str], by: User, now: datetime) -> None:
    """Hide just these figures beyond what must be hidden."""
    wanted = set(cells)
    held = HiddenByHand.objects.filter(quarter=str(quarter))
    held.exclude(cell__in=wanted).delete()
    rows = [HiddenByHand(quarter=str(quarter), cell=cell, hidden_by=by, hidden_at=now) for cell in sorted(wanted)]
    HiddenByHand.objects.bulk_create(rows, ignore_conflicts=True)
