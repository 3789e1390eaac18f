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

from practices.workbook.markup import SheetMarkup, column_letters, read_markup, struck_rows

MOST_MEMORY = 1024**3  # bytes of address space
MOST_SECONDS = 20  # of processor time
MOST_CELLS = 3_000_000
MOST_SHEETS = 50
NOT_READABLE, TOO_LARGE = 3, 4


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


def read(content: bytes) -> list[dict[str, Any]]:
    """Every sheet's name, rows and markup. A cell is a JSON value, or {"date"|"datetime"|"time"|…: text}."""
    import python_calamine

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        markups, from_1904 = read_markup(package)
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
        markup = markups.get(name, SheetMarkup())
        _put_right(rows, markup)
        sheets.append(
            {
                "name": name,
                "rows": rows,
                "is_hidden": markup.is_hidden,
                "hidden_rows": markup.hidden_rows,
                "hidden_columns": markup.hidden_columns,
                "sums": sorted(markup.sums),
                "from_1904": from_1904,
                "merged": markup.merged,
                "notes": markup.notes,
                "struck_rows": struck_rows(markup),
                "struck_cells": [f"{column_letters(column)}{row}" for row, column in markup.struck],
                "coloured": sorted(markup.coloured),
            }
        )
    return sheets


def _tagged(cell: Any) -> Any:
    for kind, tag in ((datetime, "datetime"), (date, "date"), (time, "time")):
        if isinstance(cell, kind):
            return {tag: cell.isoformat()}
    return cell if isinstance(cell, (str, bool, int, float)) else str(cell)


def _put_right(rows: list[list[Any]], markup: SheetMarkup) -> None:
    """Mark what calamine gives as a blank, which would mean “not recorded”, or as a day that nobody typed."""
    for tag, cells in (("error", markup.errors), ("formula", markup.formulas)):
        for (row, column), shown in cells.items():
            rows += [[] for _ in range(row - len(rows))]
            rows[row - 1] += [""] * (column - len(rows[row - 1]))
            rows[row - 1][column - 1] = {tag: shown}
    for row, column in markup.months:
        cell = rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None
        if isinstance(cell, dict) and (written := cell.get("date") or cell.get("datetime")):
            rows[row - 1][column - 1] = {"month": written[:10]}


if __name__ == "__main__":
    sys.exit(main())
