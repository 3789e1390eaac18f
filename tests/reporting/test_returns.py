"""Submit: what she checked is what is frozen, and nothing changes it afterwards."""

import hashlib
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from practices.jobs import CannotBuild
from practices.models import AccessRecord
from reporting.actions import returns
from reporting.actions.returns import CannotSubmit
from reporting.content import bytes_of_return, content_of_return
from reporting.figures import canonical_bytes, figures_of
from reporting.models import Return, ReturnFile
from tests.conftest import scope_of
from tests.factories import AppointmentFactory, PlaceFactory, ReturnFactory, ReturnFileFactory
from tests.reporting import building
from tests.reporting.building import NOW, Q4, TODAY, build


@pytest.fixture
def draft(in_rotherham):
    PlaceFactory()
    return build(in_rotherham)


@pytest.fixture
def submit(in_rotherham):
    return lambda draft, **changes: building.submit(draft, in_rotherham, **changes)


def test_a_draft_is_submitted_and_sealed(draft, submit):
    sent = submit(draft)
    assert sent.status == "submitted"
    assert sent.sha256 == hashlib.sha256(bytes_of_return(sent)).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        lambda sent: Return.objects.filter(pk=sent.pk).update(figures={}),
        lambda sent: Return.objects.filter(pk=sent.pk).update(status="draft"),
        lambda sent: Return.objects.filter(pk=sent.pk).update(status="accepted", sha256="0" * 64),
        lambda sent: Return.objects.filter(pk=sent.pk).update(submitted_at=datetime(2020, 1, 1, tzinfo=UTC)),
        lambda sent: Return.objects.filter(pk=sent.pk).update(version=2),
        lambda sent: Return.objects.filter(pk=sent.pk).delete(),
        lambda sent: ReturnFile.objects.filter(kind="pdf").update(content=b"other"),
        lambda sent: ReturnFile.objects.filter(kind="pdf").delete(),
        lambda sent: ReturnFileFactory(return_of=sent, kind="pdf"),
    ],
)
def test_the_database_refuses_to_change_what_was_submitted(change, draft, submit):
    sent = submit(draft)
    with pytest.raises(IntegrityError, match=r"frozen"), transaction.atomic():
        change(sent)


@pytest.mark.parametrize(
    "trick",
    [
        lambda draft: ReturnFactory(quarter="2018-19 Q3", status="submitted", submitted_at=NOW, sha256="0" * 64),
        lambda draft: ReturnFactory(quarter="2018-19 Q3", status="accepted", submitted_at=NOW, sha256="0" * 64),
        lambda draft: Return.objects.filter(pk=draft.pk).update(status="accepted", submitted_at=NOW),
        lambda draft: Return.objects.filter(pk=draft.pk).update(status="submitted", submitted_at=NOW, figures={}),
    ],
)
def test_a_return_becomes_submitted_only_by_being_sent_as_it_stands(trick, draft):
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        trick(draft)


def test_a_drafts_file_is_not_slipped_into_a_frozen_return(draft, submit):
    sent = submit(draft)
    ReturnFile.objects.filter(return_of=sent)
    other = ReturnFileFactory(return_of=ReturnFactory(quarter="2018-19 Q3"), kind="pdf")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        ReturnFile.objects.filter(pk=other.pk).update(return_of=sent)


def test_a_temporary_table_of_the_same_name_opens_nothing(draft, submit):
    submit(draft)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE reporting_return (id bigint, status text)")
        cursor.execute("UPDATE public.reporting_returnfile SET content = 'EVIL'")


def test_each_file_is_kept_with_its_digest(draft):
    for file in ReturnFile.objects.all():
        assert file.sha256 == hashlib.sha256(bytes(file.content)).hexdigest()


@pytest.mark.parametrize("status", ["accepted", "returned"])
def test_a_practice_does_not_decide_on_its_own_return(status, draft, submit):
    sent = submit(draft)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Return.objects.filter(pk=sent.pk).update(status=status)


