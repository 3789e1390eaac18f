"""Values as people and Excel write them: understood, asked about as a column, or an error at the cell."""

import io
from datetime import UTC, date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter

from sessions_log.models import Contact
from tests.sessions_log.importing import ALL_ROWS, LATER, as_proposed, check, messages, rows_of, trial
from tests.workbooks import ROTHERHAM, edited, workbook

D = date
ADA = {"ref": "A1", "offered_on": D(2018, 8, 1)}


def first(content, practice, sheet, column, answers=None):
    found = check(content, practice, answers)
    assert (found.faults, found.open_questions) == ([], [])
    return found.reading.sheets[sheet].rows[0][column]


@pytest.mark.parametrize(
    "written",
    ["14.9.18", "14 Sep 2018", "14th September 2018", "14-09-2018", "14/9/18", "2018-09-14", "Fri 14 Sep 2018",
     "14 Sept 18", "14th of September, 2018", "September 14, 2018", "14\u00a0Sep\u00a02018", 43357, "43357"],
)  # fmt: skip
def test_a_date_in_each_of_its_spellings_is_that_date(written, in_rotherham):
    content = workbook(Women=[ADA | {"agreed_on": written}])
    assert first(content, in_rotherham, "Women", "agreed_on") == D(2018, 9, 14)


def test_weekdays_that_fit_the_other_order_are_asked_about_as_a_column(in_rotherham):
    women = [{"ref": f"A{n}", "offered_on": text} for n, text in enumerate(["Mon 09/03/2018", "Tue 10/02/2018"])]
    found = check(workbook(Women=women), in_rotherham)
    assert [question.kind for question in found.open_questions] == ["month-first"]
    again = check(workbook(Women=women), in_rotherham, as_proposed(found))
    assert [row["offered_on"] for row in again.reading.sheets["Women"].rows] == [D(2018, 9, 3), D(2018, 10, 2)]


def test_a_weekday_that_fits_no_order_is_an_error_at_its_cell(in_rotherham):
    found = check(workbook(Women=[ADA | {"agreed_on": "Mon 14/09/2018"}]), in_rotherham)
    assert [fault.message for fault in found.faults] == ["14 September 2018 is a Friday. Check the day."]


@pytest.mark.parametrize("written", ["soon", "31/02/2018", "Sep 2018", "14/9", "9", 2018, "32 Sep 2018", "14 Mai 2018"])
def test_what_is_no_date_is_an_error_at_its_cell(written, in_rotherham):
    found = check(workbook(Women=[ADA | {"agreed_on": written}]), in_rotherham)
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "agreed_on")]


@pytest.mark.parametrize("written", ["2/4/2019 14:30", "2 Apr 2019 2:30pm", "2019-04-02T14:30:00", "2.4.19 14.30"])
def test_a_time_in_each_of_its_spellings(written, in_rotherham):
    rows = [{"woman_ref": "A1", "started_at": written, "mode": "Telephone", "outcome": "no show"}]
    found = first(workbook(Women=[ADA], Contacts=rows), in_rotherham, "Contacts", "started_at")
    assert found.astimezone(UTC) == datetime(2019, 4, 2, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("5 mins", 5), ("45 minutes", 45), ("45min.", 45), ("1h 30", 90), ("1 hr 30 mins", 90), ("1.5 hours", 90),
     ("2 hours", 120), ("1:30", 90), ("90m", 90), (" 30 ", 30), ("1 hour and 5 minutes", 65), ("1,000", 1000),
     ("1h30", 90), ("2h30m", 150), ("45'", 45), ("1½ hours", 90), ("½ hour", 30), ("~45", 45)],
)  # fmt: skip
def test_minutes_with_their_unit(written, minutes, in_rotherham):
    rows = [{"woman_ref": "A1", "started_at": "1/4/2019 10:00", "mode": "phone", "outcome": "made", "minutes": written}]
    assert first(workbook(Women=[ADA], Contacts=rows), in_rotherham, "Contacts", "minutes") == minutes


@pytest.mark.parametrize("written", ["a while", "mins", "45 apples", "25 hours", "-5", "4 5"])
def test_what_is_no_length_of_time_is_an_error(written, in_rotherham):
    rows = [{"woman_ref": "A1", "started_at": "1/4/2019 10:00", "mode": "phone", "outcome": "made", "minutes": written}]
    found = check(workbook(Women=[ADA], Contacts=rows), in_rotherham)
    assert [fault.column for fault in found.faults] == ["minutes"]


