"""Who a passage speaks of beside her, named or not: another woman, whoever lives near, kin, and those who adopted.

Her own whereabouts are hers to read. Where a child lives now, or who told something, may be another's secret.
"""

import re
from collections.abc import Collection, Iterator

from women.disclosure.lexicon import bare, fold, is_english, words_in
from women.disclosure.matches import Found, Kind
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
TOLD = (
    r"(?:said|says|told|tells|shared|shares|reported|reports|advised|advises|confirmed|confirms|stated|states|"
    r"informed|informs|"
    r"disclosed|discloses|believes?|believed|thinks?|thought|alleged?s?|alleges|wrote|writes|rang|rings|phoned|"
    r"texted|texts|messaged|"
    r"emailed|e-mailed|raised|warned|warns|claims?|claimed|complain(?:s|ed)|accuse[ds]?|suspect(?:s|ed)|admit(?:s|"
    r"ted)|worries|"
    r"insist(?:s|ed)|let (?:us|me|slip)|blames?|mentioned|mentions|threaten(?:s|ed)|refuse[ds]?|(?:is|are|was|were) "
    r"(?:worried|concerned|scared|frightened|adamant|aware)|wants? her|wants? it|does not want|doesn['’]t want|"
    r"asked (?:us|me) not)"
)
KIN_TOLD = re.compile(
    rf"\b(?P<who>{KIN}|{ADOPTED_BY})(?: \([^)]*\))?(?: (?:has|have|had|also|then|just|now|again|later))? {TOLD}\b", re.I
)
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
AFTER_KIN = re.compile(rf"\b(?:{KIN}|{CHILDREN})(?:,| called| named| is called|:)? \(?([a-z][a-z'’-]+)", re.ASCII)
CALLED = re.compile(r"\b(?:called|named|name is|name was|nicknamed|known as|aka)\b:? [\"“'‘]?([A-Za-z][\w'’-]+)")
SMALL = re.compile(r"(?<![\w@./-])([a-z]{3,})(?:['’]s)?(?![\w@/])")
LEAST = 3  # letters


def around_her(sentence: Sentence, own: Collection[str]) -> Iterator[Found]:
    """Each way in which a passage speaks of somebody else; `own` words are the Practice's, its colleagues' and hers."""
    text = sentence.text
    for pattern, why in (
        (ANOTHER, "another woman, or somebody near her"),
        (IN_CONFIDENCE, "it may have been told in confidence"),
    ):
        yield from (Found(Kind.LIKE_A_NAME, hit.group(), why) for hit in pattern.finditer(text))
    for hit in WHEREABOUTS.finditer(text):
        yield Found(Kind.PLACE, hit.group(), "where a child lives now, or with whom")
    for hit in KIN_TOLD.finditer(text):
        yield Found(Kind.LIKE_A_NAME, hit["who"], "somebody around her: are these their words?")
    yield from _in_small_letters(sentence, own)


def of_another(sentence: Sentence) -> Iterator[Found]:
    """What is another's, where nothing says it yet: “his van”, “her mum's address”."""
    yield from (Found(Kind.LIKE_A_NAME, hit.group(), "what is another’s") for hit in OF_HIS.finditer(sentence.text))


def _in_small_letters(sentence: Sentence, own: Collection[str]) -> Iterator[Found]:
    """Given names without a capital, and what stands after “her sister” or “called” and is no word of the language."""
    if sentence.is_shouted:
        return
    for hit in SMALL.finditer(sentence.text):
        if hit[1] in GIVEN and hit[1] not in own:
            yield Found(Kind.LIKE_A_NAME, hit[1], "a given name in small letters")
    for pattern in (AFTER_KIN, CALLED):
        for hit in pattern.finditer(sentence.text):
            plain = bare(fold(hit[1]))
            if len(plain) >= LEAST and plain not in own and not is_english(plain):
                yield Found(Kind.LIKE_A_NAME, hit[1], "it may be somebody's name")


def is_of_somebody(sentence: Sentence) -> bool:
    """Whether a sentence with a place in it speaks of anybody but her."""
    return bool(SOMEBODY.search(sentence.text))
