"""Opening a file that somebody sent us: is it a workbook, and is it safe to read?"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

import python_calamine

from practices.workbook.faults import NotAWorkbook

MOST_BYTES = 20 * 1024 * 1024
MOST_BYTES_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 200
OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"')
SAVE_AGAIN = "Open it in Excel and save it as an Excel workbook (.xlsx)."


@dataclass(frozen=True)
class RawSheet:
    """The cells of one sheet as they stand; `rows[0]` is Excel's row 1."""

    name: str
    rows: list[list[Any]]


def open_workbook(content: bytes) -> list[RawSheet]:
    """Every sheet of an .xlsx; raises NotAWorkbook with one line for a file that is none, encrypted, huge or a bomb."""
    if len(content) > MOST_BYTES:
        raise NotAWorkbook(f"The file is larger than {MOST_BYTES // 2**20} MB. Send one Practice's workbook at a time.")
    if content.startswith(OLD_OR_ENCRYPTED):
        raise NotAWorkbook(
            f"The file has a password, or is an old .xls file. {SAVE_AGAIN} Take the password off first."
        )
    _refuse_a_bomb(content)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            RawSheet(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in workbook.sheet_names
        ]
    except python_calamine.PasswordError:
        raise NotAWorkbook("The file has a password. Take it off in Excel and send it again.") from None
    except (python_calamine.CalamineError, python_calamine.ZipError, python_calamine.XmlError, OSError, ValueError):
        raise NotAWorkbook(f"The file is damaged and cannot be read as a workbook. {SAVE_AGAIN}") from None


def _refuse_a_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if "[Content_Types].xml" not in package.namelist() or not any(
                entry.filename.startswith("xl/workbook") for entry in entries
            ):
                raise NotAWorkbook(f"The file is not an Excel workbook. {SAVE_AGAIN}")
            if any(entry.flag_bits & 1 for entry in entries):
                raise NotAWorkbook("The file has a password. Take it off in Excel and send it again.")
            if sum(entry.file_size for entry in entries) > MOST_BYTES_UNPACKED:
                raise NotAWorkbook("The file unpacks to far more than a practice workbook can hold, and was not read.")
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _refuse_a_vast_sheet(package, entry)
    except zipfile.BadZipFile:
        raise NotAWorkbook(f"The file is not an Excel workbook. {SAVE_AGAIN}") from None
    except (EOFError, NotImplementedError, OSError, ValueError, zlib.error):
        raise NotAWorkbook(f"The file is damaged and cannot be read as a workbook. {SAVE_AGAIN}") from None


def _refuse_a_vast_sheet(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """One cell in the last row and column makes a reader hold every cell between: look before reading."""
    unpacked, tail = 0, b""
    with package.open(entry) as stream:
        while chunk := stream.read(1 << 20):
            unpacked += len(chunk)
            if unpacked > MOST_BYTES_UNPACKED:  # a header may lie about the size
                raise NotAWorkbook("The file unpacks to far more than a practice workbook can hold, and was not read.")
            for column, row in CELL.findall(tail + chunk):
                if int(row) > MOST_ROWS or _column_number(column) > MOST_COLUMNS:
                    raise NotAWorkbook(
                        f"A sheet has a cell at {column.decode()}{row.decode()}, beyond {MOST_ROWS:,} rows or "
                        f"{MOST_COLUMNS} columns. Delete the empty rows and columns at its end and save it again."
                    )
            tail = chunk[-200:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