def test_a_length_of_time_that_excel_holds_is_minutes(in_rotherham):
    row = {"woman_ref": "A1", "started_at": "1/4/2019 10:00", "mode": "phone", "outcome": "made", "minutes": 1}
    book = openpyxl.load_workbook(io.BytesIO(workbook(Women=[ADA], Contacts=[row])))
    book["Contacts"]["E2"] = time(0, 45)
    out = io.BytesIO()
    book.save(out)
    assert first(out.getvalue(), in_rotherham, "Contacts", "minutes") == 45


@pytest.mark.parametrize(
    ("mode", "outcome", "codes"),
    [("Telephone", "no show", ("phone", "not_there")), ("HOME-VISIT", "No reply.", ("home_visit", "no_reply")),
     ("Text message", "Cancelled – by her", ("text", "cancelled_by_woman")), ("Call", "Yes", ("phone", "made")),
     ("Tel call", "Spoke", ("phone", "made")), ("Txt", "no answer", ("text", "no_reply")),
     ("Door knock", "Didn’t answer", ("doorstep", "no_reply")), ("Coffee shop", "Met", ("community_visit", "made"))],
)  # fmt: skip
def test_codes_as_people_write_them(mode, outcome, codes, in_rotherham):
    rows = [{"woman_ref": "A1", "started_at": "1/4/2019 10:00", "mode": mode, "outcome": outcome}]
    content = workbook(Women=[ADA | {"care_leaver": "Yes "}], Contacts=rows)
    assert tuple(first(content, in_rotherham, "Contacts", name) for name in ("mode", "outcome")) == codes


def remarks_of(practice, **contact):
    row = {"woman_ref": "A1", "started_at": "1/4/2019 10:00", "mode": "phone", "outcome": "made"} | contact
    found = check(workbook(Women=[ADA], Contacts=[row]), practice)
    assert (found.faults, found.open_questions) == ([], [])
    return [(one.rows, one.column, one.message) for one in found.reading.gathered_remarks() if one.column]


def test_what_mostly_means_one_thing_is_read_as_that_and_said(in_rotherham):
    said = remarks_of(in_rotherham, mode="WhatsApp", outcome="Left voicemail")
    assert said == [
        ((2,), "mode", "“WhatsApp” was read as Text. Write another of the list where it was not."),
        ((2,), "outcome", "“Left voicemail” was read as No reply. Write another of the list where it was not."),
    ]


@pytest.mark.parametrize(("written", "is_said"), [("~20", True), ("about 20 mins", True), ("20", False)])
def test_a_guess_at_minutes_is_read_as_a_number_and_said(written, is_said, in_rotherham):
    said = [message for _, column, message in remarks_of(in_rotherham, minutes=written) if column == "minutes"]
    assert said == (["“About” cannot be kept: the minutes were read as an exact number."] if is_said else [])


class TestTheTwoNights:
    @pytest.mark.parametrize("written", ["25/03/2018 01:30", datetime(2018, 3, 25, 1, 30)])
    def test_a_time_that_never_was_is_an_error_at_its_cell(self, written, in_rotherham):
        row = {"woman_ref": "A1", "started_at": "24/03/2018 10:00", "mode": "phone", "outcome": "made"}
        found = check(workbook(Women=[ADA], Contacts=[row | {"started_at": written}]), in_rotherham)
        assert [(fault.row, fault.column) for fault in found.faults] == [(2, "started_at")]
        assert "there is no 01:30. Did you mean 00:30 or 02:30?" in found.faults[0].message

    def test_of_a_time_that_was_twice_it_is_said_which_was_read(self, in_rotherham):
        said = remarks_of(in_rotherham, started_at="28/10/2018 01:50", recorded_at="28/10/2018 01:10")
        assert [(column, "the second" if "the second" in message else "the first") for _, column, message in said] == [
            ("started_at", "the first"), ("recorded_at", "the second"),
        ]  # fmt: skip


