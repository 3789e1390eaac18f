"""Accepting what a data quality check found, and taking that back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from practices.models import User
from reporting.models import Acceptance
from reporting.quality.checking import Finding
from reporting.quarters import Quarter


@transaction.atomic
def accept(*, quarter: Quarter, findings: Iterable[Finding], because: str, words: str, by: User, now: datetime) -> int:
    """Let findings stand for this quarter; gives how many were still open. A second acceptance changes nothing."""
    held = set(Acceptance.objects.filter(quarter=str(quarter)).values_list("check_key", "record_id"))
    rows = [
        Acceptance(
            quarter=str(quarter), check_key=finding.check.key, record_id=finding.record_id, woman_id=finding.woman_id,
            because=because, words=words, accepted_by=by, accepted_at=now,
        )
        for finding in findings
        if (finding.check.key, finding.record_id) not in held
    ]  # fmt: skip
    Acceptance.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def take_back(*, quarter: Quarter, check_key: str, record_id: int) -> bool:
    """Open a finding again; False where it was not accepted."""
    found = Acceptance.objects.filter(quarter=str(quarter), check_key=check_key, record_id=record_id)
    deleted, _ = found.delete()
    return bool(deleted)
