"""Telephone numbers in one form, however they were typed: of the United Kingdom unless they say otherwise."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberMatch, PhoneNumberMatcher

from practices.folding import clean

REGION, CODE = "GB", 44
FULL_LENGTH = 10  # digits of a British number after its 0; a few older ones have nine and are in the library's tables
FEWEST = 6  # digits by which somebody may look for a number
TYPED = re.compile(r"[\d\s()+./-]+")


def _is_number(number: PhoneNumber) -> bool:
    """One that can be rung. Numbers set apart for stories (07700 900…) are in no table, yet are numbers."""
    national = phonenumbers.national_significant_number(number)
    could_be = number.country_code == CODE and len(national) == FULL_LENGTH and national[0] != "0"
    return could_be or phonenumbers.is_valid_number(number)


def _matches(text: str) -> list[PhoneNumberMatch]:
    """The numbers of a text; of one that is digits alone, only where no digit is left over."""
    found = [
        match
        for match in PhoneNumberMatcher(text, REGION, leniency=phonenumbers.Leniency.POSSIBLE)
        if _is_number(match.number)
    ]
    is_whole = _digits(text) == sum(_digits(match.raw_string) for match in found)
    return found if is_whole or not TYPED.fullmatch(text) else []


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _numbers(text: str) -> list[PhoneNumber]:
    return [match.number for match in _matches(clean(text))]


def numbers_in(text: str) -> set[str]:
    """Every telephone number in a text, as +447700900123; without an extension."""
    if not any(letter.isdigit() for letter in text):
        return set()
    return {phonenumbers.format_number(number, PhoneNumberFormat.E164) for number in _numbers(text)}


def as_printed(text: str) -> str:
    """A number as people read it, 07700 900123 or +353 87 123 4567; whatever is more than a number stays as typed."""
    stripped = clean(text)
    if not TYPED.fullmatch(stripped):
        return text
    numbers = _numbers(stripped)
    if len(numbers) != 1:
        return text
    is_ours = numbers[0].country_code == CODE
    layout = PhoneNumberFormat.NATIONAL if is_ours else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(numbers[0], layout)


def pieces_of(text: str) -> Iterator[tuple[str, str]]:
    """A text in pieces, each with the number to ring, as +447700900123, or blank where it is words."""
    end = 0
    for match in _matches(text):
        yield text[end : match.start], ""
        yield as_printed(match.raw_string), phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
        end = match.end
    yield text[end:], ""


def looks_wrong(text: str) -> bool:
    """Whether digits stand there that make no telephone number."""
    return _digits(text) > 2 and not numbers_in(text)


def digits_asked(said: str) -> str:
    """The digits by which a number is looked for, without 0, +44 or 0044 before them; blank where it is no number."""
    typed = clean(said)
    if not TYPED.fullmatch(typed):
        return ""
    digits = re.sub(r"\D", "", typed.replace("(0)", "") if typed.startswith(("+", "00")) else typed)
    if typed.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00").removeprefix(str(CODE))
    elif len(digits) == FULL_LENGTH + len(str(CODE)):
        digits = digits.removeprefix(str(CODE))
    digits = digits.removeprefix("0")
    return digits if len(digits) >= FEWEST else ""


def has_number(text: str, digits: str) -> bool:
    """Whether a number of a text begins or ends with the digits that somebody typed (`digits_asked`)."""
    if digits not in re.sub(r"\D", "", text):
        return False
    found = (number.removeprefix(f"+{CODE}").removeprefix("+") for number in numbers_in(text))
    return any(number.startswith(digits) or number.endswith(digits) for number in found)
