"""References that differ from a known one by spaces, dashes or case only: never a second woman in silence."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from practices.folding import CHUNK, fold
from practices.workbook.faults import Remark
from practices.workbook.questions import Choice, Interview, Question
from practices.workbook.sheets import Row, Sheet, SheetRead

SAME, OTHERS = "same", "others"


class Spellings:
    """Known references by what is left of them without spaces, dashes and case: “h103” is as “H-103”."""

    def __init__(self, known: Iterable[str]) -> None:
        """`known` are those whom whoever imports may see."""
        self.known = set(known)
        self.by_key: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for ref in sorted(self.known):
            self.by_key[_key(ref)].append(ref)

    def alike(self, ref: str) -> list[str]:
        """The known references that an unknown one may stand for."""
        return [] if ref in self.known or not _key(ref) else self.by_key.get(_key(ref), [])

    def meant(self, rows: Sequence[Row], column: str) -> list[tuple[Row, str]]:
        """The rows whose reference stands for exactly one that is known, with it."""
        found = [(row, self.alike(row[column])) for row in rows if row[column] and row.is_sure(column)]
        return [(row, alike[0]) for row, alike in found if len(alike) == 1]


def _key(ref: str) -> tuple[str, ...]:
    """Every run of letters and of digits: two references may differ after those by which a name is looked for."""
    return tuple(CHUNK.findall(fold(ref)))


def settle_own(read: SheetRead, column: str, known: Iterable[str], interview: Interview) -> None:
    """Take rows for records that are here under another spelling of the reference, once somebody was asked."""
    found = Spellings(known).meant(read.rows, column)
    if found and interview.ask(_question(read.sheet, column, found)) == SAME:
        for row, ref in found:
            row.values[column] = ref


def _question(sheet: Sheet, column: str, found: list[tuple[Row, str]]) -> Question:
    row, ref = found[0]
    are = "1 reference differs" if len(found) == 1 else f"{len(found)} references differ"
    example = f"like {row[column]} from {ref}"
    text = f"{sheet.name}: {are} from yours by spaces, dashes or case only, {example}. Are they the same?"
    choices = (Choice(SAME, "They are the same: keep yours"), Choice(OTHERS, "They are others: add them"))
    return Question("same-reference", sheet.name, column, text, choices, SAME, rows=len(found))


def settle_others(read: SheetRead, column: str, there: Iterable[str]) -> Iterable[Remark]:
    """Read the references of another sheet as the ones they stand for, and say so."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, ref in Spellings(there).meant(read.rows, column):
        rows[row[column], ref].append(row.number)
        row.values[column] = ref
    for (written, ref), numbers in rows.items():
        yield Remark(read.sheet.name, f"{written} is read as {ref}.", numbers[0], column, rows=tuple(numbers))
