"""What a workbook that was applied did, and what was passed over: kept for 28 days, since it has to be acted on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from sessions_log.importing.service import Checked
from sessions_log.models import WorkbookUpload
from sessions_log.models.upload import WORDS_ARE_KEPT
from women.reading import erased_refs
from women.workbook import WOMEN

WORDS = ("passed_over", "remarks", "answers", "refs")  # of a summary: what may name or describe a woman


@dataclass(frozen=True)
class KeptWords:
    """What was said before it was applied: what was passed over, what else was worth knowing, and the answers."""

    passed_over: list[dict[str, str]]
    remarks: list[dict[str, str]]
    answers: list[dict[str, str]]


def applied_uploads() -> QuerySet[WorkbookUpload]:
    """The workbooks that were applied, latest first."""
    done = WorkbookUpload.objects.exclude(applied_at=None)
    return done.defer("content").select_related("uploaded_by").order_by("-applied_at")


def keep_what_was_done(*, upload: WorkbookUpload, found: Checked, counts: dict[str, Any], now: datetime) -> None:
    """Keep what applying did, and what was passed over; the file itself goes."""
    said = [(remark.passed_over, remark.where, remark.message) for remark in found.reading.gathered_remarks()]
    asked = found.reading.interview.answered
    upload.summary = {
        "sheets": counts,
        "passed_over": [{"where": where, "message": message} for over, where, message in said if over],
        "remarks": [{"where": where, "message": message} for over, where, message in said if not over],
        "answers": [{"question": one.text, "answer": choice.label} for one, choice in asked if len(one.choices) > 1],
        "refs": sorted(_refs(found)),
    }
    upload.applied_at, upload.content = now, b""
    upload.save()


def _refs(found: Checked) -> set[str]:
    """The women of whom the workbook speaks, also of those whose rows were left out."""
    plan = found.plan
    refs = {one.key for one in plan.sheets[WOMEN.name] if one.row} if plan else set()
    rows = [row for read in found.reading.sheets.values() for row in read.rows]
    return refs | {row["woman_ref"] for row in rows if row["woman_ref"]} | found.reading.left_out_refs


def kept_words(upload: WorkbookUpload, *, hidden: Collection[str]) -> KeptWords | None:
    """What was said of a workbook, unless it speaks of somebody who may not be seen, or whose details were erased."""
    refs = set(upload.summary.get("refs", ()))
    if "passed_over" not in upload.summary or refs & {*hidden, *erased_refs()}:
        return None
    return KeptWords(upload.summary["passed_over"], upload.summary["remarks"], upload.summary["answers"])


def forget_words(now: datetime) -> None:
    """Forget what was passed over after 28 days, and at once where details of one of its women were erased."""
    gone = set(erased_refs())
    for upload in applied_uploads():
        is_old = upload.applied_at is None or timezone.localtime(upload.applied_at) < now - WORDS_ARE_KEPT
        if "passed_over" in upload.summary and (is_old or gone & set(upload.summary["refs"])):
            upload.summary = {key: value for key, value in upload.summary.items() if key not in WORDS}
            upload.save(update_fields=["summary"])
