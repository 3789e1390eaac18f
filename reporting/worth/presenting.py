"""A calculation prepared for its page and its PDF: the same numbers, words and pictures in both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reporting.charts.tornado import TornadoBar, tornado_chart
from reporting.worth import words
from reporting.worth.asked import Asked
from reporting.worth.declared import Payer
from reporting.worth.model import ESTIMATES, Swing, Worth

MOST_BARS = 10


@dataclass(frozen=True)
class PresentedWorth:
    """All that a page says of a calculation."""

    asked: Asked
    worth: dict[str, Worth]
    headline: str
    method: list[str]
    checks: list[str]
    payers: list[tuple[str, list[tuple[str, str]]]]
    totals: list[tuple[str, list[tuple[str, str]]]]
    years: list[tuple[str, str, str, str, str, str, str]]
    swings: list[Swing]
    swing_rows: list[tuple[str, str, str]]
    finding: str
    pictures: tuple[SafeString, SafeString] | None


def present_worth(asked: Asked) -> PresentedWorth:
    """Work it out and put it in words."""
    worth, swings = asked.worth(), asked.swings()
    each = [worth[one] for one in ESTIMATES]
    payers = [(payer.value, _by_estimate(words.pounds(one.saved_by(payer)) for one in each)) for payer in Payer]
    totals = [
        ("Saved, all of them", _by_estimate(words.pounds(one.saved) for one in each)),
        ("Cost of the Practices", _by_estimate(words.pounds(one.cost) for one in each)),
        ("Net", _by_estimate(words.pounds(one.net) for one in each)),
        ("Saved for each £1", _by_estimate(f"£{one.ratio:.2f}" if one.ratio is not None else "–" for one in each)),
    ]
    years = [
        (
            f"Year\N{NO-BREAK SPACE}{at}", words.number(year.births), words.number(year.entries),
            words.pounds(sum(year.saved.values())), words.pounds(year.cost), words.pounds(year.net),
            words.pounds(year.present),
        )
        for at, year in enumerate(worth["central"].years, start=1)
    ]  # fmt: skip
    central = worth["central"]
    years.append((
        "All", words.number(central.births), words.number(central.entries),
        words.pounds(sum(sum(year.saved.values()) for year in central.years)),
        words.pounds(sum(year.cost for year in central.years)), words.pounds(sum(year.net for year in central.years)),
        words.pounds(central.net),
    ))  # fmt: skip
    finding = f"What matters most is “{swings[0].label.lower()}”." if swings else "Nothing that is assumed moves it."
    rows = [(one.label, words.pounds(one.low), words.pounds(one.high)) for one in swings]
    return PresentedWorth(
        asked, worth, words.headline(asked, worth), words.method(asked), words.checks(asked, worth), payers, totals,
        years, swings, rows, finding, _pictures(swings, worth["central"].net, finding),
    )  # fmt: skip


def _by_estimate(values: Iterable[str]) -> list[tuple[str, str]]:
    return list(zip((one.capitalize() for one in ESTIMATES), values, strict=True))


def _pictures(swings: Sequence[Swing], central: float, finding: str) -> tuple[SafeString, SafeString] | None:
    if not swings:
        return None
    bars = [TornadoBar(one.label, one.low, one.high) for one in swings[:MOST_BARS]]
    description = (
        "Each bar is one assumption alone, from the net worth with its low estimate to that with its high one, all "
        "others central. The upright line is the central net worth. The same stands in the table."
    )

    def drawn(key: str, css: str, width: int) -> SafeString:
        return tornado_chart(
            key,
            bars,
            central=central,
            finding=finding,
            description=description,
            said=words.pounds,
            css=css,
            width=width,
        )

    wide, narrow = "pause-chart pause-chart--wide", "pause-chart pause-chart--narrow"
    return drawn("tornado-wide", wide, 760), drawn("tornado-narrow", narrow, 360)
