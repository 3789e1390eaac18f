"""Text made comparable: one spelling for what people and programs write in many.

The one folding of names: searching, asking about duplicates and reading what leaves all use it.
"""

import re
import unicodedata
from itertools import pairwise

from anyascii import anyascii

WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


def clean(text: str) -> str:
    """The text in one form of each letter, dash and space, without marks that nobody sees; its capitals stay."""
    composed = unicodedata.normalize("NFKC", text)
    seen = "".join(
        "-" if unicodedata.category(letter) == "Pd" else letter
        for letter in composed
        if unicodedata.category(letter) != "Cf"
    )
    return " ".join(seen.replace("’", "'").replace("‘", "'").split())


def fold(text: str) -> str:
    """Return `text` without case, accents or typographic marks: “Zoë’s”, “ZOE'S” and “zoe's” are one.

    Letters of any script become plain ones (ł → l, ø → o, ß → ss), by the tables of anyascii.
    """
    return anyascii(unicodedata.normalize("NFKD", clean(text).casefold())).casefold()


def names_in(name: str) -> set[str]:
    """A name's words, the parts of those that are joined, and the whole run together: Anne-Marie, Anne, AnneMarie."""
    found = set()
    words = WORD.findall(fold(name))
    for word in words:
        parts = re.split(r"[-']", word)
        found |= {word, "".join(parts), *parts}
    if len(words) > 1:
        found |= {first + second for first, second in pairwise(words)}
    return {word for word in found if len(word) > 1}
