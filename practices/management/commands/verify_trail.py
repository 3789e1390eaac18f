"""`verify_trail`: whether the trail of each Practice is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from practices import chain
from practices.models import Practice
from practices.tenancy.scope import practice_scope


class Command(BaseCommand):
    """Checks each chain against its entries and against the heads that were exported."""

    help = "Checks that nothing of the trail was edited or taken away. Exit 1 where something was."

    def add_arguments(self, parser: CommandParser) -> None:
        """One Practice, or all."""
        parser.add_argument("--practice", help="its slug (default: every Practice)")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line a Practice, and a line for each thing found."""
        practices = Practice.objects.order_by("slug")
        if options["practice"]:
            practices = practices.filter(slug=options["practice"])
            if not practices:
                raise CommandError(f"There is no Practice “{options['practice']}”.")
        broken = 0
        for practice in practices:
            with practice_scope(practice.pk):
                found = chain.check_and_keep(practice, now=timezone.now())
            self.stdout.write(
                f"{practice.slug}: {found.links} links, {'broken' if found.faults else 'whole'} {found.head}"
            )
            for fault in found.faults:
                self.stdout.write(f"  {fault}")
            broken += bool(found.faults)
        if broken:
            raise CommandError(f"{broken} {'trail is' if broken == 1 else 'trails are'} broken.")
