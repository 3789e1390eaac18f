"""Who on record may be the woman now written down: asked before a second record of her is made (ADR 0050)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import product

from practices.folding import LONG_ENOUGH_BESIDE, SMALL_WORDS, bare_of, chunks_of, is_alike, is_slip, name_words
from practices.given_names import is_form_of
from practices.models import Membership
from practices.telephone import numbers_in
from women.models import AgencyReference, Person, SafeContact, Woman
from women.safety import to_read_first

MOST = 10
LEAST_LETTERS = 3  # of a name that says anything

SAME_NAME, NAMES_WITHIN, ONE_SLIP, SURNAME_AND_LETTER, KNOWN_ALIKE = 6, 5, 4, 2, 1
BORN_SAME, BORN_NEAR, SAME_NUMBER, SAME_REFERENCE = 4, 1, 5, 5

Reason = tuple[int, str]  # what it weighs, and in words
NOTHING: Reason = (0, "")  # so weighs a surname alone


@dataclass(frozen=True)
class Described:
    """Somebody as she is written down: on a form, in a row of a workbook, or in what comes with a transfer."""

    known_as: str = ""
    full_name: str = ""
    born: date | None = None
    numbers: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()  # of other agencies, as `reference_key` gives them

    @cached_property
    def words(self) -> list[str]:
        """The words of her whole name, as far as it is known; of half a name with what she is called before it."""
        words = name_words(self.full_name)
        return words if len(words) > 1 else list(dict.fromkeys([*name_words(self.known_as), *words]))

    @cached_property
    def whole(self) -> str:
        """Her whole name run together, small words and all."""
        return "".join(chunks_of(self.full_name or self.known_as))

    @cached_property
    def first_names(self) -> set[str]:
        """What she may be called: the first word of either name."""
        firsts = (name_words(name)[:1] for name in (self.known_as, self.full_name))
        return {word for words in firsts for word in words if len(word) >= LEAST_LETTERS}

    @property
    def has_surname(self) -> bool:
        """Whether more than what she is called is known."""
        return len(self.words) > 1


def describe(woman: Woman) -> Described:
    """A woman on record, with the numbers and references that stand on her record."""
    texts = [*woman.safe_contacts.values_list("detail", flat=True), *woman.people.values_list("phone", flat=True)]
    keys = (reference_key(one) for one in woman.agency_references.values_list("reference", flat=True))
    return Described(
        woman.known_as, woman.full_name, woman.date_of_birth,
        frozenset(number for text in texts for number in numbers_in(text)), frozenset(key for key in keys if key),
    )  # fmt: skip


@dataclass(frozen=True)
class Likely:
    """A woman on record who may be the same: why, and how much speaks for it."""

    woman: Woman
    why: tuple[str, ...]
    weight: int
    known: Described  # the record that is like her; of a woman with a merged one, either
    read_first: bool = False  # there is something to read before contact; the mark itself says no more


def likely_same(
    described: Described, *, viewer: Membership | None = None, besides: Collection[int] = ()
) -> list[Likely]:
    """The women on record who may be her, the likeliest first, with the mark of those to be read of before contact.

    `besides` are records that she is known not to be, or to be. The scope is open: a restricted record stays unseen.
    """
    return likely_same_many([described], viewer=viewer, besides=besides)[0]


def likely_same_many(
    described: Sequence[Described], *, viewer: Membership | None = None, besides: Collection[int] = ()
) -> list[list[Likely]]:
    """The same for many at once, in as many statements: a list for each of them, in their order."""
    numbers = _numbers_on_record() if any(one.numbers for one in described) else {}
    references = _references_on_record() if any(one.references for one in described) else {}
    none: frozenset[str] = frozenset()
    held = []
    for record in Woman.every.select_related("merged_into").order_by("ref"):
        woman = record.merged_into or record  # the names of a merged record are hers, too
        known_by = numbers.get(woman.pk, none), references.get(woman.pk, none)
        if woman.pk not in besides:
            held.append((woman, Described(record.known_as, record.full_name, record.date_of_birth, *known_by)))
    found = [_most_likely(one, held) for one in described]
    marked = to_read_first(viewer, {one.woman.pk for likely in found for one in likely}) if viewer else set()
    return [[replace(one, read_first=one.woman.pk in marked) for one in likely] for likely in found]


def _numbers_on_record() -> dict[int, frozenset[str]]:
    numbers: dict[int, set[str]] = {}
    hers: Iterable[tuple[int, str]] = SafeContact.objects.exclude(detail="").values_list("woman", "detail")
    around: Iterable[tuple[int, str]] = Person.objects.exclude(phone="").values_list("woman", "phone")
    for rows in (hers, around):
        for pk, text in rows:
            numbers.setdefault(pk, set()).update(numbers_in(text))
    return {pk: frozenset(found) for pk, found in numbers.items()}


def reference_key(reference: str) -> str:
    """An agency's reference without its spaces and marks; blank where it is too short to tell anybody by."""
    key = "".join(chunks_of(reference))
    return key if len(key) > LEAST_LETTERS else ""


