"""The list of women, one woman's record, and its sections."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.death import where_recorded
from women.finding import MOST, find_women
from women.merged import merges_of
from women.models import Woman
from women.presenters import PresentedWoman
from women.queries import cohort_on, presented_women
from women.reading import note_list, open_with_places
from women.record import FRONT, SECTIONS, sections_of

SHOW_ALL = "all"


@requires(Permission.SEE_RECORDS)
def women(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """The women in the cohort with phase and month; the filters stand in the address."""
    everybody = presented_women(timezone.localdate())
    seated = [shown for shown in everybody if shown.holds_seat]
    show_all = request.GET.get("show") == SHOW_ALL
    shown = everybody if show_all else seated
    phases = sorted({one.short_phase for one in shown})
    phase, whose = request.GET.get("phase", ""), request.GET.get("whose", "")
    if phase:
        shown = [one for one in shown if one.short_phase == phase]
    if whose == "mine":
        shown = [one for one in shown if one.woman.practitioner_id == request.membership.pk]
    shown.sort(key=lambda one: one.woman.practitioner_id != request.membership.pk)  # mine first
    note_list(request, len(shown))
    context = {
        "section": "women", "shown": shown, "show_all": show_all, "seated": len(seated),
        "everybody": len(everybody), "cohort": cohort_on(timezone.localdate()),
        "phases": phases, "phase": phase, "whose": whose,
    }  # fmt: skip
    return render(request, "women/list.html", context)


@requires(Permission.SEE_RECORDS)
def find(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Find a woman by what is remembered of her; my women first. By POST: no name stands in an address."""
    said = request.POST.get("q", "").strip()[:100]
    shown: list[PresentedWoman] = []
    if said:
        found = {one.pk: one for one in find_women(said)}
        women = presented_women(timezone.localdate(), Woman.objects.filter(pk__in=found))
        shown = [replace(one, why=found[one.woman.pk].why) for one in women]
        order = {pk: place for place, pk in enumerate(found)}

        def nearest(one: PresentedWoman) -> tuple[bool, bool, bool, int]:
            is_sure, is_mine = found[one.woman.pk].is_sure, one.woman.practitioner_id == request.membership.pk
            return not is_sure, not is_mine, not one.holds_seat, order[one.woman.pk]

        shown.sort(key=nearest)
        note_list(request, len(shown), action=AccessAction.SEARCH)
    context = {
        "section": "find",
        "said": said,
        "shown": shown[:MOST],
        "more": max(0, len(shown) - MOST),
    }
    template = "women/found.html" if request.htmx else "women/find.html"
    return render(request, template, context)


@requires(Permission.SEE_RECORDS)
def woman(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """The first page of a record: where she is, and the 18 months."""
    opened = open_with_places(request, woman_id)
    parts: list[dict[str, Any]] = []
    now: list[tuple[str, str]] = []
    for part in FRONT:
        loaded = {"practice": request.practice, **part.load(request, opened)}
        now += loaded.get("now", [])
        parts.append({"key": part.key, "title": part.title, "body": render_to_string(part.template, loaded, request)})
    context = {
        "section": "women", "shown": opened.shown, "woman": opened.woman, "parts": parts,
        "sections": sections_of(opened), "here": "", "now": now, "merges": merges_of(opened.woman),
        "recorded": where_recorded(opened.places) if opened.shown.has_died else None,
    }  # fmt: skip
    return render(request, "women/record.html", context)


@requires(Permission.SEE_RECORDS)
def section(request: PracticeRequest, practice_slug: str, woman_id: int, section: str) -> HttpResponse:
    """One section of a record."""
    asked = SECTIONS.get(section)
    if asked is None:
        raise Http404
    opened = open_with_places(request, woman_id, why=asked.key)
    if asked.after_death and not opened.shown.has_died:
        return redirect("section", practice_slug, woman_id, "place")  # she lives, or it was taken back
    context = {
        "section": "women", "shown": opened.shown, "woman": opened.woman, "asked": asked,
        "sections": sections_of(opened), "here": asked.key, **asked.load(request, opened),
    }  # fmt: skip
    return render(request, asked.template, context)
