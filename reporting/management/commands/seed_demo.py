"""`seed_demo`: the demonstration Practices. Deterministic: the same day gives the same figures."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction
from django.utils import timezone

from practices.models import Practice, User
from practices.permissions import Role
from practices.tenancy.scope import practice_scope
from reporting.demonstration import returns
from reporting.demonstration.daily import fill_records
from reporting.demonstration.loading import load, make_practice
from reporting.demonstration.people import PASSWORD, email_of, hashed_password, make_national, make_team
from reporting.demonstration.profiles import PROFILES, Profile
from sessions_log.importing import service
from sessions_log.importing.reading import read_workbook

ROTHERHAM = Path(__file__).resolve().parents[2] / "demonstration" / "rotherham-2018-19.xlsx"
SHOWN = (
    (Role.PRACTICE_LEAD, "rotherham", "a practice lead of Rotherham"),
    (Role.PRACTITIONER, "rotherham", "a practitioner of Rotherham"),
    (Role.PRACTITIONER, "southwark", "a practitioner of Southwark: my day, log a contact"),
    (Role.COORDINATOR, "southwark", "a coordinator of Southwark"),
    (Role.BOARD_VIEWER, "rotherham", "a board viewer of Rotherham"),
    (Role.PRACTICE_LEAD, "hackney", "a practice lead of Hackney"),
    (Role.NATIONAL_ANALYST, None, "a National analyst"),
)


class Command(BaseCommand):
    """Loads the invented Practices into an empty database."""

    help = "Loads the demonstration Practices: real names, invented people and figures."

    def add_arguments(self, parser: CommandParser) -> None:
        """When, and whether."""
        parser.add_argument("--today", type=date.fromisoformat, help="the day on which it all ends (default: today)")
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are Practices already")
        parser.add_argument("--sign-ins", action="store_true", help="only print who can sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or say who may sign in."""
        if options["sign_ins"]:
            self._sign_ins()
            return
        if Practice.objects.exists() or User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(
                "There are Practices or accounts here already; the demonstration is for an empty database."
            )
        if "owner" not in connections:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner's login may make a Practice.")
        today = options["today"] or timezone.localdate()
        try:
            self._load(today)
        except BaseException:
            # an interrupted first start must not leave half a demonstration for the second to keep
            with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
                cursor.execute("TRUNCATE practices_practice, practices_user CASCADE")
            raise

    def _load(self, today: date) -> None:
        password = hashed_password()
        since = date(2018, 1, 1)
        teams: list[tuple[Practice, User, Profile | None]] = []
        for profile in PROFILES:
            practice = make_practice(profile, today=today)
            with practice_scope(practice.pk):
                team = make_team(practice, since=since, password=password)
                lead = team[Role.PRACTICE_LEAD]
                load(profile, today=today)
                fill_records(team[Role.PRACTITIONER], lead, today=today)
            teams.append((practice, lead, profile))
        self._rotherham(since, password, today)
        make_national(since=since, password=password)
        self._returns(teams, today)

    def _rotherham(self, since: date, password: str, today: date) -> None:
        """As published: its workbook, by the very import that everybody uses. Its lead builds its return."""
        content = ROTHERHAM.read_bytes()
        now = timezone.now()
        practice = service.create_practice(read_workbook(content, today=today))
        with practice_scope(practice.pk):
            practice.is_demonstration = True
            practice.save(update_fields=["is_demonstration"])
            make_team(practice, since=since, password=password)
            checked = service.check_for_practice(content, practice=practice, now=now)
            service.apply(checked, practice=practice, by=None)

    def _returns(self, teams: list[tuple[Practice, User, Profile | None]], today: date) -> None:
        wanted: list[tuple[returns.Wanted, bool, bool]] = []
        for practice, lead, profile in teams:
            if practice.went_live_on is None:
                continue
            over = returns.quarters_over(practice.went_live_on, today, until=practice.closed_on)
            with practice_scope(practice.pk):
                for one in returns.counted_for(practice, lead, over):
                    is_last = one.quarter == over[-1] and practice.closed_on is None
                    late = is_last and profile is not None and profile.late_with_the_last
                    wanted.append((one, late, is_last))
        connections.close_all()  # the processes that draw the PDFs must not share this one's connections
        analyst = User.objects.get(email=email_of(Role.NATIONAL_ANALYST, None))
        files = returns.render_all([one for one, _, _ in wanted], processes=os.cpu_count() or 1)
        for (one, late, is_last), made in zip(wanted, files, strict=True):
            returns.keep(one, made, submitted=not late, accepted=not is_last, analyst=analyst)
        returns.publish_comparisons(analyst)

    def _sign_ins(self) -> None:
        present = set(User.objects.values_list("email", flat=True))
        rows = [(email_of(role, slug), what) for role, slug, what in SHOWN if email_of(role, slug) in present]
        if rows:
            self.stdout.write(f"Sign in with the password {PASSWORD} as")
        for email, what in rows:
            self.stdout.write(f"  {email:<32} {what}")
