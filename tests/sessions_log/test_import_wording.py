"""Other words for our sheets and columns are proposed, and columns that hold a part of one of ours are joined."""

import io
from datetime import UTC, date, datetime, time, timedelta

import openpyxl
import pytest

from practices.workbook.cells import BadCell
from practices.workbook.headings import score_of
from practices.workbook.naming import propose
from practices.workbook.wording import COLUMNS, SHEETS, also_called, label_of
from sessions_log.importing.reading import ROW_SHEETS
from tests.sessions_log.importing import as_proposed, changed, check
from tests.workbooks import workbook
from women.workbook import PRACTICE

D = date
ALL = (PRACTICE, *ROW_SHEETS)
OFFER = {"ref": "N-001", "offered_on": D(2018, 8, 1)}
CONTACT = {"woman_ref": "N-001", "mode": "Phone", "outcome": "Made"}


def test_the_table_speaks_of_our_own_sheets_and_columns_only():
    columns = {name for sheet in ALL for name in sheet.names()}
    full = {f"{sheet.name}.{name}" for sheet in ALL for name in sheet.names()}
    assert set(COLUMNS) <= columns | full
    assert set(SHEETS) == {sheet.name for sheet in ALL}


def test_every_column_is_known_by_other_words_and_has_a_label_of_words():
    for sheet in ALL:
        labels = [label_of(sheet.name, name) for name in sheet.names()]
        assert len(set(labels)) == len(labels)
        assert not [label for label in labels if "_" in label]
        assert all(also_called(sheet.name, name) for name in sheet.names())


@pytest.mark.parametrize(
    ("sheet", "ours", "theirs"),
    [
        ("Women", "full_name", "Name"), ("Women", "full_name", "Full name"), ("Women", "ethnicity", "Ethnic group"),
        ("Women", "referral_source", "Referred by"), ("Women", "referral_source", "Referral source"),
        ("Women", "agreed_on", "Start date"), ("Women", "date_of_birth", "DOB"), ("Women", "date_of_birth", "D.O.B."),
        ("Women", "practitioner", "Keyworker"), ("Contacts", "practitioner", "Worker"), ("Contacts", "note", "Notes"),
        ("Contacts", "started_at", "Date of visit"), ("Appointments", "at", "Date"), ("GoalScores", "on", "Date"),
        ("Children", "born", "DOB"), ("Contacts", "woman_ref", "Client"),
    ],
)  # fmt: skip
def test_other_words_are_proposed(sheet, ours, theirs):
    one = next(one for one in ROW_SHEETS if one.name == sheet)
    values = {"text": "Anna", "day": D(1990, 5, 14), "moment": datetime(2019, 3, 14, 10, 30)}
    cell = values[
        "day" if ours.endswith(("_on", "on", "born", "birth")) else "moment" if ours.endswith("at") else "text"
    ]
    cell = "N-001" if ours.endswith("ref") else cell
    assert propose(one.names(), {0: score_of(theirs, one, {2: cell})}) == {0: ours}


@pytest.mark.parametrize(
    ("sheet", "theirs"),
    [
        ("Children", {"Kid": ("child_no", 1), "Taken": ("removed_on", D(2016, 5, 1)), "Where now": ("placement", "Gran"),
                      "Legal": ("legal_status", "SGO"), "DOB": ("born", D(2015, 5, 1))}),
        ("Women", {"Why left": ("closure_reason", "Moved away"), "Ref'd by": ("referral_source", "Jo"),
                   "Ref'd": ("referred_on", D(2018, 5, 1)), "Her name": ("full_name", "Ann Lee"),
                   "Left": ("closed_on", D(2019, 5, 1)), "Our worker": ("practitioner", "Sam")}),
        ("Contraception", {"Put in": ("started_on", D(2018, 5, 1)), "Taken out": ("ended_on", D(2019, 5, 1)),
                           "Runs out": ("review_due_on", D(2021, 5, 1)), "What on": ("method", "Pill")}),
    ],
)  # fmt: skip
def test_words_that_every_lead_uses_are_proposed_together(sheet, theirs):
    one = next(one for one in ROW_SHEETS if one.name == sheet)
    scores = {place: score_of(word, one, {2: cell}) for place, (word, (_, cell)) in enumerate(theirs.items())}
    proposed = propose(one.names(), scores)
    assert {word: proposed.get(place) for place, word in enumerate(theirs)} == {
        w: name for w, (name, _) in theirs.items()
    }


