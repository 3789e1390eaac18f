"""Names and places in small letters: given names, who stands after “her sister” or “dr”, where she lives."""

import re
from collections.abc import Iterator

from women.disclosure.lexicon import bare, capitals, fold, is_english, words_in
from women.disclosure.matches import Found, Kind
from women.disclosure.recorded import Recorded
from women.disclosure.sentences import Sentence

GIVEN = words_in("given")
KIN = (
    r"(?:(?:step|half|grand|god|foster|ex|birth)[- ]?)?(?:mums?|mams?|mothers?|dads?|fathers?|sisters?|brothers?|"
    r"aunt(?:y|ies|ie)?s?|uncles?|"
    r"nans?|nanas?|nanna|gran(?:ny|dma|dad|dmother|dfather|dparents?)?s?|cousins?|niece|nephew|partners?|exe?s?|"
    r"husbands?|"
    r"wife|boyfriends?|girlfriends?|bf|fianc[eé]e?s?|friends?|mates?|neighbou?rs?|landlords?|landlad(?:y|ies)|"
    r"flatmates?|housemates?|lodgers?|in-laws?|relatives?|famil(?:y|ies)|(?:sister|brother|mother|father)-in-law|"
    r"carers?)"
)
CHILDREN = r"(?:sons?|daughters?|child(?:ren)?|kids?|bab(?:y|ies)|boys?|girls?|twins?|siblings?|toddlers?|infants?)"
AFTER_KIN = re.compile(rf"\b(?:{KIN}|{CHILDREN})(?:,| called| named| is called|:)? \(?([a-z][a-z'’-]+)", re.ASCII)
AFTER_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|auntie|uncle|sister|judge|pc|nurse)\.? ([a-z][a-z'’-]+)", re.ASCII)
CALLED = re.compile(r"\b(?:called|named|name is|name was|nicknamed|known as|aka)\b:? [\"“'‘]?([A-Za-z][\w'’-]+)")
WHERE = re.compile(
    r"\b(?:in|from|near|to|at|around|outside|towards|of) (?:(?:north|south|east|west|central|upper|lower) )?"
    r"([a-z][a-z'’-]+)(?![\w@./])",
    re.ASCII,
)
SMALL = re.compile(r"(?<![\w@./-])([a-z]{3,})(?:['’]s)?(?![\w@/])")
LEAST, LEAST_OF_A_PLACE = 3, 4  # letters


def small_letters_of(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """Given names without a capital, and what stands where a name or a town does and is no word of the language."""
    if sentence.is_shouted:
        return
    text = sentence.text
    for hit in SMALL.finditer(text):
        if hit[1] in GIVEN and hit[1] not in recorded.own:
            yield Found(Kind.LIKE_A_NAME, hit[1], "a given name in small letters")
    for pattern in (AFTER_KIN, AFTER_TITLE, CALLED):
        for hit in pattern.finditer(text):
            if len(hit[1]) >= LEAST and _is_no_word(hit[1], recorded):
                yield Found(Kind.LIKE_A_NAME, hit[1], "it may be somebody's name")
    for hit in WHERE.finditer(text):
        if len(hit[1]) >= LEAST_OF_A_PLACE and _is_no_word(hit[1], recorded) and fold(hit[1]) not in capitals():
            yield Found(Kind.LIKE_A_PLACE, hit[1], "it may be the name of a place")


def _is_no_word(written: str, recorded: Recorded) -> bool:
    plain = bare(fold(written))
    return plain not in recorded.own and not is_english(plain)
