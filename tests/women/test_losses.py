"""A child who has died, a stillbirth, a loss: dated, with care, nothing due, and remembered only as she wants it."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from reporting.quality.checking import check_quarter
from reporting.quarters import Quarter
from sessions_log.queries.day import day_of
from tests.conftest import membership_of, scope_of
from tests.factories import (
    ChildContactFactory,
    ChildFactory,
    ChildStatusFactory,
    ContraceptionFactory,
    PlaceFactory,
    PregnancyFactory,
)
from tests.page_forms import form_on, press
from tests.women.test_corrections import begun
from women.hard_days import anniversary, days_of_loss, hard_days
from women.models import Child, Pregnancy, Woman

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


def test_a_stillbirth_that_is_written_of_a_pregnancy_is_called_that(in_rotherham):
    pregnancy = PregnancyFactory(known_on=BORN, ended_as="stillbirth", ended_on=DIED, remembers="yes")
    assert [one.what for one in days_of_loss([pregnancy], TODAY)] == ["the day her baby was stillborn"]


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
    form = lead.get(f"/rotherham/women/{place.woman_id}/add/status/").content.decode()
    assert f'value="{lost.pk}"' not in form
    picture = lead.get(f"/rotherham/women/{place.woman_id}/").content.decode()
    assert "Letterbox contact due" not in picture


@pytest.fixture
def woman(rotherham):
    with scope_of(rotherham):
        return PlaceFactory(referred_on=date(2018, 6, 1), offered_on=date(2018, 7, 1)).woman


def send(client, woman, query="", **values):
    values = {"key": uuid.uuid4(), "remembers": "", "reviews": "off"} | values
    url = f"/rotherham/women/{woman.pk}/loss/{query}"
    return press(client, url, values, follow=True) if values.get("sure") else client.post(url, values)


def boxes(name, day):
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def test_the_death_of_a_child_is_recorded_and_says_what_will_not_happen(practitioner, woman, rotherham):
    with scope_of(rotherham):
        hers = ChildFactory(woman=woman, born_on=BORN)
        ChildContactFactory(child=hers, due_on=TODAY, done_on=None)
    page = practitioner.get(f"/rotherham/women/{woman.pk}/change/child/{hers.pk}/").content.decode()
    query = f"?child={hers.pk}"
    assert f"/rotherham/women/{woman.pk}/loss/{query}" in page
    assert "She had a miscarriage" not in practitioner.get(f"/rotherham/women/{woman.pk}/loss/{query}").content.decode()
    values = {"what": "child", "child": hers.pk, "certainty": "day", "remembers": "yes", **boxes("on", DIED)}
    asked = send(practitioner, woman, query, **values).content.decode()
    assert "Check before you save" in asked
    assert "no letterbox date and no contact. The day is remembered" in asked
    said = send(practitioner, woman, query, **values, sure="yes").content.decode()
    assert "Saved. Nothing is due for this child any more" in said
    with scope_of(rotherham):
        made = Child.objects.get()
        assert (made.loss, made.died_on, made.died_day_is_known, made.remembers) == ("died", DIED, True, "yes")


def test_a_child_who_was_not_on_her_record_is_added(practitioner, woman, rotherham):
    send(practitioner, woman, what="child", certainty="before", sure="yes")
    with scope_of(rotherham):
        made = Child.objects.get()
        assert (made.child_no, made.loss, made.died_on) == (1, "died", None)


def test_a_stillbirth_is_recorded_of_the_pregnancy_and_its_review_is_asked_about(practitioner, woman, rotherham):
    with scope_of(rotherham):
        hers = PregnancyFactory(woman=woman, known_on=date(2019, 1, 3))
        review = ContraceptionFactory(woman=woman, started_on=date(2018, 8, 1), review_due_on=TODAY)
    query = f"?pregnancy={hers.pk}"
    page = practitioner.get(f"/rotherham/women/{woman.pk}/change/pregnancy/{hers.pk}/").content.decode()
    assert f"loss/{query}" in page
    form = practitioner.get(f"/rotherham/women/{woman.pk}/loss/{query}").content.decode()
    assert "A review of contraception is due" in form
    values = {"what": "stillbirth", "pregnancy": hers.pk, "certainty": "about", **boxes("on", date(2019, 4, 1))}
    said = send(practitioner, woman, query, **values, words="She named him Jo.", sure="yes").content.decode()
    assert (
        "Saved. Nothing is due for this baby, and nobody is asked about it. No birthday and no other day is marked on My day."
        in said
    )
    assert "The review of contraception has no day any more" in said
    assert "Her baby was stillborn" in said  # on the page of her children
    assert ">She named him Jo.<" in said  # her words, and nothing of ours in them
    assert "Her baby was stillborn, in April 2019" in said
    with scope_of(rotherham):
        hers.refresh_from_db()
        review.refresh_from_db()
        assert (hers.ended_as, hers.ended_month_only, review.review_due_on) == ("stillbirth", True, None)
        assert not day_of(today=TODAY, practitioner=None, viewer=membership_of(Role.PRACTITIONER)).hard


@pytest.mark.parametrize(
    ("values", "known_on", "ended_on"),
    [
        ({"certainty": "day", **boxes("on", date(2019, 3, 4))}, date(2019, 3, 4), date(2019, 3, 4)),
        ({"certainty": "about", **boxes("on", date(2019, 3, 1))}, date(2019, 3, 1), date(2019, 3, 1)),
        ({"certainty": "before"}, date(2018, 5, 31), None),  # no figure of the programme counts it
        ({"certainty": "since"}, timezone.localdate(), None),
    ],
)
def test_a_pregnancy_that_nobody_had_written_down_needs_no_day(
    values, known_on, ended_on, practitioner, woman, rotherham
):
    send(practitioner, woman, what="miscarriage", sure="yes", **values)
    with scope_of(rotherham):
        made = Pregnancy.objects.get()
        assert (made.ended_as, made.known_on, made.ended_on) == ("miscarriage", known_on, ended_on)
        assert made.known_not_recorded


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"certainty": "day"}, "Enter the day or the month"),
        ({"certainty": ""}, "Choose one. It can be changed later."),
        ({"certainty": "day"} | boxes("on", date(2090, 1, 1)), "This is in the future"),
        ({"certainty": "day"} | boxes("on", date(2010, 1, 1)), "before the month in which the child"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(values, said, practitioner, woman, rotherham):
    with scope_of(rotherham):
        hers = ChildFactory(woman=woman, born_on=BORN)
    response = send(practitioner, woman, what="child", child=hers.pk, **values)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_what_changed_says_what_was_written_of_a_loss(lead, woman, rotherham):
    with scope_of(rotherham):
        PregnancyFactory(woman=woman, ended_as="stillbirth", outcome="A girl, Wren.")
    told = lead.get(f"/rotherham/women/{woman.pk}/history/").content.decode()
    assert "What is written of it: nothing → A girl, Wren." in told
    assert "Outcome:" not in told


def test_days_that_she_wants_remembered_stand_in_order(practitioner, rotherham):
    with scope_of(rotherham):
        place = begun()
        Woman.objects.update(practitioner=membership_of(Role.PRACTITIONER))

        def in_days(days):
            return anniversary(timezone.localdate() + timedelta(days=days), 2020)

        lost = {"woman": place.woman, "remembers": "yes"}
        child(**lost, born_on=in_days(6), died_on=in_days(4).replace(year=2022), removed_on=None)
        PregnancyFactory(**lost, ended_as="stillbirth", known_on=in_days(2), ended_on=in_days(2))
        day = day_of(today=timezone.localdate(), practitioner=None, viewer=membership_of(Role.PRACTITIONER))
        days = [one.on for _, one in day.to_remember]
    assert len(days) == 3
    assert days == sorted(days)


def test_adding_a_child_asks_nothing_of_a_death_and_a_loss_can_be_put_right(practitioner, woman, rotherham):
    with scope_of(rotherham):
        lost = child(woman=woman)
    add = practitioner.get(f"/rotherham/women/{woman.pk}/add/child/").content.decode()
    assert "Is the child alive?" not in add
    change = practitioner.get(f"/rotherham/women/{woman.pk}/change/child/{lost.pk}/").content.decode()
    assert "Is the child alive?" in change


def test_a_pregnancy_known_since_nobody_knows_when_is_saved(practitioner, woman, rotherham):
    values = {"key": uuid.uuid4(), "outcome": "She told us in passing."}
    assert practitioner.post(f"/rotherham/women/{woman.pk}/add/pregnancy/", values).status_code == 302
    with scope_of(rotherham):
        assert Pregnancy.objects.get().known_on == timezone.localdate()


class TestDatedAfterAChildsDeath:
    """What is said of a day after the death of a child is asked about, as after her own."""

    @pytest.fixture
    def hers(self, woman, rotherham):
        with scope_of(rotherham):
            hers = child(woman=woman, loss="", born_on=date(2018, 8, 1), removed_on=date(2018, 12, 22), remembers="",
                         died_on=None, died_day_is_known=False)  # fmt: skip
            ChildStatusFactory(child=hers, since_on=date(2018, 12, 23), legal_status="care_order")
            for kind in ("letterbox", "direct_contact", "life_story_work"):
                ChildContactFactory(child=hers, kind=kind, done_on=date(2019, 1, 19), due_on=None)
            return hers

    @pytest.mark.parametrize(
        ("certainty", "on", "listed"),
        [("day", date(2018, 11, 1), 4), ("day", date(2018, 12, 22), 3), ("about", date(2018, 12, 1), 2),
         ("day", date(2019, 1, 19), 0), ("since", None, 0), ("before", None, 4)],
    )  # fmt: skip
    def test_it_is_listed_before_the_loss_is_saved(self, certainty, on, listed, hers, woman, practitioner, rotherham):
        values = {"what": "child", "child": hers.pk, "certainty": certainty, **(boxes("on", on) if on else {})}
        check = send(practitioner, woman, f"?child={hers.pk}", **values)
        said = check.content.decode()
        assert "Check before you save" in said
        assert ("This is dated after the child died" in said) is bool(listed)
        assert len(set(re.findall(r"/change/(?:child|status|family-contact)/\d+/", said))) == listed
        assert "Life Story work" not in said
        assert practitioner.post(
            check.request["PATH_INFO"], {**form_on(check, "data-sure").fields, "sure": "yes"}
        ).status_code == 302  # fmt: skip

    def test_no_day_is_put_after_it_later(self, hers, woman, practitioner, rotherham):
        with scope_of(rotherham):
            Child.objects.update(loss="died", died_on=date(2019, 1, 10), died_day_is_known=True)
            letter = hers.family_contacts.get(kind="letterbox")
        url = f"/rotherham/women/{woman.pk}/change/family-contact/{letter.pk}/"
        fields = form_on(practitioner.get(url)).fields
        assert practitioner.post(url, {**fields, "words": "As it stands."}).status_code == 302
        fields = form_on(practitioner.get(url)).fields
        response = practitioner.post(url, {**fields, "done_on": "2019-01-20"})
        assert "The child had died by then." in response.content.decode()
        url = f"/rotherham/women/{woman.pk}/change/child/{hers.pk}/"
        fields = form_on(practitioner.get(url)).fields
        response = practitioner.post(url, {**fields, **boxes("removed_on", date(2019, 1, 11))})
        assert "The child would be removed after their death." in response.content.decode()