def _references_on_record() -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for pk, reference in AgencyReference.objects.values_list("woman", "reference"):
        found.setdefault(pk, set()).add(reference_key(reference))
    return {pk: frozenset(keys - {""}) for pk, keys in found.items()}


def _most_likely(new: Described, held: Sequence[tuple[Woman, Described]]) -> list[Likely]:
    found: dict[int, Likely] = {}
    for woman, known in held:
        weight, why = compare(new, known)
        if weight > (found[woman.pk].weight if woman.pk in found else 0):
            found[woman.pk] = Likely(woman, why, weight, known)
    return sorted(found.values(), key=lambda one: -one.weight)[:MOST]


def compare(new: Described, known: Described) -> tuple[int, tuple[str, ...]]:
    """How much speaks for two descriptions being of one woman, and what."""
    name, birth = _by_name(new, known), _by_birth(new.born, known.born)
    number = (SAME_NUMBER, "the same telephone number") if new.numbers & known.numbers else NOTHING
    reference = (SAME_REFERENCE, "the same reference of an agency") if new.references & known.references else NOTHING
    if name == NOTHING and (birth, number, reference) != (NOTHING,) * 3:
        name = _by_what_she_is_called(new, known)  # a surname changes
    weight = sum(points for points, _ in (name, birth, number, reference))
    if weight == BORN_NEAR and name == NOTHING:
        return NOTHING[0], ()  # a birth date that is almost hers, of somebody called otherwise
    return weight, tuple(why for _, why in (name, birth, number, reference) if why)


def _by_name(new: Described, known: Described) -> Reason:
    ours, theirs = new.words, known.words
    if not (new.has_surname and known.has_surname):
        return _by_what_she_is_called(new, known)
    weighed = (SAME_NAME, "the same name") if new.whole == known.whole else _by_whole_names(ours, theirs)
    if weighed == NOTHING and _share_a_surname(ours, theirs):
        return _by_first_letter(new, known)
    return weighed


def _by_whole_names(ours: list[str], theirs: list[str]) -> Reason:
    if sorted(ours) == sorted(theirs) or "".join(ours) == "".join(theirs):
        return SAME_NAME, "the same name"
    shorter, longer = sorted((ours, theirs), key=len)
    if set(shorter) <= set(longer):
        return NAMES_WITHIN, "some of the same names"
    if all(any(_is_near(word, other) or is_form_of(word, other) for other in longer) for word in shorter):
        return ONE_SLIP, "almost the same name"
    return (ONE_SLIP, "almost the same name") if _is_slip_of_surname(ours, theirs) else NOTHING


def _is_slip_of_surname(ours: list[str], theirs: list[str]) -> bool:
    """Whether all of two names is equal but one short surname, and that by a slip: Lisa Khan and Lisa Kahn."""
    if len(ours) != len(theirs) or ours[0] != theirs[0]:
        return False
    others = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    return len(others) == 1 and is_slip(*others[0], least=LONG_ENOUGH_BESIDE)


JOINED = SMALL_WORDS | {first + second for first, second in product(SMALL_WORDS, repeat=2)}


def _is_near(word: str, other: str) -> bool:
    longer, shorter = sorted((word, other), key=len, reverse=True)
    if len(shorter) >= LEAST_LETTERS and longer.endswith(shorter) and longer.removesuffix(shorter) in JOINED:
        return True  # AlZahra and Al-Zahra, Delacruz and de la Cruz
    return any(
        one == another or is_slip(one, another) or is_alike(one, another)
        for one, another in ((word.removeprefix("mc"), other.removeprefix("mc")), (bare_of(word), bare_of(other)))
    )


def _share_a_surname(ours: list[str], theirs: list[str]) -> bool:
    """Whether one's last name is a name of the other, but for a slip."""
    return any(_is_near(ours[-1], word) for word in theirs[1:]) or any(_is_near(theirs[-1], word) for word in ours[1:])


def _by_first_letter(new: Described, known: Described) -> Reason:
    letters = {word[0] for word in (*new.first_names, new.words[0])}
    if letters & {word[0] for word in (*known.first_names, known.words[0])}:
        return SURNAME_AND_LETTER, "the same surname and first letter"
    return NOTHING


def _by_what_she_is_called(new: Described, known: Described) -> Reason:
    """Whether one may be called as the other is: the same, longer, shortened, or a slip apart."""
    if any(_is_called_alike(one, other) for one, other in product(new.first_names, known.first_names)):
        return KNOWN_ALIKE, "a like first name"
    return NOTHING


def _is_called_alike(one: str, other: str) -> bool:
    begins = one.startswith(other) or other.startswith(one)
    return begins or is_slip(one, other) or is_alike(one, other) or is_form_of(one, other)


def _by_birth(new: date | None, known: date | None) -> Reason:
    if new is None or known is None:
        return NOTHING
    if new == known:
        return BORN_SAME, "the same date of birth"
    swapped = (new.year, new.month, new.day) == (known.year, known.day, known.month)
    digits = sum(one != other for one, other in zip(f"{new:%Y%m%d}", f"{known:%Y%m%d}", strict=True))
    return (BORN_NEAR, "a date of birth that is almost the same") if swapped or digits == 1 else NOTHING
