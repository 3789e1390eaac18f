"""The workbook that a page of the import is about, and what its pages share."""

from typing import Any

from django.http import Http404
from django.utils import timezone

from practices.requests import PracticeRequest
from practices.workbook.faults import by_kind, grouped
from practices.workbook.questions import Interview, Question
from sessions_log.actions.uploads import waiting_uploads
from sessions_log.importing import service
from sessions_log.importing.reading import Reading
from sessions_log.models import WorkbookUpload


def own_upload(request: PracticeRequest, upload_id: int) -> WorkbookUpload:
    """Their own upload that waits to be applied, or 404."""
    upload = waiting_uploads().filter(pk=upload_id, uploaded_by=request.user).first()
    if upload is None:
        raise Http404
    return upload


def check_upload(request: PracticeRequest, upload: WorkbookUpload) -> service.Checked:
    """Read and check it as it was answered so far, and note for the Import page how far it is."""
    found = service.check_for_practice(
        bytes(upload.content), practice=request.practice, now=timezone.now(), answers=upload.answers
    )
    left_open = {"questions": len(found.open_questions), "faults": len(grouped(found.faults))}
    if upload.left_open != left_open:
        upload.left_open = left_open
        upload.save(update_fields=["left_open"])
    return found


def answered_in(interview: Interview) -> list[Question]:
    """The questions that somebody answered: the way back to them."""
    return [question for question in interview.asked if question.stops and interview.answer_to(question) is not None]


def remarks_of(reading: Reading) -> dict[str, Any]:
    """What was passed over, all of it, and what else is worth knowing."""
    remarks = reading.gathered_remarks()
    others = [remark for remark in remarks if not remark.passed_over]
    return {
        "passed_over": [remark for remark in remarks if remark.passed_over],
        "remarks": by_kind(others),
        "number_of_remarks": len(others),
    }
