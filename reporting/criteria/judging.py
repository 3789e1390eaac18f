"""Whether a criterion is met: from the Practice's sent returns of its period, exact, with the interval beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from reporting.benchmark import words
from reporting.benchmark.declared import COMPARISON_OF, Comparison, Kind
from reporting.benchmark.funnel import added, interval_of
from reporting.benchmark.standing import numbers_of, pair_of
from reporting.indicators.values import rounded
from reporting.models import SENT, Criterion, Return
from reporting.quarters import Quarter
from reporting.statistics.intervals import Interval, poisson


class Outcome(StrEnum):
    """What has become of a criterion."""

    MET = "met"
    NOT_MET = "not met"
    TOO_EARLY = "too early"

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return {"met": "green", "not met": "red"}.get(self.value, "grey")


@dataclass(frozen=True)
class QuarterLine:
    """One quarter of a criterion's period, as it was sent."""

    quarter: str
    sent: Return | None
    x: int | None
    n: int | None
    value: str


@dataclass(frozen=True)
class JudgedCriterion:
    """A criterion with its value so far and what has become of it."""

    criterion: Criterion
    comparison: Comparison
    outcome: Outcome
    x: int | None
    n: int | None
    value: str
    behind: str
    interval: str
    target: str
    why: str
    lines: tuple[QuarterLine, ...]

    @property
    def was_over(self) -> bool:
        """Whether its period had ended when it was agreed, so that what it shows was known."""
        agreed_on = self.criterion.agreement.agreed_on
        return agreed_on is not None and Quarter.parse(self.criterion.last).has_ended(agreed_on)

    @property
    def period(self) -> str:
        """“2025-26 Q1 to 2025-26 Q4”."""
        first, last = self.criterion.first, self.criterion.last
        return first if first == last else f"{first} to {last}"


def quarters_of(criterion: Criterion) -> list[str]:
    """Every quarter of its period, oldest first."""
    found, last = [Quarter.parse(criterion.first)], Quarter.parse(criterion.last)
    while found[-1] < last:
        found.append(found[-1].next)
    return [str(one) for one in found]


def sent_of(criteria: Sequence[Criterion], practice_id: int) -> dict[str, Return]:
    """The standing return of every quarter that these criteria need; one statement, in either scope."""
    wanted = {quarter for one in criteria for quarter in quarters_of(one)}
    found = Return.objects.filter(practice=practice_id, quarter__in=wanted, status__in=SENT).defer("more")
    return {one.quarter: one for one in found.order_by("version")}


def judge(criterion: Criterion, sent: Mapping[str, Return]) -> JudgedCriterion:
    """Events are added up over the period; what is counted on a day is taken from its last quarter."""
    comparison = COMPARISON_OF[criterion.indicator]
    quarters = quarters_of(criterion)
    lines = tuple(_line(comparison, quarter, sent.get(quarter)) for quarter in quarters)
    counted = [line for line in (lines if comparison.pools else lines[-1:]) if line.sent is not None]
    x: int | None = sum(line.x or 0 for line in counted) if counted else None
    n: int | None = None
    if any(line.n is not None for line in counted):
        n = added(comparison, (line.n for line in counted))
    needed = lines if comparison.pools else lines[-1:]
    missing = [line.quarter for line in needed if line.sent is None]
    interval = _interval(comparison, x, n)
    outcome, why = _outcome(criterion, comparison, x, n, missing, interval)
    value = words.said_of(comparison, x, n)
    exact = exact_value(comparison, x, n) if x is not None else None
    if exact is not None and exact != Fraction(criterion.target) and value.rstrip("%") == _plain(criterion.target):
        value = _finer(exact, value)  # rounded alike, value and target would seem to contradict the outcome
    return JudgedCriterion(
        criterion, comparison, outcome, x, n, value, words.behind(comparison, x, n),
        words.between(comparison, interval) if interval else "–", target_in_words(criterion, comparison), why, lines,
    )  # fmt: skip


