"""Women whom a sheet's name, a title, words beside a name or a column left out call gone are never read as here unasked."""

import pytest

from practices.workbook.kinds import chosen_before
from practices.workbook.questions import CORRECT, LEAVE_OUT
from practices.workbook.telling import Tells, apart_from_name, sheet_tells, tells_of_cell
from sessions_log.importing.endings import CURRENT
from sessions_log.importing.workers import worker_of
from tests.leads import PRACTICE, book_of
from tests.sessions_log.importing import check, messages

HEADINGS = ["Ref", "Known as", "Full name", "DOB", "Offered on", "Agreed on"]
OLA = ["F1", "Ola", "Ola Berg", "1/2/1990", "2/8/2018", "9/9/2018"]
PAM = ["F2", "Pam", "Pam Hill", "1/2/1991", "2/8/2018", "9/9/2018"]
ROS = ["F3", "Ros", "Ros Ives", "1/2/1992", "2/8/2018", "9/9/2018"]


def book(*, headings=HEADINGS, **sheets):
    return book_of({"Practice": PRACTICE} | {name: [headings, *rows] for name, rows in sheets.items()})


def kinds(found):
    return {(one.kind, one.sheet): one for one in found.open_questions}


def women(found):
    return [row["ref"] for row in found.reading.sheets["Women"].rows]


@pytest.mark.parametrize(
    "name",
    ["CLOSED", "Closed cases", "Ended", "Left us", "Leavers 2018", "Declined", "Said no", "Waiting list", "waitlist",
     "Old", "ARCHIVE", "RIP", "Deceased", "Moved away", "Completed", "Graduates", "Withdrawn", "On hold", "Former",
     "Not engaging", "Discharged", "no_longer_with_us"],
)  # fmt: skip
def test_a_sheet_so_called_is_put_together_with_no_other_unless_somebody_says_so(name, in_rotherham):
    content = book(Current=[OLA], **{name: [PAM, ROS]})
    found = check(content, in_rotherham)
    question = kinds(found)["sheet", name]
    assert (question.proposal, chosen_before(question)) == (LEAVE_OUT, "")
    assert "Women" in [choice.value for choice in question.choices]
    assert women(found) == ["F1"]
    current = kinds(found)["sheet", "Current"]
    assert chosen_before(current) == "Women"


def test_a_sheet_that_is_closed_stands_behind_one_with_columns_of_a_teams_own(in_rotherham):
    own = [*HEADINGS[:4], "Status", "Notes"]
    rows = {"Current": [own, [*OLA[:4], "Active", ""]], "CLOSED": [HEADINGS[:4], PAM[:4]]}
    found = check(book_of({"Practice": PRACTICE} | rows), in_rotherham)
    assert [kinds(found)["sheet", name].proposal for name in rows] == ["Women", LEAVE_OUT]
    assert women(found) == ["F1"]


def test_who_is_closed_as_completed_without_its_day_is_said_not_to_count(in_rotherham):
    headings = [*HEADINGS, "Closed on", "Closure reason", "Completed on"]
    rows = [[*OLA, "1/12/2018", "completed", ""], [*PAM, "1/12/2018", "completed", "1/12/2018"]]
    said = [
        one for one in messages(check(book(headings=headings, Women=rows), in_rotherham)) if "as “Completed”" in one
    ]
    assert said == [
        "“F1” is closed as “Completed”, and “Completed on” is empty: she is not counted as having completed. Enter the "
        "day there, if she did."
    ]


def answers_to(content, practice, **own):
    """Each round answered as proposed, but for `own` by kind; and what is asked in the last."""
    answers = {}
    for _ in range(6):
        found = check(content, practice, answers)
        if not found.open_questions or any(one.kind in own and own[one.kind] is None for one in found.open_questions):
            return found, answers
        answers |= {one.id: own.get(one.kind, one.proposal) for one in found.open_questions}
    return found, answers