@pytest.mark.parametrize("title", ["Our Mums", "The mums", "My ladies", "All women", "Our cohort"])
def test_a_sheet_is_known_by_its_words_without_our_and_the(title, in_rotherham):
    def rename(book):
        book["Women"].title = title

    questions = check(changed(rename), in_rotherham).open_questions
    assert [one.proposal for one in questions if one.kind == "sheet"] == ["Women"]


MEANT = [
    (sheet.name, column, word, label)
    for sheet in ROW_SHEETS
    for column in sheet.columns
    for word, label in column.read.meant.items()
]


def test_words_that_are_proposed_are_read_as_nothing_unasked_and_are_no_choice_of_another():
    assert {"sgo", "fco", "ico", "epo", "s20"} <= {word for _, _, word, _ in MEANT}
    for _, column, word, label in MEANT:
        assert label in column.read.choices
        with pytest.raises(BadCell):
            column.read(word)


def test_sgo_is_asked_once_with_what_it_stands_for(in_rotherham):
    children = [
        {"woman_ref": "N-001", "child_no": n, "legal_status": s} for n, s in enumerate(["SGO", "FCO", "EPO"], 1)
    ]
    found = check(workbook(Women=[OFFER], Children=children), in_rotherham)
    assert [one.proposal for one in found.open_questions] == [
        "special_guardianship_order", "care_order", "emergency_protection_order",
    ]  # fmt: skip
    assert check(workbook(Women=[OFFER], Children=children), in_rotherham, as_proposed(found)).faults == []


def friendly(book):
    book["Contacts"].title, book["Children"].title = "Visits", "Kids"


def test_sheets_by_other_words_are_proposed_and_asked(in_rotherham):
    found = check(changed(friendly), in_rotherham)
    assert {one.sheet: one.proposal for one in found.open_questions} == {"Visits": "Contacts", "Kids": "Children"}


def test_columns_like_none_of_ours_are_asked_about_together(in_rotherham):
    content = workbook(Women=[OFFER | {"Shoe size": 5, "Pet": "Dog", "Car": "None"}])
    found = check(content, in_rotherham)
    (question,) = found.open_questions
    assert (question.kind, question.proposal, question.rows) == ("columns", "leave_out", 3)
    assert question.samples == ("“Shoe size”: Row 2: 5", "“Pet”: Row 2: Dog", "“Car”: Row 2: None")
    left = check(content, in_rotherham, as_proposed(found))
    assert left.is_clean
    assert sum(remark.passed_over for remark in left.reading.remarks) == 3
    each = check(content, in_rotherham, {question.id: "each"})
    assert [one.column for one in each.open_questions] == ["Shoe size", "Pet", "Car"]


def test_a_question_shows_values_with_their_rows_and_speaks_in_words(in_rotherham):
    women = [OFFER | {"Agreed date": D(2018, 9, day)} for day in range(1, 6)]
    women = [woman | {"ref": f"N-{number}"} for number, woman in enumerate(women)]
    (question,) = check(workbook(Women=women), in_rotherham).open_questions
    assert question.samples == ("Row 2: 01/09/2018", "Row 3: 02/09/2018", "Row 4: 03/09/2018")
    assert not [choice.label for choice in question.choices if "_" in choice.label]


