"""The questions of a workbook on the page and on the command line; the empty workbook and its format."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.utils.html import strip_tags

from practices.workbook.writing import PlainWorkbook
from reporting.printing.flat import safe
from sessions_log.importing.reading import ROW_SHEETS
from sessions_log.models import WorkbookUpload
from tests.conftest import scope_of
from tests.sessions_log.importing import TRIALS, check, use
from tests.sessions_log.test_import_page import run, send
from tests.workbooks import PRACTICE, workbook
from women.models import Child, Place, Woman

ROOT = Path(__file__).parents[2]
OFFER = {"offered_on": "1/8/2018"}


def asked_twice():
    women = [{"ref": "A1", "Agreed date": "1/9/2018", "Shoe": 5} | OFFER]
    return workbook(Women=women)


class TestPage:
    def test_all_questions_stand_on_one_page_before_the_summary(self, lead, rotherham):
        response = send(lead, asked_twice())
        page = response.content.decode()
        assert "2 questions" in page
        assert "“Agreed date”, 1 filled cell" in page
        assert "It is Agreed on (proposed)" in page
        assert "Row 2: 1/9/2018" in strip_tags(page)
        assert "For 1 of 2 nothing is chosen: choose." in page
        form = response.context["form"]
        assert [form[name].value() for name in form.fields] == ["agreed_on", ""]
        response = use(lead, response, Shoe="leave_out")
        page = response.content.decode()
        assert "Check before applying" in page
        assert page.index("Passed over (1)") < page.index("Rows of each sheet")
        assert "The column “Shoe” is not known and was passed over: 1 filled cell." in page
        upload = response.context["upload"]
        lead.post(f"/rotherham/import/{upload.pk}/apply")
        with scope_of(rotherham):
            assert Place.objects.get().agreed_on is not None
            assert len(WorkbookUpload.objects.get().answers) == 2

    def test_what_is_not_answered_is_told_beside_it_and_the_others_are_kept(self, lead, rotherham):
        response = use(lead, send(lead, asked_twice()), **{"Agreed date": "declined_on"})
        upload = response.context["upload"]
        assert response.status_code == 422
        assert [str(one) for one in response.context["form"].errors.values()] != []
        assert "“Shoe”, 1 filled cell: choose an answer." in response.content.decode()
        assert "<title>Error: Questions" in response.content.decode()
        form = response.context["form"]
        assert [form[name].value() for name in form.fields] == ["declined_on", None]
        with scope_of(rotherham):
            assert list(WorkbookUpload.objects.get().answers.values()) == ["declined_on"]
            assert Woman.objects.count() == 0
        response = lead.post(f"/rotherham/import/{upload.pk}/apply", follow=True)
        assert "1 question" in response.content.decode()  # nobody is asked again what was answered

    def test_a_page_sent_again_with_other_answers_changes_what_was_kept(self, lead, rotherham):
        first = send(lead, asked_twice())
        second = use(lead, first, **{"Agreed date": "declined_on"})
        use(lead, second, **{"Agreed date": "agreed_on", "Shoe": "leave_out"})
        with scope_of(rotherham):
            assert sorted(WorkbookUpload.objects.get().answers.values()) == ["agreed_on", "leave_out"]

    def test_one_of_ours_is_taken_once(self, lead, rotherham):
        response = use(lead, send(lead, asked_twice()), Shoe="agreed_on")
        assert response.status_code == 422
        assert "“Agreed date”, 1 filled cell is that already. Choose another." in response.content.decode()

    def test_an_answer_can_be_changed(self, lead, rotherham):
        response = send(lead, (TRIALS / "32-header-typo-agreed.xlsx").read_bytes())
        upload, (question,) = response.context["upload"], response.context["questions"]
        address = f"/rotherham/import/{upload.pk}/question"
        response = use(lead, response, **{"Agreed date": "leave_out"})
        assert f"{address}?question={question.id}" in response.content.decode()
        response = lead.get(f"{address}?question={question.id}")
        assert "Agreed date" in response.content.decode()
        response = use(lead, response, **{"Agreed date": "agreed_on"})
        assert "Passed over" not in response.content.decode()

    def test_a_totals_row_is_said_first_and_may_be_said_to_be_a_record(self, lead, rotherham):
        content = workbook(Women=[{"ref": "A1"}, {"ref": "TOTAL"}])
        page = send(lead, content).content.decode()
        assert "This row holds totals and no record, and was passed over." in page
        assert "Read it as a record" not in page
        assert "Change<span" in page

    def test_equal_faults_are_one_line_with_their_rows(self, lead, rotherham):
        women = [{"ref": f"A{n}", "priority_rank": "high"} for n in range(39)]
        page = send(lead, workbook(Women=women)).content.decode()
        assert "1 thing to fix" in page
        assert "2–40 (39 rows)" in page

    def test_a_fault_calls_its_column_as_the_file_does(self, lead, rotherham):
        response = send(lead, workbook(Women=[{"ref": "A1", "Rank": "high"}]))
        response = use(lead, response, Rank="priority_rank")
        assert [(fault.title, fault.heading) for fault in response.context["faults"]] == [("Women", "Rank")]

    def test_the_page_has_the_empty_workbook_and_the_format(self, lead, rotherham):
        page = lead.get("/rotherham/import/").content.decode()
        assert "/rotherham/import/practice-workbook.xlsx" in page
        assert "/rotherham/import/format" in page
        book = openpyxl.load_workbook(io.BytesIO(lead.get("/rotherham/import/practice-workbook.xlsx").content))
        for sheet in ROW_SHEETS:
            assert [cell.value for cell in book[sheet.name][1]] == sheet.names()
        text = lead.get("/rotherham/import/format").content.decode()
        for sheet in ROW_SHEETS:
            for column in sheet.columns:
                assert column.name in text
                assert all(choice in text for choice in column.read.choices)

    def test_the_empty_workbook_filled_in_is_imported_without_a_question(self, lead, in_rotherham):
        book = openpyxl.load_workbook(io.BytesIO(lead.get("/rotherham/import/practice-workbook.xlsx").content))
        filled = dict(book["Practice"].iter_rows(min_row=2, values_only=True))
        assert [filled[key] for key in ("name", "slug", "nation")] == ["Rotherham", "rotherham", "England"]
        for row in book["Practice"].iter_rows(min_row=2):
            row[1].value = PRACTICE.get(row[0].value)
        book["Women"].append(["A1", "Amber"])
        out = io.BytesIO()
        book.save(out)
        found = check(out.getvalue(), in_rotherham)
        assert (found.faults, found.reading.interview.asked) == ([], [])
        assert len(found.reading.sheets["Women"].rows) == 1


@pytest.mark.usefixtures("committed")
class TestCommand:
    def test_a_question_leaves_with_2_and_is_answered_by_its_id(self, rotherham):
        path = TRIALS / "32-header-typo-agreed.xlsx"
        said, _ = run(path, "--json", expected=2)
        (question,) = json.loads(said)["questions"]
        assert question.keys() == {"id", "kind", "sheet", "column", "rows", "text", "samples", "proposal", "choices"}
        assert json.loads(said)["errors"] == []
        with scope_of(rotherham):
            assert Woman.objects.count() == 0
        said, _ = run(path, "--json", "--answer", f"{question['id']}={question['proposal']}")
        assert json.loads(said)["questions"] == []
        with scope_of(rotherham):
            assert Place.objects.filter(agreed_on__isnull=False).count() == 16

    def test_an_answer_to_no_question_or_with_no_choice_is_refused(self, rotherham, tmp_path):
        path = tmp_path / "w.xlsx"
        path.write_bytes(asked_twice())
        said, _ = run(path, "--json", expected=2)
        answers = [f"--answer={one['id']}={one['proposal']}" for one in json.loads(said)["questions"]]
        said, _ = run(path, "--json", *answers, "--answer=nothing=else", expected=2)
        assert json.loads(said)["errors"][0]["value"] == "nothing"
        said, _ = run(path, "--json", answers[0], f"{answers[1]}x", expected=2)
        assert len(json.loads(said)["questions"]) == 1
        run(path, "--json", "--answer=nonsense", expected=2)

    def test_questions_are_asked_in_words_too(self, rotherham, tmp_path):
        path = tmp_path / "w.xlsx"
        path.write_bytes(asked_twice())
        _, said = run(path, expected=2)
        assert "proposed: --answer column-women-agreed-date-" in said
        assert "in the workbook: Row 2: 1/9/2018" in said
        assert "2 to answer. Nothing was changed." in said

    def test_a_new_practices_questions_come_before_it_is_made(self):
        from practices.models import Practice

        path = TRIALS / "hidden-rows.xlsx"
        said, _ = run(path, "--create", "--json", expected=2)
        assert [one["kind"] for one in json.loads(said)["questions"]] == ["hidden", "hidden"]
        assert not Practice.objects.filter(slug="newhaven").exists()

    def test_a_month_typed_into_excel_is_no_birthday_in_the_records(self):
        from practices.models import Practice
        from practices.tenancy.scope import practice_scope

        run(TRIALS / "month-typed-into-excel.xlsx", "--create", "--json")
        with practice_scope(Practice.objects.get(slug="newhaven").pk):
            assert list(Child.objects.values_list("born_day_is_known", flat=True)) == [False, False]


class TestTheWayOut:
    def test_every_spreadsheet_is_written_in_one_way(self):
        importing = {
            str(path.relative_to(ROOT))
            for app in ("practices", "women", "sessions_log", "reporting")
            for path in (ROOT / app).rglob("*.py")
            if "import xlsxwriter" in path.read_text()
        }
        assert importing == {"practices/workbook/writing.py"}

    def test_a_text_leaves_without_signs_that_nobody_sees(self):
        out = io.BytesIO()
        book = PlainWorkbook(out)
        sheet = book.add_worksheet("A")
        sheet.write_string(0, 0, "a\u00a0b\u202ec_x000D_\x07")
        sheet.write(1, 0, "=1+1")
        book.close()
        cells = [row[0] for row in openpyxl.load_workbook(out)["A"].iter_rows(values_only=True)]
        assert cells == ["a bc\n", "=1+1"]

    @pytest.mark.parametrize(
        ("cell", "written"), [("=1+1", "'=1+1"), ("\u200b=1+1", "'=1+1"), ("a\u00a0b", "a b"), (5, 5), (None, None)]
    )
    def test_a_cell_of_a_flat_table_too(self, cell, written):
        assert safe(cell) == written
        csv.writer(io.StringIO()).writerow([safe(cell)])
