"""Headings and names of sheets compared with ours, as values are; and which of ours is the nearest."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz

NEAR_ENOUGH = 0.6  # of 1: below this nothing is proposed
LEADING = re.compile(r"\s*(?:(?:our|the|my|all|her)\s+)+(?=\S)", re.IGNORECASE)  # words that name nothing: Our Mums
OTHER_WORDS = {
    "date": "on", "day": "on", "when": "on", "time": "at", "reference": "ref", "id": "ref", "client": "woman",
    "mother": "woman", "mum": "woman", "number": "no", "num": "no", "worker": "practitioner", "staff": "practitioner",
    "dob": "date of birth", "birthday": "date of birth", "birthdate": "date of birth", "duration": "minutes",
    "mins": "minutes", "length": "minutes", "notes": "note", "comment": "note", "comments": "note", "type": "mode",
    "method": "mode", "result": "outcome", "status": "outcome", "nickname": "known as", "preferred": "known",
    "surname": "full name", "organisation": "agency", "provider": "agency", "subject": "area",
}  # fmt: skip


def name_key(name: str) -> str:
    """Return a name without case, spaces, underscores and punctuation: two that give the same are the same."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


def words_of(name: str) -> str:
    """Return the words of a name, in lower case, also of one that runs them together (GoalScores, woman_ref)."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", name))
    return " ".join(re.findall(r"[^\W_]+", parted.casefold()))


def likeness(name: str, ours: str, also: Sequence[str] = ()) -> float:
    """Return from 0 to 1 how alike a name and one of ours are; `also` are other words for ours, the likeliest first."""
    keys = [name_key(word) for word in also]
    bare = LEADING.sub("", name)
    for key in (name_key(name), name_key(bare)):
        if key in keys:
            return 1 - keys.index(key) / 1000
    own = words_of(ours)
    said = words_of(bare)
    meant = " ".join(OTHER_WORDS.get(word, word) for word in said.split())
    return max(_alike(said, own), _alike(meant, own))


def _alike(words: str, own: str) -> float:
    whole = fuzz.ratio(words, own) / 100
    return max(whole, 0.9 * fuzz.token_set_ratio(words, own) / 100, 0.97 * fuzz.token_sort_ratio(words, own) / 100)


def nearest(ours: Iterable[str], score: Callable[[str], float]) -> list[tuple[float, str]]:
    """Return each of our names with its score from 0 to 1, the nearest first."""
    return sorted(((score(own), own) for own in ours), key=lambda pair: -pair[0])


def propose(ours: Sequence[str], scores: Mapping[int, Callable[[str], float]]) -> dict[int, str]:
    """Return for each unknown place the nearest of our names that is free, the best fits first, each name once."""
    pairs = [
        (points, place, own)
        for place, score in scores.items()
        for points, own in nearest(ours, score)
        if points >= NEAR_ENOUGH
    ]
    proposals: dict[int, str] = {}
    for _, place, own in sorted(pairs, key=lambda pair: -pair[0]):
        if place not in proposals and own not in proposals.values():
            proposals[place] = own
    return proposals
