"""Passages that are marked as they are written: about somebody else, likely to cause harm, or from another agency.

A mark stands in the words themselves, as `[[other person: …]]`, `[[harm: …]]` or `[[agency: …]]`: so it survives every
change, draft and history of them, and is erased with them. One that is not closed reaches to the end of the words, so
that nothing is given away by a slip. What is marked is withheld from a copy of her record unless a reviewer gives it.
"""

import re
from dataclasses import dataclass

from practices.codes import CopyMark

NAMES = {
    CopyMark.OTHER_PERSON: "other person",
    CopyMark.SERIOUS_HARM: "harm",
    CopyMark.OTHER_AGENCY: "agency",
}
MARK_OF_NAME = {name: mark for mark, name in NAMES.items()}
MARKED = re.compile(rf"\[\[\s*({'|'.join(MARK_OF_NAME)})\s*:\s*(.*?)\s*(?:\]\]|\Z)", re.DOTALL | re.IGNORECASE)
OPENED = re.compile(r"\[\[")
NOT_CLOSED = "A mark was opened with [[ and not closed. Put ]] where it ends."
NOT_KNOWN = "A mark begins with [[other person:, [[harm: or [[agency:. Write it like that, or leave the brackets out."


@dataclass(frozen=True)
class Passage:
    """Words that belong together, and why they would be withheld; a blank mark is hers to have."""

    words: str
    mark: str = ""


def passages_of(text: str) -> list[Passage]:
    """The text in its passages, in order; joined they are the text without its marks."""
    found, end = [], 0
    for match in MARKED.finditer(text):
        if match.start() > end:
            found.append(Passage(text[end : match.start()]))
        found.append(Passage(match[2], MARK_OF_NAME[match[1].lower()]))
        end = match.end()
    if end < len(text):
        found.append(Passage(text[end:]))
    return [one for one in found if one.words]


def fault_in(text: str) -> str:
    """What is wrong with the marks of a text, in words for whoever writes it; blank where nothing is."""
    rest = MARKED.sub("", text)
    if any("]]" not in match[0] for match in MARKED.finditer(text)):
        return NOT_CLOSED
    return NOT_KNOWN if OPENED.search(rest) else ""
