"""Reads of returns and jobs for the pages."""

from dataclasses import dataclass
from datetime import date, datetime

from practices.models import Practice
from reporting.desk.due import due_dates, is_late, owes
from reporting.models import FROZEN, SENT, Return, ReturnJob
from reporting.quarters import Quarter
from women.models import Place
from women.sent import SentQuarter


@dataclass(frozen=True)
class QuarterLine:
    """One quarter in the list: its latest return and a job under way, if any."""

    quarter: Quarter
    latest: Return | None
    job: ReturnJob | None
    due_on: date | None  # None where no return is asked for
    has_ended: bool
    is_late: bool


def first_quarter(practice: Practice) -> Quarter | None:
    """The quarter in which the Practice's records begin: going live or the first offer; None where there is neither."""
    first_offer = (
        Place.objects.filter(offered_on__isnull=False).order_by("offered_on").values_list("offered_on", flat=True)
    )
    days = [day for day in (practice.went_live_on, first_offer.first()) if day is not None]
    return Quarter.of(min(days)) if days else None


def quarter_lines(practice: Practice, *, today: date) -> list[QuarterLine]:
    """The quarters with a return, owed or worked in, and the present one, the latest first; five statements."""
    present = Quarter.of(min(today, practice.closed_on) if practice.closed_on else today)
    latest: dict[str, Return] = {}
    for found in Return.objects.defer("figures").order_by("version"):
        latest[found.quarter] = found
    jobs = {job.quarter: job for job in ReturnJob.objects.filter(state__in=["queued", "running"])}
    quarters = {Quarter.parse(name) for name in (*latest, *jobs)}
    quarter, worked_in = first_quarter(practice), quarters_with_a_place(present)
    while quarter is not None and quarter <= present:
        if quarter == present or quarter in worked_in or owes(practice, quarter):
            quarters.add(quarter)
        quarter = quarter.next
    due = due_dates(quarters)
    return [
        QuarterLine(
            one, latest.get(str(one)), jobs.get(str(one)), due[one] if owes(practice, one) else None,
            has_ended=one.has_ended(today),
            is_late=str(one) not in latest and is_late(practice, one, due=due[one], today=today),
        )
        for one in sorted(quarters, reverse=True)
    ]  # fmt: skip


def quarters_with_a_place(last: Quarter) -> set[Quarter]:
    """The quarters up to `last` in which somebody held a seat on some day (seat(d), DOMAIN §3)."""
    dates = Place.objects.filter(offered_on__isnull=False).values_list(
        "offered_on", "declined_on", "completed_on", "closed_on"
    )
    found: set[Quarter] = set()
    for offered, *ends in dates:
        if offered is None:
            continue
        until = min((day for day in ends if day is not None), default=None)
        quarter = Quarter.of(offered)
        while quarter <= last and (until is None or quarter.start < until):
            found.add(quarter)
            quarter = quarter.next
    return found


def submitted_lines() -> list[Return]:
    """Every version that was submitted, the latest quarter first: all that a board viewer sees."""
    return list(Return.objects.filter(status__in=FROZEN).defer("figures").order_by("-quarter", "-version"))


def was_sent_with(on: date, recorded_at: datetime | None) -> bool:
    """Whether a return was sent for the quarter of that day or a later one, and built after it was recorded."""
    sent = Return.objects.filter(status__in=FROZEN, quarter__gte=str(Quarter.of(on)))
    return (sent if recorded_at is None else sent.filter(built_at__gte=recorded_at)).exists()


def quarters_sent() -> list[SentQuarter]:
    """The quarters whose return was sent and not sent back, the earliest first."""
    names = Return.objects.filter(status__in=SENT).values_list("quarter", flat=True)
    quarters = sorted({Quarter.parse(name) for name in names})
    return [SentQuarter(str(one), one.start, one.end) for one in quarters]
