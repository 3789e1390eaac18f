"""Put back, a row stands on the record that it is of: of two that were merged, of two that were taken apart again."""

import html
import re
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from sessions_log.models import Appointment, Contact, Support
from tests import factories as make
from tests.conftest import scope_of, user_of
from tests.page_forms import form_on
from tests.women.test_saving import whose_record
from tests.women.test_taking_back import ROWS, made, place, take_back
from women.actions.merging import Choices, merge
from women.actions.unmerging import unmerge
from women.models import Child, ChildStatus, Goal, GoalScore, Need, Withdrawal
from women.withdrawing import withdrawable

__all__ = ["place"]
pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()
KEYS = sorted(set(ROWS) - {"document"})  # its bytes are gone: nobody puts it back


@pytest.fixture
def former(rotherham, request):
    """An earlier place of hers, on a record of its own."""
    with scope_of(rotherham):
        return make.PlaceFactory(
            offered_on=date(2021, 1, 10), referred_on=date(2021, 1, 1), closed_on=date(2022, 1, 1),
            closure_reason="moved_away", woman__known_as="Amba", **whose_record(request),
        )  # fmt: skip


def brought_together(rotherham, place, former, **same_child):
    return merge(
        practice=rotherham, woman_id=place.woman_id, merged_id=former.woman_id, by=user_of(Role.PRACTICE_LEAD),
        choices=Choices(words="She says so.", goes_on=[place.pk, former.pk], **same_child), now=timezone.now(), today=TODAY,
    )  # fmt: skip


def taken_apart(rotherham, merging):
    unmerge(
        practice=rotherham, merge_id=merging.pk, by=user_of(Role.PRACTICE_LEAD), now=timezone.now(), today=TODAY
    )  # fmt: skip


def offered(client, place):
    page = client.get(f"/rotherham/women/{place.woman_id}/history/").content.decode()
    return re.findall(r'action="([^"]+/put-back/[^"]*)"', page)


def words_after(response):
    return html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def counts(rotherham, key, *places):
    with scope_of(rotherham):
        return [withdrawable(key).hers(place.woman).count() for place in places]


@pytest.mark.parametrize("key", KEYS)
def test_what_was_taken_back_while_two_were_one_is_put_back_on_the_record_it_is_of(key, lead, place, former, rotherham):
    row = made(rotherham, former, key)
    merging = brought_together(rotherham, place, former)
    take_back(lead, place, key, row)
    taken_apart(rotherham, merging)
    assert offered(lead, place) == []
    [url] = offered(lead, former)
    lead.post(url)
    assert counts(rotherham, key, place, former) == [0, 1]


@pytest.mark.parametrize("key", KEYS)
def test_what_was_taken_back_before_two_became_one_is_put_back_on_the_one_and_goes_back(
    key, lead, place, former, rotherham
):
    row = made(rotherham, former, key)
    take_back(lead, former, key, row)
    merging = brought_together(rotherham, place, former)
    [url] = offered(lead, place)
    assert "Put back." in words_after(lead.post(url, follow=True))
    assert counts(rotherham, key, place) == [1]
    taken_apart(rotherham, merging)
    assert counts(rotherham, key, place, former) == [0, 1]


def test_a_child_and_a_status_that_were_put_back_meanwhile_have_their_number_and_their_child_again(
    lead, place, former, rotherham
):
    with scope_of(rotherham):
        kept = make.ChildFactory(woman=place.woman, child_no=1)
        double = make.ChildFactory(woman=former.woman, child_no=1)
        status = make.ChildStatusFactory(child=double, legal_status="adopted")
        second = make.ChildFactory(woman=former.woman, child_no=2)
    for key, row in (("status", status), ("child", second)):
        take_back(lead, former, key, row)
    merging = brought_together(rotherham, place, former, same_child={double.pk: kept.pk})
    for url in offered(lead, place):
        assert "Put back." in words_after(lead.post(url, follow=True))
    with scope_of(rotherham):
        assert ChildStatus.objects.get(pk=status.pk).child == kept
    taken_apart(rotherham, merging)
    with scope_of(rotherham):
        assert ChildStatus.objects.get(pk=status.pk).child == double
        assert list(Child.objects.filter(woman=former.woman).values_list("pk", "child_no")) == [
            (double.pk, 1),
            (second.pk, 2),
        ]
        assert Child.objects.get(woman=place.woman) == kept


def test_one_press_that_took_rows_of_both_is_put_back_on_each(lead, place, former, rotherham):
    with scope_of(rotherham):
        kept = make.ChildFactory(woman=place.woman, child_no=1)
        hers = make.ChildStatusFactory(child=kept, legal_status="care_order", since_on=date(2020, 1, 1))
        double = make.ChildFactory(woman=former.woman, child_no=1)
        other = make.ChildStatusFactory(child=double, legal_status="adopted", since_on=date(2021, 1, 1))
    merging = brought_together(rotherham, place, former, same_child={double.pk: kept.pk})
    with scope_of(rotherham):
        kept.refresh_from_db()
    take_back(lead, place, "child", kept)
    taken_apart(rotherham, merging)
    for one in (place, former):
        [url] = offered(lead, one)
        assert "Put back." in words_after(lead.post(url, follow=True))
    with scope_of(rotherham):
        found = ChildStatus.objects.order_by("since_on").values_list("pk", "child", "child__woman")
        assert list(found) == [(hers.pk, kept.pk, place.woman_id), (other.pk, double.pk, former.woman_id)]


