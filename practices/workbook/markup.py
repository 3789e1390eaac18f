"""What a workbook's own XML says and a reader of values does not: what is hidden, months, formulas without a value.

Runs in the reader's process (see `reader`), which limits what a hostile file can take.
"""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BUILT_IN_MONTH = 17  # Excel's own number format mmm-yy
ADDS_UP = re.compile(r"\b(SUM|SUBTOTAL|COUNTA?|AVERAGE|AGGREGATE)\(", re.IGNORECASE)
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # of a number format: literals, colours, locales, padding
MOST_HIDDEN_COLUMNS = 1000  # a range of columns may run to the sheet's last, and nothing stands there
OUR_MARK = "FBD5D5"  # the colour of a cell at fault in a marked copy
Place = tuple[int, int]


@dataclass
class SheetMarkup:
    """Of one sheet; places are Excel's row and column, from 1."""

    is_hidden: bool = False
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)  # those without a stored value
    months: set[Place] = field(default_factory=set)  # dates that are shown as month and year
    sums: set[int] = field(default_factory=set)  # rows in which a formula adds up
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)  # like B2:B6
    notes: dict[str, str] = field(default_factory=dict)  # of cells that have a note, like B2: what it says
    filled: dict[int, int] = field(default_factory=dict)  # row → its cells that hold something
    struck: list[Place] = field(default_factory=list)  # those of them that are struck through
    coloured: set[int] = field(default_factory=set)  # rows with a cell of a colour


@dataclass
class Styles:
    """The numbers of the cell styles that mean something: a month without a day, a line through, a colour."""

    months: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    coloured: set[str] = field(default_factory=set)


def read_markup(package: zipfile.ZipFile) -> tuple[dict[str, SheetMarkup], bool]:
    """Return each sheet's markup by its name, and whether its days are counted from 1904."""
    links = {
        link.attrib["Id"]: link.attrib["Target"]
        for link in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  (see module)
    }
    entries = set(package.namelist())
    styles = _styles(package) if "xl/styles.xml" in entries else Styles()
    found: dict[str, SheetMarkup] = {}
    from_1904 = False
    for element in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():  # noqa: S314
        if element.tag.endswith("}workbookPr"):
            from_1904 = element.attrib.get("date1904") in {"1", "true"}
        if not element.tag.endswith("}sheet"):
            continue
        target = links.get(element.attrib.get(f"{OFFICE}id", ""), "")
        entry = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if entry in entries:
            markup = SheetMarkup(is_hidden=element.attrib.get("state", "visible") != "visible")
            with package.open(entry) as stream:
                _read_sheet(stream, markup, styles)
            markup.notes = _notes_of(package, entry, entries)
            found[element.attrib["name"]] = markup
    return found, from_1904


def _notes_of(package: zipfile.ZipFile, entry: str, entries: set[str]) -> dict[str, str]:
    """What the notes of a sheet say (Excel's notes, and its comments with their answers), by cell in their order."""
    folder, _, name = entry.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    notes: dict[str, str] = {}
    comments: dict[str, str] = {}
    for link in ElementTree.fromstring(package.read(links)) if links in entries else ():  # noqa: S314
        target = posixpath.normpath(posixpath.join("/", folder, link.attrib.get("Target", ""))).lstrip("/")
        kind = link.attrib.get("Type", "").rpartition("/")[2].lower()
        if kind not in ("comments", "threadedcomment") or target not in entries:
            continue
        for one in ElementTree.fromstring(package.read(target)).iter():  # noqa: S314
            cell = one.attrib.get("ref", "")
            if one.tag.endswith("}comment"):
                notes[cell] = _words_of(one)
            elif one.tag.endswith("}threadedComment"):
                comments[cell] = " / ".join(filter(None, (comments.get(cell), _words_of(one))))
    return notes | comments  # of a comment Excel keeps a note too, for programs that know no comments


def _words_of(note: Any) -> str:
    """The words of a note, on one line."""
    parts = [part.text or "" for part in note.iter() if part.tag.endswith(("}t", "}text"))]
    return " ".join("".join(parts).split())


