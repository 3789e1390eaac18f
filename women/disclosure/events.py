"""What happens to few: the only and the first, children counted of one woman, deaths, verdicts, the press."""

import re
from collections.abc import Iterator
from functools import cache

from women.disclosure.lay_events import LAY_GROUPS
from women.disclosure.matches import Found, Kind
from women.disclosure.said_softly import SOFT_GROUPS
from women.disclosure.sentences import Sentence

WORDS_FOR_NUMBERS = (
    r"(?:\d|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both|all)"  # as a family is counted
)
SOMEBODY = (
    r"(?:wom[ae]n|mothers?|mums?|lad(?:y|ies)|girls?|persons?|ones?|child|daughters?|sons?|bab(?:y|ies)|parents?)"
)
NOT_TOLD = (
    r"(?!\s+(?:time|quarter|step|steps|year|month|week|day|half|phase|session|meeting|thing|point|few|visit|stage|"
    r"cohort))"
)
ORDINAL = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|2nd|3rd|(?:[4-9]|1[0-2])th)"
ONLY = re.compile(
    rf"\b(?:the|our|her|their) (?:only|sole|first|last|oldest|youngest|eldest){NOT_TOLD}"
    rf"(?: (?!and\b|of\b|to\b|for\b|in\b|thing|way|one\b)[\w'-]+){{0,3}}? {SOMEBODY}\b(?!')"
    rf"|\b(?:an?|the|our|her|their|another|this) {ORDINAL}{NOT_TOLD}"
    rf"(?: (?!and\b|of\b|to\b|for\b|in\b|thing|way|one\b)[\w'-]+){{0,2}}? {SOMEBODY}\b(?!')"
    rf"|\b(?:first|last|{ORDINAL}) of (?:the|our|these|those) (?:[\w'-]+ )?{SOMEBODY}\b"
    r"|\b(?:the|our|her|their|its) (?:youngest|oldest|eldest)\b"
    r"|\b(?:the|our) (?:only|first|last) (?:one\b(?! of our)|to \w+|(?:in|of) (?:(?:the|our) (?:group|cohort|"
    r"practice|country|city|town)|(?:her|their) family))"
    r"|\bthe (?:only|first|last|youngest|oldest) (?:[\w'-]+ ){0,2}(?:of|in) (?:the|our) (?:group|cohort|"
    r"practice|programme|women)\b"
    rf"|\bonly (?:one|1) (?:{SOMEBODY}|of (?:the|our|these|those|them))\b"
    rf"|\bno (?:other|one else)\b|\bunlike any other wom[ae]n\b",
    re.IGNORECASE,
)
CHILDREN = re.compile(
    rf"\b(?:woman|mother|mum|lady|mam|she|who|her)\b(?![^.;]*\bbetween them\b)[^.;]{{0,40}}?\b(?:with|of|had|"
    rf"has|have|lost|to)\s+(?:all\s+)?(?:her\s+)?{WORDS_FOR_NUMBERS}"
    r"(?:\s+of)?(?:\s+(?:her|older|younger|small|young|little|previous|other)){0,2}\s+(?:children|child|kids|babies|"
    r"sons|daughters|boys|girls|removals)\b"
    rf"|\b(?:her|whose)\s+{WORDS_FOR_NUMBERS}\s+(?:older\s+|younger\s+|little\s+)?(?:children|kids|babies|sons|"
    rf"daughters|boys|girls|removals)\b"
    rf"|\b{WORDS_FOR_NUMBERS} of her (?:children|kids|babies|sons|daughters)\b"
    rf"|\bmother of {WORDS_FOR_NUMBERS}\b|\b(?:twins?|triplets?|quadruplets)\b"
    rf"|\bhad (?:{WORDS_FOR_NUMBERS}) (?:children|babies) (?:removed|taken|adopted)\b",
    re.IGNORECASE,
)
NOT_THE_EVENT = (
    r"(?!\s*(?:-|and \w+ )?(?:prevention|awareness|training|workshops?|polic(?:y|ies)|charit(?:y|ies)|rates?|"
    r"course|worker|officers?|"
    r"service|services|reviews? (?:board|panel)|team|toolkit|strategy|pathway|lead))"
)
GROUPS = (
    ("a death", r"died|dies|dying|dead|deaths?|passed away|found a body|body was found|killed|funerals?|buried|"
                r"cremat\w+|inquests?|"
                r"coroners?|suicid\w+|"
                r"(?:lost|losing) (?:an?|one|another|two|three|both|our|\d) (?:of (?:the|our) )?(?:[\w'-]+ )?"
                r"(?:wom[ae]n|mums?|mothers?|lad(?:y|ies)|girls?|child(?:ren)?|bab(?:y|ies))|"
                r"(?:lost|losing) (?:her|his|their) (?:own )?(?:mums?|mothers?|dads?|fathers?|parents?|sisters?|"
                r"brothers?|sons?|daughters?|bab(?:y|ies)|partners?|husbands?|nan\w*|gran\w*|aunt\w*|best friend)|"
                r"(?:lost|losing) (?:her|him) (?:in|on|last|this|to|so|suddenly)\b|"
                r"(?:she|he|who|mum|woman|lady|mother) (?:has )?passed (?:in|on|last|this|suddenly|peacefully|over)|"
                r"(?:no longer|not) with us|(?:was|were|been|newly|recently) bereaved|sad passing|passing of|"
                r"overdos\w+|hanged|(?:took|taken|takes?|taking) (?:her|his|their)(?: own)? "
                r"(?:life|lives)|lost her life|drown\w*|widow\w*"),
    ("a loss in pregnancy", r"still ?-?births?|still ?-?born|miscarr\w+|abortions?|aborted|terminat(?:ion|"
                            r"ed her pregnancy)|"
                            r"cot death|sids|ectopic|neonatal death"),
    ("prison or a court’s verdict", r"prison\w*|jail\w*|gaol\w*|in custody|custodial|remanded|on remand|"
                                    r"sentenc(?:e|ed|ing)|"
                                    r"convict\w+|found (?:not )?guilty|pleaded|acquitt\w+|verdicts?|arrest\w*|"
                                    r"bailed|on bail|"
                                    r"charged with|on tag|imprison\w+|incarcerat\w+|life sentence|tribunal|"
                                    r"deport\w+|asylum|"
                                    r"probation order|community order|restraining order|non-molestation order|"
                                    r"cleared of|was fined|on trial|murder trial|suspended sentence|"
                                    r"sex offender|registered offender|crown court"),
    ("a crime", r"arson\w*|murder\w*|manslaughter|stabb\w+|shot|shooting|rape[ds]?|raping|kidnap\w*|"
                r"traffick(?:ed|er|ers)|"
                r"sexual(?:ly)? (?:assault\w*|attack\w*)|acid attack|burglar\w*|robber(?:y|ies)|robbed|"
                r"strangl\w+|abduct\w+|"
                r"attempted (?:murder|suicide)|honour[- ]based|forced marriage|cuckoo\w+|set fire|grooming gang|"
                r"hostage"),
    ("a rare illness or harm", r"sectioned|detained under|mental health act|coma|life support|intensive care|"
                               r"amputat\w+|"
                               r"cancer|hiv|hepatitis|epilep\w+|stroke|heart attack|paralys\w+|wheelchair|blind|deaf|"
                               r"psychosis|psychotic|schizophren\w+|transplant|leukaemia|tumour|meningitis|sepsis"),
    ("a fire, a crash, a disappearance", r"house ?-?fire|(?:a|the) fire (?:at|in|broke|spread|destroyed)|"
                                         r"burn(?:ed|t) down|on fire|explosion|car crash|road accident|"
                                         r"hit and run|run over|went missing|missing person|reported missing"),
    ("the press", r"newspapers?|the press|press (?:article|coverage|report|story)|"
                  r"(?:in|on|made|make|hit|reached) the (?:local |national )?news|news ?report|headlines?|"
                  r"tabloid|on tv|on television|television|documentary|on the radio|local radio|bbc|itv|"
                  r"channel 4|sky news|look north|radio \d|"
                  r"(?:ran|printed|published) (?:a|the|her) (?:story|article|piece)|"
                  r"went viral|journalists?|reporters?|front page|(?:the )?(?:evening |daily |weekly )?"
                  r"(?:advertiser|gazette|echo|chronicle|herald|tribune|argus|examiner|observer|guardian|telegraph|"
                  r"mirror)"
                  r"(?! (?:order|angel))|serious case review|safeguarding practice review|homicide review"),
    ("what is known of somebody", r"(?:is|was|became) (?:now )?a councillor|"
                                  r"ex-?(?:police|army|navy|prison|military) ?\w*|"
                                  r"came out as|transgender|trans woman|"
                                  r"los(?:t|es|ing) (?:her|his) (?:leg|arm|sight|hand|foot|eye|hearing|speech|hair)s?|"
                                  r"los(?:t|es|ing) (?:(?:her|the|a|custody) ){0,2}(?:appeal|case at)|"
                                  r"plays (?:football |rugby |cricket )?for the|in the Star"),
    ("a pregnancy, a birth or a marriage",
                              r"(?:is|was|are|were|be|became|become|fell|got) (?:now |also )?pregnant|pregnant again|"
                              r"had (?:a|her|another) (?:new )?(?:baby|boy|girl)|"
                              r"baby (?:is |was )?(?:due|born)|gave birth|"
                              r"in labour|wedding|got married|is getting married|married|divorced|"
                              r"engaged to be"),
)  # fmt: skip
NAMED_PRESS = re.compile(
    r"\b(?:advertiser|gazette|echo|chronicle|herald|tribune|argus|examiner|observer|guardian|telegraph|mirror)$",
    re.IGNORECASE,
)
NOT_RARE = re.compile(
    r"special guardian\w*|public guardian|legal guardian\w*|guardianship|stroke of|dead ?line|married (?:up|"
    r"with)|blind spot|deaf ear|"
    r"of a death sentence|sentence (?:starter|of)|shot in the arm|echo(?:ed|es|ing)?|mirror(?:ed|s|ing)|"
    r"blind(?:s|ed)|heard",
    re.IGNORECASE,
)


@cache
def events() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(what happens to few, how it is written) of each; read once words are, since it takes a while to compile."""
    return tuple(
        (why, re.compile(rf"(?<![\w-])(?:{words})(?![\w]){NOT_THE_EVENT}", re.IGNORECASE))
        for why, words in (*GROUPS, *LAY_GROUPS, *SOFT_GROUPS)
    )


def events_of(sentence: Sentence) -> Iterator[Found]:
    """What sets one woman apart, and what happens to few."""
    text = sentence.text
    for hit in ONLY.finditer(text):
        yield Found(Kind.ONLY, hit.group().strip(), "it tells one from all others")
    for hit in CHILDREN.finditer(text):
        yield Found(Kind.ONLY, hit.group().strip(), "how many children one woman has, or lost")
    plain = NOT_RARE.sub(lambda hit: " " * len(hit.group()), text)
    for why, pattern in events():
        for hit in pattern.finditer(plain):
            if NAMED_PRESS.search(hit.group()) and not NAMED_PRESS.search(hit.group())[0][0].isupper():  # type: ignore[index]
                continue
            yield Found(Kind.EVENT, hit.group(), why)
