"""A comparison in words: values as they are printed, the finding, and what each verdict rests on."""

from decimal import Decimal

from reporting.benchmark.declared import Comparison, Kind
from reporting.benchmark.funnel import Counted, Funnel, Judged, Verdict
from reporting.indicators.declared import Better
from reporting.indicators.values import NO_VALUE, Figure, rounded
from reporting.statistics.dispersion import FEWEST_UNITS
from reporting.statistics.intervals import Interval
from reporting.statistics.xmr import Found, Signal, Xmr

DIRECTION = {
    Better.UP: "Higher is better.",
    Better.DOWN: "Lower is better.",
    Better.NEUTRAL: "Neither higher nor lower is better.",
}

YOUNG = "In its first six months: its figures say more about beginning than about the work"


def said(comparison: Comparison, value: float | None) -> str:
    """A value as it is printed: a percentage, a rate with one decimal, a count."""
    if value is None:
        return NO_VALUE
    exact = Decimal(repr(value))
    if comparison.kind is Kind.PROPORTION or comparison.key == "seats_filled":
        return f"{rounded(exact * 100, 0)}%"
    if comparison.kind is Kind.RATE or comparison.key == "contact_hours":
        return f"{rounded(exact, 1):,}"
    return f"{rounded(exact, 0):,}"


def said_of(comparison: Comparison, x: int | None, n: int | None) -> str:
    """The value of x over n as it is printed, from the exact quotient."""
    if x is None:
        return NO_VALUE
    if comparison.kind is Kind.RATE:
        return f"{rounded(Decimal(x) * comparison.per / Decimal(n), 1):,}" if n else NO_VALUE
    return Figure(x, n, comparison.indicator.shown).display


def behind(comparison: Comparison, x: int | None, n: int | None) -> str:
    """The numbers behind a value: “174 of 200”, “3 over 52 women”."""
    if x is None or n is None:
        return ""
    if comparison.key == "contact_hours":
        return f"{x:,} minutes"
    return f"{x:,} of {n:,}" if comparison.kind is not Kind.RATE else f"{x:,} over {n:,}"


def between(comparison: Comparison, interval: Interval | None) -> str:
    """“81% to 92%”."""
    if interval is None:
        return NO_VALUE
    return f"{said(comparison, interval.lower)} to {said(comparison, interval.upper)}"


def finding(funnel: Funnel, *, sent: int) -> str:
    """What the picture shows, in one sentence."""
    name = funnel.comparison.indicator.name
    if funnel.comparison.kind is Kind.PLAIN:
        return f"{name}: shown as it was sent, without limits."
    if funnel.target is None:
        return f"{name}: there is nothing to compare yet."
    average = said_of(funnel.comparison, funnel.x, funnel.n)
    unit = f" {funnel.comparison.unit}" if funnel.comparison.unit else ""
    if not funnel.comparison.is_judged:
        return f"{name}: {average}{unit} over {sent:,} Practices; no Practice is judged by it."
    if not funnel.looked_at:
        return f"{name}: {average}{unit} over {sent:,} Practices; the numbers are too few to tell any of them apart."
    high = sum(one.verdict is Verdict.HIGHER for one in funnel.judged)
    low = sum(one.verdict is Verdict.LOWER for one in funnel.judged)
    if not high and not low:
        return f"{name}: no Practice can be told apart from the average, {average}{unit}."
    parts = [f"{_count(number)} {way}" for number, way in ((high, "higher"), (low, "lower")) if number]
    return f"{name}: {' and '.join(parts)} than chance would give about the average, {average}{unit}."


def _count(number: int) -> str:
    return f"{number:,} Practice" if number == 1 else f"{number:,} Practices"


def chance(funnel: Funnel) -> str:
    """Looking at many at once: how many would lie outside by chance."""
    expected = funnel.rare
    about = "fewer than one" if expected < 0.95 else f"about {rounded(Decimal(str(expected)), 0)}"
    is_are = "does" if funnel.outside == 1 else "do"
    return (
        f"Were all {funnel.looked_at:,} Practices alike, {about} would lie outside the 95% limits by chance alone; "
        f"{funnel.outside:,} {is_are}."
    )


