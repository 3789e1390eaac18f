"""Names, references, places and dates in a text that match the records of the Practice whose scope is open.

Nothing is hidden or changed here: each match is shown to the lead, who rewords it or says that it is not that person.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone

from practices.folding import WORD, clean, fold, names_in
from practices.models import Membership, Practice
from practices.tenancy.scope import as_system
from reporting.disclosure.dates import dates_in
from sessions_log.models import Appointment, Support
from women.models import Child, Person, Place, SafeContact, Woman

# names that are everyday words, or parts of names: a match only where they are written with a capital
EVERYDAY = {
    "amber", "angel", "april", "autumn", "brown", "cook", "dale", "dawn", "daisy", "day", "eve", "faith", "field",
    "fox", "grace", "gray", "green", "grey", "hall", "hill", "holly", "hope", "iris", "ivy", "jade", "joy", "june",
    "king", "lane", "lily", "long", "love", "mark", "may", "moss", "park", "pearl", "poppy", "price", "rose", "ruby",
    "short", "sky", "star", "summer", "violet", "ward", "west", "white", "will", "wood", "young",
    "al", "an", "and", "de", "el", "le", "of", "the", "van", "von",
}  # fmt: skip
TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "lady", "prof", "nurse"}
OWN_WORDS = {"practice", "lead", "coordinator", "practitioner", "board", "viewer"}  # accounts named by their post
AROUND = 60  # characters shown on either side of a match; another place of the same word is another match

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE | re.ASCII)
PHONE = re.compile(r"(?<!\d)(?:\+ ?44|0044|\(?0)[ ()./-]*(?:\d[ ()./-]*){9,10}(?!\d)", re.ASCII)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
STREET = re.compile(
    r"\b\d{1,4}[A-Za-z]? (?:[A-Z][\w']+ ){1,3}"
    r"(?:Street|Road|Lane|Avenue|Close|Drive|Way|Court|Place|Terrace|Crescent|Grove|Gardens|Square|Hill|Walk|St|Rd)\b"
)
SMALL_NUMBER = re.compile(
    r"(?<![\w.])(?:one|two|three|four|[1-4])(?: [\w'-]+){0,2} "
    r"(?:wom[ae]n|mothers?|child(?:ren)?|bab(?:y|ies)|sons?|daughters?|pregnan\w+)\b"
    r"|(?:wom[ae]n|child(?:ren)?|bab(?:y|ies)|pregnan\w+)(?:[ :]+[\w'-]+){0,2}[ :=]+"
    r"(?:one|two|three|four|[1-4])(?![\w%])",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?]+[.!?]?")


class Kind(StrEnum):
    """What a match gives away."""

    NAME = "a name"
    REFERENCE = "a reference"
    PLACE = "a place or address"
    DATE = "a date"
    REACHES = "a way to reach somebody"
    SMALL = "a small number"


SHAPES = (
    (Kind.PLACE, POSTCODE),
    (Kind.PLACE, STREET),
    (Kind.REACHES, PHONE),
    (Kind.REACHES, EMAIL),
    (Kind.SMALL, SMALL_NUMBER),
)


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
        parts = (self.field, self.kind, fold(self.word), fold(self.sentence))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Recorded:
    """What the Practice's records hold that no text may give away, folded for comparing."""

    names: frozenset[str]
    references: frozenset[str]
    places: frozenset[str]
    days: frozenset[date]


def recorded_in(practice: Practice) -> Recorded:
    """A dozen statements over everybody, in the scope that is open: no name is to leave, whoever writes."""
    with as_system():
        return _recorded_in(practice)


