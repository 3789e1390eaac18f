"""A child or a goal that ended while a form was open: which, what happened and by whom, and nothing typed is lost."""

import html
import re
import uuid
from datetime import date

import pytest
from django.utils import timezone

from practices.permissions import Role
from tests import factories as make
from tests.conftest import client_of, membership_of, scope_of
from tests.page_forms import form_on
from tests.women.test_deaths import confirmed
from women.actions.withdrawals import withdraw
from women.withdrawing import withdrawable

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()


@pytest.fixture
def woman(rotherham):
    with scope_of(rotherham):
        return make.PlaceFactory(offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1)).woman


def read(page):
    return html.unescape(page.content.decode())


def test_a_child_who_died_meanwhile_is_said_with_whom_and_no_other_is_asked_for(woman, practitioner, rotherham):
    typed = {"legal_status": "adopted", "since_on": TODAY.isoformat(), "placement": "A card."}
    with scope_of(rotherham):
        child = make.ChildFactory(woman=woman, child_no=3, born_on=date(2014, 3, 5))
    url = f"/rotherham/women/{woman.pk}/add/status/"
    page = form_on(practitioner.get(url))
    lost = {"key": uuid.uuid4(), "what": "child", "child": child.pk, "certainty": "since"}
    lead = client_of(Role.PRACTICE_LEAD)
    check = lead.post(f"/rotherham/women/{woman.pk}/loss/?child={child.pk}", lost)
    assert confirmed(lead, check).status_code == 302
    response = practitioner.post(url, {**page.fields, "child": str(child.pk), **typed})
    assert response.status_code == 422
    said = read(response)
    assert re.search(r"Child 3 has died, recorded by [^.]+ on \d", said), re.findall(
        r"error-message[^<]*<[^<]*<[^<]*", said
    )
    assert "Nothing was saved" in said
    assert "A card." in said
    for words in ("from the list", "Choose another"):
        assert words not in said


@pytest.mark.parametrize("how", ["achieved_on", "stopped_on", "taken back"])
def test_a_goal_that_ended_meanwhile_is_named_with_whom_wherever_it_is_scored(how, woman, practitioner, rotherham):
    with scope_of(rotherham):
        goal = make.GoalFactory(woman=woman, in_her_words="Sleep through", set_on=date(2024, 2, 1))
    hers, lead = f"/rotherham/women/{woman.pk}/", client_of(Role.PRACTICE_LEAD)
    page = form_on(practitioner.get(f"{hers}add/score/"))
    if how == "taken back":
        with scope_of(rotherham):
            withdraw(row=goal, kind=withdrawable("goal"), woman=woman, by=membership_of(Role.PRACTICE_LEAD).user,
                     reason="mistake", words="", now=timezone.now())  # fmt: skip
    else:
        change = f"{hers}change/goal/{goal.pk}/"
        fields = form_on(lead.get(change)).fields
        assert lead.post(change, {**fields, how: TODAY.isoformat()}).status_code == 302
    score = read(practitioner.post(f"{hers}add/score/", {**page.fields, "goal": str(goal.pk), "score": "7"}))
    logged = {"key": uuid.uuid4(), "outcome": "made", "mode": "phone", "minutes": "20", "when": "today", "at": "00:01",
              f"goal_{goal.pk}": "7", "note": "A walk."}  # fmt: skip
    log = read(practitioner.post(f"{hers}log/", logged))
    for said in (score, log):
        assert " by " in said.split("Error", 1)[1]
        assert {"achieved_on": "was achieved on", "stopped_on": "was stopped on", "taken back": "was taken back by"}[
            how
        ] in said
        assert "from the list" not in said
    assert "“Sleep through”" in log
    assert "A walk." in log
    assert "not an active goal" not in log
