"""Finding a woman by what somebody remembers of her: a name, a reference, a birth date, a number, an agency (ADR 0050).

What is looked through is folded when somebody asks first, and kept folded in the memory of this process alone; nothing
is stored twice. Row-level security leaves out whoever is restricted.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter

from django.db.models.functions import Coalesce

from practices.dates import NotADate, parse_date
from practices.folding import beginnings_of, chunks_each, names_in, words_like
from practices.given_names import forms_of_name
from practices.telephone import digits_asked, has_number
from women.models import AgencyReference, Person, SafeContact, Woman

MOST = 60
MOST_ASKED = 8  # chunks of a question
LEAST_LIKE = 3  # letters of a name that others may be like
MOST_FOLDED = 50_000  # names and references that are kept folded, some 50 MB
LONG_REFERENCE = 4  # letters and digits by which an agency's reference is looked for

BORN = "Her date of birth"
HER_NUMBER = "A telephone number of hers"
THEIR_NUMBER = "The telephone number of somebody around her"
REFERENCE = "Another agency’s reference"
AGENCY = "Matches an agency she works with"
SLIP = "Spelt a little differently"
OTHER_FORM = "Another form of her name"


@dataclass(frozen=True)
class Found:
    """A woman who was found, and why, where it was not by her name or reference."""

    pk: int
    why: str = ""

    @property
    def is_sure(self) -> bool:
        """Not by a name that is spelt a little differently, or in another form."""
        return self.why not in (SLIP, OTHER_FORM)


def find_women(said: str) -> list[Found]:
    """The women whom `said` finds, each once: by name or reference first, by a slip of the finger last."""
    found: dict[int, Found] = {}
    for pk, why in _each(said):
        found.setdefault(pk, Found(pk, why))
    return list(found.values())


def _each(said: str) -> Iterator[tuple[int, str]]:
    spelt = [chunks[:MOST_ASKED] for chunks in chunks_each(said)]
    asked = spelt[0]
    if not asked:
        return
    # a merged record's reference and names find the one that goes on
    every = Woman.every.annotate(goes_on=Coalesce("merged_into", "pk")).order_by("ref")
    women = list(every.values_list("goes_on", "known_as", "full_name", "ref", "date_of_birth"))
    begun: list[tuple[bool, int]] = []
    others: list[tuple[int, str, str]] = []
    for pk, known_as, full_name, ref, _ in women:
        texts = (full_name, ref) if full_name.startswith(known_as) else (known_as, full_name, ref)
        beginnings = _joined(*texts)
        if any(_begins_in(chunks, beginnings) for chunks in spelt):
            begun.append((not any(f" {''.join(chunks)} " in f"{beginnings} " for chunks in spelt), pk))
        else:
            others.append((pk, f"{known_as} {full_name}", beginnings))
    yield from ((pk, "") for _, pk in sorted(begun, key=itemgetter(0)))  # who is called just so before who begins so
    if day := _day_said(said):
        yield from ((pk, BORN) for pk, *_, born in women if born == day)
    if digits := digits_asked(said):
        yield from _by_number(digits)
    if len("".join(asked)) >= LONG_REFERENCE:
        for pk, reference in AgencyReference.objects.values_list("woman", "reference"):
            if _begins_in(asked, _joined(reference)):
                yield pk, REFERENCE
    people = list(Person.objects.exclude(agency="").values_list("woman", "agency"))
    meant = {agency for agency in {agency for _, agency in people} if _begins_in(asked, _joined(agency))}
    yield from ((pk, AGENCY) for pk, agency in people if agency in meant)
    if any(run.isalpha() and len(run) >= LEAST_LIKE for run in asked):
        yield from _by_like_names(asked, others)


def _by_like_names(asked: list[str], others: list[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    """Those whose names are spelt a little differently, then those who may go by another form of a name.

    Which words are like what was typed is worked out once for all of them, however many bear a name.
    """
    women = [(pk, _words(names, beginnings)) for pk, names, beginnings in others]
    every = sorted(set().union(*(words for _, words in women)))

    @cache
    def like(run: str) -> set[str]:
        begun = every[bisect_left(every, run) : bisect_left(every, run + "~")]  # behind each letter and digit
        return words_like(run, every).union(begun)

    @cache
    def like_or_form(run: str) -> set[str]:
        return like(run) | forms_of_name(run)

    firsts = set().union(*(like_or_form("".join(asked[:last])) for last in range(1, len(asked) + 1)))
    by_form = []
    for pk, words in women:
        if words.isdisjoint(firsts):
            continue
        if _can_be_split(asked, lambda run: not words.isdisjoint(like(run))):  # noqa: B023  (asked at once)
            yield pk, SLIP
        elif _can_be_split(asked, lambda run: not words.isdisjoint(like_or_form(run))):  # noqa: B023
            by_form.append(pk)
    yield from ((pk, OTHER_FORM) for pk in by_form)


@lru_cache(maxsize=MOST_FOLDED)
def _joined(*texts: str) -> str:
    """What somebody may begin to type for any of the texts, each after a space: none holds one."""
    return "".join(f" {beginning}" for beginning in {one for text in texts for one in beginnings_of(text)})


@lru_cache(maxsize=MOST_FOLDED)
def _words(names: str, beginnings: str) -> frozenset[str]:
    return frozenset(names_in(names)).union(beginnings.split())


def _by_number(digits: str) -> Iterator[tuple[int, str]]:
    reached: Iterable[tuple[int, str]] = SafeContact.objects.exclude(detail="").values_list("woman", "detail")
    around: Iterable[tuple[int, str]] = Person.objects.exclude(phone="").values_list("woman", "phone")
    for rows, why in ((reached, HER_NUMBER), (around, THEIR_NUMBER)):
        yield from ((pk, why) for pk, text in rows if has_number(text, digits))


def _begins(asked: list[str], beginnings: Iterable[str]) -> bool:
    """Whether the chunks that were typed, run together in any way, each begin one of the beginnings."""
    return _begins_in(asked, "".join(f" {beginning}" for beginning in beginnings))


def _begins_in(asked: list[str], joined: str) -> bool:
    return f" {asked[0]}" in joined and _can_be_split(asked, lambda run: f" {run}" in joined)


def _can_be_split(asked: list[str], is_known: Callable[[str], bool]) -> bool:
    """Whether neighbouring chunks can be run together so that every run is known: “mc donald” is mcdonald."""
    reached = [True] + [False] * len(asked)
    for last in range(1, len(asked) + 1):
        reached[last] = any(reached[first] and is_known("".join(asked[first:last])) for first in range(last))
    return reached[-1]


def _day_said(said: str) -> date | None:
    """The day that was typed, however it is written."""
    try:
        return parse_date(said)
    except NotADate:
        return None
