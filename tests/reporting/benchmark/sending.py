"""Returns of many Practices for tests: made and sent as they are, with whatever figures a test asks for."""

from datetime import UTC, date, datetime

from practices.models import Practice
from practices.tenancy.scope import practice_scope
from reporting.content import seal_of
from reporting.indicators.declared import INDICATORS
from reporting.indicators.values import Figure
from reporting.models import Return
from reporting.quarters import Quarter

NOW = datetime(2026, 7, 10, 12, tzinfo=UTC)
Q1 = Quarter(2026, 1)
WOMEN = {"women_in_cohort": (20, None), "fully_engaged": (15, 20), "children_removed": (60, None)}


def figures_with(slug, quarter, numbers):
    """The figures of a return: `numbers` {key: (numerator, denominator)}, all else nought."""
    indicators = {}
    for one in INDICATORS:
        numerator, denominator = numbers.get(one.key, (0, None if one.denominator is None else 0))
        indicators[one.key] = Figure(numerator, denominator, one.shown).as_json()
    return {
        "practice": slug, "quarter": str(quarter),
        "period": {"start": quarter.start.isoformat(), "end": quarter.end.isoformat()},
        "indicators": indicators, "breakdowns": {},
    }  # fmt: skip


def practice_named(slug, **facts):
    given = {"name": slug.capitalize(), "nation": "England", "went_live_on": date(2020, 4, 1), **facts}
    practice = Practice(slug=slug, **given)
    practice.save(using="owner")
    return practice


def send(practice, numbers, *, quarter=Q1, version=1, known=None, cohort=1, left_out=None, at=NOW):
    """A return of these numbers, submitted."""
    figures = figures_with(practice.slug, quarter, numbers)
    more = {"known": known or {}, "cohort": cohort, "left_out": left_out or {}, "hidden": {}, "salt": "00"}
    with practice_scope(practice.pk):
        made = Return.objects.create(
            quarter=str(quarter), version=version, figures=figures, more=more, definitions_version="v1", built_at=NOW,
            sha256=seal_of(figures, more, version=version, definitions="v1"),
        )  # fmt: skip
        made.status, made.submitted_at = "submitted", at
        made.save()
    return made
