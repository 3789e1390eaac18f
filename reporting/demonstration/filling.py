"""Filling the Practices of the demonstration, one in each process: nothing of one hangs on another."""

import gc
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

from django.db import connections

from practices.models import Membership, Practice, User
from practices.permissions import Role
from practices.tenancy.scope import practice_scope
from reporting.demonstration import returns
from reporting.demonstration.backdating import entered_on_its_day
from reporting.demonstration.daily import fill_records
from reporting.demonstration.histories import invent
from reporting.demonstration.loading import write
from reporting.demonstration.people import email_of
from reporting.demonstration.profiles import Profile
from reporting.demonstration.rotherham import bring_up_to_today
from sessions_log.importing import service
from sessions_log.importing.reading import read_workbook

Job = Callable[[], None]
ROTHERHAM = Path(__file__).resolve().parent / "rotherham-2018-19.xlsx"


def size_of(profile: Profile) -> int:
    """How much there is to fill."""
    return (profile.live_quarters or 0) * profile.capacity


def fill_all(profiles: Sequence[Profile], *, today: date, processes: int) -> None:
    """Fill every Practice that was made, Rotherham's beside the invented ones."""
    largest_first = sorted(profiles, key=size_of, reverse=True)  # so that no process ends long after the others
    records: list[Job] = [partial(_records, profile, today) for profile in largest_first]
    _share_out([partial(_rotherham, today), *records], processes)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")  # without it each count of a quarter is planned as if the tables were empty
    drawn_first = sorted(largest_first, key=lambda profile: profile.slug not in returns.DRAWN)
    returns_of: list[Job] = [partial(_returns, profile, today) for profile in drawn_first if profile.live_quarters]
    _share_out(returns_of, processes)


def _share_out(jobs: Sequence[Job], processes: int) -> None:
    """Run each in one of so many processes. The first that fails stops those that are not yet begun."""
    connections.close_all()  # no process may share another's connection
    fork = multiprocessing.get_context("fork")  # which has Django's settings, and whatever a test has put into them
    with ProcessPoolExecutor(max_workers=min(processes, len(jobs)), mp_context=fork) as pool:
        futures = [pool.submit(_alone, job) for job in jobs]
        try:
            for future in futures:
                future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _alone(job: Job) -> None:
    gc.disable()  # tens of thousands of rows that all stay: looking for garbage among them is in vain
    try:
        job()
    finally:
        gc.enable()
        connections.close_all()


def _records(profile: Profile, today: date) -> None:
    """One invented Practice's women and their records."""
    lead, practitioner = (
        User.objects.get(email=email_of(role, profile.slug)) for role in (Role.PRACTICE_LEAD, Role.PRACTITIONER)
    )
    practice = Practice.objects.get(slug=profile.slug)
    with practice_scope(practice.pk), entered_on_its_day():
        write(invent(profile, today=today), Membership.objects.get(user=practitioner))
        fill_records(lead, today=today)


def _returns(profile: Profile, today: date) -> None:
    """The returns of one invented Practice, a quarter after the other."""
    practice = Practice.objects.get(slug=profile.slug)
    assert practice.went_live_on is not None
    lead, analyst = (
        User.objects.get(email=email)
        for email in (email_of(Role.PRACTICE_LEAD, profile.slug), email_of(Role.NATIONAL_ANALYST, None))
    )
    over = returns.quarters_over(practice.went_live_on, today, until=practice.closed_on)
    with practice_scope(practice.pk):
        wanted = returns.counted_for(practice, lead, over)
    for one in wanted:
        is_last = one.quarter == over[-1] and practice.closed_on is None
        is_late = is_last and profile.late_with_the_last
        returns.keep(one, returns.files_of(one), submitted=not is_late, accepted=not is_last, analyst=analyst)


def make_rotherham(*, today: date) -> Practice:
    """As published: the Practice that its workbook describes."""
    practice = service.create_practice(read_workbook(ROTHERHAM.read_bytes(), today=today))
    with practice_scope(practice.pk):
        practice.is_demonstration = True
        practice.save(update_fields=["is_demonstration"])
    return practice


def _rotherham(today: date) -> None:
    """Its records, by the very import that everybody uses, and a cohort of today. Its lead builds its return."""
    practice = Practice.objects.get(slug="rotherham")
    with practice_scope(practice.pk):
        checked = service.check_reading(
            read_workbook(ROTHERHAM.read_bytes(), today=today), practice=practice, today=today
        )
        service.apply(checked, practice=practice, by=None)
        lead, practitioner = (
            User.objects.get(email=email_of(role, practice.slug)) for role in (Role.PRACTICE_LEAD, Role.PRACTITIONER)
        )
        bring_up_to_today(practice, practitioner, lead, today=today)
