"""The list of women, and one woman's record."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from women.models import Cohort
from women.queries import presented_woman, presented_women
from women.reading import note_list, open_record
from women.record import SECTIONS

SHOW_ALL = "all"


@requires(Permission.SEE_RECORDS)
def women(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """The women in the cohort with phase and month; with `?show=all`, everybody who was ever referred."""
    everybody = presented_women(timezone.localdate())
    seated = [shown for shown in everybody if shown.holds_seat]
    show_all = request.GET.get("show") == SHOW_ALL
    shown = everybody if show_all else seated
    note_list(request, len(shown))
    context = {
        "section": "women",
        "shown": shown,
        "show_all": show_all,
        "seated": len(seated),
        "everybody": len(everybody),
        "cohort": Cohort.objects.order_by("-starts_on").first(),
    }
    return render(request, "women/list.html", context)


@requires(Permission.SEE_RECORDS)
def woman(request: PracticeRequest, practice_slug: str, woman_id: int) -> HttpResponse:
    """One woman's record."""
    record = open_record(request, woman_id)
    shown = presented_woman(record, timezone.localdate())
    sections: list[dict[str, Any]] = []
    for section in SECTIONS:
        body = render_to_string(section.template, {"practice": request.practice, **section.load(record)}, request)
        sections.append({"key": section.key, "title": section.title, "body": body})
    context = {"section": "women", "shown": shown, "woman": record, "sections": sections}
    return render(request, "women/record.html", context)
