"""Drafts for tests, built by the same steps as the worker's but for the drawing."""

from datetime import UTC, date, datetime

from practices.permissions import Role
from reporting.actions import returns
from reporting.content import counted, gather
from reporting.quality.checking import check_quarter
from reporting.quarters import Quarter
from tests.conftest import user_of

Q4 = Quarter(2018, 4)
NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)
TODAY = date(2019, 4, 10)
FILES = {"pdf": b"%PDF-x", "xlsx": b"PK", "commissioner_pdf": b"%PDF-c", "board_pdf": b"%PDF-b"}


def build(practice, *, quarter=Q4, now=NOW, today=TODAY, files=FILES):
    """The draft that a build makes now; the scope is open."""
    figures, beside = counted(practice, quarter, today=today, using="default")
    more = gather(practice, quarter, figures, beside, check_quarter(practice.pk, quarter, now=now), today=today)
    version = returns.next_version(quarter)
    return returns.keep_draft(
        quarter=quarter, version=version, figures=figures, more=more, files=files, by=None, now=now
    )


def submit(draft, practice, **changes):
    """As the lead of Rotherham submits it on 10 April 2019."""
    words = {
        "practice": practice, "quarter": Q4, "version": draft.version, "seal": draft.sha256,
        "by": user_of(Role.PRACTICE_LEAD), "now": NOW, "today": TODAY,
    }  # fmt: skip
    return returns.submit(**words | changes)
