"""Entered on the wrong woman, or by mistake: every kind of row is taken back with a reason, or moved by a lead."""

import html
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sessions_log.models import Amendment, Appointment, Contact, Support
from tests import factories as make
from tests.conftest import scope_of
from tests.page_forms import form_on
from tests.women.test_saving import ROWS as SAVED_ROWS
from tests.women.test_saving import whose_record
from women.law.gathering import gather
from women.models import Child, ChildContact, ChildStatus, Document, Goal, GoalScore, Note, Withdrawal
from women.withdrawing import NOT_TAKEN_BACK, OTHERS, withdrawable, withdrawable_keys

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()
SECRET = "Unmistakable"
ROWS = {
    **{key: row for key, row in SAVED_ROWS.items() if key not in NOT_TAKEN_BACK},
    "score": lambda place: make.GoalScoreFactory(goal=make.GoalFactory(woman=place.woman, in_her_words="Sleep")),
    "note": lambda place: make.NoteFactory(woman=place.woman, words=SECRET),
    "document": lambda place: make.DocumentContentFactory(
        document__woman=place.woman, document__title=SECRET, content=b"%PDF-1"
    ).document,
    "need": lambda place: make.NeedFactory(woman=place.woman),
    "request": lambda place: make.RequestFactory(woman=place.woman, words=SECRET),
    "contact": lambda place: make.ContactFactory(
        woman=place.woman, started_at=datetime(2024, 3, 4, 10, tzinfo=UTC), note=SECRET
    ),
}  # fmt: skip
SOMEWHERE = {  # what a row of these kinds hangs on, on the record to which it moves
    "score": lambda place: make.GoalFactory(woman=place.woman, set_on=date(2017, 1, 1), in_her_words="Sleep well"),
    "status": lambda place: make.ChildFactory(woman=place.woman),
    "family-contact": lambda place: make.ChildFactory(woman=place.woman),
}  # fmt: skip


@pytest.fixture
def place(rotherham, request):
    with scope_of(rotherham):
        return make.PlaceFactory(
            offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1), woman__known_as="Amber", **whose_record(request)
        )


@pytest.fixture
def other(rotherham, request):
    with scope_of(rotherham):
        return make.PlaceFactory(
            offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1), woman__known_as="Bea", **whose_record(request)
        )


def made(rotherham, place, key):
    with scope_of(rotherham):
        return ROWS[key](place)


def address(place, key, row):
    return f"/rotherham/women/{place.woman_id}/take-back/{key}/{row.pk}/"


def take_back(client, place, key, row, **values):
    """As a person does: open, say why, check, confirm."""
    url = address(place, key, row)
    page = form_on(client.get(url), "data-takes-back")
    asked = client.post(url, {**page.fields, "reason": "mistake", **values})
    assert asked.status_code == 200, asked.context["form"].errors
    title = (
        "Check before you move"
        if "to" in asked.context["form"].fields and values.get("to")
        else "Check before you take"
    )
    assert title in asked.content.decode()
    sure = form_on(asked, "data-sure").fields
    return client.post(url, sure)


def there(rotherham, row):
    with scope_of(rotherham):
        return type(row)._base_manager.filter(pk=row.pk).exists()


def test_every_kind_of_row_can_be_taken_back_or_is_said_why_not():
    assert set(ROWS) == set(withdrawable_keys())
    assert {"contact", "appointment", "document", "need"} <= set(OTHERS)
    assert all(NOT_TAKEN_BACK.values())


