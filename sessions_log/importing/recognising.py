"""Which sheet of a file is which of ours: taken where the names are the same, asked where data would be lost."""

import re
from collections.abc import Mapping, Sequence

from practices.workbook.candidates import Answer, Candidates, Score
from practices.workbook.cells import as_written, is_blank
from practices.workbook.faults import Fault, Remark
from practices.workbook.layout import find_header
from practices.workbook.marking import WHAT_TO_FIX
from practices.workbook.naming import NEAR_ENOUGH, likeness, name_key, words_of
from practices.workbook.opening import RawSheet
from practices.workbook.parts import FIRST_NAMES, FULL_NAME, LAST_NAMES
from practices.workbook.questions import LEAVE_OUT, Interview, Question, choices_of, samples_of_rows
from practices.workbook.sheets import Sheet
from practices.workbook.telling import sheet_tells
from practices.workbook.template import HOW_TO
from practices.workbook.twins import Twins, join, sections_of
from practices.workbook.wording import headings_of, sheet_also_called, sheet_label_of
from sessions_log.importing.workers import ask_of_workers
from women.workbook import WOMEN

OUR_OWN = {name_key(WHAT_TO_FIX), name_key(HOW_TO)}  # of a marked copy, and of the empty workbook that we give
OF_OTHER_WORDS = 0.85  # what headings weigh that are other words for ours
ENOUGH_HEADINGS = 5  # of ours say what a sheet is, however many others of a team's own stand beside them
OUT_OF_USE = {"old", "archive", "archived", "backup", "copy", "previous", "template", "example", "unused", "history"}
IN_USE = 0.8  # what a sheet weighs whose name says that it is not in use
NUMBERS = re.compile(r"[\W\d_]*\d[\W\d_]*")  # of a year, or of sheets of one kind


def recognise(
    raw: list[RawSheet], sheets: Sequence[Sheet], interview: Interview, faults: list[Fault], remarks: list[Remark]
) -> dict[str, RawSheet]:
    """Return the file's sheets by our names; a sheet that is unknown and holds data is asked about.

    Sheets with the same headings can be one of ours together: then their rows are, in `raw` too.
    """
    ours = {name_key(sheet.name): sheet.name for sheet in sheets}
    found, unknown = _take_known(raw, ours, remarks)
    missing = [sheet for sheet in sheets if sheet.name not in found]
    hollow = [sheet for sheet in sheets if sheet.name in found and not _rows_of(found[sheet.name])]
    scores = _scores(unknown, missing + hollow)
    candidates = Candidates([sheet.name for sheet in missing], [sheet.name for sheet in hollow], scores)
    twins = Twins(found, unknown, sheets)
    for place, one in enumerate(unknown):
        if place not in scores:
            remarks.append(Remark(one.name, "This sheet is not known and is empty: it was passed over."))
            continue
        order = list(dict.fromkeys([*candidates.nearest(place), *twins.names(one)]))
        proposal = twins.proposal(place, [candidates.proposal(other) for other in twins.of(place)])
        if not_current := _says_not_current(one, proposal, twins):
            proposal = LEAVE_OUT if twins.others(one) else proposal
        question = _question(one, order, proposal, name_key(one.name) in ours, twins, is_sure=not not_current)
        answer = candidates.ask(question, found, interview)
        if answer.name in found and twins.are_alike(one, found[answer.name]) and answer.is_twice:
            remarks += join(found[answer.name], one, answer.name, twins.known)
            raw[:] = [other for other in raw if other is not one]
        else:
            _take(one, answer, found, faults, remarks)
    ask_of_workers(found, {name_key(sheet.name): sheet for sheet in sheets}, interview, remarks)
    interview.titles |= {name: one.name for name, one in found.items()}
    return found


def _take(
    one: RawSheet, answer: Answer, found: dict[str, RawSheet], faults: list[Fault], remarks: list[Remark]
) -> None:
    """Take an unknown sheet for the one that it was said to be, and say so."""
    if answer.name is None:
        if answer.is_said:
            words = f"This sheet is not known and was passed over: {_rows_words(one)}."
            remarks.append(Remark(one.name, words, passed_over=True))
    elif answer.is_twice:
        message = f"Two sheets are taken for {sheet_label_of(answer.name)}: put their rows in one sheet."
        faults.append(Fault(one.name, None, "", "", message))
    else:
        found[answer.name] = one
        if answer.is_said:
            words = f"The sheet “{one.name}” was taken for {sheet_label_of(answer.name)}."
            remarks.append(Remark(answer.name, words))


