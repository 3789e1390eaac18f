"""The marked copy, whatever was sent."""

import io
from datetime import date, datetime, time

import openpyxl
import pytest

from practices.workbook.faults import Fault
from practices.workbook.marking import WHAT_TO_FIX, marked_copy
from practices.workbook.opening import RawSheet, open_workbook

NOWHERE = Fault("Women", None, "", "", "Add the sheet Women.")


def copied(*sheets, faults=()):
    return openpyxl.load_workbook(io.BytesIO(marked_copy(sheets, faults)))


def test_a_copy_of_a_copy_holds_one_list_of_what_to_fix():
    first = marked_copy([RawSheet("Practice", [["key", "value"]])], [NOWHERE])
    second = marked_copy(open_workbook(first), [NOWHERE])
    assert openpyxl.load_workbook(io.BytesIO(second)).sheetnames == [WHAT_TO_FIX, "Practice"]


@pytest.mark.parametrize("name", ["'quoted'", "x" * 40, "History", " women ", "a/b"])
def test_a_sheet_of_any_name_is_copied(name):
    book = copied(RawSheet(name, [["a"]]), RawSheet(name + "!", [["b"]]), RawSheet(name, [["c"]]))
    assert [sheet["A1"].value for sheet in book] == ["a", "b", "c"]


def test_every_kind_of_cell_is_copied_as_it_was():
    cells = ["=1+1", True, 1.5, date(2019, 1, 2), datetime(2019, 1, 2, 10, 30), time(9, 15), float("nan"), ""]
    row = next(copied(RawSheet("Women", [cells]))["Women"].iter_rows(values_only=True))
    assert row[:6] == ("=1+1", True, 1.5, datetime(2019, 1, 2), datetime(2019, 1, 2, 10, 30), time(9, 15))
    assert row[6] == "nan"


def test_her_comments_and_merged_cells_stay():
    raw = RawSheet("Women", [["Our Mums 2026", ""], ["ref", "known_as"], ["N-1", "Ann"], ["", "Bea"]])
    raw.notes, raw.merged, raw.header = {"B3": "Do not ring at home"}, ["A1:D1", "A3:A4"], 1
    copy = openpyxl.load_workbook(io.BytesIO(marked_copy([raw], [Fault("Women", 3, "known_as", "Ann", "Mend")])))
    sheet = copy["Women"]
    assert sheet["B3"].comment.text == "Do not ring at home"
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:D1", "A3:A4"]
    assert (sheet["A1"].value, sheet["A3"].value, sheet["B4"].value) == ("Our Mums 2026", "N-1", "Bea")
    assert sheet["E3"].value == "known_as: Mend"  # beside what is merged


def test_a_blank_cell_that_must_be_filled_is_marked():
    fault = Fault("Women", 2, "ref", "", "This must be filled in.")
    raw = RawSheet("Women", [["ref", "known_as"], ["", "Amber"]], positions={"ref": 0, "known_as": 1})
    sheet = copied(raw, faults=[fault])["Women"]
    assert sheet["A2"].fill.fgColor.rgb == "FFFBD5D5"
    assert sheet["C1"].value == WHAT_TO_FIX
    assert sheet["C2"].value == "ref: This must be filled in."
