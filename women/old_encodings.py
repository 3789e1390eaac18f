"""Which encoding of one byte a letter a text was written in, by how well its signs stand among its letters.

“Ma³gorzata” has a raised figure inside a word, “ÒyesÓ” a capital at its end, “œ20” a letter before a figure: so none
was written on Windows for the West, and each makes sense in one other encoding.
"""

import unicodedata
from dataclasses import dataclass
from itertools import islice

# the first wins where several make the same sense
ENCODINGS = ("cp1252", "mac_roman", "cp850", "cp1250", "cp437", "cp1254", "cp1257", "iso8859_15", "iso8859_14",
             "cp1251", "cp1253")  # fmt: skip
MOST_JUDGED = 5_000  # signs
HERE = frozenset("’‘“”–—…•£€°½¼·\xa0éèëïöüáíóúñçÉ™©®´")  # what people here write most
SIGNS_HERE = frozenset("’‘“”–—…•£€°½¼·\xa0™©®´«»¿¡")
RARE_HERE = frozenset("ðþÐÞýÝ¦¤¬¶µ¹²³ªºœŒ†‡ˆ‰ƒ")
OPENS, CLOSES = frozenset("‘“«¿¡"), frozenset("’”»…™®°")
USUAL, UNUSUAL, STRANGE, WRONG = 0, 1, 3, 6
LEAST_LETTERS = 0.7


@dataclass(frozen=True)
class Guess:
    """An encoding, and how strange the text is in it: for each sign that is not ours, 0 to 6."""

    encoding: str
    strangeness: float
    letters: float  # of the signs that are not ours, which part are letters

    @property
    def makes_sense(self) -> bool:
        """Whether its signs stand as letters do, even where most of them are not ours."""
        return self.strangeness <= UNUSUAL and self.letters >= LEAST_LETTERS


def likeliest(content: bytes) -> Guess | None:
    """The encoding in which a text makes most sense; None where no one holds all of its bytes."""
    best: Guess | None = None
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        guess = _judged(encoding, text)
        if best is None or guess.strangeness < best.strangeness:
            best = guess
    return best


def _judged(encoding: str, text: str) -> Guess:
    places = list(islice((place for place, sign in enumerate(text) if not sign.isascii()), MOST_JUDGED))
    many = max(1, len(places))
    strangeness = sum(_of_sign(text, place) for place in places) / many
    return Guess(encoding, strangeness, sum(text[place].isalpha() for place in places) / many)


def _of_sign(text: str, place: int) -> int:
    sign = text[place]
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    if sign.isalpha() and sign not in "ªº":
        return _of_letter(sign, before, after)
    if unicodedata.category(sign) in ("Cc", "Cn", "Co"):
        return WRONG
    if sign not in SIGNS_HERE:
        return STRANGE if before.isalnum() or after.isalpha() else UNUSUAL + 1
    if sign in "’·\xa0–—…´":
        return USUAL
    if sign in OPENS:
        return STRANGE if before.isalnum() else USUAL
    if sign in CLOSES:
        return STRANGE if after.isalpha() else USUAL
    if sign in "£€":
        return USUAL if after.isdigit() or before.isdigit() else UNUSUAL
    return STRANGE if before.isalpha() or after.isalpha() else USUAL


def _of_letter(sign: str, before: str, after: str) -> int:
    if after.isdigit() or before.isdigit():
        return STRANGE
    if sign.isupper() and before.islower():
        return STRANGE
    neighbours = [one for one in (before, after) if one.isalpha()]
    script = _script(sign)
    if any(_script(one) != script for one in neighbours):
        return WRONG
    if script == "LATIN" and len(neighbours) == 2 and not any(one.isascii() for one in neighbours):
        return STRANGE
    if sign in HERE:
        return USUAL
    return UNUSUAL + 1 if sign in RARE_HERE or not neighbours else UNUSUAL


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
