"""National's desk: submitted returns of every Practice, read on a login that reaches nothing else."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from practices.models import Practice
from practices.permissions import Permission, requires
from reporting.models import Return, ReturnFile
from reporting.presenting import present_return
from reporting.views.asked import quarter_or_404
from reporting.views.returns import as_download


@requires(Permission.SEE_NATIONAL)
def national_returns(request: HttpRequest) -> HttpResponse:
    """Every submitted return, the latest quarter first."""
    found = list(Return.objects.select_related("practice").order_by("-quarter", "practice__name", "-version"))
    attendance, engaged = "appointment_attendance", "fully_engaged"
    rows = [
        (one, one.figures["indicators"][engaged]["display"], one.figures["indicators"][attendance]["display"])
        for one in found
    ]
    return render(request, "reporting/national_returns.html", {"rows": rows, "invented": _any_invented(found)})


def _any_invented(found: list[Return]) -> bool:
    return any(one.practice.is_demonstration for one in found)


def _submitted(slug: str, quarter: str, version: int) -> Return:
    found = (
        Return.objects.select_related("practice")
        .filter(practice__slug=slug, quarter=str(quarter_or_404(quarter)), version=version)
        .first()
    )
    if found is None:
        raise Http404
    return found


@requires(Permission.SEE_NATIONAL)
def national_return(request: HttpRequest, slug: str, quarter: str, version: int) -> HttpResponse:
    """One submitted return."""
    found = _submitted(slug, quarter, version)
    practice = cast(Practice, found.practice)
    shown = present_return(found, practice=practice)
    context = {"return": found, "shown": shown, "quarter": shown.quarter, "invented": practice.is_demonstration}
    return render(request, "reporting/national_return.html", context)


@requires(Permission.SEE_NATIONAL)
def national_return_file(request: HttpRequest, slug: str, quarter: str, version: int, kind: str) -> HttpResponse:
    """A submitted return as a file."""
    found = _submitted(slug, quarter, version)
    file = ReturnFile.objects.filter(return_of=found, kind=kind).first()
    if file is None:
        raise Http404
    return as_download(file, slug, found)
