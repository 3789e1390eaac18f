"""Success criteria: a Practice writes them with its funder and council; National reads them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.forms.record import save_once, tell_saved
from practices.models import AccessAction, Practice
from practices.permissions import Permission, requires
from practices.requests import NationalRequest, PracticeRequest
from practices.trail import note_look
from reporting.actions import criteria as actions
from reporting.criteria.judging import JudgedCriterion, judged_criteria
from reporting.criteria.workbook import render_criteria
from reporting.forms.criteria import AgreedForm, AgreementForm, CriterionForm
from reporting.models import SuccessAgreement
from reporting.views.desk import FILES
from reporting.views.national_practices import practice_or_404

CRITERIA_SINCE = "The criteria are others than on the page that you read. They stand here as they are now: look again."


def _agreement(agreement_id: int, **of: Any) -> SuccessAgreement:
    found = SuccessAgreement.objects.filter(pk=agreement_id, **of).first()
    if found is None:
        raise Http404
    return found


def _judged(agreement: SuccessAgreement) -> list[JudgedCriterion]:
    return judged_criteria(list(agreement.criteria.all()), agreement.practice_id or 0)


def _download(agreement: SuccessAgreement, practice: Practice) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="success-criteria-{practice.slug}-{agreement.pk}.xlsx"'}
    return HttpResponse(
        render_criteria(agreement, practice, _judged(agreement)), content_type=FILES["xlsx"], headers=headers
    )


@requires(Permission.SEE_FIGURES)
def agreements(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """The Practice's agreements on success."""
    context = {"section": "criteria", "agreements": SuccessAgreement.objects.all()}
    return render(request, "reporting/agreements.html", context)


