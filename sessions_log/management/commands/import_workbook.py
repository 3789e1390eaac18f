"""`import_workbook PATH`: the same import as the page's, for the command line."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from practices.models import Practice
from practices.tenancy.scope import practice_scope
from practices.workbook.faults import Fault, NotAWorkbook, Remark, grouped
from sessions_log.importing import service
from sessions_log.importing.applying import SeatTaken
from sessions_log.importing.planning import Fate
from sessions_log.importing.reading import Reading, read_workbook

FAULTY = 2


class Command(BaseCommand):
    """Exit 0: applied, or clean with --check. Exit 2: nothing was changed, and every error and question is listed."""

    help = (
        "Checks a practice workbook and applies it; with any error or open question nothing is changed and every one "
        "is listed. Answer a question with --answer ID=CHOICE."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """PATH and what to do with it."""
        parser.add_argument("path", type=Path)
        parser.add_argument("--practice", metavar="SLUG", help="the Practice to import into (default: the sheet's own)")
        parser.add_argument("--check", action="store_true", help="say what would happen, change nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument(
            "--answer", action="append", default=[], metavar="ID=CHOICE", help="answer one question; may be repeated"
        )
        parser.add_argument("--create", action="store_true", help="make the Practice where it is new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, apply."""
        self.as_json: bool = options["json"]
        now = timezone.now()
        try:
            content = options["path"].read_bytes()
            answers = self._answers(options["answer"])
            reading = read_workbook(content, today=timezone.localdate(now), answers=answers)
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
            if checked.plan is None or checked.open_questions:
                self._refuse(checked.faults, reading)
            self._refuse_mistaken(reading)
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
        if faults or reading.interview.open:
            self._refuse(faults, reading)
        self._refuse_mistaken(reading)
        if options["check"]:
            rows = {name: {Fate.NEW.value: len(sheet.rows)} for name, sheet in reading.sheets.items()}
            self._say(str(slug), rows, [], reading, applied=False)
            return None
        try:
            return service.create_practice(reading)
        except PermissionError as error:
            self._refuse([Fault("Practice", 1, "slug", str(slug), str(error))])

    def _answers(self, given: list[str]) -> dict[str, str]:
        answers = {}
        for words in given:
            id_, sign, choice = words.partition("=")
            if not sign:
                self._refuse([Fault("", None, "", words, "Write an answer as ID=CHOICE.")])
            answers[id_.strip()] = choice.strip()
        return answers

    def _refuse_mistaken(self, reading: Reading) -> None:
        mistaken = reading.interview.mistaken()
        if mistaken:
            message = "This is not a question of this workbook, or not one of its choices."
            self._refuse([Fault("", None, "", id_, message) for id_ in mistaken], reading)

    def _refuse(self, faults: list[Fault], reading: Reading | None = None) -> NoReturn:
        groups = grouped(reading.fault_in_words(fault) for fault in faults) if reading else grouped(faults)
        questions = reading.interview.open if reading else []
        remarks = reading.gathered_remarks() if reading else []
        if self.as_json:
            said = {
                "errors": [group.as_json() for group in groups],
                "questions": [question.as_json() for question in questions],
                "warnings": [remark.as_json() for remark in remarks],
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self._say_remarks(remarks)
            for question in questions:
                choices = ", ".join(choice.value for choice in question.choices)
                self.stderr.write(f"Question {question.id}: {question.text}\n    one of: {choices}")
                if question.samples:
                    self.stderr.write(f"    in the workbook: {' · '.join(question.samples)}")
                self.stderr.write(f"    proposed: --answer {question.id}={question.proposal}")
            for group in groups:
                where = group.where
                self.stderr.write(f"{where}: {group.found} – {group.message}" if where else group.message)
            counts = [f"{len(groups)} to fix"] if groups else []
            counts += [f"{len(questions)} to answer"] if questions else []
            self.stderr.write(f"{', '.join(counts)}. Nothing was changed.")
        raise SystemExit(FAULTY)

    def _say_remarks(self, remarks: list[Remark]) -> None:
        for remark in remarks:
            self.stderr.write(f"{'Passed over' if remark.passed_over else 'Note'}: {remark.where}: {remark.message}")

    def _say(self, slug: str, sheets: dict[str, Any], kept: list[str], reading: Reading, *, applied: bool) -> None:
        remarks = reading.gathered_remarks()
        if self.as_json:
            said = {"practice": slug, "applied": applied, "sheets": sheets, "conflicts_kept": kept, "questions": []}
            answers = {question.id: choice.value for question, choice in reading.interview.answered}
            said |= {"answers": answers, "warnings": [remark.as_json() for remark in remarks], "errors": []}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        self._say_remarks(remarks)
        for sheet, fates in sheets.items():
            words = ", ".join(f"{number} {fate}" for fate, number in fates.items() if number)
            self.stdout.write(f"{reading.called(sheet)[0]}: {words or 'no rows'}")
        for name in kept:
            self.stderr.write(f"Kept what was edited here since the last import: {name}")
        self.stdout.write(f"{slug}: {'applied' if applied else 'clean; nothing was changed'}.")
