"""Asking the checks of one Practice, in the scope that is open: one statement for all of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from practices.colleagues import names_apart
from practices.models import Membership
from reporting.indicators.counting import parameters_of
from reporting.models import Acceptance
from reporting.quality.declared import BY_KEY, CHECKS, Check, Fixer
from reporting.quarters import Quarter
from women.models import Woman

NOBODY = "The lead, until somebody holds her caseload"


@dataclass(frozen=True)
class Finding:
    """One record that a check found, the day it is of, and the lead's reason where it may stand."""

    check: Check
    woman_id: int
    record_id: int
    on: date | None
    accepted: Acceptance | None

    @property
    def is_open(self) -> bool:
        """Whether it is neither mended nor accepted."""
        return self.accepted is None


@dataclass(frozen=True)
class Checked:
    """What one check found in a quarter."""

    check: Check
    findings: list[Finding]

    @property
    def open(self) -> list[Finding]:
        """Those neither mended nor accepted."""
        return [finding for finding in self.findings if finding.is_open]

    @property
    def has_days(self) -> bool:
        """Whether its findings are of a day."""
        return any(finding.on is not None for finding in self.findings)

    @property
    def accepted_number(self) -> int:
        """How many the lead lets stand."""
        return len(self.findings) - len(self.open)

    @property
    def blocks(self) -> bool:
        """Whether it keeps the return from being submitted."""
        return self.check.blocks and bool(self.open)

    def as_json(self) -> dict[str, Any]:
        """As it is sealed in a return: counts, and how often each reason was given."""
        reasons = Counter(finding.accepted.because for finding in self.findings if finding.accepted)
        return {
            "key": self.check.key,
            "found": len(self.findings),
            "open": len(self.open),
            "accepted": dict(sorted(reasons.items())),
            "may_block": self.check.blocks,
        }


def check_quarter(practice_id: int, quarter: Quarter, *, now: datetime) -> list[Checked]:
    """Every check with what it finds, in the order of their declaration; two statements."""
    parameters: dict[str, Any] = parameters_of([practice_id], quarter, today=timezone.localdate(now))
    statement = " UNION ALL ".join(
        f"SELECT '{check.key}', found.* FROM ({check.relation}) found (woman_id, record_id, day)" for check in CHECKS
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY 1, 4, 3", parameters | {"now": now})
        rows = cursor.fetchall()
    accepted = {(one.check_key, one.record_id): one for one in Acceptance.objects.filter(quarter=str(quarter))}
    found: dict[str, list[Finding]] = {check.key: [] for check in CHECKS}
    for key, woman_id, record_id, on in rows:
        found[key].append(Finding(BY_KEY[key], woman_id, record_id, on, accepted.get((key, record_id))))
    return [Checked(check, found[check.key]) for check in CHECKS]


@dataclass(frozen=True)
class Line:
    """A finding as a page shows it: whose record, who can mend it (in words, and by a key for filters), and where."""

    finding: Finding
    woman: Woman
    who: str
    who_key: str
    url: str


def lines_of(checked: Sequence[Checked], *, slug: str) -> list[Line]:
    """The findings of some checks with their women and the people who can mend them; two statements."""
    findings = [finding for one in checked for finding in one.findings]
    women = Woman.every.in_bulk({finding.woman_id for finding in findings})
    holders = {woman.practitioner_id for woman in women.values() if woman.practitioner_id is not None}
    names = names_apart(Membership.objects.filter(pk__in=holders).select_related("user"))
    lines = []
    for finding in findings:
        woman = women[finding.woman_id]
        who, key = NOBODY, "nobody"
        if finding.check.fixer is Fixer.COORDINATOR:
            who, key = Fixer.COORDINATOR.capitalize(), "coordinator"
        elif woman.practitioner_id in names:
            who, key = names[woman.practitioner_id], str(woman.practitioner_id)
        lines.append(Line(finding, woman, who, key, page_of(finding, slug=slug)))
    return lines


def page_of(finding: Finding, *, slug: str) -> str:
    """Where a finding is mended."""
    page = finding.check.page
    if page == "caseloads":
        return reverse(page, args=[slug])
    if page in ("appointment", "contact"):
        return reverse(page, args=[slug, finding.woman_id, finding.record_id])
    return reverse("section", args=[slug, finding.woman_id, page])
