"""How many women or children there are in words that are no number, and how old one is: “a handful”, “III women”,
“just the one”, “neither of them”, “a nineteen year old”.
"""

import re
from collections.abc import Iterator

from women.disclosure.counting_words import TENS, UNITS
from women.disclosure.matches import Found, Kind
from women.disclosure.numbers import HiddenNumbers, speaks_of
from women.disclosure.sentences import Sentence

PERSON = (
    r"(?:wom[ae]n|mothers?|mums?|mams?|lad(?:y|ies)|girls?|child(?:ren)?|kids?|bab(?:y|ies)|sons?|daughters?|"
    r"teenagers?|parents?|participants?|service users?)"
)
BETWEEN = r"(?:(?:of|the|our|these|those|them|other|new|more|young|younger|older)\s+){0,4}"
# what somebody did of whom it is said how few they are
DID = (
    r"(?:have|has|had|are|is|were|was|did|do|does|will|went|came|moved|left|withdrew|declined|took|asked|chose|wanted|"
    r"needed|found|started|began|completed|agreed|joined|said|told|made|met|got|kept|lost|felt|now|also|still|who)\b"
)
FEW = (
    r"(?:a handful|handful|a (?:small )?few|very few|only a few|a small number|several|a pair|the pair|a trio|the trio)"
)
COUNTED = re.compile(
    rf"\b(?:the|our) (?:pair|trio|duo)\b(?! of\b)|\b{FEW} {BETWEEN}{PERSON}\b|\b{FEW} of (?:them|whom)\b"
    rf"|(?:^|[,;:–] ?|\b(?:and|but|while|where) ){FEW} {DID}",
    re.IGNORECASE,
)
OF_TWO = re.compile(
    rf"\b(?:neither|either) (?:one )?of (?:(?:the|our|these|those) (?:two )?{PERSON}|them|whom)\b"
    rf"|\b(?:neither|either) {PERSON}\b|(?:^|[,;:–] ?|\b(?:and|but) )neither (?:one )?{DID}",
    re.IGNORECASE,
)
NOBODY = re.compile(
    rf"\bnone of (?:them|whom)\b|\bnot (?:one|a single one)(?: (?:of )?{BETWEEN}{PERSON}| {DID})"
    rf"|(?:^|[,;:–] ?|\b(?:and|but) )none (?:left|withdrew|declined|closed|became|asked|moved)\b",
    re.IGNORECASE,
)
THE_ONE = re.compile(
    rf"\b(?:just|only) (?:the )?one (?:{PERSON}|{DID}|so far|of (?:the|our|these|those|them)\b)"
    rf"|\bjust the one(?=\s*[.,;!?]|\s*$)|\bone solitary\b|\b(?:a|one) (?:lone|solitary|sole) {PERSON}\b",
    re.IGNORECASE,
)
# one more of what was counted, and a thing of hers that was one: “another was rehoused”, “a mum and her neighbour”
ONE_MORE = re.compile(
    r"(?:^|[,;:–] ?|\b(?:and|but|while|where) )(?:another|one more|a (?:further|second|third|fourth) one|a (?:second|"
    r"third|fourth)|the other)"
    r" (?:(?:was|has been|is|is being|got|has|had|has now|was also|also|has since|had been) (?:\w+ed|given|found|"
    r"seen|taken|told|won|left|put|let|got|begun|gone|had|a|an|her)|"
    r"(?:moved|left|chose|took|withdrew|declined|asked|went|came|signed|started|began|gave|lost|found|got|needs|"
    r"needed|wants|lives|works|told|said))\b"
    rf"|\b(?:an?|one) {PERSON} and (?:her|a|an|another|one) (?:[\w-]+ )?(?:neighbou?r|friend|sister|mother|{PERSON})\b",
    re.IGNORECASE,
)
OF_ONE = re.compile(
    r"\b(?:an?|another|a second|a further|the) (?:[\w-]+ ){0,2}?(?P<thing>[\w-]+)(?= (?:was|were|has been|had been|"
    r"got|is being|went)\b)"
    r"|\b(?:avoided|prevented|secured|got|had|obtained|won|signed|gained|needed|given|granted|stopped|halted|"
    r"arranged|achieved|took up|taken up|began|started) "
    r"(?:an?|another|a second) (?:[\w-]+ ){0,2}?(?P<other>[\w-]+)\b",
    re.IGNORECASE,
)
SMALL_ROMAN = re.compile(rf"\b(?:ii|iii|iv|vi|vii|viii|ix)(?= {BETWEEN}{PERSON}\b)")
NEAR_A_FEW = re.compile(
    r"\b(?:just under|just over|nearly|almost|under|fewer than|less than|not quite|about|around) (?:half[ -]a[ -]dozen|"
    rf"five|six) {BETWEEN}{PERSON}\b",
    re.IGNORECASE,
)
ROMAN = re.compile(
    rf"\b(?:II|III|IV|V|VI|VII|VIII|IX|X|XI|XII)(?= {BETWEEN}{PERSON}\b| of (?:them|whom|us)\b)|"
    rf"(?<=[a-z)][:=–] )(?:I|II|III|IV|V|VI|VII|VIII|IX|X)(?=[.,;]|$)"
)
NAMES_A_PART = re.compile(
    r"\b(?:part|phase|stage|group|tier|type|level|grade|cohort|section|annex|step|plan) $",
    re.I,
)
_tens = [rf"{ten}(?:[- ](?:{'|'.join(UNITS[1:10])}))?" for ten in TENS]
AGE = rf"(?:{'|'.join((*UNITS[1:], *_tens))}|\d{{1,2}})"
GROWN = rf"(?:{'|'.join((*UNITS[13:], *_tens))}|[1-6]\d)"
NOT_HERS = (
    r"(?![- ](?:programme|practice|service|contract|project|team|partnership|pilot|building|agreement|charity|"
    r"relationship|scheme|campaign|policy|system))"
)
OLD = re.compile(
    rf"\b{AGE}[- ]years?[- ]olds?\b{NOT_HERS}|\baged? (?:of )?{AGE}\b(?! (?:and|or) (?:over|under|above|below)| to \d)"
    rf"|\b(?:has |have |just |recently )?(?:turned|turning|turns) {GROWN}\b(?! (?:down|away|pages))"
    rf"|\b(?:(?:great-)?(?:grandmother|granny|nan|grandma)|mother|mum|widow|pregnant|married|homeless|orphan(?:ed)?|"
    rf"sober|clean|parent|left home|in care|in prison) (?:again )?at "
    rf"(?:just |only |the age of )?(?:{AGE})\b(?! (?:per|%|o|the|our|weeks|months|am|pm|days|hours))"
    rf"|\b(?:she|he|who|woman|mum|mother|lady|daughter|son) (?:is|was|'s) (?:now |only |just |still )?{GROWN}\b"
    r"(?= ?(?:[.,;!?]|$|and\b|or\b|but\b|when\b|years\b|now\b))"
    r"|\bin (?:her|his) (?:(?:early|mid|late|very early)[- ])?(?:teens|twenties|thirties|forties|fifties|sixties)\b"
    r"|\b(?:celebrat\w+|marked|spent|toasted) (?:her|his) (?:\d\d(?:th|st|nd|rd)|[a-z]+(?:teenth|tieth))\b"
    r"|\b(?:her|his) (?:\d\dth|\d\dst|\d\dnd|\d\drd|[a-z]+(?:teenth|tieth|-first|-second|-third)) birthday\b",
    re.IGNORECASE,
)
WHY = "it says how few women or children there are"
GENERAL_THINGS = {
    "health",
    "mental",
    "women",
    "service",
    "services",
    "support",
    "skills",
    "supported",
    "physical",
    "surgery",
}
SEVERAL = range(3, 10)
FORMS = (COUNTED, OF_TWO, NOBODY, THE_ONE, ONE_MORE, NEAR_A_FEW)


