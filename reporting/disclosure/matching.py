"""Names, references, places and dates in a text that match the records of the Practice whose scope is open.

Nothing is hidden or changed here: each match is shown to the lead, who rewords it or says that it is not that person.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone

from practices.models import Membership
from sessions_log.models import Appointment
from women.models import Child, Person, Place, SafeContact, Woman

SHORTEST_NAME = 2
# names that are everyday words: a match only where they are written with a capital
EVERYDAY = {
    "amber", "angel", "april", "autumn", "brown", "cook", "dale", "dawn", "daisy", "day", "eve", "faith", "field",
    "fox", "grace", "gray", "green", "grey", "hall", "hill", "holly", "hope", "iris", "ivy", "jade", "joy", "june",
    "king",
    "lane", "lily", "long", "love", "mark", "may", "moss", "park", "pearl", "poppy", "price", "rose", "ruby", "short",
    "sky", "star", "summer", "violet", "ward", "west", "white", "will", "wood", "young",
}  # fmt: skip
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
PHONE = re.compile(r"(?<!\d)(?:\+44|0)(?:[ -]?\d){9,10}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
NUMBERS = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})\b")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
IN_WORDS = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({'|'.join(name[:3] + '(?:' + name[3:] + ')?' for name in MONTHS)})\b"
    r"(?:,? (\d{4}))?",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    rf"\b({'|'.join(name[:3] + '(?:' + name[3:] + ')?' for name in MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?\b"
    r"(?:,? (\d{4}))?",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class Kind(StrEnum):
    """What a match gives away."""

    NAME = "a name"
    REFERENCE = "a reference"
    PLACE = "a place or address"
    DATE = "a date"
    REACHES = "a way to reach somebody"


@dataclass(frozen=True)
class Match:
    """A word or phrase of `field` that matches a record, in its sentence."""

    field: str
    kind: Kind
    word: str
    sentence: str

    @property
    def digest(self) -> str:
        """The same for the same word in the same sentence of the same text."""
        return hashlib.sha256("\0".join((self.field, self.kind, self.word, self.sentence)).encode()).hexdigest()


@dataclass(frozen=True)
class Known:
    """What the Practice's records hold that no text may give away, folded for comparing."""

    names: frozenset[str]
    references: frozenset[str]
    places: frozenset[str]
    days: frozenset[date]


def fold(text: str) -> str:
    """Without case, accents or typographic marks, so that “Zoë’s” and “zoe's” are one; its length stays."""
    plain = text.replace("’", "'").replace("‘", "'").replace("–", "-")
    return "".join((unicodedata.normalize("NFKD", letter)[0]).casefold()[:1] or letter for letter in plain)


def known_of_practice() -> Known:
    """A handful of statements, in the scope that is open."""
    women = list(Woman.objects.values_list("known_as", "full_name", "ref", "date_of_birth"))
    people = list(Person.objects.values_list("name", "agency"))
    staff = Membership.objects.values_list("user__name", flat=True)
    names = {word for known_as, full, _, _ in women for word in _words(f"{known_as} {full}")}
    names |= {word for name, _ in people for word in _words(name)} | {word for name in staff for word in _words(name)}
    places = {agency for _, agency in people}
    places |= {
        *Child.objects.values_list("placement", flat=True),
        *SafeContact.objects.values_list("detail", flat=True),
    }
    places |= set(Appointment.objects.exclude(agency="").values_list("agency", flat=True).distinct())
    return Known(
        names=frozenset(names - TITLES),
        references=frozenset(fold(ref) for _, _, ref, _ in women if len(ref) > 1),
        places=frozenset(" ".join(fold(place).split()) for place in places if _is_particular(place)),
        days=frozenset(_days([day for *_, day in women])),
    )


TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "lady", "prof", "nurse", "the", "and", "of", "de", "van", "al", "el"}


