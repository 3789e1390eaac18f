"""New women of a workbook who may be on record under another reference: asked before second records are made."""

from collections.abc import Sequence

from django.db.models.functions import Coalesce

from practices.workbook.questions import Choice, Interview, Question
from practices.workbook.sheets import Row
from women.likely import BORN_SAME, Described, Likely, likely_same_many
from women.models import Woman
from women.workbook import WOMEN

SAME, OTHERS = "same", "others"
MOST_NAMED = 12  # in one question; the others are counted
THEY_ARE = "She may be on record as {}. Write that reference here, or answer that she is another woman."


def ask_who_is_new(rows: Sequence[Row], interview: Interview) -> list[tuple[Row, str]]:
    """Return the rows that are of women on record, each with the reference of hers, where somebody has said so.

    `rows` are the workbook's women. Those whose reference is new are compared with the women on record whom it does not
    name: by more than a surname and a first letter, since a workbook brings many at once.
    """
    every = Woman.every.annotate(goes_on=Coalesce("merged_into", "pk"))
    present = dict(every.filter(ref__in={row["ref"] for row in rows}).values_list("ref", "goes_on"))
    new = [row for row in rows if row["ref"] not in present]
    described = [Described(row["known_as"] or "", row["full_name"] or "", row["date_of_birth"]) for row in new]
    found = [
        (row, likely[0])
        for row, likely in zip(new, likely_same_many(described, besides=set(present.values())), strict=True)
        if likely and likely[0].weight >= BORN_SAME
    ]
    if not found or interview.ask(_question(found)) == OTHERS:
        return []
    return [(row, likely.woman.ref) for row, likely in found]


def _question(found: list[tuple[Row, Likely]]) -> Question:
    pairs = [f"{row['ref']} as {likely.woman.ref} ({', '.join(likely.why)})" for row, likely in found]
    more = f"; and {len(pairs) - MOST_NAMED} more" if len(pairs) > MOST_NAMED else ""
    subject = "1 new woman may be" if len(found) == 1 else f"{len(found)} new women may be"
    named = "; ".join(pairs[:MOST_NAMED]) + more
    text = f"Women: {subject} on record already: {named}. Look at their records, and at what to read before contact."
    choices = (
        Choice(OTHERS, "They are other women: add them"),
        Choice(SAME, "They are the same: show the rows to correct"),
    )
    return Question("same-woman", WOMEN.name, "ref", text, choices, OTHERS, rows=len(found))
