"""National's comparison: the country in one screen, and one indicator across Practices."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from practices.permissions import Permission, requires
from practices.requests import NationalRequest
from reporting.benchmark import words
from reporting.benchmark.declared import COMPARISON_OF, COMPARISONS, Comparison
from reporting.benchmark.flat import comparison_csv
from reporting.benchmark.overview import QUARTERS_SHOWN, national_parts
from reporting.benchmark.presenting import national_run, present_comparison
from reporting.benchmark.reading import Compared, OneAlone, compare, country_at, quarters_with_returns, sums_until
from reporting.benchmark.standing import prepare
from reporting.forms.comparison import WindowForm
from reporting.quarters import Quarter
from reporting.views.asked import quarter_or_404

ON_A_PAGE = 100


def comparison_or_404(key: str) -> Comparison:
    """The comparison of the indicator that an address names."""
    if key not in COMPARISON_OF:
        raise Http404
    return COMPARISON_OF[key]


@requires(Permission.SEE_NATIONAL)
def overview(request: NationalRequest) -> HttpResponse:
    """The country at the end of a quarter: the latest of which returns stand, or the one asked for."""
    prepare()
    quarters = quarters_with_returns()
    asked = request.GET.get("quarter", "")
    if not quarters:
        return render(request, "reporting/overview.html", {"section": "overview", "quarters": quarters})
    chosen = quarter_or_404(asked) if asked else quarters[0]
    if chosen not in quarters:
        raise Http404
    sums = sums_until(chosen, QUARTERS_SHOWN)
    country = country_at(chosen)
    context = {
        "section": "overview", "quarter": chosen, "quarters": quarters, "country": country,
        "parts": national_parts(sums, country), "how_many_quarters": len(sums), "invented": country.is_demonstration,
        **_beside(chosen, quarters),
    }  # fmt: skip
    return render(request, "reporting/overview.html", context)


def _beside(chosen: Quarter, quarters: list[Quarter]) -> dict[str, Quarter | None]:
    at = quarters.index(chosen)
    return {"later": quarters[at - 1] if at else None, "earlier": quarters[at + 1] if at + 1 < len(quarters) else None}


@requires(Permission.SEE_NATIONAL)
def indicator(request: NationalRequest, key: str) -> HttpResponse:
    """One indicator across Practices: the funnel plot, a verdict for each in words, and the national run."""
    comparison = comparison_or_404(key)
    prepare()
    quarters = quarters_with_returns()
    form = WindowForm(request.GET, quarters=quarters, pools=comparison.pools)
    context: dict[str, Any] = {
        "section": "compare", "comparison": comparison, "form": form, "comparisons": COMPARISONS,
        "direction": words.DIRECTION[comparison.indicator.better], "has_returns": bool(quarters),
    }  # fmt: skip
    status = 200
    if quarters and form.is_valid():
        try:
            compared = compare(comparison, form.window())
        except OneAlone as error:
            form.add_error(None, str(error))
            status = 422
        else:
            context |= _shown(request, comparison, compared)
    elif quarters:
        status = 422
    return render(request, "reporting/indicator.html", context, status=status)


def _shown(request: NationalRequest, comparison: Comparison, compared: Compared) -> dict[str, Any]:
    shown = present_comparison(compared)
    last = compared.window.last
    page = Paginator(range(shown.how_many), ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "shown": shown, "young": words.YOUNG, "page": page, "rows": [shown.row(at) for at in page],
        "outside": shown.outside,
        "run": national_run(comparison, sums_until(last, QUARTERS_SHOWN), country_at(last)),
        "invented": any(unit.is_demonstration for unit in compared.units),
    }  # fmt: skip


@requires(Permission.SEE_NATIONAL, proof=True)
def indicator_csv(request: NationalRequest, key: str) -> HttpResponse:
    """The same comparison as a table to take away."""
    comparison = comparison_or_404(key)
    prepare()
    form = WindowForm(request.GET, quarters=quarters_with_returns(), pools=comparison.pools)
    if not form.is_valid():
        raise Http404
    try:
        compared = compare(comparison, form.window())
    except OneAlone as error:
        raise Http404 from error
    name = f"pause-{key.replace('_', '-')}-{compared.window.last.slug.lower()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(comparison_csv(compared), content_type="text/csv; charset=utf-8", headers=headers)