def test_a_row_that_was_moved_away_and_back_while_two_were_one_is_of_the_record_it_was_of(
    lead, place, former, rotherham
):
    with scope_of(rotherham):
        third = make.PlaceFactory(woman__known_as="Bea", offered_on=date(2020, 1, 1))
        note = make.NoteFactory(woman=former.woman, words="Hers.")
    merging = brought_together(rotherham, place, former)
    take_back(lead, place, "note", note, reason="wrong_woman", to=third.woman_id)
    with scope_of(rotherham):
        moved = third.woman.notes.get()
    take_back(lead, third, "note", moved, reason="wrong_woman", to=place.woman_id)
    assert counts(rotherham, "note", place, third) == [1, 0]
    taken_apart(rotherham, merging)
    assert counts(rotherham, "note", place, former) == [0, 1]


def test_an_answer_that_stood_again_while_two_were_one_is_of_the_record_it_was_of(lead, place, former, rotherham):
    url = f"/rotherham/women/{former.woman_id}/needs/ask/"
    for level in ("much", "some"):
        sent = {"key": uuid.uuid4(), "stage": "start", "on": TODAY, "housing": level}
        answer = lead.post(url, sent)
        if answer.status_code == 422:
            answer = lead.post(url, form_on(answer).fields)
        assert answer.status_code == 302
    merging = brought_together(rotherham, place, former)
    with scope_of(rotherham):
        need = Need.objects.get()
    take_back(lead, place, "need", need)
    with scope_of(rotherham):
        assert Need.objects.get().level == "much"
    taken_apart(rotherham, merging)
    assert counts(rotherham, "need", place, former) == [0, 1]


@pytest.fixture
def contact(practitioner, place, rotherham):
    """A contact with all that one press can write."""
    with scope_of(rotherham):
        goal = make.GoalFactory(woman=place.woman, set_on=date(2024, 2, 1), in_her_words="Sleep")
    sent = {
        "key": uuid.uuid4(), "when": "other", "other_day": "2024-03-04", "at": "10:00", "outcome": "made",
        "mode": "home_visit", "minutes": "30", f"goal_{goal.pk}": "6", "support": "housing:new_tenancy",
        "next_on": TODAY + timedelta(days=3), "next_at": "09:30", "next_service": "gp", "note": "A good day.",
    }  # fmt: skip
    assert practitioner.post(f"/rotherham/women/{place.woman_id}/log/", sent).status_code == 302
    with scope_of(rotherham):
        return Contact.objects.get()


@pytest.fixture
def other(rotherham):
    with scope_of(rotherham):
        return make.PlaceFactory(woman__known_as="Bea", offered_on=date(2020, 1, 1), referred_on=date(2019, 12, 1))


def all_but_the_score(rotherham):
    with scope_of(rotherham):
        return [model.objects.count() for model in (Contact, Support, Appointment, GoalScore)] == [1, 1, 1, 0]


def test_a_contact_whose_goal_went_to_another_woman_is_put_back_but_for_its_score(
    lead, place, other, contact, rotherham
):
    take_back(lead, place, "contact", contact)
    with scope_of(rotherham):
        goal = Goal.objects.get()
    take_back(lead, place, "goal", goal, reason="wrong_woman", to=other.woman_id)
    said = words_after(lead.post(offered(lead, place)[0], follow=True))
    assert "Put back, but not all of it." in said
    assert "Not put back: Goal score" in said and "score 6" in said
    assert "is on another record now" in said
    assert all_but_the_score(rotherham)
    with scope_of(rotherham):
        moved = Goal.objects.get()
    take_back(lead, other, "goal", moved, reason="wrong_woman", to=place.woman_id)
    [url] = offered(lead, place)
    assert "Put back." in words_after(lead.post(url, follow=True))
    with scope_of(rotherham):
        score = GoalScore.objects.get()
        assert (score.score, score.goal) == (6, Goal.objects.get(woman=place.woman))


def test_a_score_whose_goal_was_taken_back_comes_after_its_goal(lead, place, contact, rotherham):
    take_back(lead, place, "contact", contact)
    with scope_of(rotherham):
        goal = Goal.objects.get()
    take_back(lead, place, "goal", goal)
    with scope_of(rotherham):
        of_contact, of_goal = Withdrawal.objects.order_by("pk")
    put_back = f"/rotherham/women/{place.woman_id}/put-back/"
    assert "Put that back first" in words_after(lead.post(f"{put_back}{of_contact.pk}/", follow=True))
    assert all_but_the_score(rotherham)
    lead.post(f"{put_back}{of_goal.pk}/")
    [url] = offered(lead, place)
    lead.post(url)
    with scope_of(rotherham):
        assert GoalScore.objects.get().goal == goal
