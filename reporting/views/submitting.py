"""Check your answers and submit; the second person's signature; whether this Practice wants one."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.trail import note_look
from reporting.actions import returns
from reporting.disclosure.hiding import label_of_cell
from reporting.models import Return
from reporting.presenting import present_return
from reporting.quarters import Quarter
from reporting.readiness import readiness_of
from reporting.stories import told_with, withdraw
from reporting.views.asked import quarter_or_404, return_for


@requires(Permission.SUBMIT_RETURN)
def submit(request: PracticeRequest, practice_slug: str, quarter: str, version: int) -> HttpResponse:
    """Check the answers, then submit: from there on nothing of it can change."""
    return _send(request, quarter, version, returns.submit, "submit")


@requires(Permission.COUNTERSIGN_RETURN)
def countersign(request: PracticeRequest, practice_slug: str, quarter: str, version: int) -> HttpResponse:
    """The same page for the second person, after the lead has signed."""
    return _send(request, quarter, version, returns.countersign, "countersign")


def _send(
    request: PracticeRequest, quarter: str, version: int, action: Callable[..., Return], page: str
) -> HttpResponse:
    chosen = quarter_or_404(quarter)
    if not Return.objects.filter(quarter=str(chosen), version=version).exists():
        messages.error(request, f"{chosen} has no version {version}. Build the return first, then check and submit it.")
        return redirect("quarter", request.practice.slug, chosen.slug)
    found = return_for(request, quarter, version)
    if found.is_frozen:
        messages.info(request, f"{chosen} version {version} has been submitted already.")
        return redirect("return", request.practice.slug, chosen.slug, version)
    if request.method == "POST":
        now = timezone.now()
        try:
            sent = action(
                practice=request.practice, quarter=chosen, version=version, seal=request.POST.get("seal", ""),
                by=request.user, now=now, today=timezone.localdate(now), as_built="as_built" in request.POST,
            )  # fmt: skip
        except returns.CannotSubmit as error:
            messages.error(request, str(error))
            return redirect(page, request.practice.slug, chosen.slug, version)
        messages.success(request, _said(sent, chosen))
        return redirect("return", request.practice.slug, chosen.slug, version)
    return render(request, "reporting/submit.html", _context(request, found, chosen, page))


def _said(sent: Return, chosen: Quarter) -> str:
    if sent.is_frozen:
        return f"{chosen} version {sent.version} is submitted to National Pause and frozen."
    return f"You have signed {chosen} version {sent.version}. It is sent when a second person countersigns it."


def _context(request: PracticeRequest, found: Return, chosen: Quarter, page: str) -> dict[str, object]:
    now = timezone.now()
    shown = present_return(found, practice=request.practice)
    note_look(by=request.user, action=AccessAction.REPORT, view=page, why=str(found))
    return {
        "section": "quarters", "return": found, "shown": shown, "quarter": chosen, "is_second": page == "countersign",
        "story": told_with(found),
        "ready": readiness_of(found, request.practice, now=now, today=timezone.localdate(now)),
        "hidden": [label_of_cell(address) for address in found.more.get("hidden", {})],
    }  # fmt: skip


@requires(Permission.SUBMIT_RETURN)
@require_POST
def story_withdraw(request: PracticeRequest, practice_slug: str, quarter: str, version: int) -> HttpResponse:
    """Take the story of a return back: she wishes it, and that is enough."""
    found = return_for(request, quarter, version)
    if withdraw(found=found, by=request.user, today=timezone.localdate()):
        messages.success(request, "The story is withdrawn. The figures and the other words stand as they were sent.")
    else:
        messages.info(request, "There is no story here any more.")
    return redirect("return", request.practice.slug, quarter_or_404(quarter).slug, version)


@requires(Permission.SUBMIT_RETURN)
def return_settings(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Whether a second person countersigns the Practice's returns."""
    if request.method == "POST":
        try:
            returns.set_countersigning(
                practice=request.practice, wanted=request.POST.get("countersigns") == "yes", by=request.user
            )
        except returns.CannotSubmit as error:
            messages.error(request, str(error))
            return redirect("return_settings", request.practice.slug)
        messages.success(request, "Saved.")
        return redirect("quarters", request.practice.slug)
    return render(request, "reporting/return_settings.html", {"section": "quarters"})