class TestTimesApart:
    @pytest.mark.parametrize(
        ("heading", "clock"),
        [
            ("Time", time(10, 30)),
            ("Contact time", "10.30"),
            ("Start time", "10:30 am"),
            ("Time", "10:30:00"),
            ("Time", timedelta(hours=10, minutes=30)),
            ("When", 10.5 / 24),
            ("T", "1030"),
        ],
    )
    @pytest.mark.parametrize("day", [D(2019, 3, 14), "14/03/2019", "14 March 2019"])
    def test_a_time_beside_its_date_is_joined_once_asked(self, heading, clock, day, in_rotherham):
        contacts = [CONTACT | {"started_at": day, heading: clock}]
        content = self.workbook(contacts)
        found = check(content, in_rotherham)
        (question,) = found.open_questions
        assert (question.column, question.proposal) == (heading, "time-of-started_at")
        assert question.choices[0].label == "It is the time of “started_at”"
        (row,) = check(content, in_rotherham, as_proposed(found)).reading.sheets["Contacts"].rows
        assert row["started_at"] == datetime(2019, 3, 14, 10, 30, tzinfo=UTC)

    def workbook(self, contacts):
        """A time is written as Excel holds it: a part of a day, shown as a clock."""
        book = openpyxl.load_workbook(io.BytesIO(workbook(Women=[OFFER])))
        sheet = book.create_sheet("Contacts")
        sheet.append(list(contacts[0]))
        for contact in contacts:
            sheet.append(list(contact.values()))
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def test_the_date_itself_may_have_another_name(self, in_rotherham):
        content = self.workbook([CONTACT | {"Date": D(2019, 3, 14), "Time": time(9, 5)}])
        found = check(content, in_rotherham)
        assert [one.proposal for one in found.open_questions] == ["started_at", "time-of-started_at"]
        assert found.open_questions[1].choices[0].label == "It is the time of “Date”"
        again = check(content, in_rotherham, as_proposed(found))
        (row,) = again.reading.sheets["Contacts"].rows
        assert (again.is_clean, row["started_at"]) == (True, datetime(2019, 3, 14, 9, 5, tzinfo=UTC))

    def test_a_time_that_cannot_be_read_is_a_fault_at_its_row(self, in_rotherham):
        contacts = [CONTACT | {"started_at": D(2019, 3, day), "Time": time(9, 5)} for day in range(1, 12)]
        contacts[4]["Time"] = "after lunch"
        content = self.workbook(contacts)
        found = check(content, in_rotherham)
        assert [(fault.row, fault.value) for fault in found.faults] == [(6, "05/03/2019 after lunch")]

    def loose(self, heading="Time"):
        """The day and time of a lead's own sheet, with the words of a tired afternoon."""
        times = [time(9, 5), "11.30", "am", "half 2", "2pm", time(14, 0), "10:00", "lunch"]
        return self.workbook([CONTACT | {"Date": D(2019, 3, n), heading: t} for n, t in enumerate(times, start=4)])

    @pytest.mark.parametrize("heading", ["Time", "Time of visit", "start time"])
    def test_times_with_loose_words_among_them_are_known_by_heading_and_most_values(self, heading, in_rotherham):
        content = self.loose(heading)
        found = check(content, in_rotherham)
        assert [one.proposal for one in found.open_questions] == ["started_at", "time-of-started_at"]
        again = check(content, in_rotherham, as_proposed(found))
        assert [fault.row for fault in again.faults] == [4, 5, 9]
        assert [fault.value.split(" ", 1)[1] for fault in again.faults] == ["am", "half 2", "lunch"]
        assert [row["started_at"].hour for row in again.reading.sheets["Contacts"].rows if row["started_at"]] == [
            9, 11, 14, 14, 10,
        ]  # fmt: skip

    def test_a_column_with_a_time_in_it_offers_the_time_beside_the_date(self, in_rotherham):
        content = self.loose("Slot")
        (_, question) = check(content, in_rotherham).open_questions
        assert question.column == "Slot"
        assert "It is the time of “Date”" in [choice.label for choice in question.choices]
        found = check(content, in_rotherham, {question.id: "time-of-started_at"})
        assert len(found.faults) == 3

    def test_ours_chosen_twice_for_day_and_time_says_what_to_choose(self, in_rotherham):
        content = self.loose()
        answers = {one.id: "started_at" for one in check(content, in_rotherham).open_questions}
        said = " ".join(fault.message for fault in check(content, in_rotherham, answers).faults)
        assert "choose “It is the time of “Date””" in said

    def test_how_long_it_took_is_no_time_of_day(self, in_rotherham):
        content = self.workbook([CONTACT | {"started_at": D(2019, 3, 14), "Duration": "1:30"}])
        (question,) = check(content, in_rotherham).open_questions
        assert question.proposal == "minutes"

    def test_times_beside_dates_that_have_one_are_not_theirs(self, in_rotherham):
        content = self.workbook([CONTACT | {"started_at": datetime(2019, 3, 14, 9, 5), "Finish": time(10, 5)}])
        (question,) = check(content, in_rotherham).open_questions
        assert question.proposal == "leave_out"

    def test_left_out_is_said(self, in_rotherham):
        content = self.workbook([CONTACT | {"started_at": D(2019, 3, 14), "Time": time(9, 5)}])
        (question,) = check(content, in_rotherham).open_questions
        found = check(content, in_rotherham, {question.id: "leave_out"})
        assert [remark.message for remark in found.reading.remarks if remark.passed_over] == [
            "The column “Time” is not known and was passed over: 1 filled cell. row 2 (N-001): “09:05”."
        ]

    def test_the_marked_copy_keeps_both_columns_as_they_were_called(self, in_rotherham):
        contacts = [CONTACT | {"started_at": D(2019, 3, 14), "Time": time(9, 5), "minutes": "long"}]
        found = check(self.workbook(contacts), in_rotherham)
        sheet = openpyxl.load_workbook(io.BytesIO(found.marked))["Contacts"]
        assert [cell.value for cell in sheet[1]][:6] == [*CONTACT, "started_at", "Time", "minutes"][:6]


