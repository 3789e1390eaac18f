"""The product's addresses, and beside them the pages that it is measured against."""

from pathlib import Path

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from pause_cms.urls import urlpatterns as ours
from practices.codes import AreaOfLife
from practices.permissions import Permission, requires
from sessions_log.codes import OUTCOMES_OF_AREA, ContactMode, ContactOutcome, Service, SupportOutcome

HERE = Path(__file__).parent
BARE = {name: engines["django"].from_string((HERE / f"{name}.html").read_text()) for name in ("day", "record", "log")}
WHEN = [("today", "Today"), ("yesterday", "Yesterday"), ("other", "Another day")]
LISTS = {
    "choices": [
        ("mode", ContactMode.choices),
        ("outcome", ContactOutcome.choices),
        ("areas", AreaOfLife.choices),
        ("when", WHEN),
    ],
    "services": Service.choices,
    "support": [
        (area.label, [(code, SupportOutcome(code).label) for code in OUTCOMES_OF_AREA[area]]) for area in AreaOfLife
    ],
    "scores": range(11),
    "inputs": [
        ("other_day", "date"),
        ("at", "time"),
        ("minutes", "text"),
        ("unsafe_reason", "text"),
        ("support_agency", "text"),
        ("next_on", "date"),
        ("next_at", "time"),
        ("next_accompany", "checkbox"),
    ],
}


@requires(Permission.SEE_PRACTICE)
def empty(request, practice_slug):
    return render(request, "base.html", {})


def one_statement(name):
    statement = (HERE / f"{name}.sql").read_text()

    @requires(Permission.SEE_PRACTICE)
    def view(request, practice_slug, woman_id):
        with connection.cursor() as cursor:
            cursor.execute(statement, {"woman": woman_id, "membership": request.membership.pk})
            rows = cursor.fetchall()
        return HttpResponse(
            BARE[name].render({"rows": rows, "woman": woman_id, "practice": request.practice, **LISTS}, request)
        )

    return view


bench = [path("empty/", empty)]
bench += [path(f"{name}/<int:woman_id>/", one_statement(name)) for name in ("day", "record", "log")]
urlpatterns = [path("<slug:practice_slug>/bench/", include(bench)), *ours]
handler500 = "practices.views.errors.failed"
