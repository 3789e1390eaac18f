"""Offering a woman to another Practice, and answering what others offer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.forms.record import save_once, tell_saved
from practices.models import AccessAction, Practice
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.actions import transfers as actions
from women.codes import ConsentTo, TransferState
from women.forms.transfer import OfferForm
from women.law.moving import PARTS
from women.models import Consent, Transfer
from women.reading import note_list, open_with_places
from women.views.not_now import refused


@requires(Permission.DECIDE_PLACES)
def transfers(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """What others offer to this Practice, and what it has offered."""
    received = list(actions.offers_to(request.membership).order_by("-offered_at"))
    names = Practice.objects.in_bulk({one.practice_id for one in received})
    offered = list(Transfer.objects.select_related("woman", "to_practice", "offered_by")[:50])
    note_list(request, len(offered), why="transfers")
    context = {
        "section": "referrals", "offered": offered,
        "open": [(one, names[one.practice_id], _labels(one)) for one in received if one.state == TransferState.OFFERED],
        "answered": [(one, names[one.practice_id]) for one in received if one.state != TransferState.OFFERED][:20],
    }  # fmt: skip
    return render(request, "women/law/transfers.html", context)


def _labels(one: Transfer) -> list[str]:
    return ["Who she is", *(PARTS[key].label for key in one.parts)]


@requires(Permission.KEEP_DATA, proof=True)
def transfer_offer(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """Offer her, with what goes along."""
    opened = open_with_places(request, woman_id, why="transfer")
    if opened.shown.has_died:
        return refused(request, opened, form=OfferForm)
    today = timezone.localdate()
    form = OfferForm(
        request.POST if request.method == "POST" else None, woman=opened.woman, practice=request.practice, today=today
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data

        def save() -> str:
            actions.offer(
                woman=opened.woman, to=data["to"], parts=data["parts"], words=data["words"], by=request.user,
                now=timezone.now(), today=today,
            )  # fmt: skip
            return reverse("section", args=[request.practice.slug, woman_id, "data"])

        try:
            saved = save_once(form, by=request.user, save=save)
        except actions.CannotTransfer as error:
            form.add_error(None, str(error))
        else:
            if saved is not None:
                tell_saved(request, form, saved.said("Offered. Their lead has been told, and nothing of her name yet."))
                return redirect(saved.url)
    consent = Consent.objects.filter(woman=opened.woman, to=ConsentTo.TRANSFER, withdrawn_on=None).first()
    context = {"section": "women", "shown": opened.shown, "woman": opened.woman, "form": form, "consent": consent,
               "held": opened.woman.holds.filter(ended_on=None).exists()}  # fmt: skip
    return render(request, "women/law/offer.html", context, status=422 if form.is_bound else 200)


@requires(Permission.KEEP_DATA)
@require_POST
def transfer_take_back(request: PracticeRequest, practice_slug: str, transfer_id: int) -> HttpResponse:
    """Take an offer back."""
    held = Transfer.objects.filter(pk=transfer_id).first()
    if held is None:
        raise Http404
    try:
        actions.take_back(transfer_id=held.pk, by=request.user, now=timezone.now())
        messages.success(request, "The offer is taken back, and what would have gone with her is gone from it.")
    except actions.CannotTransfer as error:
        messages.error(request, str(error))
    return redirect("section", request.practice.slug, held.woman_id, "data")


@requires(Permission.DECIDE_PLACES, proof=True)
@require_POST
def transfer_answer(request: PracticeRequest, practice_slug: str, transfer_id: int) -> HttpResponse:
    """Accept or decline what another Practice offers."""
    held = actions.offers_to(request.membership).filter(pk=transfer_id).first()
    if held is None:
        raise Http404
    now = timezone.now()
    try:
        if request.POST.get("answer") == "accept":
            woman = actions.accept(
                transfer_id=held.pk, member=request.membership, now=now, today=timezone.localdate(now),
                was_looked_for="is_new" in request.POST,
            )  # fmt: skip
            messages.success(request, "She is here now, as a referral: offer her a seat when you are ready.")
            return redirect("section", request.practice.slug, woman.pk, "place")
        actions.decline(transfer_id=held.pk, by=request.user, now=now)
        messages.success(request, "Not accepted. Nothing of her came here; the other Practice sees your answer.")
    except actions.CannotTransfer as error:
        messages.error(request, str(error))
    except actions.MayBeHere as question:
        note_list(request, len(question.likely), action=AccessAction.SEARCH, why="likely the same")
        context = {"section": "referrals", "offer": held, "likely": question.likely}
        return render(request, "women/law/transfer_likely.html", context, status=422)
    return redirect("transfers", request.practice.slug)