def test_what_was_built_again_since_is_not_submitted_unseen(draft, submit):
    with pytest.raises(CannotSubmit, match="built again"):
        submit(draft, seal="0" * 64)


def test_it_is_submitted_once(draft, submit):
    submit(draft)
    with pytest.raises(CannotSubmit, match="already"):
        submit(draft)
    with pytest.raises(CannotBuild, match="was submitted"):
        returns.keep_draft(quarter=Q4, version=1, figures=draft.figures, more={}, files={}, by=None, now=NOW)


def test_a_return_so_far_cannot_be_submitted(in_rotherham, submit):
    draft = build(in_rotherham, today=date(2019, 2, 1))
    assert draft.so_far
    with pytest.raises(CannotSubmit, match="counted so far"):
        submit(draft)
    with pytest.raises(IntegrityError, match="frozen_only_whole"), transaction.atomic():
        Return.objects.filter(pk=draft.pk).update(status="submitted", submitted_at=NOW)


def test_later_edits_to_records_do_not_change_it(draft, in_rotherham, submit):
    sent = submit(draft)
    PlaceFactory()
    assert figures_of(in_rotherham, Q4, today=TODAY)["indicators"]["women_in_cohort"]["value"] == 2
    assert Return.objects.get(pk=sent.pk).figures["indicators"]["women_in_cohort"]["value"] == 1


def test_the_seal_does_not_depend_on_the_order_of_keys():
    one, other = {"a": 1, "b": {"c": "é"}}, {"b": {"c": "é"}, "a": 1}
    assert canonical_bytes(one) == canonical_bytes(other) == '{"a":1,"b":{"c":"é"}}'.encode()


# --- in the browser's terms


