"""Import a workbook: choose it, see what is wrong or what it would do, apply it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.forms.workbook import WorkbookForm
from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.workbook.faults import NotAWorkbook, grouped, some_of
from practices.workbook.opening import open_workbook
from practices.workbook.template import empty_workbook, formats_of
from practices.workbook.wording import sheet_label_of
from sessions_log.actions.applied import applied_uploads, keep_what_was_done, kept_words
from sessions_log.actions.uploads import keep_upload, waiting_uploads
from sessions_log.importing import service
from sessions_log.importing.applying import SeatTaken, conflict_id
from sessions_log.importing.planning import Fate, Plan, Planned
from sessions_log.importing.practice_sheet import known_of
from sessions_log.importing.reading import ROW_SHEETS
from sessions_log.importing.saying import absent_of, called, changes_in_words
from sessions_log.importing.touching import touched_quarters
from sessions_log.models import WorkbookUpload
from sessions_log.views.uploads import answered_in, check_upload, own_upload, remarks_of
from women.reading import note_list
from women.workbook import PRACTICE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_APPLIED = 20
MOST_OF_SHEET = 30  # of the changes of one sheet


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
                raw = open_workbook(content)  # whether it is one at all; the page that follows says what is in it
            except NotAWorkbook as error:
                form.add_error("workbook", str(error))
            else:
                upload = keep_upload(content=content, raw=raw, file_name=file.name, by=request.user)
                return redirect("import_checked", request.practice.slug, upload.pk)
        status = 422
    done = applied_uploads()[:MOST_APPLIED]
    context = {"section": "import", "form": form, "done": done, "waiting": waiting_uploads()}
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


@requires(Permission.IMPORT_WORKBOOK)
def checked(request: PracticeRequest, practice_slug: str, upload_id: int) -> HttpResponse:
    """All faults at once, or the summary of what applying it would do."""
    if (done := applied_uploads().filter(pk=upload_id).first()) is not None:
        return _applied(request, done)
    upload = own_upload(request, upload_id)
    found = check_upload(request, upload)
    if found.open_questions:
        return redirect("import_question", request.practice.slug, upload.pk)
    context: dict[str, Any] = {
        "section": "import",
        "upload": upload,
        "faults": grouped(found.faults),
        "may_go_back": bool(answered_in(found.reading.interview)),
        "answered": [
            (question, choice) for question, choice in found.reading.interview.answered if len(question.choices) > 1
        ],
        **remarks_of(found.reading),
    }
    if found.plan is None:
        note_list(request, len(found.reading.sheets["Women"].rows), why="workbook with faults")
        return render(request, "sessions_log/import_faults.html", context)
    context |= _summary(found, found.plan)
    note_list(request, len(found.plan.sheets["Women"]), why="workbook summary")
    return render(request, "sessions_log/import_summary.html", context)


def _applied(request: PracticeRequest, upload: WorkbookUpload) -> HttpResponse:
    """What a workbook that was applied did, and what was passed over, as long as that is kept."""
    words = kept_words(upload, hidden=service.hidden_references())
    done = upload.summary.get("sheets", {})  # which JSON keeps in an order of its own
    note_list(request, len(upload.summary.get("refs", ())) if words else 0, why="workbook applied")
    context = {
        "section": "import", "upload": upload, "words": words, "kept_until": upload.words_kept_until,
        "sheets": [(sheet_label_of(one.name), done[one.name]) for one in ROW_SHEETS if one.name in done],
    }  # fmt: skip
    return render(request, "sessions_log/import_applied.html", context)


def _summary(found: service.Checked, plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan,
        "sheets": [(sheet_label_of(sheet), fates) for sheet, fates in service.accounts(found).items()],
        "erased": sorted({one.row["ref"] or one.row["woman_ref"] for one in plan.of(Fate.ERASED) if one.row}),
        "taken_back": [(sheet_label_of(sheet), number) for sheet, number in service.left_out(plan)],
        "absent": [
            (sheet_label_of(sheet), len(names), some_of(names, most=MOST_OF_SHEET))
            for sheet in plan.sheets
            if (names := absent_of(plan, sheet))
        ],
        "touched": touched_quarters(plan),
        "new_women": [_new_woman(planned) for planned in plan.of(Fate.NEW, "Women")],
        "practice_changes": changes_in_words(PRACTICE.name, plan.practice_changes),
        "changed": _of_each_sheet(plan),
        "conflicts": [
            ToDecide(conflict_id(one), called(one), _in_words(one, one.to_decide), one)
            for one in plan.of(Fate.CONFLICT)
        ],
    }


@dataclass(frozen=True)
class ChangesOfSheet:
    """The first changes of one sheet, each with what it changes, and how many more the sheet has."""

    sheet: str
    shown: list[tuple[str, list[tuple[str, str, str]]]]
    more: int


@dataclass(frozen=True)
class ToDecide:
    """One conflict: its id, what it is about, and each change as what, here, in the workbook."""

    id: str
    called: str
    changes: list[tuple[str, str, str]]
    planned: Planned


def _new_woman(planned: Planned) -> tuple[str, str]:
    """Her name by the workbook, by which a lead checks the list, and her reference."""
    return planned.values["known_as"] or planned.values["full_name"], planned.name


def _of_each_sheet(plan: Plan) -> list[ChangesOfSheet]:
    """What changes, sheet by sheet: a long one hides nothing of another."""
    parted = {sheet: [one for one in plan.of(Fate.CONFLICT, sheet) if one.undisputed] for sheet in plan.sheets}
    found = [(sheet, plan.of(Fate.CHANGED, sheet) + parted[sheet]) for sheet in plan.sheets]
    return [
        ChangesOfSheet(
            sheet_label_of(sheet), [_said(one) for one in changed[:MOST_OF_SHEET]], len(changed[MOST_OF_SHEET:])
        )
        for sheet, changed in found
        if changed
    ]


def _said(planned: Planned) -> tuple[str, list[tuple[str, str, str]]]:
    return called(planned), _in_words(planned, planned.undisputed)


def _in_words(planned: Planned, changes: list[tuple[str, Any, Any]]) -> list[tuple[str, str, str]]:
    return changes_in_words(planned.row.sheet if planned.row else "", changes)


@requires(Permission.IMPORT_WORKBOOK, proof=True)
def marked(request: PracticeRequest, practice_slug: str, upload_id: int) -> HttpResponse:
    """The same workbook with its faults marked, to mend and send again."""
    upload = own_upload(request, upload_id)
    found = check_upload(request, upload)
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
    upload = own_upload(request, upload_id)
    found = check_upload(request, upload)
    if found.plan is None or found.open_questions:
        return redirect("import_checked", request.practice.slug, upload.pk)
    now = timezone.now()
    overwrite = {
        conflict_id(planned)
        for planned in found.plan.of(Fate.CONFLICT)
        if not planned.refused and request.POST.get(f"conflict-{conflict_id(planned)}") == "workbook"
    }
    try:
        counts = service.apply(found, practice=request.practice, by=request.user, overwrite=overwrite)
    except SeatTaken as error:
        messages.error(request, str(error))
        return redirect("import_checked", request.practice.slug, upload.pk)
    keep_what_was_done(upload=upload, found=found, counts=counts, now=now)
    new = sum(fates["new"] for fates in counts.values())
    changed = sum(fates["changed"] for fates in counts.values())
    records = "1 new record" if new == 1 else f"{new} new records"
    kept = " What was passed over is kept on the Import page for 28 days." if upload.summary["passed_over"] else ""
    messages.success(request, f"The workbook is applied: {records}, {changed} changed.{kept}")
    return redirect("women", request.practice.slug)
