"""Which sheet of a file is which of ours: taken where the names are the same, asked where data would be lost."""

from collections.abc import Callable, Sequence

from practices.workbook.cells import as_written, is_blank
from practices.workbook.faults import Fault, Remark
from practices.workbook.layout import find_header
from practices.workbook.marking import WHAT_TO_FIX
from practices.workbook.naming import NEAR_ENOUGH, likeness, name_key, nearest, propose
from practices.workbook.opening import RawSheet
from practices.workbook.questions import LEAVE_OUT, Interview, Question, choices_of
from practices.workbook.sheets import Sheet
from practices.workbook.template import HOW_TO

OUR_OWN = {name_key(WHAT_TO_FIX), name_key(HOW_TO)}  # of a marked copy, and of the empty workbook that we give


def recognise(
    raw: Sequence[RawSheet], sheets: Sequence[Sheet], interview: Interview, faults: list[Fault], remarks: list[Remark]
) -> dict[str, RawSheet]:
    """Return the file's sheets by our names; a sheet that is unknown and holds data is asked about."""
    ours = {name_key(sheet.name): sheet.name for sheet in sheets}
    found: dict[str, RawSheet] = {}
    unknown: list[RawSheet] = []
    for one in raw:
        name = ours.get(name_key(one.name))
        if name is None or name in found:
            unknown.append(one)
        else:
            found[name] = one
            if one.name.strip().lower() != name.lower():
                remarks.append(Remark(name, f"The sheet “{one.name}” was taken for {name}."))
    unknown = [one for one in unknown if name_key(one.name) not in OUR_OWN]
    missing = [sheet for sheet in sheets if sheet.name not in found]
    filled = {place: one for place, one in enumerate(unknown) if _rows_of(one)}
    hollow = [sheet for sheet in sheets if sheet.name in found and not _rows_of(found[sheet.name])]
    scores = {place: _score(one, missing + hollow) for place, one in filled.items()}
    empty = {sheet.name for sheet in hollow}  # ours, but without a row: another that is like it may stand in its place
    proposals = propose([sheet.name for sheet in missing + hollow], scores)
    for place, one in enumerate(unknown):
        if place not in filled:
            remarks.append(Remark(one.name, "This sheet is not known and is empty: it was passed over."))
            continue
        alike = [sheet.name for sheet in hollow if scores[place](sheet.name) >= NEAR_ENOUGH]
        order = [name for _, name in nearest([*(sheet.name for sheet in missing), *alike], scores[place])]
        question = _question(one, order, proposals.get(place, LEAVE_OUT), name_key(one.name) in ours)
        answer = interview.ask(question)
        if answer == LEAVE_OUT and interview.is_open(question):
            continue
        if answer == LEAVE_OUT:
            words = f"This sheet is not known and was passed over: {_rows_words(one)}."
            remarks.append(Remark(one.name, words, passed_over=True))
        elif answer in found and answer not in empty:
            faults.append(
                Fault(one.name, None, "", "", f"Two sheets are taken for {answer}: put their rows in one sheet.")
            )
        else:
            found[answer] = one
            empty.discard(answer)
            if interview.is_open(question):
                continue
            remarks.append(Remark(answer, f"The sheet “{one.name}” was taken for {answer}."))
    return found


def _question(one: RawSheet, order: list[str], proposal: str, is_twice: bool) -> Question:
    hidden = " (it is hidden)" if one.is_hidden else ""
    known = "has the name of another sheet" if is_twice else "is not known"
    return Question(
        "sheet", one.name, "",
        f"The sheet “{one.name}”{hidden} {known} and holds {_rows_words(one)}. Which sheet is it?",
        choices_of(order, leave_out="Leave it out: it is none of these"),
        proposal, rows=_rows_of(one), stops=bool(order) or is_twice,
    )  # fmt: skip


def _rows_of(one: RawSheet) -> int:
    """How many rows hold something, without the first that does (its headings)."""
    filled = sum(any(not is_blank(cell) for cell in row) for row in one.rows)
    return max(0, filled - 1)


def _rows_words(one: RawSheet) -> str:
    count = _rows_of(one)
    return "1 row" if count == 1 else f"{count:,} rows"


def _score(one: RawSheet, missing: Sequence[Sheet]) -> Callable[[str], float]:
    """How near a sheet is to one of ours: by its headings, which say more, or by its name."""
    columns = {sheet.name: sheet.names() for sheet in missing}

    def score(name: str) -> float:
        names = columns[name]
        header = one.rows[find_header(one.rows, names)] if one.rows else []
        headings = {name_key(as_written(cell)) for cell in header if not is_blank(cell)}
        shared = len(headings & {name_key(column) for column in names}) / max(len(headings), 2)
        return max(shared, likeness(one.name, name) * (0.7 + 0.3 * shared))

    return score
