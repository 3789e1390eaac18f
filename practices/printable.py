"""Words made fit for print: Word's bullets become bullets, and what no font here can draw is counted and said."""

import re
import subprocess
import unicodedata
from collections import Counter
from functools import lru_cache
from html import escape

# what Word's fonts Symbol and Wingdings put into the part of the alphabet that belongs to nobody
BULLETS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF06E: "■", 0xF06F: "□", 0xF06C: "●", 0xF0A8: "◻", 0xF0D8: "➢", 0xF076: "❖",
    0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☑", 0xF0E0: "→", 0xF0E8: "➔", 0xF0A1: "○", 0xF02D: "-", 0xF0BE: "–",
    0xF0AE: "→", 0xF04A: "☺", 0xF0D0: "–", 0xF020: " ",
}  # fmt: skip
ODD = re.compile("[^\u0000-\u024f\u2010-\u2027\u2030-\u203a\u20ac\u2122\u2190-\u2193\u2212]")
NOT_DRAWN = ("Cf", "Cc", "Zs", "Zl", "Zp")  # joiners and spaces
VARIANTS = range(0xFE00, 0xFE10)  # they say which of two looks their neighbour has
STANDS_FOR_IT = "□"
MOST_NAMED = 20


def with_bullets(words: str) -> str:
    """Words pasted from Word, with bullets that every font draws: for pages, as `printable` for what is printed."""
    return words.translate(BULLETS)


def printable(html: str) -> str:
    """A page's HTML with what can be drawn; where something cannot, its last lines say what and how often."""
    html = with_bullets(html)
    found = _not_drawn(html)
    if not found:
        return html
    html = html.translate({ord(letter): STANDS_FOR_IT for letter in found})
    body, end, rest = html.rpartition("</body>")
    return f'{body}<p class="left-out">{escape(_said(found))}</p>{end}{rest}'


def said_before_print(words: str) -> str:
    """Which letters of a text no PDF of this machine will show, for whoever writes it; blank where it shows all."""
    found = _not_drawn(with_bullets(words))
    return _said(found, "cannot be printed in a PDF from here") if found else ""


def _not_drawn(words: str) -> Counter[str]:
    return Counter(letter for letter in ODD.findall(words) if not _can_be_drawn(letter))


def _said(found: Counter[str], could_not: str = "could not be printed") -> str:
    number = sum(found.values())
    named = [f"{_name(letter)}{f' ({times} times)' if times > 1 else ''}" for letter, times in found.most_common()]
    more = f", and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    what = "1 character" if number == 1 else f"{number} characters"
    stands = "it stands" if number == 1 else "they stand"
    said = f"{what} {could_not}; {STANDS_FOR_IT} stands where {stands} on the screen: "
    return f"{said}{', '.join(named[:MOST_NAMED])}{more}."


def _name(letter: str) -> str:
    return f"{unicodedata.name(letter, 'a sign without a name').lower()} (U+{ord(letter):04X})"


@lru_cache(maxsize=4096)
def _can_be_drawn(letter: str) -> bool:
    """Whether a font of this machine has it, by fontconfig, which also chooses the font when it is drawn."""
    if unicodedata.category(letter) in NOT_DRAWN or ord(letter) in VARIANTS:
        return True
    asked = ["fc-list", f":charset={ord(letter):x}", "family"]
    return bool(subprocess.run(asked, capture_output=True, check=True).stdout.strip())
