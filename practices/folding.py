"""Text made comparable: one spelling for what people and programs write in many.

The one folding of names: searching, asking about duplicates and reading what leaves all use it.
"""

import re
import unicodedata
from itertools import pairwise, product

from anyascii import anyascii
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
CHUNK = re.compile(r"[a-z]+|\d+")  # of folded text
MARKS = str.maketrans(
    {**dict.fromkeys("’‘‛ʼʻʹʽˈ′´`ꞌ", "'"), **dict.fromkeys("−⁃", "-")}  # apostrophes and dashes as keyboards make them
)
PARTICLES = {"mc", "mac", "o", "d", "st"}  # written apart from the word that follows, or joined to it
SMALL_WORDS = {"al", "ap", "bin", "bint", "da", "de", "del", "der", "di", "el", "la", "le", "ni", "van", "von", "y"}
LONG_ENOUGH = 5  # letters of a word in which one slip of the finger is believed
MOST_SPELT = 4  # chunks of which each spelling is tried with each other
MOST_CHUNKS = 12  # of a name or a question: beyond it nobody looks for anybody


def clean(text: str) -> str:
    """The text in one form of each letter, dash and space, without marks that nobody sees; its capitals stay."""
    marked = text.translate(MARKS)
    if not marked.isascii():
        composed = unicodedata.normalize("NFKC", marked)
        kinds = ((letter, unicodedata.category(letter)) for letter in composed)
        marked = "".join("-" if kind == "Pd" else letter for letter, kind in kinds if kind != "Cf")
    return " ".join(marked.split())


def fold(text: str) -> str:
    """Return `text` without case, accents or typographic marks: “Zoë’s”, “ZOE'S” and “zoe's” are one.

    Letters of any script become plain ones (ł → l, ø → o, ß → ss), by the tables of anyascii.
    """
    cleaned = clean(text).casefold()
    if cleaned.isascii():
        return cleaned
    return anyascii(unicodedata.normalize("NFKD", cleaned)).casefold()


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


def chunks_of(text: str) -> list[str]:
    """The runs of letters and the runs of digits of a text: “N-009” and “n009” are n and 009."""
    return CHUNK.findall(fold(text))[:MOST_CHUNKS]


def _spellings(chunk: str) -> list[str]:
    """A chunk as others write it: Mac for Mc, Saint for St, a number without its noughts."""
    if chunk.isdigit():
        return list(dict.fromkeys([chunk, chunk.lstrip("0") or "0"]))
    if chunk in ("st", "saint"):
        return ["st", "saint"]
    if chunk.startswith("mc"):
        return [chunk, "mac" + chunk[2:]]
    if chunk == "mac" or (chunk.startswith("mac") and len(chunk) > LONG_ENOUGH):
        return [chunk, "mc" + chunk[3:]]
    return [chunk]


def beginnings_of(name: str) -> set[str]:
    """What somebody may begin to type for a name or a reference: it from each of its chunks on, run together.

    “Fiona Mc Donald”: fionamcdonald, mcdonald, donald, and the same with Mac. “N-009”: n009, n9, 009, 9.
    """
    chunks = chunks_of(name)
    found = {bare for chunk in chunks if (bare := _without_mac(chunk)) != chunk}
    choices = [_spellings(chunk) for chunk in chunks]
    rest = ""
    for first in reversed(range(len(chunks))):
        rest = chunks[first] + rest
        found.add(rest)
        if any(len(spellings) > 1 for spellings in choices[first:]):
            last = "".join(chunks[first + MOST_SPELT :])
            found |= {"".join(spelling) + last for spelling in product(*choices[first : first + MOST_SPELT])}
    return found


def _without_mac(chunk: str) -> str:
    """“donald” of “mcdonald”."""
    for particle in ("mac", "mc"):
        if chunk.startswith(particle) and len(chunk) > LONG_ENOUGH and chunk.isalpha():
            return chunk[len(particle) :]
    return chunk


def name_words(name: str) -> list[str]:
    """A name's words as two names are compared: Mc, O', D' and St joined to what follows, small words left out.

    “Nora O’Brien” is nora, obrien; “Fiona Mac Donald” is fiona, mcdonald; “Kelly-Marie de la Cruz” is kelly, marie,
    cruz.
    """
    words: list[str] = []
    joins = False
    for chunk in CHUNK.findall(fold(name).replace("'", "")):
        plain = "st" if chunk == "saint" else chunk
        if joins:
            words[-1] += plain
        else:
            words.append(plain)
        joins = plain in PARTICLES
    plain_words = [_spellings(word)[-1] if word.startswith("mac") else word for word in words]
    return [word for word in plain_words if word not in SMALL_WORDS] or plain_words


def is_slip(typed: str, meant: str) -> bool:
    """Whether two words are one slip of the finger apart: a letter more, less, other, or two in the wrong order.

    Never of numbers: another digit is another reference.
    """
    if min(len(typed), len(meant)) < LONG_ENOUGH or abs(len(typed) - len(meant)) > 1:
        return False
    if not (typed.isalpha() and meant.isalpha()):
        return False
    return OSA.distance(typed, meant, score_cutoff=1) == 1
