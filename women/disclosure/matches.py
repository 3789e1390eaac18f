"""What is found in a text, of what kind, and how certain it is."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from practices.folding import fold


class Kind(StrEnum):
    """What a match gives away; those that match a record first, then what a person has to look at."""

    NAME = "a name"
    REFERENCE = "a reference"
    REACHES = "a way to reach somebody"
    PLACE = "a place or address"
    DATE = "a date"
    SMALL = "a small number"
    LIKE_A_NAME = "perhaps a name"
    LIKE_A_REFERENCE = "perhaps a reference"
    LIKE_A_PLACE = "perhaps her place"
    ONLY = "tells one from all others"
    EVENT = "a rare event"

    @property
    def is_certain(self) -> bool:
        """Whether it stands in the records, or reaches somebody: it may stay for a reason only."""
        return self in CERTAIN


CERTAIN = frozenset({Kind.NAME, Kind.REFERENCE, Kind.REACHES, Kind.PLACE, Kind.DATE})
ORDER = {kind: number for number, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Found:
    """Words of a sentence that may give somebody away, and why, in plain words."""

    kind: Kind
    word: str
    why: str


@dataclass(frozen=True)
class Match:
    """What was found in `sentence` of the text `field`."""

    field: str
    kind: Kind
    word: str
    sentence: str
    why: str = ""

    @property
    def digest(self) -> str:
        """The same for the same word in the same sentence of the same text."""
        parts = (self.field, self.kind, fold(self.word), fold(self.sentence))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class ToLookAt:
    """A sentence with all that was found in it: looked at, and answered for, as one."""

    matches: tuple[Match, ...]

    @property
    def field(self) -> str:
        """The text that it stands in."""
        return self.matches[0].field

    @property
    def sentence(self) -> str:
        """Its words."""
        return self.matches[0].sentence

    @property
    def is_certain(self) -> bool:
        """Whether something of it stands in the records."""
        return any(one.kind.is_certain for one in self.matches)

    @property
    def digest(self) -> str:
        """The same while the sentence and what was found in it stay."""
        return hashlib.sha256("".join(sorted(one.digest for one in self.matches)).encode()).hexdigest()


def by_sentence(matches: list[Match]) -> list[ToLookAt]:
    """Matches by their sentences: those closest to certainty first, else in the order of the text."""
    found: dict[tuple[str, str], list[Match]] = {}
    for match in matches:
        found.setdefault((match.field, match.sentence), []).append(match)
    sentences = [ToLookAt(tuple(sorted(some, key=lambda one: ORDER[one.kind]))) for some in found.values()]
    return sorted(sentences, key=lambda one: ORDER[one.matches[0].kind])