@pytest.mark.parametrize("written", ["Cancelled", "maybe", "-"])
def test_what_could_mean_two_things_is_an_error(written, in_rotherham):
    rows = [{"woman_ref": "A1", "started_at": "1/4/2019 10:00", "mode": "phone", "outcome": written}]
    found = check(workbook(Women=[ADA], Contacts=rows), in_rotherham)
    assert [fault.column for fault in found.faults] == ["outcome"]


class TestTrials:
    def test_american_dates_are_asked_as_a_column_and_nothing_is_swapped_in_silence(self, in_rotherham):
        (question,) = trial("08-dates-us", in_rotherham).open_questions
        assert (question.sheet, question.column, question.kind) == ("Women", "offered_on", "month-first")
        found = trial("08-dates-us", in_rotherham, {question.id: "month_first"})
        assert (found.faults, found.open_questions) == ([], [])
        offered = [row["offered_on"] for row in found.reading.sheets["Women"].rows]
        right = [row["offered_on"] for row in check(ROTHERHAM.read_bytes(), in_rotherham).reading.sheets["Women"].rows]
        assert offered == right
        day_first = trial("08-dates-us", in_rotherham, {question.id: "day_first"})
        assert len([fault for fault in day_first.faults if "no such date" in fault.message]) == 24

    def test_numbers_in_a_column_of_dates_are_read_and_said(self, in_rotherham):
        found = trial("10-dates-as-serial", in_rotherham)
        assert (found.faults, found.open_questions, rows_of(found)) == ([], [], ALL_ROWS)
        assert any("the dates that Excel means by them" in message for message in messages(found))
        assert found.reading.sheets["Women"].rows[0]["offered_on"] == D(2018, 9, 14)

    def test_minutes_with_their_unit(self, in_rotherham):
        found = trial("12-minutes-with-unit", in_rotherham)
        assert (found.faults, found.open_questions) == ([], [])
        assert [row["minutes"] for row in found.reading.sheets["Contacts"].rows[:2]] == [5, 120]

    def test_a_month_typed_into_excel_stays_a_month(self, in_rotherham):
        children = trial("month-typed-into-excel", in_rotherham, now=LATER).reading.sheets["Children"].rows
        assert [row["born"] for row in children] == [(D(2017, 12, 1), False), (D(2019, 12, 1), False)]

    def test_a_reference_that_excel_made_a_date_is_an_error_that_says_what_to_do(self, in_rotherham):
        faults = trial("reference-became-a-date", in_rotherham).faults
        assert ("Women", 2, "ref") in [(fault.sheet, fault.row, fault.column) for fault in faults]
        assert "Format the column as text" in next(fault.message for fault in faults if fault.column == "ref")


def test_dates_that_are_day_first_and_month_first_in_one_column_are_asked_and_may_be_corrected(in_rotherham):
    women = [{"ref": "A1", "referred_on": "14/09/2018"}, {"ref": "A2", "referred_on": "09/15/2018"}]
    (question,) = check(workbook(Women=women), in_rotherham).open_questions
    assert question.kind == "mixed-dates"
    found = check(workbook(Women=women), in_rotherham, {question.id: "correct"})
    assert [(fault.row, fault.column) for fault in found.faults] == [(3, "referred_on")]