@requires(Permission.SUBMIT_RETURN)
def agreement_add(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Begin an agreement."""
    form = AgreementForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():

        def save() -> str:
            told = {name: form.cleaned_data[name] for name in ("name", "funder", "council", "evaluator")}
            made = actions.make_agreement(by=request.user, now=timezone.now(), **told)
            return reverse("agreement", args=[request.practice.slug, made.pk])

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            tell_saved(request, form, saved.said("Saved. Add what counts as success."))
            return redirect(saved.url)
    context = {"section": "criteria", "form": form, "title": "A new agreement on success", "button": "Save"}
    return render(request, "reporting/agreement_form.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SEE_FIGURES)
def agreement(request: PracticeRequest, practice_slug: str, agreement_id: int) -> HttpResponse:
    """One agreement: each criterion with its value, its interval, and whether it is met."""
    found = _agreement(agreement_id)
    note_look(by=request.user, action=AccessAction.REPORT, view="agreement", why=str(found.pk))
    context = {
        "section": "criteria", "agreement": found, "judged": _judged(found),
        "may_change": found.agreed_on is None and request.membership.may(Permission.SUBMIT_RETURN),
    }  # fmt: skip
    return render(request, "reporting/agreement.html", context)


@requires(Permission.SUBMIT_RETURN)
def criterion_add(request: PracticeRequest, practice_slug: str, agreement_id: int) -> HttpResponse:
    """Add a criterion to an agreement that has not been signed."""
    found = _agreement(agreement_id)
    form = CriterionForm(
        request.POST if request.method == "POST" else None, practice=request.practice, initial={"way": "at_least"}
    )
    if form.is_bound and form.is_valid():

        def save() -> str:
            told = {name: form.cleaned_data[name] for name in ("indicator", "target", "first", "last", "evidence")}
            actions.add_criterion(agreement=found, is_at_least=form.cleaned_data["way"] == "at_least", **told)
            return reverse("agreement", args=[request.practice.slug, found.pk])

        try:
            saved = save_once(form, by=request.user, save=save)
        except actions.CannotChange as error:
            form.add_error(None, str(error))
        else:
            if saved is not None:
                tell_saved(request, form, saved.said("Saved."))
                return redirect(saved.url)
    context = {"section": "criteria", "form": form, "title": "What counts as success", "button": "Save",
               "agreement": found}  # fmt: skip
    return render(request, "reporting/agreement_form.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SUBMIT_RETURN)
@require_POST
def criterion_drop(request: PracticeRequest, practice_slug: str, agreement_id: int, criterion_id: int) -> HttpResponse:
    """Take a criterion away from an agreement that has not been signed."""
    found = _agreement(agreement_id)
    try:
        actions.drop_criterion(agreement=found, criterion_id=criterion_id)
    except actions.CannotChange as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The criterion is gone.")
    return redirect("agreement", request.practice.slug, found.pk)


@requires(Permission.SUBMIT_RETURN)
@require_POST
def agreement_drop(request: PracticeRequest, practice_slug: str, agreement_id: int) -> HttpResponse:
    """Delete an agreement that has neither criteria nor signatures."""
    found = _agreement(agreement_id)
    try:
        actions.drop_agreement(agreement=found)
    except actions.CannotChange as error:
        messages.error(request, str(error))
        return redirect("agreement", request.practice.slug, agreement_id)
    messages.success(request, f"{found.name} is deleted.")
    return redirect("agreements", request.practice.slug)


@requires(Permission.SUBMIT_RETURN)
def agreement_sign(request: PracticeRequest, practice_slug: str, agreement_id: int) -> HttpResponse:
    """Record that all three have signed: from then on the criteria stand."""
    found = _agreement(agreement_id)
    form, to_sign = AgreedForm(request.POST if request.method == "POST" else None), list(found.criteria.all())
    if form.is_bound and form.is_valid() and not (form.has_seen(*to_sign) or form.was_saved()):
        form.add_error(None, CRITERIA_SINCE)
    form.shows(*to_sign)
    if form.is_bound and form.is_valid():

        def save() -> str:
            names = ("agreed_on", "signed_for_funder", "signed_for_council", "signed_for_practice")
            actions.agree(agreement=found, **{name: form.cleaned_data[name] for name in names})
            return reverse("agreement", args=[request.practice.slug, found.pk])

        try:
            saved = save_once(form, by=request.user, save=save)
        except actions.CannotChange as error:
            form.add_error(None, str(error))
        else:
            if saved is not None:
                tell_saved(request, form, saved.said("Agreed. From now on these criteria stand."))
                return redirect(saved.url)
    context = {"section": "criteria", "form": form, "title": "All three have signed", "agreement": found,
               "button": "Record the agreement", "to_sign": _judged(found)}  # fmt: skip
    return render(request, "reporting/agreement_form.html", context, status=422 if form.is_bound else 200)


@requires(Permission.SEE_FIGURES, proof=True)
def agreement_xlsx(request: PracticeRequest, practice_slug: str, agreement_id: int) -> HttpResponse:
    """What an external evaluator needs."""
    found = _agreement(agreement_id)
    note_look(by=request.user, action=AccessAction.EXPORT, view="agreement_xlsx", why=str(found.pk))
    return _download(found, request.practice)


@requires(Permission.SEE_NATIONAL)
def national_agreement(request: NationalRequest, slug: str, agreement_id: int) -> HttpResponse:
    """One agreement of a Practice, as National reads it."""
    practice = practice_or_404(slug)
    found = _agreement(agreement_id, practice=practice.pk)
    context = {
        "section": "practices", "agreement": found, "judged": _judged(found), "of": practice, "national": True,
        "invented": practice.is_demonstration,
    }  # fmt: skip
    return render(request, "reporting/agreement.html", context)


@requires(Permission.SEE_NATIONAL, proof=True)
def national_agreement_xlsx(request: NationalRequest, slug: str, agreement_id: int) -> HttpResponse:
    """The same as a spreadsheet."""
    practice = practice_or_404(slug)
    return _download(_agreement(agreement_id, practice=practice.pk), practice)
