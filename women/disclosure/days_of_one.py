"""A day on which something happened to one woman: her neighbour knows what was on 14 February."""

import re
from collections.abc import Iterator

from women.disclosure.dates import dates_in
from women.disclosure.matches import Found, Kind
from women.disclosure.sentences import Sentence

WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
FEAST = (
    r"(?:valentine['’]?s day|christmas (?:eve|day)|boxing day|new year['’]?s (?:eve|day)|easter (?:sunday|monday)|"
    r"good friday|mother['’]?s day|father['’]?s day|bonfire night|hallowe['’]?en|eid|diwali|pancake day|"
    r"may day|burns night|st\.? \w+['’]?s day)"
)
DAY = re.compile(
    rf"\b(?:(?:last|on|this|that|next|the) {WEEKDAY}(?! (?:mornings|afternoons|evenings|group|club|session))(?:\b)"
    rf"|on the (?:\d{{1,2}}(?:st|nd|rd|th)|first|last day)(?= ?(?:[.,;!]|$|of\b|she\b|her\b))"
    rf"|{FEAST}|the (?:day|night|week|morning|evening|weekend) (?:before|after) (?:{FEAST}|christmas|easter|new year|"
    rf"her \w+|the (?:hearing|funeral|wedding|removal|birth|trial))"
    rf"|(?:yesterday|the other day|(?:last|tonight|this) (?:night|morning|evening|weekend)))\b",
    re.IGNORECASE,
)
ONE = re.compile(
    r"\b(?:she|her|hers|herself|he|him|his)\b|\b(?:an?|one|another|the|this|that) (?:[\w-]+ ){0,2}?"
    r"(?:woman|mum|mam|mother|lady|girl|client|participant|service user|baby|child|boy|son|daughter|tenancy|removal)\b"
    r"(?!['’]s (?:day|group|network|aid|centre))",
    re.IGNORECASE,
)
HAPPENED = re.compile(r"\bit (?:all )?(?:happened|began|started|ended|was over|went wrong)\b", re.IGNORECASE)
# “every woman”, “a woman can”: of any of them
OF_ANY = re.compile(
    r"\b(?:every|each|any) (?:[\w-]+ )?(?:woman|mum|mother)\b|\b(?:our|the|a) (?:\w+ )?(?:practitioner|lead|"
    r"coordinator|colleague|manager|midwife|nurse|worker|trainer|speaker|councillor|minister|mayor|student)\b",
    re.IGNORECASE,
)
WHY = "a day on which something happened to one woman"


def days_of_one(sentence: Sentence) -> Iterator[Found]:
    """Each day in a sentence that speaks of one woman, or of hers."""
    text = sentence.text
    if OF_ANY.search(text) or not (ONE.search(text) or HAPPENED.search(text)):
        return
    for at, *_ in dates_in(text):
        yield Found(Kind.ONLY, at.group(), WHY)
    for hit in DAY.finditer(text):
        yield Found(Kind.ONLY, hit.group(), WHY)
