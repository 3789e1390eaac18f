"""New women of a workbook who may be on record under another reference are asked about once."""

from datetime import date

import pytest

from sessions_log.importing.doubles import OTHERS, SAME
from sessions_log.importing.names_as_references import is_a_name
from tests import factories
from tests.sessions_log.importing import check
from tests.workbooks import workbook

BORN = date(1990, 3, 1)
TWO = {"offered_on": date(2018, 8, 1), "date_of_birth": date(1991, 5, 2)}
UNBORN, NEARLY = {"offered_on": date(2018, 8, 1)}, date(1991, 2, 5)
NEW = {"offered_on": date(2018, 8, 1), "known_as": "Nicola", "full_name": "Nicola OBrien"}


@pytest.fixture(autouse=True)
def nicola(in_rotherham):
    return factories.WomanFactory(ref="N-001", known_as="Nicola", full_name="Nicola\xa0O’Brien", date_of_birth=BORN)


def asked(found):
    return [question for question in found.open_questions if question.kind == "same-woman"]


def test_she_is_asked_about_by_reference_and_reason_and_not_by_name(in_rotherham):
    found = check(workbook(Women=[{"ref": "A1"} | NEW]), in_rotherham)
    (question,) = asked(found)
    assert "A1 as N-001 (the same name)" in question.text
    assert "Brien" not in question.text
    assert not found.is_clean


def test_others_are_added_and_the_same_is_to_be_corrected(in_rotherham):
    content = workbook(Women=[{"ref": "A1"} | NEW])
    (question,) = asked(check(content, in_rotherham))
    assert check(content, in_rotherham, {question.id: OTHERS}).is_clean
    same = check(content, in_rotherham, {question.id: SAME})
    assert not same.is_clean
    assert ["N-001" in fault.message for fault in same.faults] == [True]


def test_many_are_one_question(in_rotherham):
    rows = [{"ref": f"A{number}", "date_of_birth": BORN, "offered_on": date(2018, 8, 1)} for number in range(14)]
    (question,) = asked(check(workbook(Women=rows), in_rotherham))
    assert question.rows == 14
    assert "and 2 more" in question.text


@pytest.mark.parametrize(("born", "proposal"), [(BORN, SAME), (None, OTHERS)])
def test_a_name_and_a_birth_date_that_agree_propose_the_same(in_rotherham, born, proposal):
    (question,) = asked(check(workbook(Women=[{"ref": "A1", "date_of_birth": born} | NEW]), in_rotherham))
    assert question.proposal == proposal
    twice = [{"ref": ref, "full_name": "Amy Jones"} | TWO | {"date_of_birth": born} for ref in ("A1", "A2")]
    (question,) = asked_of_rows(check(workbook(Women=twice), in_rotherham))
    assert question.proposal == proposal


def test_one_slip_and_the_same_birth_date_propose_the_same_also_beside_weaker_pairs(in_rotherham):
    born = {"offered_on": date(2018, 8, 1), "date_of_birth": BORN}
    rows = [
        {"ref": "C1", "known_as": "Becky", "full_name": "Rebecca Lunt"} | born,
        {"ref": "C4", "known_as": "Bex", "full_name": "Rebeca Lunt"} | born,
        {"ref": "D1", "full_name": "Shaz Pyke"} | UNBORN,
        {"ref": "D2", "full_name": "Sharon Pike"} | UNBORN,
        {"ref": "E1", "full_name": "Nicola OBrein", "date_of_birth": BORN} | UNBORN,
    ]
    found = check(workbook(Women=rows), in_rotherham)
    pairs = [(one.proposal, "C1 and C4" in one.text, "D1 and D2" in one.text) for one in asked_of_rows(found)]
    assert pairs == [(SAME, True, False), (OTHERS, False, True)]
    assert [(one.proposal, "E1 as N-001" in one.text) for one in asked(found) if "E1" in one.text] == [(SAME, True)]


def test_a_row_whose_reference_cannot_be_read_is_not_asked_about(in_rotherham):
    found = check(workbook(Women=[{"ref": "", "date_of_birth": BORN} | NEW]), in_rotherham)
    assert (asked(found), [fault.column for fault in found.faults]) == ([], ["ref"])