@pytest.mark.usefixtures("committed")
class TestPages:
    @pytest.fixture
    def kept(self, rotherham):
        with scope_of(rotherham):
            PlaceFactory()
            return build(rotherham)

    def test_the_lead_checks_and_submits(self, lead, kept, rotherham):
        page = lead.get("/rotherham/quarters/2018-19-Q4/1/submit/").content.decode()
        assert kept.sha256 in page
        response = lead.post("/rotherham/quarters/2018-19-Q4/1/submit/", {"seal": kept.sha256}, follow=True)
        assert "is submitted to National Pause and frozen" in response.content.decode()
        with scope_of(rotherham):
            assert Return.objects.get().status == "submitted"

    def test_a_stale_page_is_told(self, lead, kept, rotherham):
        response = lead.post("/rotherham/quarters/2018-19-Q4/1/submit/", {"seal": "x"}, follow=True)
        assert "built again since you opened this page" in response.content.decode()
        with scope_of(rotherham):
            assert Return.objects.get().status == "draft"

    def test_national_sees_it_once_it_is_submitted_and_not_before(self, lead, analyst, kept):
        urls = ["/national/returns/rotherham/2018-19-Q4/1/", "/national/returns/rotherham/2018-19-Q4/1/return.pdf"]
        assert [analyst.get(url).status_code for url in urls] == [404, 404]
        board = "/national/returns/quarter/2018-19-Q4/"
        assert b"return of Rotherham" not in analyst.get(board).content
        lead.post("/rotherham/quarters/2018-19-Q4/1/submit/", {"seal": kept.sha256})
        assert [analyst.get(url).status_code for url in urls] == [200, 200]
        assert b"return of Rotherham" in analyst.get(board).content

    def test_nationals_page_names_no_woman(self, lead, analyst, kept, rotherham):
        lead.post("/rotherham/quarters/2018-19-Q4/1/submit/", {"seal": kept.sha256})
        content = analyst.get("/national/returns/rotherham/2018-19-Q4/1/").content.decode()
        assert "Amber" not in content
        assert "T-0" not in content
        assert "/behind/" not in content

    def test_the_board_sees_it_once_it_is_submitted(self, lead, board, kept):
        assert board.get("/rotherham/quarters/2018-19-Q4/1/").status_code == 404
        lead.post("/rotherham/quarters/2018-19-Q4/1/submit/", {"seal": kept.sha256})
        assert board.get("/rotherham/quarters/2018-19-Q4/1/").status_code == 200

    def test_the_board_sees_no_small_number_and_no_file(self, lead, board, kept):
        lead.post("/rotherham/quarters/2018-19-Q4/1/submit/", {"seal": kept.sha256})
        page = board.get("/rotherham/quarters/2018-19-Q4/1/")
        figures = {f.indicator.key: f.display for part in page.context["shown"].parts for f in part.figures}
        assert figures["women_in_cohort"] == figures["seats_filled"] == "not shown"
        assert figures["appointments_due"] == "0"
        assert board.get("/rotherham/quarters/2018-19-Q4/1/return.json").status_code == 403
        assert board.get("/rotherham/quarters/2018-19-Q4/1/return.pdf").status_code == 403

    @pytest.mark.parametrize("side", ["numerators", "Amber-Jones", "a" * 200])
    def test_a_side_that_is_none_is_404_and_leaves_no_words_in_the_trail(self, side, lead, kept, rotherham):
        assert lead.get(f"/rotherham/quarters/2018-19-Q4/behind/fully_engaged/{side}/").status_code == 404
        with scope_of(rotherham):
            assert [look.why for look in AccessRecord.objects.all()] == ["404"]

    def test_the_records_behind_a_number_are_listed(self, lead, rotherham):
        with scope_of(rotherham):
            AppointmentFactory(woman=PlaceFactory().woman)
        page = lead.get("/rotherham/quarters/2018-19-Q4/behind/appointment_attendance/denominator/").content.decode()
        assert "4 February 2019 at 10:00: GP, attended" in page

    def test_the_figures_are_there_as_data(self, lead, kept):
        assert lead.get("/rotherham/quarters/2018-19-Q4/1/return.json").json() == content_of_return(kept)
        assert (
            hashlib.sha256(lead.get("/rotherham/quarters/2018-19-Q4/1/return.json").content).hexdigest() == kept.sha256
        )

    @pytest.mark.parametrize("address", ["2018-20-Q4", "nonsense", "2018-19-Q9"])
    def test_a_quarter_that_does_not_exist_is_404(self, address, lead):
        assert lead.get(f"/rotherham/quarters/{address}/").status_code == 404

    def test_a_quarter_to_come_says_so(self, lead):
        assert "There is nothing to count yet" in lead.get("/rotherham/quarters/2199-00-Q1/").content.decode()

    def test_the_quarters_list_runs_from_the_first_to_the_present(self, lead):
        page = lead.get("/rotherham/quarters/").content.decode()
        assert "2018-19 Q2" in page
        assert "2018-19 Q1" not in page


def run(*words):
    import io

    out = io.StringIO()
    call_command("quarterly_return", *words, stdout=out)
    return out.getvalue()


class TestCommand:
    def test_prints_the_figures_as_json(self, rotherham):
        found = json.loads(run("rotherham", "2018-19 Q4"))
        assert list(found) == ["practice", "quarter", "period", "indicators", "breakdowns"]
        assert found["indicators"]["seats_filled"] == {"numerator": 0, "denominator": 0, "value": None, "display": "–"}

    def test_writes_a_pdf_and_a_spreadsheet(self, rotherham, tmp_path):
        run("rotherham", "2018-19 Q4", "--format", "pdf", "--output", str(tmp_path / "r.pdf"))
        assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
        run("rotherham", "2018-19 Q4", "--format", "xlsx", "--output", str(tmp_path / "r.xlsx"))
        assert openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames[:2] == ["About", "Figures"]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("nowhere", "2018-19 Q4"), "no Practice nowhere"),
            (("rotherham", "last quarter"), "Write it like 2018-19 Q4"),
            (("rotherham", "2199-00 Q1"), "has not begun"),
            (("rotherham", "2018-19 Q4", "--output", "/no/such/folder/x"), "cannot be written"),
        ],
    )
    def test_says_what_is_wrong(self, words, said, rotherham):
        with pytest.raises(CommandError, match=said):
            run(*words)
