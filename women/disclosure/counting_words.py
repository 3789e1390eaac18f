"""Numbers as people write them in a sentence: digits, words, “a couple”, “both”, “a third of the nine”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SEVERAL = {"a couple": 2, "the couple": 2, "couple": 2, "both": 2, "twins": 2, "a single": 1, "the pair": 2,
         "a pair": 2, "pair": 2, "a duo": 2,
         "a trio": 3, "a brace": 2, "a twosome": 2, "a threesome": 3, "a quartet": 4, "a foursome": 4, "a quintet": 5,
           "triplets": 3, "half a dozen": 6, "half-a-dozen": 6, "half dozen": 6, "a dozen": 12, "nil": 0}  # fmt: skip
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
         "sixth": 6,
         "sixths": 6, "seventh": 7, "eighth": 8, "eighths": 8, "ninth": 9, "tenth": 10, "tenths": 10,
         "twelfth": 12}  # fmt: skip
_units, _tens = "|".join(UNITS), "|".join(TENS)
NUMBER = rf"(?:(?:{_tens})(?:[- ](?:{'|'.join(UNITS[1:10])}))?|{_units}|\d{{1,4}})"
SMALL = rf"(?:{'|'.join(UNITS[1:13])}|\d{{1,2}})"
PERCENT = re.compile(rf"(?<![\w.])(\d{{1,3}}(?:\.\d+)?|{NUMBER})( and a half|½)? ?(?:%|per ?cent\b)", re.IGNORECASE)
# what people do of whom a share is told: “a sixth were seen”
DID = (
    r"(?:were|was|have|has|had|are|did|went|came|took|chose|got|saw|said|told|found|began|left|felt|kept|lost|met|made|"
    r"became|wanted|[a-z]{2,}ed)\b"
)
FRACTION = re.compile(
    rf"\b(?:(a|one|{SMALL})[ -](thirds?|quarters|fifths?|sixths?|seventh|eighths?|ninth|tenths?|"
    rf"twelfth)(?: of\b|(?=s\b)|\b(?<=s)|(?= {DID}))"
    rf"|(a|one) (quarter) of|(half)(?! a dozen|-a-dozen| ?-?way| ?-?term| ?-?hour| a| an| past))"
    rf"(?: (?:of|the|our|those|these|all))*(?: ({NUMBER})\b)?",
    re.IGNORECASE,
)
# “3/24 women”: how many of how many; a date has a word like “on” before it, and the 24/7 of a service is none
OF_WHOLE = re.compile(
    r"(?<![\w./£-])(?<!\bon )(?<!\bby )(?<!since )(?<!until )(?<!dated )(\d{1,2}) ?/ ?(\d{1,2})(?![\w/]|\.\d)"
)
# “3no.”, “x3”, “3x”, “n=3”, “tenancies:3”, “(3)”
MARKED = re.compile(
    r"(?<![\w.,/-])(\d{1,3}) ?(?:nos?\b\.?|[x×](?= |\b(?!\w)))|(?<!\w)[x×] ?(\d{1,2})(?!\w)|\bn ?[=:] ?(\d{1,3})\b"
    r"|(?<=[a-z)])(?::|=|\()(\d{1,2})(?![\w%:/]|\.\d)|(?<=[a-z]{3}s)[-–—](\d{1,2})(?![\w%/-])|"
    r"(?<=[a-z]ed)[-–—](\d{1,2})(?![\w%/-])",
    re.IGNORECASE,
)
ONE_IN = re.compile(rf"\b({SMALL}) in (?:every )?({SMALL})\b(?!-)", re.IGNORECASE)
PLAIN = re.compile(
    rf"(?<![\w.,/£$€#@:-])(?:{'|'.join(sorted(map(re.escape, SEVERAL), key=len, reverse=True))}|{NUMBER})"
    r"(?![\w]|[.,:/]\d|-[^\W\d]| ?%| ?per ?cent\b| ?(?:am|pm|a\.m|p\.m|o'clock|st|nd|rd|th|k|hundred|thousand|"
    r"million)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Number:
    """A number in a sentence: how many, or a share of a whole."""

    start: int
    end: int
    word: str
    value: int | None = None
    share: Fraction | None = None
    percent: str = ""


def numbers_in(text: str) -> Iterator[Number]:
    """Every number of a cleaned sentence; shares first, so that the two of “two thirds” is no two."""
    taken: list[tuple[int, int]] = []
    for found in (*_percents(text), *_shares(text), *_marked(text)):
        taken.append((found.start, found.end))
        yield found
    for hit in PLAIN.finditer(text):
        if not any(start <= hit.start() < end for start, end in taken):
            yield Number(hit.start(), hit.end(), hit.group(), value=value_of(hit.group()))


def _percents(text: str) -> Iterator[Number]:
    for hit in PERCENT.finditer(text):
        written = hit[1] if hit[1][0].isdigit() else str(value_of(hit[1]))
        half = ".5" if hit[2] else ""
        yield Number(hit.start(), hit.end(), hit.group(), percent=f"{written}{half}%")


def _shares(text: str) -> Iterator[Number]:
    for hit in FRACTION.finditer(text):
        above, below = hit[1] or hit[3] or "one", hit[2] or hit[4] or hit[5]
        share = Fraction(1 if above.lower() == "a" else value_of(above), PARTS[below.lower()])
        if hit[6]:
            whole = share * value_of(hit[6])
            end = hit.end() if whole.denominator == 1 else hit.start(6)  # of “half of the three” the three is read
            value = int(whole) if whole.denominator == 1 else None
            yield Number(hit.start(), end, text[hit.start() : end].strip(), value, None if value else share)
            continue
        yield Number(hit.start(), hit.end(), hit.group(), share=share)
    for hit in ONE_IN.finditer(text):
        if value_of(hit[2]):
            yield Number(hit.start(), hit.end(), hit.group(), share=Fraction(value_of(hit[1]), value_of(hit[2])))


def _marked(text: str) -> Iterator[Number]:
    for hit in OF_WHOLE.finditer(text):
        if 0 < int(hit[1]) < int(hit[2]):
            yield Number(hit.start(), hit.end(), hit.group(), value=int(hit[1]))
    for hit in MARKED.finditer(text):
        yield Number(hit.start(), hit.end(), hit.group(), value=int(next(one for one in hit.groups() if one)))


def value_of(written: str) -> int:
    """The number that words or digits say."""
    low = written.lower()
    if low.isdigit():
        return int(low)
    if low in SEVERAL:
        return SEVERAL[low]
    if low in UNITS:
        return UNITS.index(low)
    tens, *units = re.split(r"[- ]", low)
    return 20 + 10 * TENS.index(tens) + (UNITS.index(units[0]) if units else 0)
