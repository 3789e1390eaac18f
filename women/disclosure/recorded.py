"""What the Practice's records hold that no text may give away; other apps add theirs (add_source)."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from practices.folding import WORD, clean, fold, names_in
from practices.given_names import forms_of_name
from practices.models import Membership, Practice
from practices.tenancy.scope import as_system
from women.disclosure.lexicon import is_english, is_known, words_in
from women.models import AgencyReference, Child, Person, Place, SafeContact, Woman

TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "lady", "prof", "nurse"}
OWN_WORDS = {"practice", "lead", "coordinator", "practitioner", "board", "viewer", "of"}  # accounts named by their post
HERS, AROUND_HER, COLLEAGUE = "a woman of the Practice", "somebody around her", "a colleague"
STEPS = ("referred_on", "offered_on", "declined_on", "agreed_on", "transition_on", "completed_on", "closed_on")
GENERAL = words_in("general")
# of somebody who is known by what they are to her alone: “her sister”, “the neighbour”
NOBODY = words_in("nobody")


@dataclass(frozen=True)
class Source:
    """What an app's records add: names of people with whose they are, and places as they are written."""

    people: Callable[[], Iterable[tuple[str, str]]]
    places: Callable[[], Iterable[str]]
    days: Callable[[], Iterable[date]]


SOURCES: dict[str, Source] = {}


def add_source(name: str, source: Source) -> None:
    """Have an app's names, places and days looked for as well; called when it is ready."""
    SOURCES[name] = source


