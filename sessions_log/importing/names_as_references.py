"""Names that stand as references: read as her name when women are compared, and asked about before they stay."""

from collections.abc import Collection, Sequence

from practices.workbook.faults import Fault, some_of
from practices.workbook.questions import CORRECT, Choice, Interview, Question
from practices.workbook.sheets import Row
from women.workbook import WOMEN

KEEP = "keep"
SIGNS = str.maketrans("", "", "’'.-")  # of names, beside letters
A_NAME = (
    "This is a name, and a reference stands where her name is not to be read. Add a column “Reference” with one for "
    "each woman, like M01, call this column “Full name”, and use the same references in the other sheets."
)


def is_a_name(reference: str) -> bool:
    """Whether a reference is two words or more, of letters alone: HOLLY CRAKE is, H-103 and RTH are not."""
    words = reference.translate(SIGNS).split()
    return len(words) > 1 and all(word.isalpha() for word in words)


def name_in(row: Row) -> str:
    """Her full name, or the name that stands as her reference where no other is given."""
    ref = row["ref"] or ""
    return row["full_name"] or ("" if row["known_as"] or not is_a_name(ref) else ref)


def ask_of_names(rows: Sequence[Row], known: Collection[str], interview: Interview) -> list[Fault]:
    """Return the rows whose reference is a name, where somebody says that they will be given others.

    Those of `known`, who are here under their names, were asked about when they came.
    """
    found = [row for row in rows if row["ref"] and row["ref"] not in known and is_a_name(row["ref"])]
    if not found or interview.ask(_question(found)) == KEEP:
        return []
    return [row.fault("ref", A_NAME) for row in found]


def _question(found: list[Row]) -> Question:
    named = some_of([f"{row['ref']} in row {row.number}" for row in found])
    are = "1 reference is a name" if len(found) == 1 else f"{len(found)} references are names"
    text = (
        f"{{Women}}: {are}: {named}. A reference stands in lists, exports and other sheets where a name is not "
        "to be read, and two women may have one name. Give each a reference of her own?"
    )
    choices = (
        Choice(CORRECT, "Yes: show what to do in the workbook"),
        Choice(KEEP, "No: keep the names as references"),
    )
    return Question("names-as-references", WOMEN.name, "ref", text, choices, CORRECT, rows=len(found))
