"""A file that somebody sent: every kind that is no workbook gets one clear line, and none is read further."""

import io
import zipfile

import pytest

from practices.workbook import opening
from practices.workbook.faults import NotAWorkbook
from practices.workbook.opening import open_workbook
from tests.workbooks import ROTHERHAM, workbook


def repacked(change) -> bytes:
    """The published workbook with its package's entries changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(ROTHERHAM) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, change(entry.filename, source.read(entry)))
    return out.getvalue()


def test_a_workbook_gives_its_sheets_with_excels_row_numbers():
    sheets = {sheet.name: sheet.rows for sheet in open_workbook(workbook(Women=[{"ref": "A1"}]))}
    assert sheets["Women"] == [["ref"], ["A1"]]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "not an Excel workbook"),
        (b"name,ref\nAmber,1\n", "not an Excel workbook"),
        (b"%PDF-1.7", "not an Excel workbook"),
        (ROTHERHAM.read_bytes()[:4000], "not an Excel workbook"),
        (opening.OLD_OR_ENCRYPTED + b"\0" * 600, "password"),
    ],
)
def test_what_is_no_workbook_gets_one_line(content, line):
    with pytest.raises(NotAWorkbook, match=line) as error:
        open_workbook(content)
    assert "\n" not in str(error.value)


def test_a_zip_of_something_else_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    with pytest.raises(NotAWorkbook, match="not an Excel workbook"):
        open_workbook(out.getvalue())


def test_a_damaged_sheet_is_told():
    content = repacked(lambda name, data: b"<worksheet><sheetData><row" if "sheet2" in name else data)
    with pytest.raises(NotAWorkbook, match="damaged"):
        open_workbook(content)


def test_a_package_whose_bytes_are_spoilt_is_told():
    content = bytearray(ROTHERHAM.read_bytes())
    content[3000:3400] = b"\xff" * 400
    with pytest.raises(NotAWorkbook):
        open_workbook(bytes(content))


def test_a_file_that_is_too_large_is_not_opened(monkeypatch):
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)
    with pytest.raises(NotAWorkbook, match="larger than"):
        open_workbook(ROTHERHAM.read_bytes())


def test_a_bomb_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr("xl/workbook.xml", "<x/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (opening.MOST_BYTES_UNPACKED + 1))
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(NotAWorkbook, match="unpacks to far more"):
        open_workbook(out.getvalue())


@pytest.mark.parametrize("cell", [b"XFD2", b"A1048576"])
def test_one_cell_at_the_far_end_is_refused_before_every_cell_between_is_held(cell):
    content = repacked(
        lambda name, data: data.replace(b'r="A3"', b'r="%s"' % cell, 1) if "sheet2.xml" in name else data
    )
    with pytest.raises(NotAWorkbook, match="beyond"):
        open_workbook(content)


def test_an_entry_with_a_password_is_told():
    content = bytearray(ROTHERHAM.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(NotAWorkbook, match="password"):
        open_workbook(bytes(content))
