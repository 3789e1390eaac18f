"""Import a workbook: choose it, see what is wrong or what it would do, apply it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.forms.workbook import AnswerForm, WorkbookForm
from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.workbook.cells import as_written
from practices.workbook.faults import NotAWorkbook, grouped
from practices.workbook.opening import open_workbook
from practices.workbook.template import empty_workbook, formats_of
from sessions_log.importing import service
from sessions_log.importing.applying import SeatTaken, conflict_id
from sessions_log.importing.planning import Fate, Plan, Planned
from sessions_log.importing.practice_sheet import known_of
from sessions_log.importing.reading import ROW_SHEETS, Reading
from sessions_log.models import WorkbookUpload
from women.reading import note_list
from women.workbook import PRACTICE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_NAMED = 60
MOST_REMARKS = 20


@requires(Permission.IMPORT_WORKBOOK)
def choose(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Take a workbook, read it, and show what came of it."""
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    status = 200
    if form.is_bound:
        if form.is_valid():
            file = form.cleaned_data["workbook"]
            try:
                content = file.read()
                open_workbook(content)  # whether it is one at all; the page that follows says what is in it
            except NotAWorkbook as error:
                form.add_error("workbook", str(error))
            else:
                WorkbookUpload.objects.filter(uploaded_by=request.user, applied_at__isnull=True).delete()
                upload = WorkbookUpload.objects.create(
                    content=content, file_name=file.name[:200], uploaded_by=request.user
                )
                return redirect("import_checked", request.practice.slug, upload.pk)
        status = 422
    context = {"section": "import", "form": form, "done": WorkbookUpload.objects.exclude(applied_at=None)[:5]}
    return render(request, "sessions_log/import.html", context, status=status)


