"""Written by its page and taken back, all that is held of her is as it was: no due date, review or status is lost."""

import uuid
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from practices.tenancy.managers import TenantModel
from tests import factories as make
from tests.conftest import scope_of
from tests.page_forms import form_on, press
from tests.women.test_saving import ADDED, TYPED
from tests.women.test_saving import address as address_of_form
from tests.women.test_taking_back import address, other, place, take_back
from women.kinds import KINDS
from women.models import Child, Contraception, Need, Pregnancy, Withdrawal
from women.withdrawing import NOT_TAKEN_BACK, withdrawable

__all__ = ["other", "place"]
pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()
REVIEW = TODAY + timedelta(days=200)


def state(rotherham):
    """Every row of every record, in all that it says; without history, which keeps what was."""
    with scope_of(rotherham):
        return {
            (model._meta.label, row["id"]): row
            for label in ("women", "sessions_log")
            for model in apps.get_app_config(label).get_models()
            if issubclass(model, TenantModel) and not hasattr(model, "pgh_tracked_model")
            if model._meta.label != "women.Withdrawal"
            for row in model._base_manager.values()
        }


def differences(before, after):
    return {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


@pytest.fixture
def full(rotherham, place):
    """A record with something of each kind that another row could change."""
    with scope_of(rotherham):
        woman = place.woman
        make.GoalScoreFactory(goal=make.GoalFactory(woman=woman, set_on=date(2024, 2, 1)))
        make.ContraceptionFactory(woman=woman, started_on=date(2024, 2, 1), ended_on=None, review_due_on=REVIEW)
        make.PregnancyFactory(woman=woman, ended_as="")
        make.AppointmentFactory(woman=woman)
        make.InstrumentFactory()
    with scope_of(rotherham):  # in another press, as a page saves it
        child = make.ChildFactory(woman=woman, legal_status="care_order", placement="Foster care")
        make.ChildContactFactory(child=child, done_on=None, due_on=TODAY + timedelta(days=9))
    return place


def press_back(lead, place, key, row):
    assert take_back(lead, place, key, row).status_code == 302


def put_back(lead, place, rotherham):
    with scope_of(rotherham):
        latest = Withdrawal.objects.latest("pk")
    assert lead.post(f"/rotherham/women/{place.woman_id}/put-back/{latest.pk}/").status_code == 302


@pytest.mark.parametrize("key", [key for key in ADDED if key not in NOT_TAKEN_BACK])
def test_what_a_page_adds_is_taken_back_and_put_back_whole(key, lead, full, rotherham):
    if KINDS.get(key) and KINDS[key].section == "after":
        with scope_of(rotherham):
            full.woman.death_known_on = date(2024, 8, 1)
            full.woman.save()
    parents = {"goal": "goals", "child": "children"}
    with scope_of(rotherham):
        found = {name: getattr(full.woman, rows).get().pk for name, rows in parents.items()}
        found["instrument"] = apps.get_model("women.Instrument").objects.get().pk
    before = state(rotherham)
    url = address_of_form(full, key)
    typed = {name: [str(found[name])] if value == ["PARENT"] else value for name, value in TYPED[key].items()}
    response = lead.post(url, {**form_on(lead.get(url)).fields, **typed})
    assert response.status_code == 302, response.context["form"].errors
    written = state(rotherham)
    with scope_of(rotherham):
        model = withdrawable(key).hers(full.woman).model
    (row_id,) = {pk for label, pk in written.keys() - before.keys() if label == model._meta.label}
    with scope_of(rotherham):
        row = model._base_manager.get(pk=row_id)
    press_back(lead, full, key, row)
    assert differences(before, state(rotherham)) == {}
    put_back(lead, full, rotherham)
    assert differences(written, state(rotherham)) == {}


LOSSES = {
    "a stillbirth": {"what": "stillbirth", "certainty": "since", "reviews": "off"},
    "a pregnancy on record": {"what": "miscarriage", "certainty": "since", "reviews": "off", "pregnancy": Pregnancy},
    "a child": {"what": "child", "certainty": "since", "reviews": "off"},
    "a child on record": {"what": "child", "certainty": "since", "reviews": "off", "child": Child},
}  # fmt: skip


def lost(lead, place, rotherham, said):
    """Record it as the page does; gives the row that says so."""
    with scope_of(rotherham):
        said = {name: one if isinstance(one, str) else str(one.objects.get().pk) for name, one in said.items()}
    sent = {"key": uuid.uuid4(), **said, "sure": "yes"}
    assert press(lead, f"/rotherham/women/{place.woman_id}/loss/", sent).status_code == 302
    with scope_of(rotherham):
        assert Contraception.objects.get(woman=place.woman).review_due_on is None
        rows = [*Child.objects.exclude(loss=""), *Pregnancy.objects.exclude(ended_as="")]
    return rows[0]


@pytest.mark.parametrize("which", ["a stillbirth", "a child"])
def test_a_loss_that_was_none_of_hers_gives_the_review_its_day_again(which, lead, full, other, rotherham):
    before = state(rotherham)
    row = lost(lead, full, rotherham, LOSSES[which])
    key = "child" if which == "a child" else "pregnancy"
    written = state(rotherham)
    check = lead.post(address(full, key, row), {"reason": "mistake"}).content.decode()
    assert "The review of contraception on" in check and "stands again" in check
    press_back(lead, full, key, row)
    assert differences(before, state(rotherham)) == {}
    put_back(lead, full, rotherham)
    assert differences(written, state(rotherham)) == {}
    assert take_back(lead, full, key, row, reason="wrong_woman", to=other.woman_id).status_code == 302
    with scope_of(rotherham):
        assert Contraception.objects.get(woman=full.woman).review_due_on == REVIEW
        moved = type(row).objects.get(woman=other.woman_id)
    assert take_back(lead, other, key, moved, reason="wrong_woman", to=full.woman_id).status_code == 302
    with scope_of(rotherham):
        assert Contraception.objects.get(woman=full.woman).review_due_on is None  # as it was with the loss
        again = type(row).objects.get(woman=full.woman, pk__gt=moved.pk)
    press_back(lead, full, key, again)
    assert differences(before, state(rotherham)) == {}


@pytest.mark.parametrize("which", ["a pregnancy on record", "a child on record"])
def test_a_loss_put_right_on_the_row_that_was_there_does_so_too(which, lead, full, rotherham):
    before = state(rotherham)
    row = lost(lead, full, rotherham, LOSSES[which])
    url = f"/rotherham/women/{full.woman_id}/change/{'child' if 'child' in which else 'pregnancy'}/{row.pk}/"
    fields = form_on(lead.get(url)).fields
    assert lead.post(url, {**fields, "loss": "", "ended_as": ""}).status_code == 302
    assert differences(before, state(rotherham)) == {}


def test_a_review_that_somebody_set_meanwhile_stays(lead, full, rotherham):
    row = lost(lead, full, rotherham, LOSSES["a stillbirth"])
    with scope_of(rotherham):
        Contraception.objects.update(review_due_on=TODAY + timedelta(days=30))
    press_back(lead, full, "pregnancy", row)
    with scope_of(rotherham):
        assert Contraception.objects.get().review_due_on == TODAY + timedelta(days=30)


def test_the_first_status_taken_back_leaves_what_was_said_of_the_child_before(lead, full, rotherham):
    url = address_of_form(full, "status")
    with scope_of(rotherham):
        child = Child.objects.get()
    typed = {"child": [str(child.pk)], "legal_status": ["adopted"], "placement": ["Adopted"]}
    typed |= {"since_on_0": ["3"], "since_on_1": ["4"], "since_on_2": ["2024"]}
    assert lead.post(url, {**form_on(lead.get(url)).fields, **typed}).status_code == 302
    with scope_of(rotherham):
        child.refresh_from_db()
        assert (child.legal_status, child.placement) == ("adopted", "Adopted")
        row = child.statuses.get()
    press_back(lead, full, "status", row)
    with scope_of(rotherham):
        child.refresh_from_db()
        assert (child.legal_status, child.placement) == ("care_order", "Foster care")


class TestAnAnswerThatTookThePlaceOfAnother:
    """Asked again at the same stage: taken back, moved or put back, the answer before it is there or makes room."""

    @pytest.fixture
    def asked(self, lead, place, rotherham):
        url = f"/rotherham/women/{place.woman_id}/needs/ask/"
        for level, on in (("much", "2024-02-01"), ("some", "2024-03-01"), ("none", "2024-04-01")):
            said = {"stage": "start", "on": on, "housing": level}
            answer = lead.post(url, {**form_on(lead.get(url)).fields, **said})
            if answer.status_code == 422:  # it is asked whether it is to take the place of the one before
                answer = lead.post(url, form_on(answer).fields)
            assert answer.status_code == 302
        return place

    def said(self, rotherham, place):
        with scope_of(rotherham):
            return [(one.level, one.on.month) for one in Need.objects.filter(woman=place.woman_id)]

    def need(self, rotherham, place):
        with scope_of(rotherham):
            return Need.objects.get(woman=place.woman_id)

    def test_taken_back_each_gives_way_to_the_one_before(self, lead, asked, rotherham):
        check = lead.post(address(asked, "need", self.need(rotherham, asked)), {"reason": "mistake"})
        assert "Her answer before it stands again: Some support, 1 March 2024." in check.content.decode()
        for expected in ([("some", 3)], [("much", 2)], []):
            press_back(lead, asked, "need", self.need(rotherham, asked))
            assert self.said(rotherham, asked) == expected

    def test_put_back_it_is_her_answer_again(self, lead, asked, rotherham):
        press_back(lead, asked, "need", self.need(rotherham, asked))
        put_back(lead, asked, rotherham)
        assert self.said(rotherham, asked) == [("none", 4)]

    def test_what_was_answered_since_stays_and_is_not_written_over(self, lead, asked, rotherham):
        press_back(lead, asked, "need", self.need(rotherham, asked))
        with scope_of(rotherham):
            Need.objects.filter(woman=asked.woman_id).update(level="much")
        put_back(lead, asked, rotherham)
        assert self.said(rotherham, asked) == [("much", 3)]

    def test_moved_it_gives_way_and_moved_back_it_has_its_place(self, lead, asked, other, rotherham):
        values = {"reason": "wrong_woman", "to": other.woman_id}
        assert take_back(lead, asked, "need", self.need(rotherham, asked), **values).status_code == 302
        assert self.said(rotherham, asked) == [("some", 3)]
        assert self.said(rotherham, other) == [("none", 4)]
        values = {"reason": "wrong_woman", "to": asked.woman_id}
        assert take_back(lead, other, "need", self.need(rotherham, other), **values).status_code == 302
        assert self.said(rotherham, asked) == [("none", 4)]
        assert self.said(rotherham, other) == []
