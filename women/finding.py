"""Finding a woman by what somebody remembers of her: a name's beginning, a reference, an agency.

Case and accents do not count. A Practice holds some hundreds of women at most, so the words are folded when they
are asked for; nothing is stored twice.
"""

import unicodedata
from datetime import date

from django.db.models import CharField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower

from women.models import Person, Woman

MARKS = "[\u0300-\u036f]"  # what NFD splits off a letter
MOST = 60


class WithoutAccents(Func):
    """A text in lower case with every accent taken off its letter; PostgreSQL's own normalize()."""

    function = "regexp_replace"
    template = "%(function)s(normalize(%(expressions)s, NFD), '" + MARKS + "', '', 'g')"
    output_field = TextField()


def fold(text: str) -> str:
    """The same in Python."""
    parts = unicodedata.normalize("NFD", text.replace("\0", "").lower())
    return "".join(part for part in parts if not unicodedata.combining(part)).strip()


def _words(*names: str) -> WithoutAccents:
    fields: list[object] = [Value(" ")]
    for name in names:
        fields += [F(name), Value(" ")]
    return WithoutAccents(Lower(Concat(*fields, output_field=CharField())))


def women_like(said: str) -> QuerySet[Woman]:
    """Women one of whose words begins with each word that was said; nothing said finds nobody."""
    found = Woman.objects.annotate(words=_words("known_as", "full_name", "ref"))
    parts = fold(said).split()
    for part in parts:
        begins = Q(words__contains=f" {part}")
        digits = part.replace("-", "")
        found = found.filter(begins | Q(ref__icontains=digits) if digits.isdigit() and len(digits) > 1 else begins)
    return found if parts else found.none()


def women_with(agency: str) -> QuerySet[Woman]:
    """Women around whom stands somebody of an agency whose name begins like that."""
    people = Person.objects.annotate(agency_words=_words("agency")).filter(agency_words__contains=f" {fold(agency)}")
    return Woman.objects.filter(pk__in=people.values("woman")) if fold(agency) else Woman.objects.none()


def likely_same(*, known_as: str, full_name: str, born: date | None) -> list[Woman]:
    """Women on record who may be the one now referred, the likeliest first.

    The same birth date, the whole full name, or a known-as that begins alike; a surname alone says too little.
    """
    same = Q(pk=None)
    found = Woman.objects.annotate(words=_words("known_as", "full_name"))
    names = [part for part in fold(full_name).split() if len(part) >= 3]
    if len(fold(known_as)) >= 3:
        same |= Q(words__contains=f" {fold(known_as)}")
    if len(names) > 1:
        whole = Q()
        for part in names:
            whole &= Q(words__contains=f" {part}")
        same |= whole
    if born is not None:
        same |= Q(date_of_birth=born)
    likely: list[Woman] = list(found.filter(same).order_by("ref")[:30])
    likely.sort(
        key=lambda woman: (
            -(
                (born is not None and woman.date_of_birth == born) * 2
                + bool(names and fold(woman.full_name) == fold(full_name))
            )
        )
    )
    return likely[:10]