@requires(Permission.IMPORT_WORKBOOK)
def template(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """An empty workbook with every sheet and heading, and what each column takes."""
    return HttpResponse(
        empty_workbook(PRACTICE, ROW_SHEETS, known_of(request.practice)),
        content_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="practice-workbook.xlsx"'},
    )


@requires(Permission.IMPORT_WORKBOOK)
def workbook_format(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """The format of the workbook in one page, made from the declarations that the import reads by."""
    context = {"section": "import", "sheets": formats_of((PRACTICE, *ROW_SHEETS))}
    return render(request, "sessions_log/import_format.html", context)


def _upload(request: PracticeRequest, upload_id: int) -> WorkbookUpload:
    """Her own upload that waits to be applied, or 404."""
    upload = WorkbookUpload.objects.filter(pk=upload_id, uploaded_by=request.user, applied_at__isnull=True).first()
    if upload is None:
        raise Http404
    return upload


def _checked(request: PracticeRequest, upload: WorkbookUpload) -> service.Checked:
    return service.check_for_practice(
        bytes(upload.content), practice=request.practice, now=timezone.now(), answers=upload.answers
    )


@requires(Permission.IMPORT_WORKBOOK)
def checked(request: PracticeRequest, practice_slug: str, upload_id: int) -> HttpResponse:
    """All faults at once, or the summary of what applying it would do."""
    upload = _upload(request, upload_id)
    found = _checked(request, upload)
    if found.open_questions:
        return redirect("import_question", request.practice.slug, upload.pk)
    context: dict[str, Any] = {
        "section": "import",
        "upload": upload,
        "faults": grouped(found.faults),
        "answered": [
            (question, choice) for question, choice in found.reading.interview.answered if len(question.choices) > 1
        ],
        **_remarks(found.reading),
    }
    if found.plan is None:
        note_list(request, len(found.reading.sheets["Women"].rows), why="workbook with faults")
        return render(request, "sessions_log/import_faults.html", context)
    context |= _summary(found.plan)
    note_list(request, len(found.plan.sheets["Women"]), why="workbook summary")
    return render(request, "sessions_log/import_summary.html", context)


def _remarks(reading: Reading) -> dict[str, Any]:
    """What was passed over, all of it, and what else is worth knowing."""
    remarks = reading.gathered_remarks()
    others = [remark for remark in remarks if not remark.passed_over]
    return {
        "passed_over": [remark for remark in remarks if remark.passed_over],
        "remarks": others[:MOST_REMARKS],
        "more_remarks": max(0, len(others) - MOST_REMARKS),
    }


@requires(Permission.IMPORT_WORKBOOK)
def question(request: PracticeRequest, practice_slug: str, upload_id: int) -> HttpResponse:
    """Ask what the workbook leaves open, one question after another; or one again, to change its answer."""
    upload = _upload(request, upload_id)
    found = _checked(request, upload)
    interview = found.reading.interview
    chosen = request.POST.get("question") or request.GET.get("question")
    asked = next((one for one in interview.asked if one.id == chosen), next(iter(interview.open), None))
    if asked is None:
        return redirect("import_checked", request.practice.slug, upload.pk)
    form = AnswerForm(request.POST or None, question=asked, given=interview.answer_to(asked))
    if form.is_valid():
        upload.answers = upload.answers | {asked.id: form.cleaned_data["answer"]}
        upload.save(update_fields=["answers"])
        return redirect("import_checked", request.practice.slug, upload.pk)
    stopping = [one for one in interview.asked if one.stops]
    context = {
        "section": "import", "upload": upload, "form": form, "question": asked,
        "number": stopping.index(asked) + 1 if asked in stopping else 0, "total": len(stopping),
        **_remarks(found.reading),
    }  # fmt: skip
    return render(request, "sessions_log/import_question.html", context, status=422 if form.is_bound else 200)


def _summary(plan: Plan) -> dict[str, Any]:
    changed = plan.of(Fate.CHANGED)
    return {
        "plan": plan,
        "sheets": [(sheet, fates) for sheet, fates in service.counts(plan).items()],
        "erased": sorted({one.row["ref"] or one.row["woman_ref"] for one in plan.of(Fate.ERASED) if one.row}),
        "taken_back": service.left_out(plan),
        "new_women": [planned.name for planned in plan.of(Fate.NEW, "Women")],
        "practice_changes": [
            (name, as_shown(before), as_shown(after)) for name, before, after in plan.practice_changes
        ],
        "changed": [(planned, _changes(planned)) for planned in changed[:MOST_NAMED]],
        "more_changed": max(0, len(changed) - MOST_NAMED),
        "conflicts": [(conflict_id(planned), planned, _changes(planned)) for planned in plan.of(Fate.CONFLICT)],
    }


def _changes(planned: Planned) -> list[tuple[str, str, str]]:
    return [(name.replace("_", " "), as_shown(before), as_shown(after)) for name, before, after in planned.changes]


def as_shown(value: Any) -> str:
    """A value in a summary; times in London."""
    if value is None or value == "" or value == []:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(value)
    if hasattr(value, "tzinfo") and value.tzinfo:
        value = timezone.localtime(value)
    return as_written(value)


@requires(Permission.IMPORT_WORKBOOK, proof=True)
def marked(request: PracticeRequest, practice_slug: str, upload_id: int) -> HttpResponse:
    """The same workbook with its faults marked, to mend and send again."""
    upload = _upload(request, upload_id)
    found = _checked(request, upload)
    note_list(request, len(found.reading.sheets["Women"].rows), action=AccessAction.EXPORT, why="marked workbook")
    name = f"{request.practice.slug}-what-to-fix.xlsx"
    return HttpResponse(
        found.marked, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@requires(Permission.IMPORT_WORKBOOK)
@require_POST
def apply(request: PracticeRequest, practice_slug: str, upload_id: int) -> HttpResponse:
    """Apply a clean workbook; the conflicts that she decided for the workbook are overwritten, the others kept."""
    service.take_turn(request.practice)  # of two presses the second waits here
    upload = _upload(request, upload_id)
    found = _checked(request, upload)
    if found.plan is None or found.open_questions:
        return redirect("import_checked", request.practice.slug, upload.pk)
    now = timezone.now()
    overwrite = {
        conflict_id(planned)
        for planned in found.plan.of(Fate.CONFLICT)
        if request.POST.get(f"conflict-{conflict_id(planned)}") == "workbook"
    }
    try:
        upload.summary = service.apply(found, practice=request.practice, by=request.user, overwrite=overwrite)
    except SeatTaken as error:
        messages.error(request, str(error))
        return redirect("import_checked", request.practice.slug, upload.pk)
    upload.applied_at, upload.content = now, b""
    upload.save()
    new = sum(fates["new"] for fates in upload.summary.values())
    changed = sum(fates["changed"] for fates in upload.summary.values()) + len(overwrite)
    messages.success(request, f"The workbook is applied: {new} new records, {changed} changed.")
    return redirect("women", request.practice.slug)