@pytest.mark.parametrize("key", sorted(ROWS))
def test_it_is_gone_from_every_page_and_copy_and_kept_in_what_changed(key, lead, place, rotherham):
    row = made(rotherham, place, key)
    section = withdrawable(key).section
    if key in ("note", "document", "contact"):
        assert SECRET in lead.get(f"/rotherham/women/{place.woman_id}/{section}/").content.decode() or key == "contact"
    assert take_back(lead, place, key, row).status_code == 302
    assert not there(rotherham, row)
    for page in ("", f"{section}/", "history/"):
        response = lead.get(f"/rotherham/women/{place.woman_id}/{page}")
        assert response.status_code == 200
        if page != "history/":
            assert SECRET not in response.content.decode()
    assert f"Taken back: {withdrawable(key).noun.lower()}" in response.content.decode()
    assert "It did not happen, or is not so" in response.content.decode()
    words = re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1].split("</main")[0])
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", words) == [], "a code is no word of a page"
    with scope_of(rotherham):
        assert SECRET not in str(gather(place.woman))


@pytest.mark.parametrize("key", sorted(ROWS))
def test_a_press_that_comes_twice_takes_back_once(key, lead, place, rotherham):
    row = made(rotherham, place, key)
    url = address(place, key, row)
    sure = form_on(lead.post(url, {"key": uuid.uuid4(), "reason": "twice"}), "data-sure").fields
    assert [lead.post(url, sure).status_code for _ in range(2)] == [302, 302]
    with scope_of(rotherham):
        assert Withdrawal.objects.count() == 1


def hers(key, place):
    return withdrawable(key).hers(place.woman)


@pytest.mark.parametrize("key", sorted(ROWS))
def test_a_lead_moves_it_and_nothing_of_it_stays_on_the_wrong_record(key, lead, place, other, rotherham):
    row = made(rotherham, place, key)
    if key in SOMEWHERE:
        with scope_of(rotherham):
            SOMEWHERE[key](other)
    assert "Take back or move" in lead.get(address(place, key, row)).content.decode()
    values = {"reason": "wrong_woman", "to": other.woman_id}
    response = take_back(lead, place, key, row, **values)
    assert response.status_code == 302
    with scope_of(rotherham):
        assert not hers(key, place).exists()
        assert hers(key, other).count() == 1
        assert SECRET not in str(gather(place.woman))
    wrong = lead.get(f"/rotherham/women/{place.woman_id}/history/").content.decode()
    assert "Taken back, and moved to the right record" in wrong
    assert SECRET not in wrong
    assert "Put it back" not in wrong
    right = lead.get(f"/rotherham/women/{other.woman_id}/history/").content.decode()
    assert "Moved here from another record" in right


def test_the_right_woman_is_found_by_what_is_typed_and_the_check_speaks_of_moving(lead, place, other, rotherham):
    note = made(rotherham, place, "note")
    with scope_of(rotherham):
        known_as, ref = other.woman.known_as, other.woman.ref
        twin = make.WomanFactory(known_as=known_as, full_name=f"{known_as} Another")
    url = address(place, "note", note)
    page = lead.get(url).content.decode()
    assert "<select" not in page and 'name="whose"' in page
    several = lead.post(url, {"reason": "wrong_woman", "whose": known_as})
    assert several.status_code == 422
    assert "Choose whose record it is." in several.content.decode()
    assert f'value="{twin.pk}"' in several.content.decode() and f'value="{other.woman_id}"' in several.content.decode()
    for said in ({"whose": ref}, {"whose": known_as, "to": other.woman_id}):
        check = " ".join(lead.post(url, {"reason": "wrong_woman", **said}).content.decode().split())
        for words in ("Check before you move", "Move it", place.woman.ref, ref, "stands on the record of"):
            assert words in check, words
        assert "take it back" not in check and "Take it back" not in check
        assert f'name="to" value="{other.woman_id}"' in check


def test_where_it_cannot_stand_is_said_when_she_is_chosen(lead, place, rotherham):
    contact = made(rotherham, place, "contact")
    with scope_of(rotherham):
        never_offered = make.PlaceFactory(referred_on=date(2024, 1, 1), offered_on=None).woman
    sent = lead.post(address(place, "contact", contact), {"reason": "wrong_woman", "whose": never_offered.ref})
    assert sent.status_code == 422
    assert "It cannot be moved to her. She has not been offered a place yet." in sent.content.decode()
    assert "Check before you move" not in sent.content.decode()


