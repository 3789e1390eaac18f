"""References that differ from a known one by spaces, dashes, noughts or case: never a second woman in silence."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from practices.folding import CHUNK, fold
from practices.workbook.faults import Fault, Remark, some_of
from practices.workbook.questions import Choice, Interview, Question
from practices.workbook.sheets import Row, Sheet, SheetRead

SAME, OTHERS = "same", "others"
BY_SIGNS = "by spaces, dashes, noughts or case only"
TWICE = "This may be {} of row {}, written otherwise. Leave one of the rows, or answer that they are two."


class Spellings:
    """Known references by what is left of them without spaces, dashes, noughts in front and case: h0103 is H-103."""

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
    return tuple(chunk.lstrip("0") or "0" for chunk in CHUNK.findall(fold(ref)))


def settle_former(
    women: SheetRead, others: Iterable[SheetRead], former: Iterable[str], known: Iterable[str], interview: Interview
) -> Iterable[Remark]:
    """Take rows for those of a merged record, whose reference they spell otherwise, once somebody was asked.

    A reference that may as well be one of `known`, of records that go on, is left to be asked about as theirs.
    """
    spellings, former = Spellings({*former, *known}), set(former)
    found = [(row, ref) for row, ref in spellings.meant(women.rows, "ref") if ref in former]
    if found and interview.ask(_question_of_former(found)) == SAME:
        for row, ref in found:
            row.values["ref"] = ref
    there = {row["ref"] for row in women.rows if row["ref"]} | spellings.known
    for read in others:
        yield from settle_others(read, "woman_ref", there, only=former)


def _question_of_former(found: list[tuple[Row, str]]) -> Question:
    row = found[0][0]
    are = "1 reference differs" if len(found) == 1 else f"{len(found)} references differ"
    text = (
        f"{{Women}}: {are} from that of a merged record {BY_SIGNS}: {_pairs(found, 'ref')}. Is it the same? "
        "Then the rows go to the record that goes on."
    )
    choices = (Choice(SAME, "It is the same: they go there"), Choice(OTHERS, "They are others: add them"))
    return Question("former-reference", row.sheet, "ref", text, choices, SAME, rows=len(found))


def settle_own(read: SheetRead, column: str, known: Iterable[str], interview: Interview) -> list[Fault]:
    """Take rows for records that are here under another spelling of the reference, once somebody was asked.

    Return the rows whose references differ from each other's so, and of which somebody says that they are one.
    """
    known = set(known)
    found = Spellings(known).meant(read.rows, column)
    if found and interview.ask(_question(read.sheet, column, found)) == SAME:
        for row, ref in found:
            row.values[column] = ref
    twice = _spelt_twice(read.rows, column, known)
    if not twice or interview.ask(_question_of_rows(read.sheet, column, twice)) == OTHERS:
        return []
    return [row.fault(column, TWICE.format(other[column], other.number)) for other, row in twice]


def _spelt_twice(rows: Sequence[Row], column: str, known: set[str]) -> list[tuple[Row, Row]]:
    """Pairs of rows of which one's reference is the other's but for its spelling; two that are here both are two."""
    first: dict[tuple[str, ...], Row] = {}
    twice = []
    for row in rows:
        if not row[column] or not row.is_sure(column) or not _key(row[column]):
            continue
        other = first.setdefault(_key(row[column]), row)
        if other[column] != row[column] and not {other[column], row[column]} <= known:
            twice.append((other, row))
    return twice


def _question_of_rows(sheet: Sheet, column: str, twice: list[tuple[Row, Row]]) -> Question:
    are = "Two references differ" if len(twice) == 1 else f"{len(twice)} references differ from another row's"
    pairs = [f"{one[column]} in row {one.number} and {two[column]} in row {two.number}" for one, two in twice]
    text = f"{{{sheet.name}}}: {are} {BY_SIGNS}: {some_of(pairs, between='; ')}. Are they the same?"
    choices = (Choice(SAME, "They are the same: show the rows to correct"), Choice(OTHERS, "They are two: add both"))
    return Question("same-reference-twice", sheet.name, column, text, choices, SAME, rows=len(twice))


def _question(sheet: Sheet, column: str, found: list[tuple[Row, str]]) -> Question:
    are = "1 reference differs" if len(found) == 1 else f"{len(found)} references differ"
    text = f"{{{sheet.name}}}: {are} from yours {BY_SIGNS}: {_pairs(found, column)}. Are they the same?"
    choices = (Choice(SAME, "They are the same: keep yours"), Choice(OTHERS, "They are others: add them"))
    return Question("same-reference", sheet.name, column, text, choices, SAME, rows=len(found))


def _pairs(found: Sequence[tuple[Row, str]], column: str) -> str:
    return some_of([f"{row[column]} in row {row.number} from {ref}" for row, ref in found], between="; ")


def settle_others(
    read: SheetRead, column: str, there: Iterable[str], *, only: Collection[str] | None = None
) -> Iterable[Remark]:
    """Read the references of another sheet as the ones they stand for, or those of `only`, and say so."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, ref in Spellings(there).meant(read.rows, column):
        if only is not None and ref not in only:
            continue
        rows[row[column], ref].append(row.number)
        row.values[column] = ref
    for (written, ref), numbers in rows.items():
        words = f"{written} is read as {ref}."
        kind = "references read so"
        yield Remark(read.sheet.name, words, numbers[0], column, rows=tuple(numbers), kind=kind)