def _words(name: str) -> list[str]:
    return [fold(word) for word in WORD.findall(name) if len(word) >= SHORTEST_NAME]


def _is_particular(place: str) -> bool:
    """Two words or a number: “Wick Road Surgery” tells where she goes, “Surgery” does not."""
    return len(place.split()) > 1 or any(letter.isdigit() for letter in place)


def _days(births: Iterable[date | None]) -> Iterator[date]:
    """Days by which a woman could be known: births, removals, the steps of her place, her appointments of two years."""
    yield from (day for day in births if day)
    for pair in Child.objects.values_list("born_on", "removed_on"):
        yield from (day for day in pair if day)
    steps = ("referred_on", "offered_on", "declined_on", "agreed_on", "transition_on", "completed_on", "closed_on")
    for row in Place.objects.values_list(*steps):
        yield from (day for day in row if day)
    since = timezone.now() - timedelta(days=800)
    for at in Appointment.objects.filter(at__gte=since).values_list("at", flat=True):
        yield timezone.localtime(at).date()


def find(texts: dict[str, str], known: Known) -> list[Match]:
    """Every match in texts by field, once for each word of a sentence, in the order of the texts."""
    found: dict[str, Match] = {}
    for field, text in texts.items():
        matches = [
            Match(field, Kind.NAME, word, sentence)
            for sentence in (one.group().strip() for one in SENTENCE.finditer(text))
            for word in _names(sentence, known)
        ]
        matches += [Match(field, kind, written, written) for kind, written in _in_text(text, known)]
        for match in matches:
            found.setdefault(match.digest, match)
    return list(found.values())


def _names(sentence: str, known: Known) -> Iterator[str]:
    for hit in WORD.finditer(sentence):
        whole = hit.group()
        for word in dict.fromkeys([whole, *re.split(r"[-’']", whole)]):
            plain = fold(word)
            if plain in known.names and not (plain in EVERYDAY and word[:1].islower()):
                yield word


def _in_text(text: str, known: Known) -> Iterator[tuple[Kind, str]]:
    """What may hold a full stop or run over a line, so it is looked for in the text as a whole."""
    folded = " ".join(fold(text).split())
    for reference in sorted(known.references):
        if re.search(rf"(?<![\w-]){re.escape(reference)}(?![\w-])", folded):
            yield Kind.REFERENCE, reference.upper()
    for place in sorted(known.places):
        if place and re.search(rf"(?<!\w){re.escape(place)}(?!\w)", folded):
            yield Kind.PLACE, place
    for kind, pattern in ((Kind.PLACE, POSTCODE), (Kind.REACHES, PHONE), (Kind.REACHES, EMAIL)):
        yield from ((kind, hit.group()) for hit in pattern.finditer(text))
    by_day = defaultdict(set)
    for day in known.days:
        by_day[(day.month, day.day)].add(day.year)
    for written, day_of_month, month, year in _dates(text):
        years = by_day.get((month, day_of_month))
        if years and (year is None or year in years):
            yield Kind.DATE, written


def _dates(text: str) -> Iterator[tuple[str, int, int, int | None]]:
    """(as written, day, month, year or None) of every date, British way round."""
    for hit in NUMBERS.finditer(text):
        year = int(hit[3])
        yield hit.group(), int(hit[1]), int(hit[2]), year if year > 99 else _century(year)
    for hit in ISO.finditer(text):
        yield hit.group(), int(hit[3]), int(hit[2]), int(hit[1])
    for hit in IN_WORDS.finditer(text):
        yield hit.group(), int(hit[1]), _month(hit[2]), int(hit[3]) if hit[3] else None
    for hit in MONTH_FIRST.finditer(text):
        yield hit.group(), int(hit[2]), _month(hit[1]), int(hit[3]) if hit[3] else None


def _century(year: int) -> int:
    return 2000 + year if year < 50 else 1900 + year


def _month(word: str) -> int:
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(word.lower()[:3]))
