"""What women ask for by law: the list with its days, each request, and what comes of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from practices.forms.record import SentForm, save_once, tell_saved
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.actions import requests as actions
from women.actions.erasures import CannotErase
from women.codes import AskedOutcome, AskedRight, SentHow
from women.forms.law import AnswerForm, ExtendForm, IdentityForm, SendForm
from women.models import RecordCopy, Request, Withdrawal
from women.reading import note_list, open_record, open_with_places
from women.views.gone import gone

SOON_DAYS = 7


@requires(Permission.KEEP_DATA)
def requests(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Those that are open, the soonest due first, and the latest that were answered."""
    today = timezone.localdate()
    found = Request.objects.select_related("woman")
    still_open, answered = (
        list(found.filter(closed_on=None)),
        list(found.exclude(closed_on=None).order_by("-closed_on")),
    )
    note_list(request, len(still_open), why="requests")
    rows = [(one, (one.due_on - today).days) for one in still_open]
    context = {"section": "people", "rows": rows, "answered": answered[:20], "soon": SOON_DAYS}
    return render(request, "women/law/requests.html", context)


def held_request(request: PracticeRequest, request_id: int, *, why: str) -> Request:
    """One request, its record noted as opened; 404 where it is not this Practice's or hidden from this person."""
    found = Request.objects.select_related("woman", "recorded_by", "closed_by").filter(pk=request_id).first()
    if found is None:
        raise Http404
    open_record(request, found.woman_id, why=why)
    return found


View = Callable[[PracticeRequest, str, int], HttpResponse]


def unless_gone(form: Any) -> Callable[[View], View]:
    """Of a request that was taken back or moved meanwhile say by whom, with all that was typed into the `form`."""

    def around(view: View) -> View:
        @wraps(view)
        def page(request: PracticeRequest, practice_slug: str, request_id: int) -> HttpResponse:
            if not Request.objects.filter(pk=request_id).exists():
                named = Withdrawal.objects.filter(rows__contains=[{"model": Request._meta.label, "id": request_id}])
                last = named.order_by("-pk").first()
                if last is None:
                    raise Http404
                opened = open_with_places(request, last.woman_id, why="a request that is gone")
                return gone(
                    request, opened, model=Request, item_id=request_id, noun="a request of hers", section="data",
                    form=form,
                )  # fmt: skip
            return view(request, practice_slug, request_id)

        return page

    return around


@requires(Permission.KEEP_DATA)
@unless_gone(SentForm)
def request_(request: PracticeRequest, practice_slug: str, request_id: int) -> HttpResponse:
    """One request: when the answer is due, what was done, and what to do next."""
    held = held_request(request, request_id, why=f"request {request_id}")
    copies = RecordCopy.objects.filter(request=held).select_related("requested_by", "reviewed_by")
    context = {
        "section": "people", "held": held, "woman": held.woman, "days": (held.due_on - timezone.localdate()).days,
        "copies": list(copies), "is_access": held.right == AskedRight.ACCESS,
        "may_extend": held.closed_on is None and held.extended_on is None and timezone.localdate() <= held.due_on,
    }  # fmt: skip
    return render(request, "women/law/request.html", context)


@requires(Permission.KEEP_DATA)
@unless_gone(IdentityForm)
def identity(request: PracticeRequest, practice_slug: str, request_id: int) -> HttpResponse:
    """From when we are sure that it is her."""
    held = held_request(request, request_id, why="identity")
    form = IdentityForm(request.POST if request.method == "POST" else None, woman=held.woman)
    form.initial = {
        "identity_checked_on": held.identity_checked_on or timezone.localdate(), "received_on": held.received_on,
    }  # fmt: skip
    said = "Ask for no more than is needed: where her practitioner knows her face or voice, that is enough."
    return _step(
        request, held, form, "When it came, and whether it is her", said,
        lambda: actions.check_identity(
            request_id=held.pk, on=form.cleaned_data["identity_checked_on"],
            received_on=form.cleaned_data["received_on"], practice=request.practice,
        ),
    )  # fmt: skip


@requires(Permission.KEEP_DATA)
@unless_gone(ExtendForm)
def extend(request: PracticeRequest, practice_slug: str, request_id: int) -> HttpResponse:
    """Two months more."""
    held = held_request(request, request_id, why="more time")
    form = ExtendForm(request.POST if request.method == "POST" else None, request=held)
    said = "Only where it is complex, or she asked for several things. Tell her within the first month, and why."
    return _step(
        request, held, form, "Two more months to answer", said,
        lambda: actions.extend(
            request_id=held.pk, told_on=form.cleaned_data["told_on"], why=form.cleaned_data["why"],
            practice=request.practice,
        ),
    )  # fmt: skip


@requires(Permission.KEEP_DATA, proof=True)
@unless_gone(AnswerForm)
def answer(request: PracticeRequest, practice_slug: str, request_id: int) -> HttpResponse:
    """What came of it."""
    held = held_request(request, request_id, why="answer")
    form = AnswerForm(request.POST if request.method == "POST" else None, request=held)
    said = {
        AskedRight.ACCESS: "To send a copy, go back: it is prepared, read through and sent from the request’s page.",
        AskedRight.CORRECTION: "First change what is wrong on her record; what stood there stays in its history.",
        AskedRight.ERASURE: "Her name, her details and every word go from tomorrow on, in history and files too. "
        "Dates, codes and counts stay, so that past figures hold. This cannot be taken back.",
    }[AskedRight(held.right)]
    return _step(
        request, held, form, "Answer this request", said,
        lambda: actions.answer(
            request_id=held.pk, outcome=AskedOutcome(form.cleaned_data["outcome"]), words=form.cleaned_data["answer"],
            on=form.cleaned_data["on"], by=request.user, now=timezone.now(),
        ),
    )  # fmt: skip


@requires(Permission.KEEP_DATA, proof=True)
@unless_gone(SendForm)
def send(request: PracticeRequest, practice_slug: str, request_id: int) -> HttpResponse:
    """The copy went to her."""
    held = held_request(request, request_id, why="send")
    latest = RecordCopy.objects.filter(request=held).first()
    made_on = timezone.localdate(latest.finished_at) if latest is not None and latest.finished_at else None
    form = SendForm(request.POST if request.method == "POST" else None, woman=held.woman, made_on=made_on)
    said = "To an address or in a way that is safe for her: look under “Read before contact” first."
    return _step(
        request, held, form, "How the copy reached her", said,
        lambda: actions.send(
            request_id=held.pk, how=SentHow(form.cleaned_data["how"]), on=form.cleaned_data["on"], by=request.user
        ),
    )  # fmt: skip


def _step(
    request: PracticeRequest, held: Request, form: SentForm, title: str, said: str, act: Callable[[], None]
) -> HttpResponse:
    """One form of a request: saved, it goes back to the request; a rule that stands against it is said on the form."""
    url = reverse("request", args=[request.practice.slug, held.pk])
    if held.closed_on is not None and request.method != "POST":
        return redirect(url)
    if form.is_bound and form.is_valid():

        def save() -> str:
            act()
            return url

        try:
            saved = save_once(form, by=request.user, save=save)
        except (actions.CannotAnswer, CannotErase) as error:
            form.add_error(None, str(error))
        else:
            if saved is not None:
                tell_saved(request, form, saved.said("Saved."))
                return redirect(saved.url)
    context: dict[str, Any] = {
        "section": "people", "form": form, "title": title, "said": said, "back": url, "woman": held.woman,
    }  # fmt: skip
    return render(request, "women/law/step.html", context, status=422 if form.is_bound else 200)
