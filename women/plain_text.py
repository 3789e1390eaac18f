"""Plain text in whatever encoding it comes: a phone's notes, an old Windows program, somebody's e-mail program."""

import codecs
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

from women.old_encodings import likeliest

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Western alphabets that differ in a few letters only: a guess from how often letters stand is worth nothing among them
WESTERN = {"cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "cp437", "cp850", "cp858", "latin_1", "mac_roman"}
WESTERN |= {"mac_iceland", "mac_latin2", "hp_roman8", "cp775", "cp852", "cp500", "cp037", "cp1026", "cp1140"}
WESTERN |= {f"iso8859_{number}" for number in (1, 2, 3, 4, 9, 10, 13, 14, 15, 16)}
LINES_AND_TABS = "\r\n\t\v\f"
DOS_END = b"\x1a"  # Ctrl-Z, the end of a text to MS-DOS
JAPANESE_MAIL = b"\x1b$B"  # begins Japanese letters where every byte has seven bits
NOTHING_STANDS = ("Cn", "Co", "Cs")  # not given to a letter yet, a maker's own signs, halves of a letter
MOST_SUCH = 10  # of a hundred letters, where nothing but the look tells a text
NO_LETTERS = frozenset(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
CONTROLS = frozenset(map(chr, range(0x7F, 0xA0))) - {"\x85"}  # of eight bits, which no text of today holds
MOST_GUESSED_FROM = 50_000  # bytes
SEVEN_BITS = bytes(range(128))
LETTERS = bytes(byte for byte in SEVEN_BITS if chr(byte).isalnum())
MOST_ACCENTS = 2  # letters of ours, at the least, to each that is not


@dataclass(frozen=True)
class Read:
    """The words of a text, and whether their encoding was guessed: then a person has to look at them."""

    text: str
    is_guess: bool = False

    @property
    def odd_line(self) -> str:
        """The first line with a letter that another encoding would have shown otherwise."""
        return next((line.strip() for line in self.text.splitlines() if not line.isascii()), "")


def read_text(content: bytes) -> Read | None:
    """The words of a text; None where it is none."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _read(content, encoding)
    if b"\0" in content:
        # two bytes a letter: where the letters are ours, every second byte is nothing
        low, high = content[1::2].count(0), content[::2].count(0)
        found = _read(content, "utf-16-le" if low > high else "utf-16-be")
        return found if found and _looks_like_text(found.text) else None
    content = content.rstrip(DOS_END)
    if JAPANESE_MAIL in content:
        return _read(content, "iso2022_jp")
    return _read(content, "utf-8") or _guessed(content)


def _guessed(content: bytes) -> Read | None:
    if not content or any(byte < 32 and byte not in LINES_AND_TABS.encode() for byte in set(content)):
        return None  # a control, in whatever alphabet
    western = likeliest(content)
    if western is not None and (western.makes_sense or _has_few_accents(content)):
        return _read(content, western.encoding, is_guess=True)
    guess = from_bytes(content[:MOST_GUESSED_FROM]).best()
    if guess is None:
        return None
    encoding = western.encoding if western and guess.encoding in WESTERN else guess.encoding
    found = _read(content, encoding, is_guess=True)
    return found if found and _looks_like_text(found.text) else None


def _has_few_accents(content: bytes) -> bool:
    """Whether most letters are of our own alphabet: what stands between them is read by what stands beside it.

    A guess from how often letters stand is worth nothing with few: it took “Call Zoë” for Chinese.
    """
    ours = len(content) - len(content.translate(None, LETTERS))
    return len(content.translate(None, SEVEN_BITS)) * MOST_ACCENTS <= ours


def _read(content: bytes, encoding: str, *, is_guess: bool = False) -> Read | None:
    """The words, where the bytes are of that encoding and hold no control; what a sign looks like is no matter."""
    try:
        text = content.decode(encoding)
    except UnicodeError:
        return None
    is_text = all(ord(letter) >= 32 or letter in LINES_AND_TABS for letter in set(text))
    return Read(text, is_guess) if text and is_text else None


def _looks_like_text(text: str) -> bool:
    """Whether letters stand where an alphabet has them, but for a few: any two bytes are a place in UTF-16."""
    if not NO_LETTERS.isdisjoint(text) or not CONTROLS.isdisjoint(text):
        return False
    such = sum(unicodedata.category(letter) in NOTHING_STANDS for letter in text[:MOST_GUESSED_FROM])
    return such * 100 <= MOST_SUCH * len(text[:MOST_GUESSED_FROM])
