"""Finding a woman by what somebody remembers of her: a name, a reference, a birth date, a number, an agency (ADR 0050).

A Practice holds some hundreds of women at most, so what is looked through is folded when somebody asks; nothing is
stored twice. Row-level security leaves out whoever is restricted.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Coalesce

from practices.dates import NotADate, parse_date
from practices.folding import LONG_ENOUGH, beginnings_of, chunks_of, is_slip, names_in
from practices.telephone import digits_asked, has_number
from women.models import AgencyReference, Person, SafeContact, Woman

MOST = 60
MOST_ASKED = 8  # chunks of a question
LONG_REFERENCE = 4  # letters and digits by which an agency's reference is looked for

BORN = "Her date of birth"
HER_NUMBER = "A telephone number of hers"
THEIR_NUMBER = "The telephone number of somebody around her"
REFERENCE = "Another agency’s reference"
AGENCY = "Matches an agency she works with"
SLIP = "Spelt a little differently"


@dataclass(frozen=True)
class Found:
    """A woman who was found, and why, where it was not by her name or reference."""

    pk: int
    why: str = ""

    @property
    def is_sure(self) -> bool:
        """Not by a name that is spelt a little differently."""
        return self.why != SLIP


def find_women(said: str) -> list[Found]:
    """The women whom `said` finds, each once: by name or reference first, by a slip of the finger last."""
    found: dict[int, Found] = {}
    for pk, why in _each(said):
        found.setdefault(pk, Found(pk, why))
    return list(found.values())


def _each(said: str) -> Iterator[tuple[int, str]]:
    asked = chunks_of(said)[:MOST_ASKED]
    if not asked:
        return
    # a merged record's reference and names find the one that goes on
    every = Woman.every.annotate(goes_on=Coalesce("merged_into", "pk")).order_by("ref")
    women = list(every.values_list("goes_on", "known_as", "full_name", "ref", "date_of_birth"))
    others: list[tuple[int, str, set[str]]] = []
    for pk, known_as, full_name, ref, _ in women:
        beginnings = _beginnings(known_as, full_name, ref)
        if _begins(asked, beginnings):
            yield pk, ""
        else:
            others.append((pk, f"{known_as} {full_name}", beginnings))
    if day := _day_said(said):
        yield from ((pk, BORN) for pk, *_, born in women if born == day)
    if digits := digits_asked(said):
        yield from _by_number(digits)
    if len("".join(asked)) >= LONG_REFERENCE:
        for pk, reference in AgencyReference.objects.values_list("woman", "reference"):
            if _begins(asked, beginnings_of(reference)):
                yield pk, REFERENCE
    people = list(Person.objects.exclude(agency="").values_list("woman", "agency"))
    meant = {agency for agency in {agency for _, agency in people} if _begins(asked, beginnings_of(agency))}
    yield from ((pk, AGENCY) for pk, agency in people if agency in meant)
    if any(len(chunk) >= LONG_ENOUGH for chunk in _runs(asked)):
        yield from ((pk, SLIP) for pk, names, beginnings in others if _is_slip_of(asked, names, beginnings))


def _beginnings(known_as: str, full_name: str, ref: str) -> set[str]:
    texts = (full_name, ref) if full_name.startswith(known_as) else (known_as, full_name, ref)
    return {beginning for text in texts for beginning in beginnings_of(text)}


def _by_number(digits: str) -> Iterator[tuple[int, str]]:
    reached: Iterable[tuple[int, str]] = SafeContact.objects.exclude(detail="").values_list("woman", "detail")
    around: Iterable[tuple[int, str]] = Person.objects.exclude(phone="").values_list("woman", "phone")
    for rows, why in ((reached, HER_NUMBER), (around, THEIR_NUMBER)):
        yield from ((pk, why) for pk, text in rows if has_number(text, digits))


def _begins(asked: list[str], beginnings: set[str]) -> bool:
    """Whether the chunks that were typed, run together in any way, each begin one of the beginnings."""
    return _can_be_split(asked, lambda run: any(one.startswith(run) for one in beginnings))


def _can_be_split(asked: list[str], is_known: Callable[[str], bool]) -> bool:
    """Whether neighbouring chunks can be run together so that every run is known: “mc donald” is mcdonald."""
    reached = [True] + [False] * len(asked)
    for last in range(1, len(asked) + 1):
        reached[last] = any(reached[first] and is_known("".join(asked[first:last])) for first in range(last))
    return reached[-1]


def _runs(asked: list[str]) -> set[str]:
    return {"".join(asked[first:last]) for first in range(len(asked)) for last in range(first + 1, len(asked) + 1)}


def _is_slip_of(asked: list[str], names: str, beginnings: set[str]) -> bool:
    """Whether every word that was typed begins a word of hers, or is one slip of the finger from one."""
    words = names_in(names) | beginnings

    def is_near(run: str) -> bool:
        return any(word.startswith(run) or is_slip(run, word) for word in words)

    return _can_be_split(asked, is_near)


def _day_said(said: str) -> date | None:
    """The day that was typed, however it is written."""
    try:
        return parse_date(said)
    except NotADate:
        return None
