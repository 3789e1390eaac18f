"""What the format page says must be filled in is what the checker demands, column by column."""

import copy
from datetime import date

import pytest

from practices.workbook.opening import RawSheet, open_workbook
from practices.workbook.questions import Interview
from practices.workbook.rows import read_sheet
from practices.workbook.template import formats_of
from sessions_log.importing.practice_sheet import PracticeSheet
from sessions_log.importing.reading import ROW_SHEETS, _row_faults
from tests.workbooks import ROTHERHAM
from women.workbook import PRACTICE

TODAY = date(2019, 4, 10)
FORMATS = {(sheet, one.name): one.needed for sheet, columns in formats_of((PRACTICE, *ROW_SHEETS)) for one in columns}
FULL_ROWS = {
    "Pregnancies": [["RTH-0001", date(2018, 9, 1), "birth"]],
    "Goals": [["G001", "RTH-0001", "Housing", "A home", date(2018, 9, 1), None, None]],
}


@pytest.fixture(scope="module")
def raw_sheets():
    found = {sheet.name: sheet for sheet in open_workbook(ROTHERHAM.read_bytes())}
    for name, rows in FULL_ROWS.items():
        found[name].rows += rows
    closed = ["N-1", *[""] * 10, date(2018, 8, 1), *[""] * 6, date(2018, 9, 1), "withdrew"]
    found["Women"].rows.append(closed)
    return found


def demanded(sheet, raw, column, *, take_away):
    """Whether a fault says that a column must be there, where its cells are empty or it is taken away."""
    raw = RawSheet(raw.name, copy.deepcopy(raw.rows))
    place = raw.rows[0].index(column)
    for row in raw.rows[0 if take_away else 1 :]:
        if place < len(row):
            row[place] = ""
    interview = Interview()
    read = read_sheet(sheet, raw, today=TODAY, interview=interview)
    faults = [*read.faults, *_row_faults(read, TODAY)]
    return any(fault.column == column for fault in faults)


@pytest.mark.parametrize("take_away", [False, True], ids=["empty", "not there"])
@pytest.mark.parametrize("sheet", ROW_SHEETS, ids=lambda sheet: sheet.name)
def test_what_is_needed_is_what_is_demanded(sheet, take_away, raw_sheets):
    for column in sheet.names():
        is_demanded = demanded(sheet, raw_sheets[sheet.name], column, take_away=take_away)
        assert is_demanded == FORMATS[sheet.name, column].startswith("yes"), column


def test_the_keys_of_the_practice_too(raw_sheets):
    for key in PRACTICE.names():
        raw = RawSheet("Practice", [row for row in raw_sheets["Practice"].rows if row[0] != key])
        practice = PracticeSheet(Interview())
        practice.read(raw, TODAY)
        assert any(fault.column == key for fault in practice.faults) == FORMATS["Practice", key].startswith("yes"), key


def test_the_offer_is_needed_only_of_whom_the_format_says(raw_sheets):
    assert FORMATS["Women", "offered_on"].startswith("yes, for a woman who declined, agreed,")
    women = next(sheet for sheet in ROW_SHEETS if sheet.name == "Women")
    raw = RawSheet("Women", [["ref", "referred_on", "offered_on"], ["N-1", date(2018, 9, 1), ""]])
    read = read_sheet(women, raw, today=TODAY, interview=Interview())
    assert [*read.faults, *_row_faults(read, TODAY)] == []
