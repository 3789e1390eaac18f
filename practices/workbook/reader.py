"""Reads one workbook in a process of its own, with limits on its memory and time.

A file is somebody else's: a cell in the last row and column makes a reader hold every cell between, and the reader
(Rust) then aborts the whole process. Here that is this process, and the web process says what is wrong.

    python -m practices.workbook.reader <workbook >sheets.json
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree

MOST_MEMORY = 1024**3  # bytes of address space
MOST_SECONDS = 20  # of processor time
MOST_CELLS = 3_000_000
MOST_SHEETS = 50
NOT_READABLE, TOO_LARGE = 3, 4
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ErrorCells = dict[tuple[int, int], str]


class TooLarge(Exception):
    """More cells than a practice workbook can have."""


def main() -> int:
    """Read standard input, write the sheets as JSON; leave with a code that says what went wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        sheets = read(content)
    except (TooLarge, MemoryError):
        return TOO_LARGE
    except Exception as error:
        sys.stderr.write(type(error).__name__)  # never its message: it may quote a cell
        return NOT_READABLE
    json.dump(sheets, sys.stdout)
    return 0


def read(content: bytes) -> list[tuple[str, list[list[Any]]]]:
    """Every sheet's name and rows. A cell is a JSON value, or {"date"|"datetime"|"time"|"error": text}."""
    import python_calamine

    errors = _error_cells(content)
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    if len(workbook.sheet_names) > MOST_SHEETS:
        raise TooLarge
    sheets, cells = [], 0
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        cells += sheet.total_height * sheet.total_width
        if cells > MOST_CELLS:
            raise TooLarge
        rows = [[_tagged(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        for (row, column), shown in errors.get(name, {}).items():
            if row <= len(rows) and column <= len(rows[row - 1]):
                rows[row - 1][column - 1] = {"error": shown}
        sheets.append((name, rows))
    return sheets


def _tagged(cell: Any) -> Any:
    for kind, tag in ((datetime, "datetime"), (date, "date"), (time, "time")):
        if isinstance(cell, kind):
            return {tag: cell.isoformat()}
    return cell if isinstance(cell, (str, bool, int, float)) else str(cell)


def _error_cells(content: bytes) -> dict[str, ErrorCells]:
    """The cells in which Excel shows an error, by sheet: calamine gives a blank, which would mean “not recorded”."""
    found: dict[str, ErrorCells] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        links = {
            link.attrib["Id"]: link.attrib["Target"]
            for link in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  (see module)
        }
        workbook = ElementTree.fromstring(package.read("xl/workbook.xml"))  # noqa: S314
        for sheet in workbook.iter():
            target = links.get(sheet.attrib.get(f"{OFFICE}id", ""), "")
            entry = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if sheet.tag.endswith("}sheet") and entry in package.namelist():
                with package.open(entry) as stream:
                    found[sheet.attrib["name"]] = _errors_of(stream)
    return found


def _errors_of(stream: Any) -> ErrorCells:
    errors: ErrorCells = {}
    for _, element in ElementTree.iterparse(stream):  # noqa: S314  (limits: see module)
        if element.tag.endswith("}c"):
            place = element.attrib.get("r", "")
            letters = place.rstrip("0123456789")
            if element.attrib.get("t") == "e" and letters and letters != place:
                shown = next((part.text or "" for part in element if part.tag.endswith("}v")), "")
                errors[int(place[len(letters) :]), _column_number(letters)] = shown
        elif element.tag.endswith("}row"):
            element.clear()
    return errors


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


if __name__ == "__main__":
    sys.exit(main())
