"""The quarters of a Practice, one quarter's live figures, and the women behind a number."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from practices.models import AccessAction
from practices.permissions import Permission, requires
from practices.requests import PracticeRequest
from practices.tenancy.scope import as_system
from practices.trail import note_look
from reporting import behind as records
from reporting.content import standing_of
from reporting.desk.due import due_on, is_late, owes
from reporting.indicators.beside import LEFT_OUT_BY_KEY
from reporting.indicators.declared import BY_KEY, Indicator, Measure
from reporting.indicators.sources import SOURCES
from reporting.models import FROZEN, Return, ReturnJob
from reporting.presenting import present
from reporting.queries import quarter_lines, submitted_lines
from reporting.restating.noticing import restated
from reporting.steps import may_build, steps_of
from reporting.threads import threads_of
from reporting.views.asked import quarter_or_404
from women.reading import note_list
from women.restricted import hides_somebody

View = Callable[..., HttpResponse]


@requires(Permission.SEE_SUBMITTED)
def quarters(request: PracticeRequest, practice_slug: str) -> HttpResponse:
    """Every quarter with what has become of its return; a board viewer sees the submitted ones."""
    if not request.membership.may(Permission.SEE_FIGURES):
        return render(request, "reporting/submitted.html", {"section": "quarters", "returns": submitted_lines()})
    today = timezone.localdate()
    lines = quarter_lines(request.practice, today=today)
    return render(request, "reporting/quarters.html", {"section": "quarters", "lines": lines})


@requires(Permission.SEE_FIGURES)
def quarter(request: PracticeRequest, practice_slug: str, quarter: str) -> HttpResponse:
    """One quarter: its figures as they stand, its returns, and the button that builds one."""
    chosen = quarter_or_404(quarter)
    now = timezone.now()
    today = timezone.localdate(now)
    has_begun = chosen.start <= today
    returns = list(Return.objects.filter(quarter=str(chosen)).order_by("-version"))
    due = due_on(chosen)
    context: dict[str, Any] = {
        "section": "quarters",
        "quarter": chosen,
        "has_begun": has_begun,
        "has_ended": chosen.has_ended(today),
        "returns": returns,
        "job": ReturnJob.objects.filter(quarter=str(chosen)).first(),
        "may_build": has_begun and may_build(returns),
        "due_on": due if owes(request.practice, chosen) else None,
        "is_late": may_build(returns) and is_late(request.practice, chosen, due=due, today=today),
        "frozen": FROZEN,
    }
    if has_begun:
        live = standing_of(request.practice, chosen, now=now, today=today)
        context["shown"] = present(live.figures, practice=request.practice, built_at=now, version=None, more=live.more)
        context["steps"] = steps_of(request.practice, chosen, returns, live, now=now)
        context["threads"] = threads_of(returns[0]) if returns else []
        with as_system():
            context["restated"] = restated(returns, live.figures, request.practice, chosen)
        note_look(by=request.user, action=AccessAction.REPORT, view="quarter", why=str(chosen))
    return render(request, "reporting/quarter.html", context)


@requires(Permission.SEE_RECORDS_BEHIND)
def behind(request: PracticeRequest, practice_slug: str, quarter: str, key: str, side: str) -> HttpResponse:
    """The women whom a figure counts, in its numerator or denominator, with how much each brings."""
    chosen = quarter_or_404(quarter)
    indicator = BY_KEY.get(key)
    left_out = LEFT_OUT_BY_KEY.get(side)
    measure: Measure | int | None = None
    if indicator is not None and side in ("numerator", "denominator"):
        measure = indicator.numerator if side == "numerator" else indicator.denominator
    elif indicator is not None and side == "rest":
        measure = rest_of(indicator)
    elif left_out is not None and key in left_out.indicators:
        measure = left_out.measure
    if indicator is None or not isinstance(measure, Measure) or not _is_listed(measure):
        raise Http404
    if hides_somebody():  # the number counts everybody: beside a shorter list it would tell of her
        raise PermissionDenied("This list opens to those who may open every record of the Practice. Ask your lead.")
    rows = records.behind(measure, request.practice.pk, chosen, today=timezone.localdate())
    note_list(request, len(rows), action=AccessAction.BEHIND, why=f"{key} {side}")
    context = {
        "section": "quarters",
        "quarter": chosen,
        "indicator": indicator,
        "side": side,
        "left_out": left_out,
        "rows": rows,
        "unit": SOURCES[measure.source].row,
        "sides": _sides(indicator) if left_out is None else [],
        "sum": sum(row.number for row in rows),
    }
    return render(request, "reporting/behind.html", context)


def rest_of(indicator: Indicator) -> Measure | None:
    """What a ratio is counted of and does not count, where both are rows of one source."""
    numerator, denominator = indicator.numerator, indicator.denominator
    if not isinstance(denominator, Measure) or denominator.source != numerator.source:
        return None
    return Measure(denominator.source, f"({denominator.condition}) AND ({numerator.condition}) IS NOT TRUE")


def _sides(indicator: Indicator) -> list[tuple[str, str]]:
    """The lists that there are of a figure's records: (as in the address, in words)."""
    sides = [("numerator", "Counted")]
    if rest_of(indicator) is not None:
        sides.append(("rest", "Not counted"))
    if _is_listed(indicator.denominator if isinstance(indicator.denominator, Measure) else None):
        sides.append(("denominator", "All of them"))
    return sides


def _is_listed(measure: Measure | int | None) -> bool:
    """Whether a measure counts rows of women, and not seats or minutes of an hour."""
    return isinstance(measure, Measure) and measure.source != "cohorts"
