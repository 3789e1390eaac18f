"""Numbers by which somebody is known elsewhere: a case, the NHS, a car, a place of three words; and a lone letter."""

import re
from collections.abc import Iterator

from women.disclosure.counting_words import TENS, UNITS
from women.disclosure.matches import Found, Kind
from women.disclosure.recorded import Recorded
from women.disclosure.sentences import Sentence

CASE = re.compile(
    r"\b[A-Z]{2,6}[-/]?\d{3,}(?:[-/]\d+)*\b|\b(?:case |file |crime )?ref(?:erence)?\.?:? ?(?=[\w/-]*\d{3})[\w/-]+"
    r"|\b[Cc]ase (?:no\.?|number|num\.?)? ?(?:is |was )?:? ?(?=[\w/-]*\d{3})[\w/-]{4,}"
    r"|(?<![\w/-])(?=[A-Z\d/-]*[A-Z])(?=[A-Z/-]*\d[A-Z/-]*\d[A-Z/-]*\d)(?=[A-Z\d/-]*\d\d)[A-Z\d][A-Z\d/-]{5,}(?![\w/-])"
    r"|(?<![\w/.-])\d{1,4}/\d{4,}(?:/\d+)*(?![\w/])|(?<![\w/.-])(?:19|20)\d\d/\d{3,}(?![\w/])",
    re.ASCII,
)
# a year after letters is no number of a case: FY2019, Q4-2018-19
A_YEAR = re.compile(r"[A-Z]{1,9}\d?[-/]?(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?(?:[-/]?Q\d)?|(?:19|20)\d\d[-/]\d\d-?Q\d")
NUMBERS = re.compile(
    r"\b(?:nhs|hospital|patient) (?:no|number|num|id)?\.?:? ?(?:is )?\d(?:[ -]?\d){5,9}\b|"
    r"(?<![\d-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d-])"
    r"|\b[a-z]{2} ?\d\d ?\d\d ?\d\d ?[a-d]\b|\b(?:n\.?i\.?|national insurance|passport|driving licence|account|crn|"
    r"prison|custody|"
    r"crime|incident|log|badge|collar|pnc|uln|upn|urn|visa|home office) ?(?:no|number|num|ref(?:erence)?|"
    r"id)?\.?:? ?(?:is )?(?!(?:19|20)\d\d(?![\w/]))(?=[\w/-]*\d{3})[\w/-]{4,}\b"
    r"|\bsort code:? ?(?:is )?\d\d[ -]?\d\d[ -]?\d\d\b|\b(?:reg(?:istration)?|(?:number|licence) ?plate|"
    r"plates?)(?: number| no\.?)?:? ?(?:is |was )?"
    r"(?=[a-z ]{0,4}\d|\d)[a-z0-9]{2,4} ?[a-z0-9]{2,4}\b",
    re.IGNORECASE | re.ASCII,
)
PLATES = re.compile(
    r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{1,3} [A-Z]{3}\b|\b[a-z]{2}\d{2} ?(?!the|and|for|was|has|her|"
    r"she)[a-z]{3}\b|\b[A-Z]\d{4}[A-Z]{2}\b",
    re.ASCII,
)
WORDS_OF_A_DOOR = re.compile(r"///\w+\.\w+\.\w+")
_NUMBER = rf"(?:{'|'.join((*UNITS[1:], *TENS))}|\d{{1,3}})"
# “Case nine asked”: a woman by her number in a list
NUMBERED = re.compile(
    rf"(?:^|(?<=[.;:,] )|\b(?:our|and|that|with|of|for|from) )(?:case|woman|client|mum|mother|participant|lady|"
    rf"service user) "
    rf"(?:no\.? |number |#)?{_NUMBER}\b"
    r"(?! (?:years?|months?|weeks?|days?|hours?|minutes|times?|of|or|in|per|to|wom[ae]n|people|"
    r"stud\w+)\b)",
    re.IGNORECASE,
)
LETTER = re.compile(
    r"\b(?:for|with|by|from|and|to|of|saw|met|told) ([B-HJ-Z])(?:'s)?(?=[,;:?]|\.?$| (?:said|was|is|has|and)\b)"
)
A_NUMBER = "a number that is somebody's: hers?"


def identifiers_of(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """Each number that is somebody's, and each letter that stands for somebody."""
    text = sentence.text
    for pattern, why in ((CASE, "the number of a case"), (NUMBERS, A_NUMBER), (PLATES, A_NUMBER)):
        for hit in pattern.finditer(text):
            if not A_YEAR.fullmatch(hit.group()):
                yield Found(Kind.LIKE_A_REFERENCE, hit.group(), why)
    for hit in NUMBERED.finditer(text):
        yield Found(Kind.LIKE_A_REFERENCE, hit.group().strip(), "somebody by a number")
    yield from (Found(Kind.LIKE_A_PLACE, hit.group(), "an address") for hit in WORDS_OF_A_DOOR.finditer(text))
    for hit in LETTER.finditer(text):
        yield Found(Kind.LIKE_A_NAME, hit[1], "a letter that may stand for somebody")