class TestNamesApart:
    NAMES = {"First name": "Amber", "Surname": "Nowak"}

    @pytest.mark.parametrize("last", ["Surname", "Last name", "Family name"])
    @pytest.mark.parametrize("first", ["First name", "Forename", "Name"])
    def test_two_parts_of_a_name_are_asked_about_and_joined(self, first, last, in_rotherham):
        content = workbook(Women=[OFFER | {first: "Amber", last: "Nowak"}])
        found = check(content, in_rotherham)
        (question,) = found.open_questions
        assert (question.kind, question.samples) == ("parts", ("Row 2: Amber Nowak",))
        (row,) = check(content, in_rotherham, as_proposed(found)).reading.sheets["Women"].rows
        assert (row["full_name"], row["known_as"]) == ("Amber Nowak", "Amber")
        (row,) = check(content, in_rotherham, {question.id: "together"}).reading.sheets["Women"].rows
        assert (row["full_name"], row["known_as"]) == ("Amber Nowak", None)

    def test_apart_asks_about_each(self, in_rotherham):
        content = workbook(Women=[OFFER | self.NAMES])
        (question,) = check(content, in_rotherham).open_questions
        found = check(content, in_rotherham, {question.id: "apart"})
        assert {one.column: one.proposal for one in found.open_questions} == {
            "First name": "known_as", "Surname": "full_name",
        }  # fmt: skip

    def test_a_whole_name_that_is_there_stands(self, in_rotherham):
        content = workbook(Women=[OFFER | self.NAMES | {"full_name": "Amber Maria Nowak"}])
        found = check(content, in_rotherham)
        assert "parts" not in {one.kind for one in found.open_questions}


def test_day_month_and_year_are_asked_as_one_date(in_rotherham):
    contraception = {"woman_ref": "N-001", "method": "Implant", "Day": 14, "Month": 9, "Year": 2018}
    content = workbook(Women=[OFFER], Contraception=[contraception])
    found = check(content, in_rotherham)
    (question,) = found.open_questions
    assert (question.proposal, question.samples) == ("started_on", ("Row 2: 14/9/2018",))
    (row,) = check(content, in_rotherham, as_proposed(found)).reading.sheets["Contraception"].rows
    assert row["started_on"] == D(2018, 9, 14)