def _line(comparison: Comparison, quarter: str, sent: Return | None) -> QuarterLine:
    if sent is None:
        return QuarterLine(quarter, None, None, None, words.said_of(comparison, None, None))
    x, n = pair_of(comparison, numbers_of(sent.figures["indicators"]))
    return QuarterLine(quarter, sent, x, n, words.said_of(comparison, x, n))


def _interval(comparison: Comparison, x: int | None, n: int | None) -> Interval | None:
    if x is None:
        return None
    if comparison.kind is not Kind.PLAIN:
        return interval_of(comparison, x, n) if n else None
    is_event_count = comparison.pools and comparison.indicator.denominator is None
    return poisson(x) if is_event_count else None


def exact_value(comparison: Comparison, x: int, n: int | None) -> Fraction | None:
    """The value on the scale that a target is set in; None where there is nothing to count over."""
    if comparison.kind is Kind.RATE:
        return Fraction(x * comparison.per, n) if n else None
    if comparison.kind is Kind.PLAIN and comparison.indicator.denominator is None:
        return Fraction(x)
    factor = 1 if comparison.key == "contact_hours" else 100
    return Fraction(factor * x, n) if n else None


def _plain(target: Decimal) -> str:
    return f"{Decimal(target).normalize():f}"


def _finer(exact: Fraction, value: str) -> str:
    number = rounded(Decimal(exact.numerator) / Decimal(exact.denominator), 2)
    return f"{number}{'%' if value.endswith('%') else ''}"


def _outcome(
    criterion: Criterion, comparison: Comparison, x: int | None, n: int | None, missing: Sequence[str],
    interval: Interval | None,
) -> tuple[Outcome, str]:  # fmt: skip
    if missing:
        named = missing[0] if len(missing) == 1 else f"{missing[0]} and {len(missing) - 1} more"
        return Outcome.TOO_EARLY, f"{named} {'is' if len(missing) == 1 else 'are'} not sent yet."
    value = exact_value(comparison, x or 0, n)
    if value is None:
        return Outcome.TOO_EARLY, "There was nothing to count in the period."
    target = Fraction(criterion.target)
    is_met = value >= target if criterion.is_at_least else value <= target
    return (Outcome.MET if is_met else Outcome.NOT_MET), _certainty(criterion, comparison, interval)


def _certainty(criterion: Criterion, comparison: Comparison, interval: Interval | None) -> str:
    """How sure one can be of it: whether the whole interval lies on one side of the target."""
    if interval is None:
        return "A count, without chance in it."
    scale = 100 if comparison.kind is Kind.PROPORTION else 1
    target = float(criterion.target)
    if interval.lower * scale <= target <= interval.upper * scale:
        return "The interval holds the target: chance alone could have put it on the other side."
    return "The whole interval lies on this side of the target: chance alone would hardly have done it."


def target_in_words(criterion: Criterion, comparison: Comparison) -> str:
    """“at least 80%”, “at most 2.5 for each 24 women a quarter”."""
    number = _plain(criterion.target)
    is_share = comparison.kind is Kind.PROPORTION or comparison.key == "seats_filled"
    unit = "%" if is_share else f" {comparison.unit}" if comparison.unit else ""
    return f"{'at least' if criterion.is_at_least else 'at most'} {number}{unit}"


def judged_criteria(criteria: Sequence[Criterion], practice_id: int) -> list[JudgedCriterion]:
    """All of an agreement's."""
    sent = sent_of(criteria, practice_id)
    return [judge(one, sent) for one in criteria]


def as_row(line: QuarterLine) -> dict[str, Any]:
    """What an evaluator can check of one quarter: the numbers, and the seal of the return that they stand in."""
    sent = line.sent
    return {
        "quarter": line.quarter, "numerator": line.x, "compared_over": line.n, "value": line.value,
        "version": sent.version if sent else None, "submitted_at": sent.submitted_at if sent else None,
        "sha256": sent.sha256 if sent else "",
    }  # fmt: skip
