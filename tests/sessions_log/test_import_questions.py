"""What a workbook leaves open is asked, and what is passed over is said: never in silence."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from practices.workbook.naming import name_key
from sessions_log.importing import service
from sessions_log.models import Contact
from tests.workbooks import ROTHERHAM, edited, small, workbook
from women.models import Place, Woman

TRIALS = Path(__file__).parents[1] / "cases" / "trials"
NOW = datetime(2019, 4, 10, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 27, 12, tzinfo=UTC)
D = date
ALL_ROWS = [39, 78, 14, 0, 1125, 439, 37, 63, 162]


def check(content, practice, answers=None, *, now=NOW):
    return service.check_for_practice(content, practice=practice, now=now, answers=answers)


def trial(name, practice, answers=None, *, now=NOW):
    return check((TRIALS / f"{name}.xlsx").read_bytes(), practice, answers, now=now)


def as_proposed(found):
    return {question.id: question.proposal for question in found.open_questions}


def rows_of(found):
    return [len(sheet.rows) for sheet in found.reading.sheets.values()]


def messages(found):
    return [remark.message for remark in found.reading.gathered_remarks()]


def changed(change, content=None):
    """The small workbook after `change(book)`."""
    book = openpyxl.load_workbook(io.BytesIO(content or small()))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_published_workbook_is_asked_nothing(in_rotherham):
    found = check(ROTHERHAM.read_bytes(), in_rotherham)
    assert (found.faults, found.reading.interview.asked) == ([], [])
    assert not [remark for remark in found.reading.remarks if remark.passed_over]


@pytest.fixture
def small_rows(in_rotherham):
    found = check(small(), in_rotherham)
    assert (found.faults, found.reading.interview.asked) == ([], [])
    return rows_of(found)


class TestHeadings:
    def test_friendly_headings_are_taken_for_ours_and_said(self, in_rotherham):
        found = trial("02-friendly-headers", in_rotherham)
        assert (found.faults, found.open_questions, rows_of(found)) == ([], [], ALL_ROWS)
        assert sum(row["agreed_on"] is not None for row in found.reading.sheets["Women"].rows) == 16
        assert any("“Known as” for known_as" in message for message in messages(found))

    @pytest.mark.parametrize(
        "spelling",
        [str.upper, str.title, lambda n: f"  {n} ", lambda n: n.replace("_", "-"), lambda n: n.replace("_", "")],
    )
    def test_headings_in_any_case_spacing_and_punctuation_are_ours(self, spelling, in_rotherham, small_rows):
        def change(book):
            for sheet in book.worksheets[1:]:
                for cell in sheet[1]:
                    cell.value = spelling(cell.value) + ":"
                sheet.title = f"{spelling(sheet.title).strip()} "

        found = check(changed(change), in_rotherham)
        assert (found.faults, found.open_questions, rows_of(found)) == ([], [], small_rows)

    def test_an_unread_column_beside_a_missing_one_stops_with_a_question(self, in_rotherham):
        found = trial("32-header-typo-agreed", in_rotherham)
        (question,) = found.open_questions
        assert (question.sheet, question.column, question.proposal, question.rows) == (
            "Women",
            "Agreed date",
            "agreed_on",
            16,
        )
        assert not found.is_clean
        with pytest.raises(ValueError, match="open questions"):
            service.apply(found, practice=in_rotherham, by=None)
        again = trial("32-header-typo-agreed", in_rotherham, as_proposed(found))
        assert again.is_clean
        service.apply(again, practice=in_rotherham, by=None)
        assert Place.objects.filter(agreed_on__isnull=False).count() == 16

    def test_leave_it_out_is_an_answer_and_is_said_with_its_count(self, in_rotherham):
        (question,) = trial("32-header-typo-agreed", in_rotherham).open_questions
        found = trial("32-header-typo-agreed", in_rotherham, {question.id: "leave_out"})
        assert found.open_questions == []
        (remark,) = [remark for remark in found.reading.remarks if remark.passed_over]
        assert "“Agreed date” is not known and was passed over: 16 filled cells" in remark.message

    @pytest.mark.parametrize(
        ("sheet", "ours", "theirs"),
        [
            ("Women", "agreed_on", "Date agreed"), ("Women", "date_of_birth", "DOB"), ("Women", "offered_on", "Offer date"),
            ("Women", "referral_source", "Source of referral"), ("Women", "practitioner", "Worker"),
            ("Women", "ref", "Reference"), ("Contacts", "minutes", "Duration (mins)"), ("Contacts", "note", "Notes"),
            ("Contacts", "woman_ref", "Woman reference"), ("Goals", "goal_ref", "goal"),
            ("Children", "removed_on", "Date of removal"), ("Practice", "cohort_capacity", "Capacity"),
        ],
    )  # fmt: skip
    def test_the_nearest_name_is_proposed_and_asked(self, sheet, ours, theirs, in_rotherham, small_rows):
        if sheet == "Practice":
            content = changed(
                lambda book: setattr(next(c for c in book[sheet]["A"] if c.value == ours), "value", theirs)
            )
        else:
            content = edited(small(), {(sheet, 1, ours): theirs})
        found = check(content, in_rotherham)
        assert [(one.column, one.proposal) for one in found.open_questions] == [(theirs, ours)]
        again = check(content, in_rotherham, as_proposed(found))
        assert (again.faults, again.open_questions, rows_of(again)) == ([], [], small_rows)

    def test_several_at_once_are_each_asked_and_proposed_apart(self, in_rotherham):
        renamed = {
            "agreed_on": "Agreed date",
            "offered_on": "Offer date",
            "referred_on": "Date referred",
            "known_as": "Called",
        }
        content = edited(small(), {("Women", 1, name): words for name, words in renamed.items()})
        found = check(content, in_rotherham)
        assert {one.column for one in found.open_questions} == set(renamed.values())
        assert len({one.proposal for one in found.open_questions}) == len(renamed)

    def test_data_without_a_heading_and_beside_every_known_column_is_said_and_does_not_stop(self, in_rotherham):
        def change(book):
            book["Women"].cell(row=1, column=22, value="Shoe size")
            book["Women"].cell(row=2, column=22, value=5)
            book["Women"].cell(row=3, column=24, value="!")

        found = check(changed(change), in_rotherham)
        assert found.is_clean
        assert [remark.message for remark in found.reading.remarks if remark.passed_over] == [
            "The column “Shoe size” is not known and was passed over: 1 filled cell.",
            "The column “column X” is not known and was passed over: 1 filled cell.",
        ]

    def test_two_columns_answered_as_one_are_a_fault(self, in_rotherham):
        row = {"ref": "A1", "offered_on": D(2019, 1, 1), "Agreed date": D(2019, 1, 1), "When agreed": D(2019, 1, 1)}
        content = workbook(Women=[row])
        questions = check(content, in_rotherham).open_questions
        found = check(content, in_rotherham, {question.id: "agreed_on" for question in questions})
        assert "Two columns are called agreed_on" in found.faults[0].message

    @pytest.mark.parametrize("row", [2, 3, 4, 6])
    @pytest.mark.parametrize("sheet", ["Women", "Contacts", "GoalScores", "Practice"])
    def test_headings_below_a_title_are_found_and_said(self, row, sheet, in_rotherham, small_rows):
        def change(book):
            book[sheet].insert_rows(1, row - 1)
            book[sheet]["A1"] = "Pause Rotherham: our programme"
            book[sheet].merge_cells("A1:B1")

        found = check(changed(change), in_rotherham)
        assert (found.faults, found.open_questions, rows_of(found)) == ([], [], small_rows)
        (remark,) = [remark for remark in found.reading.remarks if remark.passed_over]
        assert f"The headings are in row {row}" in remark.message

    def test_a_title_above_is_read_from_the_case(self, in_rotherham):
        found = trial("04-title-row-above", in_rotherham)
        assert (found.faults, found.open_questions, rows_of(found)) == ([], [], ALL_ROWS)
        assert messages(found)[0].startswith("The headings are in row 3.")

    def test_faults_below_a_title_stand_at_excels_row_and_are_marked_there(self, in_rotherham):
        def change(book):
            book["Women"]["D5"] = "31/02/1990"
            book["Women"].insert_rows(1, 2)
            book["Women"]["A1"] = "Our women"

        found = check(changed(change), in_rotherham)
        assert [(fault.row, fault.column) for fault in found.faults] == [(7, "date_of_birth")]
        sheet = openpyxl.load_workbook(io.BytesIO(found.marked))["Women"]
        assert sheet["D7"].fill.fgColor.rgb == "FFFBD5D5"
        assert sheet.cell(row=3, column=21).value == "What to fix"


class TestSheets:
    def test_a_renamed_sheet_is_asked_with_the_nearest_name(self, in_rotherham):
        found = trial("21-sheet-renamed", in_rotherham)
        assert {one.sheet: one.proposal for one in found.open_questions} == {
            "women1": "Women",
            "Contacts 2018-19": "Contacts",
        }
        again = trial("21-sheet-renamed", in_rotherham, as_proposed(found))
        assert (again.faults, again.open_questions, rows_of(again)) == ([], [], ALL_ROWS)

    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [("Contacts", "Visits and calls"), ("Goals", "Goals (2018)"), ("GoalScores", "Scores"), ("Women", "Clients"),
         ("Appointments", "Appts"), ("Children", "Kids"), ("Support", "Outcomes")],
    )  # fmt: skip
    def test_headings_say_what_a_sheet_is_where_its_name_does_not(self, ours, theirs, in_rotherham):
        found = check(changed(lambda book: setattr(book[ours], "title", theirs)), in_rotherham)
        assert [(one.sheet, one.proposal) for one in found.open_questions] == [(theirs, ours)]

    def test_sheets_in_another_order_and_case_are_ours(self, in_rotherham, small_rows):
        def change(book):
            book._sheets.reverse()
            for sheet in book:
                sheet.title = f"{sheet.title.upper()} "

        found = check(changed(change), in_rotherham)
        assert (found.faults, found.open_questions, rows_of(found)) == ([], [], small_rows)

    def test_a_further_sheet_beside_all_of_ours_is_said_with_its_rows(self, in_rotherham):
        def change(book):
            sheet = book.create_sheet("Recipes")
            sheet.append(["cake"])
            sheet.append(["lemon"])

        found = check(changed(change), in_rotherham)
        assert found.is_clean
        assert "This sheet is not known and was passed over: 1 row." in messages(found)[0]


class TestTotals:
    def test_totals_rows_are_seen_said_and_passed_over(self, in_rotherham):
        found = trial("15-totals-row", in_rotherham)
        assert (found.faults, found.open_questions, rows_of(found)) == ([], [], ALL_ROWS)
        passed = [(remark.sheet, remark.row) for remark in found.reading.remarks if remark.passed_over]
        assert passed == [("Children", 81), ("Contacts", 1127)]

    @pytest.mark.parametrize(
        "label", ["Total", "TOTALS:", "Grand total", "Sub-total", "Sum", "Count", "Average", "Gesamt", None]
    )
    def test_totals_by_any_name_or_by_their_formula_alone(self, label, in_rotherham, small_rows):
        def change(book):
            sheet = book["Contacts"]
            row = sheet.max_row + 2
            sheet.cell(row=row, column=1, value=label)
            sheet.cell(row=row, column=4, value="=SUM(D2:D9)")

        found = check(changed(change), in_rotherham)
        assert (found.faults, found.open_questions, rows_of(found)) == ([], [], small_rows)
        (remark,) = [remark for remark in found.reading.remarks if remark.passed_over]
        assert (remark.sheet, remark.row) == ("Contacts", small_rows[4] + 3)

    def test_a_row_that_is_a_record_is_no_total(self, in_rotherham):
        content = workbook(Women=[{"ref": "TOTAL", "known_as": "Amber"}, {"ref": "A2", "priority_rank": 3}])
        assert rows_of(check(content, in_rotherham))[0] == 2

    def test_whoever_imports_may_say_that_it_is_a_record(self, in_rotherham):
        content = workbook(Women=[{"ref": "TOTAL"}, {"ref": "A2"}])
        (question,) = check(content, in_rotherham).reading.interview.asked
        assert rows_of(check(content, in_rotherham, {question.id: "read"}))[0] == 2

    @pytest.mark.parametrize("ref", ["SUM-001", "Total-7", "COUNT12", "sum/3"])
    def test_a_reference_with_digits_is_no_total(self, ref, in_rotherham):
        content = workbook(Women=[{"ref": ref}, {"ref": "A2"}])
        found = check(content, in_rotherham)
        assert (found.reading.interview.asked, rows_of(found)[0]) == ([], 2)


class TestHidden:
    def test_hidden_rows_and_columns_are_said_and_asked(self, in_rotherham):
        found = trial("hidden-rows", in_rotherham)
        assert [(one.kind, one.sheet) for one in found.open_questions] == [("hidden", "Women"), ("hidden", "Contacts")]
        assert "1 row (3), 1 column (full_name)" in found.open_questions[0].text
        assert rows_of(found)[0] == 2

    def test_what_is_hidden_may_be_left_out(self, in_rotherham):
        questions = trial("hidden-rows", in_rotherham).open_questions
        found = trial("hidden-rows", in_rotherham, {question.id: "leave_out" for question in questions})
        (ada,) = found.reading.sheets["Women"].rows
        assert (ada["ref"], ada["full_name"]) == ("N-001", None)
        assert "full_name" in found.reading.sheets["Women"].missing
        assert sum(remark.passed_over for remark in found.reading.remarks) == 2

    def test_a_hidden_sheet_is_asked_about_and_one_without_data_is_not(self, in_rotherham):
        def change(book):
            book["Support"].sheet_state = "veryHidden"
            book["Pregnancies"].sheet_state = "hidden"
            book["Women"].column_dimensions[get_column_letter(30)].hidden = True
            book["Women"].row_dimensions[900].hidden = True

        found = check(changed(change), in_rotherham)
        assert [(one.sheet, one.kind) for one in found.open_questions] == [("Support", "hidden")]
        left = check(changed(change), in_rotherham, {found.open_questions[0].id: "leave_out"})
        assert rows_of(left)[6] == 0

    def test_the_marked_copy_keeps_hidden_what_was_hidden(self, in_rotherham):
        found = trial("hidden-rows", in_rotherham)
        book = openpyxl.load_workbook(io.BytesIO(found.marked))
        assert book["Women"].row_dimensions[3].hidden
        assert book["Women"].column_dimensions["C"].hidden


class TestFormulas:
    def test_a_formula_without_a_stored_value_is_an_error_at_its_cell(self, in_rotherham):
        found = trial("16-formulas", in_rotherham)
        assert [(fault.sheet, fault.row, fault.column) for fault in found.faults] == [
            ("Contacts", row, "minutes") for row in range(2, 30)
        ]
        assert "no stored value" in found.faults[0].message

    @pytest.mark.parametrize(("sheet", "column"), [("Women", "B"), ("Women", "N"), ("Contacts", "I"), ("Goals", "D")])
    def test_in_every_kind_of_column(self, sheet, column, in_rotherham):
        found = check(changed(lambda book: book[sheet].__setitem__(f"{column}4", "=A1&B1")), in_rotherham)
        assert [(fault.sheet, fault.row) for fault in found.faults] == [(sheet, 4)]
        assert Woman.objects.count() == Contact.objects.count() == 0


def test_names_that_fold_alike_are_one():
    assert (
        len({name_key(name) for name in ("agreed_on", "Agreed on", " AGREED-ON: ", "agreedOn", "Agreed\u00a0on")}) == 1
    )


class TestNotes:
    @pytest.mark.parametrize("words", ["Last updated 31 March 2019", "Pink = closed", "6 women", "Notes"])
    def test_notes_under_a_table_are_asked_about_and_are_no_women(self, words, in_rotherham, small_rows):
        def change(book):
            book["Women"]["A10"] = words
            book["Women"]["A11"] = "Ask the lead before you change anything"

        found = check(changed(change), in_rotherham)
        (question,) = found.open_questions
        assert question.text == "Rows 10–11 of Women hold words and no record: leave them out?"
        assert not found.is_clean
        left = check(changed(change), in_rotherham, as_proposed(found))
        assert left.is_clean
        assert rows_of(left) == small_rows
        (remark,) = [remark for remark in left.reading.remarks if remark.passed_over]
        assert (remark.sheet, remark.rows) == ("Women", (10, 11))
        read = check(changed(change), in_rotherham, {question.id: "read"})
        assert rows_of(read)[0] == small_rows[0] + 2

    def test_an_explanation_under_the_headings_is_asked_about(self, in_rotherham, small_rows):
        def change(book):
            book["Women"].insert_rows(2)
            for place, words in enumerate(("Our reference", "First name", "Full name", "When born"), start=1):
                book["Women"].cell(row=2, column=place, value=words)

        found = check(changed(change), in_rotherham)
        assert [one.text for one in found.open_questions] == ["Row 2 of Women holds words and no record: leave it out?"]
        assert (found.faults, rows_of(found)) == ([], small_rows)

    def test_a_note_under_another_sheet_is_asked_about(self, in_rotherham, small_rows):
        found = check(changed(lambda book: book["Contacts"].append(["Ask Sam for the rest"])), in_rotherham)
        assert [(one.kind, one.sheet) for one in found.open_questions] == [("notes", "Contacts")]
        assert (found.faults, rows_of(found)) == ([], small_rows)

    def test_a_woman_with_a_date_or_a_like_reference_is_no_note(self, in_rotherham, small_rows):
        def change(book):
            book["Women"].append(["ANNA"])
            book["Women"].cell(row=book["Women"].max_row, column=11, value=D(2018, 9, 1))
            book["Women"].append(["RTH-0099"])

        found = check(changed(change), in_rotherham)
        assert found.open_questions == []
        assert rows_of(found)[0] == small_rows[0] + 2


class TestHeadingsInTheMiddle:
    @pytest.mark.parametrize("above", [1, 2])
    def test_records_above_the_headings_stop_the_import(self, above, in_rotherham, small_rows):
        def change(book):
            sheet = book["Women"]
            headings = [cell.value for cell in sheet[1]]
            sheet.delete_rows(1)
            sheet.insert_rows(above + 1)
            for place, words in enumerate(headings, start=1):
                sheet.cell(row=above + 1, column=place, value=words)

        found = check(changed(change), in_rotherham)
        (question,) = found.open_questions
        assert (question.kind, question.rows, question.proposal) == ("above", above, "correct")
        assert any(fault.sheet == "Women" and "move the headings to the top" in fault.message for fault in found.faults)
        assert not check(changed(change), in_rotherham, as_proposed(found)).is_clean
        left = check(changed(change), in_rotherham, {question.id: "leave_out"})
        assert rows_of(left)[0] == small_rows[0] - above

    def test_a_wide_title_is_no_record(self, in_rotherham, small_rows):
        def change(book):
            book["Women"].insert_rows(1)
            for place, words in enumerate(("Who", "Name", "", "", "About her", "", "", "", "", "Dates"), start=1):
                book["Women"].cell(row=1, column=place, value=words)

        found = check(changed(change), in_rotherham)
        assert (found.faults, found.open_questions, rows_of(found)) == ([], [], small_rows)


class TestEmptyOfOurs:
    def test_an_empty_column_of_ours_is_missing_where_a_full_one_is_like_it(self, in_rotherham, small_rows):
        def change(book):
            sheet = book["Women"]
            place = next(cell.column for cell in sheet[1] if cell.value == "agreed_on")
            sheet.cell(row=1, column=22, value="Date agreed")
            for row in range(2, sheet.max_row + 1):
                sheet.cell(row=row, column=22, value=sheet.cell(row=row, column=place).value)
                sheet.cell(row=row, column=place).value = None

        found = check(changed(change), in_rotherham)
        (question,) = found.open_questions
        assert (question.column, question.proposal) == ("Date agreed", "agreed_on")
        again = check(changed(change), in_rotherham, as_proposed(found))
        assert (again.faults, again.open_questions, rows_of(again)) == ([], [], small_rows)
        agreed = [row["agreed_on"] for row in check(small(), in_rotherham).reading.sheets["Women"].rows]
        assert [row["agreed_on"] for row in again.reading.sheets["Women"].rows] == agreed
        assert any(agreed)

    def test_an_empty_sheet_of_ours_is_missing_where_a_full_one_is_like_it(self, in_rotherham, small_rows):
        def change(book):
            book["Contacts"].title = "Contacts 2018-19"
            book.create_sheet("Contacts").append([cell.value for cell in book["Contacts 2018-19"][1]])

        found = check(changed(change), in_rotherham)
        (question,) = found.open_questions
        assert (question.sheet, question.proposal) == ("Contacts 2018-19", "Contacts")
        again = check(changed(change), in_rotherham, as_proposed(found))
        assert (again.faults, again.open_questions, rows_of(again)) == ([], [], small_rows)


class TestMerged:
    @pytest.mark.parametrize(("answer", "filled"), [("fill", True), ("first", False)])
    def test_a_value_that_is_merged_over_rows_is_asked_about(self, answer, filled, in_rotherham, small_rows):
        def change(book):
            book["Contacts"]["I2"] = "Left a card."
            book["Contacts"].merge_cells("I2:I6")

        found = check(changed(change), in_rotherham)
        (question,) = found.open_questions
        assert (question.sheet, question.column, question.proposal) == ("Contacts", "note", "fill")
        assert "The value of I2" in question.text
        assert "is merged over rows 2–6: does it hold for all of them?" in question.text
        again = check(changed(change), in_rotherham, {question.id: answer})
        assert (again.open_questions, rows_of(again)) == ([], small_rows)
        notes = [row["note"] for row in again.reading.sheets["Contacts"].rows][:5]
        assert notes == ["Left a card."] + ["Left a card." if filled else None] * 4

    def test_a_merged_reference_is_asked_once_with_all_of_its_column(self, in_rotherham, small_rows):
        def change(book):
            book["Contacts"].merge_cells("A2:A4")
            book["Contacts"].merge_cells("A6:A8")

        found = check(changed(change), in_rotherham)
        (question,) = found.open_questions
        assert "A2, A6 are merged over rows 2–4, 6–8" in question.text
        assert (found.faults, rows_of(found)) == ([], small_rows)


class TestSaid:
    def test_cell_notes_are_said_among_what_was_passed_over(self, in_rotherham, small_rows):
        def change(book):
            book["Women"]["B2"].comment = Comment("Not her real name", "Sam")

        found = check(changed(change), in_rotherham)
        assert (found.is_clean, rows_of(found)) == (True, small_rows)
        assert messages(found)[0] == "1 cell note was passed over: B2."

    def test_headings_far_below_are_said_in_one_sentence(self, in_rotherham):
        def change(book):
            book["Women"].insert_rows(1, 35)
            book["Women"]["A1"] = "Notes"

        found = check(changed(change), in_rotherham)
        assert found.open_questions == []
        assert [fault.message for fault in found.faults if fault.sheet == "Women"] == [
            "No headings were found in the first 30 rows of Women."
        ]