@pytest.mark.parametrize(
    "rows",
    [
        [{"ref": "N-001"} | NEW],  # herself
        [{"ref": "N-001", "offered_on": date(2018, 8, 1)}, {"ref": "A1"} | NEW],  # two women of one workbook
        [{"ref": "A1"} | NEW | {"known_as": "Nora", "full_name": "Nora O’Brien"}],  # a surname and a letter
        [{"ref": "A1", "known_as": "Nicola", "offered_on": date(2018, 8, 1)}],  # a first name
    ],
)
def test_nobody_is_asked_about_without_need(in_rotherham, rows):
    assert asked(check(workbook(Women=rows), in_rotherham)) == []


def test_nobody_who_may_not_be_seen_is_named(in_rotherham, nicola):
    from practices.permissions import Role
    from practices.tenancy.scope import practice_scope
    from tests.conftest import user_of

    nicola.restricted_because = "special_risk"
    nicola.save()
    with practice_scope(in_rotherham.pk, reader=str(user_of(Role.COORDINATOR).pk)):
        assert asked(check(workbook(Women=[{"ref": "A1"} | NEW]), in_rotherham)) == []


@pytest.mark.parametrize(
    ("record", "row"),
    [
        (("Anna", "Anna Whyte", None), {"full_name": "Anna White"}),
        (("Steph", "Stephanie Brook", None), {"full_name": "Stefanie Brook"}),
        (("Becky", "Rebecca Stone", None), {"full_name": "Becky Stone"}),
        (("Anna", "Anna Smith", None), {"full_name": "A Smith"}),
        (("Anna", "Anna Smith", date(1990, 3, 4)), {"full_name": "Alice Smith", "date_of_birth": date(1990, 4, 3)}),
        (("Catherine", "Catherine Hall", None), {"full_name": "Katherine Hall", "date_of_birth": TWO["date_of_birth"]}),
    ],
)
def test_who_is_probably_on_record_is_asked_about(in_rotherham, record, row):
    known_as, full_name, born = record
    factories.WomanFactory(ref="N-002", known_as=known_as, full_name=full_name, date_of_birth=born)
    (question,) = asked(check(workbook(Women=[{"ref": "A1", "offered_on": date(2018, 8, 1)} | row]), in_rotherham))
    assert "A1 as N-002" in question.text


def test_a_row_that_may_be_several_women_names_three_and_each_can_be_chosen(in_rotherham):
    for ref, born in (("N-002", None), ("N-003", date(1990, 1, 3)), ("N-004", date(1990, 3, 11))):
        factories.WomanFactory(ref=ref, known_as="Nicola", full_name="Nichola Obrian", date_of_birth=born)
    rows = [{"ref": "A1", "date_of_birth": BORN} | NEW, {"ref": "A2", "full_name": "Zoe Quill"} | TWO]
    content = workbook(Women=rows)
    (question,) = asked(check(content, in_rotherham))
    assert "A1 in row 2 may be on record already, as one of N-001, N-003, N-004." in question.text
    assert [choice.value for choice in question.choices] == ["N-001", "N-003", "N-004", OTHERS]
    assert question.choices[0].label == (
        "She is N-001 (the same name, the same date of birth): show the row to correct"
    )
    assert "almost the same name, a date of birth that is almost the same" in question.choices[1].label
    assert question.proposal == "N-001"
    (fault,) = check(content, in_rotherham, {question.id: "N-003"}).faults
    assert (fault.row, fault.column, "on record as N-003" in fault.message) == (2, "ref", True)
    assert check(content, in_rotherham, {question.id: OTHERS}).is_clean


def test_rows_that_may_be_several_women_are_asked_about_alone_as_far_as_that_can_be_answered(in_rotherham):
    factories.WomanFactory(ref="N-002", known_as="Nicola", full_name="Nicola Stone", date_of_birth=BORN)
    women = [{"ref": f"A{number}", "date_of_birth": BORN, "offered_on": date(2018, 8, 1)} for number in range(14)]
    questions = asked(check(workbook(Women=women), in_rotherham))
    assert [question.rows for question in questions] == [1] * 12 + [2]
    assert "A12 as N-001 (the same date of birth) or N-002 (the same date of birth)" in questions[-1].text


