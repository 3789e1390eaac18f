"""Which words are no name: the English language, and what carries a capital in reports of this work.

In lists/, `english.txt.gz` is SCOWL's British list in lower case (english-licence.txt); the others are kept by hand.
"""

import gzip
import re
from functools import cache, lru_cache
from pathlib import Path

from practices import folding

LISTS = Path(__file__).parent / "lists"


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word folded; a text has few words many times."""
    return folding.fold(word)


def words_in(name: str) -> frozenset[str]:
    """The words of a list that is kept by hand, folded."""
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


ALSO_NAMES = words_in("also_names")
SHORT_FORM = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m|t))$")


@cache
def english() -> frozenset[str]:
    """The words of the language, in lower case."""
    return frozenset(gzip.decompress((LISTS / "english.txt.gz").read_bytes()).decode().split())


@cache
def capitals() -> frozenset[str]:
    """The kept words, folded."""
    return words_in("capitals")


def bare(word: str) -> str:
    """A word without what is joined to it by an apostrophe: Donna's → Donna, haven't → have."""
    return SHORT_FORM.sub("", word).rstrip("'")


def is_english(plain: str) -> bool:
    """Whether a folded word stands in the dictionary; one joined by hyphens where all its parts do."""
    words = english()
    parts = [one for one in plain.split("-") if one]
    return all(one in words or bare(one) in words or len(one) == 1 or one in ("co", "re") for one in parts)


def is_known(word: str) -> bool:
    """Whether a word with a capital is nobody's, as far as words can tell."""
    plain = fold(word)
    parts = bare(plain).split("-")
    if plain in capitals() or all(part in capitals() or (len(parts) > 1 and is_english(part)) for part in parts):
        return True
    return is_english(plain) and bare(plain) not in ALSO_NAMES
