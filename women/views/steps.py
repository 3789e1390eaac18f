"""The steps of a place: check, then record; and moves of the plan."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from practices.forms.checked import is_to_change
from practices.forms.record import SentForm, answers_given, save_once, tell_saved
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.actions import places
from women.actions.places import BEGINS_ERASURE
from women.codes import ClosureReason, PlaceStep, PlanChange
from women.forms.steps import EndAgreementForm, PlanMoveForm, ReopenForm, StepForm
from women.history import asked_again
from women.lifecycle import ALLOWED, StepNotAllowed
from women.models import Place, TransitionPlan
from women.periods import outside_cohort
from women.queries import cohort_on
from women.reading import Opened, open_with_places
from women.record import STEP_WORDS, may_take
from women.views.not_now import not_now, refused

WHAT_FOLLOWS = {
    PlaceStep.DECLINED: "Her name and details will be erased in {days} days. Her reference, the dates and who referred "
    "her stay. Offering her a place again before that day keeps everything.",
    PlaceStep.NOT_ELIGIBLE: "Her name and details will be erased in {days} days. Her reference, the dates and who "
    "referred her stay.",
    PlaceStep.CLOSED: "Her seat becomes free. To come back she gets a new place.",
    PlaceStep.NEXT_STEPS: "Her seat becomes free, and light-touch check-ins are planned for 3, 6 and 12 months on.",
}


def _latest(opened: Opened) -> Place:
    if not opened.places:
        raise Http404
    return opened.places[-1]


@requires(Permission.WRITE_RECORDS)
def step(request: PracticeRequest, practice_slug: str, woman_id: int, step: str) -> HttpResponse:
    """Record one step. What cannot be taken back is shown once more before it is written."""
    if step not in PlaceStep.values:
        raise Http404
    to = PlaceStep(step)
    opened = open_with_places(request, woman_id)
    if opened.shown.has_died:
        return refused(request, opened, form=StepForm)
    place = _latest(opened)
    may = may_take(request.membership, to)
    if not may or to not in ALLOWED[place.step_on(opened.shown.on)]:
        return _not_now(request, opened, to, may=may)
    if to is PlaceStep.CLOSED and request.POST.get("reason") == ClosureReason.DIED:
        return redirect("died", request.practice.slug, woman_id)
    form = StepForm(request.POST if request.method == "POST" else None, place=place, to=to)
    if form.is_bound and form.is_valid() and not is_to_change(request.POST):
        if (to in WHAT_FOLLOWS or _asked(form, place, to)) and not form.is_sure(place):
            return _step_page(request, opened, form, to, check=True)
        if response := save_step(request, form, opened, lambda: _take(request, form, place, to)):
            return response
    return _step_page(request, opened, form, to, check=False)


def _asked(form: StepForm, place: Place, to: PlaceStep) -> str:
    """What to ask of the day of a step that lies outside its cohort; blank where it does not."""
    on = form.cleaned_data["on"]
    if to is PlaceStep.OFFERED:
        return outside_cohort(cohort_on(on), to, on)
    return outside_cohort(place.cohort, to, on, place=place)


def _take(request: PracticeRequest, form: StepForm, place: Place, to: PlaceStep) -> str:
    data = form.cleaned_data
    today = timezone.localdate()
    if to is PlaceStep.OFFERED:
        cohort = cohort_on(data["on"])
        if cohort is None:
            raise StepNotAllowed("There is no cohort yet. Import your practice workbook, which says when it starts.")
        places.offer(place=place, cohort=cohort, on=data["on"], by=request.user, today=today)
    else:
        places.take_step(
            place=place, to=to, on=data["on"], by=request.user, today=today, reason=data.get("reason", ""),
            words=data.get("words", ""),
        )  # fmt: skip
    return f"Recorded: {to.label}."


def save_step(request: PracticeRequest, form: SentForm, opened: Opened, work: Callable[[], str]) -> HttpResponse | None:
    """Do it once and go to her place; None with an error on the form where a rule forbids it."""
    here = reverse("section", args=[request.practice.slug, opened.woman.pk, "place"])

    def save() -> str:
        tell_saved(request, form, work())
        return here

    try:
        saved = save_once(form, by=request.user, save=save)
    except (StepNotAllowed, places.NoSeat) as error:
        form.add_error(None, str(error))
        return None
    if saved is None:
        return None
    if saved.again:
        tell_saved(request, form, saved.said(""))
    return redirect(saved.url)


def _step_page(request: PracticeRequest, opened: Opened, form: StepForm, to: PlaceStep, *, check: bool) -> HttpResponse:
    needs_plan = to is PlaceStep.TRANSITION and not TransitionPlan.objects.filter(place__woman=opened.woman).exists()
    follows = WHAT_FOLLOWS.get(to, "").format(days=settings.ERASE_AFTER_DAYS)
    if to in BEGINS_ERASURE and any(place.agreed_on for place in opened.places):
        follows = ""  # a record of a woman who agreed is kept
    context: dict[str, Any] = {
        "section": "women", "shown": opened.shown, "woman": opened.woman, "form": form, "title": STEP_WORDS[to],
        "check": check, "button": f"Save: {STEP_WORDS[to].lower()}", "follows": follows,
        "answers": answers_given(form) if check else [], "asked": _asked(form, form.place, to) if check else "",
        "needs_plan": needs_plan,
        "is_closing": to is PlaceStep.CLOSED,
    } | asked_again(form)  # fmt: skip
    return render(request, "women/step.html", context, status=422 if form.errors else 200)


def _not_now(request: PracticeRequest, opened: Opened, to: PlaceStep, *, may: bool) -> HttpResponse:
    why = f"“{STEP_WORDS[to]}” cannot follow where she is now: {opened.shown.phase.lower()}."
    if not may:
        why = f"“{STEP_WORDS[to]}” is for your coordinator or practice lead to record."
    return not_now(request, opened, why, form=StepForm, status=409 if may else 403)


@requires(Permission.DECIDE_PLACES)
def move_plan(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """A break or an extension."""
    opened = open_with_places(request, woman_id)
    if opened.shown.has_died:
        return refused(request, opened, form=PlanMoveForm)
    place = _latest(opened)
    form = PlanMoveForm(request.POST if request.method == "POST" else None, woman=opened.woman)

    def work() -> str:
        data = form.cleaned_data
        change = PlanChange(data["change"])
        places.move_plan(
            place=place, change=change, days=data["days"], words=data["words"], by=request.user, on=opened.shown.on
        )
        return f"The planned dates moved by {data['days']} days ({change.label.lower()})."

    if form.is_bound and form.is_valid() and (response := save_step(request, form, opened, work)):
        return response
    return _plain_page(request, opened, form, "Pause or extend the plan")


@requires(Permission.WRITE_RECORDS)
def end_agreement(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """Her agreement to pause has ended."""
    opened = open_with_places(request, woman_id)
    if opened.shown.has_died:
        return refused(request, opened, form=EndAgreementForm)
    place = _latest(opened)
    form = EndAgreementForm(request.POST if request.method == "POST" else None, woman=opened.woman)

    def work() -> str:
        data = form.cleaned_data
        places.end_agreement(place=place, on=data["on"], by=request.user, words=data["words"])
        return "Recorded: her agreement to pause has ended. Her place goes on."

    if form.is_bound and form.is_valid() and (response := save_step(request, form, opened, work)):
        return response
    return _plain_page(request, opened, form, "Her agreement has ended")


@requires(Permission.DECIDE_PLACES)
def reopen(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """A further place for a woman who was here before; an erasure under way is stopped."""
    opened = open_with_places(request, woman_id, may_be_erased=True)
    if opened.shown.has_died:
        return refused(request, opened, form=ReopenForm)
    form = ReopenForm(request.POST if request.method == "POST" else None, woman=opened.woman)

    def work() -> str:
        data = form.cleaned_data
        places.refer(woman=opened.woman, on=data["on"], by=request.user, source=data["source"])
        return "She has a new place, as referred. What was recorded before stays with the earlier one."

    if form.is_bound and form.is_valid() and (response := save_step(request, form, opened, work)):
        return response
    return _plain_page(request, opened, form, "Refer her again")


def _plain_page(request: PracticeRequest, opened: Opened, form: SentForm, title: str) -> HttpResponse:
    context = {"section": "women", "shown": opened.shown, "woman": opened.woman, "form": form, "title": title}
    return render(request, "women/step.html", context, status=422 if form.is_bound else 200)