@pytest.mark.parametrize("key", sorted(set(ROWS) - SOMEWHERE.keys()))
def test_one_like_it_on_her_record_is_said_when_she_is_chosen_and_never_at_the_last_press(
    key, lead, place, other, rotherham
):
    row = made(rotherham, place, key)
    made(rotherham, other, key)
    said = {"reason": "wrong_woman", "to": other.woman_id}
    chosen = lead.post(address(place, key, row), said)
    if key == "plan":
        assert "each place of hers has one. Change that one" in chosen.content.decode()
    if key == "need":
        assert "has one like this already" in chosen.content.decode()
    if chosen.status_code == 422:
        (said,) = chosen.context["form"].errors.values()
        assert str(said[0]) in html.unescape(chosen.content.decode())
        assert there(rotherham, row)
    else:
        assert lead.post(address(place, key, row), form_on(chosen, "data-sure").fields).status_code == 302
    with scope_of(rotherham):
        assert Withdrawal.objects.count() == (chosen.status_code == 200)


def test_she_who_is_called_so_is_offered_before_those_who_are_called_alike(lead, place, rotherham):
    row = made(rotherham, place, "note")
    with scope_of(rotherham):
        for ref, name in (("A-1", "Kelly Pyke"), ("A-2", "Kelly Pikesley"), ("A-3", "Kelly Pike")):
            make.WomanFactory(ref=ref, known_as="Kelly", full_name=name)
    page = lead.post(address(place, "note", row), {"reason": "wrong_woman", "whose": "kelly pike"})
    assert re.findall(r"Kelly · <span[^>]*>(A-\d)", page.content.decode()) == ["A-3", "A-2", "A-1"]
    found = lead.post(f"/rotherham/women/{place.woman_id}/merge/", {"q": "kelly pike"})
    assert [one.woman.ref for one in found.context["found"]] == ["A-3", "A-2", "A-1"]


def test_from_the_wrong_record_without_a_right_one_says_what_to_do(lead, place, other, rotherham):
    url = address(place, "note", made(rotherham, place, "note"))
    none = lead.post(url, {"reason": "wrong_woman", "sure": "yes"})
    assert none.status_code == 422
    assert "Enter whose record it belongs to." in none.content.decode()
    nobody = lead.post(url, {"reason": "wrong_woman", "whose": "Zzyzx", "sure": "yes"}).content.decode()
    assert "Nobody else on record is found by this." in nobody
    assert 'value="Zzyzx"' in nobody


@pytest.mark.parametrize("key", sorted(set(ROWS) - {"document"}))
def test_within_a_day_it_is_put_back_as_it_was(key, lead, place, rotherham):
    row = made(rotherham, place, key)
    with scope_of(rotherham):
        row.refresh_from_db()
        before = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    take_back(lead, place, key, row)
    with scope_of(rotherham):
        withdrawal = Withdrawal.objects.get()
    assert "Put it back" in lead.get(f"/rotherham/women/{place.woman_id}/history/").content.decode()
    url = f"/rotherham/women/{place.woman_id}/put-back/{withdrawal.pk}/"
    assert [lead.post(url).status_code for _ in range(2)] == [302, 302]  # the second says that it cannot
    with scope_of(rotherham):
        row.refresh_from_db()
        assert {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} == before
    assert "Put back: " in lead.get(f"/rotherham/women/{place.woman_id}/history/").content.decode()


