"""Rows that are no records are seen, said and asked about: totals, notes, rows above headings, merged cells."""

import io
import zipfile

import pytest
from openpyxl.comments import Comment

from practices.workbook import markup
from sessions_log.importing import service
from tests.sessions_log.importing import ALL_ROWS, D, as_proposed, changed, check, messages, rows_of, trial
from tests.workbooks import workbook
from women.models import Woman


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

    @pytest.mark.parametrize("records", [0, 1, 2, 3, 4])
    @pytest.mark.parametrize(
        "words",
        ["Safeguarding: A-1 disclosed that he is back, see the file of the court", "see note: waiting for court"],
    )
    def test_a_note_under_few_records_is_asked_about_too(self, words, records, in_rotherham):
        row = {"woman_ref": "A-1", "mode": "phone", "outcome": "made"}
        rows = [row | {"started_at": f"{n}/1/2019 10:00"} for n in range(1, records + 1)]
        headings = row | {"started_at": None, "mode": None, "outcome": None}
        found = check(workbook(Women=[{"ref": "A-1"}], Contacts=[*rows, headings | {"woman_ref": words}]), in_rotherham)
        assert [one.text for one in found.open_questions] == [
            f"Row {records + 2} of Contacts holds words and no record: leave it out?"
        ]
        assert found.faults == []

    def test_references_of_three_words_are_no_notes(self, in_rotherham):
        found = check(workbook(Women=[{"ref": "Mary Ann Ward"}, {"ref": "Ivy May Lake"}]), in_rotherham)
        asked = [question.kind for question in found.open_questions]
        assert (asked, rows_of(found)[0]) == (["names-as-references"], 2)

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
    def test_cell_notes_are_read_out_first_and_nothing_of_them_is_kept(self, in_rotherham, small_rows):
        def change(book):
            book["Women"]["B2"].comment = Comment("Not her\nreal name", "Sam")
            book["Women"]["C3"].comment = Comment("Moved to Leeds, do not call. " * 9, "Sam")
            book["Practice"]["B2"].comment = Comment("Ours", "Sam")

        found = check(changed(change), in_rotherham)
        assert (found.is_clean, rows_of(found)) == (True, small_rows)
        practice, women = messages(found)[:2]
        assert practice == "1 cell note is not kept. Copy what matters onto the record. B2: “Ours”."
        assert women.startswith(
            "2 cell notes are not kept. Copy what matters onto the record. B2: “Not her real name”; C3"
        )
        assert women.endswith("C3: “Moved to Leeds, do not call. " + "Moved to Leeds, do not call. " * 3 + "Move…”.")
        service.apply(found, practice=in_rotherham, by=None)
        assert not Woman.objects.filter(known_as__contains="real name").exists()

    def test_a_comment_with_its_answers_is_read_out_once(self):
        """Excel keeps a note beside each comment, which tells programs that know none to open a newer Excel."""
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        threaded = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        links = f'<R xmlns="r"><L Type="{relation}" Target="../c.xml"/><L Type="{threaded}" Target="../t.xml"/></R>'
        note = '<c xmlns="m"><l><comment ref="B2"><text><t>[Threaded comment] Update Excel</t></text></comment></l></c>'
        comment = (
            '<T xmlns="t"><threadedComment ref="B2"><text>Moved to Leeds</text></threadedComment>'
            '<threadedComment ref="B2"><text>Do not call</text></threadedComment></T>'
        )
        package = zipfile.ZipFile(io.BytesIO(), "w")
        files = {"xl/worksheets/_rels/sheet1.xml.rels": links, "xl/c.xml": note, "xl/t.xml": comment}
        for name, words in files.items():
            package.writestr(name, words)
        found = markup._notes_of(package, "xl/worksheets/sheet1.xml", set(package.namelist()))
        assert found == {"B2": "Moved to Leeds / Do not call"}

    def test_headings_far_below_are_said_in_one_sentence(self, in_rotherham):
        def change(book):
            book["Women"].insert_rows(1, 35)
            book["Women"]["A1"] = "Notes"

        found = check(changed(change), in_rotherham)
        assert found.open_questions == []
        assert [fault.message for fault in found.faults if fault.sheet == "Women"] == [
            "No headings were found in the first 30 rows of Women."
        ]
