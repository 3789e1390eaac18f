"""`quarterly_return SLUG "2018-19 Q4"`: the figures of a quarter as they stand now, as JSON, PDF or spreadsheet."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from practices.models import AccessAction, Practice
from practices.tenancy.scope import practice_scope
from practices.trail import note_look
from reporting.figures import figures_of
from reporting.management.asked import practice_and_quarter


class Command(BaseCommand):
    """Counts live: a submitted return keeps the figures that it was submitted with."""

    help = "Prints the figures of a Practice's quarter as they stand now."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which Practice, which quarter, in what form."""
        parser.add_argument("slug")
        parser.add_argument("quarter", help='like "2018-19 Q4"')
        parser.add_argument("--format", choices=["json", "pdf", "xlsx"], default="json")
        parser.add_argument("--output", type=Path, help="a file (default: standard output)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, render, write."""
        practice, quarter = practice_and_quarter(options["slug"], options["quarter"])
        now = timezone.now()
        today = timezone.localdate(now)
        if quarter.start > today:
            raise CommandError(f"{quarter} has not begun: there is nothing to count.")
        with practice_scope(practice.pk):
            figures = figures_of(practice, quarter, today=today)
            note_look(by=None, action=AccessAction.REPORT, view="quarterly_return", why=str(quarter))
        content = self._render(options["format"], figures, practice, now)
        try:
            if options["output"]:
                options["output"].write_bytes(content)
            elif options["format"] == "json":
                self.stdout.write(content.decode())
            else:
                sys.stdout.buffer.write(content)
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}.") from error

    def _render(self, form: str, figures: dict[str, Any], practice: Practice, now: Any) -> bytes:
        if form == "json":
            return (json.dumps(figures, indent=1, ensure_ascii=False) + "\n").encode()
        from reporting.presenting import present

        presented = present(figures, practice=practice, built_at=now, version=None)
        if form == "pdf":
            from reporting.printing.pdf import render_pdf  # WeasyPrint is heavy: only where a PDF is made

            return render_pdf(presented)
        from reporting.printing.spreadsheet import render_spreadsheet

        return render_spreadsheet(presented)
