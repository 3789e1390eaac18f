"""Numbers in a sentence that the copies that leave hide: so that words do not undo what is hidden in the figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from women.disclosure.counting_words import DID, Number, numbers_in
from women.disclosure.dates import MONTH
from women.disclosure.lexicon import words_in
from women.disclosure.matches import Found, Kind
from women.disclosure.sentences import Sentence

SMALLEST_SHOWN = 5
MOST_ROUNDED = Fraction(1, 2)  # of a hundredth
PEOPLE = {"woman", "women", "mother", "mothers", "mum", "mums", "lady", "ladies", "child", "children", "baby",
         "babies", "son",
          "sons", "daughter", "daughters", "pregnancy", "pregnancies", "pregnant", "girl", "girls", "parents",
          "them"}  # fmt: skip
# what is counted in a report and tells of no woman
OF_NOBODY = words_in("of_nobody")
ENDS_A_PHRASE = re.compile(
    r"^(?:to|for|in|at|with|from|by|on|and|or|but|were|was|are|is|be|been|have|has|had|who|that|which|when|where|"
    r"because|after|before|"
    r"while|into|about|their|her|she|they|it|as|if|than|came|went|got|took|found|left|made|said|told|gave|felt|chose|"
    r"began|did|kept|"
    r"met|moved|now|will|would|can|could|also|spoke|won|lost|became|saw|put|set|held|sat|ran|did|do|does|not|still|"
    r"already|"
    r"this|last|next|so|each|attend|live|need|want|feel|see|go|come|take|[a-z]+ed|[a-z]+ing)$"
)
NOT_A_VERB = {"planned", "dedicated", "commissioned", "trained", "experienced", "linked", "joined-up", "shared",
         "related",
              "interested", "funded", "based", "named", "learning", "training", "meeting", "housing", "funding",
              "remaining",
              "outstanding", "advanced", "specialised", "working", "volunteering"}  # fmt: skip
BEFORE = re.compile(
    r"(?:\b(?:week|weeks|month|months|level|phase|stage|step|section|part|page|room|quarter|year|cohort|unit|module|"
    r"session|tier|grade|"
    r"version|day|chapter|appendix|schedule|table|band|act|key stage|covid|q|no|"
    r"year|round|wave|"
    r"priority|strand|theme|aim|outcome|point|item|question|goal|bus|route|channel|radio|type|form)|£|\b(?:19|"
    r"20)\d\d[-/–])\s?-?$",
    re.IGNORECASE,
)
DAY_OF_MONTH = re.compile(rf"^(?:st|nd|rd|th)?(?: of)? {MONTH}\b", re.IGNORECASE)
MONTH_BEFORE = re.compile(rf"\b{MONTH} (?:the )?$", re.IGNORECASE)
ONE_AS_A_WORD = re.compile(
    r"^ (?:another|by one|or (?:two|more)|such|off|to one|hand\b|day\b|other|side\b)|^-|^ of (?:the|our|these|"
    r"those|its|their|my) "
    r"(?:[\w'-]+ ){0,2}?(?:biggest|main|most|key|best|hardest|greatest|few|many|reasons?|highlights?|"
    r"challenges?|things?|strengths?|"
    r"barriers?|difficult\w*|team\b|staff|partners?|aims?|priorit\w+|proudest|first|largest|new|practitioners?|"
    r"colleagues?)",
    re.IGNORECASE,
)
ONE_BEFORE = re.compile(
    r"\b(?:one to|no|any|every|each|this|that|which|as|by|the|a|an|new|good|next|whole|big|small|hard|last|first|right|"
    r"better)\s$",
    re.IGNORECASE,
)
ENDS_IN_ONE = re.compile(
    r"\b(?:got|get|gets|getting|has|have|had|having|offered|given|need|needs|needed|want|wants|wanted|find|found|"
    r"take|took|make|made|buy|bought|"
    r"choose|chose|without|for|with|is|was|be|seen|as|had|use|used|attend|attended|join|joined|book|booked|ask|asked|"
    r"see|send|sent|hold|held|become|not) $",
    re.IGNORECASE,
)
BOTH_AND = re.compile(
    r"^ (?!wom[ae]n\b|mothers\b|of\b|are\b|were\b|came\b|have\b|had\b|is\b|said\b|told\b|now\b)(?:[\w'-]+ ){1,6}?and\b"
)
NOT = re.compile(r"\b(?:not|never|no|none|without|avoided|stayed out of)\b|n['’]t\b", re.IGNORECASE)
NONE = re.compile(
    r"\b(?:no|nought|zero|nil|not a single|none of (?:the|our)) (?:wom[ae]n|mothers?|one (?:left|withdrew|closed))\b|"
    r"\bnobody (?:left|withdrew)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class HiddenNumbers:
    """What the copies of a return hide: each number and share with the figures that it stands in, and what is shown."""

    values: dict[int, tuple[str, ...]] = field(default_factory=dict)
    percents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shares: dict[Fraction, tuple[str, ...]] = field(default_factory=dict)
    shown: frozenset[int] = frozenset()


def numbers_of(sentence: Sentence, hidden: HiddenNumbers) -> Iterator[Found]:
    """Each number that is hidden, and each of 1 to 4 women or children."""
    for number in numbers_in(sentence.text):
        labels = _labels(number, sentence, hidden)
        if labels is None or _tells_of_nobody(sentence.text, number):
            continue
        why = f"the copies hide it: {_listed(labels)}" if labels else "it is 1 to 4 women or children"
        yield Found(Kind.SMALL, number.word, why)
    if 0 in hidden.values:
        for hit in NONE.finditer(sentence.text):
            yield Found(Kind.SMALL, hit.group(), f"the copies hide the 0: {_listed(hidden.values[0])}")


def _listed(labels: tuple[str, ...]) -> str:
    more = f" and {len(labels) - 2} more" if len(labels) > 2 else ""
    return ", ".join(f"“{one}”" for one in labels[:2]) + more


def _labels(number: Number, sentence: Sentence, hidden: HiddenNumbers) -> tuple[str, ...] | None:
    """The hidden figures that a number stands in; empty for a small one of people; None where it is no secret."""
    if number.percent:
        return hidden.percents.get(number.percent) or _of_a_small_share(number, sentence, hidden)
    if number.share is not None:
        return hidden.shares.get(number.share) or _part_of_a_hidden(number.share, sentence, hidden)
    if not number.value:
        return None
    labels = hidden.values.get(number.value)
    if labels and number.value in hidden.shown:
        labels = tuple(one for one in labels if speaks_of(sentence.text, one)) or None
    if labels is None and number.value < SMALLEST_SHOWN and _is_of_people(sentence.text, number):
        return ()
    return labels


def _of_a_small_share(number: Number, sentence: Sentence, hidden: HiddenNumbers) -> tuple[str, ...] | None:
    """The hidden figures of which a percentage of women is the share, however it was rounded: 8% of 24 are 2."""
    words = {word.lower() for word in re.findall(r"[\w'-]+", sentence.text)}
    is_of_people = bool(words & (PEOPLE | {"cohort", "group", "them", "caseload"})) or bool(
        re.match(rf" (?:also |now |then )?{DID}", sentence.text[number.end :], re.IGNORECASE)
    )
    said = Fraction(number.percent.removesuffix("%"))
    parts = [(share, labels) for share, labels in hidden.shares.items() if share * 2 < 1]
    if NOT.search(sentence.text):  # “96% were not evicted” tells the 4%
        parts += [(1 - share, labels) for share, labels in parts]
    for share, labels in parts:
        if abs(share * 100 - said) <= MOST_ROUNDED:
            spoken = tuple(one for one in labels if speaks_of(sentence.text, one))
            if spoken or is_of_people:
                return spoken or labels
    return None


def _part_of_a_hidden(share: Fraction, sentence: Sentence, hidden: HiddenNumbers) -> tuple[str, ...] | None:
    """The hidden figures of a few, of which a sentence speaks and tells a part: a third of the 3 who saw the GP."""
    return (
        tuple(
            label
            for value, labels in hidden.values.items()
            if value > 0 and (share * value).denominator == 1 and share * value < SMALLEST_SHOWN
            for label in labels
            if speaks_of(sentence.text, label)
        )
        or None
    )


def speaks_of(text: str, label: str) -> bool:
    """Whether a sentence speaks of what a hidden figure counts: by a word of its label."""
    low = text.lower()
    words = re.findall(r"[a-z]{2,}", label.split(":")[-1].lower())
    return any(
        len(one) > 3 or one == "gp"
        for one in words
        if one in low and one not in ("women", "goals", "service", "health")
    )


def _is_of_people(text: str, number: Number) -> bool:
    after = re.findall(r"[\w'-]+", text[number.end :])[:3]
    before = re.findall(r"[\w'-]+", text[: number.start])[-3:]
    joined = text[: number.start].rstrip()
    near = any(word.lower() in PEOPLE for word in after)
    return near or (bool(before) and any(word.lower() in PEOPLE for word in before) and joined[-1:] in ":=")


def _tells_of_nobody(text: str, number: Number) -> bool:
    """Whether what is counted are weeks, workshops or staff, or the number is a name for something."""
    before, after = text[: number.start], text[number.end :]
    word = number.word.lower()
    if BEFORE.search(before) or DAY_OF_MONTH.match(after) or MONTH_BEFORE.search(before):
        return word not in ("both", "twins")
    if word == "one" and (
        ONE_AS_A_WORD.match(after) or ONE_BEFORE.search(before) or _stands_for_a_thing(before, after)
    ):
        return True
    if word == "one" and _is_one_of_those(before):
        return True
    if word == "both" and BOTH_AND.match(after):
        return True
    if number.percent or number.share is not None:
        return False
    if number.value is not None and number.value >= SMALLEST_SHOWN and re.fullmatch(r"(?:19|20)\d\d", word):
        return True
    return _is_of_nobody(after)


def _stands_for_a_thing(before: str, after: str) -> bool:
    """Whether “one” at the end of a clause means what was just called “a report”: “…for a report and got one”."""
    meant = re.search(r"\b(?:an?|another) (?:[\w-]+ ){0,2}?([\w-]+)\b", before)
    return bool(
        meant
        and meant[1].lower() not in PEOPLE
        and ENDS_IN_ONE.search(before)
        and re.match(r"\s*(?:[.,;:!?)]|$)", after)
    )


def _is_one_of_those(before: str) -> bool:
    """Whether “and one” is of staff or things that were counted just before: “two practitioners left and one …”."""
    said = re.search(r"\band (?:only |just )?$", before, re.IGNORECASE)
    counted = [number for number in numbers_in(before) if number.value]
    return bool(said and counted and _is_of_nobody(before[counted[-1].end :]))


def _is_of_nobody(after: str) -> bool:
    phrase = re.split(r"[.,;:!?()–]", after)[0]
    for word in re.findall(r"[\w'-]+", phrase)[:5]:
        low = word.lower()
        if low in PEOPLE:
            return False
        if low in OF_NOBODY or f"{low}s" in OF_NOBODY:
            return True
        if ENDS_A_PHRASE.match(low) and low not in NOT_A_VERB:
            return False
    return False
