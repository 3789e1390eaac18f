"""A request of hers on the wrong record, or by mistake: taken back or moved by a lead, as long as nothing has left."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.conftest import scope_of
from tests.page_forms import form_on
from tests.women.test_taking_back import address, other, place, take_back
from tests.women.test_written_meanwhile import words_of
from women.codes import AskedOutcome, AskedRight
from women.law.keeping import held_women
from women.models import CopyDecision, CopyFile, CopyStage, Erasure, Note, RecordCopy, Request, Withdrawal

__all__ = ["other", "place"]
pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()


def asked_by(rotherham, place, right=AskedRight.ACCESS, **values):
    with scope_of(rotherham):
        return make.RequestFactory(
            woman=place.woman, right=right, received_on=TODAY, due_on=date(TODAY.year + 1, 1, 9), **values
        )


def with_a_copy(rotherham, asked, state="done"):
    """A copy that was gathered, read through and made."""
    with scope_of(rotherham):
        made = make.RecordCopyFactory(
            request=asked, woman=asked.woman, stage=CopyStage.MAKE, state=state, content={"sections": [], "files": []}
        )
        make.CopyDecisionFactory(copy=made)
        CopyFile.objects.create(copy=made, woman=asked.woman, kind="pdf", content=b"%PDF-1", size=6, sha256="0" * 64)
    return made


def answer(client, asked, outcome, words=""):
    url = reverse("request_answer", args=["rotherham", asked.pk])
    sent = {
        **form_on(client.get(url), "novalidate").fields,
        "outcome": outcome,
        "answer": words,
        "on": TODAY.isoformat(),
    }
    assert client.post(url, sent).status_code == 302


def closed_place(place, rotherham):
    with scope_of(rotherham):
        place.agreed_on, place.closed_on, place.closure_reason = date(2024, 2, 1), date(2024, 9, 1), "moved_away"
        place.save()


def put_back(client, place, rotherham):
    with scope_of(rotherham):
        latest = Withdrawal.objects.latest("pk")
    return client.post(f"/rotherham/women/{place.woman_id}/put-back/{latest.pk}/", follow=True).content.decode()


class TestOpen:
    def test_what_was_prepared_for_it_is_of_the_wrong_woman_and_goes(self, lead, place, rotherham):
        asked = asked_by(rotherham, place)
        with_a_copy(rotherham, asked)
        check = lead.post(address(place, "request", asked), {"reason": "mistake"}).content.decode()
        assert "The copy that was prepared for it is deleted" in check
        take_back(lead, place, "request", asked)
        with scope_of(rotherham):
            assert not any(model.objects.exists() for model in (Request, RecordCopy, CopyDecision, CopyFile))
            assert "%PDF" not in str(Withdrawal.objects.get().content)
        assert "Put back." in put_back(lead, place, rotherham)
        with scope_of(rotherham):
            assert Request.objects.get().pk == asked.pk
            assert not RecordCopy.objects.exists()

    def test_moved_it_stops_erasing_on_the_right_record_and_who_she_is_is_asked_anew(
        self, lead, place, other, rotherham
    ):
        asked = asked_by(rotherham, place, identity_checked_on=TODAY)
        with_a_copy(rotherham, asked)
        check = lead.post(address(place, "request", asked), {"reason": "wrong_woman", "to": other.woman_id})
        assert "has to be made sure of anew" in check.content.decode()
        take_back(lead, place, "request", asked, reason="wrong_woman", to=other.woman_id)
        with scope_of(rotherham):
            moved = Request.objects.get()
            assert (moved.woman_id, moved.identity_checked_on, moved.due_on) == (other.woman_id, None, asked.due_on)
            assert held_women() == {other.woman_id}
            assert not RecordCopy.objects.exists()

    def test_one_of_a_kind_is_open_on_her_record(self, lead, place, other, rotherham):
        asked = asked_by(rotherham, place)
        asked_by(rotherham, other)
        sent = lead.post(address(place, "request", asked), {"reason": "wrong_woman", "whose": other.woman.ref})
        assert sent.status_code == 422
        assert "She has asked for this already, and it is open on her record." in sent.content.decode()

    def test_it_is_for_a_lead(self, practitioner, place, rotherham):
        refused = practitioner.get(address(place, "request", asked_by(rotherham, place)))
        assert refused.status_code == 403
        assert "A practice lead takes back or moves a request of hers." in refused.content.decode()


class TestAnswered:
    def test_her_own_words_that_were_added_go_with_it(self, lead, place, other, rotherham):
        asked = asked_by(rotherham, place, AskedRight.CORRECTION, identity_checked_on=TODAY)
        with scope_of(rotherham):
            make.NoteFactory(woman=place.woman, words="Of another day")
        answer(lead, asked, AskedOutcome.HER_WORDS_ADDED, "It was not so")
        take_back(lead, place, "request", asked, reason="wrong_woman", to=other.woman_id)
        with scope_of(rotherham):
            assert "It was not so" in Note.objects.get(woman=other.woman).words
            assert [note.words for note in Note.objects.filter(woman=place.woman)] == ["Of another day"]
            assert Request.objects.get().identity_checked_on == TODAY

    def test_erasing_that_it_began_is_stopped_and_begins_again_where_it_is_put_back(
        self, lead, place, other, rotherham
    ):
        closed_place(place, rotherham)
        asked = asked_by(rotherham, place, AskedRight.ERASURE, identity_checked_on=TODAY)
        answer(lead, asked, AskedOutcome.DONE)
        open_ones = {"done_at": None, "stopped_on": None}
        with scope_of(rotherham):
            assert Erasure.objects.filter(**open_ones).count() == 1
        moved = lead.get(address(place, "request", asked)).content.decode()
        assert "It was answered with erasing. Take it back here" in moved
        check = lead.post(address(place, "request", asked), {"reason": "mistake"}).content.decode()
        assert "Her details are not erased for it." in check
        take_back(lead, place, "request", asked)
        with scope_of(rotherham):
            assert not Erasure.objects.filter(**open_ones).exists()
        assert "Put back." in put_back(lead, place, rotherham)
        with scope_of(rotherham):
            assert Erasure.objects.filter(**open_ones).count() == 1


class TestLeft:
    def refused(self, lead, place, asked, words, rotherham):
        url = address(place, "request", asked)
        page = lead.get(url)
        assert words in page.content.decode()
        assert "data-takes-back" not in page.content.decode()
        lead.post(url, {"reason": "mistake"})
        lead.post(url, {"reason": "mistake", "sure": "yes"})
        with scope_of(rotherham):
            assert Request.objects.filter(pk=asked.pk).exists()
            assert not Withdrawal.objects.exists()

    def test_a_copy_that_was_sent_stays_and_it_is_said_what_to_do(self, lead, place, rotherham):
        asked = asked_by(
            rotherham, place, closed_on=TODAY, outcome=AskedOutcome.DONE, sent_how="in_hand", identity_checked_on=TODAY
        )
        with_a_copy(rotherham, asked)
        self.refused(lead, place, asked, "A copy was sent for it, so it stays", rotherham)

    def test_files_that_were_downloaded(self, lead, place, rotherham):
        asked = asked_by(rotherham, place, identity_checked_on=TODAY)
        made = with_a_copy(rotherham, asked)
        assert lead.get(reverse("copy_file", args=["rotherham", made.pk, "pdf"])).status_code == 200
        self.refused(lead, place, asked, "have been downloaded", rotherham)

    def test_a_copy_that_is_being_prepared(self, lead, place, rotherham):
        asked = asked_by(rotherham, place)
        with_a_copy(rotherham, asked, state="queued")
        self.refused(lead, place, asked, "A copy is being prepared for it this moment", rotherham)


STEPS = {
    "request_identity": {}, "request_extend": {"why": "It is complex."}, "request_answer": {"answer": "Carefully said."},
    "request_send": {},
}  # fmt: skip


@pytest.mark.parametrize("step", [*STEPS, "request"])
@pytest.mark.parametrize("is_moved", [False, True])
def test_whoever_works_on_one_that_went_meanwhile_is_told_by_whom_with_what_they_typed(
    step, is_moved, lead, place, other, rotherham
):
    asked = asked_by(rotherham, place)
    said = {"reason": "wrong_woman", "to": other.woman_id} if is_moved else {}
    assert take_back(lead, place, "request", asked, **said).status_code == 302
    url = reverse(step, args=["rotherham", asked.pk])
    told = lead.get(url) if step == "request" else lead.post(url, STEPS[step])
    assert told.status_code == 409
    words = words_of(told)
    assert f"Practice lead of Rotherham {'moved' if is_moved else 'took back'} a request of hers" in words
    for typed in STEPS.get(step, {}).values():
        assert typed in words
    assert lead.get(reverse("request", args=["rotherham", 999])).status_code == 404
