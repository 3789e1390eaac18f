"""Names of any script beside each other: an Arabic or Hebrew one must not turn what stands next to it."""

import re
import unicodedata

# embeddings, overrides and isolates: they turn whatever follows, on every page where the words stand
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
FIRST_STRONG, END = "\u2068", "\u2069"


def without_overrides(text: str) -> str:
    """The text without signs that nobody sees and that turn the words around them."""
    return OVERRIDES.sub("", text)


def isolated(name: str) -> str:
    """A name for plain text (a choice, a title, a message): set off where it is written from the right."""
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name):
        return f"{FIRST_STRONG}{name}{END}"
    return name
