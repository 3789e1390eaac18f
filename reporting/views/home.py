"""A Practice's front page: my day for those who work with women, submitted returns for its board."""

from django.http import HttpResponse
from django.shortcuts import render

from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from reporting.queries import submitted_lines
from sessions_log.views.day import my_day


@requires(Permission.SEE_PRACTICE)
def practice_home(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """What this person's role opens, and nothing more."""
    if request.membership.may(Permission.SEE_RECORDS):
        return my_day(request)
    return render(request, "reporting/home.html", {"returns": submitted_lines()[:3]})
