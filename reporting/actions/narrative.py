"""Writing the words of a quarter, and deciding what they and the figures may give away."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from practices.models import User
from reporting.models import Dismissal, HiddenByHand, Narrative
from reporting.quarters import Quarter
from women.disclosure.matches import ToLookAt

LOOKED_AT = "Looked at."


def write(*, narrative: Narrative, by: User, now: datetime) -> Narrative:
    """Keep the texts of a quarter."""
    narrative.written_by, narrative.written_at = by, now
    narrative.save()
    return narrative


def dismiss(*, quarter: Quarter, sentence: ToLookAt, why: str, by: User, now: datetime) -> None:
    """Say of all that was found in a sentence that it may stay; it is not asked again for the same sentence."""
    Dismissal.objects.bulk_create(
        [
            Dismissal(
                quarter=str(quarter), match_digest=match.digest, why=why or LOOKED_AT, dismissed_by=by, dismissed_at=now
            )
            for match in sentence.matches
        ],
        ignore_conflicts=True,
    )


def open_again(*, quarter: Quarter, sentence: ToLookAt) -> None:
    """Ask about a sentence again."""
    digests = [match.digest for match in sentence.matches]
    Dismissal.objects.filter(quarter=str(quarter), match_digest__in=digests).delete()


@transaction.atomic
def hide_by_hand(*, quarter: Quarter, cells: Iterable[str], by: User, now: datetime) -> None:
    """Hide just these figures beyond what must be hidden."""
    wanted = set(cells)
    held = HiddenByHand.objects.filter(quarter=str(quarter))
    held.exclude(cell__in=wanted).delete()
    rows = [HiddenByHand(quarter=str(quarter), cell=cell, hidden_by=by, hidden_at=now) for cell in sorted(wanted)]
    HiddenByHand.objects.bulk_create(rows, ignore_conflicts=True)
