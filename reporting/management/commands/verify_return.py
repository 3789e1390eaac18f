"""`verify_return SLUG "2018-19 Q4"`: whether a return is what was sealed; `--data FILE` checks a data file alone."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from practices.models import Practice
from practices.tenancy.scope import practice_scope
from reporting.content import bytes_of_return, practice_in
from reporting.management.asked import practice_and_quarter
from reporting.models import Return, ReturnFile
from reporting.quarters import Quarter


class Command(BaseCommand):
    """Says OK and the seal, or what differs, and then ends with 1."""

    help = "Checks a return, its files and a data file against the seal that its PDF bears."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """`--version` is the return's here, not Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Which return, and what else to compare with it."""
        parser.add_argument("slug")
        parser.add_argument("quarter", help='like "2018-19 Q4"')
        parser.add_argument(
            "--version", "--return-version", dest="number", type=int, metavar="N",
            help="which version (default: the latest)",
        )  # fmt: skip
        parser.add_argument("--data", type=Path, help="a data file (JSON) that somebody has been given")
        parser.add_argument("--seal", help="the seal as it is printed on a PDF")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare everything with everything."""
        practice, quarter = practice_and_quarter(options["slug"], options["quarter"])
        with practice_scope(practice.pk):
            found = _version(practice, quarter, options["number"])
            wrong = [*_of_return(found), *_given(found, options["data"], options["seal"])]
            named = practice_in(found, practice).name
        if wrong:
            raise CommandError(f"NOT OK: {found} of {named}: " + "; ".join(wrong))
        self.stdout.write(f"OK: {found} of {named}, {found.get_status_display().lower()}, {found.sha256}")


def _version(practice: Practice, quarter: Quarter, number: int | None) -> Return:
    """The version asked for, or else the latest."""
    versions = list(Return.objects.filter(quarter=str(quarter)).order_by("-version"))
    if not versions:
        raise CommandError(f"{practice.name} has no return of {quarter}.")
    if number is None:
        return versions[0]
    found = next((one for one in versions if one.version == number), None)
    if found is None:
        there = ", ".join(str(one.version) for one in reversed(versions))
        raise CommandError(f"{practice.name} has no version {number} of {quarter}. There is: {there}.")
    return found


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
