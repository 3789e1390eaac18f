"""A return in words: what the page, the PDF and the spreadsheet print, prepared once from its canonical JSON."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from practices.models import Practice
from practices.printable import with_bullets
from reporting.breakdowns import NOT_SHOWN, PresentedBreakdown, breakdowns_of
from reporting.content import NARRATIVE, practice_in, seal_of
from reporting.disclosure.hiding import Hidden
from reporting.indicators.beside import LEFT_OUT
from reporting.indicators.declared import DEFINITIONS_VERSION, INDICATORS, Asks, Indicator, Shown
from reporting.indicators.values import NO_VALUE
from reporting.models import Return
from reporting.quality.declared import BY_KEY as CHECK_BY_KEY
from reporting.quarters import Quarter


@dataclass(frozen=True)
class LeftOutLine:
    """What a figure does not count: its key, for the page that lists it, and in words."""

    key: str
    said: str


@dataclass(frozen=True)
class Known:
    """For how many of those concerned the fact behind a figure is known."""

    of: int
    asked: int
    known: int

    @property
    def missing(self) -> int:
        """For how many nobody has an answer."""
        return self.of - self.asked

    @property
    def said(self) -> str:
        """“Of 24: asked 22, known 20, missing 2”; blank where nobody is concerned."""
        if not self.of:
            return ""
        return f"Of {self.of:,}: asked {self.asked:,}, known {self.known:,}, missing {self.missing:,}"


@dataclass(frozen=True)
class Beside:
    """The same figure at another time: “Last quarter”, its value as printed, and what was known then."""

    called: str
    quarter: str
    how: str
    display: str
    known: str


@dataclass(frozen=True)
class PresentedFigure:
    """One figure: what it is called, its value as printed, “174 of 200” behind it, and what stands beside it."""

    indicator: Indicator
    numerator: int
    denominator: int | None
    value: int | float | None
    display: str
    left_out: tuple[LeftOutLine, ...] = ()
    known: Known | None = None
    beside: tuple[Beside, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Whether this copy does not show it."""
        return self.display == NOT_SHOWN

    @property
    def of(self) -> str:
        """The numbers behind a ratio, in words; nothing for a count."""
        if self.denominator is None or self.is_hidden:
            return ""
        if self.indicator.key == "contact_hours":
            return f"{self.numerator:,} minutes"
        if self.indicator.shown is Shown.ONE_DECIMAL:
            return f"{self.numerator:,} over {self.denominator:,}"
        return f"{self.numerator:,} of {self.denominator:,}"

    @property
    def has_no_value(self) -> bool:
        """Whether there was nobody, or nothing, to count it over."""
        return self.display == NO_VALUE


@dataclass(frozen=True)
class Part:
    """One of the three questions, with its figures and breakdowns."""

    asks: Asks
    figures: list[PresentedFigure]
    breakdowns: list[PresentedBreakdown]

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return self.asks.name.lower().replace("_", "-")


@dataclass(frozen=True)
class Presented:
    """A whole return. `version` is None for figures as they stand, which are no return.

    `leaves` is whether this is a copy for commissioners, a board or the public, with small numbers hidden.
    """

    practice: Practice
    quarter: Quarter
    figures: dict[str, Any]
    built_at: datetime
    version: int | None
    definitions_version: str
    more: dict[str, Any] = field(default_factory=dict)
    leaves: bool = False
    parts: list[Part] = field(default_factory=list)
    called_now: str = ""  # the Practice's name, where it is another by now

    @property
    def counted_to(self) -> date | None:
        """For a quarter that has not ended, the day to which it is counted."""
        so_far = self.figures.get("so_far")
        return date.fromisoformat(so_far["counted_to"]) if so_far else None

    @property
    def seal(self) -> str:
        """SHA-256 of all that is sealed."""
        return seal_of(self.figures, self.more, version=self.version, definitions=self.definitions_version)

    @property
    def title(self) -> str:
        """What it is."""
        kind = "Quarterly return" if self.version else "Quarterly figures"
        return f"{kind}: {self.practice.name}, {self.quarter}"

    @property
    def texts(self) -> list[tuple[str, list[str]]]:
        """The narrative: (heading, paragraphs) of each text that was written."""
        words = self.more.get("narrative", {})
        written = [(heading, words[name]) for name, heading in NARRATIVE.items() if words.get(name)]
        return [(heading, with_bullets(text).split("\n")) for heading, text in written]

    @property
    def quality(self) -> list[tuple[str, dict[str, Any]]]:
        """Each data quality check that found something: (its name, its counts as sealed)."""
        found = [one for one in self.more.get("quality", []) if one["found"]]
        return [(CHECK_BY_KEY[one["key"]].name if one["key"] in CHECK_BY_KEY else one["key"], one) for one in found]

    @property
    def has_hidden(self) -> bool:
        """Whether something is not shown in this copy."""
        return any(figure.is_hidden for part in self.parts for figure in part.figures) or any(
            row.is_hidden for part in self.parts for one in part.breakdowns for row in one.rows
        )

    def figure(self, key: str) -> PresentedFigure:
        """One figure by its key."""
        return next(figure for part in self.parts for figure in part.figures if figure.indicator.key == key)


