"""What is hidden, and formulas without a value: never passed over in silence."""

import io

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from practices.workbook.kinds import chosen_before
from sessions_log.models import Contact
from tests.sessions_log.importing import changed, check, rows_of, trial
from women.models import Woman


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


def struck_through(book):
    """The third woman crossed out, and one cell of the fourth."""
    women = book["Women"]
    for cell in women[4]:
        cell.font = openpyxl.styles.Font(strike=True)
    women["B5"].font = openpyxl.styles.Font(strike=True)
    for row in (3, 4, 5):
        women[f"A{row}"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")


class TestStruckThrough:
    def test_a_row_that_is_crossed_out_is_asked_about_and_a_cell_and_colours_are_said(self, in_rotherham):
        found = check(changed(struck_through), in_rotherham)
        (question,) = found.open_questions
        assert (question.kind, question.rows, chosen_before(question)) == ("struck", 1, "")
        assert "Row 4 is struck through in the sheet Women." in question.text
        said = " ".join(remark.message for remark in found.reading.remarks)
        assert "Struck through, and read all the same: B5." in said
        assert "Colours are not read, and 3 rows have some." in said

    def test_what_is_crossed_out_is_left_out_or_read_as_it_is_said_and_is_so_in_the_marked_copy(self, in_rotherham):
        content = changed(struck_through)
        (question,) = check(content, in_rotherham).open_questions
        read, left = (check(content, in_rotherham, {question.id: one}) for one in ("read", "leave_out"))
        assert (rows_of(read)[0], rows_of(left)[0]) == (6, 5)
        assert [remark.rows for remark in left.reading.remarks if remark.passed_over] == [(4,)]
        assert [one.id for one in check(read.marked, in_rotherham).open_questions] == [question.id]

    def test_what_a_marked_copy_colours_itself_is_no_colour(self, in_rotherham):
        faulty = changed(lambda book: [book["Women"].__setitem__(f"D{row}", "never") for row in (3, 4)])
        again = check(check(faulty, in_rotherham).marked, in_rotherham)
        assert len(again.faults) == 2
        assert not any("Colours" in remark.message for remark in again.reading.remarks)


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
