"""`create_national_account`: the first accounts of National Pause and of the host's support."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from practices.letters import link_for
from practices.models import NationalMembership, User
from practices.permissions import NATIONAL_ROLES


class Command(BaseCommand):
    """Makes one, and prints the link by which its owner chooses a password."""

    help = "Makes an account at National or for the host's support; with DATABASE_OWNER_URL set."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and as what."""
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("role", choices=[role.value for role in NATIONAL_ROLES])

    def handle(self, *args: Any, **options: Any) -> None:
        """Only the owner's login gives out a post at National: no page does."""
        if "owner" not in connections:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner's login gives out a post at National.")
        address = options["email"].strip().lower()
        user = User.objects.using("owner").filter(email=address).first()
        if user is None:
            user = User(email=address, name=options["name"])
            user.set_unusable_password()
            user.save(using="owner")
        posts: Any = NationalMembership.objects.using("owner")
        if posts.filter(user_id=user.pk, role=options["role"], ends_on=None).exists():
            raise CommandError(f"{address} holds that post already.")
        posts.create(user_id=user.pk, role=options["role"], starts_on=timezone.localdate())
        self.stdout.write(f"The owner of {address} chooses a password here, once, within three days:\n{link_for(user)}")