def asked_of_rows(found):
    return [question for question in found.open_questions if question.kind == "same-woman-twice"]


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ({"full_name": "Fiona McDonald"} | TWO, {"full_name": "Fiona Mc Donald"} | TWO),
        ({"full_name": "Fiona McDonald"} | TWO, {"full_name": "Fionna McDonald"} | TWO),
        ({"full_name": "Stephanie McDonald"} | TWO, {"full_name": "Stefanie McDonald"} | TWO),
        ({"full_name": "Anna McDonald"} | TWO, {"full_name": "A McDonald"} | TWO | {"date_of_birth": None}),
        ({"full_name": "Fiona McDonald"} | TWO, {"full_name": "Fiona McDonald"} | TWO | {"date_of_birth": None}),
        ({"full_name": "Shaz McDonald"} | UNBORN, {"full_name": "Sharon Macdonald"} | UNBORN),
        ({"known_as": "Shaz", "full_name": "Macdonalds"} | UNBORN, {"full_name": "Sharon McDonald"} | TWO),
        ({"full_name": "Shaz McDonald"} | TWO, {"full_name": "Sharon McDonald"} | TWO | {"date_of_birth": NEARLY}),
    ],
)
def test_two_rows_of_one_woman_are_one_question(in_rotherham, one, another):
    content = workbook(Women=[{"ref": "A1"} | one, {"ref": "A2"} | another])
    (question,) = asked_of_rows(check(content, in_rotherham))
    assert "A1 and A2, rows 2 and 3" in question.text
    assert "Donald" not in question.text
    assert check(content, in_rotherham, {question.id: OTHERS}).is_clean
    same = check(content, in_rotherham, {question.id: SAME})
    assert [(fault.row, fault.column) for fault in same.faults] == [(3, "ref")]


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ({"full_name": "Fiona McDonald"} | TWO, {"full_name": "Fiona McDonald"} | TWO | {"date_of_birth": BORN}),
        ({"full_name": "Fiona McDonald"} | TWO, {"full_name": "Amy Jones"} | TWO),
        ({"known_as": "Fiona"} | TWO | {"date_of_birth": None}, {"known_as": "Fiona"} | TWO),
    ],
)
def test_two_women_who_share_less_are_not(in_rotherham, one, another):
    content = workbook(Women=[{"ref": "A1"} | one, {"ref": "A2"} | another])
    assert asked_of_rows(check(content, in_rotherham)) == []


def test_two_rows_that_sound_like_one_woman_are_asked_about_without_birth_dates(in_rotherham):
    rows = [
        {"ref": "A1", "known_as": "Shaz", "full_name": "Shaz Pyke"} | UNBORN,
        {"ref": "A2", "known_as": "Sharon", "full_name": "Sharon Pike"} | UNBORN,
    ]
    (question,) = asked_of_rows(check(workbook(Women=rows), in_rotherham))
    assert "A1 and A2, rows 2 and 3 (almost the same name)" in question.text


def asked_of_spellings(found):
    return [question for question in found.open_questions if question.kind == "same-reference"]


@pytest.mark.parametrize("spelling", ["N 001", "n001", "N\u2013001", "'N-001", "N - 001"])
def test_a_reference_in_another_spelling_is_asked_about_and_is_hers(in_rotherham, spelling):
    contact = {"woman_ref": spelling, "started_at": "1/4/2019 10:00", "mode": "phone", "outcome": "no_reply"}
    content = workbook(Women=[{"ref": spelling, "offered_on": date(2018, 8, 1)}], Contacts=[contact])
    found = check(content, in_rotherham)
    (question,) = asked_of_spellings(found)
    assert (question.rows, question.proposal, "N-001" in question.text) == (1, SAME, True)
    same = check(content, in_rotherham, {question.id: SAME})
    assert (same.is_clean, same.reading.sheets["Women"].rows[0]["ref"]) == (True, "N-001")
    assert any("is read as N-001" in remark.message for remark in same.reading.remarks)
    others = check(content, in_rotherham, {question.id: OTHERS})
    assert others.reading.sheets["Contacts"].rows[0]["woman_ref"] == spelling.upper()