def test_what_the_name_means_is_asked_of_the_rows_that_have_no_end(in_rotherham):
    content = book(Current=[OLA], CLOSED=[PAM, ROS])
    found, _ = answers_to(content, in_rotherham, **{"sheet": "Women", "not-current": None})
    (question,) = [one for one in found.open_questions if one.kind == "not-current"]
    assert "the sheet “CLOSED” says that her place has ended" in question.text
    assert "F2, row 3; F3, row 4" in question.text
    assert (question.proposal, chosen_before(question)) == (CORRECT, "")
    left, _ = answers_to(content, in_rotherham, **{"sheet": "Women", "not-current": LEAVE_OUT})
    assert (left.is_clean, women(left)) == (True, ["F1"])
    assert any("Left out, since the sheet “CLOSED” says" in one for one in messages(left))
    kept, _ = answers_to(content, in_rotherham, **{"sheet": "Women", "not-current": CURRENT})
    assert (kept.is_clean, women(kept)) == (True, ["F1", "F2", "F3"])
    wrong, _ = answers_to(content, in_rotherham, sheet="Women")
    assert [(one.row, one.column) for one in wrong.faults] == [(3, "closed_on"), (4, "closed_on")]


def test_rows_with_their_end_are_read_without_a_question(in_rotherham):
    headings = [*HEADINGS, "Closed on", "Closure reason"]
    rows = [[*PAM, "1/3/2019", "Moved away"], [*ROS, "2/3/2019", "Died"]]
    found, answers = answers_to(book(headings=headings, Current=[OLA], CLOSED=rows), in_rotherham, sheet="Women")
    assert (found.is_clean, women(found)) == (True, ["F1", "F2", "F3"])
    assert not [id_ for id_ in answers if id_.startswith("not-current")]


def test_a_title_above_the_headings_says_it_too(in_rotherham):
    content = book_of({"Practice": PRACTICE, "Women": [["CLOSED caseload, updated Friday"], [], HEADINGS, PAM]})
    found = check(content, in_rotherham)
    assert kinds(found)["not-current", "Women"].proposal == CORRECT


def test_what_hangs_on_a_row_that_is_left_out_goes_with_it(in_rotherham):
    contacts = [["Ref", "Date", "Mode", "Outcome"], ["F2", "1/9/2018 10:00", "Phone", "Made"]]
    pam = [*PAM[:2], "Pam Hill (RIP)", *PAM[3:]]
    content = book_of({"Practice": PRACTICE, "Women": [HEADINGS, OLA, pam], "Contacts": contacts})
    found, _ = answers_to(content, in_rotherham, **{"not-current": LEAVE_OUT})
    assert (found.is_clean, women(found), found.reading.sheets["Contacts"].rows) == (True, ["F1"], [])
    assert any("Left out with the women" in one for one in messages(found))


