"""The import in the browser's terms: choose, see, apply; and the same on the command line."""

import io
import json
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from pghistory import context as history_context

from practices.models import AccessRecord, Practice
from practices.tenancy.scope import practice_scope
from reporting.tasks import forget_uploads
from sessions_log.models import Contact, WorkbookUpload
from tests.conftest import scope_of
from tests.factories import CohortFactory, PlaceFactory
from tests.workbooks import ROTHERHAM, WITH_ERRORS, edited, small, workbook
from women.models import Woman


def send(client, content, name="w.xlsx"):
    return client.post("/rotherham/import/", {"workbook": SimpleUploadedFile(name, content)}, follow=True)


def test_a_clean_workbook_is_summed_up_then_applied(lead, rotherham):
    response = send(lead, ROTHERHAM.read_bytes())
    assert "Check before applying" in response.content.decode()
    assert "Women who are new (39)" in response.content.decode()
    with scope_of(rotherham):
        assert Woman.objects.count() == 0
        upload = WorkbookUpload.objects.get()
    response = lead.post(f"/rotherham/import/{upload.pk}/apply", follow=True)
    assert "24 women in the cohort of 24 seats" in " ".join(response.content.decode().split())
    with scope_of(rotherham):
        assert Contact.objects.count() == 1125
        upload.refresh_from_db()
        assert bytes(upload.content) == b""
        assert AccessRecord.objects.filter(why="workbook import").count() == 1


def test_women_who_are_new_are_named_as_the_workbook_names_them(lead, rotherham):
    women = [{"ref": "M10", "full_name": "Bex Tolliver"}, {"ref": "M11", "known_as": "Si", "full_name": "Sian Pugh"}]
    rows = [row | {"offered_on": date(2018, 8, 1)} for row in women]
    page = send(lead, workbook(Women=rows)).content.decode()
    for name, ref in (("Bex Tolliver", "M10"), ("Si", "M11")):
        assert f'<li><bdi>{name}</bdi> <span class="pause-ref">{ref}</span></li>' in page


def test_a_workbook_with_faults_lists_them_all_and_changes_nothing(lead, rotherham):
    page = send(lead, WITH_ERRORS.read_bytes()).content.decode()
    assert "13 things to fix" in page
    for value in ("31/02/1990", "RTH-9999", "Magic", "soon", "Pigeon", "Maybe", "Gardening", "G999"):
        assert value in page
    with scope_of(rotherham):
        assert Woman.objects.count() == 0


def test_the_marked_copy_is_downloaded_with_its_cells_marked(lead, rotherham):
    send(lead, WITH_ERRORS.read_bytes())
    with scope_of(rotherham):
        upload = WorkbookUpload.objects.get()
    response = lead.get(f"/rotherham/import/{upload.pk}/what-to-fix.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    sheet = book["Contacts"]
    heading = [cell.value for cell in sheet[1]]
    assert heading[-1] == "What to fix"
    assert "mode: Choose a mode" in sheet.cell(row=75, column=len(heading)).value
    assert sheet.cell(row=75, column=heading.index("mode") + 1).fill.fgColor.rgb == "FFFBD5D5"
    marked = [row[-1].value for name in book.sheetnames for row in book[name].iter_rows(min_row=2) if row[-1].value]
    assert len([words for words in marked if ": " in str(words)]) >= 13


def test_faults_found_again_at_apply_stop_it(lead, rotherham):
    send(lead, WITH_ERRORS.read_bytes())
    with scope_of(rotherham):
        upload = WorkbookUpload.objects.get()
    response = lead.post(f"/rotherham/import/{upload.pk}/apply", follow=True)
    assert "13 things to fix" in response.content.decode()


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"not a workbook", "not an Excel workbook"), (b"", "The file is empty")],
)
def test_what_is_no_workbook_is_told_beside_the_field(content, line, lead):
    response = send(lead, content)
    assert response.status_code == 422
    assert line in response.content.decode()
    assert "<title>Error: Import" in response.content.decode()


def test_no_file_at_all_is_told(lead):
    assert "Choose the workbook to import." in lead.post("/rotherham/import/", {}).content.decode()


def test_a_conflict_is_decided_on_the_page(lead, rotherham):
    send(lead, small())
    with scope_of(rotherham):
        first = WorkbookUpload.objects.get().pk
    lead.post(f"/rotherham/import/{first}/apply")
    with scope_of(rotherham), history_context(why="put right here"):
        Woman.objects.filter(ref="RTH-0001").update(known_as="Yas")
    response = send(lead, small())
    page = response.content.decode()
    assert "To decide (1)" in page
    assert "here Yas, in the workbook Yasmin" in page
    upload = response.context["upload"]
    conflict = response.context["conflicts"][0].id
    lead.post(f"/rotherham/import/{upload.pk}/apply", {f"conflict-{conflict}": "workbook"})
    with scope_of(rotherham):
        assert Woman.objects.get(ref="RTH-0001").known_as == "Yasmin"


@pytest.mark.usefixtures("committed")
def test_a_seat_taken_while_the_summary_was_read_is_told_and_changes_nothing(lead, rotherham):
    response = send(lead, ROTHERHAM.read_bytes())
    upload = response.context["upload"]
    with scope_of(rotherham):
        PlaceFactory(cohort=CohortFactory(number=9))
    response = lead.post(f"/rotherham/import/{upload.pk}/apply", follow=True)
    assert "25 women would hold an open place" in response.content.decode()
    assert "1 thing to fix" in response.content.decode()
    with scope_of(rotherham):
        assert Woman.objects.count() == 1


