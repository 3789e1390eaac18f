"""Which column of a sheet is which of ours: taken where the names are the same, asked where data would be lost."""

from collections.abc import Mapping, Sequence, Sized
from typing import Any

from practices.dates import swapped
from practices.plain_text import plain
from practices.workbook.candidates import Candidates, Score
from practices.workbook.cells import DATES, BadCell, ErrorCell, as_written, is_blank, reference
from practices.workbook.faults import Fault, Remark
from practices.workbook.layout import MOST_NOTES, Rows, cell_at, column_words, shortened
from practices.workbook.naming import likeness, name_key
from practices.workbook.opening import RawSheet
from practices.workbook.parts import TIME_OF, Clocks, join_days, join_names
from practices.workbook.questions import LEAVE_OUT, Choice, Interview, Question, as_seen, choices_of, samples_of
from practices.workbook.sheets import Column, LeftOut, Sheet, SheetRead
from practices.workbook.wording import also_called, label_of

OUR_OWN = "whattofix"  # the column of a marked copy
SAMPLE = 25
SURELY = 0.95  # how alike a heading and one of ours are that have the same words
EACH = "each"
Cells = dict[int, Any]  # the filled cells of a column, by Excel's row number


def place_columns(found: SheetRead, raw: RawSheet, rows: Rows, interview: Interview) -> tuple[Rows, dict[str, int]]:
    """Return the rows, and the place of each of our columns in them; what is unknown and holds data is asked about."""
    columns = UnknownColumns(found, raw, [list(row) for row in rows], interview)
    columns.take_known()
    join_names(found, raw, columns.rows, columns.unknown, columns.positions, interview)
    join_days(found, raw, columns.rows, columns.unknown, columns.positions, interview)
    columns.ask_all()
    columns.say_left_out()
    return columns.rows, columns.positions


class UnknownColumns:
    """A sheet's columns while it is found out which of ours each is."""

    def __init__(self, found: SheetRead, raw: RawSheet, rows: Rows, interview: Interview) -> None:
        """Nothing is placed yet."""
        self.found, self.raw, self.rows, self.interview = found, raw, rows, interview
        self.sheet = found.sheet
        self.positions: dict[str, int] = {}
        self.unknown: list[int] = []
        self.left_out: list[str] = []

    def say_left_out(self) -> None:
        """Say row by row, with her reference, what the columns that were left out hold."""
        place = next((self.positions.get(one.name) for one in self.sheet.columns if one.read is reference), None)
        for heading in self.left_out:
            cells = [one for one in self.found.left_out if one.heading == heading]
            self.found.remarks.append(_passed_over(self.sheet.name, heading, cells, self.rows, place))

    def take_known(self) -> None:
        """Take every column whose heading is a name of ours."""
        ours = {name_key(name): name for name in self.sheet.names()}
        taken: list[str] = []
        for position in range(max((len(row) for row in self.rows), default=0)):
            heading = as_written(cell_at(self.rows, self.raw.header, position))
            name = ours.get(name_key(heading)) if heading else None
            if name is None:
                if not name_key(heading).startswith(OUR_OWN):
                    self.unknown.append(position)
            elif name in self.positions:
                self._say_twice(name, heading)
            else:
                self.positions[name] = position
                if heading.lower() != name:
                    taken.append(f"“{heading}” for “{label_of(self.sheet.name, name)}”")
        if taken:
            self._say(f"Headings that were taken for ours: {', '.join(taken)}.")

    def ask_all(self) -> None:
        """Ask what the unknown columns are, those together that are like none of ours, times of day last."""
        filled = self._filled()
        missing = [name for name in self.sheet.names() if name not in self.positions]
        hollow = [n for n, place in self.positions.items() if not filled_cells(self.rows, self.raw.header, place)]
        scores = {position: score_of(self._words(position), self.sheet, found) for position, found in filled.items()}
        candidates = Candidates(missing, hollow, scores)
        clocks = Clocks(self.found, self.raw, self.rows, self.positions, filled)
        last = [position for position in filled if clocks.may_be(position)]
        unlike = [n for n in filled if not clocks.is_clock(n) and candidates.proposal(n) == LEAVE_OUT]
        if len(unlike) > 1 and self._leaves_all_out(unlike, filled, stops=bool(missing)):
            filled = {position: found for position, found in filled.items() if position not in unlike}
        for position in sorted(filled, key=lambda place: place in last):
            self._ask(position, filled[position], candidates, clocks)

    def _filled(self) -> dict[int, Cells]:
        """The filled cells of the unknown columns; one that is empty is passed over, and said."""
        cells = {position: filled_cells(self.rows, self.raw.header, position) for position in self.unknown}
        for position in self.unknown:
            if not cells[position] and not is_blank(cell_at(self.rows, self.raw.header, position)):
                self._say(f"The column “{self._words(position)}” is not known and is empty: it was passed over.")
        return {position: found for position, found in cells.items() if found}

    def _leaves_all_out(self, unlike: list[int], filled: dict[int, Cells], *, stops: bool) -> bool:
        """Ask once about columns that are like none of ours; False where each is to be asked about."""
        names = [self._words(position) for position in unlike]
        samples = tuple(f"“{self._words(n)}”: {'; '.join(samples_of(filled[n]))}" for n in unlike)
        question = Question(
            "columns", self.sheet.name, ", ".join(names),
            f"{len(names)} columns of the sheet {self.raw.name} hold data and are like none of ours. Leave all of them "
            "out?",
            (Choice(LEAVE_OUT, "Leave all of them out"), Choice(EACH, "Ask me about each of them")),
            LEAVE_OUT, rows=sum(len(filled[n]) for n in unlike), stops=stops, samples=samples,
        )  # fmt: skip
        if self.interview.was_answered("columns", self.sheet.name, EACH) or self.interview.ask(question) == EACH:
            return False
        for position in unlike:
            self._leave_out(position, filled[position], is_said=not self.interview.is_open(question))
        return True

    def _ask(self, position: int, cells: Cells, candidates: Candidates, clocks: "Clocks") -> None:
        words, times = self._words(position), clocks.choices(position)
        names = {name: label_of(self.sheet.name, name) for name in candidates.nearest(position)}
        is_time = bool(times) and clocks.is_clock(position)
        ours = choices_of(names, leave_out="Leave it out: it is none of these")
        question = Question(
            "column", self.sheet.name, words,
            f"The column “{words}” of the sheet {self.raw.name} is not known and holds {_cells_words(cells)}. "
            "Which column is it?",
            (*times, *ours) if is_time else (*ours[:-1], *times, ours[-1]),
            times[0].value if is_time else candidates.proposal(position),
            rows=len(cells), stops=bool(names or is_time), samples=samples_of(cells),
            short=f"“{words}”, {_cells_words(cells)}",
        )  # fmt: skip
        answer = candidates.ask(question, self.positions, self.interview)
        if answer.name is None:
            self._leave_out(position, cells, is_said=answer.is_said)
        elif clocks.join(position, answer.name):
            self._say(f"The times of day in “{words}” were read with their dates.", is_said=answer.is_said)
        elif answer.is_twice:
            self._say_twice(answer.name, words, times)
        else:
            self.positions[answer.name] = position  # also in place of one of ours that is empty
            label = label_of(self.sheet.name, answer.name)
            self._say(f"The column “{words}” was taken for “{label}”.", is_said=answer.is_said)

    def _words(self, position: int) -> str:
        return column_words(self.raw, position)

    def _say(self, message: str, *, is_said: bool = True) -> None:
        if is_said:
            self.found.remarks.append(Remark(self.sheet.name, message))

    def _leave_out(self, position: int, cells: Cells, *, is_said: bool) -> None:
        """Keep what is left out, for what it may tell of, and say it row by row once somebody has left it out."""
        if is_said:
            heading = self._words(position)
            self.found.left_out += [LeftOut(number, heading, as_seen(cell)) for number, cell in cells.items()]
            self.left_out.append(heading)

    def _say_twice(self, name: str, heading: str, times: Sequence[Choice] = ()) -> None:
        message = f"Two columns are read as “{label_of(self.sheet.name, name)}”: remove or rename one."
        if time := next((one.label for one in times if one.value == f"{TIME_OF}{name}"), ""):
            message = f"{message} If “{heading}” holds the times of day, go back to your answers and choose “{time}”."
        self.found.faults.append(Fault(self.sheet.name, self.raw.header + 1, name, heading, message))


