"""Two records of one woman: found, seen side by side, merged, and taken apart again while the days for it last."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from practices.forms.record import save_once, tell_saved
from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.tenancy.scope import as_system
from women.actions import merging as actions
from women.actions.restriction import named_on
from women.actions.unmerging import unmerge, why_not
from women.finding import find_women
from women.forms.merging import MergeForm, UnmergeForm
from women.history import asked_again
from women.likely import describe, likely_same
from women.merging.comparing import how_much, side_of
from women.models import RecordCopy, Woman
from women.models.merge import Merge
from women.queries import presented_women
from women.reading import note_list, open_record, open_with_places


@requires(Permission.KEEP_DATA, proof=True)
def merge_choose(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """“This is the same woman as…”: who looks like her, and a search. By POST: no name stands in an address."""
    opened = open_with_places(request, woman_id, why="merge")
    today, said = timezone.localdate(), request.POST.get("q", "").strip()[:100]
    woman = opened.woman
    ids = [one.pk for one in find_women(said)] if said else _look_like(woman)
    shown = presented_women(today, Woman.objects.filter(pk__in={*ids} - {woman_id}))
    shown.sort(key=lambda one: ids.index(one.woman.pk))  # the nearest first
    note_list(request, len(shown), action=AccessAction.SEARCH, why="merge")
    context = {"section": "women", "shown": opened.shown, "woman": woman, "said": said, "found": shown[:20],
               "more": max(0, len(shown) - 20)}  # fmt: skip
    return render(request, "women/merge/choose.html", context)


def _look_like(woman: Woman) -> list[int]:
    """The others who may be she, the likeliest first."""
    return [one.woman.pk for one in likely_same(describe(woman), besides=[woman.pk])]


@requires(Permission.KEEP_DATA, proof=True)
def merge(request: PracticeRequest, practice_slug: str, woman_id: int, other_id: int) -> HttpResponse:
    """Side by side; then the answers to check; then it is done."""
    opened = open_with_places(request, woman_id, why="merge")
    other = open_record(request, other_id, why="merge")
    if woman_id == other_id:
        raise Http404
    side, other_side = side_of(opened.woman, request.membership), side_of(other, request.membership)
    now = timezone.now()
    form = MergeForm(request.POST if request.method == "POST" else None, side=side, other=other_side,
                     today=timezone.localdate(now))  # fmt: skip
    with as_system():
        against = actions.stands_against(opened.woman, other, by=request.user)
        named = named_on(opened.woman) | named_on(other)
    context = {"section": "women", "shown": opened.shown, "woman": opened.woman, "other": other, "form": form,
               "side": side, "other_side": other_side, "counts": how_much(opened.woman, other), "against": against,
               "is_restricted": bool(opened.woman.restricted_because or other.restricted_because),
               "named": len(named), "pairs": [(side.woman, side), (other, other_side)]}  # fmt: skip
    if not form.is_bound or against or not form.is_valid() or "again" in request.POST:
        return render(request, "women/merge/compare.html", context, status=_status(form, "again" in request.POST))
    if not form.is_sure(*_told_of(opened.woman, other), str(context["counts"])):
        return render(request, "women/merge/check.html", context | asked_again(form))

    def save() -> str:
        actions.merge(
            practice=request.practice, woman_id=woman_id, merged_id=other_id, choices=form.choices, by=request.user,
            now=now, today=form.today,
        )  # fmt: skip
        return reverse("woman", args=[request.practice.slug, woman_id])

    try:
        saved = save_once(form, by=request.user, save=save)
    except actions.CannotMerge as error:
        form.add_error(None, str(error))
    else:
        if saved is not None:
            tell_saved(request, form, saved.said(f"Merged. {other.ref} still finds her, and a lead can undo it."))
            return redirect(saved.url)
    return render(request, "women/merge/compare.html", context, status=422)


def _told_of(*women: Woman) -> list[Any]:
    """What both sides of the page speak of."""
    return [row for woman in women for row in (woman, *woman.places.all(), *woman.children.all())]


def _status(form: MergeForm, again: bool) -> int:
    return 422 if form.is_bound and form.errors and not again else 200


@requires(Permission.KEEP_DATA, proof=True)
def unmerge_(request: PracticeRequest, practice_slug: str, woman_id: int, merge_id: int) -> HttpResponse:
    """Take two records apart again: what goes back, what stays, and what a copy made since may hold."""
    opened = open_with_places(request, woman_id, why="undo a merge")
    made = Merge.objects.filter(pk=merge_id, woman=woman_id).select_related("merged", "merged_by").first()
    if made is None:
        raise Http404
    if opened.woman.restricted_because and request.user.pk not in named_on(opened.woman):
        raise PermissionDenied("Only a lead who is named on this record takes it apart.")
    now = timezone.now()
    today = timezone.localdate(now)
    form = UnmergeForm(request.POST if request.method == "POST" else None, woman=opened.woman, today=today)
    against = why_not(made, today=today)
    if form.is_bound and form.is_valid() and not against:

        def save() -> str:
            unmerge(practice=request.practice, merge_id=made.pk, by=request.user, now=now, today=today)
            return reverse("woman", args=[request.practice.slug, made.merged_id])

        try:
            saved = save_once(form, by=request.user, save=save)
        except actions.CannotMerge as error:
            form.add_error(None, str(error))
        else:
            if saved is not None:
                tell_saved(request, form, saved.said("Taken apart. Both records are as they were; look at both."))
                return redirect(saved.url)
    copies = RecordCopy.objects.filter(woman=woman_id, gathered_at__gte=made.merged_at).count()
    context = {"section": "women", "shown": opened.shown, "woman": opened.woman, "made": made, "form": form,
               "against": against, "copies": copies}  # fmt: skip
    return render(request, "women/merge/undo.html", context, status=422 if form.errors else 200)