def test_a_workbook_that_nobody_applied_is_forgotten_after_a_day(lead, rotherham):
    send(lead, small())
    forget_uploads()
    with scope_of(rotherham):
        assert WorkbookUpload.objects.count() == 1
        WorkbookUpload.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    forget_uploads()
    with scope_of(rotherham):
        assert WorkbookUpload.objects.count() == 0


def run(*words, expected=0):
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("import_workbook", *words, stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    assert code == expected, err.getvalue()
    return out.getvalue(), err.getvalue()


@pytest.fixture
def few_rows(tmp_path):
    path = tmp_path / "few-rows.xlsx"
    path.write_bytes(small())
    return path


@pytest.mark.usefixtures("committed")
class TestCommand:
    def test_applies_a_clean_workbook(self, rotherham):
        said, _ = run(ROTHERHAM, "--json")
        assert json.loads(said)["sheets"]["Contacts"]["new"] == 1125
        with scope_of(rotherham):
            assert Woman.objects.count() == 39

    def test_check_changes_nothing(self, rotherham, few_rows):
        run(few_rows, "--check")
        with scope_of(rotherham):
            assert Woman.objects.count() == 0

    def test_lists_every_error_as_json_and_leaves_with_2(self, rotherham):
        said, _ = run(WITH_ERRORS, "--json", expected=2)
        errors = json.loads(said)["errors"]
        assert len(errors) == 13
        assert errors[6].keys() == {"sheet", "row", "column", "value", "message"}
        assert (errors[6]["sheet"], errors[6]["row"], errors[6]["column"], errors[6]["value"]) == (
            "Contacts",
            50,
            "started_at",
            "soon",
        )
        with scope_of(rotherham):
            assert Woman.objects.count() == 0

    def test_lists_errors_in_words_too(self, rotherham):
        _, said = run(WITH_ERRORS, expected=2)
        assert "Contacts 50 started_at: “soon”" in said
        assert "13 to fix. Nothing was changed." in said

    def test_a_new_practice_is_made_only_when_told(self, tmp_path):
        path = tmp_path / "new.xlsx"
        path.write_bytes(workbook({"slug": "newtown", "name": "Newtown", "nation": "wales"}, Women=[{"ref": "A1"}]))
        said, _ = run(path, "--json", expected=2)
        assert json.loads(said)["errors"][0]["column"] == "slug"
        run(path, "--check")
        assert not Practice.objects.filter(slug="newtown").exists()
        run(path, "--create")
        practice = Practice.objects.get(slug="newtown")
        with practice_scope(practice.pk):
            assert practice.nation == "Wales"
            assert Woman.objects.count() == 1

    def test_a_new_practices_workbook_is_remarked_on_once(self, tmp_path):
        path = tmp_path / "new.xlsx"
        path.write_bytes(workbook({"slug": "newtown"}, Women=[{"ref": "A1", "ethnicity": "Cornish"}]))
        said, _ = run(path, "--create", "--json")
        assert [warning["column"] for warning in json.loads(said)["warnings"]] == ["ethnicity"]

    def test_a_faulty_workbook_makes_no_practice(self, tmp_path):
        path = tmp_path / "new.xlsx"
        path.write_bytes(workbook({"slug": "newtown"}, Women=[{"ref": "A1", "agreed_on": date(2019, 1, 1)}]))
        said, _ = run(path, "--create", "--json", expected=2)
        assert [error["column"] for error in json.loads(said)["errors"]] == ["offered_on"]
        assert not Practice.objects.filter(slug="newtown").exists()

    def test_anothers_workbook_is_refused(self, rotherham, few_rows):
        said, _ = run(few_rows, "--practice", "hackney", "--json", expected=2)
        assert [error["column"] for error in json.loads(said)["errors"]] == ["slug"]

    def test_a_practice_that_does_not_exist_is_named(self, few_rows):
        said, _ = run(few_rows, "--practice", "nowhere", "--json", expected=2)
        assert "nowhere" in json.loads(said)["errors"][0]["message"]

    def test_a_file_that_is_not_there_or_no_workbook_is_one_error(self, tmp_path):
        said, _ = run(tmp_path / "none.xlsx", "--json", expected=2)
        assert len(json.loads(said)["errors"]) == 1
        (tmp_path / "x.xlsx").write_text("x")
        said, _ = run(tmp_path / "x.xlsx", "--json", expected=2)
        assert "not an Excel workbook" in json.loads(said)["errors"][0]["message"]

    def test_conflicts_are_kept_and_listed(self, rotherham, few_rows, tmp_path):
        run(few_rows)
        with scope_of(rotherham), history_context(why="put right here"):
            Woman.objects.filter(ref="RTH-0001").update(known_as="Yas")
        path = tmp_path / "w.xlsx"
        path.write_bytes(edited(small(), {("Women", 3, "known_as"): "Clo"}))
        said, _ = run(path, "--json")
        assert json.loads(said)["conflicts_kept"] == ["RTH-0001"]
        with scope_of(rotherham):
            assert Woman.objects.get(ref="RTH-0001").known_as == "Yas"
            assert Woman.objects.get(ref="RTH-0002").known_as == "Clo"
