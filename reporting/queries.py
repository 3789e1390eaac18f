"""Reads of returns and jobs for the pages."""

from dataclasses import dataclass
from datetime import date

from practices.models import Practice
from reporting.models import FROZEN, Return, ReturnJob
from reporting.quarters import Quarter
from women.models import Place


@dataclass(frozen=True)
class QuarterLine:
    """One quarter in the list: its latest return and a job under way, if any."""

    quarter: Quarter
    latest: Return | None
    job: ReturnJob | None
    has_ended: bool


def first_quarter(practice: Practice) -> Quarter | None:
    """The quarter in which the Practice's records begin: going live or the first offer; None where there is neither."""
    first_offer = (
        Place.objects.filter(offered_on__isnull=False).order_by("offered_on").values_list("offered_on", flat=True)
    )
    days = [day for day in (practice.went_live_on, first_offer.first()) if day is not None]
    return Quarter.of(min(days)) if days else None


def quarter_lines(practice: Practice, *, today: date) -> list[QuarterLine]:
    """The quarters from the Practice's first to the present one, the latest first."""
    first = first_quarter(practice)
    last = Quarter.of(min(today, practice.closed_on) if practice.closed_on else today)
    latest: dict[str, Return] = {}
    for found in Return.objects.defer("figures").order_by("version"):
        latest[found.quarter] = found
    jobs = {job.quarter: job for job in ReturnJob.objects.filter(state__in=["queued", "running"])}
    quarters = {Quarter.parse(name) for name in latest}
    quarter = first
    while quarter is not None and quarter <= last:
        quarters.add(quarter)
        quarter = quarter.next
    return [
        QuarterLine(one, latest.get(str(one)), jobs.get(str(one)), one.has_ended(today))
        for one in sorted(quarters, reverse=True)
    ]


def submitted_lines() -> list[Return]:
    """Every version that was submitted, the latest quarter first: all that a board viewer sees."""
    return list(Return.objects.filter(status__in=FROZEN).defer("figures").order_by("-quarter", "-version"))
