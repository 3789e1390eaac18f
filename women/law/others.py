"""Whose words a passage may hold beside hers: an agency that is named, or that told something.

What an agency told in confidence is not hers to read without its leave (Data Protection Act 2018, Schedule 2, Part 3).
"""

import re
from collections.abc import Collection, Iterator
from functools import cache

from women.disclosure.capitals import BODIES
from women.disclosure.lexicon import bare, fold, is_known, words_in
from women.disclosure.matches import Found, Kind
from women.disclosure.recorded import TITLES
from women.disclosure.sentences import Sentence
from women.law.telling import TOLD

AGENCIES = words_in("agencies")
BODIES_IN_A_PLACE = {"centre", "clinic", "court", "hospital", "hostel", "infirmary", "nursery", "prison", "refuge",
                     "school", "surgery", "primary", "house", "solicitors", "care", "housing", "panel"}  # fmt: skip
OF_NONE = {"the", "a", "an", "her", "his", "their", "our", "this", "that", "each", "no", "any", "new"}
RUN = re.compile(r"\b[A-Z][\w'’-]*(?:(?: (?:of|for|and|the|&))* [A-Z][\w'’-]*)*")
WHO = (
    r"(?:police(?: officers?)?|(?:new |former |previous |hospital |duty |child'?s |her |his |adoption |fostering )?"
    r"social (?:workers?|services|care)|children['’]?s (?:services|social care|guardian)|"
    r"(?:health|school|nursery|hospital) (?:visitors?|nurses?|staff|receptionist)|midwi(?:fe|ves)|midwifery|schools?|"
    r"nurser(?:y|ies)|"
    r"hospitals?|doctors?|gp|surgery|clinic|consultants?|registrar|paediatricians?|"
    r"gynaecologists?|obstetricians?|dentists?|pharmacists?|chemist|paramedics?|ambulance(?: crew)?|a&e|ward|"
    r"therapists?|"
    r"counsell?ors?|(?:head)?teachers?|head ?(?:master|mistress|teacher)|teaching assistant|tutors?|school|"
    r"childminder|solicitors?|barristers?|"
    r"courts?|judge|magistrates?|probation(?: officers?)?|offender manager|youth worker|housing(?: officers?|"
    r" association| support)?|"
    r"council|hostel|refuge|warden|foster (?:carers?|mothers?|fathers?|mums?|dads?|parents?|family)|"
    r"adopt(?:ers?|ive (?:parents?|mothers?|fathers?|mums?|dads?|famil(?:y|ies)))|guardian|psychologists?|"
    r"psychiatrists?|nurses?|(?:key|support|outreach|family|recovery|drug|case|care|crisis|link|early help|"
    r"domestic abuse) ?workers?|care ?"
    r"(?:co-?ordinator|home|staff)|keyworkers?|landlords?|landlad(?:y|ies)|prisons?|agenc(?:y|ies)|neighbours?|"
    r"priest|vicar|pastor|imam|rabbi|minister|"
    r"employer|manager at|her boss|her manager|receptionist|jobcentre|work coach|benefits office|security guard|"
    r"bailiffs?|advocate|"
    r"independent reviewing officer|reviewing officer|safeguarding lead|professionals?|other agencies|"
    r"sw|hv|msw|fsw|asw|sws|hvs|iro|cpn|idva|isva|lado|ssw|psw|eso|pc|dc|ds|pcso|csc|mash|edt|ypw|senco|ho|amhp|cgl|"
    r"camhs|cmht|dwp)"
)
AT = (
    r"(?: (?:at|from|of|in|for|on) (?:the |her |his )?[\w'’&-]+(?: [A-Z][\w'’&-]*){0,3}| \([^)]{1,40}\)|"
    r" [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)?"
)
FROM = (
    r"(?:reports?|minutes|letters?|e-?mails?|calls?|texts?|assessments?|statements?|notes?|referrals?|information|"
    r"info|intel(?:ligence)?|word|"
    r"updates?|feedback|concerns?|evidence|handover|summary|messages?|voicemail|"
    r"disclosures?|told|informed|advised|warned|contacted|heard|learnt|learned|raised|shared|recorded|seen)"
)
NAMED = re.compile(
    r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3} (?:surgery|hospital|school|nursery|refuge|hostel|clinic|police|prison|"
    r"court|academy|primary|"
    r"infants?|juniors?|medical centre|health centre|children['’]s centre|family centre|social services|council|"
    r"maternity|a&e|ward)\b"
)
SOMEBODY = re.compile(r"\b(?:from|to|of|by|at|with) ((?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)")
PLACE = "an agency: are these its words?"


def others_in(sentence: Sentence, own: Collection[str]) -> Iterator[Found]:
    """Each agency that is named or told something; `own` words are the Practice's."""
    for hit in RUN.finditer(sentence.text):
        plain = [bare(fold(word)) for word in hit.group().split()]
        if _is_agency(plain, own):
            yield Found(Kind.PLACE, hit.group(), PLACE)
    for hit in NAMED.finditer(sentence.text):
        if not all(bare(fold(word)) in {*own, *OF_NONE} for word in hit.group().split()[:-1]):
            yield Found(Kind.PLACE, hit.group(), PLACE)
    for pattern in tellings():
        for hit in pattern.finditer(sentence.text):
            who = next(said for said in hit.groupdict().values() if said)
            yield Found(Kind.PLACE, who, PLACE)
    for hit in SOMEBODY.finditer(sentence.text):
        if not all(word.lower() in TITLES or is_known(word) or bare(fold(word)) in own for word in hit[1].split()):
            yield Found(Kind.LIKE_A_NAME, hit[1], "it may be somebody's name")


@cache
def tellings() -> tuple[re.Pattern[str], ...]:
    """How it is written that an agency told something; read once words are, since it takes a while to compile."""
    speaks = re.compile(rf"\b(?P<who>{WHO})\b{AT}:?{TOLD}\b", re.I)
    by_post = re.compile(
        rf"\b(?P<who>(?:(?!Pause\b)[A-Z][\w'’&-]+ ){{1,3}}(?:[Ww]orkers?|[Oo]fficers?|[Ss]taff|[Tt]eam|[Mm]anager|"
        rf"[Nn]urse))\b{TOLD}\b"
    )
    written = re.compile(
        rf"\b(?:{FROM}) (?:made |sent |received |shared |today )?(?:from|by|of|via) (?:the |her |his |their |a |"
        rf"an )?(?P<who>{WHO})\b"
        rf"|\baccording to (?:the |her |his |their |a |an )?(?P<other>{WHO})\b"
        rf"|\b(?P<intelligence>(?:police|prison|probation) (?:intel(?:ligence)?|checks?|disclosure|report|information|"
        rf"logs?)|intel|pnc|dvds|clare['’]s law)\b"
        rf"|^(?P<begins>{WHO})(?: [A-Z][\w'’-]+)?(?::| [-–] )",
        re.IGNORECASE,
    )
    return speaks, by_post, written


def _is_agency(plain: list[str], own: Collection[str]) -> bool:
    """Whether words with capitals name an agency, and not the Practice or its own service."""
    others = [word for word in plain if word not in own and word not in ("the", "of", "for", "and", "&")]
    if set(others) & AGENCIES:
        return True
    return len(plain) > 1 and bool(set(others) & (BODIES | BODIES_IN_A_PLACE)) and "pause" not in plain