def vague_counts_of(sentence: Sentence, hidden: HiddenNumbers) -> Iterator[Found]:
    """Each way of saying how few; numbers that are written as such are read elsewhere."""
    for pattern in FORMS:
        for hit in pattern.finditer(sentence.text):
            word = hit.group().strip(" ,;:–")
            if not word.lower().startswith("several") or _may_be_several(sentence, hidden):
                yield Found(Kind.SMALL, word, WHY)
    for hit in OF_ONE.finditer(sentence.text):
        thing = hit["thing"] or hit["other"]
        if _is_thing_of(thing, hidden) and not hit.group().lower().startswith("the "):
            yield Found(Kind.SMALL, hit.group(), "one of what the copies hide")
    for hit in (*ROMAN.finditer(sentence.text), *SMALL_ROMAN.finditer(sentence.text)):
        if not NAMES_A_PART.search(sentence.text[: hit.start()]):
            yield Found(Kind.SMALL, hit.group(), "a number in Roman figures of women or children")


def _is_thing_of(thing: str, hidden: HiddenNumbers) -> bool:
    """Whether it is what a hidden 1 counts: an eviction that was avoided, an operation."""
    labels = (label.split(":")[-1].lower() for label in hidden.values.get(1, ()))
    words = {word for label in labels for word in re.findall(r"[a-z]{5,}", label)} - GENERAL_THINGS
    return thing.lower() in words


def _may_be_several(sentence: Sentence, hidden: HiddenNumbers) -> bool:
    """Whether the copies hide a figure of a few, of which a sentence speaks: “several” alone says no more than that."""
    labels = (label for value in SEVERAL for label in hidden.values.get(value, ()))
    return any(speaks_of(sentence.text, label) for label in labels)


def ages_of(sentence: Sentence) -> Iterator[Found]:
    """Each age of somebody, in words or figures."""
    yield from (Found(Kind.ONLY, hit.group(), "how old somebody is") for hit in OLD.finditer(sentence.text))