def present(
    figures: dict[str, Any],
    *,
    practice: Practice,
    built_at: datetime,
    version: int | None,
    definitions_version: str = DEFINITIONS_VERSION,
    more: dict[str, Any] | None = None,
    hidden: Hidden | None = None,
) -> Presented:
    """Prepare a return's JSON for reading, in its three parts; with `hidden` as a copy that leaves."""
    presented = Presented(
        practice, Quarter.parse(figures["quarter"]), figures, built_at, version, definitions_version, more or {},
        hidden is not None,
    )  # fmt: skip
    for asks in Asks:
        presented.parts.append(
            Part(
                asks,
                list(_figures(figures, asks, presented.more, hidden)),
                list(breakdowns_of(figures, asks, hidden=hidden or {}, invented=practice.is_demonstration)),
            )
        )
    return presented


@dataclass(frozen=True)
class Both:
    """A return as the Practice and National read it, and as the copies that leave show it."""

    own: Presented
    leaving: Presented


def present_both(
    figures: dict[str, Any], more: dict[str, Any], *, practice: Practice, built_at: datetime, version: int
) -> Both:
    """Prepare a return that is being built."""

    def prepared(hidden: Hidden | None) -> Presented:
        return present(figures, practice=practice, built_at=built_at, version=version, more=more, hidden=hidden)

    return Both(prepared(None), prepared(more["hidden"]))


def present_return(found: Return, *, practice: Practice, hidden: Hidden | None = None) -> Presented:
    """Prepare a return as it was built, under the name that the Practice had then."""
    named = practice_in(found, practice)
    presented = present(
        found.figures,
        practice=named,
        built_at=found.built_at,
        version=found.version,
        definitions_version=found.definitions_version,
        more=found.more,
        hidden=hidden,
    )
    return replace(presented, called_now=practice.name if practice.name != named.name else "")


def _figures(
    figures: dict[str, Any], asks: Asks, more: dict[str, Any], hidden: Hidden | None
) -> Iterator[PresentedFigure]:
    for indicator in INDICATORS:
        said = figures["indicators"].get(indicator.key)
        if indicator.asks is not asks or said is None:
            continue
        numerator, denominator = said["numerator"], said["denominator"]
        if hidden is not None and f"indicator/{indicator.key}" in hidden:
            yield PresentedFigure(indicator, 0, denominator and 0, None, NOT_SHOWN)
        elif hidden is not None:
            yield PresentedFigure(indicator, numerator, denominator, said["value"], said["display"])
        else:
            yield PresentedFigure(
                indicator, numerator, denominator, said["value"], said["display"], _left_out(indicator.key, more),
                _known(indicator.key, more), tuple(_beside(indicator.key, more)),
            )  # fmt: skip


def _left_out(key: str, more: dict[str, Any]) -> tuple[LeftOutLine, ...]:
    numbers = more.get("left_out", {})
    lines = [one for one in LEFT_OUT if key in one.indicators and one.key in numbers]
    return tuple(LeftOutLine(one.key, one.said(numbers[one.key])) for one in lines)


def _known(key: str, more: dict[str, Any]) -> Known | None:
    said = more.get("known", {}).get(key)
    return Known(**said) if said and said["of"] else None


def _beside(key: str, more: dict[str, Any]) -> Iterator[Beside]:
    for one in more.get("compared", []):
        known = one.get("known", {}).get(key)
        display = one["displays"].get(key)
        if display is not None:
            yield Beside(one["called"], one["quarter"], one["how"], display, Known(**known).said if known else "")
