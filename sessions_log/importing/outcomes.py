"""What came of support: an outcome of its area, national or the Practice's own; a lead's own words are asked about."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from practices.codes import AreaOfLife
from practices.workbook.cells import folded
from practices.workbook.column_cells import ColumnCells
from practices.workbook.faults import Fault
from practices.workbook.questions import CORRECT
from practices.workbook.sheets import Row
from practices.workbook.words import FEWEST_ROWS, MOST_WORDS, ask_word, nearest
from sessions_log.codes import OUTCOMES_OF_AREA, SupportOutcome
from sessions_log.importing.reading import Reading
from sessions_log.workbook import SUPPORT

Labels = Mapping[str, str]  # the code of an outcome → its label


def settle_outcomes(reading: Reading, local: Mapping[str, Labels]) -> list[Fault]:
    """Put the code of each row's outcome into it, and return a fault for each row that has none in its area.

    `local` are the outcomes that the Practice added to areas. Other words that are nearly an outcome of the area, or
    that stand in several rows, are asked about once.
    """
    own: dict[tuple[str, str], list[Row]] = defaultdict(list)
    faults = []
    for row in reading.rows(SUPPORT):
        if row["outcome"] is None or row["area"] is None:
            continue
        code = _spellings(labels_of(row["area"], local)).get(folded(row["outcome"]))
        if code is None:
            own[row["area"], folded(row["outcome"])].append(row)
        else:
            row.values["outcome"] = code
    likely = {(area, word): nearest(word, tuple(labels_of(area, local).values())) for area, word in own}
    asked = {key for key, rows in own.items() if labels_of(key[0], local) and (likely[key] or len(rows) >= FEWEST_ROWS)}
    for (area, word), rows in own.items():
        labels = labels_of(area, local)
        answer = CORRECT
        if (area, word) in asked and len(asked) <= MOST_WORDS:
            answer = _ask(reading, area, rows, labels, likely[area, word])
        if answer == CORRECT:
            faults += [_fault(row, labels) for row in rows]
        for row in rows if answer != CORRECT else ():
            row.values["outcome"] = answer
    return faults


def labels_of(area: str, local: Mapping[str, Labels]) -> dict[str, str]:
    """The outcomes that support in an area of life can have, national ones first, each with its label."""
    national = {code: str(SupportOutcome(code).label) for code in sorted(OUTCOMES_OF_AREA[area])}
    return national | dict(local.get(area, {}))


def _spellings(labels: Labels) -> dict[str, str]:
    return {folded(spelling): code for code, label in labels.items() for spelling in (code, label)}


def _ask(reading: Reading, area: str, rows: list[Row], labels: Labels, likely: str | None) -> str:
    """Return the code that a word stands for in an area, or that its rows are to be corrected."""
    read, word = reading.sheets[SUPPORT.name], rows[0]["outcome"]
    column = next(column for column in SUPPORT.columns if column.name == "outcome")
    cells = {row.number: row["outcome"] for row in rows}
    part = ColumnCells(replace(read, remarks=reading.remarks), column, cells, reading.interview)
    return ask_word(
        part, word, list(cells), labels, likely=next((code for code, label in labels.items() if label == likely), None),
        problem=f"is no outcome of {AreaOfLife(area).label}", of=f" of {AreaOfLife(area).label}", key=f"{area} {word}",
    )  # fmt: skip


def _fault(row: Row, labels: Labels) -> Fault:
    advice = f"Choose one of: {', '.join(sorted(labels.values()))}." if labels else "This area has no outcomes yet."
    return row.fault("outcome", f"This is not an outcome of that area. {advice}")
