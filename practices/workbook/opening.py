"""Opening a file that somebody sent us: is it a workbook, and is it safe to read?"""

import io
import json
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from practices.workbook import reader
from practices.workbook.cells import ErrorCell, FormulaCell, MonthCell
from practices.workbook.faults import NotAWorkbook
from practices.workbook.sheets import Section

MOST_BYTES = 20 * 1024 * 1024
MOST_BYTES_UNPACKED = 200 * 1024 * 1024
MOST_WAITING = 60  # seconds, on a busy machine; its processor time is limited more closely
OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AGAIN = "Open it in Excel and save it as an Excel workbook (.xlsx)."
DAMAGED = f"The file is damaged and cannot be read as a workbook. {SAVE_AGAIN}"
FAR_MORE = (
    "The file holds far more than a practice workbook can. Delete the empty rows and columns at the end of its sheets, "
    "and save it again."
)
TOP = Path(__file__).resolve().parents[2]


@dataclass
class RawSheet:
    """The cells of one sheet as they stand; `rows[0]` is Excel's row 1, and so are the numbers of rows and columns.

    Reading fills in what it took the sheet for, where its headings are, and in which place each of our columns.
    """

    name: str
    rows: list[list[Any]]
    is_hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)  # rows in which a formula adds up
    from_1904: bool = False
    merged: list[str] = field(default_factory=list)  # cells that are merged, like B2:B6
    notes: dict[str, str] = field(default_factory=dict)  # of cells that have a note, like B2: what it says
    struck_rows: list[int] = field(default_factory=list)  # of which at least half is struck through
    struck_cells: list[str] = field(default_factory=list)  # all that are, like B2
    coloured: list[int] = field(default_factory=list)  # rows with a cell of a colour
    taken_for: str = ""
    header: int = 0
    positions: dict[str, int] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)  # the sheets whose rows were put together in it
    joined: set[int] = field(default_factory=set)  # places of columns that hold a part each of one of ours


def open_workbook(content: bytes) -> list[RawSheet]:
    """Every sheet of an .xlsx; raises NotAWorkbook with one line for a file that is none, encrypted, huge or a bomb."""
    if len(content) > MOST_BYTES:
        raise NotAWorkbook(f"The file is larger than {MOST_BYTES // 2**20} MB. Send one Practice's workbook at a time.")
    if content.startswith(OLD_OR_ENCRYPTED):
        raise NotAWorkbook(
            f"The file has a password, or is an old .xls file. {SAVE_AGAIN} Take the password off first."
        )
    _refuse_what_is_no_workbook(content)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "practices.workbook.reader"],
            input=content,
            capture_output=True,
            cwd=TOP,
            timeout=MOST_WAITING,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotAWorkbook(FAR_MORE) from None
    if done.returncode == reader.NOT_READABLE:
        raise NotAWorkbook(DAMAGED)
    if done.returncode != 0:  # its limits ended it
        raise NotAWorkbook(FAR_MORE)
    return [
        RawSheet(**sheet | {"rows": [[_plain(cell) for cell in row] for row in sheet["rows"]]})
        for sheet in json.loads(done.stdout)
    ]


def _refuse_what_is_no_workbook(content: bytes) -> None:
    """By the package's own list of contents; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            names = set(package.namelist())
    except zipfile.BadZipFile:
        raise NotAWorkbook(f"The file is not an Excel workbook. {SAVE_AGAIN}") from None
    except (EOFError, NotImplementedError, OSError, ValueError, zlib.error):
        raise NotAWorkbook(DAMAGED) from None
    if not {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        raise NotAWorkbook(f"The file is not an Excel workbook. {SAVE_AGAIN}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotAWorkbook("The file has a password. Take it off in Excel and send it again.")
    if sum(entry.file_size for entry in entries) > MOST_BYTES_UNPACKED:
        raise NotAWorkbook(FAR_MORE)


def _plain(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    ((tag, text),) = cell.items()
    if tag in ("error", "formula"):
        return ErrorCell(text) if tag == "error" else FormulaCell(text)
    kinds: dict[str, Any] = {"date": date, "datetime": datetime, "time": time, "month": MonthCell}
    return kinds[tag].fromisoformat(text)
