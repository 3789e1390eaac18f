"""What a workbook holds beside our columns, twice, or not at all, is asked about or said, and never lost in silence."""

from practices.workbook.kinds import chosen_before
from practices.workbook.questions import CORRECT, LEAVE_OUT
from sessions_log.importing import service
from sessions_log.importing.alike_rows import EACH, ONCE
from sessions_log.importing.beside import NOTED
from sessions_log.importing.saying import absent_of
from tests.sessions_log.importing import check, messages
from tests.workbooks import workbook

WOMAN = {"ref": "A1", "offered_on": "1/8/2018"}
CALL = {"woman_ref": "A1", "started_at": "1/9/2018 10:00", "mode": "phone", "outcome": "made", "minutes": 10}


def of_kind(found, kind):
    return [one for one in found.open_questions if one.kind == kind]


def test_what_keeps_her_safe_is_read_before_it_is_left_out(in_rotherham):
    book = workbook(
        Women=[WOMAN | {"Remarks of ours": "DO NOT TEXT, he reads her phone"}, {"ref": "A2", "Remarks of ours": "tea"}]
    )
    (column,) = check(book, in_rotherham).open_questions
    (question,) = check(book, in_rotherham, {column.id: LEAVE_OUT}).open_questions
    assert (question.kind, question.rows, chosen_before(question)) == ("words-beside", 1, "")
    assert "row 2 (A1): “Remarks of ours: DO NOT TEXT, he reads her phone”" in question.text
    found = check(book, in_rotherham, {column.id: LEAVE_OUT, question.id: NOTED})
    assert found.is_clean
    assert any("DO NOT TEXT" in one for one in messages(found))
    (fault,) = check(book, in_rotherham, {column.id: LEAVE_OUT, question.id: CORRECT}).faults
    assert (fault.row, "DO NOT TEXT" in fault.message) == (2, True)


def test_a_loss_that_stands_in_the_row_of_its_mother_is_read_too(in_rotherham):
    book = workbook(Women=[WOMAN | {"Child 2": "stillborn 2018"}])
    (column,) = check(book, in_rotherham).open_questions
    (question,) = check(book, in_rotherham, {column.id: LEAVE_OUT}).open_questions
    assert "“Child 2: stillborn 2018”" in question.text


def test_rows_alike_in_every_cell_are_asked_about(in_rotherham):
    book = workbook(Women=[WOMAN], Contacts=[CALL, CALL | {"minutes": 11}, CALL])
    (question,) = of_kind(check(book, in_rotherham), "alike-rows")
    assert "rows 2, 4 (A1)" in question.text
    each = check(book, in_rotherham, {question.id: EACH})
    assert (each.is_clean, len(each.reading.sheets["Contacts"].rows)) == (True, 3)
    once = check(book, in_rotherham, {question.id: ONCE})
    assert [row.number for row in once.reading.sheets["Contacts"].rows] == [2, 3]
    assert service.accounts(once)["Contacts"]["rows"] == 3


def test_words_above_the_rows_of_a_part_are_asked_about_as_words(in_rotherham):
    rows = [WOMAN | {"practitioner": "Jo"}, {"practitioner": "Waiting list:"}, {"ref": "A2", "practitioner": "Jo"}]
    found = check(workbook(Women=rows), in_rotherham)
    (question,) = of_kind(found, "notes")
    assert (question.rows, found.faults) == (1, [])


def test_what_is_not_in_the_workbook_is_listed(in_rotherham):
    first = workbook(Women=[WOMAN, {"ref": "A2"}], Children=[{"woman_ref": "A1", "child_no": 1}], Contacts=[CALL])
    service.apply(check(first, in_rotherham), practice=in_rotherham, by=None)
    plan = check(workbook(Women=[WOMAN]), in_rotherham).plan
    assert absent_of(plan, "Women") == ["A2"]
    assert absent_of(plan, "Children") == ["A1 (1)"]
    assert absent_of(plan, "Contacts") == ["A1 (01/09/2018 10:00, Phone)"]
