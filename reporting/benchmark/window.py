"""What a comparison is asked for: which quarters, and which Practices; as it stands in the address."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from practices.codes import Delivery, Nation
from reporting.quarters import Quarter

MOST_POOLED = 6


class Phase(StrEnum):
    """Where a Practice stands on the last day of a quarter."""

    SCOPING = "scoping"
    LIVE = "live"
    TRANSITION = "transition"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """As the pages say it."""
        return self.value.capitalize()


def phase_of(
    quarter: Quarter, *, went_live_on: date | None, closed_on: date | None, women: int | None, in_transition: int | None
) -> Phase:
    """A Practice's phase at a quarter's end; in transition where at least half of its women are."""
    if closed_on is not None and closed_on <= quarter.end:
        return Phase.CLOSED
    if went_live_on is None or went_live_on > quarter.end:
        return Phase.SCOPING
    if women and in_transition is not None and 2 * in_transition >= women:
        return Phase.TRANSITION
    return Phase.LIVE


@dataclass(frozen=True)
class Window:
    """The quarters from `first` to `last`, and the Practices that are compared; None is all of them."""

    first: Quarter
    last: Quarter
    nation: Nation | None = None
    delivery: Delivery | None = None
    phase: Phase | None = None
    cohort: int | None = None

    @property
    def quarters(self) -> list[Quarter]:
        """Every quarter of it, oldest first."""
        found = [self.first]
        while found[-1] < self.last:
            found.append(found[-1].next)
        return found

    @property
    def in_words(self) -> str:
        """“2025-26 Q3”, or “2025-26 Q1 to 2025-26 Q4”."""
        return str(self.last) if self.first == self.last else f"{self.first} to {self.last}"

    @property
    def is_filtered(self) -> bool:
        """Whether some Practices are left out."""
        return any(one is not None for one in (self.nation, self.delivery, self.phase, self.cohort))

    def only_last(self) -> "Window":
        """The same Practices in the last quarter alone."""
        return Window(self.last, self.last, self.nation, self.delivery, self.phase, self.cohort)
