"""Sheets by other names, and ours that are there without data, are asked about."""

import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from practices.forms.workbook import AnswersForm
from tests.leads import PRACTICE, book_of
from tests.sessions_log.importing import ALL_ROWS, as_proposed, changed, check, messages, rows_of, trial
from tests.workbooks import small


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


class TestWhichOfTwo:
    def test_the_sheet_in_use_is_proposed_and_not_the_old_one(self, in_rotherham):
        """A team's own has more columns than ours, below a title and a legend."""
        caseload = [
            ["OUR CASELOAD - updated by Jo"], ["Key:", "on programme", "closed"], [],
            ["No.", "Surname", "First name", "Known as", "D.O.B", "Mobile", "Address", "Worker", "18m", "Kids", "Notes"],
            [1, "Okafor", "Blessing", "Bee", "12/3/1994", "x", "y", "Tash", "z", 3, "text first"],
        ]  # fmt: skip
        old = [["Name", "dob", "worker", "closed"], ["Tracey Dunn", "5/5/1984", "Pat", "1/2/2019"]]
        found = check(book_of({"Practice": PRACTICE, "old": old, "Caseload 25-26": caseload}), in_rotherham)
        assert {one.sheet: one.proposal for one in found.open_questions if one.kind == "sheet"} == {
            "Caseload 25-26": "Women",
            "old": "leave_out",
        }


class TestASheetAWorker:
    """The commonest shape of a team's own file: a sheet each, with the same headings."""

    def parted(self, book, *, headings=None):
        sheet = book["Women"]
        sheet.title = "Jo's ladies"
        other = book.create_sheet("Sam's ladies")
        other.append(["Sam's caseload"])
        other.append(headings or [cell.value for cell in sheet[1]])
        for row in sheet.iter_rows(min_row=5, values_only=True):
            other.append(row)
        other["A4"].comment = Comment("Ask Sam", "Jan")
        sheet.delete_rows(5, sheet.max_row)

    def test_their_rows_are_put_together_and_it_is_said(self, in_rotherham, small_rows):
        content = changed(self.parted)
        found = check(content, in_rotherham)
        assert [(one.sheet, one.proposal) for one in found.open_questions] == [
            ("Jo's ladies", "Women"),
            ("Sam's ladies", "Women"),
        ]
        form = AnswersForm(as_proposed(found), questions=found.open_questions, given={})
        assert form.is_valid(), form.errors
        assert "with the same headings as “Jo's ladies”" in found.open_questions[1].text
        again = check(content, in_rotherham, as_proposed(found))
        assert (again.faults, again.open_questions, rows_of(again)) == ([], [], small_rows)
        women = check(small(), in_rotherham).reading.sheets["Women"].rows
        assert [row.values for row in again.reading.sheets["Women"].rows] == [row.values for row in women]
        said = messages(again)
        assert any("“Sam's ladies” were put below those of “Jo's ladies”: its row 3 is row 5." in one for one in said)
        assert any("passed over: “Sam's caseload”" in one for one in said)
        assert any("A6: “Ask Sam”" in one for one in said)
        marked = openpyxl.load_workbook(io.BytesIO(again.marked))
        assert "Sam's ladies" not in marked.sheetnames
        assert marked["Women"].max_row == 7

    def test_their_headings_may_stand_in_another_order(self, in_rotherham, small_rows):
        def change(book):
            self.parted(book)
            other = book["Sam's ladies"]
            rows = list(other.iter_rows(values_only=True))
            del book["Sam's ladies"]
            other = book.create_sheet("Sam's ladies")
            for row in rows:
                other.append(row[::-1] if any(row[1:]) else row)
            other.cell(4, other.max_column).comment = Comment("Ask Sam", "Jan")  # of her reference, as before

        content = changed(change)
        found = check(content, in_rotherham)
        assert "with the same headings as “Jo's ladies”" in found.open_questions[1].text
        again = check(content, in_rotherham, as_proposed(found))
        assert (again.faults, again.open_questions, rows_of(again)) == ([], [], small_rows)
        women = check(small(), in_rotherham).reading.sheets["Women"].rows
        assert [row.values for row in again.reading.sheets["Women"].rows] == [row.values for row in women]
        assert any("A6: “Ask Sam”" in one for one in messages(again))

    def test_with_other_headings_the_form_says_what_to_do(self, in_rotherham):
        def change(book):
            headings = [cell.value for cell in book["Women"][1]]
            self.parted(book, headings=[*headings[:-1], "Shoe size"])

        asked = [one for one in check(changed(change), in_rotherham).open_questions if one.kind == "sheet"]
        form = AnswersForm({one.id: "Women" for one in asked}, questions=asked, given={})
        (errors,) = form.errors.values()
        assert "put their rows in one sheet of the workbook, under the same headings" in errors[0]

    def test_one_beside_ours_can_join_it(self, in_rotherham, small_rows):
        def change(book):
            self.parted(book)
            book["Jo's ladies"].title = "Women"

        content = changed(change)
        (question,) = check(content, in_rotherham).open_questions
        assert "Women" in [choice.value for choice in question.choices]
        again = check(content, in_rotherham, {question.id: "Women"})
        assert (again.faults, rows_of(again)) == ([], small_rows)
