"""The numbers that a calculation begins with: of one Practice, or of the country, from what was submitted."""

from typing import Any

from reporting.models import QuarterSums, Return, StandingFigures
from reporting.quarters import Quarter
from reporting.worth.model import Cohort

A_YEAR = 4  # quarters


def _a_year_until(quarter: Quarter) -> list[str]:
    found = [quarter]
    while len(found) < A_YEAR:
        found.append(found[-1].previous)
    return [str(one) for one in found]


def country_cohort(quarter: Quarter) -> Cohort:
    """Every Practice with a standing return of the quarter; pregnancies of the year that ends with it, as a rate."""
    found = QuarterSums.objects.using("national").filter(quarter__in=_a_year_until(quarter))
    by_quarter = {one.quarter: one.sums for one in found}
    latest = by_quarter.get(str(quarter), {})

    def x(key: str, sums: dict[str, Any]) -> int:
        return int(sums.get(key, {}).get("x") or 0)

    # each quarter's pregnancies for its own engaged women, so that Practices that joined since do not lower the rate
    engaged_quarters = sum(x("fully_engaged", sums) for sums in by_quarter.values())
    pregnancies = sum(x("pregnancies", sums) for sums in by_quarter.values())
    rate = pregnancies / engaged_quarters * A_YEAR if engaged_quarters else 0.0
    engaged = x("fully_engaged", latest)
    return Cohort(
        women=x("women_in_cohort", latest), engaged=engaged, children=x("children_removed", latest),
        pregnancies_a_year=round(rate * engaged, 2), practices=int(latest.get("women_in_cohort", {}).get("units") or 0),
    )  # fmt: skip


def practice_cohort(figures: dict[str, dict[str, dict[str, int]]], quarter: Quarter) -> Cohort:
    """One Practice, from {quarter: indicators} of its sent returns."""
    latest = figures.get(str(quarter), {})

    def numerator(key: str, indicators: dict[str, dict[str, int]]) -> int:
        return int(indicators.get(key, {}).get("numerator") or 0)

    year = [figures[name] for name in _a_year_until(quarter) if name in figures]
    engaged_quarters = sum(numerator("fully_engaged", one) for one in year)
    rate = sum(numerator("pregnancies", one) for one in year) / engaged_quarters * A_YEAR if engaged_quarters else 0.0
    engaged = numerator("fully_engaged", latest)
    return Cohort(
        women=numerator("women_in_cohort", latest), engaged=engaged, children=numerator("children_removed", latest),
        pregnancies_a_year=round(rate * engaged, 2), practices=1,
    )  # fmt: skip


def national_view_of(practice_id: int, quarter: Quarter) -> Cohort | None:
    """One Practice as National reads it; None where no return of that quarter stands."""
    found = StandingFigures.objects.filter(practice_id=practice_id, quarter__in=_a_year_until(quarter))
    figures = {
        one.quarter: {key: {"numerator": said[0]} for key, said in one.numbers.items()} for one in found
    }  # fmt: skip
    return practice_cohort(figures, quarter) if str(quarter) in figures else None


def own_cohort(sent: list[Return], quarter: Quarter) -> Cohort:
    """One's own, from one's sent returns."""
    return practice_cohort({one.quarter: one.figures["indicators"] for one in sent}, quarter)