@pytest.mark.parametrize(("key", "number", "model"), [("child", "child_no", Child), ("goal", "ref", Goal)])
def test_one_that_is_put_back_beside_another_of_its_number_takes_the_next(key, number, model, lead, place, rotherham):
    with scope_of(rotherham):
        row = (
            make.ChildFactory(woman=place.woman, child_no=1)
            if key == "child"
            else make.GoalFactory(woman=place.woman, ref="G1")
        )
        before = getattr(row, number)
    take_back(lead, place, key, row)
    with scope_of(rotherham):
        other = ROWS[key](place)
        type(other).objects.filter(pk=other.pk).update(**{number: before})
        withdrawal = Withdrawal.objects.get()
    lead.post(f"/rotherham/women/{place.woman_id}/put-back/{withdrawal.pk}/")
    with scope_of(rotherham):
        row.refresh_from_db()
        other.refresh_from_db()
        assert getattr(other, number) == before
        assert getattr(row, number) != before
        assert model.objects.filter(woman=place.woman).count() == 2


class TestWhatGoesWithIt:
    def test_a_goal_with_its_scores_a_child_with_all_that_hangs_on_it(self, lead, place, rotherham):
        with scope_of(rotherham):
            goal = make.GoalScoreFactory(goal=make.GoalFactory(woman=place.woman)).goal
            child = make.ChildStatusFactory(child=make.ChildFactory(woman=place.woman)).child
            make.ChildContactFactory(child=child)
        page = lead.get(address(place, "child", child)).content.decode()
        assert "This goes with it" in page
        take_back(lead, place, "goal", goal)
        take_back(lead, place, "child", child)
        with scope_of(rotherham):
            assert not any(model.objects.exists() for model in (Goal, GoalScore, Child, ChildStatus, ChildContact))

    def test_a_moved_child_brings_its_statuses_and_takes_the_next_number(self, lead, place, other, rotherham):
        with scope_of(rotherham):
            child = make.ChildStatusFactory(child=make.ChildFactory(woman=place.woman, child_no=1)).child
            make.ChildFactory(woman=other.woman, child_no=1)
        take_back(lead, place, "child", child, reason="wrong_woman", to=other.woman_id)
        with scope_of(rotherham):
            assert ChildStatus.objects.get().child.woman_id == other.woman_id
            assert ChildStatus.objects.get().child.child_no == 2

    def test_a_contact_with_what_was_saved_in_the_same_press(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            goal = make.GoalFactory(woman=place.woman, set_on=date(2024, 2, 1))
            make.SupportFactory(woman=place.woman)  # of another day: it stays
        sent = {
            "key": uuid.uuid4(), "when": "other", "other_day": "2024-03-04", "at": "10:00", "outcome": "made",
            "mode": "home_visit", "minutes": "30", f"goal_{goal.pk}": "6", "support": "housing:new_tenancy",
            "next_on": TODAY + timedelta(days=3), "next_at": "09:30", "next_service": "gp",
        }  # fmt: skip
        assert practitioner.post(f"/rotherham/women/{place.woman_id}/log/", sent).status_code == 302
        with scope_of(rotherham):
            contact = Contact.objects.get()
            make.AmendmentFactory(contact=contact)
        page = practitioner.get(address(place, "contact", contact)).content.decode()
        for words in ("1 amendment", "1 support", "1 appointment", "1 goal score"):
            assert words in page
        take_back(practitioner, place, "contact", contact)
        with scope_of(rotherham):
            assert not any(model.objects.exists() for model in (Contact, Amendment, Appointment, GoalScore))
            assert Support.objects.count() == 1

    def test_what_something_rests_on_stays_and_says_what_to_do(self, lead, place, rotherham):
        with scope_of(rotherham):
            consent = make.TransferFactory(woman=place.woman, to_practice=rotherham_s_neighbour()).consent
        page = lead.get(address(place, "consent", consent)).content.decode()
        assert "This cannot be taken back while a transfer rests on it." in page
        assert lead.post(address(place, "consent", consent), {"reason": "mistake", "sure": "yes"}).status_code == 422
        assert there(rotherham, consent)

    def test_the_latest_status_that_is_left_stands_on_the_child(self, lead, place, rotherham):
        with scope_of(rotherham):
            child = make.ChildFactory(woman=place.woman, legal_status="adopted")
            make.ChildStatusFactory(child=child, legal_status="care_order", since_on=date(2024, 1, 1))
            wrong = make.ChildStatusFactory(child=child, legal_status="adopted", since_on=date(2024, 2, 1))
        take_back(lead, place, "status", wrong)
        with scope_of(rotherham):
            child.refresh_from_db()
            assert child.legal_status == "care_order"


def rotherham_s_neighbour():
    return make.Practice.objects.get(slug="hackney")


class TestWhoMay:
    def test_a_practitioner_takes_back_and_is_offered_no_move(self, practitioner, place, other, rotherham):
        note = made(rotherham, place, "note")
        page = practitioner.get(address(place, "note", note)).content.decode()
        assert "Whose record it belongs to" not in page
        check = practitioner.post(address(place, "note", note), {"reason": "wrong_woman"}).content.decode()
        for said in (page, check):
            assert "a practice lead can move it to the right one" in said
        take_back(practitioner, place, "note", note, reason="wrong_woman", to=other.woman_id)
        assert "Take back a note" in page and "or move" not in page.split("<h1")[1].split("</h1>")[0]
        with scope_of(rotherham):
            assert not Note.objects.exists()

    def test_a_hold_is_the_leads(self, practitioner, place, rotherham):
        hold = made(rotherham, place, "hold")
        assert practitioner.get(address(place, "hold", hold)).status_code == 403

    def test_another_womans_row_is_not_there(self, practitioner, place, other, rotherham):
        note = made(rotherham, other, "note")
        assert practitioner.get(address(place, "note", note)).status_code == 404

    def test_another_reason_needs_its_words(self, practitioner, place, rotherham):
        note = made(rotherham, place, "note")
        response = practitioner.post(address(place, "note", note), {"reason": "other"})
        assert "Say in a few words why." in response.content.decode()


class TestMoving:
    def test_what_is_to_do_after_a_death_moves_to_nobody_who_lives(self, lead, place, other, rotherham):
        with scope_of(rotherham):
            thing = make.AfterDeathFactory(woman=place.woman)
        said = {"reason": "wrong_woman", "to": other.woman_id}
        response = lead.post(address(place, "after-death", thing), said)  # said when she is chosen
        assert response.status_code == 422
        assert "It is not recorded that she has died. Record that first" in response.content.decode()
        assert there(rotherham, thing)

    @pytest.mark.parametrize(
        "key",
        ["goal", "score", "pregnancy", "contraception", "wellbeing", "need", "consent", "support", "appointment"],
    )
    def test_what_is_of_a_day_after_her_death_moves_to_nobody_who_had_died(self, key, lead, place, other, rotherham):
        row = made(rotherham, place, key)
        with scope_of(rotherham):
            type(other).objects.filter(pk=other.pk).update(
                referred_on=date(2010, 1, 1), offered_on=date(2010, 1, 2), closed_on=date(2011, 1, 1),
                closure_reason="died",
            )  # fmt: skip
            if key in SOMEWHERE:
                make.GoalFactory(woman=other.woman, set_on=date(2010, 2, 1))
        response = lead.post(address(place, key, row), {"reason": "wrong_woman", "to": other.woman_id})
        assert response.status_code == 422
        said = response.content.decode()
        assert "she had died by then" in said or "nothing is planned for her" in said
        assert there(rotherham, row)

    def test_a_contact_with_a_family_moves_to_nobody_who_lives(self, lead, place, other, rotherham):
        contact = made(rotherham, place, "contact")
        with scope_of(rotherham):
            Contact.objects.update(with_family=True)
        response = lead.post(address(place, "contact", contact), {"reason": "wrong_woman", "to": other.woman_id})
        assert response.status_code == 422
        assert "It is not recorded that she has died. Record that first" in response.content.decode()

    def test_a_contact_of_a_day_without_a_place_is_refused_with_the_reason(self, lead, place, rotherham):
        contact = made(rotherham, place, "contact")
        with scope_of(rotherham):
            later = make.PlaceFactory(offered_on=date(2024, 6, 1), referred_on=date(2024, 5, 1))
        response = lead.post(address(place, "contact", contact), {"reason": "wrong_woman", "to": later.woman_id})
        assert response.status_code == 422
        assert "This is before her offer on 1 June 2024" in response.content.decode()
        assert there(rotherham, contact)
        with scope_of(rotherham):
            assert not Withdrawal.objects.exists()

    @pytest.mark.parametrize("key", sorted(SOMEWHERE))
    def test_what_hangs_on_something_of_hers_says_what_to_do_where_she_has_none_and_asks_which_of_several(
        self, key, lead, place, other, rotherham
    ):
        row = made(rotherham, place, key)
        said = {"reason": "wrong_woman", "whose": other.woman.ref}
        none = lead.post(address(place, key, row), said)
        assert none.status_code == 422
        assert "on her record first" in none.content.decode()
        assert f"/rotherham/women/{other.woman_id}/{withdrawable(key).section}/" in none.content.decode()
        with scope_of(rotherham):
            SOMEWHERE[key](other)
            second = SOMEWHERE[key](other)
        asked = lead.post(address(place, key, row), said)
        assert asked.status_code == 422
        assert "Choose one of hers." in asked.content.decode()
        take_back(lead, place, key, row, **said, to=other.woman_id, parent=second.pk)
        with scope_of(rotherham):
            moved = hers(key, other).get()
            assert second in (getattr(moved, "goal", None), getattr(moved, "child", None))

    def test_a_status_leaves_the_one_child_and_stands_on_the_other(self, lead, place, other, rotherham):
        with scope_of(rotherham):
            child = make.ChildFactory(woman=place.woman, legal_status="adopted")
            make.ChildStatusFactory(child=child, legal_status="care_order", since_on=date(2024, 1, 1))
            wrong = make.ChildStatusFactory(child=child, legal_status="adopted", since_on=date(2024, 2, 1))
            theirs = make.ChildFactory(woman=other.woman, legal_status="care_order")
        take_back(lead, place, "status", wrong, reason="wrong_woman", to=other.woman_id)
        with scope_of(rotherham):
            for one in (child, theirs):
                one.refresh_from_db()
            assert (child.legal_status, theirs.legal_status) == ("care_order", "adopted")

    def test_a_note_that_adds_to_another_offers_no_move_and_says_why(self, lead, place, rotherham):
        with scope_of(rotherham):
            further = make.NoteFactory(woman=place.woman, amends=make.NoteFactory(woman=place.woman))
        page = lead.get(address(place, "note", further)).content.decode()
        assert "This adds to another note. Move that note: this goes with it." in page
        assert "Take back a note" in page and 'name="whose"' not in page

    def test_what_cannot_go_with_a_contact_is_said_and_comes_back_with_it(
        self, practitioner, lead, place, other, rotherham
    ):
        with scope_of(rotherham):
            goal = make.GoalFactory(woman=place.woman, set_on=date(2024, 2, 1), in_her_words="Sleep")
        sent = {
            "key": uuid.uuid4(), "when": "other", "other_day": "2024-03-04", "at": "10:00", "outcome": "made",
            "mode": "home_visit", "minutes": "30", f"goal_{goal.pk}": "6", "support": "housing:new_tenancy",
        }  # fmt: skip
        assert practitioner.post(f"/rotherham/women/{place.woman_id}/log/", sent).status_code == 302
        for _ in range(2):  # there and back, and there and back again
            with scope_of(rotherham):
                contact, score = Contact.objects.get(), GoalScore.objects.get()
            said = {"reason": "wrong_woman", "to": other.woman_id}
            check = lead.post(address(place, "contact", contact), said)
            assert "1 goal score" not in check.content.decode().split("This goes with it:")[1].split("</ul>")[0]
            assert "1 support" in check.content.decode().split("This goes with it:")[1].split("</ul>")[0]
            stays = check.content.decode().split("data-stays")[1].split("</ul>")[0]
            assert "Goal score: goal Sleep, on 4 March 2024, score 6" in html.unescape(stays)
            assert lead.post(address(place, "contact", contact), form_on(check, "data-sure").fields).status_code == 302
            with scope_of(rotherham):
                assert not GoalScore.objects.exists()
                assert Withdrawal.objects.latest("pk").content[0]["values"]["score"] == "6"
                moved = Contact.objects.get()
            back = lead.post(address(other, "contact", moved), {"reason": "wrong_woman", "to": place.woman_id})
            assert "1 goal score" in back.content.decode().split("data-comes-back")[1].split("</ul>")[0]
            assert lead.post(address(other, "contact", moved), form_on(back, "data-sure").fields).status_code == 302
            with scope_of(rotherham):
                assert GoalScore.objects.get() == score and GoalScore.objects.get().goal == goal
                assert Support.objects.get().woman == Contact.objects.get().woman == place.woman
                assert "score" in str(gather(place.woman)).lower()

    def test_what_hung_on_a_goal_that_went_too_is_not_put_back_into_nothing(self, lead, place, rotherham):
        score = made(rotherham, place, "score")
        take_back(lead, place, "score", score)
        take_back(lead, place, "goal", score.goal)
        with scope_of(rotherham):
            first, second = Withdrawal.objects.order_by("pk")
        put_back = f"/rotherham/women/{place.woman_id}/put-back/"
        said = lead.post(f"{put_back}{first.pk}/", follow=True).content.decode()
        assert "What this belonged to was taken back, too. Put that back first." in said
        for one in (second, first):
            lead.post(f"{put_back}{one.pk}/")
        assert there(rotherham, score)

    def test_what_many_were_written_with_at_once_goes_with_none_of_them(self, lead, place, rotherham):
        with scope_of(rotherham), transaction.atomic():  # as a load writes them
            contact = make.ContactFactory(woman=place.woman)
            make.SupportFactory(woman=place.woman)
        assert "This goes with it" not in lead.get(address(place, "contact", contact)).content.decode()

    def test_only_what_stood_on_the_wrong_record_moves(self, lead, place, other, rotherham):
        note = made(rotherham, place, "note")
        response = lead.post(address(place, "note", note), {"reason": "twice", "to": other.woman_id})
        assert "Only what was entered on the wrong record is moved." in response.content.decode()


def test_a_note_goes_by_a_withdrawal_and_by_nothing_else(place, rotherham):
    note = made(rotherham, place, "note")
    refused = pytest.raises(DatabaseError, match="only by a withdrawal")
    with scope_of(rotherham), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM women_note WHERE id = %s", [note.pk])
    assert there(rotherham, note)


def test_a_documents_bytes_are_gone(lead, place, rotherham):
    document = made(rotherham, place, "document")
    assert "The file itself is erased" in lead.get(address(place, "document", document)).content.decode()
    take_back(lead, place, "document", document)
    assert lead.get(f"/rotherham/women/{place.woman_id}/documents/{document.pk}/").status_code == 404
    with scope_of(rotherham):
        assert not Document.objects.exists()


@pytest.mark.parametrize("key", sorted(ROWS))
def test_each_row_has_a_link_that_leads_there(key, lead, place, rotherham):
    """From the page of its section in one step, or from the page that changes it in two."""
    row = made(rotherham, place, key)
    hers = f"/rotherham/women/{place.woman_id}/"
    page = lead.get(f"{hers}{withdrawable(key).section}/").content.decode()
    there = address(place, key, row)
    changed_at = {
        "contact": f"{hers}contacts/{row.pk}/",
        "appointment": f"{hers}appointments/{row.pk}/",
        "request": f"/rotherham/requests/{row.pk}/",
    }.get(key, f"{hers}change/{key}/{row.pk}/")
    assert there in page or (changed_at in page and there in lead.get(changed_at).content.decode())
