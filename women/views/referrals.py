"""Referrals by hand: likely duplicates while typing, who waits for a decision, and the highest ranked."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.forms.record import save_once, tell_saved
from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.actions.people import add_referral, add_referral_to
from women.actions.transfers import offers_to
from women.codes import TransferState
from women.forms.referral import ReferralForm
from women.lifecycle import StepNotAllowed
from women.likely import likely_same
from women.models import Place
from women.presenters import PresentedWoman
from women.queries import presented_women, top_ranked
from women.reading import note_list


@requires(Permission.DECIDE_PLACES)
def referrals(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Everybody who waits for a decision, longest first, and how many of the highest ranked hold a place."""
    today = timezone.localdate()
    waiting: list[tuple[Place, PresentedWoman]] = []
    for shown in presented_women(today):
        if shown.place is not None and shown.waits:
            waiting.append((shown.place, shown))
    waiting.sort(key=lambda pair: (pair[0].referred_on or today, pair[1].woman.ref))
    note_list(request, len(waiting))
    context = {"section": "referrals", "waiting": waiting, "top": top_ranked(request.practice, today), "today": today,
               "offered_here": offers_to(request.membership).filter(state=TransferState.OFFERED).count()}  # fmt: skip
    return render(request, "women/referrals.html", context)


@requires(Permission.DECIDE_PLACES)
def add(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Write a referral down; somebody like her on record is asked about first."""
    form = ReferralForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        form.full_clean()
        if not form.was_saved():  # sent twice, she herself would be the likely one
            form.ask_about(likely_same(form.described(), viewer=request.membership))
        if form.likely:
            note_list(request, len(form.likely), action=AccessAction.SEARCH, why="likely the same")
    if form.is_bound and form.is_valid():
        try:
            saved = save_once(form, by=request.user, save=lambda: _save(request, form))
        except StepNotAllowed as error:
            form.add_error("same_as", str(error))
            saved = None
        if saved is not None:
            tell_saved(
                request, form, saved.said("Referral added to her record." if form.same else "Referral recorded.")
            )
            return redirect(saved.url)
    context = {"section": "referrals", "form": form}
    return render(request, "women/referral_form.html", context, status=422 if form.is_bound else 200)


def _save(request: PracticeRequest, form: ReferralForm) -> str:
    """Write it down, on a new record or on hers; the address that shows it."""
    data = form.cleaned_data
    known = {"on": data["referred_on"], "source": data["referral_source"], "by": request.user,
             "telephone": data["telephone"], "agency_reference": data["agency_reference"]}  # fmt: skip
    woman = form.same
    if woman is None:
        names = ("known_as", "full_name", "date_of_birth", "ref", "priority_rank")
        woman = add_referral(values={name: data[name] for name in names}, **known)
    else:
        add_referral_to(woman=woman, words=form.as_referred(), rank=data["priority_rank"], **known)
    return reverse("section", args=[request.practice.slug, woman.pk, "place"])


@requires(Permission.DECIDE_PLACES)
@require_POST
def likely(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """The women on record who may be the one being typed; by POST, so that no name stands in an address."""
    form = ReferralForm(request.POST)
    form.full_clean()
    found = likely_same(form.described(), viewer=request.membership)
    note_list(request, len(found), action=AccessAction.SEARCH, why="likely the same")
    return render(request, "women/likely.html", {"likely": found})
