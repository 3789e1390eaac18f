"""Links, accounts, email addresses and numbers to ring in any form: “at gmail dot com”, wa.me, oh seven."""

import re
from collections.abc import Iterator

from women.disclosure.lexicon import bare, capitals, fold, is_english
from women.disclosure.matches import Found, Kind
from women.disclosure.recorded import Recorded
from women.disclosure.sentences import Sentence

PROVIDERS = (
    r"(?:gmail|googlemail|hotmail|yahoo|outlook|icloud|live|aol|btinternet|sky|proton(?:mail)?|msn|talktalk|ymail|"
    r"virginmedia|ntlworld|mail|me)"
)
DOT = r"(?: ?\(dot\) ?| ?\[dot\] ?| dot | ?\. ?)"
SPELT_EMAIL = re.compile(
    rf"[\w.+-]+(?:{DOT}[\w-]+)? ?(?:\(at\)|\[at\]|\{{at\}}|@) ?[\w-]+{DOT}\w{{2,4}}\b"
    rf"|[\w.+-]+(?:{DOT}[\w-]+)? at (?:[\w-]+ dot \w{{2,4}}\b|{PROVIDERS}(?:{DOT}(?:com|co|uk|net|org)|\b(?=[.,;]|$)))"
    rf"|[\w.+-]+ ?@ ?{PROVIDERS}\b",
    re.IGNORECASE,
)
SPELT_NAME = re.compile(r"\b\w+ (?:dot|underscore|hyphen) \w+\b", re.IGNORECASE)
LINK = re.compile(
    r"(?<![\w@])(?:https?://)?(?P<site>(?:[\w-]+\.)+(?:com|co\.uk|org\.uk|org|net|me|uk|io|tv|gg|ly|link|app|be|site|"
    r"info|page|fm|chat|"
    r"fans|bio|ee|to|social|live|club|eu|pl|ro))(?P<path>/[\w./@?=&%+#~-]*\w)?",
    re.IGNORECASE,
)
EVERYBODYS = re.compile(
    r"(?:^|\.)(?:gov\.uk|nhs\.uk|pause\.org\.uk|ac\.uk|police\.uk|sch\.uk|parliament\.uk|legislation\.gov\.uk)$",
    re.IGNORECASE,
)
PLATFORMS = (
    r"(?:snap(?:chat)?|insta(?:gram)?|tik ?tok|twitter|facebook|fb|only ?fans|whatsapp|telegram|discord|kik|xbox|psn|"
    r"play ?station|"
    r"roblox|reddit|tinder|bumble|hinge|vinted|depop|e-?bay|threads|blue ?sky|you ?tube|messenger|twitch|signal|"
    r"grindr|plenty of fish|pof|"
    r"gumtree|marketplace|spotify|linkedin|pinterest|steam|fortnite)"
)
ON_PLATFORM = re.compile(
    rf"\b{PLATFORMS}(?:['’]s)?(?: (?:name|handle|account|user ?name|tag|id|channel|page|profile|is|was|called|under|"
    rf"as|at|where|she|he|by|the|goes|of|known|calls|herself)){{0,4}}[:=,-]? ?"
    r"[\"“'‘(]?(?P<who>[\w.-]{3,}\w)"
    r"|\b(?:user ?name|handle|screen ?name|gamer ?tag|alias|profile|account|channel)(?: (?:is|was|called|named|"
    r"of))?[:=]? [\"“'‘(]?(?P<other>[\w.-]{3,}\w)"
    r"|\b(?:goes|known|sings|sells|posts|trades|writes|performs|streams|works|plays|dances|appears|listed|logs in|"
    r"signed) (?:\w+ )?(?:by|as|under)(?: the (?:name|handle|tag|alias)(?: of)?)? [\"“'‘(]?"
    r"(?P<alias>[A-Z][\w.-]{2,}|[\"“'‘]\w+|\w*\d\w*)",
    re.IGNORECASE,
)
ON_ONE = re.compile(rf"(?P<who>[\w.-]{{3,}}\w)[\"”'’]? on {PLATFORMS}\b", re.IGNORECASE)
DIGIT = (
    r"(?:oh?|zero|nought|one|two|three|four|five|six|seven|eight|nine|(?:double|treble|triple)[ -](?:oh?|zero|"
    r"\w{3,5})|\d{1,6})"
)
SPELT_NUMBER = re.compile(rf"\b(?:{DIGIT}[ ,.-]+){{6,}}{DIGIT}\b", re.IGNORECASE)
RAW_NUMBER = re.compile(
    r"(?<![\d.,£-])(?:00)?\+? ?44[ -]?(?:\(0\))?[ -]?[1-9](?:[ -]?\d){8,9}(?!\d)|"
    r"(?<![\w£.,])[0Oo]7(?:[ .-]?[\dOo]){8,9}(?!\w)|(?<![\d£.,])07(?:[ ./-]?[\dxX*#]){6,9}(?!\w)"
    r"|\b(?:ring|call|phone|text|tel|telephone|mobile|number|dial|reach(?:ed)?|extension|ext|"
    r"landline)\b[^.;\d]{0,20}?(?<![\d£.,/])\d{3}[ -]?\d{3,4}(?! ?\d|[/%])"
    r"|\b(?:ends?|ending|finish(?:es|ing)|starts|begins|last (?:three|four) digits(?: are)?|digits) (?:in )?\d{2,4}\b",
    re.IGNORECASE | re.ASCII,
)
WHY = {SPELT_EMAIL: "an email address", SPELT_NUMBER: "a number to ring", RAW_NUMBER: "a number to ring"}
ONLINE = "an account online"
LEAST_DIGITS = 7


def links_of(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """Each way to reach somebody that is no plain number or @; sites of public bodies reach nobody."""
    text = sentence.text
    for pattern, why in WHY.items():
        for hit in pattern.finditer(text):
            if pattern is not SPELT_NUMBER or _is_number(hit.group()):
                yield Found(Kind.REACHES, hit.group().strip(), why)
    for hit in LINK.finditer(text):
        if not EVERYBODYS.search(hit["site"]) and (hit["path"] or text[hit.start() :].lower().startswith("http")):
            yield Found(Kind.REACHES, hit.group(), ONLINE)
    for hit in SPELT_NAME.finditer(text):
        if not all(is_english(bare(fold(word))) for word in hit.group().split()):
            yield Found(Kind.REACHES, hit.group(), ONLINE)
    for hit in (*ON_PLATFORM.finditer(text), *ON_ONE.finditer(text)):
        who = next(said for said in hit.groupdict().values() if said)
        if _is_account(who.strip("\"“'‘"), recorded):
            yield Found(Kind.REACHES, who, ONLINE)


def _is_number(run: str) -> bool:
    """Whether a run of digits in words is a number to ring: “one two one” is none, nor are years."""
    words = re.findall(r"[a-z]+|\d", run.lower())
    return len(words) >= LEAST_DIGITS and (
        words[0] in ("o", "oh", "zero", "nought", "0") or not any(one.isdigit() for one in words)
    )


def _is_account(who: str, recorded: Recorded) -> bool:
    plain = bare(fold(who))
    return not (plain in capitals() or plain in recorded.own or is_english(plain) or who.isdigit())
