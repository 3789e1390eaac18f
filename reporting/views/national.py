"""National's reading of one submitted return, its questions and its decision; on a login that reaches nothing else."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.forms.checked import LookedAtForm, digest_of_page
from practices.forms.record import tell_saved
from practices.models import Practice
from practices.permissions import Permission, requires
from practices.requests import NationalRequest
from reporting.actions import questions
from reporting.content import bytes_of_return
from reporting.forms.questions import MessageForm
from reporting.models import Restatement, Return, ReturnFile, ReturnStatus
from reporting.presenting import present_return
from reporting.restating.noticing import version_changes
from reporting.stories import told_with
from reporting.threads import NAMES, Thread, threads_of
from reporting.views.asked import quarter_or_404
from reporting.views.returns import as_download, kinds_of

ASKED_SINCE = "Something was asked or answered while you were reading. It stands so now: look again, then press."


def _submitted(slug: str, quarter: str, version: int) -> Return:
    found = (
        Return.objects.select_related("practice")
        .filter(practice__slug=slug, quarter=str(quarter_or_404(quarter)), version=version)
        .first()
    )
    if found is None:
        raise Http404
    return found


@requires(Permission.SEE_NATIONAL)
def national_return(request: NationalRequest, slug: str, quarter: str, version: int) -> HttpResponse:
    """One submitted return, with its questions, what later edits have made of it, and its other versions."""
    found = _submitted(slug, quarter, version)
    practice = cast(Practice, found.practice)
    shown = present_return(found, practice=practice)
    versions = Return.objects.filter(practice=practice, quarter=found.quarter).defer("figures", "more")
    context = {
        "section": "desk", "return": found, "shown": shown, "quarter": shown.quarter, "national": True,
        "story": told_with(found),
        "invented": practice.is_demonstration, "threads": threads_of(found), "kinds": kinds_of(found),
        "since": version_changes(found),
        "restated": Restatement.objects.filter(return_of=found).first(), "versions": versions.order_by("version"),
        "may_decide": request.national_membership.may(Permission.DECIDE_RETURNS),
    }  # fmt: skip
    return render(request, "reporting/national_return.html", context)


@requires(Permission.SEE_NATIONAL, proof=True)
def national_return_file(request: NationalRequest, slug: str, quarter: str, version: int, kind: str) -> HttpResponse:
    """A submitted return as a file; `json` is all that is sealed, byte for byte."""
    found = _submitted(slug, quarter, version)
    if kind == "json":
        return HttpResponse(bytes_of_return(found), content_type="application/json")
    file = ReturnFile.objects.filter(return_of=found, kind=kind).first()
    if file is None:
        raise Http404
    return as_download(file, slug, found)


@requires(Permission.DECIDE_RETURNS)
def ask(request: NationalRequest, slug: str, quarter: str, version: int, figure: str) -> HttpResponse:
    """Ask about one number, or write again in its thread."""
    found = _submitted(slug, quarter, version)
    if figure not in NAMES:
        raise Http404
    back = reverse("national_return", args=[slug, quarter, version])
    form = MessageForm(request.POST if request.method == "POST" else None, to=figure)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        thread = next((one for one in threads_of(found) if one.question.figure == figure), None)
        is_again = thread is not None and thread.said and thread.said[-1].message.words == words
        if not is_again:  # National's forms have no key of a Practice; the same words twice running are one message
            questions.ask(about=found, figure=figure, words=words, by=request.user, now=timezone.now())
        tell_saved(request, form, "Your question stands at that number. The Practice’s lead sees it with the return.")
        return redirect(back)
    context = {
        "section": "desk", "form": form, "return": found, "name": NAMES[figure], "back": back,
        "thread": next((one for one in threads_of(found) if one.question.figure == figure), None),
    }  # fmt: skip
    return render(request, "reporting/ask.html", context, status=422 if form.is_bound else 200)


def _what_is_shown(found: Return, threads: list[Thread]) -> str:
    said = [one.message.pk for thread in threads for one in thread.said]
    return digest_of_page(found.pk, found.status, said)


@requires(Permission.DECIDE_RETURNS)
@require_POST
def decide(request: NationalRequest, slug: str, quarter: str, version: int, decision: str) -> HttpResponse:
    """Accept one return, or send it back with its questions."""
    found = _submitted(slug, quarter, version)
    if decision not in ("accept", "return"):
        raise Http404
    threads = threads_of(found)
    form = LookedAtForm(request.POST)
    if not form.is_sure(_what_is_shown(found, threads)) and found.status == ReturnStatus.SUBMITTED:
        context = {
            "section": "desk", "return": found, "is_accepting": decision == "accept", "threads": threads, "form": form,
            "changed_since": ASKED_SINCE if form.is_asked_again else "",
        }  # fmt: skip
        return render(request, "reporting/decide.html", context)
    try:
        if decision == "return":
            questions.send_back(about=found, by=request.user, now=timezone.now())
            messages.success(request, f"{found} is returned with its questions. The Practice can build a new version.")
        elif questions.accept(returns=[found.pk], by=request.user, now=timezone.now()):
            messages.success(request, f"{found} is accepted.")
        else:
            status = ReturnStatus(found.status).label.lower()
            raise questions.CannotDecide(f"This return has been decided on already: {status}.")
    except questions.CannotDecide as error:
        messages.error(request, str(error))
    return redirect("national_return", slug, quarter, version)
