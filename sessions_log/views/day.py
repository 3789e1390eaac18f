"""My day: the first page of everybody who works with women."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from practices.permissions import Permission, Role
from practices.requests import PracticeRequest
from sessions_log.missing import missing_of
from sessions_log.queries.day import day_of
from women.reading import note_list

TEAM = "team"
SHOWN_AT_FIRST = 6


def my_day(request: PracticeRequest) -> HttpResponse:
    """A practitioner's own women; for a lead and a coordinator the team's, and what is missing."""
    today = timezone.localdate()
    is_practitioner = request.membership.role == Role.PRACTITIONER
    of_team = request.GET.get("whose", "" if is_practitioner else TEAM) == TEAM
    day = day_of(today=today, practitioner=None if of_team else request.membership, viewer=request.membership)
    note_list(request, len(day.cards), why="my day")
    context = {
        "section": "day",
        "day": day,
        "of_team": of_team,
        "is_practitioner": is_practitioner,
        "due_first": day.due[:SHOWN_AT_FIRST],
        "due_later": day.due[SHOWN_AT_FIRST:],
    }
    if request.membership.may(Permission.DECIDE_PLACES) and of_team:
        context["missing"] = missing_of(day)
    return render(request, "sessions_log/day.html", context)
