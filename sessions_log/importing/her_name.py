"""A woman's name in place of her reference: which of the women it is, asked once for each name."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from practices.folding import fold
from practices.workbook.faults import Remark, some_of
from practices.workbook.questions import CORRECT, Choice, Question
from practices.workbook.sheets import Row, Sheet
from sessions_log.importing.reading import Reading

Names = Mapping[str, Sequence[str]]  # a reference → what she is called: known as, full name


def by_name(women: Names) -> dict[str, list[str]]:
    """The references of the women who are called so, by what they are known as, by first name and by whole name."""
    found: dict[str, list[str]] = {}
    for ref, names in women.items():
        for name in {fold(one) for whole in names for one in (whole, whole.split()[0])}:
            found.setdefault(name, []).append(ref)
    return found


def settle_names(reading: Reading, sheets: Sequence[Sheet], there: Collection[str], women: Names) -> None:
    """Put the reference into each row that calls her by name, once somebody has said who she is.

    `there` are the references that are known; a name that is nobody's stays, and is a fault of its rows.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    refs = by_name(women)
    for sheet in sheets:
        for row in reading.rows(sheet):
            if row["woman_ref"] is not None and row["woman_ref"] not in there and refs.get(fold(_written(row))):
                found[fold(_written(row))].append(row)
    for name, rows in found.items():
        question = _question(reading, rows, {ref: women[ref] for ref in refs[name]})
        answer = reading.interview.ask(question)
        if answer == CORRECT:
            continue
        for row in rows:
            row.values["woman_ref"] = answer
        if not reading.interview.is_open(question):
            reading.remarks += _remarks(rows, answer)


def _remarks(rows: Sequence[Row], ref: str) -> Iterator[Remark]:
    said = f"“{_written(rows[0])}” was read as {ref}."
    for sheet in dict.fromkeys(row.sheet for row in rows):
        numbers = tuple(row.number for row in rows if row.sheet == sheet)
        yield Remark(sheet, said, numbers[0], "woman_ref", rows=numbers, kind="references read so")


def _written(row: Row) -> str:
    return row.written.get("woman_ref") or str(row["woman_ref"])


def _question(reading: Reading, rows: Sequence[Row], women: Names) -> Question:
    written = _written(rows[0])
    where = some_of([f"{{{sheet}}}, {_rows_of(rows, sheet)}" for sheet in dict.fromkeys(row.sheet for row in rows)])
    choices = [Choice(ref, f"It is {', '.join([ref, *dict.fromkeys(names)])}") for ref, names in women.items()]
    choices.append(Choice(CORRECT, "It is somebody else: show me the rows to correct"))
    is_whole = len(women) == 1 and any(fold(written) == fold(name) for names in women.values() for name in names)
    return Question(
        "her-name", rows[0].sheet, "woman_ref",
        f"“{written}” stands in place of a reference ({where}). Who is she?",
        tuple(choices), choices[0].value if len(women) == 1 else CORRECT, rows=len(rows), word=fold(written),
        is_sure=is_whole and " " in written,
    )  # fmt: skip


def _rows_of(rows: Sequence[Row], sheet: str) -> str:
    numbers = [row.number for row in rows if row.sheet == sheet]
    return f"row {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} rows"
