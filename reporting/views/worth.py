"""What the work is worth: National's calculator for one Practice or the country, and a Practice's own."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices import jobs
from practices.models import AccessAction, Practice
from practices.permissions import Permission, requires
from practices.requests import NationalRequest, PracticeRequest
from practices.tenancy.scope import NATIONAL_ALIAS
from practices.trail import note_look
from practices.views.progress import render_progress
from reporting.actions import asking
from reporting.actions.worth import set_assumption
from reporting.benchmark.reading import country_at, quarters_with_returns
from reporting.benchmark.standing import prepare
from reporting.forms.worth import AssumptionForm
from reporting.models import SENT, Assumption, Return, WorthJob
from reporting.quarters import NotAQuarter, Quarter
from reporting.views.desk import FILES
from reporting.worth.asked import COHORT_FIELDS, Asked, read_asked, standing_assumptions
from reporting.worth.cohorts import country_cohort, national_view_of, own_cohort
from reporting.worth.declared import BY_KEY
from reporting.worth.presenting import present_worth
from reporting.worth.prices import DEFLATOR
from reporting.worth.workbook import render_worth

SET_MEANWHILE = (
    "Another version was set while you were writing, or this page was opened before. It stands first under “Versions”. "
    "Check yours, then save it again."
)


def _quarter(typed: str, quarters: list[Quarter]) -> Quarter:
    """One of the quarters with returns; the latest where none is named."""
    try:
        chosen = Quarter.parse(typed) if typed else quarters[0]
    except NotAQuarter as error:
        raise Http404 from error
    if chosen not in quarters:
        raise Http404
    return chosen


def _national(request: HttpRequest, typed: Mapping[str, str]) -> dict[str, Any] | None:
    """What is asked of National's calculator; None where no return stands."""
    prepare()
    quarters = quarters_with_returns()
    if not quarters:
        return None
    quarter = _quarter(typed.get("quarter", ""), quarters)
    slug = typed.get("practice", "")
    practice = Practice.objects.using(NATIONAL_ALIAS).filter(slug=slug).first() if slug else None
    if slug and practice is None:
        return {"nothing": "No Practice has the name in this address. Choose one from the list."}
    cohort = national_view_of(practice.pk, quarter) if practice else country_cohort(quarter)
    if cohort is None:
        return {"nothing": f"{practice} has sent no figures for {quarter}, so there is nothing to work it out from."}
    asked = read_asked(typed, cohort, standing_assumptions(NATIONAL_ALIAS))
    invented = practice.is_demonstration if practice else country_at(quarter).is_demonstration
    return {
        "asked": asked, "quarter": quarter, "quarters": quarters, "practice_asked": practice, "invented": invented,
        "who": f"{practice.name}, {quarter}" if practice else f"the country, {quarter}",
    }  # fmt: skip


def _page(request: HttpRequest, found: dict[str, Any], section: str) -> HttpResponse:
    asked: Asked = found["asked"]
    context = found | {
        "section": section, "shown": present_worth(asked), "query": request.GET.urlencode(),
        "fields": [
            (name, label, request.GET.get(name) or f"{getattr(asked.cohort, name):g}")
            for name, label in COHORT_FIELDS.items()
        ],
        "price_years": list(DEFLATOR), "wrong": dict(asked.errors),
    }  # fmt: skip
    return render(request, "reporting/worth.html", context, status=422 if asked.errors else 200)


@requires(Permission.SEE_NATIONAL)
def worth(request: NationalRequest) -> HttpResponse:
    """The calculator, with every assumption visible and changeable; what was typed lives in the address."""
    found = _national(request, request.GET)
    if found is None or "nothing" in found:
        return render(request, "reporting/worth_none.html", {"section": "worth", **(found or {})})
    practices = Practice.objects.using(NATIONAL_ALIAS).filter(went_live_on__isnull=False).values_list("slug", "name")
    return _page(request, found | {"practices": list(practices[:1000]), "national": True}, "worth")


def _download(content: bytes, quarter: Quarter) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="pause-worth-{quarter.slug.lower()}.xlsx"'}
    return HttpResponse(content, content_type=FILES["xlsx"], headers=headers)


@requires(Permission.SEE_NATIONAL, proof=True)
def worth_xlsx(request: NationalRequest) -> HttpResponse:
    """The same calculation with live formulas."""
    found = _national(request, request.GET)
    if found is None or "nothing" in found or found["asked"].errors:
        raise Http404
    return _download(render_worth(found["asked"], who=found["who"]), found["quarter"])


