"""Text made comparable: one spelling for what people and programs write in many.

The one folding of names: searching, asking about duplicates and reading what leaves all use it.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise, product

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
CHUNK = re.compile(r"[a-z]+|\d+")  # of folded text
JOINED = re.compile(r"(?:v[ao]nd(?:en|er)|vante[nr]|dela|delos)(?=[a-z]{4})")
MARKS = str.maketrans(
    {**dict.fromkeys("’‘‛ʼʻʹʽˈ′´`ꞌ", "'"), **dict.fromkeys("−⁃", "-")}  # apostrophes and dashes as keyboards make them
)
PARTICLES = {"mc", "mac", "o", "d", "st"}  # written apart from the word that follows, or joined to it
AFTER_VAN = {"den", "ten", "ter"}  # small words behind van alone: Den is a name
DIGRAPHS = str.maketrans(
    {"å": "aa", "ä": "ae", "æ": "ae", "ø": "oe", "ö": "oe", "œ": "oe", "ü": "ue", "ß": "ss", "đ": "dj", "ð": "dh"}
)  # as their own languages write letters that a keyboard has not
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("dj", "d"), ("aa|ae|ai|ay", "a"), ("oe", "o"), ("(?<!q)ue", "u"), ("ph", "f"), ("^wh", "w"), ("^wr", "r"),
        ("rh", "r"), ("th", "t"), ("cks|ks", "x"), ("ck", "k"), ("^kn", "n"), ("c(?=[aoulrk]|$)", "k"), ("mps", "ms"),
        ("z", "s"), ("igh|ey|ie|ee|ea|ei|y", "i"), ("aw", "au"), (r"(.)\1+", r"\1"), ("(?<=..[^aeiou])e$", ""),
        ("(?<=.[aeiou])h$", ""),
    )
]  # fmt: skip
SMALL_WORDS = {"al", "ap", "bin", "bint", "da", "de", "del", "der", "di", "el", "la", "le", "ni", "van", "von", "y"}
LEAST_HEARD, MOST_UNHEARD = 2, 3  # letters of a word that sounds like another, and by how many they may differ
FIRST_ALIKE = {"ck", "kc", "pf", "fp", "wr", "rw", "kn", "nk", "zs", "sz", "yi", "iy"}
LONG_ENOUGH = 5  # letters of a word in which one slip of the finger is believed
LONG_ENOUGH_BESIDE = 4  # the same, where all that stands beside the word is equal: Lisa Khan and Lisa Kahn
MOST_SPELT = 4  # chunks of which each spelling is tried with each other
MOST_CHUNKS = 12  # of a name or a question: beyond it nobody looks for anybody


def clean(text: str) -> str:
    """The text in one form of each letter, dash and space, without marks that nobody sees; its capitals stay."""
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
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


def fold_each(text: str) -> list[str]:
    """The text folded, and folded as its own language writes what a keyboard has not: Ågård is agard and aagaard."""
    folded = fold(text)
    if text.isascii():
        return [folded]
    return list(dict.fromkeys([folded, fold(clean(text).casefold().translate(DIGRAPHS))]))


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """What a folded word is called aloud, nearly: Pyke and Pike, Whyte and White, Djordjevic and Dordevic are one."""
    for pattern, sound in SOUNDS:
        word = pattern.sub(sound, word)
    return word


def is_alike(one: str, other: str) -> bool:
    """Whether two folded words sound alike; numbers and single letters never do."""
    if not (one and other) or (one[0] != other[0] and one[0] + other[0] not in FIRST_ALIKE):
        return False  # before the sounds are worked out: a search compares thousands of words
    if min(len(one), len(other)) < LEAST_HEARD or abs(len(one) - len(other)) > MOST_UNHEARD:
        return False
    return one.isalpha() and other.isalpha() and sound_of(one) == sound_of(other)


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


def chunks_each(text: str) -> list[list[str]]:
    """The chunks of the text in each way of folding it."""
    return [CHUNK.findall(folded)[:MOST_CHUNKS] for folded in fold_each(text)]


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
    return {beginning for chunks in chunks_each(name) for beginning in _beginnings(chunks)}


def _beginnings(chunks: list[str]) -> set[str]:
    found = {bare for chunk in chunks if (bare := _without_joined(chunk)) != chunk}
    rest = ""
    for chunk in reversed(chunks):
        rest = chunk + rest
        found.add(rest)
    choices = [_spellings(chunk) for chunk in chunks]
    last_spelt = max((place for place, spellings in enumerate(choices) if len(spellings) > 1), default=-1)
    for first in range(last_spelt + 1):
        last = "".join(chunks[first + MOST_SPELT :])
        found |= {"".join(spelling) + last for spelling in product(*choices[first : first + MOST_SPELT])}
    return found


def _without_joined(chunk: str) -> str:
    """“donald” of “mcdonald”, “berg” of “vandenberg”."""
    return _without_mac(bare_of(chunk))


def _without_mac(chunk: str) -> str:
    for particle in ("mac", "mc"):
        if chunk.startswith(particle) and len(chunk) > LONG_ENOUGH and chunk.isalpha():
            return chunk[len(particle) :]
    return chunk


def bare_of(word: str) -> str:
    """A word without two small words that are joined to it: “berg” of vandenberg and vanderberg, “cruz” of delacruz."""
    hit = JOINED.match(word)
    return word[hit.end() :] if hit else word


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
    small = (
        word in SMALL_WORDS or (word in AFTER_VAN and before == "van")
        for before, word in pairwise(["", *plain_words])
    )  # fmt: skip
    return [word for word, is_small in zip(plain_words, small, strict=True) if not is_small] or plain_words


def words_like(typed: str, words: Collection[str]) -> set[str]:
    """Those of many folded words that are one slip of the finger from what was typed, or that sound like it."""
    if len(typed) < LEAST_HEARD or not typed.isalpha():
        return set()
    firsts = {typed[0], *(pair[1] for pair in FIRST_ALIKE if pair[0] == typed[0])}
    near = range(len(typed) - MOST_UNHEARD, len(typed) + MOST_UNHEARD + 1)
    alike = {word for word in words if len(word) in near and word[0] in firsts and is_alike(typed, word)}
    slips = process.extract_iter(typed, words, scorer=OSA.distance, score_cutoff=1)
    return alike | {word for word, _, _ in slips if is_slip(typed, word)}


def is_slip(typed: str, meant: str, *, least: int = LONG_ENOUGH) -> bool:
    """Whether two words are one slip of the finger apart: a letter more, less, other, or two in the wrong order.

    Never of numbers: another digit is another reference. `least` is how many letters the shorter one has at least.
    """
    if min(len(typed), len(meant)) < least or abs(len(typed) - len(meant)) > 1:
        return False
    if not (typed.isalpha() and meant.isalpha()):
        return False
    return OSA.distance(typed, meant, score_cutoff=1) == 1
