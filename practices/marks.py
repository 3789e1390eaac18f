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
_ANY_NAME = "|".join(MARK_OF_NAME).replace(" ", r"\s+")
BEGINS = re.compile(rf"\[\[\s*({_ANY_NAME})\s*:\s*", re.IGNORECASE)
EDGE = re.compile(r"\[\[|\]\]")
NOT_CLOSED = "A mark was opened with [[ and not closed. Put ]] where it ends."
NOT_KNOWN = "A mark begins with [[other person:, [[harm: or [[agency:. Write it like that, or leave the brackets out."
NOT_NESTED = "There is a mark inside a mark. One is enough: take the inner brackets out."
NOT_EMPTY = "There are no words in a mark. Put the words inside, or take the brackets out."
NOT_OPENED = "There is a ]] without a [[ before it. Take it out, or put the mark round the words."


@dataclass(frozen=True)
class Passage:
    """Words that belong together, and why they would be withheld; a blank mark is hers to have."""

    words: str
    mark: str = ""


def passages_of(text: str) -> list[Passage]:
    """The text in its passages, in order; what stands between a mark's outermost brackets is withheld by it whole."""
    found, end = [], 0
    while match := BEGINS.search(text, end):
        if match.start() > end:
            found.append(Passage(text[end : match.start()]))
        inner, end = _to_its_end(text, match.end())
        found.append(Passage(inner.strip(), MARK_OF_NAME[" ".join(match[1].lower().split())]))
    if end < len(text):
        found.append(Passage(text[end:]))
    return [one for one in found if one.words]


def _to_its_end(text: str, start: int) -> tuple[str, int]:
    """The words of a mark that begins before `start`, and where the text goes on; to the end where it is not closed."""
    depth, position = 1, start
    while depth and (edge := EDGE.search(text, position)):
        depth += 1 if edge[0] == "[[" else -1
        position = edge.end()
    return (text[start : position - 2], position) if not depth else (text[start:], len(text))


def fault_in(text: str) -> str:
    """What is wrong with the marks of a text, in words for whoever writes it; blank where nothing is."""
    depth = 0
    for edge in EDGE.finditer(text):
        if edge[0] == "]]":
            if not depth:
                return NOT_OPENED
            depth -= 1
        elif depth:
            return NOT_NESTED
        else:
            known = BEGINS.match(text, edge.start())
            if known is None:
                return NOT_KNOWN
            if text.startswith("]]", known.end()):
                return NOT_EMPTY
            depth += 1
    return NOT_CLOSED if depth else ""


def mark_in(text: str) -> str:
    """Some mark of a text; blank where it has none."""
    return next((one.mark for one in passages_of(text) if one.mark), "")
