"""Adding to a contact: a colleague's correction stays, and what is put right stands by the rules of a contact."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from sessions_log.models import Contact
from tests.conftest import scope_of
from tests.factories import ContactFactory, GoalFactory, PlaceFactory, SafeContactFactory

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()


@pytest.fixture
def contact(rotherham):
    with scope_of(rotherham):
        place = PlaceFactory(offered_on=TODAY - timedelta(days=100), referred_on=TODAY - timedelta(days=110))
        began = timezone.now() - timedelta(days=2)
        return ContactFactory(
            woman=place.woman,
            started_at=began,
            mode="office_visit",
            outcome="made",
            minutes=20,
            recorded_at=timezone.now(),
        )


def address(contact):
    return f"/rotherham/women/{contact.woman_id}/contacts/{contact.pk}/"


def as_shown(client, contact, **changed):
    """The page's own values, as a browser sends them back."""
    form = client.get(address(contact)).context["form"]
    names = ("outcome", "mode", "minutes", "on", "at", "seen")
    return {"key": uuid.uuid4(), "words": "More.", **{name: form[name].value() for name in names}, **changed}


def minutes(rotherham):
    with scope_of(rotherham):
        return Contact.objects.get().minutes


def test_a_sentence_added_undoes_no_colleagues_correction(practitioner, coordinator, contact, rotherham):
    mine = as_shown(practitioner, contact)
    assert coordinator.post(address(contact), as_shown(coordinator, contact, minutes=45)).status_code == 302
    assert practitioner.post(address(contact), mine).status_code == 302
    assert minutes(rotherham) == 45


def test_two_corrections_of_one_fact_show_both_versions(practitioner, coordinator, contact, rotherham):
    mine = as_shown(practitioner, contact, minutes=30)
    coordinator.post(address(contact), as_shown(coordinator, contact, minutes=45))
    response = practitioner.post(address(contact), mine)
    assert response.status_code == 422
    assert response.context["form"].conflicts == [("Minutes", "45", "30")]
    assert minutes(rotherham) == 45
    again = {**mine, "seen": response.context["form"]["seen"].value()}
    assert practitioner.post(address(contact), again).status_code == 302
    assert minutes(rotherham) == 30


def test_a_contact_made_has_minutes_here_too(practitioner, contact):
    response = practitioner.post(address(contact), as_shown(practitioner, contact, minutes=""))
    assert "Enter how many minutes it took" in response.content.decode()


def test_a_correction_to_a_careful_channel_keeps_the_words_as_its_reason(practitioner, contact, rotherham):
    with scope_of(rotherham):
        SafeContactFactory(woman=contact.woman, channel="phone", is_safe="no")
    practitioner.post(address(contact), as_shown(practitioner, contact, mode="phone", words="She rang us."))
    with scope_of(rotherham):
        held = Contact.objects.get()
    assert (held.mode, held.unsafe_reason) == ("phone", "She rang us.")


def test_it_cannot_be_made_a_group(practitioner, contact):
    assert practitioner.post(address(contact), as_shown(practitioner, contact, mode="group")).status_code == 422


def test_a_late_visit_scores_no_goal_that_was_set_after_it(practitioner, contact, rotherham):
    with scope_of(rotherham):
        goal = GoalFactory(woman=contact.woman, set_on=TODAY)
    values = {
        "key": uuid.uuid4(), "when": "other", "other_day": TODAY - timedelta(days=20), "at": "10:30", "outcome": "made",
        "mode": "home_visit", "minutes": "45", f"goal_{goal.pk}": "3",
    }  # fmt: skip
    response = practitioner.post(f"/rotherham/women/{contact.woman_id}/log/", values)
    assert response.status_code == 422
    assert "This goal was set on" in response.content.decode()