def _recorded_in(practice: Practice) -> Recorded:
    women = list(Woman.objects.values_list("known_as", "full_name", "ref", "date_of_birth"))
    people = list(Person.objects.values_list("name", "agency"))
    reached = list(SafeContact.objects.values_list("code_word", "who_else_sees", "detail"))
    names = {word for known_as, full, _, _ in women for one in (known_as, full) for word in names_in(one)}
    others = [*(name for name, _ in people), *Membership.objects.values_list("user__name", flat=True)]
    others += [words for code, seen, _ in reached for words in (code, *re.findall(r"\b[A-Z][\w'-]+", clean(seen)))]
    names |= {word for name in others for word in names_in(name)} - TITLES
    return Recorded(
        names=frozenset(names - names_in(practice.name) - OWN_WORDS),
        references=frozenset(fold(ref) for _, _, ref, _ in women if len(ref) > 1),
        places=frozenset(fold(place) for place in _places(people, reached) if _is_particular(place)),
        days=frozenset(_days([day for *_, day in women])),
    )


def _places(people: Iterable[tuple[str, str]], reached: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    yield from (agency for _, agency in people)
    yield from (detail for _, _, detail in reached)
    for pair in Child.objects.values_list("placement", "contact_plan"):
        yield from pair
    for pair in Appointment.objects.exclude(agency="", service_as_written="").values_list(
        "agency", "service_as_written"
    ):
        yield from pair
    yield from Support.objects.exclude(agency="").values_list("agency", flat=True)


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


def find(texts: dict[str, str], recorded: Recorded) -> list[Match]:
    """Every match in texts by field, once for each word of a sentence, in the order of the texts."""
    found: dict[str, Match] = {}
    for field, text in texts.items():
        cleaned = clean(text)
        matches = [
            Match(field, Kind.NAME, word, sentence)
            for sentence in (one.group().strip() for one in SENTENCE.finditer(cleaned))
            for word in _names(sentence, recorded)
        ]
        matches += [Match(field, kind, word, around) for kind, word, around in _phrases(fold(text), recorded)]
        matches += [Match(field, kind, word, around) for kind, word, around in _shapes(cleaned, recorded)]
        for match in matches:
            found.setdefault(match.digest, match)
    return list(found.values())


def _names(sentence: str, recorded: Recorded) -> Iterator[str]:
    words = WORD.findall(sentence)
    for position, whole in enumerate(words):
        pair = whole + words[position + 1] if position + 1 < len(words) else ""
        for word in dict.fromkeys([whole, whole.replace("-", "").replace("'", ""), *re.split(r"[-']", whole), pair]):
            plain = fold(word)
            if plain in recorded.names and not (plain in EVERYDAY and word[:1].islower()):
                yield word
                break


def _around(text: str, hit: re.Match[str]) -> str:
    return text[max(0, hit.start() - AROUND) : hit.end() + AROUND].strip()


def _phrases(folded: str, recorded: Recorded) -> Iterator[tuple[Kind, str, str]]:
    """References, however their parts are joined, and places."""
    for reference in sorted(recorded.references):
        chunks = re.findall(r"[^\W\d_]+|\d+", reference)
        joined = r"[\s._/-]*".join(re.escape(chunk) for chunk in chunks)
        for hit in re.finditer(rf"(?<![\w-]){joined}(?!\w|-\w)", folded) if chunks else ():
            yield Kind.REFERENCE, hit.group().upper(), _around(folded, hit)
    for place in sorted(recorded.places):
        for hit in re.finditer(rf"(?<!\w){re.escape(place)}(?!\w)", folded) if place else ():
            yield Kind.PLACE, hit.group(), _around(folded, hit)


def _shapes(cleaned: str, recorded: Recorded) -> Iterator[tuple[Kind, str, str]]:
    """What looks like an address, a number to ring or a small number, and dates that stand in the records."""
    for kind, pattern in SHAPES:
        yield from ((kind, hit.group(), _around(cleaned, hit)) for hit in pattern.finditer(cleaned))
    by_day = defaultdict(set)
    for day in recorded.days:
        by_day[(day.month, day.day)].add(day.year)
    for hit, day_of_month, month, year in dates_in(cleaned):
        years = by_day.get((month, day_of_month))
        if years and (year is None or year in years):
            yield Kind.DATE, hit.group(), _around(cleaned, hit)
