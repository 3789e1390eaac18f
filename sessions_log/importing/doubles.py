"""New women of a workbook who may be on record, or in another row, already: asked before second records are made."""

from collections.abc import Collection, Sequence
from itertools import combinations

from django.db.models.functions import Coalesce

from practices.workbook.questions import Choice, Interview, Question
from practices.workbook.sheets import Row
from women.likely import (
    BORN_NEAR,
    BORN_SAME,
    ONE_SLIP,
    SAME_NAME,
    SURNAME_AND_LETTER,
    Described,
    Likely,
    compare,
    likely_same_many,
)
from women.models import Woman
from women.workbook import WOMEN

Weighed = tuple[int, tuple[str, ...]]  # how much speaks for it, and what
SAME, OTHERS = "same", "others"
MOST_NAMED = 12  # in one question; the others are counted
TWICE = (
    "This row may be of the same woman as row {}. Leave one of them, with one reference, or answer that they are two."
)
THEY_ARE = "She may be on record as {}. Write that reference here, or answer that she is another woman."


def ask_who_is_new(rows: Sequence[Row], interview: Interview) -> list[tuple[Row, str]]:
    """Return the rows that are of women on record, each with the reference of hers, where somebody has said so.

    `rows` are the workbook's women. Those whose reference is new are compared with the women on record whom it does not
    name: by more than a surname and a first letter, since a workbook brings many at once.
    """
    every = Woman.every.annotate(goes_on=Coalesce("merged_into", "pk"))
    present = dict(every.filter(ref__in={row["ref"] for row in rows}).values_list("ref", "goes_on"))
    new = [row for row in rows if row["ref"] and row.is_sure("ref") and row["ref"] not in present]
    known = likely_same_many([_described(row) for row in new], besides=set(present.values()))
    pairs = ((row, _likeliest(row, likely)) for row, likely in zip(new, known, strict=True))
    found = [(row, one) for row, one in pairs if one is not None]
    if not found or interview.ask(_question(found)) == OTHERS:
        return []
    return [(row, likely.woman.ref) for row, likely in found]


def _likeliest(row: Row, likely: Sequence[Likely]) -> Likely | None:
    """The likeliest woman on record who is probably the one of a row, if any is."""
    described = _described(row)
    for one in likely:
        record = one.woman
        known = Described(record.known_as, record.full_name, record.date_of_birth)
        if one.weight >= SURNAME_AND_LETTER + BORN_NEAR or _may_be_called_so(one.weight, described, known):
            return one
    return None


def _may_be_called_so(weight: int, one: Described, another: Described) -> bool:
    """Whether a surname and a first letter are enough: no birth dates differ, a first name is one or is a letter."""
    if weight < SURNAME_AND_LETTER or (one.born and another.born):
        return False
    is_initial = 1 in (len(one.words[0]), len(another.words[0]))  # “A Smith”
    return is_initial or bool(one.first_names & another.first_names)


def _question(found: list[tuple[Row, Likely]]) -> Question:
    pairs = [f"{row['ref']} as {likely.woman.ref} ({', '.join(likely.why)})" for row, likely in found]
    subject = "1 new woman may be" if len(found) == 1 else f"{len(found)} new women may be"
    text = f"Women: {subject} on record already: {_listed(pairs)}. Look at their records, and read before contact."
    choices = (
        Choice(OTHERS, "They are other women: add them"),
        Choice(SAME, "They are the same: show the rows to correct"),
    )
    proposal = _proposal([likely.weight for _, likely in found])
    return Question("same-woman", WOMEN.name, "ref", text, choices, proposal, rows=len(found))


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
    if not found or interview.ask(_question_of_rows(found)) == OTHERS:
        return []
    return [(row, other) for row, other, _ in found]


def _described(row: Row) -> Described:
    return Described(row["known_as"] or "", row["full_name"] or "", row["date_of_birth"])


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
    text = f"Women: two references may be of one woman: {_listed(pairs)}. Are they?"
    choices = (Choice(OTHERS, "They are two women: add both"), Choice(SAME, "They are one: show the rows to correct"))
    proposal = _proposal([weight for _, _, (weight, _) in found])
    return Question("same-woman-twice", WOMEN.name, "ref", text, choices, proposal, rows=len(found))


def _proposal(weights: Sequence[int]) -> str:
    """They are the same where name and birth date agree, of every one; else a person must look."""
    return SAME if min(weights) >= SAME_NAME + BORN_SAME else OTHERS


def _listed(pairs: list[str]) -> str:
    more = f"; and {len(pairs) - MOST_NAMED} more" if len(pairs) > MOST_NAMED else ""
    return "; ".join(pairs[:MOST_NAMED]) + more
