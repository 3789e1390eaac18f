"""Workbooks that wait to be applied, and the answers that are remembered for a corrected copy."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from practices.models import User
from practices.workbook.cells import as_written, is_blank
from practices.workbook.kinds import has_proposal, kind_of
from practices.workbook.layout import find_header
from practices.workbook.naming import name_key
from practices.workbook.opening import RawSheet
from practices.workbook.questions import LEAVE_OUT, Interview, Question
from sessions_log.models import WorkbookUpload

ALIKE = 0.5  # of the headings of two workbooks that are copies of one
MOST_LOOKED_AT = 50


@dataclass(frozen=True)
class EarlierAnswer:
    """What somebody answered to an equal question of an earlier copy."""

    answer: str
    on: date
    by: int


def waiting_uploads() -> QuerySet[WorkbookUpload]:
    """The workbooks whose check is under way."""
    return WorkbookUpload.objects.filter(applied_at__isnull=True).exclude(content=b"").select_related("uploaded_by")


@transaction.atomic
def keep_upload(*, content: bytes, raw: Sequence[RawSheet], file_name: str, by: User) -> WorkbookUpload:
    """Keep a workbook for its check, with the answers to earlier copies; one's own copy that waits makes way."""
    marks = _marks(raw)
    copies = [
        one for one in WorkbookUpload.objects.defer("content")[:MOST_LOOKED_AT] if _are_alike(one.headings, marks)
    ]
    remembered: dict[str, Any] = {}
    for one in reversed(copies):  # of several answers the latest stands
        remembered |= one.remembered
    own = [one.pk for one in copies if one.uploaded_by_id == by.pk and one.applied_at is None]
    WorkbookUpload.objects.filter(pk__in=own).delete()
    return WorkbookUpload.objects.create(
        content=content, file_name=file_name[:200], uploaded_by=by, headings=marks, remembered=remembered
    )


@transaction.atomic
def save_answers(
    *,
    upload: WorkbookUpload,
    interview: Interview,
    answers: Mapping[str, str],
    check: Callable[[], Interview],
    by: User,
) -> None:
    """Answer questions of a workbook, and remember the answers for a corrected copy.

    `check` reads the workbook as it is answered by then. An answer whose question is another since (its sheet was
    taken for something else, its rows are others) is taken back, and asked for again.
    """
    for question in interview.asked:
        if question.id in answers:
            said = {
                "answer": answers[question.id], "on": timezone.localdate().isoformat(), "by": by.pk,
                "text": _digest(question.text), "form": _digest(_form_of(question)),
            }  # fmt: skip
            upload.answers |= {question.id: said["answer"]}
            upload.remembered |= {question.id: said}
    while stale := _stale(upload, check()):
        upload.answers = {id_: answer for id_, answer in upload.answers.items() if id_ not in stale}
        upload.remembered = {id_: said for id_, said in upload.remembered.items() if id_ not in stale}
    upload.save(update_fields=["answers", "remembered"])


def _stale(upload: WorkbookUpload, interview: Interview) -> set[str]:
    """The answers that were given to another question than the one that has their id now."""
    stale = set()
    for question in interview.asked:
        said = upload.remembered.get(question.id)
        if said is None or question.id not in upload.answers:
            continue
        of_form = kind_of(question).of_form
        before, now = (said.get("form"), _form_of(question)) if of_form else (said["text"], question.text)
        if before != _digest(now) or interview.answer_to(question) is None:
            stale.add(question.id)
    return stale


def _form_of(question: Question) -> str:
    """The sheet and column of the file that it is about, as its words say them, whatever numbers stand in them."""
    return re.sub(r"\d+", "", question.text)


def earlier_answer(upload: WorkbookUpload, question: Question) -> EarlierAnswer | None:
    """What was answered to an equal question: about the form of a workbook, or in the very same words."""
    said = upload.remembered.get(question.id)
    if said is None or question.id in upload.answers:
        return None
    if not kind_of(question).of_form and said["text"] != _digest(question.text):
        return None
    if said["answer"] not in {choice.value for choice in question.choices}:
        return None
    if said["answer"] == LEAVE_OUT and has_proposal(question):  # there was none then
        return None
    return EarlierAnswer(said["answer"], date.fromisoformat(said["on"]), said["by"])


def _marks(raw: Sequence[RawSheet]) -> list[str]:
    """A digest of each heading with its sheet: what they say stays in the workbook."""
    found = set()
    for sheet in raw:
        header = sheet.rows[find_header(sheet.rows, ())] if sheet.rows else []
        keys = (name_key(as_written(cell)) for cell in header if not is_blank(cell))
        found |= {_digest(f"{name_key(sheet.name)} {key}") for key in keys}
    return sorted(found)


def _are_alike(marks: Collection[str], others: Collection[str]) -> bool:
    shared = len(set(marks) & set(others))
    return shared > 0 and shared >= ALIKE * max(len(marks), len(others))


def _digest(words: str) -> str:
    return blake2b(words.encode(), digest_size=8).hexdigest()
