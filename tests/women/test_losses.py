"""A child who has died, a stillbirth, a loss: dated, with care, nothing due, and remembered only as she wants it."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from reporting.quality.checking import check_quarter
from reporting.quarters import Quarter
from sessions_log.queries.day import day_of
from tests.conftest import membership_of, scope_of
from tests.factories import ChildContactFactory, ChildFactory, PlaceFactory, PregnancyFactory
from women.hard_days import hard_days
from women.models import Child

TODAY = date(2019, 4, 10)
SOON = TODAY + timedelta(days=3)
BORN, DIED = SOON.replace(year=2014), SOON.replace(year=2016)


def child(**fields):
    values = {"born_on": BORN, "born_day_is_known": True, "removed_on": BORN, "loss": "died", "died_on": DIED,
              "died_day_is_known": True}  # fmt: skip
    return ChildFactory(**values | fields)


@pytest.mark.parametrize("remembers", ["", "no", "unknown"])
def test_no_day_is_marked_unless_she_wants_it(remembers, in_rotherham):
    assert hard_days([child(remembers=remembers)], TODAY) == []


def test_days_that_she_wants_remembered_are_worded_apart(in_rotherham):
    place = PlaceFactory()
    child(woman=place.woman, remembers="yes")
    PregnancyFactory(woman=place.woman, known_on=BORN, ended_as="miscarriage", ended_on=SOON.replace(year=2018),
                     remembers="yes")  # fmt: skip
    PregnancyFactory(woman=place.woman, known_on=BORN, ended_as="miscarriage", ended_on=SOON.replace(year=2017))
    day = day_of(today=TODAY, practitioner=None, viewer=membership_of(Role.PRACTITIONER))
    assert day.hard == []
    assert [(one.what, one.on) for _, one in day.to_remember] == [
        ("the day of birth", SOON), ("the day her child died", SOON), ("the day she lost a pregnancy", SOON),
    ]  # fmt: skip


def test_of_a_stillborn_baby_there_is_one_day(in_rotherham):
    found = hard_days([child(loss="stillborn", born_on=DIED, remembers="yes", removed_on=None)], TODAY)
    assert [one.what for one in found] == ["the day her baby was stillborn"]


def test_nothing_is_due_for_a_child_who_has_died(lead, rotherham):
    with scope_of(rotherham):
        place = PlaceFactory()
        lost = child(woman=place.woman, legal_status="")
        ChildContactFactory(child=lost, due_on=TODAY, done_on=None)
        day = day_of(today=TODAY, practitioner=None, viewer=membership_of(Role.PRACTITIONER))
        assert not [one for _, one in day.due if one.where == "children"]
        asked = check_quarter(rotherham.pk, Quarter.of(TODAY), now=timezone.now())
        assert not [one for one in asked if one.check.key == "child_without_legal_status" and one.findings]
    page = lead.get(f"/rotherham/women/{place.woman_id}/children/").content.decode()
    assert f"Child {lost.child_no} · died 13 April 2016" in page
    assert "She was not asked whether she wants the days remembered" in page
    assert "Add a letterbox date" not in page
    assert ">Due<" not in page
    form = lead.get(f"/rotherham/women/{place.woman_id}/add/family-contact/").content.decode()
    assert f'value="{lost.pk}"' not in form
    picture = lead.get(f"/rotherham/women/{place.woman_id}/").content.decode()
    assert "Letterbox contact due" not in picture


def send(client, woman_id, **values):
    return client.post(f"/rotherham/women/{woman_id}/add/child/", {"key": uuid.uuid4(), **values})


def boxes(name, day):
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def test_a_loss_is_recorded_with_its_day_and_what_she_wants(practitioner, rotherham):
    with scope_of(rotherham):
        place = PlaceFactory()
    values = {"loss": "died", "died_day_is_known": "on", "remembers": "yes"} | boxes("born_on", BORN)
    assert send(practitioner, place.woman_id, **values, **boxes("died_on", DIED)).status_code == 302
    with scope_of(rotherham):
        made = Child.objects.get()
        assert (made.loss, made.died_on, made.died_day_is_known, made.remembers) == ("died", DIED, True, "yes")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (boxes("died_on", DIED), "Say so here too, or empty the day"),
        ({"loss": "died"} | boxes("born_on", DIED) | boxes("died_on", BORN), "before the month in which the child"),
        ({"loss": "died"} | boxes("died_on", date(2090, 1, 1)), "This is in the future"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(values, said, practitioner, rotherham):
    with scope_of(rotherham):
        place = PlaceFactory()
    response = send(practitioner, place.woman_id, **values)
    assert response.status_code == 422
    assert said in response.content.decode()
