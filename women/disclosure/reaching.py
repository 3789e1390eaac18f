"""References, addresses, numbers to ring, handles and days: what leads straight to somebody."""

import re
from collections.abc import Iterator
from functools import cache

from women.disclosure.dates import MONTH, dates_in
from women.disclosure.lexicon import fold, is_known
from women.disclosure.matches import Found, Kind
from women.disclosure.recorded import Recorded, is_of_words
from women.disclosure.sentences import Sentence

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE | re.ASCII)
# areas of postcodes; a district alone, S65, says a part of a town
AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|HA|HD|HG|"
    "HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|"
    "SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|S|B|E|G|L|N|W|M"
)
DISTRICT = re.compile(
    rf"(?<![\w/-])(?:{AREAS})\d{{1,2}}(?![\w/-])(?! (?:enquir|investigat|assess|accommodat|agreement|order|report|"
    rf"meeting|junction|"
    r"motorway|training|course|qualification|certificate|form|vitamin|of the act))"
)
NO_DISTRICT = re.compile(
    r"\b(?:section|vitamin|motorway|the [ABM]\d+ (?:and|to)|level|junction|form|room|block|unit|grade|band|tier)s? $|"
    r"\b(?:on|via|up|down|along|off) the $",
    re.IGNORECASE,
)
NOT_DISTRICTS = {"S17", "S20", "S31", "S47", "B12", "B6", "L1", "L2", "L3", "L4", "L5", "E1", "G1", "G7", "G8", "G20",
                 "N95", "M1", "M2", "M3", "M4", "M5", "M6", "M11", "M18", "M25", "M40", "M42", "M62", "M180",
                 "W1", "W2"}  # fmt: skip
PHONE = re.compile(r"(?<!\d)(?:\+ ?44|0044|\(?0)[ ()./-]*(?:\d[ ()./-]*){9,10}(?!\d)", re.ASCII)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
HANDLE = re.compile(
    r"(?<![\w.+-])@[A-Za-z][\w.]{2,}|\b(?:(?:www|m)\.)?(?:facebook|fb|instagram|insta|tiktok|snapchat|twitter|x|"
    r"threads|"
    r"linkedin|youtube|pinterest|linktr|onlyfans|vinted)\.(?:com|ee|me|net)/[\w./@?=-]+|\b(?:snap|insta|fb|"
    r"tiktok)\s?[:=]\s?\w+",
    re.IGNORECASE,
)
STREET = re.compile(
    r"\b\d{1,4}[A-Za-z]? (?:[A-Z][\w']+ ){1,3}"
    r"(?:Street|Road|Lane|Avenue|Close|Drive|Way|Court|Place|Terrace|Crescent|Grove|Gardens|Square|Hill|Walk|St|Rd)\b"
)
HOUSE = re.compile(
    r"\b(?:(?:house|flat|apartment|door|room|plot|caravan|bungalow|unit)\s+(?:number\s+|no\.?\s*)?|(?:number|"
    r"no\.)\s+|#)"
    r"(\d{1,4}[a-z]?)\b(?!\s*(?:%|per cent|on (?:the|our) list|priority))",
    re.IGNORECASE,
)
SAINT = re.compile(r"\bSt\.? [A-Z][a-z]+(?:['’]s?)?(?: [A-Z][a-z]+)*(?! (?:Day|Patrick's Day))")
NUMBERED = re.compile(r"(?<![\w£$€.,/:-])\d{1,4}[A-Za-z]? ([A-Z][a-z']+)(?! ?%)")
# before the number of a reference alone: “woman 0108”
CALLED = r"woman|client|case|mum|mother|lady|participant|ref\.?|reference"
LEAST_NUMBER = 3  # digits
A_MONTH = re.compile(rf"{MONTH}$", re.IGNORECASE)


def ways_of(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """What leads to somebody, as it stands in the records or as it looks."""
    text = sentence.text
    for pattern, why in ((POSTCODE, "a postcode"), (STREET, "an address")):
        yield from (Found(Kind.PLACE, hit.group(), why) for hit in pattern.finditer(text))
    for hit in DISTRICT.finditer(text):
        if hit.group() not in NOT_DISTRICTS and not NO_DISTRICT.search(text[: hit.start()]):
            yield Found(Kind.LIKE_A_PLACE, hit.group(), "a part of a town by its postcode")
    for pattern, why in ((PHONE, "a number to ring"), (EMAIL, "an email address"), (HANDLE, "an account online")):
        yield from (Found(Kind.REACHES, hit.group().rstrip(" ()./-"), why) for hit in pattern.finditer(text))
    yield from (Found(Kind.LIKE_A_PLACE, hit.group(), "a church, a school or a ward") for hit in SAINT.finditer(text))
    for hit in HOUSE.finditer(text):
        yield Found(Kind.LIKE_A_PLACE, hit.group(), "the number of a house")
    for hit in NUMBERED.finditer(text):
        if not A_MONTH.match(hit[1]) and fold(hit[1]) not in recorded.own and not is_known(hit[1]):
            yield Found(Kind.LIKE_A_PLACE, hit.group(), "a number and a name, as of a house in a street")
    yield from _references(sentence, recorded)
    yield from _places(sentence, recorded)
    yield from (Found(Kind.DATE, at.group(), why) for at, why in days_of(text, recorded))


def days_of(text: str, recorded: Recorded) -> Iterator[tuple[re.Match[str], str]]:
    """Where a day of the records stands, and why it is one."""
    for at, day, month, year in dates_in(text):
        years = recorded.years_by_day.get((month, day))
        if years and (year is None or year in years):
            yield at, "a day that stands in the records"


@cache
def _pattern_of(references: frozenset[str]) -> re.Pattern[str] | None:
    """All references in one pattern, however their parts are joined, with noughts before a number or without."""
    written = []
    for reference in sorted(references):
        chunks = re.findall(r"[^\W\d_]+|\d+", reference)
        parts = [
            f"0*{re.escape(chunk.lstrip('0') or '0')}" if chunk.isdigit() else re.escape(chunk) for chunk in chunks
        ]
        if len(chunks) > 1:
            written.append(r"[\s._/-]*".join(parts))
        elif chunks:
            written.append(re.escape(chunks[0]))
        if len(chunks) > 1 and len(chunks[-1]) >= LEAST_NUMBER and chunks[-1].isdigit():
            written.append(rf"(?:{CALLED}) (?:no\.? |number |#)?0*{chunks[-1].lstrip('0') or '0'}")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(written)})(?!\w|-\w)", re.IGNORECASE) if written else None


def _references(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    pattern = _pattern_of(recorded.references)
    for hit in pattern.finditer(sentence.folded) if pattern else ():
        yield Found(Kind.REFERENCE, hit.group().upper(), "the reference of a woman of the Practice")


def _places(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    folded = sentence.folded
    for place in sorted(recorded.places):
        if place not in folded:
            continue
        for hit in re.finditer(rf"(?<!\w){re.escape(place)}(?!\w)", folded):
            written = sentence.text[hit.start() : hit.end()] if len(folded) == len(sentence.text) else hit.group()
            capitals = [word for word in written.split() if word[:1].isupper()]
            if not is_of_words(place) or len(capitals) > (1 if hit.start() == 0 else 0):
                yield Found(Kind.PLACE, written, "a place or agency that stands in a record")
