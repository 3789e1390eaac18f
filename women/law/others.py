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
TOLD = (
    r"(?:said|says|told|tells|shared|shares|reported|reports|reporting|advised|advises|confirmed|confirms|stated|"
    r"states|"
    r"informed|informs|disclosed|discloses|believes?|believed|thinks?|thought|feels?|felt|alleged?s?|alleges|"
    r"recorded|records|wrote|"
    r"writes|rang|rings|called|phoned|emailed|e-mailed|texted|raised|warned|explained|suggest(?:s|ed)|mention(?:s|"
    r"ed)|claims?|claimed|complain(?:s|ed)|"
    r"refuse[ds]?|suspect(?:s|ed)|accuse[ds]?|noted|notes|noticed|observed|found|concluded|concludes|assessed|"
    r"diagnosed|insist(?:s|ed)|admit(?:s|ted)|"
    r"expressed|flagged|passed on|let (?:us|me) know|queried|fears?|feared|saw|heard|recommend(?:s|ed)|"
    r"(?:is|are|was|were) (?:worried|concerned|aware|of the view|unhappy|investigating|looking into)|"
    r"(?:has|have|had) (?:concerns|worries|information|evidence|intel\w*))"
)
FROM = (
    r"(?:reports?|minutes|letters?|e-?mails?|calls?|texts?|assessments?|statements?|notes?|referrals?|information|"
    r"info|intel(?:ligence)?|word|"
    r"updates?|feedback|concerns?|evidence|handover|summary|messages?|voicemail|"
    r"disclosures?|told|informed|advised|warned|contacted|heard|learnt|learned|raised|shared|recorded|seen)"
)
SINCE = r"(?: (?:has|have|had|also|since|then|who|just|today|again|now|later))"
SPEAKS = re.compile(rf"\b(?P<who>{WHO})\b{AT}:?{SINCE}{{0,2}} {TOLD}\b", re.I)
BY_POST = re.compile(
    rf"\b(?P<who>(?:(?!Pause\b)[A-Z][\w'’&-]+ ){{1,3}}(?:[Ww]orkers?|[Oo]fficers?|[Ss]taff|[Tt]eam|[Mm]anager|"
    rf"[Nn]urse))\b{SINCE}{{0,2}} {TOLD}\b"
)
WRITTEN = re.compile(
    rf"\b(?:{FROM}) (?:made |sent |received |shared |today )?(?:from|by|of|via) (?:the |her |his |their |a |"
    rf"an )?(?P<who>{WHO})\b"
    rf"|\baccording to (?:the |her |his |their |a |an )?(?P<other>{WHO})\b"
    rf"|\b(?P<intelligence>(?:police|prison|probation) (?:intel(?:ligence)?|checks?|disclosure|report|information|"
    rf"logs?)|intel|pnc|dvds|clare['’]s law)\b"
    rf"|^(?P<begins>{WHO})(?: [A-Z][\w'’-]+)?(?::| [-–] )",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3} (?:surgery|hospital|school|nursery|refuge|hostel|clinic|police|prison|"
    r"court|academy|primary|"
    r"infants?|juniors?|medical centre|health centre|children['’]s centre|family centre|social services|council|"
    r"maternity|a&e|ward)\b"
)
CASE = re.compile(
    r"\b[A-Z]{2,6}[-/]?\d{3,}(?:[-/]\d+)*\b|\b(?:case |file |crime )?ref(?:erence)?\.?:? ?(?=[\w/-]*\d{3})[\w/-]+",
    re.ASCII,
)
NUMBERS = re.compile(
    r"\b(?:nhs|hospital|patient) (?:no|number|num|id)?\.?:? ?(?:is )?\d(?:[ -]?\d){5,9}\b|"
    r"(?<![\d-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d-])"
    r"|\b[a-z]{2} ?\d\d ?\d\d ?\d\d ?[a-d]\b|\b(?:n\.?i\.?|national insurance|passport|driving licence|account|crn|"
    r"prison|custody|"
    r"crime|incident|log|badge|collar|pnc|uln|upn|visa|home office) ?(?:no|number|num|ref(?:erence)?|"
    r"id)?\.?:? ?(?:is )?(?=[\w/-]*\d{3})[\w/-]{4,}\b"
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
LETTER = re.compile(
    r"\b(?:for|with|by|from|and|to|of|saw|met|told) ([B-HJ-Z])(?:'s)?(?=[,;:?]|\.?$| (?:said|was|is|has|and)\b)"
)
SOMEBODY = re.compile(r"\b(?:from|to|of|by|at|with) ((?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)")
A_NUMBER = "a number that is somebody's: hers?"
PLACE = "an agency: are these its words?"


def others_in(sentence: Sentence, own: Collection[str], hers: Collection[str]) -> Iterator[Found]:
    """Each agency, number of a case and lone letter; `own` words are the Practice's, `hers` her references."""
    for hit in RUN.finditer(sentence.text):
        plain = [bare(fold(word)) for word in hit.group().split()]
        if _is_agency(plain, own):
            yield Found(Kind.PLACE, hit.group(), PLACE)
    for hit in NAMED.finditer(sentence.text):
        if not all(bare(fold(word)) in own for word in hit.group().split()[:-1]):
            yield Found(Kind.PLACE, hit.group(), PLACE)
    for pattern in (SPEAKS, BY_POST, WRITTEN):
        for hit in pattern.finditer(sentence.text):
            who = next(said for said in hit.groupdict().values() if said)
            yield Found(Kind.PLACE, who, PLACE)
    for hit in LETTER.finditer(sentence.text):
        yield Found(Kind.LIKE_A_NAME, hit[1], "a letter that may stand for somebody")
    for hit in SOMEBODY.finditer(sentence.text):
        if not all(word.lower() in TITLES or is_known(word) or bare(fold(word)) in own for word in hit[1].split()):
            yield Found(Kind.LIKE_A_NAME, hit[1], "it may be somebody's name")
    for pattern, why in ((CASE, "the number of a case"), (NUMBERS, A_NUMBER), (PLATES, A_NUMBER)):
        for hit in pattern.finditer(sentence.text):
            if not any(one and one in fold(hit.group()) for one in hers):
                yield Found(Kind.REFERENCE, hit.group(), why)


def _is_agency(plain: list[str], own: Collection[str]) -> bool:
    """Whether words with capitals name an agency, and not the Practice or its own service."""
    others = [word for word in plain if word not in own and word not in ("the", "of", "for", "and", "&")]
    if set(others) & AGENCIES:
        return True
    return len(plain) > 1 and bool(set(others) & (BODIES | BODIES_IN_A_PLACE)) and "pause" not in plain
