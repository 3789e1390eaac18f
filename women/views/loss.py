"""A loss: recorded once, with care; what would be due without it goes."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from practices.codes import YesNoUnknown
from practices.forms.checked import is_to_change
from practices.forms.record import answers_given, save_once, tell_saved
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.actions import losses
from women.actions.losses import Known, Loss
from women.child_death import dated_after
from women.codes import PregnancyEnd
from women.death import Line
from women.forms.loss import BEFORE, CHILD, TAKE_OFF, THE_DAY, LossForm, reviews_due
from women.history import asked_again
from women.known_days import last_day_of_month
from women.models import Woman
from women.reading import Opened, open_with_places

NOTHING_DUE = {
    CHILD: "Nothing is due for this child any more: no letterbox date and no contact.",
    PregnancyEnd.STILLBIRTH: "Nothing is due for this baby, and nobody is asked about it.",
    PregnancyEnd.MISCARRIAGE: "Nothing is due, and nobody is asked about it.",
    PregnancyEnd.OTHER_LOSS: "Nothing is due, and nobody is asked about it.",
}
NOT_MARKED = " No birthday and no other day is marked on My day."
REMEMBERED = " The day is remembered on My day each year, apart from others, as she wants it."
ONCE_KNOWN = " She wants it remembered. A day can be marked once the day is known."
OFF = " The review of contraception has no day any more; it gets one when she wants to talk about it."


@requires(Permission.WRITE_RECORDS)
def loss(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """Record it; shown once more before it is written."""
    opened = open_with_places(request, woman_id)
    values = request.POST if request.method == "POST" else None
    form = LossForm(values, woman=opened.woman, has_died=opened.shown.has_died, **_begun_from(request, opened.woman))
    if form.is_bound and form.is_valid() and not is_to_change(request.POST):
        lost = [one for one in (form.cleaned_data.get("child"), form.cleaned_data.get("pregnancy")) if one]
        later = [f"{one.kind} {one.pk}: {one.said}" for one in _later(form, opened)]
        if not form.is_sure(*lost, *reviews_due(opened.woman), *later):
            return _page(request, opened, form, check=True)
        saved = save_once(form, by=request.user, save=lambda: _record(request, opened, form))
        if saved is not None:
            tell_saved(request, form, saved.said(f"Saved. {_follows(form)}"))
            return redirect(saved.url)
    return _page(request, opened, form, check=False)


def _begun_from(request: PracticeRequest, woman: Woman) -> dict[str, Any]:
    """The child or the pregnancy whose link was followed; another woman's is none."""
    child, pregnancy = request.GET.get("child", ""), request.GET.get("pregnancy", "")
    return {
        "child": woman.children.filter(pk=child, loss="").first() if child.isdecimal() else None,
        "pregnancy": woman.pregnancies.filter(pk=pregnancy, ended_as="").first() if pregnancy.isdecimal() else None,
    }


def _record(request: PracticeRequest, opened: Opened, form: LossForm) -> str:
    data, woman = form.cleaned_data, opened.woman
    lost = Loss(data["on"], data["certainty"] == THE_DAY, data["certainty"] == BEFORE, data.get("remembers", ""),
                 data["words"])  # fmt: skip
    if data["what"] == CHILD:
        losses.of_a_child(woman=woman, child=data.get("child"), loss=lost)
    else:
        losses.of_a_pregnancy(
            woman=woman, pregnancy=data.get("pregnancy"), ended_as=data["what"], loss=lost,
            known=Known(data.get("known_on"), data.get("known_month_only", False)), today=timezone.localdate(),
        )  # fmt: skip
    if data.get("reviews") == TAKE_OFF:
        losses.take_reviews_off(woman)
    return reverse("section", args=[request.practice.slug, woman.pk, "children"])


def _follows(form: LossForm) -> str:
    """What will not happen any more, and what will."""
    data = form.cleaned_data
    marked = NOT_MARKED
    if form.has_died:
        return NOTHING_DUE[data["what"]]
    if data["remembers"] == YesNoUnknown.YES:
        marked = REMEMBERED if data["certainty"] == THE_DAY else ONCE_KNOWN
    off = OFF if data.get("reviews") == TAKE_OFF else ""
    return NOTHING_DUE[data["what"]] + marked + off


def _later(form: LossForm, opened: Opened) -> list[Line]:
    """What is dated after the death of a child who is on her record, as far as the day is known."""
    child, certainty, on = (form.cleaned_data.get(name) for name in ("child", "certainty", "on"))
    if child is None:
        return []
    if certainty == BEFORE:  # the first day on which we knew her
        on = min((place.referred_on or place.offered_on for place in opened.places), default=None, key=_or_later)
    elif on is not None and certainty != THE_DAY:
        on = last_day_of_month(on)
    return dated_after(child, on) if on is not None else []


def _or_later(day: date | None) -> date:
    return day or date.max


def _page(request: PracticeRequest, opened: Opened, form: LossForm, *, check: bool) -> HttpResponse:
    context = {
        "section": "women", "here": "children", "shown": opened.shown, "woman": opened.woman, "form": form,
        "check": check, "answers": answers_given(form) if check else [], "follows": _follows(form) if check else "",
        "later": _later(form, opened) if check else [],
    } | asked_again(form)  # fmt: skip
    return render(request, "women/loss.html", context, status=422 if form.errors else 200)
