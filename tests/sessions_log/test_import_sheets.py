"""Sheets by other names, and ours that are there without data, are asked about."""

import pytest

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
