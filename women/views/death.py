"""She has died: recorded once, with care; everything that is due or planned for her stops with it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from practices.forms.checked import is_to_change
from practices.forms.record import answers_given, save_once, tell_saved
from practices.forms.typed import was_saved
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.actions import deaths
from women.actions.deaths import Death
from women.codes import PlaceStep
from women.death import Line, dated_after, last_day, waiting
from women.ended import death_said
from women.forms.death import THE_DAY, DeathForm, SetAsideForm
from women.history import asked_again
from women.lifecycle import ALLOWED, StepNotAllowed
from women.reading import Opened, open_with_places
from women.views.not_now import not_now

RECORDED_ALREADY = (
    "If your day or your words say more, put what is recorded right under Place and steps, or write a note."
)


@requires(Permission.WRITE_RECORDS)
def died(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """Record it; shown once more before it is written."""
    opened = open_with_places(request, woman_id)
    if opened.shown.has_died and request.method == "POST" and not was_saved(request.POST, request.user):
        return not_now(
            request, opened, f"{death_said(opened.woman)} {RECORDED_ALREADY}", form=DeathForm, title="She has died"
        )
    if opened.shown.has_died:
        return redirect("section", request.practice.slug, woman_id, "after")
    form = DeathForm(request.POST if request.method == "POST" else None, woman=opened.woman)
    if is_to_change(request.POST):
        return _page(request, opened, form, check=False)  # back to the form, with what was written
    if form.is_bound and form.is_valid() and _may_be(form, opened):
        later = [f"{one.kind} {one.pk}: {one.said}" for one in _dated_after(opened, form)]
        if not form.is_sure(*opened.places, *later, *waiting(opened.woman)):
            return _page(request, opened, form, check=True)
        try:
            saved = save_once(form, by=request.user, save=lambda: _record(request, opened, form))
        except StepNotAllowed as error:
            form.add_error("died_on" if form.cleaned_data.get("died_on") else None, str(error))
            saved = None
        if saved is not None:
            if saved.again:
                tell_saved(request, form, saved.said(""))
            return redirect(saved.url)
    return _page(request, opened, form, check=False)


def _may_be(form: DeathForm, opened: Opened) -> bool:
    """Whether her place may close by it: what cannot be is said before anything is checked."""
    against = deaths.stands_against(opened.places[-1] if opened.places else None, _death(form))
    if against and not form.was_saved():
        form.add_error("died_on", against)
    return form.is_valid()


def _death(form: DeathForm) -> Death:
    data = form.cleaned_data
    return Death(data["known_on"], data.get("died_on"), day_is_known=data["certainty"] == THE_DAY)


def _dated_after(opened: Opened, form: DeathForm) -> list[Line]:
    data = form.cleaned_data
    until = last_day(
        known_on=data["known_on"], died_on=data.get("died_on"), day_is_known=data["certainty"] == THE_DAY
    )  # fmt: skip
    return dated_after(opened.woman, until)


def _record(request: PracticeRequest, opened: Opened, form: DeathForm) -> str:
    now = timezone.now()
    deaths.record(woman=opened.woman, death=_death(form), words=form.cleaned_data["words"], by=request.user, now=now,
                  today=timezone.localdate(now))  # fmt: skip
    tell_saved(request, form, "Recorded. Nothing is due or planned for her any more.")
    return reverse("section", args=[request.practice.slug, opened.woman.pk, "after"])


def _page(request: PracticeRequest, opened: Opened, form: DeathForm, *, check: bool) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "women", "shown": opened.shown, "woman": opened.woman, "form": form, "check": check,
        "answers": answers_given(form) if check else [], "later": _dated_after(opened, form) if check else [],
        "closes": bool(opened.places) and PlaceStep.CLOSED in ALLOWED[opened.places[-1].step_on(date.max)],
        "waiting": waiting(opened.woman) if check else [],
    } | asked_again(form)  # fmt: skip
    return render(request, "women/died.html", context, status=422 if form.errors else 200)


@requires(Permission.WRITE_RECORDS)
def set_aside(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """Whatever is still open after her death is set aside, by one press on the page that lists it."""
    opened = open_with_places(request, woman_id)
    form = SetAsideForm(request.POST if request.method == "POST" else None, woman=opened.woman)
    after = reverse("section", args=[request.practice.slug, opened.woman.pk, "after"])
    if opened.shown.has_died and form.is_bound and form.is_valid():

        def save() -> str:
            deaths.set_rest_aside(woman=opened.woman)
            return after

        saved = save_once(form, by=request.user, save=save)
        if saved is not None:
            tell_saved(request, form, saved.said("Set aside. Each can be taken up again, below."))
    return redirect(after)