@dataclass(frozen=True)
class Recorded:
    """Folded for comparing. `names` says of each word whose it is; `first_names` are women's, to be shortened."""

    names: dict[str, str]
    references: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    days: frozenset[date] = frozenset()
    first_names: frozenset[str] = frozenset()
    initials: dict[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    @cached_property
    def other_forms(self) -> frozenset[str]:
        """What else the women may be called: Shaz where Sharon is on record."""
        return frozenset(form for name in self.first_names for form in forms_of_name(name)) - self.names.keys()

    @cached_property
    def names_by_length(self) -> dict[int, list[str]]:
        """The names in order, by how many letters they have: a slip changes that by one at most."""
        found: dict[int, list[str]] = {}
        for name in sorted(self.names):
            found.setdefault(len(name), []).append(name)
        return found

    @cached_property
    def first_letters(self) -> frozenset[str]:
        """Of what the women of the Practice are called."""
        return frozenset(pair[0] for pair, whose in self.initials.items() if whose == HERS)

    @cached_property
    def years_by_day(self) -> dict[tuple[int, int], set[int]]:
        """The years of each day of the calendar."""
        found: dict[tuple[int, int], set[int]] = {}
        for day in self.days:
            found.setdefault((day.month, day.day), set()).add(day.year)
        return found

    def without(self, woman: Woman) -> "Recorded":
        """For words that are hers to have: her names, her reference and her days tell her nothing of anybody else."""
        records = [woman, *Woman.every.filter(merged_into=woman)]
        hers = {name for one in records for said in (one.known_as, one.full_name) for name in names_in(said)}
        return replace(
            self,
            names={name: whose for name, whose in self.names.items() if name not in hers and whose != COLLEAGUE},
            references=self.references
            - {fold(ref) for ref in (*(one.ref for one in records), *_by_agencies(woman=woman))},
            first_names=self.first_names - hers,
            initials={
                pair: whose
                for pair, whose in self.initials.items()
                if whose != COLLEAGUE and pair not in set(_initials(woman.known_as, woman.full_name))
            },
            days=frozenset(),
            own=self.own | hers | {name for name, whose in self.names.items() if whose == COLLEAGUE},
        )


def recorded_in(practice: Practice) -> Recorded:
    """A dozen statements over everybody, in the scope that is open: no name is to leave, whoever writes."""
    with as_system():
        return _recorded_in(practice)


def _recorded_in(practice: Practice) -> Recorded:
    women: list[tuple[Any, ...]] = list(
        Woman.every.values_list("known_as", "full_name", "ref", "date_of_birth", "practitioner_name")
    )
    people = list(Person.objects.values_list("name", "agency"))
    reached = list(SafeContact.objects.values_list("code_word", "who_else_sees", "detail"))
    colleagues = [*Membership.objects.values_list("user__name", flat=True), *{row[4] for row in women}]
    around = [name for name, _ in people]
    around += [word for code, seen, _ in reached for word in (code, *_named_in(seen))]
    own = _own_words(practice)
    whose: list[tuple[str, str]] = [(_without(name, own | OWN_WORDS), COLLEAGUE) for name in colleagues]
    whose += [pair for source in SOURCES.values() for pair in source.people()]
    whose += [(name, AROUND_HER) for name in around]
    names = {word: who for name, who in whose for word in names_in(name) - TITLES - NOBODY}
    names |= {word: HERS for row in women for one in row[:2] for word in names_in(one)}
    places = [agency for _, agency in people] + [detail for _, _, detail in reached] + list(_places())
    return Recorded(
        names={word: who for word, who in names.items() if word not in own | OWN_WORDS},
        references=frozenset(fold(ref) for ref in (*(row[2] for row in women), *_by_agencies()) if len(ref) > 1),
        places=frozenset(folded for place in places if is_particular(folded := fold(place))),
        days=frozenset(_days([row[3] for row in women])),
        first_names=frozenset(word for row in women for one in row[:2] if (word := _first(one)) and len(word) > 3),
        initials={pair: COLLEAGUE for name, who in whose if who == COLLEAGUE for pair in _initials("", name)}
        | {pair: HERS for row in women for pair in _initials(row[0], row[1])},
        own=own,
    )


def _named_in(words: str) -> list[str]:
    """Who is named in a sentence of a record: what has a capital and is no word that everybody's sentence has."""
    return [word for word in re.findall(r"\b[A-Z][\w'-]+", clean(words)) if not is_known(word)]


def _without(name: str, words: Collection[str]) -> str:
    """A colleague's name but for the words of their post and of the Practice: of “Rotherham Practice Lead” nothing."""
    return " ".join(word for word in WORD.findall(clean(name)) if fold(word) not in words)


def _by_agencies(**whose: Woman) -> Iterator[str]:
    """The references by which agencies know the women; a very short one is any number."""
    references = AgencyReference.objects.filter(**whose).values_list("reference", flat=True)
    yield from (reference for reference in references if len(reference) > len("123"))


def _own_words(practice: Practice) -> frozenset[str]:
    """What the Practice is called, its area, and who commissions and delivers it: everybody knows those."""
    said = (practice.name, practice.delivered_by, practice.commissioned_by, practice.nation)
    return frozenset(fold(word) for name in said for word in WORD.findall(name))


def _first(name: str) -> str:
    return next(iter(WORD.findall(fold(name))), "")


def _initials(known_as: str, full_name: str) -> Iterator[str]:
    """Two letters: of what she is called by, and of her full name, each with her last name."""
    words = WORD.findall(fold(full_name))
    if len(words) > 1:
        yield words[0][0] + words[-1][0]
        if known_as:
            yield fold(known_as)[:1] + words[-1][0]


def _places() -> Iterator[str]:
    for pair in Child.objects.values_list("placement", "contact_plan"):
        yield from pair
    for source in SOURCES.values():
        yield from source.places()


def is_particular(place: str) -> bool:
    """Whether a folded place tells where she goes: “Wick Road Surgery” does, “Surgery” and “family court” do not."""
    words = re.findall(r"[^\W_]+", place)
    if any(letter.isdigit() for letter in place):
        return True
    return len(words) > 1 and not set(words) <= GENERAL


def is_of_words(place: str) -> bool:
    """Whether every word of a place is an everyday one: then it is a place only where it is written with capitals."""
    return all(is_english(word) for word in re.findall(r"[^\W\d_]+", place)) and not re.search(r"\d", place)


def _days(births: Iterable[date | None]) -> Iterator[date]:
    """Days by which a woman could be known: births, removals, the steps of her place, and what other apps add."""
    yield from (day for day in births if day)
    for pair in Child.objects.values_list("born_on", "removed_on"):
        yield from (day for day in pair if day)
    for row in Place.objects.values_list(*STEPS):
        yield from (day for day in row if day)
    for source in SOURCES.values():
        yield from source.days()
