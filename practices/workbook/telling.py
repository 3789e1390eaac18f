"""Words beside our columns that say something which must not be lost: an end, a death, a loss, what keeps her safe."""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Any

from practices.workbook.cells import as_written, is_blank

DEATH = (
    r"r\.?i\.?p|died|dies|dead|death|deceased|dec['’]d|passed (?:away|on)|(?:cot )?death|sids|killed|suicide|"
    r"still[ -]?(?:born|birth)"
)
LOST = r"miss?carr\w+|lost (?:the )?(?:baby|pregnancy|it)|ectopic|molar|baby loss|terminat\w+|abort\w+|top"
LEFT = r"left(?! (?:an? |her |message|msg|vm|voice ?mail|note|card|school|home|hand))"
ENDED = (
    rf"closed|closures?|ended|endings?|{LEFT}|leavers?|declined|decliners?|refused|said no|turned (?:it |us )?down|"
    r"withdr[ae]w\w*|exit(?:s|ed)?|discharged|transferred(?: out)?|moved|completed|completers?|"
    r"graduat\w+|finished|inactive|disengaged|(?:not|non|did not|didn['’]?t)[ -]engag\w+|dropped out|"
    r"lost (?:touch|contact)|no longer|not on (?:the )?programme|former(?:ly)?|gone"
)
NOT_IN_USE = r"old|archived?|previous|past|historic(?:al)?|ex"
WAITING = r"wait(?:ing|s)?|waitlist|on hold|not (?:yet )?(?:started|begun|offered)|pending"
DO_NOT = r"(?:do not|don['’]?t|dont|never|must not|mustn['’]?t|can['’]?t|cannot|not to|no)"
REACH = r"(?:text|ring|call|phone|contact|visit|write|post|letter|e-?mail|message|whatsapp|voicemail|leave|knock)"
SAFETY = (
    rf"{DO_NOT} (?:to |ever )?{REACH}(?:s|ing)?|(?:un|not )safe|safe (?:to|only|time|number|contact|word)|code ?word|"
    rf"{REACH} (?:only|first)|only {REACH}|withheld|(?:has|reads|checks|sees) her (?:phone|mobile|text|post|letter)s?|"
    r"marac|non[- ]?mol\w*|restraining|perpetrator|violen\w+|abusi\w+|threat\w*|weapons?|kni(?:fe|ves)|guns?|dangerous|"
    r"lone[- ]?(?:work\w*|visit\w*)|never (?:visit|go) alone|(?:two|2) workers|risky?|unsafe"
)


# who rings her must know of it too, in whichever column it stands
HER_LOSS = (
    r"miss?carr\w+|lost (?:the |her |a )?(?:baby|pregnancy)|ectopic|baby loss|overdos\w+|self[- ]?harm\w*|suicid\w+"
)


class Tells(Enum):
    """What words tell of."""

    DEATH = "death"
    ENDED = "ended"
    WAITING = "waiting"
    SAFETY = "safety"


PATTERNS = {
    Tells.DEATH: re.compile(rf"\b(?:{DEATH})\b", re.IGNORECASE),
    Tells.SAFETY: re.compile(rf"\b(?:{SAFETY}|{HER_LOSS})\b", re.IGNORECASE),
    Tells.ENDED: re.compile(rf"\b(?:{ENDED})\b", re.IGNORECASE),
    Tells.WAITING: re.compile(rf"\b(?:{WAITING})\b", re.IGNORECASE),
}
OF_SHEET = {
    Tells.DEATH: PATTERNS[Tells.DEATH],
    Tells.ENDED: re.compile(rf"\b(?:{ENDED}|{NOT_IN_USE})\b", re.IGNORECASE),
    Tells.WAITING: PATTERNS[Tells.WAITING],
}
SURELY = r"RIP|R\.I\.P\.?|(?i:deceased|dec['’]d|died)|CLOSED|DECLINED|LEFT|MOVED|ENDED|WAITING(?i: list)?"
STILLBIRTH = re.compile(r"\b(?:was )?still[ -]?(?:born|birth)(?: in| on)?\b", re.IGNORECASE)
OF_A_CHILD = re.compile(r"\b(?:child(?:ren)?|kids?|bab(?:y|ies)|son|daughter)\b", re.IGNORECASE)
IS_STATUS = re.compile(r"\b(?:status|stage|state|where now|outcome|programme|phase|progress)\b", re.IGNORECASE)
NOTHING = {"no", "n", "n/a", "na", "none", "nil", "-", "–", "false", "0", "not known", "nk", "?"}
IN_NAME = re.compile(
    rf"\s*(?:(?:\s[-–—]+|[(\[{{,;:*/])[\s(\[]*(?P<beside>[^)\]}}]*\b(?i:{DEATH}|{ENDED}|{WAITING})\b.*)"
    rf"|\b(?P<bare>(?:{SURELY})(?!\w).*))$"
)


def tells(words: str) -> Tells | None:
    """What the words of a cell tell of, the gravest first; None where nothing."""
    return next((what for what, pattern in PATTERNS.items() if pattern.search(words)), None)


def tells_of_cell(heading: str, words: str) -> Tells | None:
    """What a cell tells of beside its heading: “Died”, whatever stands below it; an end only where it is said first.

    A word that denies (“Do not contact: no”) is read as what it is: it says nothing.
    """
    if words.strip().casefold() in NOTHING:
        return None
    told = tells(heading) or tells(words)
    if told in (Tells.ENDED, Tells.WAITING) and not (IS_STATUS.search(heading) or PATTERNS[told].match(words.strip())):
        return None
    return told


def sheet_tells(words: str) -> Tells | None:
    """What a sheet's name or title says of all of its rows: that they are over, or not begun."""
    return next((what for what, pattern in OF_SHEET.items() if pattern.search(words.replace("_", " "))), None)


def apart_from_name(written: str) -> tuple[str, str]:
    """Return a name without the words beside it that say no name, and these: “Ros Ives (RIP)”, “Pam Hill - CLOSED”."""
    found = IN_NAME.search(written)
    if not found or not written[: found.start()].strip():
        return written, ""
    words = found["beside"] or found["bare"]
    return written[: found.start()].strip(), words.strip(" ()[]{}-–—,;:*/")


def title_of(rows: Sequence[Sequence[Any]], header: int) -> str:
    """The title above the headings: the words that stand alone in their row; blank where none do."""
    filled = ([as_written(cell) for cell in row if not is_blank(cell)] for row in rows[:header])
    return " · ".join(cells[0] for cells in filled if len(cells) == 1)