def test_times_month_first_are_asked_and_turned_too(in_rotherham):
    rows = [{"woman_ref": "A1", "started_at": "09/14/2018 10:30", "mode": "phone", "outcome": "made"}]
    content = workbook(Women=[ADA], Contacts=rows)
    answers = as_proposed(check(content, in_rotherham))
    assert len(answers) == 1
    started = first(content, in_rotherham, "Contacts", "started_at", answers)
    assert started.astimezone(UTC) == datetime(2018, 9, 14, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("number_format", ["mmm-yy", "mmmm yyyy", "mm/yyyy", "[$-809]mmm\\ yy;@"])
def test_a_date_shown_as_month_and_year_is_no_birthday_and_no_silent_first(number_format, in_rotherham):
    buffer = io.BytesIO()
    book = openpyxl.load_workbook(
        io.BytesIO(
            workbook(
                Women=[ADA | {"referred_on": D(2018, 7, 1)}],
                Children=[{"woman_ref": "A1", "child_no": 1, "born": D(2017, 5, 1)}],
            )
        )
    )
    book["Women"]["C2"].number_format = book["Children"]["C2"].number_format = number_format
    book.save(buffer)
    found = check(buffer.getvalue(), in_rotherham)
    (question,) = found.open_questions
    assert (question.kind, question.column) == ("months", "referred_on")
    assert found.reading.sheets["Children"].rows[0]["born"] == (D(2017, 5, 1), False)
    left = check(buffer.getvalue(), in_rotherham, {question.id: "leave_out"})
    assert left.reading.sheets["Women"].rows[0]["referred_on"] is None


@pytest.mark.parametrize("written", ["May 2017", "May-17", "2017-05", "05/2017", "may 17"])
def test_a_month_in_each_of_its_spellings(written, in_rotherham):
    content = workbook(Women=[ADA], Children=[{"woman_ref": "A1", "child_no": 1, "born": written}])
    assert first(content, in_rotherham, "Children", "born") == (D(2017, 5, 1), False)


def test_days_counted_from_1904_are_the_same_days(in_rotherham):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"date_1904": True})
    practice = openpyxl.load_workbook(io.BytesIO(workbook()))["Practice"]
    sheet = book.add_worksheet("Practice")
    for number, (key, value) in enumerate(practice.iter_rows(values_only=True)):
        sheet.write(number, 0, key)
        sheet.write(number, 1, f"{value:%d/%m/%Y}" if isinstance(value, datetime) else value)
    women = book.add_worksheet("Women")
    women.write_row(0, 0, ["ref", "offered_on"])
    women.write_row(1, 0, ["A1", 43357 - 1462])
    book.close()
    assert first(buffer.getvalue(), in_rotherham, "Women", "offered_on") == D(2018, 9, 14)


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u00ad", "\u202e", "\u2060", "\u200d"])
def test_a_reference_with_a_sign_that_nobody_sees_is_asked_about(sign, in_rotherham):
    content = workbook(Women=[{"ref": f"A{sign}1"}], Children=[{"woman_ref": "A1", "child_no": 1}])
    (question,) = check(content, in_rotherham).open_questions
    assert (question.kind, question.column) == ("signs", "ref")
    assert first(content, in_rotherham, "Women", "ref", {question.id: "read"}) == "A1"
    refused = check(content, in_rotherham, {question.id: "correct"})
    assert ("Women", 2, "ref") in [(fault.sheet, fault.row, fault.column) for fault in refused.faults]


def test_text_loses_what_other_programs_leave_in_it(in_rotherham):
    note = "Talked\u00a0about_x000D_\nthe\u202eflat\u202c.\u200b \x07"
    rows = [{"woman_ref": "A1", "started_at": "1/4/2019 10:00", "mode": "phone", "outcome": "made", "note": note}]
    content = workbook(Women=[ADA | {"known_as": "Amber\u00a0"}], Contacts=rows)
    assert first(content, in_rotherham, "Women", "known_as") == "Amber"
    assert first(content, in_rotherham, "Contacts", "note") == "Talked about\ntheflat."


