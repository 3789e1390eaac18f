"""Every row of a workbook is accounted for in the summary, sheet by sheet, whatever was moved, taken back or merged."""

import io
from datetime import date as D
from datetime import datetime

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from practices.permissions import Role
from sessions_log.importing import service
from sessions_log.importing.planning import Fate
from sessions_log.importing.saying import called
from sessions_log.models import Contact
from tests.conftest import client_of
from tests.sessions_log.test_import_merged_moved import NOW, look, merged, of_both, take_all
from tests.sessions_log.test_import_merged_moved import lead as lead
from tests.sessions_log.test_import_merged_moved import rows as rows
from tests.workbooks import workbook
from women.models import Woman
from women.workbook import WOMEN

FATES = ("new", "changed", "same", "conflict", "left_out")


def adds_up(content, practice):
    """What the summary says of each sheet, once the rows were counted in the file itself."""
    checked = service.check_for_practice(content, practice=practice, now=NOW)
    book = openpyxl.load_workbook(io.BytesIO(content))
    said = service.accounts(checked)
    for sheet, fates in said.items():
        read = book[sheet].max_row - 1 if sheet in book.sheetnames else 0
        assert fates["rows"] == read == sum(fates[fate] for fate in FATES), sheet
    return said


def test_rows_read_are_what_the_summary_says(rows, lead, in_rotherham):
    content = workbook(**of_both())
    adds_up(content, in_rotherham)
    contacts = {sheet: found[:1] if sheet == "Contacts" else [] for sheet, found in rows.items()}
    take_all(contacts, lead, to=Woman.objects.get(ref="R-5"))
    assert adds_up(content, in_rotherham)["Contacts"]["taken_back"] == 1
    merged(in_rotherham, lead)
    assert adds_up(content, in_rotherham)["Women"] == {
        "new": 0, "changed": 0, "same": 1, "conflict": 0, "absent": 1, "taken back": 0, "erased": 0,
        "rows": 2, "left_out": 1, "taken_back": 0, "twice": 1,
    }  # fmt: skip
    take_all(rows, lead, to=None)
    assert adds_up(content, in_rotherham)["Contacts"]["left_out"] == 3
    assert Contact.objects.count() == 1


def test_a_decision_says_her_name_and_the_reference_that_the_workbook_has(rows, lead, in_rotherham):
    merged(in_rotherham, lead)
    women = [{"ref": "R-9", "known_as": "Gosia", "offered_on": of_both()["Women"][0]["offered_on"]}]
    plan = look(in_rotherham, Women=women).plan
    assert [called(one) for one in plan.of(Fate.CONFLICT, "Women")] == ["Women, R-1, Nora, in the workbook R-9"]


def test_the_page_accounts_for_them_and_names_no_nothing(rows, lead, in_rotherham):
    take_all({sheet: found if sheet == "Support" else [] for sheet, found in rows.items()}, lead, to=None)
    Woman.objects.filter(ref="R-1").update(known_as="Malgosia")
    client = client_of(Role.PRACTICE_LEAD)
    file = SimpleUploadedFile("ours.xlsx", workbook(**of_both()))
    page = " ".join(client.post("/rotherham/import/", {"workbook": file}, follow=True).content.decode().split())
    assert "Left out</th>" in page
    assert "Support: 1 was moved or taken back here, and stays as it is" in page
    assert "Women, R-1, Malgosia</legend>" in page
    assert "None, " not in page


def test_a_heading_in_our_words_is_proposed_though_its_cells_are_not_and_a_date_to_come_is_said_right(in_rotherham):
    women = [{"ref": "B-1", "offered_on": D(2018, 8, 1), "closed_on": D(2019, 1, 1), "Reason closed": "drifted off"}]
    contacts = [{"woman_ref": "B-1", "Who": "Sam", "started_at": datetime(2031, 2, 1, 10), "mode": "text"}]
    checked = service.check_for_practice(workbook(Women=women, Contacts=contacts), practice=in_rotherham, now=NOW)
    proposals = {question.column: question.proposal for question in checked.open_questions}
    assert (proposals["Reason closed"], proposals["Who"]) == ("closure_reason", "practitioner")
    (to_come,) = [fault for fault in checked.faults if fault.column == "started_at"]
    assert "take the row out" in to_come.message
    women[0] = {**women[0], "Reason closed": "Lost contact"}
    told = service.check_for_practice(workbook(Women=women), practice=in_rotherham, now=NOW)
    assert told.reading.rows(WOMEN)[0]["closure_reason"] == "disengaged"
