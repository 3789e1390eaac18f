"""The returns of the demonstration: built and sealed as the worker does it, for every quarter that is over."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from typing import Any

from practices.models import Practice, User
from practices.tenancy.scope import practice_scope
from reporting.actions import returns
from reporting.demonstration.loading import noon
from reporting.figures import figures_of
from reporting.models import Return, ReturnStatus
from reporting.presenting import Presented, present
from reporting.quarters import Quarter

BUILT_AFTER, SUBMITTED_AFTER = timedelta(days=9), timedelta(days=12)


def quarters_over(first: date, today: date, *, until: date | None) -> list[Quarter]:
    """The quarters from that of `first` that have ended, none that began after the Practice closed."""
    quarter, found = Quarter.of(first), []
    while quarter.has_ended(today) and (until is None or quarter.start < until):
        found.append(quarter)
        quarter = quarter.next
    return found


def files_of(presented: Presented) -> dict[str, bytes]:
    """The PDF and the spreadsheet of one return."""
    from reporting.pdf import render_pdf
    from reporting.spreadsheet import render_spreadsheet

    return {"pdf": render_pdf(presented), "xlsx": render_spreadsheet(presented)}


def figures_for(practice: Practice, quarters: Sequence[Quarter]) -> list[tuple[Quarter, dict[str, Any], Presented]]:
    """Figures of each quarter as they stood nine days after its end; the scope is open."""
    found = []
    for quarter in quarters:
        built = quarter.end + BUILT_AFTER
        figures = figures_of(practice, quarter, today=built)
        found.append((quarter, figures, present(figures, practice=practice, built_at=noon(built), version=1)))
    return found


def keep(
    practice: Practice, lead: User, quarter: Quarter, figures: dict[str, Any], files: dict[str, bytes], *,
    submitted: bool, accepted: bool,
) -> None:  # fmt: skip
    """Write one return, submit it, let National accept it."""
    with practice_scope(practice.pk):
        draft = returns.keep_draft(
            quarter=quarter, version=1, figures=figures, files=files, by=lead, now=noon(quarter.end + BUILT_AFTER)
        )
        if not submitted:
            return
        sent = quarter.end + SUBMITTED_AFTER
        returns.submit(quarter=quarter, version=1, seal=draft.sha256, by=lead, now=noon(sent), today=sent)
        if accepted:
            Return.objects.filter(pk=draft.pk).update(status=ReturnStatus.ACCEPTED)


def render_all(presented: Sequence[Presented], *, processes: int) -> list[dict[str, bytes]]:
    """The files of many returns, over the machine's cores."""
    with ProcessPoolExecutor(max_workers=processes) as pool:
        return list(pool.map(files_of, presented, chunksize=4))