def on_the_line(funnel: Funnel) -> str:
    """Why a point past a line may still not be told apart; blank where there is none."""
    number = funnel.on_the_line
    if not number:
        return ""
    lies = "Practice lies" if number == 1 else "Practices lie"
    return (
        f"{number:,} {lies} just past a dashed line and cannot be told apart all the same: people are whole numbers, "
        "and chance alone gives such a count more often than one time in forty. The exact chance decides."
    )


def overdispersion(funnel: Funnel) -> str:
    """Whether Practices differ by more than chance, and what that does to the limits; blank where it was not tested."""
    spread = funnel.spread
    if funnel.is_borrowed and spread.is_over:
        return (
            "There are fewer than 10 Practices here, too few to measure how far they differ beyond chance, so the "
            "limits are widened by how far all Practices of the country differ, and the widened limits decide."
        )
    if spread.is_over:
        return (
            f"Practices differ by more than chance alone would give (dispersion {rounded(Decimal(str(spread.phi)), 1)} "
            "where 1 is chance), so the limits are widened by that difference, and the widened limits decide."
        )
    if spread.units < FEWEST_UNITS:
        return (
            "There are fewer than 10 Practices with a figure, too few to test whether they differ beyond chance. "
            "Several events of one woman hang together, so these limits are too narrow: read “outside” as a question."
        )
    return "Practices differ by no more than chance would give, so the limits stand as they are."


def sentence(comparison: Comparison, name: str, one: Judged) -> str:
    """One Practice in a sentence, as a screen reader says its point."""
    value = said_of(comparison, one.counted.x, one.counted.n)
    numbers = behind(comparison, one.counted.x, one.counted.n)
    return f"{name}: {value}{f' ({numbers})' if numbers else ''}, {one.verdict}"


def asked_in_words(counted: Counted) -> str:
    """“asked 20 of 24, known 19”; blank where nobody is concerned."""
    if not counted.concerned:
        return ""
    return f"asked {counted.asked:,} of {counted.concerned:,}, known {counted.known:,}"


def good_or_bad(comparison: Comparison, verdict: Verdict) -> str:
    """Which way a verdict points, in words; blank where it points nowhere."""
    if not verdict.is_outside or comparison.indicator.better is Better.NEUTRAL:
        return ""
    return "worse than the average: ask why" if is_worse(comparison, verdict) else "better than the average"


def is_worse(comparison: Comparison, verdict: Verdict) -> bool:
    """Whether a verdict points the way that is not better."""
    good = Verdict.HIGHER if comparison.indicator.better is Better.UP else Verdict.LOWER
    return verdict.is_outside and verdict is not good and comparison.indicator.better is not Better.NEUTRAL


def signal(found: Found, quarters: list[str]) -> str:
    """A signal of a run over quarters, with when."""
    first, last = quarters[found.first], quarters[found.last]
    when = first if first == last else f"{first} to {last}"
    if found.signal is Signal.OUTSIDE:
        return f"{when} lies {'above' if found.is_up else 'below'} the limits"
    if found.signal is Signal.ONE_SIDE:
        return (
            f"{found.last - found.first + 1} quarters running {'above' if found.is_up else 'below'} the mean ({when})"
        )
    if found.signal is Signal.TREND:
        return f"{found.last - found.first + 1} quarters running that {'rise' if found.is_up else 'fall'} ({when})"
    return f"two of three near the {'upper' if found.is_up else 'lower'} limit ({when})"


def missing(returns: int, owed: int) -> str:
    """What a quarter lacks while returns are still to come; blank where all are in."""
    if returns >= owed:
        return ""
    return (
        f"The last quarter is not complete: {owed - returns:,} of {owed:,} Practices have not sent it, so its hollow "
        "point will move, and a sum is lower than it will be."
    )


def run_finding(name: str, chart: Xmr, quarters: list[str]) -> str:
    """What a run over quarters shows."""
    if not chart.found:
        return f"{name}: goes up and down no more than it always has."
    return f"{name}: something has changed. {'; '.join(signal(one, quarters) for one in chart.found)}."
