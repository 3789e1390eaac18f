"""National's desk: the board, reminders, due dates, many decisions at once, and the pack of a quarter."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices import jobs
from practices.forms.checked import LookedAtForm
from practices.permissions import Permission, requires
from practices.requests import NationalRequest
from practices.templatetags.pause import day
from practices.views.progress import render_progress
from reporting.actions import asking, desk, questions
from reporting.desk.board import REMINDED, BoardRow, BoardState, board, counted_states, quarters_until, with_quarters
from reporting.desk.due import due_on
from reporting.forms.desk import DueDateForm
from reporting.models import PackJob
from reporting.quarters import Quarter
from reporting.views.asked import begun_quarter_or_404, quarter_or_404

ON_A_PAGE = 100
FILES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _last_over(today: date) -> Quarter:
    return Quarter.of(today).previous


@requires(Permission.SEE_NATIONAL)
def national_returns(request: NationalRequest) -> HttpResponse:
    """The board of the last quarter that is over."""
    return _board(request, _last_over(timezone.localdate()))


@requires(Permission.SEE_NATIONAL)
def national_board(request: NationalRequest, quarter: str) -> HttpResponse:
    """The board with another quarter chosen."""
    return _board(request, begun_quarter_or_404(quarter))


def _board(request: NationalRequest, chosen: Quarter) -> HttpResponse:
    today = timezone.localdate()
    rows = board(chosen, today=today)
    state, name = request.GET.get("state", ""), request.GET.get("name", "").strip()
    kept = [
        row
        for row in rows
        if (not state or row.focus.state == state) and row.practice.name.lower().startswith(name.lower())
    ]
    page = Paginator(kept, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    context = {
        "section": "desk", "quarter": chosen, "quarters": quarters_until(chosen), "page": page, "state": state,
        "rows": with_quarters(shown, today=today),
        "name": name, "states": counted_states(rows), "due_on": due_on(chosen), "how_many": len(kept),
        "has_next": chosen.next.start <= today,
        "may_decide": request.national_membership.may(Permission.DECIDE_RETURNS),
        "to_remind": sum(row.focus.state in REMINDED and row.reminded_on != today for row in rows),
        "reminded": [row.practice.name for row in rows if row.reminded_on == today], "submitted": BoardState.SUBMITTED,
        "state_name": BoardState(state).label if state in list(BoardState) else "",
        "invented": any(row.practice.is_demonstration for row in shown),
        "pack": PackJob.objects.filter(quarter=str(chosen)).defer("pdf", "xlsx").first(),
    }  # fmt: skip
    return render(request, "reporting/board.html", context)


@requires(Permission.DECIDE_RETURNS)
@require_POST
def national_accept(request: NationalRequest, quarter: str) -> HttpResponse:
    """Accept the ticked returns of a quarter: first shown, then, once confirmed, done."""
    chosen = begun_quarter_or_404(quarter)
    ticked = set(request.POST.getlist("returns"))
    waiting = [
        row
        for row in board(chosen, today=timezone.localdate())
        if row.focus.latest is not None
        and row.focus.state is BoardState.SUBMITTED
        and str(row.focus.latest.pk) in ticked
    ]
    left = len(ticked) - len(waiting)
    if not waiting:
        told = "What you ticked has been decided on or sent anew meanwhile." if ticked else "Tick at least one return."
        messages.error(request, told)
        return redirect("national_board", chosen.slug)
    form = LookedAtForm(request.POST)
    if not form.is_sure(*(f"return {row.focus.latest.pk}" for row in waiting if row.focus.latest)):
        context = {"section": "desk", "quarter": chosen, "waiting": waiting, "left": left, "form": form}
        return render(request, "reporting/accept.html", context)
    ids = [row.focus.latest.pk for row in waiting if row.focus.latest]
    number = questions.accept(returns=ids, by=request.user, now=timezone.now())
    left = len(ticked) - number
    told = f"{number} accepted." + (f" {left} had been decided on or sent anew meanwhile." if left else "")
    messages.success(request, told)
    return redirect("national_board", chosen.slug)


@requires(Permission.DECIDE_RETURNS)
@require_POST
def national_remind(request: NationalRequest, quarter: str) -> HttpResponse:
    """Remind the leads of every Practice whose return of a quarter is open, late or returned."""
    chosen, today = begun_quarter_or_404(quarter), timezone.localdate()
    rows: list[BoardRow] = [row for row in board(chosen, today=today) if row.focus.state in REMINDED]
    number = desk.remind(practices=[row.practice.pk for row in rows], quarter=chosen, by=request.user, today=today)
    if number:
        who = "1 Practice is" if number == 1 else f"{number} Practices are"
        messages.success(request, f"{who} being reminded: a link by e-mail, to the leads.")
    else:
        messages.info(request, "Everybody concerned has been reminded today already.")
    return redirect("national_board", chosen.slug)


@requires(Permission.DECIDE_RETURNS)
def national_due(request: NationalRequest, quarter: str) -> HttpResponse:
    """When the returns of a quarter are due."""
    chosen = quarter_or_404(quarter)
    form = DueDateForm(
        request.POST if request.method == "POST" else None, quarter=chosen, initial={"due_on": due_on(chosen)}
    )
    if form.is_bound and form.is_valid():
        desk.set_due_date(quarter=chosen, due_on=form.cleaned_data["due_on"], by=request.user, now=timezone.now())
        messages.success(request, f"Returns of {chosen} are due on {day(form.cleaned_data['due_on'])}.")
        return redirect("national_returns")
    context = {"section": "desk", "quarter": chosen, "form": form}
    return render(request, "reporting/due.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SEE_NATIONAL)
@require_POST
def national_pack_build(request: NationalRequest, quarter: str) -> HttpResponse:
    """Ask for the pack of a quarter; a second press finds the first."""
    job = asking.ask_for_pack(quarter=begun_quarter_or_404(quarter), by=request.user)
    return redirect("national_pack", job.pk)


def _pack(job_id: int) -> PackJob:
    found = PackJob.objects.filter(pk=job_id).defer("pdf", "xlsx").first()
    if found is None:
        raise Http404
    return found


def _pack_context(job_id: int) -> dict[str, Any]:
    job = _pack(job_id)
    waits = jobs.is_waiting_for_redis(job, now=timezone.now())
    return {"section": "desk", "job": job, "quarter": quarter_or_404(job.quarter), "waits": waits}


@requires(Permission.SEE_NATIONAL)
def national_pack(request: NationalRequest, job_id: int) -> HttpResponse:
    """How far a pack is, and, when it is ready, the pack."""
    return render(request, "reporting/pack.html", _pack_context(job_id))


@requires(Permission.SEE_NATIONAL)
def national_pack_progress(request: NationalRequest, job_id: int) -> HttpResponse:
    """The part of that page which htmx asks for again and again."""
    return render_progress(request, "reporting/pack_progress.html", _pack_context(job_id))


@requires(Permission.SEE_NATIONAL, proof=True)
def national_pack_file(request: NationalRequest, job_id: int, kind: str) -> HttpResponse:
    """The pack as PDF or spreadsheet."""
    found = PackJob.objects.filter(pk=job_id, state="done").first()
    if found is None or kind not in FILES:
        raise Http404
    name = f"pause-national-{found.quarter.replace(' ', '-').lower()}.{kind}"
    content = found.pdf if kind == "pdf" else found.xlsx
    way = "inline" if kind == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{way}; filename="{name}"'}
    return HttpResponse(bytes(content or b""), content_type=FILES[kind], headers=headers)