def test_every_spelling_is_named_with_its_row(in_rotherham):
    factories.WomanFactory(ref="N-002")
    women = [{"ref": ref, "offered_on": date(2018, 8, 1)} for ref in ("n001", "n2")]
    (question,) = asked_of_spellings(check(workbook(Women=women), in_rotherham))
    assert "N001 in row 2 from N-001; N2 in row 3 from N-002. Are they the same?" in question.text


def test_a_spelling_that_two_may_be_meant_by_is_an_error_that_names_them(in_rotherham):
    women = [{"ref": ref, "offered_on": date(2018, 8, 1)} for ref in ("H-103", "H 103", "H-1 03")]
    contact = {"woman_ref": "h103", "started_at": "1/4/2019 10:00", "mode": "phone", "outcome": "no_reply"}
    content = workbook(Women=women, Contacts=[contact])
    found = check(content, in_rotherham)
    (question,) = [one for one in found.open_questions if one.kind == "same-reference-twice"]
    assert "H-103 in row 2 and H 103 in row 3" in question.text
    assert [fault.sheet for fault in found.faults] == ["Women", "Contacts"]  # both in one list
    (fault,) = check(content, in_rotherham, {question.id: OTHERS}).faults
    assert "It may be H 103 or H-103." in fault.message


def test_a_spelling_of_somebody_who_may_not_be_seen_names_nobody(in_rotherham, nicola):
    from practices.permissions import Role
    from practices.tenancy.scope import practice_scope
    from tests.conftest import user_of

    nicola.restricted_because = "special_risk"
    nicola.save()
    with practice_scope(in_rotherham.pk, reader=str(user_of(Role.COORDINATOR).pk)):
        found = check(workbook(Women=[{"ref": "N 001", "offered_on": date(2018, 8, 1)}]), in_rotherham)
        assert asked_of_spellings(found) == []


class TestNamesAsReferences:
    """A workbook without references, of which the column of names was taken for it."""

    rows = (
        {"ref": "Holly Crake"} | TWO,
        {"ref": "Holly Craik"} | TWO,
        {"ref": "Sian Pugh"} | UNBORN,
        {"ref": "RTH-01"},
    )

    def found(self, practice, answers=None):
        return check(workbook(Women=[UNBORN | row for row in self.rows]), practice, answers)

    def test_they_are_asked_about_with_what_to_do(self, in_rotherham):
        questions = {one.kind: one for one in self.found(in_rotherham).open_questions}
        question, twice = questions["names-as-references"], questions["same-woman-twice"]
        assert (
            "3 references are names: HOLLY CRAKE in row 2, HOLLY CRAIK in row 3, SIAN PUGH in row 4." in question.text
        )
        faults = self.found(in_rotherham, {twice.id: OTHERS}).faults
        assert [(fault.row, "like M01" in fault.message) for fault in faults] == [(2, True), (3, True), (4, True)]

    def test_two_rows_of_one_woman_are_asked_about_though_their_references_are_their_names(self, in_rotherham):
        questions = {one.kind: one for one in self.found(in_rotherham).open_questions}
        assert "HOLLY CRAKE and HOLLY CRAIK, rows 2 and 3 (almost the same name" in questions["same-woman-twice"].text
        assert questions.keys() == {"names-as-references", "same-woman-twice"}
        answers = {questions["names-as-references"].id: "keep", questions["same-woman-twice"].id: OTHERS}
        assert self.found(in_rotherham, answers).is_clean


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("HOLLY CRAKE", True),
        ("MARY-ANN O’BRIEN", True),
        ("A. SMITH", True),
        ("N-001", False),
        ("AB", False),
        ("M 11", False),
    ],
)
def test_a_name_is_two_words_without_a_digit(reference, expected):
    assert is_a_name(reference) is expected