class TestLookAlikes:
    def apply(self, content, practice, answers=None):
        from sessions_log.importing import service

        found = check(content, practice, answers)
        assert (found.faults, found.open_questions) == ([], [])
        service.apply(found, practice=practice, by=None)
        return found.plan

    def test_contacts_without_times_are_like_ones_that_are_here(self, in_rotherham):
        self.apply(ROTHERHAM.read_bytes(), in_rotherham)
        before = sorted(Contact.objects.values_list("started_at", "minutes", "mode", "woman_id"))
        (question,) = trial("27-times-separate", in_rotherham).open_questions
        assert (question.kind, question.sheet, question.rows) == ("look-alike", "Contacts", 1072)
        assert question.text.count("no time in the workbook and") == 3
        assert "; and 1,069 more. Are they the same?" in question.text
        from sessions_log.importing import service

        found = trial("27-times-separate", in_rotherham, {question.id: "same"})
        service.apply(found, practice=in_rotherham, by=None)
        assert sorted(Contact.objects.values_list("started_at", "minutes", "mode", "woman_id")) == before
        for again in (trial("27-times-separate", in_rotherham), check(ROTHERHAM.read_bytes(), in_rotherham)):
            assert again.open_questions == []
            assert again.plan.changes_nothing

    def test_those_that_are_different_are_added(self, in_rotherham):
        row = {"woman_ref": "A1", "started_at": datetime(2019, 1, 7, 10), "mode": "phone", "outcome": "made"}
        self.apply(workbook(Women=[ADA], Contacts=[row]), in_rotherham)
        other = workbook(Women=[ADA], Contacts=[row | {"started_at": datetime(2019, 1, 7, 15)}])
        (question,) = check(other, in_rotherham).open_questions
        self.apply(other, in_rotherham, {question.id: "different"})
        assert Contact.objects.count() == 2

    def test_a_corrected_time_corrects_the_one_that_is_here_and_is_found_by_it_afterwards(self, in_rotherham):
        row = {"woman_ref": "A1", "started_at": datetime(2019, 1, 7, 10), "mode": "phone", "outcome": "made"}
        self.apply(workbook(Women=[ADA], Contacts=[row, row | {"mode": "text"}]), in_rotherham)
        moved = row | {"started_at": datetime(2019, 1, 7, 11)}
        content = workbook(Women=[ADA], Contacts=[moved, row | {"mode": "text"}])
        (question,) = check(content, in_rotherham).open_questions
        assert question.rows == 1
        assert ": A1, row 2 (7 January 2019, 11:00 in the workbook and 10:00 here). Is it the same?" in question.text
        self.apply(content, in_rotherham, {question.id: "same"})
        assert Contact.objects.count() == 2
        assert Contact.objects.get(mode="phone").started_at == datetime(2019, 1, 7, 11, tzinfo=UTC)
        assert self.apply(content, in_rotherham).changes_nothing

    def test_a_day_without_a_look_alike_is_new_and_asks_nothing(self, in_rotherham):
        row = {"woman_ref": "A1", "started_at": datetime(2019, 1, 7, 10), "mode": "phone", "outcome": "made"}
        self.apply(workbook(Women=[ADA], Contacts=[row]), in_rotherham)
        self.apply(workbook(Women=[ADA], Contacts=[row | {"started_at": datetime(2019, 1, 8, 10)}]), in_rotherham)
        assert Contact.objects.count() == 2

    def test_an_appointment_a_support_and_a_child_are_asked_about_too(self, in_rotherham):
        sheets = {
            "Appointments": [{"woman_ref": "A1", "at": datetime(2019, 1, 7, 10), "service": "GP", "attendance": "dna"}],
            "Support": [
                {"woman_ref": "A1", "on": D(2019, 1, 7), "area": "housing", "outcome": "New tenancy", "agency": "X"}
            ],
            "Children": [{"woman_ref": "A1", "child_no": 1, "born": "2017-05"}],
        }
        self.apply(workbook(Women=[ADA], **sheets), in_rotherham)
        sheets["Appointments"][0]["at"] += timedelta(hours=1)
        sheets["Support"][0]["agency"] = "Y"
        sheets["Children"][0]["child_no"] = 2
        found = check(workbook(Women=[ADA], **sheets), in_rotherham)
        assert [(one.kind, one.rows) for one in found.open_questions] == [("look-alike", 1)] * 3
        named = [one.text.partition("leaves out: ")[2] for one in found.open_questions]
        assert [text.partition(". Is it")[0] for text in named] == [
            "A1, row 2 (Child’s number: 2 in the workbook and 1 here)",
            "A1, row 2 (7 January 2019, 11:00 in the workbook and 10:00 here)",
            "A1, row 2 (Agency: Y in the workbook and X here)",
        ]


def test_equal_faults_of_a_column_are_one_with_its_rows(in_rotherham):
    from practices.workbook.faults import grouped

    women = [{"ref": f"A{n}", "priority_rank": "high"} for n in range(39)] + [{"ref": "B1", "care_leaver": "perhaps"}]
    faults = check(workbook(Women=women), in_rotherham).faults
    groups = grouped(faults)
    assert [(len(group.rows), group.column, group.rows_words) for group in groups] == [
        (39, "priority_rank", "2–40 (39 rows)"),
        (1, "care_leaver", "41"),
    ]
    assert groups[0].as_json()["rows"] == list(range(2, 41))
    assert groups[1].as_json().keys() == {"sheet", "row", "column", "value", "message"}


def test_a_workbook_without_any_of_it_is_left_as_it_was(in_rotherham):
    content = edited(ROTHERHAM.read_bytes(), {})
    assert rows_of(check(content, in_rotherham)) == ALL_ROWS