@pytest.mark.parametrize(
    ("written", "name", "words"),
    [
        ("Ros Ives (RIP)", "Ros Ives", "RIP"),
        ("Ros Ives (dec'd)", "Ros Ives", "dec'd"),
        ("Ros Ives dec’d", "Ros Ives", "dec’d"),
        ("Pam Hill - CLOSED", "Pam Hill", "CLOSED"),
        ("Pam Hill – closed Jan 19", "Pam Hill", "closed Jan 19"),
        ("Pam Hill CLOSED", "Pam Hill", "CLOSED"),
        ("Pam Hill [moved to Leeds]", "Pam Hill", "moved to Leeds"),
        ("Pam Hill (waiting list)", "Pam Hill", "waiting list"),
        ("RIP", "RIP", ""),
        ("Deirdre Leftwich-Gone", "Deirdre Leftwich-Gone", ""),
        ("Ann Closedale", "Ann Closedale", ""),
        ("Mary (Molly) Dean", "Mary (Molly) Dean", ""),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(written, name, words):
    assert apart_from_name(written) == (name, words)


def test_words_beside_a_name_are_asked_and_never_kept(in_rotherham):
    content = book(Women=[OLA, [*ROS[:2], "Ros Ives (RIP)", *ROS[3:]], [*PAM[:2], "Pam Hill - CLOSED", *PAM[3:]]])
    found, _ = answers_to(content, in_rotherham, **{"not-current": None})
    asked = [one for one in found.open_questions if one.kind == "not-current"]
    assert ["that she has died" in one.text for one in asked] == [True, False]
    assert "F3, row 3 (“RIP”)" in asked[0].text
    kept, _ = answers_to(content, in_rotherham, **{"not-current": CURRENT})
    assert [row["full_name"] for row in kept.reading.sheets["Women"].rows] == ["Ola Berg", "Ros Ives", "Pam Hill"]


STATUS = [
    [*OLA, "On programme", "ex has her phone"],
    [*PAM, "DECLINED 1st April", "Rang 3x"],
    [*ROS, "On programme", "DIED 12 June 2018 - overdose"],
    ["F4", "Zo", "Zoe Dean", "1/6/1996", "2/8/2018", "9/9/2018", "On programme - MOVED to Leeds", "left a message"],
]


def test_a_column_that_is_left_out_is_said_row_by_row_and_what_it_tells_is_asked(in_rotherham):
    content = book(headings=[*HEADINGS, "Status of case", "Our notes"], Women=STATUS)
    found, _ = answers_to(content, in_rotherham, **{"column": LEAVE_OUT, "not-current": None})
    asked = [one for one in found.open_questions if one.kind == "not-current"]
    assert [one.rows for one in asked] == [2, 1]
    assert "the column “Status of case”, which is left out," in asked[0].text
    assert "F2, row 3 (“DECLINED 1st April”)" in asked[0].text
    assert "F4, row 5" in asked[0].text
    assert "F3, row 4 (“DIED 12 June 2018 - overdose”)" in asked[1].text
    said = next(one for one in messages(found) if "“Our notes” is not known and was passed over: 4 filled" in one)
    assert "row 2 (F1): “ex has her phone”" in said
    assert said.index("DIED") < said.index("Rang 3x")


@pytest.mark.parametrize(
    ("heading", "words", "told"),
    [
        ("Died", "13/06/2018", Tells.DEATH),
        ("Date of death", "13/06/2018", Tells.DEATH),
        ("Notes", "DIED 12 June", Tells.DEATH),
        ("Do not contact", "YES - husband", Tells.SAFETY),
        ("Do not contact", "no", None),
        ("Notes", "don't text, he reads her phone", Tells.SAFETY),
        ("Notes", "safe to ring 10-12 only", Tells.SAFETY),
        ("Comments", "lost baby Aug 26 (20 wks)", Tells.SAFETY),
        ("Comments", "overdose in March", Tells.SAFETY),
        ("Status", "waiting to hear", Tells.WAITING),
        ("Notes", "Carol left a message", None),
        ("Notes", "no goals yet", None),
        ("Shoe size", "5", None),
    ],
)
def test_what_a_cell_tells(heading, words, told):
    assert tells_of_cell(heading, words) is told


@pytest.mark.parametrize("name", ["Current", "Women", "Jo's ladies", "Caseload 25-26", "Jade"])
def test_other_names_say_nothing(name):
    assert sheet_tells(name) is None


class TestASheetCalledAfterAWorker:
    def test_its_rows_are_theirs_where_no_practitioner_stands(self, in_rotherham):
        content = book(Jade=[OLA], Carol=[PAM, ROS])
        found = check(content, in_rotherham)
        assert {one.kind for one in found.open_questions} >= {"sheet", "worker"}
        assert "The sheet “Carol” names no practitioner in its 2 rows. Are its rows Carol’s?" in [
            one.text for one in found.open_questions
        ]
        found, answers = answers_to(content, in_rotherham)
        assert found.is_clean
        rows = found.reading.sheets["Women"].rows
        assert [row["practitioner"] for row in rows] == ["Jade", "Carol", "Carol"]
        no = {id_: LEAVE_OUT if id_.startswith("worker") else answer for id_, answer in answers.items()}
        assert [row["practitioner"] for row in check(content, in_rotherham, no).reading.sheets["Women"].rows] == [
            None
        ] * 3

    def test_where_one_stands_nothing_is_asked(self, in_rotherham):
        found = check(book(headings=[*HEADINGS, "Worker"], Jade=[[*OLA, "Jo"]], Carol=[[*PAM, "Jo"]]), in_rotherham)
        assert "worker" not in {one.kind for one in found.open_questions}

    @pytest.mark.parametrize(
        ("title", "worker"),
        [("Jade", "Jade"), ("Jo's ladies", "Jo"), ("Carol Dunn", "Carol Dunn"), ("CLOSED", ""), ("Women", ""),
         ("Visits", ""), ("Sheet1", ""), ("March", ""), ("Current", ""), ("Contact log", "")],
    )  # fmt: skip
    def test_whose_name_it_is(self, title, worker):
        assert worker_of(title) == worker
