"""National's pages of Practices: the list by name, and one Practice beside the country."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.codes import Delivery
from practices.models import Practice
from practices.permissions import Permission, requires
from practices.requests import NationalRequest
from practices.tenancy.scope import NATIONAL_ALIAS
from reporting.benchmark.declared import COMPARISON_OF
from reporting.benchmark.one_practice import (
    fidelity_of,
    in_parts,
    lines_of,
    open_questions,
    sent_returns,
    to_ask_about,
    transition_overdue,
)
from reporting.benchmark.overview import QUARTERS_SHOWN
from reporting.benchmark.reading import figures_of_practice, quarters_with_returns, sums_until
from reporting.benchmark.standing import prepare
from reporting.benchmark.window import phase_of
from reporting.desk.due import owes
from reporting.models import StandingFigures, SuccessAgreement
from reporting.quarters import Quarter
from reporting.views.asked import quarter_or_404

ON_A_PAGE, RETURNS_SHOWN = 100, 8
FIRST_RUN = "appointment_attendance"


@requires(Permission.SEE_NATIONAL)
def national_practices(request: NationalRequest) -> HttpResponse:
    """Every Practice by name, with its phase today."""
    name = request.GET.get("name", "").strip()
    found = Practice.objects.using(NATIONAL_ALIAS).filter(name__istartswith=name)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    prepare()
    quarter, sent = Quarter.of(timezone.localdate()), quarters_with_returns()[:1]
    ask = to_ask_about(sent[0], [one.pk for one in page]) if sent else {}
    rows = [
        (
            one,
            phase_of(quarter, went_live_on=one.went_live_on, closed_on=one.closed_on, women=None, in_transition=None),
            ask.get(one.pk),
            bool(sent) and owes(one, sent[0]),
        )
        for one in page
    ]
    context = {
        "may_manage": request.national_membership.may(Permission.MANAGE_PRACTICES),
        "section": "practices", "page": page, "rows": rows, "name": name, "quarter": sent[0] if sent else None,
        "invented": any(one.is_demonstration for one in page),
    }  # fmt: skip
    return render(request, "reporting/national_practices.html", context)


def practice_or_404(slug: str) -> Practice:
    """The Practice that an address names, on National's login."""
    found = Practice.objects.using(NATIONAL_ALIAS).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@requires(Permission.SEE_NATIONAL)
def national_practice(request: NationalRequest, slug: str) -> HttpResponse:
    """One Practice: each figure beside the country's, over time, fidelity, what changed, questions and returns."""
    practice = practice_or_404(slug)
    prepare()
    asked = request.GET.get("quarter", "")
    last = quarter_or_404(asked) if asked else Quarter.of(timezone.localdate())
    figures = figures_of_practice(practice.pk, last, QUARTERS_SHOWN)
    if asked and (not figures or figures[-1].quarter != str(last)):
        raise Http404
    context = {
        "section": "practices", "of": practice, "invented": practice.is_demonstration,
        "questions": open_questions(practice.pk), "returns": sent_returns(practice.pk, RETURNS_SHOWN),
        "agreements": SuccessAgreement.objects.filter(practice=practice.pk),
        "deliveries": Delivery.choices, "may_manage": request.national_membership.may(Permission.MANAGE_PRACTICES),
    }  # fmt: skip
    if figures:
        context |= _figures(request, practice, figures)
    return render(request, "reporting/national_practice.html", context)


def _figures(request: NationalRequest, practice: Practice, figures: list[StandingFigures]) -> dict[str, Any]:
    latest = figures[-1]
    quarter = Quarter.parse(latest.quarter)
    sums = sums_until(quarter, 1)
    lines = lines_of(figures, sums[0] if sums and sums[0].quarter == latest.quarter else None)
    over = request.GET.get("over", FIRST_RUN)
    if over not in COMPARISON_OF:
        raise Http404
    women, moving = (latest.numbers.get(key, [0])[0] for key in ("women_in_cohort", "women_in_transition"))
    phase = phase_of(
        quarter, went_live_on=practice.went_live_on, closed_on=practice.closed_on, women=women, in_transition=moving
    )
    return {
        "quarter": quarter, "latest": latest, "phase": phase, "parts": in_parts(lines),
        "fidelity": fidelity_of(lines, transition_overdue(latest)),
        "over": next(line for line in lines if line.comparison.key == over),
        "earlier": [Quarter.parse(one.quarter) for one in figures[-2::-1]],
    }  # fmt: skip


class DeliveryForm(forms.Form):
    """What kind of body runs a Practice."""

    delivery = forms.ChoiceField(choices=[("", "Not said"), *Delivery.choices], required=False)


@requires(Permission.MANAGE_PRACTICES)
@require_POST
def national_delivery(request: NationalRequest, slug: str) -> HttpResponse:
    """Say what kind of body runs a Practice, by which comparisons can be filtered."""
    practice = practice_or_404(slug)
    form = DeliveryForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose council, children’s trust or charity from the list.")
    else:
        delivery = form.cleaned_data["delivery"]
        Practice.objects.using(NATIONAL_ALIAS).filter(pk=practice.pk).update(delivery=delivery)
        messages.success(request, f"Saved. {practice.name}: {dict(form.fields['delivery'].choices)[delivery]}.")  # type: ignore[attr-defined]
    return redirect(reverse("national_practice", args=[slug]))
