"""Who a passage speaks of beside her, named or not: another woman, whoever lives near, kin, and those who adopted.

Her own whereabouts are hers to read. Where a child lives now, or who told something, may be another's secret.
"""

import re
from collections.abc import Iterator

from women.disclosure.matches import Found, Kind
from women.disclosure.sentences import Sentence
from women.disclosure.small_letters import CHILDREN, KIN
from women.law.telling import TOLD

ADOPTED_BY = (
    r"(?:adopt(?:ive|ed|ers?|ing)\b(?: (?:parents?|famil(?:y|ies)|mums?|dads?|mothers?|fathers?|carers?|placement|"
    r"home))?|"
    r"foster(?:ed|ing|ers?)?\b(?:[- ](?:parents?|famil(?:y|ies)|mums?|dads?|mothers?|fathers?|carers?|placement|"
    r"home))?|"
    r"special guardians?|kinship carers?|connected carers?|(?:new|forever) (?:famil(?:y|ies)|parents?|mum|dad)|"
    r"placement)"
)
WHERE = (
    r"(?:lives?|lived|living|moved?|moving|house|address|street|estate|village|town|area|postcode|near|nearby|"
    r"round the corner|"
    r"surname|called|named|works?|worked|car|drives?|phone|school|nursery|church|mosque|farm|miles?|abroad|based|"
    r"resides?|"
    r"settled|attends?|goes to|reg)"
)
WHEREABOUTS = re.compile(
    rf"\b{ADOPTED_BY}\b[^.;]{{0,60}}?\b{WHERE}\b|\b{WHERE}\b[^.;]{{0,30}}?\b{ADOPTED_BY}",
    re.I,
)
SOMEBODY = re.compile(
    rf"\b(?:he|him|his|{KIN}|{CHILDREN}|{ADOPTED_BY}|the (?:lady|man|woman|lad|bloke|guy|girl)|another (?:woman|mum|"
    rf"lady))\b",
    re.IGNORECASE,
)
WOMAN = (
    r"(?:wom[ae]n|mums?|mothers?|lad(?:y|ies)|girls?|lass(?:es)?|clients?|participants?|service users?|residents?|"
    r"patients?|tenants?)"
)
ANOTHER = re.compile(
    rf"\b(?:(?:an)?other|a different|a second|a fellow|fellow|one of the(?: other)?|some of the(?: other)?|"
    rf"the other) (?:young |older )?"
    rf"{WOMAN}\b"
    rf"|(?:^|\b(?:the|a|that|this|some) )(?:young |old |older |elderly )?(?:{WOMAN}|m[ae]n|lads?|blokes?|guys?|bloke|"
    rf"couple|famil(?:y|ies)|"
    r"people|person|neighbou?r) (?:from|at|in (?:the )?(?:group|cohort|flat|house|room|hostel|refuge)|of (?:the|"
    r"our) group|next door|upstairs|"
    r"downstairs|across|opposite|over the road|who|she (?:met|knows|shares|lives)|he)\b"
    r"|\bshe and (?:another|one other)\b|\bsomebody else (?:in|from|at)\b|\bsomeone else (?:in|from|at)\b",
    re.IGNORECASE,
)
KIN_TOLD = re.compile(rf"\b(?P<who>{KIN}|{ADOPTED_BY})(?: \([^)]*\))?{TOLD}\b", re.I)
IN_CONFIDENCE = re.compile(
    r"\bin (?:strict(?:est)? )?confidence\b|\bconfidential(?:ly)?\b(?! (?:space|service|support|helpline|place|"
    r"room))|\bthird[- ]part(?:y|ies)\b|\b(?:do not|don['’]t|not to) "
    r"(?:share|tell|disclose|pass (?:this|it) on|be (?:shared|told|disclosed|passed))\b|\b(?:strategy|"
    r"professionals['’]?) "
    r"(?:meeting|discussion|call)\b|\banonymous(?:ly)?\b|\btip[- ]?offs?\b|\bwithout (?:her|mum) knowing\b|"
    r"\boff the record\b"
    r"|\b(?:she|mum) (?:does not|doesn['’]t|is not to|must not|isn['’]t to) know\b",
    re.IGNORECASE,
)
OF_HIS = re.compile(
    rf"\b(?:his|their|(?:her|the) {KIN}['’]s?|{KIN}['’]s) (?:new |home |mobile |full )?(?:dob|d\.o\.b|date of birth|"
    rf"birthday|address|postcode|number|"
    r"mobile|phone|surname|e-?mail|car|van|reg|registration|facebook|insta\w*|snap\w*|diagnos[ie]s|medication|"
    r"conviction|record|"
    r"warrant|benefits?|bank)\b",
    re.IGNORECASE,
)

# “her mum drinks”: what is so of somebody now is hers or his to have told; that they help or came along is no secret
HELPS = (
    r"(?:helps|supports|comes|goes|visits|rings|calls|loves|minds|babysits|brings|picks|collects|cooks|answers|reads|"
    r"sends|cares|looks|gives|takes her|drives her|likes|agrees|this|was|always|perhaps|across|photos|pictures|"
    r"contacts|meetings|thanks|joins|waits|sits|makes)"
)
IS_SO = re.compile(
    rf"\b(?:her|his|their) (?P<who>{KIN}) (?:also |still |now |often |always |sometimes |really |just ){{0,2}}"
    r"(?:is (?!well\b|fine\b|kind\b|here\b|there\b|coming\b|proud\b|happy\b|helpful\b|supportive\b|welcome\b|"
    r"\w+ for her\b)|"
    r"has (?!come\b|been (?:helpful|kind|supportive|great)\b|helped\b|agreed\b|offered\b|rung\b|called\b)|"
    rf"(?!{HELPS}\b)[a-z]{{2,}}[^s\W]s)\b",
    re.IGNORECASE,
)


def around_her(sentence: Sentence) -> Iterator[Found]:
    """Each way in which a passage speaks of somebody else."""
    text = sentence.text
    for pattern, why in (
        (ANOTHER, "another woman, or somebody near her"),
        (IN_CONFIDENCE, "it may have been told in confidence"),
    ):
        yield from (Found(Kind.LIKE_A_NAME, hit.group(), why) for hit in pattern.finditer(text))
    for hit in WHEREABOUTS.finditer(text):
        yield Found(Kind.PLACE, hit.group(), "where a child lives now, or with whom")
    for hit in IS_SO.finditer(text):
        yield Found(Kind.LIKE_A_NAME, hit.group(), "what is so of somebody around her")
    for hit in KIN_TOLD.finditer(text):
        yield Found(Kind.LIKE_A_NAME, hit["who"], "somebody around her: are these their words?")


def of_another(sentence: Sentence) -> Iterator[Found]:
    """What is another's, where nothing says it yet: “his van”, “her mum's address”."""
    yield from (Found(Kind.LIKE_A_NAME, hit.group(), "what is another’s") for hit in OF_HIS.finditer(sentence.text))


def is_of_somebody(sentence: Sentence) -> bool:
    """Whether a sentence with a place in it speaks of anybody but her."""
    return bool(SOMEBODY.search(sentence.text))
