"""New women of a workbook who may be on record, or in another row, already: asked before second records are made."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from django.db.models.functions import Coalesce

from practices.workbook.faults import some_of
from practices.workbook.questions import Choice, Interview, Question
from practices.workbook.sheets import Row
from sessions_log.importing.names_as_references import name_in
from women.likely import (
    BORN_NEAR,
    BORN_SAME,
    ONE_SLIP,
    SURNAME_AND_LETTER,
    Described,
    Likely,
    compare,
    likely_same_many,
)
from women.models import Woman
from women.workbook import WOMEN

Weighed = tuple[int, tuple[str, ...]]  # how much speaks for it, and what
Pairs = tuple[Row, list[Likely]]  # a row, and the women on record who are probably hers
SAME, OTHERS = "same", "others"
STRONG = "surely"
MOST_OFFERED = 3  # of the women on record whom a row may be of
MOST_ASKED_ALONE = 12  # rows that may be of several women
TWICE = (
    "This row may be of the same woman as row {}. Leave one of them, with one reference, or answer that they are two."
)
THEY_ARE = (
    "She is on record as {}. Write that reference here and in her other rows, or answer that she is another woman."
)


def ask_who_is_new(rows: Sequence[Row], interview: Interview) -> list[tuple[Row, str]]:
    """Return the rows that are of women on record, each with the reference of hers, where somebody has said so.

    `rows` are the workbook's women. Those whose reference is new are compared with the women on record whom it does not
    name: by more than a surname and a first letter, since a workbook brings many at once.
    """
    every = Woman.every.annotate(goes_on=Coalesce("merged_into", "pk"))
    present = dict(every.filter(ref__in={row["ref"] for row in rows}).values_list("ref", "goes_on"))
    new = [row for row in rows if row["ref"] and row.is_sure("ref") and row["ref"] not in present]
    known = likely_same_many([_described(row) for row in new], besides=set(present.values()))
    found = [(row, likely) for row, one in zip(new, known, strict=True) if (likely := _probable(row, one))]
    return [pair for pairs in _parted(found) for pair in _ask_who_she_is(pairs, interview)]


def _parted(found: list[Pairs]) -> Iterator[list[Pairs]]:
    """What is asked at once: each row that may be several women alone, as far as that can be answered, and the rest.

    Of the rest those of whom most speaks for it stand apart: the others must not change what is proposed for them.
    """
    several = [pairs for pairs in found if len(pairs[1]) > 1][:MOST_ASKED_ALONE]
    yield from ([pairs] for pairs in several)
    rest = [pairs for pairs in found if pairs not in several]
    for part in (True, False):
        if those := [(row, likely) for row, likely in rest if _is_strong(likely[0].weight) is part]:
            yield those


def _ask_who_she_is(found: list[Pairs], interview: Interview) -> list[tuple[Row, str]]:
    answer = interview.ask(_question(found) if len(found) > 1 or len(found[0][1]) == 1 else _question_who(*found[0]))
    if answer == OTHERS:
        return []
    return [(row, likely[0].woman.ref if answer == SAME else answer) for row, likely in found]


def _probable(row: Row, likely: Sequence[Likely]) -> list[Likely]:
    """The women on record who are probably the one of a row, the likeliest first."""
    described = _described(row)
    found = []
    for one in likely:
        if one.weight >= SURNAME_AND_LETTER + BORN_NEAR or _may_be_called_so(one.weight, described, one.known):
            found.append(one)
    return found[:MOST_OFFERED]


def _may_be_called_so(weight: int, one: Described, another: Described) -> bool:
    """Whether a surname and a first letter are enough: no birth dates differ, a first name is one or is a letter."""
    if weight < SURNAME_AND_LETTER or (one.born and another.born):
        return False
    is_initial = 1 in (len(one.words[0]), len(another.words[0]))  # “A Smith”
    return is_initial or bool(one.first_names & another.first_names)


def _question(found: list[Pairs]) -> Question:
    """One question about rows of which each is most likely one woman."""
    pairs = [f"{row['ref']} as {' or '.join(_with_why(one) for one in likely)}" for row, likely in found]
    subject = "1 new woman may be" if len(found) == 1 else f"{len(found)} new women may be"
    named = some_of(pairs, between="; ")
    text = f"{{Women}}: {subject} on record already: {named}. Look at their records, and read before contact."
    choices = (
        Choice(OTHERS, "They are other women: add them"),
        Choice(SAME, "They are the same: show the rows to correct"),
    )
    proposal = _proposal(found[0][1][0].weight)
    word = STRONG if proposal == SAME else ""
    return Question("same-woman", WOMEN.name, "ref", text, choices, proposal, rows=len(found), word=word)


def _question_who(row: Row, likely: Sequence[Likely]) -> Question:
    """Which of several women on record a row is of, or that it is of none of them."""
    refs = ", ".join(one.woman.ref for one in likely)
    text = (
        f"{{Women}}: {row['ref']} in row {row.number} may be on record already, as one of {refs}. Look at their "
        "records, and read before contact. Which woman is she?"
    )
    choices = (
        *(Choice(one.woman.ref, f"She is {_with_why(one)}: show the row to correct") for one in likely),
        Choice(OTHERS, "She is another woman: add her"),
    )
    proposal = likely[0].woman.ref if _is_strong(likely[0].weight) else OTHERS
    return Question("same-woman", WOMEN.name, "ref", text, choices, proposal, rows=1, word=row["ref"])


def _with_why(one: Likely) -> str:
    return f"{one.woman.ref} ({', '.join(one.why)})"


def ask_who_stands_twice(
    rows: Sequence[Row], on_record: Collection[str], interview: Interview
) -> list[tuple[Row, Row]]:
    """Return the pairs of rows that are of one woman under two references, where somebody has said so.

    Two who are on record both were told apart before. Of two others, more than a name alone must be alike, unless a
    date of birth is missing: then the name must be the same, or almost.
    """
    women = [(row, _described(row)) for row in rows if row["ref"] and row.is_sure("ref")]
    known = set(on_record)
    found = [
        (row, other, weighed)
        for (row, one), (other, another) in combinations(women, 2)
        if not {row["ref"], other["ref"]} <= known and (weighed := _speaks_for_one_woman(one, another))
    ]
    same = []
    for part in (True, False):
        those = [pair for pair in found if _is_strong(pair[2][0]) is part]
        if those and interview.ask(_question_of_rows(those)) == SAME:
            same += [(row, other) for row, other, _ in those]
    return same


def _described(row: Row) -> Described:
    return Described(row["known_as"] or "", name_in(row), row["date_of_birth"])


def _speaks_for_one_woman(one: Described, another: Described) -> Weighed | None:
    weight, why = compare(one, another)
    if one.born and another.born:
        is_likely = weight >= ONE_SLIP + BORN_NEAR and any("date of birth" in reason for reason in why)
    else:
        is_likely = weight >= ONE_SLIP or _may_be_called_so(weight, one, another)
    return (weight, why) if is_likely else None


def _question_of_rows(found: list[tuple[Row, Row, Weighed]]) -> Question:
    pairs = [
        f"{row['ref']} and {other['ref']}, rows {row.number} and {other.number} ({', '.join(why)})"
        for row, other, (_, why) in found
    ]
    text = f"{{Women}}: two references may be of one woman: {some_of(pairs, between='; ')}. Are they?"
    choices = (Choice(OTHERS, "They are two women: add both"), Choice(SAME, "They are one: show the rows to correct"))
    proposal = _proposal(found[0][2][0])
    word = STRONG if proposal == SAME else ""
    return Question("same-woman-twice", WOMEN.name, "ref", text, choices, proposal, rows=len(found), word=word)


def _is_strong(weight: int) -> bool:
    """Whether the birth date is the same, and the name is, or is almost."""
    return weight >= ONE_SLIP + BORN_SAME


def _proposal(weight: int) -> str:
    """They are the same where much speaks for it: a second record is never what is proposed then."""
    return SAME if _is_strong(weight) else OTHERS
