"""Dates as people write them in a text, the British way round."""

import re
from collections.abc import Iterator

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
FIRSTS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
    "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
MONTH = "(" + "|".join(sorted((name[:3] + "(?:t|" + name[3:] + ")?" for name in MONTHS), reverse=True)) + r")\.?"
DAY = r"(\d{1,2}(?:st|nd|rd|th)?|" + "|".join(sorted(FIRSTS, key=len, reverse=True)) + ")"
GAP = r"[\s./,-]+"
FLAGS = re.IGNORECASE | re.ASCII
# “3.3 children” is no third of March
NOT_COUNTED = (
    r"(?!\s*(?:%|(?:children|women|hours?|minutes|miles|points?|times|contacts|days|weeks|months|years|per|each)\b))"
)
NUMBERS = re.compile(
    r"(?<![\d/])(\d{1,2}) ?[/.-] ?(\d{1,2})(?: ?[/.-] ?(\d{4}|\d{2}))?(?![\d/])"
    rf"{NOT_COUNTED}",
    FLAGS,
)
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{1,2})(?!\d)", FLAGS)
IN_WORDS = re.compile(rf"(?<!\w){DAY}{GAP}(?:of{GAP})?{MONTH}(?:{GAP}(\d{{4}}))?(?!\w)", FLAGS)
MONTH_FIRST = re.compile(rf"(?<!\w){MONTH}{GAP}(?:the{GAP})?{DAY}(?:{GAP}(\d{{4}}))?(?!\w)", FLAGS)


def dates_in(text: str) -> Iterator[tuple[re.Match[str], int, int, int | None]]:
    """(where it stands, day, month, year or None) of every date of a cleaned text; not all of them exist."""
    for hit in YEAR_FIRST.finditer(text):
        yield hit, int(hit[3]), int(hit[2]), int(hit[1])
    for hit in NUMBERS.finditer(text):
        yield hit, int(hit[1]), int(hit[2]), _year(hit[3])
    for hit in IN_WORDS.finditer(text):
        yield hit, _day(hit[1]), _month(hit[2]), _year(hit[3])
    for hit in MONTH_FIRST.finditer(text):
        yield hit, _day(hit[2]), _month(hit[1]), _year(hit[3])


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    year = int(written)
    return year if year > 99 else 2000 + year if year < 50 else 1900 + year


def _day(written: str) -> int:
    low = written.lower()
    return FIRSTS.index(low) + 1 if low in FIRSTS else int(re.sub(r"\D", "", low))


def _month(written: str) -> int:
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(written.lower()[:3]))
