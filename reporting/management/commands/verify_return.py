"""`verify_return SLUG "2018-19 Q4"`: whether a return is what was sealed; `--data FILE` checks a data file alone."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from practices.tenancy.scope import practice_scope
from reporting.content import bytes_of_return
from reporting.management.asked import practice_and_quarter
from reporting.models import Return, ReturnFile


class Command(BaseCommand):
    """Says OK and the seal, or what differs, and then ends with 1."""

    help = "Checks a return, its files and a data file against the seal that its PDF bears."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which return, and what else to compare with it."""
        parser.add_argument("slug")
        parser.add_argument("quarter", help='like "2018-19 Q4"')
        parser.add_argument("--return-version", dest="number", type=int, help="which version (default: the latest)")
        parser.add_argument("--data", type=Path, help="a data file (JSON) that somebody has been given")
        parser.add_argument("--seal", help="the seal as it is printed on a PDF")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare everything with everything."""
        practice, quarter = practice_and_quarter(options["slug"], options["quarter"])
        with practice_scope(practice.pk):
            versions = Return.objects.filter(quarter=str(quarter)).order_by("-version")
            if options["number"] is not None:
                versions = versions.filter(version=options["number"])
            found = versions.first()
            if found is None:
                raise CommandError(f"{practice.name} has no such return of {quarter}.")
            wrong = [*_of_return(found), *_given(found, options["data"], options["seal"])]
        if wrong:
            raise CommandError(f"NOT OK: {found} of {practice.name}: " + "; ".join(wrong))
        self.stdout.write(f"OK: {found} of {practice.name}, {found.get_status_display().lower()}, {found.sha256}")


def _of_return(found: Return) -> list[str]:
    """What of the return as it is kept is not as it was sealed."""
    wrong = []
    if hashlib.sha256(bytes_of_return(found)).hexdigest() != found.sha256:
        wrong.append("what is kept does not have the seal")
    for file in ReturnFile.objects.filter(return_of=found).order_by("kind"):
        if hashlib.sha256(bytes(file.content)).hexdigest() != file.sha256:
            wrong.append(f"the file {file.kind} is not the one that was made")
    return wrong


def _given(found: Return, data: Path | None, seal: str | None) -> list[str]:
    """What somebody holds in hand, against the seal."""
    wrong = []
    if data is not None:
        try:
            content = data.read_bytes()
        except OSError as error:
            raise CommandError(f"{data} cannot be read: {error.strerror}.") from error
        if hashlib.sha256(content).hexdigest() != found.sha256:
            wrong.append(f"{data.name} does not have the seal")
    if seal is not None and seal.strip().lower() != found.sha256:
        wrong.append("the seal given is another")
    return wrong