def _styles(package: zipfile.ZipFile) -> Styles:
    root = ElementTree.fromstring(package.read("xl/styles.xml"))  # noqa: S314
    parts = {part.tag.rpartition("}")[2]: list(part) for part in root}
    months = {str(BUILT_IN_MONTH)} | {
        one.attrib.get("numFmtId", "")
        for one in parts.get("numFmts", ())
        if shows_a_month(one.attrib.get("formatCode", ""))
    }
    struck = {str(number) for number, font in enumerate(parts.get("fonts", ())) if _is_struck(font)}
    coloured = {str(number) for number, fill in enumerate(parts.get("fills", ())) if _is_coloured(fill)}
    found = Styles()
    for number, style in enumerate(parts.get("cellXfs", ())):
        for kind, named, wanted in (
            (found.months, "numFmtId", months), (found.struck, "fontId", struck), (found.coloured, "fillId", coloured)
        ):  # fmt: skip
            if style.attrib.get(named) in wanted:
                kind.add(str(number))
    return found


def _is_struck(font: Any) -> bool:
    return any(part.tag.endswith("}strike") and part.attrib.get("val", "1") not in {"0", "false"} for part in font)


def _is_coloured(fill: Any) -> bool:
    """Whether somebody coloured it: not with the mark of our own copy."""
    colours = [one.attrib.get("rgb", "") for part in fill for one in part if one.tag.endswith("}fgColor")]
    is_ours = any(colour.upper().endswith(OUR_MARK) for colour in colours)
    return not is_ours and any(part.attrib.get("patternType") == "solid" for part in fill)


def shows_a_month(number_format: str) -> bool:
    """Whether a number format shows month and year, and neither day nor time."""
    shown = set(NOT_SHOWN.sub("", number_format.partition(";")[0]).lower())
    return {"m", "y"} <= shown and shown.isdisjoint("dhs")


def _read_sheet(stream: Any, markup: SheetMarkup, styles: Styles) -> None:
    row = column = 0
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):  # noqa: S314  (limits: see module)
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, column = int(element.attrib.get("r", row + 1)), 0
            if _is_hidden(element, "ht"):
                markup.hidden_rows.append(row)
        elif event == "end" and tag == "c":
            letters = element.attrib.get("r", "").rstrip("0123456789")
            column = column_number(letters) if letters else column + 1
            _read_cell(element, (row, column), markup, styles)
        elif event == "end" and tag == "col" and _is_hidden(element, "width"):
            markup.hidden_columns += _columns_of(element)
        elif event == "end" and tag == "mergeCell":
            markup.merged.append(element.attrib.get("ref", ""))
        elif event == "end" and tag == "row":
            element.clear()


def _read_cell(cell: Any, place: Place, markup: SheetMarkup, styles: Styles) -> None:
    parts = {part.tag.rpartition("}")[2]: part.text or "" for part in cell}
    kind, style = cell.attrib.get("t", "n"), cell.attrib.get("s")
    if parts:
        markup.filled[place[0]] = markup.filled.get(place[0], 0) + 1
        if style in styles.struck:
            markup.struck.append(place)
        if style in styles.coloured:
            markup.coloured.add(place[0])
    if kind == "e":
        markup.errors[place] = parts.get("v", "")
    if "f" in parts:
        if ADDS_UP.search(parts["f"]):
            markup.sums.add(place[0])
        if not parts.get("v") and not (kind == "str" and "v" in parts):
            markup.formulas[place] = f"={parts['f']}"
    if kind == "n" and style in styles.months and parts.get("v"):
        markup.months.add(place)


def struck_rows(markup: SheetMarkup) -> list[int]:
    """The rows of which at least half of what they hold is struck through."""
    counts = Counter(row for row, _ in markup.struck)
    return sorted(row for row, count in counts.items() if 2 * count >= markup.filled[row])


def _is_hidden(element: Any, size: str) -> bool:
    return element.attrib.get("hidden") in {"1", "true"} or element.attrib.get(size) in {"0", "0.0"}


def _columns_of(element: Any) -> Iterator[int]:
    first = int(element.attrib.get("min", 1))
    last = min(int(element.attrib.get("max", first)), first + MOST_HIDDEN_COLUMNS)
    return iter(range(first, last + 1))


def column_number(letters: str) -> int:
    """Return the number of a column by its letters: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column by its number: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
