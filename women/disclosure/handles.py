"""Accounts online that are written without an @, and names in which a digit stands for a letter: chlo_k89, H0lly."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from django.apps import apps

from women.disclosure.lexicon import ALSO_NAMES, bare, capitals, fold, is_english
from women.disclosure.matches import Found, Kind
from women.disclosure.names import JOINING
from women.disclosure.recorded import Recorded
from women.disclosure.sentences import Sentence

TOKEN = re.compile(r"(?<![\w@+/.-])(?=\w*[^\W\d_])\w*[\d_]\w*(?:'s)?(?![\w@]|[./@-]\w)")
LETTERS_FIRST = re.compile(r"([^\W\d_]{3,})\d+\w*")
POSTS_AS = re.compile(
    r"\b(?:(?:posts?|posted|posting|tweets?|tweeting|streams?|streaming|blogs?|blogging|online|known online) as|"
    r"(?:user ?name|handle|screen ?name|gamertag)(?: (?:is|was|of|called))?):? [\"'“]?([\w.-]{3,}\w)",
    re.IGNORECASE,
)
STANDS_FOR = {"0": "o", "1": "li", "3": "e", "4": "a", "5": "s"}
LEAST_LETTERS, MOST_DIGITS = 3, 4
WHY = "it looks like an account online"


def handles_of(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """What people are called online, by its look or by what stands before it; codes and references are no accounts."""
    for hit in TOKEN.finditer(sentence.text):
        word = bare(hit.group())
        if fold(word) not in recorded.references and _is_handle(word, recorded):
            yield Found(Kind.REACHES, word, WHY)
    for hit in POSTS_AS.finditer(sentence.text):
        if not is_english(fold(hit[1])):
            yield Found(Kind.REACHES, hit[1], WHY)


def _is_handle(word: str, recorded: Recorded) -> bool:
    """Letters with an underscore; or with digits after them, where the letters are a name or no word that we know."""
    if "_" in word.strip("_"):
        return word.lower() not in codes()
    parts = LETTERS_FIRST.fullmatch(word)
    if parts is None or word.isupper() or fold(word) in capitals():
        return False
    plain = fold(parts[1])
    if plain in capitals():
        return False
    return plain in recorded.names or plain in ALSO_NAMES or not is_english(plain)


@cache
def codes() -> frozenset[str]:
    """The words with an underscore that this product itself uses: its codes, and its columns."""
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    values = [value for field in fields for value, _ in getattr(field, "flatchoices", ())]
    return frozenset(str(one).lower() for one in (*values, *(field.name for field in fields)) if "_" in str(one))


def disguised_names_of(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """Names of the records with digits for letters: H0lly, Z0e."""
    for hit in TOKEN.finditer(sentence.text):
        word = bare(hit.group())
        name = next((one for one in _undisguised(word) if one in recorded.names), None)
        if name and name not in JOINING:
            yield Found(Kind.NAME, word, f"the name of {recorded.names[name]}, with a digit for a letter")


def _undisguised(word: str) -> Iterator[str]:
    """What a word says where its digits stand for letters; “5am” is no Sam, nor “1st” a word."""
    letters = sum(sign.isalpha() for sign in word)
    if len(word) < LEAST_LETTERS or len(word) - letters > MOST_DIGITS:
        return
    if word[0].isdigit() and letters < LEAST_LETTERS:
        return
    spellings = [STANDS_FOR.get(sign, sign) for sign in word]
    if not any(sign.isdigit() or sign == "_" for options in spellings for sign in options):
        yield from (fold("".join(one)) for one in product(*spellings))
