"""Build a return, watch it being built, read it, take it as a file, submit it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.trail import note_look
from reporting.actions import jobs, returns
from reporting.models import Return, ReturnFile, ReturnJob
from reporting.presenting import present_return
from reporting.views.quarters import quarter_or_404

STOP_POLLING = 286  # htmx's own status: “stop asking”
MIME = {
    ReturnFile.Kind.PDF: "application/pdf",
    ReturnFile.Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@requires(Permission.BUILD_RETURN)
@require_POST
def build(request: PracticeRequest, practice_slug: str, quarter: str) -> HttpResponse:
    """Ask for a return; a second press finds the first."""
    chosen = quarter_or_404(quarter)
    try:
        job = jobs.ask_for_return(
            practice=request.practice, quarter=chosen, by=request.user, today=timezone.localdate()
        )
    except returns.CannotBuild as error:
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
    response = render(request, "reporting/job_progress.html", context)
    if not found.is_open:
        response.status_code = STOP_POLLING
        if found.built is not None:
            response["HX-Redirect"] = found_url(request, found)
    return response


def found_url(request: PracticeRequest, found: ReturnJob) -> str:
    """Where the return that a job built is read."""
    assert found.built is not None
    return reverse("return", args=[request.practice.slug, quarter_or_404(found.quarter).slug, found.built.version])


def return_for(request: PracticeRequest, quarter: str, version: int) -> Return:
    """A version that this person may see, or 404: an unsubmitted one only with live figures."""
    found = (
        Return.objects.select_related("built_by", "submitted_by")
        .filter(quarter=str(quarter_or_404(quarter)), version=version)
        .first()
    )
    if found is None or not (found.is_frozen or request.membership.may(Permission.SEE_FIGURES)):
        raise Http404
    return found


@requires(Permission.SEE_SUBMITTED)
def return_(request: PracticeRequest, practice_slug: str, quarter: str, version: int) -> HttpResponse:
    """A return as it was built."""
    found = return_for(request, quarter, version)
    hide_small = not request.membership.may(Permission.SEE_EXACT)
    shown = present_return(found, practice=request.practice, hide_small=hide_small)
    note_look(by=request.user, action=AccessAction.REPORT, view="return", why=str(found))
    context = {"section": "quarters", "return": found, "shown": shown, "quarter": shown.quarter}
    return render(request, "reporting/return.html", context)


@requires(Permission.SEE_EXACT)
def return_file(request: PracticeRequest, practice_slug: str, quarter: str, version: int, kind: str) -> HttpResponse:
    """The return as a file, as the worker made it."""
    found = return_for(request, quarter, version)
    file = ReturnFile.objects.filter(return_of=found, kind=kind).first()
    if file is None:
        raise Http404
    note_look(by=request.user, action=AccessAction.EXPORT, view="return_file", why=f"{found} {kind}")
    return as_download(file, request.practice.slug, found)


def as_download(file: ReturnFile, slug: str, found: Return) -> HttpResponse:
    """A file with a name that says what it is; a PDF opens in the browser."""
    name = f"pause-{slug}-{found.quarter.replace(' ', '-').lower()}-v{found.version}.{file.kind}"
    way = "inline" if file.kind == ReturnFile.Kind.PDF else "attachment"
    return HttpResponse(
        bytes(file.content),
        content_type=MIME[ReturnFile.Kind(file.kind)],
        headers={"Content-Disposition": f'{way}; filename="{name}"'},
    )


@requires(Permission.SEE_EXACT)
@api_view(["GET"])
def return_json(request: Request, practice_slug: str, quarter: str, version: int) -> Response:
    """The return's figures as data."""
    found = return_for(request._request, quarter, version)  # type: ignore[arg-type]
    note_look(by=request.user, action=AccessAction.EXPORT, view="return_json", why=str(found))  # type: ignore[arg-type]
    return Response(found.figures)


@requires(Permission.SUBMIT_RETURN)
def submit(request: PracticeRequest, practice_slug: str, quarter: str, version: int) -> HttpResponse:
    """Check the answers, then submit: from there on nothing of it can change."""
    found = return_for(request, quarter, version)
    chosen = quarter_or_404(quarter)
    if found.is_frozen:
        return redirect("return", request.practice.slug, chosen.slug, version)
    if request.method == "POST":
        now = timezone.now()
        try:
            returns.submit(
                quarter=chosen, version=version, seal=request.POST.get("seal", ""), by=request.user, now=now,
                today=timezone.localdate(now),
            )  # fmt: skip
        except returns.CannotSubmit as error:
            messages.error(request, str(error))
            return redirect("submit", request.practice.slug, chosen.slug, version)
        messages.success(request, f"{chosen} version {version} is submitted to National Pause and frozen.")
        return redirect("return", request.practice.slug, chosen.slug, version)
    shown = present_return(found, practice=request.practice)
    note_look(by=request.user, action=AccessAction.REPORT, view="submit", why=str(found))
    context = {"section": "quarters", "return": found, "shown": shown, "quarter": chosen}
    return render(request, "reporting/submit.html", context)