def _take_known(
    raw: Sequence[RawSheet], ours: Mapping[str, str], remarks: list[Remark]
) -> tuple[dict[str, RawSheet], list[RawSheet]]:
    """Return the sheets that have a name of ours, and the others."""
    found: dict[str, RawSheet] = {}
    unknown: list[RawSheet] = []
    for one in raw:
        name = ours.get(name_key(one.name))
        if name is None or name in found:
            unknown.append(one)
        else:
            found[name] = one
            if one.name.strip().lower() != name.lower():
                remarks.append(Remark(name, f"The sheet “{one.name}” was taken for {sheet_label_of(name)}."))
    return found, [one for one in unknown if name_key(one.name) not in OUR_OWN]


def _says_not_current(one: RawSheet, proposal: str, twins: Twins) -> bool:
    """Whether a sheet of women says by its name or its title that they are here no more, or not yet."""
    (section,) = sections_of(one, twins.known)
    is_of_women = proposal == WOMEN.name or bool(twins.others(one))
    return is_of_women and sheet_tells(section.words) is not None


def _question(
    one: RawSheet, order: list[str], proposal: str, is_twice: bool, twins: Twins, *, is_sure: bool
) -> Question:
    hidden = " (it is hidden)" if one.is_hidden else ""
    others = "”, “".join(twins.others(one))
    together = f", with the same headings as “{others}”: answered alike, their rows are put together" if others else ""
    known = "has the name of another sheet" if is_twice else "is not known"
    return Question(
        "sheet", one.name, "",
        f"The sheet “{one.name}”{hidden} {known} and holds {_rows_words(one)}{together}. Which sheet is it?",
        choices_of({name: sheet_label_of(name) for name in order}, leave_out="Leave it out: it is none of these"),
        proposal, rows=_rows_of(one), stops=bool(order) or is_twice,
        samples=samples_of_rows(dict(enumerate(one.rows, start=1))),
        short=f"“{one.name}”{hidden}, {_rows_words(one)}{together}",
        alike=twins.key(one) if others else "", is_sure=is_sure,
    )  # fmt: skip


def _rows_of(one: RawSheet) -> int:
    """How many rows hold something, without those down to the first that looks like headings."""
    filled = [sum(not is_blank(cell) for cell in row) for row in one.rows]
    headings = next((index for index, count in enumerate(filled) if count > 1), 0)
    return sum(count > 0 for count in filled[headings + 1 :])


def _rows_words(one: RawSheet) -> str:
    count = _rows_of(one)
    return "1 row" if count == 1 else f"{count:,} rows"


def _scores(unknown: Sequence[RawSheet], missing: Sequence[Sheet]) -> dict[int, Score]:
    """How near each unknown sheet that holds data is to ours; one that is not in use stands behind one that is."""
    scores = {place: _score(one, missing) for place, one in enumerate(unknown) if _rows_of(one)}
    behind = {place for place in scores if _is_not_in_use(unknown[place].name)}
    current = [score for place, score in scores.items() if place not in behind]
    return {place: _behind(score, current) if place in behind else score for place, score in scores.items()}


def _is_not_in_use(name: str) -> bool:
    return sheet_tells(name) is not None or not OUT_OF_USE.isdisjoint(words_of(name).split())


def _behind(score: Score, current: Sequence[Score]) -> Score:
    def lower(name: str) -> float:
        best = max((other(name) for other in current), default=0.0)
        return IN_USE * (min(score(name), best) if best >= NEAR_ENOUGH else score(name))

    return lower


def _score(one: RawSheet, missing: Sequence[Sheet]) -> Score:
    """How near a sheet is to one of ours: by its headings, which say more, or by its name."""
    columns = {sheet.name: sheet.names() for sheet in missing}

    def score(name: str) -> float:
        names = columns[name]
        known = headings_of(name, names) | (FIRST_NAMES | LAST_NAMES if FULL_NAME in names else set())
        header = one.rows[find_header(one.rows, known)] if one.rows else []
        headings = {name_key(as_written(cell)) for cell in header if not is_blank(cell)}
        of = min(max(len(headings), 2), ENOUGH_HEADINGS)
        shared = min(len(headings & known) / of, 1)
        own = min(len(headings & {name_key(column) for column in names}) / of, 1)
        called = max(likeness(said, name, sheet_also_called(name)) for said in (one.name, NUMBERS.sub("", one.name)))
        return max(own, OF_OTHER_WORDS * shared, called * (0.7 + 0.3 * shared))

    return score
