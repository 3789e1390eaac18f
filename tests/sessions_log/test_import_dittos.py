"""Marks for “the same as above”, as people write them by hand: asked about once a column, never a value of their own."""

from datetime import datetime

import pytest

from practices.workbook.dittos import is_ditto
from practices.workbook.kinds import chosen_before
from practices.workbook.questions import LEAVE_OUT
from tests.sessions_log.importing import as_proposed, check, messages
from tests.workbooks import workbook


def names(*workers, practice, answers=None):
    women = [{"ref": f"A{number}", "practitioner": name} for number, name in enumerate(workers, start=1)]
    return check(workbook(Women=women), practice, answers)


def read(found):
    return [row["practitioner"] for row in found.reading.sheets["Women"].rows]


@pytest.mark.parametrize(
    "mark",
    ['"', "''", "“", "”", "〃", ",,", '" "', '"""', "do", "do.", "Do.", "ditto", "-do-", "as above", "Same as above"],
)
def test_a_mark_is_known(mark):
    assert is_ditto(mark)


@pytest.mark.parametrize(
    "value", ["Dot", "Jo", "", None, 5, ",", "-", "?", "Dora Same", "x", "...", datetime(2018, 1, 1)]
)
def test_a_value_is_none(value):
    assert not is_ditto(value)


def test_it_is_asked_once_a_column_and_read_as_what_stands_above(in_rotherham):
    workers = ("Kay", '"', "do.", "Ann", "''", None, '"')
    found = names(*workers, practice=in_rotherham)
    (question,) = found.open_questions
    assert (question.kind, question.rows, question.proposal) == ("ditto", 4, "fill")
    assert "stand in 4 rows, 3–4, 6, 8. What do they mean?" in question.text
    assert chosen_before(question) == "", "“do.” may be a name"
    found = names(*workers, practice=in_rotherham, answers=as_proposed(found))
    assert read(found) == ["Kay", "Kay", "Kay", "Ann", "Ann", None, "Ann"]
    assert "“\"” and “do.” and “''” were read as what stands above." in messages(found)
    assert chosen_before(names("Kay", '"', practice=in_rotherham).open_questions[0]) == "fill"


@pytest.mark.parametrize(("answer", "kept"), [(LEAVE_OUT, ["Kay", None]), ("keep", ["Kay", "do."])])
def test_it_can_be_left_out_or_be_what_it_says(answer, kept, in_rotherham):
    (question,) = names("Kay", "do.", practice=in_rotherham).open_questions
    found = names("Kay", "do.", practice=in_rotherham, answers={question.id: answer})
    assert (found.open_questions, read(found)) == ([], kept)


def test_every_column_may_have_them_and_a_first_one_repeats_nothing(in_rotherham):
    rows = [
        {"woman_ref": "A1", "started_at": datetime(2018, 10, 1, 10), "mode": "phone", "outcome": "made"},
        {"woman_ref": '"', "started_at": "〃", "mode": '"', "outcome": "ditto"},
    ]
    content = workbook(Women=[{"ref": "A1", "practitioner": '"'}], Contacts=rows)
    found = check(content, in_rotherham)
    asked = {question.column for question in found.open_questions if question.kind == "ditto"}
    assert asked == {"woman_ref", "started_at", "mode", "outcome"}
    found = check(content, in_rotherham, as_proposed(found))
    assert found.faults == []
    one, two = found.reading.sheets["Contacts"].rows
    assert one.values == two.values
