"""A check of a workbook is not lost: it is listed, its last answer can be changed, a corrected copy remembers answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from reporting.tasks import forget_uploads
from sessions_log.models import WorkbookUpload
from tests.conftest import client_of, scope_of
from tests.sessions_log.importing import use
from tests.sessions_log.test_import_page import send
from tests.workbooks import workbook

OFFER = {"ref": "A1", "offered_on": "1/8/2018"}
ASKS_TWICE = workbook(Women=[OFFER | {"Agreed date": "1/9/2018", "Shoe": 5}])
CORRECTED = workbook(Women=[OFFER | {"Agreed date": "2/9/2018", "Shoe": 6}, {"ref": "A2"}])


def chosen(response):
    form = response.context["form"]
    return [form[name].value() or None for name in form.fields]


def test_a_check_under_way_is_listed_with_what_it_waits_for(lead, rotherham):
    upload = send(lead, ASKS_TWICE, "ours.xlsx").context["upload"]
    page = " ".join(lead.get("/rotherham/import/").content.decode().split())
    assert "Checks under way" in page
    assert "ours.xlsx" in page
    assert "2 questions to answer" in page
    assert f'href="/rotherham/import/{upload.pk}/"' in page


def test_a_colleague_sees_that_it_is_under_way_and_cannot_go_on_with_it(lead, rotherham):
    upload = send(lead, ASKS_TWICE, "ours.xlsx").context["upload"]
    other = client_of(Role.COORDINATOR)
    page = other.get("/rotherham/import/").content.decode()
    assert "ours.xlsx" in page
    assert f'href="/rotherham/import/{upload.pk}/"' not in page
    assert other.get(f"/rotherham/import/{upload.pk}/").status_code == 404


def test_another_workbook_does_not_throw_away_the_first(lead, rotherham):
    send(lead, ASKS_TWICE, "ours.xlsx")
    send(
        lead,
        workbook({"name": "R"}, Goals=[{"goal": "G1", "of": "A1", "what": "home", "when": "1/9/2018"}]),
        "goals.xlsx",
    )
    page = lead.get("/rotherham/import/").content.decode()
    assert "ours.xlsx" in page
    assert "goals.xlsx" in page


def test_what_was_answered_can_be_changed_from_the_next_page_and_from_the_end(lead, rotherham):
    first = send(lead, ASKS_TWICE)
    assert "Back to your answers" not in first.content.decode()
    assert use(lead, first).status_code == 422
    address = f"/rotherham/import/{first.context['upload'].pk}/question?answered=yes"
    second = lead.get(f"/rotherham/import/{first.context['upload'].pk}/question")
    assert chosen(second) == [None]
    assert address in second.content.decode()
    assert chosen(lead.get(address)) == ["agreed_on"]
    end = use(lead, second, Shoe="leave_out")
    assert address in end.content.decode()
    assert "Your answers (2)" in end.content.decode()
    again = use(lead, lead.get(address), **{"Agreed date": "leave_out"})
    assert "Passed over (2)" in again.content.decode()


class TestRemembered:
    @pytest.fixture
    def answered(self, lead, rotherham):
        return use(lead, send(lead, ASKS_TWICE), **{"Agreed date": "declined_on"})

    def test_an_equal_question_of_a_corrected_copy_has_the_answer_chosen_and_is_asked_still(self, lead, answered):
        again = send(lead, CORRECTED)
        assert "2 questions" in again.content.decode()
        assert chosen(again) == ["declined_on", None]  # the second was never answered
        day = timezone.localdate()
        page = " ".join(again.content.decode().split())
        assert f"You answered this on {day.day} {day:%B}, for an earlier copy." in page

    def test_it_says_who_answered(self, answered, rotherham):
        other = client_of(Role.COORDINATOR)
        again = send(other, CORRECTED)
        assert chosen(again) == ["declined_on", None]
        assert "You answered" not in again.content.decode()
        assert "answered this on" in again.content.decode()

    def test_a_copy_takes_the_place_of_the_one_before(self, lead, answered, rotherham):
        send(lead, CORRECTED)
        with scope_of(rotherham):
            assert WorkbookUpload.objects.count() == 1

    def test_it_is_remembered_when_the_workbook_itself_was_thrown_away(self, lead, answered, rotherham):
        with scope_of(rotherham):
            WorkbookUpload.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
        forget_uploads()
        with scope_of(rotherham):
            upload = WorkbookUpload.objects.get()
            assert (bytes(upload.content), upload.file_name) == (b"", "")
        assert lead.get(f"/rotherham/import/{upload.pk}/").status_code == 404
        assert "Checks under way" not in lead.get("/rotherham/import/").content.decode()
        assert chosen(send(lead, CORRECTED)) == ["declined_on", None]
        with scope_of(rotherham):
            WorkbookUpload.objects.update(uploaded_at=timezone.now() - timedelta(days=29))
        forget_uploads()
        with scope_of(rotherham):
            assert WorkbookUpload.objects.count() == 0

    def test_an_answer_that_left_out_is_not_chosen_where_something_is_proposed_by_now(self, lead, rotherham):
        use(lead, send(lead, ASKS_TWICE), **{"Agreed date": "leave_out", "Shoe": "leave_out"})
        assert chosen(send(lead, CORRECTED)) == ["agreed_on", "leave_out"]

    def test_another_workbook_remembers_nothing(self, lead, answered):
        other = workbook(
            {"name": "R"}, Women=[{"Agreed date": "1/9/2018", "Who": "A1", "Seen": 1, "Left": 2, "More": 3}]
        )
        assert "declined_on" not in chosen(send(lead, other))

    def test_an_answer_about_people_holds_for_the_same_people_only(self, lead, rotherham):
        def two(first, second):
            women = [{"ref": ref, "full_name": "Fiona McDonald", "offered_on": "1/8/2018"} for ref in (first, second)]
            return workbook(Women=women)

        first = send(lead, two("A1", "A2"))
        use(lead, first, ref="others")
        assert chosen(send(lead, two("A1", "A2"))) == ["others"]
        assert chosen(send(lead, two("B1", "B2"))) == [None]