def _cells_words(cells: Sized) -> str:
    return "1 filled cell" if len(cells) == 1 else f"{len(cells)} filled cells"


def _passed_over(sheet: str, heading: str, cells: Sequence[LeftOut], rows: Rows, place: int | None) -> Remark:
    """What a column holds that is left out: first what tells of a death, an end, or what keeps her safe."""
    order = sorted(cells, key=lambda one: one.tells is None)
    said = [f"{_whose(one.number, rows, place)}: “{shortened(one.words)}”" for one in order]
    more = f"; and {len(said) - MOST_NOTES:,} more, to be read in the workbook" if len(said) > MOST_NOTES else ""
    words = f"The column “{heading}” is not known and was passed over: {_cells_words(cells)}."
    return Remark(sheet, f"{words} {'; '.join(said[:MOST_NOTES])}{more}.", passed_over=True)


def _whose(number: int, rows: Rows, place: int | None) -> str:
    ref = "" if place is None else as_written(cell_at(rows, number - 1, place))
    return f"row {number} ({ref})" if ref else f"row {number}"


def filled_cells(rows: Rows, header: int, position: int) -> Cells:
    """Return the filled cells of a column below the headings, by Excel's row number."""
    cells = ((index + 1, cell_at(rows, index, position)) for index in range(header + 1, len(rows)))
    return {number: cell for number, cell in cells if not is_blank(cell)}


def score_of(heading: str, sheet: Sheet, cells: Cells) -> Score:
    """How near a column is to one of ours: by its heading, and by how many of its cells can be read as such.

    Cells that stand in other words than our list's are said as faults: they are no reason to leave a column out.
    """
    columns: Mapping[str, Column] = {column.name: column for column in sheet.columns}
    sample = list(cells.values())[:SAMPLE]

    def score(name: str) -> float:
        readable = sum(can_read(columns[name], cell) for cell in sample) / len(sample)
        called = likeness(heading, name, also_called(sheet.name, name))
        is_surely = called > SURELY and bool(columns[name].read.choices)
        return called * ((0.65 + 0.35 * readable) if is_surely else (0.5 + 0.5 * readable))

    return score


def can_read(column: Column, cell: Any) -> bool:
    """Whether a column's reader takes a cell, or would with its month first."""
    return _takes(column, cell) or (column.read in DATES and _takes(column, turned(cell)))


def _takes(column: Column, cell: Any) -> bool:
    try:
        return cell is not None and column.read(cell) is not None
    except BadCell:
        return False


def turned(cell: Any) -> str | None:
    """Return a text's date with day and month the other way round; None where it is none."""
    return swapped(plain(cell)) if isinstance(cell, str) and not isinstance(cell, ErrorCell) else None
