"""A Practice's front page: how full the cohort is, where the women are, and what becomes of the quarter."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from reporting.queries import quarter_lines, submitted_lines
from women.models import Cohort
from women.queries import presented_women
from women.reading import note_list


@requires(Permission.SEE_PRACTICE)
def practice_home(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """What this person's role opens, and nothing more."""
    today = timezone.localdate()
    context: dict[str, object] = {"today": today}
    if request.membership.may(Permission.SEE_RECORDS):
        seated = [shown for shown in presented_women(today) if shown.holds_seat]
        phases = Counter(shown.phase.split(",")[0] for shown in seated)
        context |= {"seated": len(seated), "phases": phases.most_common(), "nobody_yet": not seated}
        context["cohort"] = Cohort.objects.order_by("-starts_on").first()
        note_list(request, len(seated), why="counts only")
    if request.membership.may(Permission.SEE_FIGURES):
        context["lines"] = quarter_lines(request.practice, today=today)[:2]
    else:
        context["returns"] = submitted_lines()[:3]
    return render(request, "reporting/home.html", context)
