"""Words with a capital that no dictionary and no list of ours knows: a name, a place, a school."""

import re
from collections.abc import Iterator

from women.disclosure.lexicon import ALSO_NAMES, bare, capitals, fold, is_english, is_known, words_in
from women.disclosure.matches import Found, Kind
from women.disclosure.recorded import GENERAL, Recorded
from women.disclosure.sentences import Sentence, Word

# a run of words with capitals that ends in one of these, or has it, is a body that everybody knows
BODIES = words_in("bodies")
ACADEMY = "academy"  # also where a child learns
KINDS_OF_PLACE = words_in("kinds_of_place")
AT = {"in", "from", "near", "on", "at", "around", "outside", "to", "opposite", "behind", "beside", "towards", "past"}
# towns whose names are words of the language: a place after "in" and its like
ALSO_TOWNS = words_in("also_towns")
LEADING = words_in("leading")
COURTS = {"high", "supreme", "family", "crown", "county", "magistrates", "youth", "sheriff", "coroners", "the"}
LEAST_SHOUTED = 4  # letters: shorter ones are short forms
BETWEEN = {"of", "the", "for", "&"}


def capitals_of(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """Each run of words with capitals that may be somebody or somewhere."""
    if sentence.is_shouted:
        yield from _shouted(sentence, recorded)
        return
    for before, run in _runs(sentence):
        found = _judge(before, run, recorded, sentence.text[run[0].start : run[-1].end])
        if found:
            yield found


def _shouted(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """Where all has capitals, the words that stand in no dictionary and on no list."""
    for word in sentence.words:
        plain = bare(fold(word.text))
        if len(plain) >= LEAST_SHOUTED and plain not in capitals() | recorded.own and not is_english(plain):
            yield Found(Kind.LIKE_A_NAME, word.text, "a word that may be a name")


def _runs(sentence: Sentence) -> Iterator[tuple[str, list[Word]]]:
    """(the word before it in small letters, the words): those that stand side by side, or have “of” between."""
    run: list[Word] = []
    before = last = ""
    for word in sentence.words:
        if word.is_capital and not (word.is_first and word.text.lower() in LEADING):
            if run and not _touches(sentence, run[-1], word):
                yield before, run
                run = []
            before = before if run else last
            run.append(word)
        last = word.text.lower()
    if run:
        yield before, run


def _touches(sentence: Sentence, one: Word, other: Word) -> bool:
    between = sentence.text[one.end : other.start]
    return set(between.lower().split()) <= BETWEEN and not other.is_first


def _judge(before: str, run: list[Word], recorded: Recorded, words: str) -> Found | None:
    plain = [bare(fold(word.text)) for word in run]
    is_own = [one in recorded.own for one in plain]
    odd = [word for word, own in zip(run, is_own, strict=True) if not own and _is_odd(word, run)]
    is_place = before in AT or bool(set(plain[1:]) & KINDS_OF_PLACE)
    if not odd:
        if before in AT and len(run) == 1 and plain[0] in ALSO_TOWNS - recorded.own and not run[0].is_first:
            return Found(Kind.LIKE_A_PLACE, words, "it may be the name of a town")
        return _built(plain, is_own, words, run)
    if set(plain) & (BODIES - {ACADEMY}) and len(run) > 1 and not set(plain) & (KINDS_OF_PLACE - {ACADEMY}):
        return None
    if is_place:
        return Found(Kind.LIKE_A_PLACE, words, "a place: could it say where she is?")
    return Found(Kind.LIKE_A_NAME, words, "a word with a capital that may be a name")


def _built(plain: list[str], is_own: list[bool], words: str, run: list[Word]) -> Found | None:
    """A street, school or house whose name is of everyday words: “High Street”, “Green Park School”."""
    last = plain[-1]
    if len(run) < 2 or last not in KINDS_OF_PLACE or all(is_own[:-1]):
        return None
    if last == "court" and set(plain[:-1]) <= COURTS:
        return None
    if all(one in capitals() or one in GENERAL or own for one, own in zip(plain[:-1], is_own[:-1], strict=True)):
        return None  # Family Court, Crown Court
    if run[0].is_first and len(run) == 2 and is_english(plain[0]):
        return None if last not in {"street", "road", "lane", "avenue", "school", "estate"} else _place(words)
    return _place(words)


def _place(words: str) -> Found:
    return Found(Kind.LIKE_A_PLACE, words, "a place: could it say where she is?")


def _is_odd(word: Word, run: list[Word]) -> bool:
    """Whether a word with a capital is no word that we know; one in capitals throughout is a short form."""
    text = word.text
    if len(text) == 1 or is_known(text):
        return False
    letters = re.sub(r"(?:'s|s)$", "", text)
    if letters.isupper() and len(letters) <= 6:
        return False
    plain = bare(fold(text))
    if plain in ALSO_NAMES and (word.is_first or len(run) > 1):
        return any(_is_unknown(other) for other in run if other is not word)
    return True


def _is_unknown(word: Word) -> bool:
    plain = bare(fold(word.text))
    return plain not in capitals() and not is_english(plain)
