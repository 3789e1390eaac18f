"""Plain text in whatever encoding it comes: a phone's notes, an old Windows program, somebody's e-mail program."""

import codecs
import unicodedata

from charset_normalizer import from_bytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Western alphabets that differ in a few letters only: a guess among them is worth nothing, and here it is Windows'
WESTERN = {"cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "cp437", "cp850", "cp858", "latin_1", "mac_roman"}
WESTERN |= {"mac_iceland", "mac_latin2", "hp_roman8", "cp775", "cp852", "cp500", "cp037", "cp1026", "cp1140"}
WESTERN |= {f"iso8859_{number}" for number in (1, 2, 3, 4, 9, 10, 13, 14, 15, 16)}
LINES_AND_TABS = "\r\n\t\f"
NO_LETTERS = ("Cc", "Cn", "Co", "Cs")  # controls, and places of the alphabet where nothing stands
MOST_GUESSED_FROM = 50_000  # bytes
MOST_ACCENTS = 2  # letters of ours, at the least, to each that is not


def read_text(content: bytes) -> str | None:
    """The words of a text; None where it is none."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _words(content, encoding)
    if b"\0" in content:
        # two bytes a letter: where the letters are ours, every second byte is nothing
        low, high = content[1::2].count(0), content[::2].count(0)
        return _words(content, "utf-16-le" if low > high else "utf-16-be")
    if any(byte < 32 and byte not in LINES_AND_TABS.encode() for byte in set(content)):
        return None  # a control, in whatever alphabet
    found = _words(content, "utf-8")
    if found is not None or not content:
        return found
    if _has_few_accents(content) and (western := _words(content, "cp1252")) is not None:
        return western
    guess = from_bytes(content[:MOST_GUESSED_FROM]).best()
    if guess is None:
        return None
    western = _words(content, "cp1252") if guess.encoding in WESTERN else None
    return western if western is not None else _words(content, guess.encoding)


def _has_few_accents(content: bytes) -> bool:
    """Whether most letters are of our own alphabet: what stands between them is then Windows', whatever is guessed.

    A guess from few letters is worth nothing: it took “Call Zoë” for Chinese.
    """
    ours = sum(byte < 128 and chr(byte).isalnum() for byte in content)
    return sum(byte >= 128 for byte in content) * MOST_ACCENTS <= ours


def _words(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeError:
        return None
    is_text = all(letter in LINES_AND_TABS or unicodedata.category(letter) not in NO_LETTERS for letter in set(text))
    return text if text and is_text else None
