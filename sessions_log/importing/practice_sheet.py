"""The sheet Practice: a key and its value in each row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from practices.models import Practice
from practices.workbook.candidates import Score
from practices.workbook.cells import BadCell, as_written, is_blank
from practices.workbook.faults import Fault, Remark
from practices.workbook.layout import Rows, cell_at, find_header, say_header, say_notes, without_hidden
from practices.workbook.naming import likeness, name_key, nearest, propose
from practices.workbook.opening import RawSheet
from practices.workbook.questions import LEAVE_OUT, Interview, Question, choices_of, samples_of
from practices.workbook.rows import read_cell
from practices.workbook.sheets import NOT_YET, Row, day_of
from practices.workbook.wording import also_called, label_of
from women.models import Cohort
from women.workbook import PRACTICE

KEY, VALUE = "key", "value"


def known_of(practice: Practice) -> dict[str, Any]:
    """What the sheet Practice would say of the Practice whose scope is open: itself, and its latest cohort."""
    cohort = Cohort.objects.order_by("number").last()
    known: dict[str, Any] = {name: getattr(practice, name) for name in PRACTICE.names() if hasattr(practice, name)}
    if cohort is not None:
        fields = {"cohort_number": "number", "cohort_starts_on": "starts_on", "cohort_capacity": "capacity"}
        known |= {key: getattr(cohort, name) for key, name in (fields | {"programme_clock": "programme_clock"}).items()}
    return known


class PracticeSheet:
    """The Practice's keys as one row, where each stands, and what is wrong with them."""

    def __init__(self, interview: Interview, here: Mapping[str, Any] | None = None) -> None:
        """Nothing is read yet. `here` is what the Practice says already, where it is known into which is imported."""
        self.here = here or {}
        self.row = Row(PRACTICE.name, 1, {}, {})
        self.rows: dict[str, int] = {}
        self.headings: dict[str, str] = {}  # our keys as they stand in the file
        self.faults: list[Fault] = []
        self.remarks: list[Remark] = []
        self.interview = interview
        self.title = PRACTICE.name  # the sheet's name in the file

    def fault(self, key: str, message: str) -> Fault:
        """A fault of the sheet Practice: the column is the key's name, the row is the key's."""
        self.row.unsure.add(key)
        return Fault(PRACTICE.name, self.rows.get(key, 1), key, self.row.written.get(key, ""), message)

    def read(self, raw: RawSheet | None, today: date) -> None:
        """Read every key."""
        if raw is None:
            self._take_what_is_here()
            return
        cells = self._keys_and_values(raw)
        for column in PRACTICE.columns:
            value: Any = cells.get(column.name, "")
            if is_blank(value):
                if column.required and self.row.is_sure(column.name):
                    self.faults.append(self.fault(column.name, f"Fill in {{{column.name}}}."))
                continue
            self.row.written[column.name] = as_written(value)
            try:
                self.row.values[column.name] = read_cell(column, value)
            except BadCell as error:
                self.faults.append(self.fault(column.name, str(error)))
                continue
            if column.past and day_of(self.row.values[column.name]) > today:
                del self.row.values[column.name]
                self.faults.append(self.fault(column.name, NOT_YET))

    def _take_what_is_here(self) -> None:
        """Without the sheet nothing of the Practice changes, where all is known that must be."""
        missing = [column.name for column in PRACTICE.columns if column.required and self.here.get(column.name) is None]
        if missing:
            message = f"Add the sheet Practice, with the columns key and value and the keys {', '.join(missing)}."
            if self.here:
                message += " The empty workbook of the Import page has it, filled in with what is known."
            self.faults.append(Fault(PRACTICE.name, None, "", "", message))
            self.row.unsure.update(PRACTICE.names())
            return
        self.row.values |= {name: value for name, value in self.here.items() if value not in (None, "")}
        self.remarks.append(Remark(PRACTICE.name, "There is no sheet Practice: nothing of the Practice changes."))

    def _keys_and_values(self, raw: RawSheet) -> dict[str, Any]:
        self.title = raw.name
        raw.taken_for, raw.header = PRACTICE.name, find_header(raw.rows, (KEY, VALUE))
        header = raw.rows[raw.header] if raw.rows else []
        heading = [name_key(as_written(cell)) for cell in header]
        if KEY not in heading or VALUE not in heading:
            words = ", ".join(as_written(cell) for cell in header)
            message = "The first row must hold the columns key and value."
            self.faults.append(Fault(PRACTICE.name, raw.header + 1, "", words, message))
            self.row.unsure.update(PRACTICE.names())
            return {}
        say_header(raw, PRACTICE.name, self.remarks)
        say_notes(raw, PRACTICE.name, self.remarks)
        key_at, value_at = heading.index(KEY), heading.index(VALUE)
        raw.positions = {KEY: key_at, VALUE: value_at}
        rows = without_hidden(raw, PRACTICE.name, self.interview, self.remarks)
        self._say_beside(rows, raw.header, {key_at, value_at})
        return self._named(
            [
                (number, as_written(key), cell_at(rows, number - 1, value_at))
                for number in range(raw.header + 2, len(rows) + 1)
                if not is_blank(key := cell_at(rows, number - 1, key_at))
            ]
        )

    def _say_beside(self, rows: Rows, header: int, read: set[int]) -> None:
        beside = sum(
            not is_blank(cell) and not as_written(cell).startswith("What to fix")
            for index, row in enumerate(rows)
            for place, cell in enumerate(row)
            if index > header and place not in read and not _is_ours(rows, header, place)
        )
        if beside:
            words = f"{beside} filled {'cell' if beside == 1 else 'cells'} beside key and value"
            self.remarks.append(Remark(PRACTICE.name, f"Passed over: {words}.", passed_over=True))

    def _named(self, lines: list[tuple[int, str, Any]]) -> dict[str, Any]:
        """Return the values by our keys; a key that is unknown and has a value is asked about."""
        ours = {name_key(name): name for name in PRACTICE.names()}
        present = {ours[name_key(key)] for _, key, _ in lines if name_key(key) in ours}
        missing = [name for name in PRACTICE.names() if name not in present]
        unknown = {number: key for number, key, value in lines if name_key(key) not in ours and not is_blank(value)}
        proposals = propose(missing, {number: _score(key) for number, key in unknown.items()})
        cells: dict[str, Any] = {}
        for number, key, value in lines:
            name = ours.get(name_key(key)) or self._ask_key(number, key, value, missing, proposals.get(number))
            if name is None:
                continue
            if name in cells:
                message = f"{{{name}}} stands twice: remove one of the two rows."
                self.faults.append(Fault(PRACTICE.name, number, name, as_written(value), message))
            else:
                cells[name] = value
                self.rows[name] = number
                self.headings[name] = key
        return cells

    def _ask_key(self, number: int, key: str, value: Any, missing: list[str], proposal: str | None) -> str | None:
        if is_blank(value):
            self.remarks.append(Remark(PRACTICE.name, f"The key “{key}” is not known and has no value.", number))
            return None
        question = Question(
            "key", PRACTICE.name, key,
            f"The key “{key}” of the sheet {self.title} is not known. Which is it?",
            choices_of(
                {name: label_of(PRACTICE.name, name) for _, name in nearest(missing, _score(key))},
                leave_out="Leave it out: it is none of these",
            ),
            proposal or LEAVE_OUT, rows=1, stops=bool(missing), samples=samples_of({number: value}),
            short=f"“{key}”",
        )  # fmt: skip
        answer = self.interview.ask(question)
        if self.interview.is_open(question):
            return None if answer == LEAVE_OUT else answer
        if answer == LEAVE_OUT:
            words = f"The key “{key}” is not known and was passed over."
            self.remarks.append(Remark(PRACTICE.name, words, number, passed_over=True))
            return None
        self.remarks.append(
            Remark(PRACTICE.name, f"The key “{key}” was taken for {label_of(PRACTICE.name, answer)}.", number)
        )
        return answer


def _is_ours(rows: Rows, header: int, place: int) -> bool:
    return as_written(cell_at(rows, header, place)).startswith("What to fix")


def _score(key: str) -> Score:
    return lambda name: likeness(key, name, also_called(PRACTICE.name, name))
