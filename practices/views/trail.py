"""The trail of a Practice, as its lead reads it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from practices.forms.trail import TrailForm
from practices.models import AccessAction, AccessRecord, ChainCheck
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.trail import note_look

ON_A_PAGE = 100


@requires(Permission.MANAGE_TEAM)
def trail(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Who looked at what, latest first, by person, day and kind; and whether the chain is whole."""
    form = TrailForm(request.GET or None, practice=request.practice)
    looks = AccessRecord.objects.select_related("actor").order_by("-at", "-pk")
    if form.is_bound and form.is_valid():
        looks = looks.filter(**form.filters())
    page = Paginator(looks, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "people", "form": form, "page": page, "check": ChainCheck.objects.first(), "query": form.query(),
    }  # fmt: skip
    response = render(request, "practices/trail.html", context, status=422 if form.errors else 200)
    note_look(by=request.user, action=AccessAction.LIST, view="trail", how_many=0, why="the trail")
    return response
