"""What a workbook leaves open is asked, and what is passed over is said: headings, never in silence."""

import io

import openpyxl
import pytest

from practices.workbook.naming import name_key
from sessions_log.importing import service
from tests.sessions_log.importing import ALL_ROWS, D, as_proposed, changed, check, messages, rows_of, trial
from tests.workbooks import ROTHERHAM, edited, small, workbook
from women.models import Place


def test_the_published_workbook_is_asked_nothing(in_rotherham):
    found = check(ROTHERHAM.read_bytes(), in_rotherham)
    assert (found.faults, found.reading.interview.asked) == ([], [])
    assert not [remark for remark in found.reading.remarks if remark.passed_over]


class TestHeadings:
    def test_friendly_headings_are_taken_for_ours_and_said(self, in_rotherham):
        found = trial("02-friendly-headers", in_rotherham)
        assert (found.faults, found.open_questions, rows_of(found)) == ([], [], ALL_ROWS)
        assert sum(row["agreed_on"] is not None for row in found.reading.sheets["Women"].rows) == 16
        assert any("“Known as” for “Known as”" in message for message in messages(found))

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
            "The column “Shoe size” is not known and was passed over: 1 filled cell. row 2 (RTH-0001): “5”.",
            "The column “column X” is not known and was passed over: 1 filled cell. row 3 (RTH-0002): “!”.",
        ]

    def test_two_columns_answered_as_one_are_a_fault(self, in_rotherham):
        row = {"ref": "A1", "offered_on": D(2019, 1, 1), "Agreed date": D(2019, 1, 1), "When agreed": D(2019, 1, 1)}
        content = workbook(Women=[row])
        questions = check(content, in_rotherham).open_questions
        found = check(content, in_rotherham, {question.id: "agreed_on" for question in questions})
        assert "Two columns are read as “Agreed on”" in found.faults[0].message

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


def test_names_that_fold_alike_are_one():
    assert (
        len({name_key(name) for name in ("agreed_on", "Agreed on", " AGREED-ON: ", "agreedOn", "Agreed\u00a0on")}) == 1
    )
