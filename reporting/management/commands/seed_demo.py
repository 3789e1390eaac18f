"""`seed_demo`: the demonstration Practices. Deterministic: the same day gives the same figures."""

import os
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction
from django.utils import timezone

from practices.models import Practice, User
from practices.permissions import Role
from practices.tenancy.scope import practice_scope
from reporting.demonstration.filling import fill_all, make_rotherham
from reporting.demonstration.loading import make_practice
from reporting.demonstration.people import PASSWORD, email_of, hashed_password, make_national, make_team
from reporting.demonstration.profiles import PROFILES
from reporting.demonstration.returns import publish_comparisons

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
        parser.add_argument("--if-empty", action="store_true", help="load nothing where there are Practices already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say who can sign in."""
        if Practice.objects.exists() or User.objects.exists():
            if options["if_empty"]:
                self._say_sign_ins()
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
        self._say_sign_ins()

    def _load(self, today: date) -> None:
        since, password = date(2018, 1, 1), hashed_password()
        for practice in [make_practice(profile, today=today) for profile in PROFILES] + [make_rotherham(today=today)]:
            with practice_scope(practice.pk):
                make_team(practice, since=since, password=password)
        make_national(since=since, password=password)
        fill_all(PROFILES, today=today, processes=os.cpu_count() or 1)
        publish_comparisons(User.objects.get(email=email_of(Role.NATIONAL_ANALYST, None)))

    def _say_sign_ins(self) -> None:
        present = set(User.objects.values_list("email", flat=True))
        rows = [(email_of(role, slug), what) for role, slug, what in SHOWN if email_of(role, slug) in present]
        if rows:
            self.stdout.write(f"Sign in with the password {PASSWORD} as")
        for email, what in rows:
            self.stdout.write(f"  {email:<32} {what}")
