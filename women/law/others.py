"""Whose words a passage may hold beside hers: an agency that is named, or that told something; a case, a lone letter.

What an agency told in confidence is not hers to read without its leave (Data Protection Act 2018, Schedule 2, Part 3).
"""

import re
from collections.abc import Collection, Iterator

from women.disclosure.capitals import BODIES
from women.disclosure.lexicon import bare, fold, is_known, words_in
from women.disclosure.matches import Found, Kind
from women.disclosure.recorded import TITLES
from women.disclosure.sentences import Sentence

AGENCIES = words_in("agencies")
BODIES_IN_A_PLACE = {"centre", "clinic", "court", "hospital", "hostel", "infirmary", "nursery", "prison", "refuge",
                     "school", "surgery", "primary", "house", "solicitors", "care", "housing", "panel"}  # fmt: skip
RUN = re.compile(r"\b[A-Z][\w'’-]*(?:(?: (?:of|for|and|the|&))* [A-Z][\w'’-]*)*")
WHO = (
    r"(?:police(?: officer)?|social (?:workers?|services|care)|children['’]?s (?:services|social care)|"
    r"health visitors?|midwi(?:fe|ves)|school|nursery|hospital|doctor|gp|solicitors?|court|judge|"
    r"probation(?: officer)?|housing(?: officer)?|council|refuge|foster carers?|adopters?|guardian|psychologist|"
    r"psychiatrist|nurse|keyworker|support worker|landlord|prison|agency|neighbours?)"
)
TOLD = (
    r"(?:said|says|told|tells|shared|shares|reported|reports|reporting|advised|advises|confirmed|confirms|stated|states|"
    r"informed|informs|disclosed|discloses|believes?|thinks?|feels?|alleged?s?|alleges|recorded|wrote|writes|rang|called|"
    r"raised|warned|explained|suggested|mentioned|claims?|claimed)"
)
FROM = (
    r"(?:reports?|minutes|letters?|e-?mails?|calls?|assessments?|statements?|notes?|referrals?|information|"
    r"disclosures?)"
)
SINCE = r"(?: (?:has|have|had|also|since|then|who|just|today|again))"
SPEAKS = re.compile(rf"\b(?P<who>{WHO})\b{SINCE}{{0,2}} {TOLD}\b", re.I)
WRITTEN = re.compile(
    rf"\b(?:{FROM}) (?:made |sent |received )?(?:from|by|of) (?:the |her |his |their |a |an )?(?P<who>{WHO})\b"
    rf"|\baccording to (?:the |her |his |their |a |an )?(?P<other>{WHO})\b",
    re.IGNORECASE,
)
CASE = re.compile(
    r"\b[A-Z]{2,6}[-/]?\d{3,}(?:[-/]\d+)*\b|\b(?:case |file |crime )?ref(?:erence)?\.?:? ?(?=[\w/-]*\d{3})[\w/-]+",
    re.ASCII,
)
LETTER = re.compile(
    r"\b(?:for|with|by|from|and|to|of|saw|met|told) ([B-HJ-Z])(?:'s)?(?=[,;:?]|\.?$| (?:said|was|is|has|and)\b)"
)
SOMEBODY = re.compile(r"\b(?:from|to|of|by|at|with) ((?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)")
PLACE = "an agency: are these its words?"


def others_in(sentence: Sentence, own: Collection[str], hers: Collection[str]) -> Iterator[Found]:
    """Each agency, number of a case and lone letter; `own` words are the Practice's, `hers` her references."""
    for hit in RUN.finditer(sentence.text):
        plain = [bare(fold(word)) for word in hit.group().split()]
        if _is_agency(plain, own):
            yield Found(Kind.PLACE, hit.group(), PLACE)
    for pattern in (SPEAKS, WRITTEN):
        for hit in pattern.finditer(sentence.text):
            said = hit.groupdict()
            yield Found(Kind.PLACE, said["who"] or said["other"], PLACE)
    for hit in LETTER.finditer(sentence.text):
        yield Found(Kind.LIKE_A_NAME, hit[1], "a letter that may stand for somebody")
    for hit in SOMEBODY.finditer(sentence.text):
        if not all(word.lower() in TITLES or is_known(word) or bare(fold(word)) in own for word in hit[1].split()):
            yield Found(Kind.LIKE_A_NAME, hit[1], "it may be somebody's name")
    for hit in CASE.finditer(sentence.text):
        if not any(one and one in fold(hit.group()) for one in hers):
            yield Found(Kind.REFERENCE, hit.group(), "the number of a case")


def _is_agency(plain: list[str], own: Collection[str]) -> bool:
    """Whether words with capitals name an agency, and not the Practice or its own service."""
    others = [word for word in plain if word not in own and word not in ("the", "of", "for", "and", "&")]
    if set(others) & AGENCIES:
        return True
    return len(plain) > 1 and bool(set(others) & (BODIES | BODIES_IN_A_PLACE)) and "pause" not in plain
