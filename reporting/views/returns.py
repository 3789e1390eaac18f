"""Build a return, watch it being built, read it, take it as a file, submit it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices import jobs
from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.trail import note_look
from practices.views.progress import render_progress
from reporting.actions import asking
from reporting.content import bytes_of_return, hidden_in
from reporting.models import LEAVING, Restatement, Return, ReturnFile, ReturnJob
from reporting.presenting import present_return
from reporting.restating.noticing import version_changes
from reporting.stories import told_with
from reporting.threads import threads_of
from reporting.views.asked import quarter_or_404, return_for

MIME = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@requires(Permission.BUILD_RETURN)
@require_POST
def build(request: PracticeRequest, practice_slug: str, quarter: str) -> HttpResponse:
    """Ask for a return; a second press finds the first."""
    chosen = quarter_or_404(quarter)
    try:
        job = asking.ask_for_return(
            practice=request.practice, quarter=chosen, by=request.user, today=timezone.localdate()
        )
    except jobs.CannotBuild as error:
        messages.error(request, str(error))
        return redirect("quarter", request.practice.slug, chosen.slug)
    return redirect("job", request.practice.slug, job.pk)


def _job(job_id: int) -> ReturnJob:
    job = ReturnJob.objects.select_related("built").filter(pk=job_id).first()
    if job is None:
        raise Http404
    return job


@requires(Permission.SEE_FIGURES)
def job(request: PracticeRequest, practice_slug: str, job_id: int) -> HttpResponse:
    """How far a return is; the page may be closed, the work goes on."""
    found = _job(job_id)
    if found.built is not None and not found.is_open:
        return redirect("return", request.practice.slug, quarter_or_404(found.quarter).slug, found.built.version)
    context = {"section": "quarters", "job": found, "quarter": quarter_or_404(found.quarter)}
    return render(
        request, "reporting/job.html", context | {"waits": jobs.is_waiting_for_redis(found, now=timezone.now())}
    )


@requires(Permission.SEE_FIGURES)
def job_progress(request: PracticeRequest, practice_slug: str, job_id: int) -> HttpResponse:
    """The part of that page which htmx asks for again and again; when it is ready, the browser goes to the return."""
    found = _job(job_id)
    context = {
        "job": found,
        "quarter": quarter_or_404(found.quarter),
        "waits": jobs.is_waiting_for_redis(found, now=timezone.now()),
    }
    response = render_progress(request, "reporting/job_progress.html", context)
    if not found.is_open and found.built is not None:
        response["HX-Redirect"] = found_url(request, found)
    return response


def found_url(request: PracticeRequest, found: ReturnJob) -> str:
    """Where the return that a job built is read."""
    assert found.built is not None
    return reverse("return", args=[request.practice.slug, quarter_or_404(found.quarter).slug, found.built.version])


@requires(Permission.SEE_SUBMITTED)
def return_(request: PracticeRequest, practice_slug: str, quarter: str, version: int) -> HttpResponse:
    """A return as it was built."""
    found = return_for(request, quarter, version)
    is_exact = request.membership.may(Permission.SEE_EXACT)
    shown = present_return(found, practice=request.practice, hidden=None if is_exact else hidden_in(found))
    note_look(by=request.user, action=AccessAction.REPORT, view="return", why=str(found))
    context = {
        "section": "quarters", "return": found, "shown": shown, "quarter": shown.quarter, "kinds": kinds_of(found),
        "story": told_with(found),
        "threads": threads_of(found) if is_exact else [],
        "since": version_changes(found) if is_exact else None, "waits_for_second": _waits_for(request, found),
        "restated": Restatement.objects.filter(return_of=found).first() if is_exact else None,
    }  # fmt: skip
    return render(request, "reporting/return.html", context)


def kinds_of(found: Return) -> dict[str, list[tuple[str, str]]]:
    """The files that a return has, (kind, what it is), for the Practice itself and as copies that leave."""
    held = set(ReturnFile.objects.filter(return_of=found).values_list("kind", flat=True))
    kinds = [kind for kind in ReturnFile.Kind if kind in held]
    return {
        "own": [(kind.value, str(kind.label)) for kind in kinds if kind not in LEAVING],
        "leaving": [(kind.value, str(kind.label)) for kind in kinds if kind in LEAVING and found.is_frozen],
    }


def _waits_for(request: PracticeRequest, found: Return) -> bool:
    """Whether this person may be the second to sign."""
    is_signed = found.status == "draft" and found.signed_by_id not in (None, request.user.pk)
    return is_signed and request.membership.may(Permission.COUNTERSIGN_RETURN)


@requires(Permission.SEE_EXACT, proof=True)
def return_file(request: PracticeRequest, practice_slug: str, quarter: str, version: int, kind: str) -> HttpResponse:
    """The return as a file, as the worker made it."""
    return _file(request, return_for(request, quarter, version), kind, view="return_file")


@requires(Permission.SEE_SUBMITTED, proof=True)
def return_copy(request: PracticeRequest, practice_slug: str, quarter: str, version: int, kind: str) -> HttpResponse:
    """A copy that may leave, with small numbers hidden; only once it is frozen, since later versions must know it."""
    found = return_for(request, quarter, version)
    if kind not in LEAVING or not found.is_frozen:
        raise Http404
    return _file(request, found, kind, view="return_copy")


def _file(request: PracticeRequest, found: Return, kind: str, *, view: str) -> HttpResponse:
    file = ReturnFile.objects.filter(return_of=found, kind=kind).first()
    if file is None:
        raise Http404
    note_look(by=request.user, action=AccessAction.EXPORT, view=view, why=f"{found} {kind}")
    return as_download(file, request.practice.slug, found)


def as_download(file: ReturnFile, slug: str, found: Return) -> HttpResponse:
    """A file with a name that says what it is; a PDF opens in the browser."""
    what = "" if "_" not in file.kind else f"-{file.kind.split('_')[0]}"
    what += "" if found.is_frozen else "-draft"
    name = f"pause-{slug}-{found.quarter.replace(' ', '-').lower()}-v{found.version}{what}.{file.extension}"
    way = "inline" if file.extension == "pdf" else "attachment"
    return HttpResponse(
        bytes(file.content),
        content_type=MIME[file.extension],
        headers={"Content-Disposition": f'{way}; filename="{name}"'},
    )


@requires(Permission.SEE_EXACT, proof=True)
def return_json(request: PracticeRequest, practice_slug: str, quarter: str, version: int) -> HttpResponse:
    """All that is sealed, as data, byte for byte: its own SHA-256 is the seal."""
    found = return_for(request, quarter, version)
    note_look(by=request.user, action=AccessAction.EXPORT, view="return_json", why=str(found))
    return HttpResponse(bytes_of_return(found), content_type="application/json")
