"""Sheets of a file that have the same headings, such as one a worker: their rows can be put together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from practices.workbook.cells import as_written, is_blank
from practices.workbook.faults import Remark
from practices.workbook.layout import cell_at, find_header, words_above
from practices.workbook.markup import column_letters
from practices.workbook.naming import name_key
from practices.workbook.opening import RawSheet
from practices.workbook.questions import LEAVE_OUT
from practices.workbook.sheets import Section, Sheet
from practices.workbook.telling import title_of
from practices.workbook.wording import headings_of

FEWEST_HEADINGS = 2  # by which two sheets are alike
PLACE = re.compile(r"([A-Z]+)(\d+)")


class Twins:
    """Which sheets agree in all of their headings, in whatever order these stand."""

    def __init__(self, found: Mapping[str, RawSheet], unknown: Sequence[RawSheet], sheets: Sequence[Sheet]) -> None:
        """`found` are the sheets that have a name of ours, `unknown` the others."""
        self.known = {heading for sheet in sheets for heading in headings_of(sheet.name, sheet.names())}
        self.found = dict(found)
        self.unknown = list(unknown)
        every = [*self.found.values(), *self.unknown]
        self.keys = {id(one): self._key(one) for one in every}
        self.titles = {id(one): one.name for one in every}  # as the file has them, also once rows were put together

    def _key(self, one: RawSheet) -> tuple[str, ...]:
        headings = _headings(one, self.known)
        if sum(map(bool, headings)) < FEWEST_HEADINGS:
            return ()
        return tuple(sorted(headings) if _may_change_places(one, headings) else headings)

    def key(self, one: RawSheet) -> str:
        """A sheet's headings; blank where they are too few to say anything."""
        return "|".join(self.keys[id(one)])

    def are_alike(self, one: RawSheet, other: RawSheet) -> bool:
        """Whether their rows can stand below the same headings."""
        return bool(self.keys[id(one)]) and self.keys[id(one)] == self.keys[id(other)]

    def others(self, one: RawSheet) -> list[str]:
        """What the other sheets are called that have its headings."""
        every = [*self.found.values(), *self.unknown]
        return [self.titles[id(other)] for other in every if other is not one and self.are_alike(one, other)]

    def names(self, one: RawSheet) -> list[str]:
        """Names of ours whose sheets have its headings."""
        return [name for name, other in self.found.items() if self.are_alike(one, other)]

    def of(self, place: int) -> list[int]:
        """An unknown sheet and those that have its headings, by their places."""
        one = self.unknown[place]
        return [place, *(n for n, other in enumerate(self.unknown) if other is not one and self.are_alike(one, other))]

    def proposal(self, place: int, proposals: Sequence[str]) -> str:
        """What is proposed for a sheet: of several alike, one proposal for all, that of the first that has one."""
        by_place = dict(zip(self.of(place), proposals, strict=True))
        return next((by_place[n] for n in sorted(by_place) if by_place[n] != LEAVE_OUT), LEAVE_OUT)


def _headings(one: RawSheet, known: set[str]) -> list[str]:
    row = one.rows[find_header(one.rows, known)] if one.rows else []
    headings = ["" if is_blank(cell) else name_key(as_written(cell)) for cell in row]
    while headings and not headings[-1]:
        headings.pop()
    return headings


def _may_change_places(one: RawSheet, headings: list[str]) -> bool:
    """Whether each column is known by its heading alone."""
    return all(headings) and len({*headings}) == len(headings) and max(map(_width, one.rows)) <= len(headings)


def _width(row: Sequence[object]) -> int:
    return max((place for place, cell in enumerate(row, start=1) if not is_blank(cell)), default=0)


def _in_order_of(first: RawSheet, one: RawSheet, known: set[str]) -> RawSheet:
    """A sheet with its columns where another's stand that has its headings."""
    theirs, ours = _headings(one, known), _headings(first, known)
    if theirs == ours:
        return one
    places = [theirs.index(heading) for heading in ours]
    letters = {column_letters(place + 1): column_letters(number) for number, place in enumerate(places, start=1)}

    def moved(cells: str) -> str:
        return PLACE.sub(lambda found: f"{letters.get(found[1], found[1])}{found[2]}", cells)

    return replace(
        one,
        rows=[[cell_at(one.rows, number, place) for place in places] for number in range(len(one.rows))],
        hidden_columns=[number for number, place in enumerate(places, start=1) if place + 1 in one.hidden_columns],
        merged=[moved(cells) for cells in one.merged],
        notes={moved(cell): words for cell, words in one.notes.items()},
        struck_cells=[moved(cell) for cell in one.struck_cells],
    )


def join(first: RawSheet, one: RawSheet, name: str, known: set[str]) -> list[Remark]:
    """Put the rows of a sheet below those of another that has its headings, and say where they stand now."""
    one = _in_order_of(first, one, known)
    header = find_header(one.rows, known)
    while first.rows and all(is_blank(cell) for cell in first.rows[-1]):
        first.rows.pop()
    start = len(first.rows)
    moved = start - (header + 1)
    _keep_hidden(first, one, start, moved, header)
    first.sections = [*sections_of(first, known), Section(start + 1, one.name, title_of(one.rows, header))]
    first.rows += one.rows[header + 1 :]
    first.sums += [number + moved for number in one.sums if number > header + 1]
    first.merged += [_moved(cells, moved) for cells in one.merged if _is_below(cells, header)]
    first.struck_cells += [_moved(cell, moved) for cell in one.struck_cells if _is_below(cell, header)]
    first.struck_rows += [number + moved for number in one.struck_rows if number > header + 1]
    first.coloured += [number + moved for number in one.coloured if number > header + 1]
    first.notes |= {_moved(cell, moved): words for cell, words in one.notes.items() if _is_below(cell, header)}
    said = f"The rows of “{one.name}” were put below those of “{first.name}”: its row {header + 2} is row {start + 1}."
    remarks = [Remark(name, said)]
    if above := words_above(one.rows, header):
        words = f"What stands above the headings of “{one.name}” was passed over: {above}."
        remarks.append(Remark(name, words, passed_over=True))
    first.name = f"{first.name}, {one.name}"
    return remarks


def sections_of(one: RawSheet, known: set[str]) -> list[Section]:
    """The sheets of the file whose rows stand in it."""
    return one.sections or [Section(1, one.name, title_of(one.rows, find_header(one.rows, known)))]


def _keep_hidden(first: RawSheet, one: RawSheet, start: int, moved: int, header: int) -> None:
    """What was hidden stays so, row by row; a column that is hidden in one is asked about for both."""
    if first.is_hidden and not one.is_hidden:
        first.hidden_rows += [number for number in range(1, start + 1) if number not in first.hidden_rows]
        first.is_hidden = False
    if one.is_hidden and not first.is_hidden:
        first.hidden_rows += range(start + 1, len(one.rows) + moved + 1)
    else:
        first.hidden_rows += [number + moved for number in one.hidden_rows if number > header + 1]
    first.hidden_columns += [number for number in one.hidden_columns if number not in first.hidden_columns]


def _is_below(cells: str, header: int) -> bool:
    return all(int(row) > header + 1 for _, row in PLACE.findall(cells))


def _moved(cells: str, by: int) -> str:
    return PLACE.sub(lambda found: f"{found[1]}{int(found[2]) + by}", cells)
