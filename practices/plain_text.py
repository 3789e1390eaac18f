"""Text as a person sees it: without the signs that other programs leave in it and that nobody can see."""

import re
import unicodedata

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel's own files write a control character
NEW_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
JOINERS = {"\u200c", "\u200d"}  # of Persian names and of emoji: they change what is seen
SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")


def plain(text: str) -> str:
    """Return `text` with plain spaces and line ends, without control, formatting and direction signs."""
    if text.isascii() and text.isprintable() and "_x" not in text:
        return text
    text = ESCAPED.sub(_unescaped, text)
    text = SPACES.sub(" ", NEW_LINES.sub("\n", text))
    return "".join(sign for sign in text if sign == "\n" or not _is_unseen(sign))


def has_unseen(text: str) -> bool:
    """Whether a sign stands inside `text` (not only around it) that nobody can see, or a space that is none."""
    inner = text.strip()
    return any(_is_unseen(sign) or sign in JOINERS or SPACES.match(sign) for sign in inner) or bool(
        ESCAPED.search(inner)
    )


def _unescaped(match: re.Match[str]) -> str:
    sign = chr(int(match[1], 16))
    return sign if unicodedata.category(sign) == "Cc" else match[0]


def _is_unseen(sign: str) -> bool:
    return sign not in JOINERS and unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"}