@requires(Permission.SEE_NATIONAL)
@require_POST
def worth_pdf(request: NationalRequest) -> HttpResponse:
    """Ask the worker for the calculation as a PDF."""
    found = _national(request, request.POST)
    if found is None or "nothing" in found or found["asked"].errors:
        raise Http404
    kept = found["asked"].as_json() | {"who": found["who"], "invented": found["invented"]}
    job = asking.ask_for_worth(asked=kept, quarter=found["quarter"], by=request.user)
    return redirect("worth_job", job.pk)


def _job(job_id: int) -> WorthJob:
    found = WorthJob.objects.filter(pk=job_id).defer("pdf").first()
    if found is None:
        raise Http404
    return found


def _job_context(job_id: int) -> dict[str, Any]:
    job = _job(job_id)
    return {"section": "worth", "job": job, "waits": jobs.is_waiting_for_redis(job, now=timezone.now())}


@requires(Permission.SEE_NATIONAL)
def worth_job(request: NationalRequest, job_id: int) -> HttpResponse:
    """How far the PDF is, and, when it is ready, the PDF."""
    return render(request, "reporting/worth_job.html", _job_context(job_id))


@requires(Permission.SEE_NATIONAL)
def worth_job_progress(request: NationalRequest, job_id: int) -> HttpResponse:
    """The part of that page which htmx asks for again and again."""
    return render_progress(request, "reporting/worth_progress.html", _job_context(job_id))


@requires(Permission.SEE_NATIONAL, proof=True)
def worth_file(request: NationalRequest, job_id: int) -> HttpResponse:
    """The PDF."""
    found = WorthJob.objects.filter(pk=job_id, state="done").first()
    if found is None:
        raise Http404
    name = f"pause-worth-{found.quarter.replace(' ', '-').lower()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(bytes(found.pdf or b""), content_type="application/pdf", headers=headers)


@requires(Permission.SEE_NATIONAL)
def assumptions(request: NationalRequest) -> HttpResponse:
    """What the calculator assumes, each with its version and source."""
    context = {
        "section": "worth", "rows": standing_assumptions(NATIONAL_ALIAS),
        "may_set": request.national_membership.may(Permission.SET_ASSUMPTIONS),
    }  # fmt: skip
    return render(request, "reporting/assumptions.html", context)


@requires(Permission.SET_ASSUMPTIONS)
def assumption(request: NationalRequest, key: str) -> HttpResponse:
    """Set a newer version of one assumption; earlier ones stand below it."""
    if key not in BY_KEY:
        raise Http404
    assumed, version = next(one for one in standing_assumptions(NATIONAL_ALIAS) if one[0].key == key)
    form = AssumptionForm(
        request.POST if request.method == "POST" else None, assumed=assumed, initial={**vars(assumed)}
    )
    shown = f"version {version}"
    if form.is_bound and form.is_valid():
        if all(getattr(assumed, name) == said for name, said in form.told.items()):
            messages.success(request, f"This stands already, as version {version}: nothing was written twice.")
            return redirect("assumptions")
        if form.has_seen(shown):
            kept = set_assumption(key=key, **form.told, by=request.user, now=timezone.now())
            messages.success(request, f"Saved as version {kept.version}: {assumed.label}.")
            return redirect("assumptions")
        form.add_error(None, SET_MEANWHILE)
    form.shows(shown)
    earlier = Assumption.objects.using(NATIONAL_ALIAS).filter(key=key)
    context = {"section": "worth", "form": form, "assumed": assumed, "version": version, "earlier": earlier,
               "declared": BY_KEY[key]}  # fmt: skip
    return render(request, "reporting/assumption.html", context, status=422 if form.is_bound else 200)


def _own(request: PracticeRequest) -> dict[str, Any] | None:
    sent = list(Return.objects.filter(status__in=SENT).order_by("quarter", "version"))
    quarters = sorted({Quarter.parse(one.quarter) for one in sent}, reverse=True)
    if not quarters:
        return None
    quarter = _quarter(request.GET.get("quarter", ""), quarters)
    asked = read_asked(request.GET, own_cohort(sent, quarter), standing_assumptions())
    note_look(by=request.user, action=AccessAction.REPORT, view="practice_worth", why=str(quarter))
    who = f"{request.practice.name}, {quarter}"
    return {"asked": asked, "quarter": quarter, "quarters": quarters, "who": who}


@requires(Permission.SEE_FIGURES)
def practice_worth(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """The same calculator for one's own Practice, from its own sent returns."""
    found = _own(request)
    if found is None:
        return render(request, "reporting/worth_none.html", {"section": "worth"})
    return _page(request, found, "worth")


@requires(Permission.SEE_FIGURES, proof=True)
def practice_worth_xlsx(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """One's own calculation with live formulas."""
    found = _own(request)
    if found is None or "nothing" in found or found["asked"].errors:
        raise Http404
    return _download(render_worth(found["asked"], who=found["who"]), found["quarter"])
