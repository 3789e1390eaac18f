"""Data quality checks of a quarter: what is missing, who can mend it, and what the lead lets stand."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from reporting.actions.quality import accept, take_back
from reporting.forms.quality import AcceptForm
from reporting.indicators.declared import BY_KEY as INDICATOR_BY_KEY
from reporting.quality.checking import Checked, check_quarter, lines_of
from reporting.quality.declared import BY_KEY, Check
from reporting.quarters import Quarter
from reporting.views.asked import begun_quarter_or_404
from women.reading import note_list


@requires(Permission.SEE_FIGURES)
def checks(request: PracticeRequest, practice_slug: str, quarter: str) -> HttpResponse:
    """Every check with its count, and what is open by the person who can mend it; `?who=` shows hers alone."""
    chosen = begun_quarter_or_404(quarter)
    checked = check_quarter(request.practice.pk, chosen, now=timezone.now())
    lines = [line for line in lines_of(checked, slug=request.practice.slug) if line.finding.is_open]
    people = Counter((line.who_key, line.who) for line in lines)
    who = request.GET.get("who", "")
    name = next((name for key, name in people if key == who), "")
    hers = [line for line in lines if line.who_key == who] if who else []
    note_list(request, len({line.woman.pk for line in (hers if who else lines)}), why=f"checks {chosen}")
    context = {
        "section": "quarters", "quarter": chosen, "people": sorted(people.items()),
        "who": who, "who_name": name, "lines": hers, "open": len(lines),
        "found": [one for one in checked if one.findings], "clear": [one for one in checked if not one.findings],
    }  # fmt: skip
    return render(request, "reporting/checks.html", context)


def _checked(request: PracticeRequest, chosen: Quarter, key: str) -> Checked:
    if key not in BY_KEY:
        raise Http404
    found = check_quarter(request.practice.pk, chosen, now=timezone.now())
    return next(one for one in found if one.check.key == key)


@requires(Permission.SEE_FIGURES)
def check(request: PracticeRequest, practice_slug: str, quarter: str, key: str) -> HttpResponse:
    """One check: each record with where it is mended; the lead ticks those that may stand."""
    chosen = begun_quarter_or_404(quarter)
    checked = _checked(request, chosen, key)
    may_accept = request.membership.may(Permission.SUBMIT_RETURN)
    records = [finding.record_id for finding in checked.findings]
    form = AcceptForm(request.POST if request.method == "POST" else None, records=records)
    if form.is_bound:
        if not may_accept:
            raise PermissionDenied("Only a practice lead lets a finding stand.")
        if form.is_valid():
            return _accept(request, chosen, checked, form)
    lines = lines_of([checked], slug=request.practice.slug)
    note_list(request, len({line.woman.pk for line in lines}), why=f"check {key}")
    context = {
        "section": "quarters", "quarter": chosen, "checked": checked, "lines": lines, "form": form,
        "touches": [INDICATOR_BY_KEY[moved].name for moved in checked.check.moves],
        "may_accept": may_accept, "ticked": set(form["records"].value() or []) if form.is_bound else set(),
    }  # fmt: skip
    return render(request, "reporting/check.html", context, status=422 if form.is_bound else 200)


def _accept(request: PracticeRequest, chosen: Quarter, checked: Checked, form: AcceptForm) -> HttpResponse:
    data = form.cleaned_data
    meant = [finding for finding in checked.findings if finding.record_id in set(data["records"])]
    number = accept(
        quarter=chosen, findings=meant, because=data["because"], words=data["words"], by=request.user,
        now=timezone.now(),
    )  # fmt: skip
    messages.success(request, f"{number} may stand for {chosen}. The reason goes into the return as a count.")
    return redirect("check", request.practice.slug, chosen.slug, checked.check.key)


@requires(Permission.SUBMIT_RETURN)
@require_POST
def reopen_check(request: PracticeRequest, practice_slug: str, quarter: str, key: str, record_id: int) -> HttpResponse:
    """Take an acceptance back."""
    chosen = begun_quarter_or_404(quarter)
    found: Check | None = BY_KEY.get(key)
    if found is None or not take_back(quarter=chosen, check_key=key, record_id=record_id):
        raise Http404
    messages.success(request, "It is open again.")
    return redirect("check", request.practice.slug, chosen.slug, key)
