"""`import_workbook PATH`: the same import as the page's, for the command line."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from practices.models import Practice
from practices.tenancy.scope import practice_scope
from practices.workbook.faults import Fault, NotAWorkbook
from sessions_log.importing import service
from sessions_log.importing.applying import SeatTaken
from sessions_log.importing.planning import Fate
from sessions_log.importing.reading import Reading, read_workbook

FAULTY = 2


class Command(BaseCommand):
    """Exit 0: applied, or clean with --check. Exit 2: nothing was changed, and every error is listed."""

    help = "Checks a practice workbook and applies it; with any error nothing is changed and every error is listed."

    def add_arguments(self, parser: CommandParser) -> None:
        """PATH and what to do with it."""
        parser.add_argument("path", type=Path)
        parser.add_argument("--practice", metavar="SLUG", help="the Practice to import into (default: the sheet's own)")
        parser.add_argument("--check", action="store_true", help="say what would happen, change nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument("--create", action="store_true", help="make the Practice where it is new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, apply."""
        self.as_json: bool = options["json"]
        now = timezone.now()
        try:
            content = options["path"].read_bytes()
            reading = read_workbook(content, today=timezone.localdate(now))
        except OSError as error:
            self._refuse([Fault("", None, "", str(options["path"]), f"The file cannot be read: {error.strerror}.")])
        except NotAWorkbook as error:
            self._refuse([Fault("", None, "", options["path"].name, str(error))])
        slug = options["practice"] or reading.practice["slug"]
        practice = Practice.objects.filter(slug=slug).first() if slug else None
        is_new = practice is None
        if practice is None:
            practice = self._new_practice(reading, slug, options)
            if practice is None:
                return
        try:
            self._check_and_apply(reading, practice, now, is_new=is_new, apply=not options["check"])
        except BaseException:
            if is_new:
                service.uncreate_practice(practice)
            raise

    def _check_and_apply(
        self, reading: Reading, practice: Practice, now: datetime, *, is_new: bool, apply: bool
    ) -> None:
        with practice_scope(practice.pk):
            if apply:
                service.take_turn(practice)
            look = service.plan_reading if is_new else service.check_reading  # a new one was checked before it was made
            checked = look(reading, practice=practice, today=timezone.localdate(now))
            if checked.plan is None:
                self._refuse(checked.faults)
            if apply:
                try:
                    service.apply(checked, practice=practice, by=None)
                except SeatTaken as error:
                    self._refuse([reading.practice_fault("cohort_capacity", str(error))])
        kept = [planned.name for planned in checked.plan.of(Fate.CONFLICT)]
        self._say(practice.slug, service.counts(checked.plan), kept, reading, applied=apply)

    def _new_practice(self, reading: Reading, slug: str | None, options: dict[str, Any]) -> Practice | None:
        faults = service.check_for_new_practice(reading)
        if options["practice"] and reading.practice["slug"] not in (None, slug):
            faults.insert(0, Fault("Practice", 1, "slug", slug or "", f"There is no Practice {slug}."))
        elif not faults and not options["create"] and not options["check"]:
            faults.append(reading.practice_fault("slug", f"There is no Practice {slug} yet. Say --create to make it."))
        if faults:
            self._refuse(faults)
        if options["check"]:
            rows = {name: {Fate.NEW.value: len(sheet.rows)} for name, sheet in reading.sheets.items()}
            self._say(str(slug), rows, [], reading, applied=False)
            return None
        try:
            return service.create_practice(reading)
        except PermissionError as error:
            self._refuse([Fault("Practice", 1, "slug", str(slug), str(error))])

    def _refuse(self, faults: list[Fault]) -> NoReturn:
        if self.as_json:
            self.stdout.write(json.dumps({"errors": [fault.as_json() for fault in faults]}, ensure_ascii=False))
        else:
            for fault in faults:
                where = " ".join(str(part) for part in (fault.sheet, fault.row or "", fault.column) if part)
                self.stderr.write(f"{where}: “{fault.value}” – {fault.message}" if where else fault.message)
            self.stderr.write(f"{len(faults)} to fix. Nothing was changed.")
        raise SystemExit(FAULTY)

    def _say(self, slug: str, sheets: dict[str, Any], kept: list[str], reading: Reading, *, applied: bool) -> None:
        remarks = [
            {"sheet": remark.sheet, "row": remark.row, "column": remark.column, "message": remark.message}
            for remark in reading.remarks
        ]
        if self.as_json:
            said = {"practice": slug, "applied": applied, "sheets": sheets, "conflicts_kept": kept}
            self.stdout.write(json.dumps(said | {"warnings": remarks, "errors": []}, ensure_ascii=False))
            return
        for sheet, fates in sheets.items():
            words = ", ".join(f"{number} {fate}" for fate, number in fates.items() if number)
            self.stdout.write(f"{sheet}: {words or 'no rows'}")
        for remark in remarks:
            self.stderr.write(f"Note: {remark['sheet']} {remark['row'] or ''} {remark['message']}")
        for name in kept:
            self.stderr.write(f"Kept what was edited here since the last import: {name}")
        self.stdout.write(f"{slug}: {'applied' if applied else 'clean; nothing was changed'}.")
