"""A file that somebody sent: every kind that is no workbook gets one clear line, and none is read further."""

import io
import zipfile

import pytest

from practices.workbook import opening
from practices.workbook.cells import ErrorCell
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


def test_a_bomb_that_owns_up_to_its_size_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            package.writestr(name, "<x/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (opening.MOST_BYTES_UNPACKED + 1))
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(NotAWorkbook, match="far more"):
        open_workbook(out.getvalue())


@pytest.mark.parametrize(
    "far",
    [b'r="XFD1048576"', b"r='XFD1048576'", b'r = "XFD1048576"', b'r="GR100000"', b'r="A1048576"'],
)
def test_one_cell_at_the_far_end_ends_the_reader_and_not_the_product(far):
    content = repacked(lambda name, data: data.replace(b'r="A3"', far, 1) if "sheet2.xml" in name else data)
    with pytest.raises(NotAWorkbook, match="far more"):
        open_workbook(content)


def test_a_sheet_that_would_take_for_ever_is_ended():
    content = repacked(lambda name, data: b"<c " * 30_000_000 if "sheet2.xml" in name else data)
    with pytest.raises(NotAWorkbook):
        open_workbook(content)


def test_entities_that_grow_are_not_followed():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
        + b"a" * 1000
        + b'">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(8))
        + b"]><worksheet>&i;</worksheet>"
    )
    with pytest.raises(NotAWorkbook):
        open_workbook(repacked(lambda name, data: bomb if "sheet2.xml" in name else data))


def test_a_cell_in_which_excel_shows_an_error_is_not_blank():
    content = repacked(
        lambda name, data: (
            data.replace(
                b"</sheetData>", b'<row r="99"><c r="B99" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
            )
            if "sheet2.xml" in name
            else data
        )
    )
    women = next(sheet for sheet in open_workbook(content) if sheet.name == "Women")
    assert women.rows[98][1] == "#DIV/0!"
    assert isinstance(women.rows[98][1], ErrorCell)


def test_an_entry_with_a_password_is_told():
    content = bytearray(ROTHERHAM.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(NotAWorkbook, match="password"):
        open_workbook(bytes(content))
