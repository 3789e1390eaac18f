"""Logging a contact: what is refused and where it says so, what is written, and that it is written once."""

import re
import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from practices.forms.fields import MinutesField
from practices.london import start_of
from practices.models import Submission
from practices.permissions import Role
from sessions_log.forms.amendment import AmendmentForm
from sessions_log.forms.appointment import AppointmentForm
from sessions_log.forms.contact import ContactForm
from sessions_log.models import Appointment, Contact, Support
from tests.conftest import membership_of, scope_of
from tests.factories import ContactFactory, GoalFactory, PlaceFactory, SafeContactFactory
from women.models import GoalScore

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()


@pytest.fixture
def place(rotherham):
    with scope_of(rotherham):
        return PlaceFactory(offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1), agreed_on=date(2024, 2, 1))


@pytest.fixture
def goal(place, rotherham):
    with scope_of(rotherham):
        return GoalFactory(woman=place.woman, in_her_words="A place of my own.")


def address(place):
    return f"/rotherham/women/{place.woman_id}/log/"


def sent(**values):
    yesterday = {"when": "yesterday", "at": "10:30", "outcome": "made", "mode": "home_visit", "minutes": "45"}
    return {"key": str(uuid.uuid4()), **yesterday, **values}


def errors_of(response):
    """field → message, from the page itself."""
    page = response.content.decode()
    fields = re.findall(r'id="id_(\w+)_error"[^>]*>(.*?)</p>', page, re.DOTALL)
    return {
        name: re.sub(r"\s+", " ", re.sub("<[^>]+>", "", text)).replace("Error: ", "").strip() for name, text in fields
    }


def contacts(rotherham):
    with scope_of(rotherham):
        return list(Contact.objects.all())


def test_a_doorstep_with_no_reply_needs_three_choices(practitioner, place, rotherham):
    response = practitioner.post(
        address(place), {"key": uuid.uuid4(), "when": "today", "at": "00:00", "outcome": "no_reply", "mode": "doorstep"}
    )
    assert response.status_code == 302
    (contact,) = contacts(rotherham)
    assert (contact.outcome, contact.mode, contact.minutes) == ("no_reply", "doorstep", None)
    with scope_of(rotherham):
        assert contact.practitioner == membership_of(Role.PRACTITIONER)
    assert contact.recorded_at >= contact.started_at


def test_a_visit_writes_scores_support_and_the_next_appointment_together(practitioner, place, goal, rotherham):
    response = practitioner.post(
        address(place),
        sent(**{
            f"goal_{goal.pk}": "7", "areas": ["housing", "money"], "note": "A good day.", "support": "housing:new_tenancy",
            "support_agency": "Council", "next_on": TODAY + timedelta(days=3), "next_at": "14:00", "next_service": "gp",
            "next_accompany": "on",
        }),
    )  # fmt: skip
    assert response.status_code == 302
    yesterday = TODAY - timedelta(days=1)
    with scope_of(rotherham):
        contact = Contact.objects.get()
        assert (contact.areas, contact.note, contact.minutes) == (["housing", "money"], "A good day.", 45)
        assert timezone.localdate(contact.started_at) == yesterday
        score = GoalScore.objects.get()
        assert (score.goal, score.score, score.on) == (goal, 7, yesterday)
        support = Support.objects.get()
        assert (support.area, support.outcome, support.on) == ("housing", "new_tenancy", yesterday)
        appointment = Appointment.objects.get()
        assert (appointment.service, appointment.attendance, appointment.accompanied) == ("gp", "scheduled", True)


@pytest.mark.parametrize(("written", "minutes"), [("20 mins", 20), ("1h30", 90), ("1½ hours", 90), ("~45", 45)])
def test_minutes_as_people_write_them(written, minutes):
    assert MinutesField().clean(written) == minutes
    assert {ContactForm.base_fields["minutes"].clean(written), AmendmentForm.base_fields["minutes"].clean(written)} == {
        minutes
    }


@pytest.mark.parametrize(
    ("written", "at"),
    [("9.45", time(9, 45)), ("9:45 pm", time(21, 45)), ("0945", time(9, 45)), ("9pm", time(21)), ("12 am", time(0))],
)
def test_times_as_people_write_them(written, at):
    fields = (ContactForm.base_fields["at"], AmendmentForm.base_fields["at"], AppointmentForm.base_fields["time"])
    assert {field.clean(written) for field in fields} == {at}
    for wrong in ("25:00", "9", "13 pm", "9.75"):
        with pytest.raises(ValidationError):
            fields[0].clean(wrong)


BAD = [
    ({"when": "other", "other_day": "2026-02-30"}, "other_day", "Enter a real date"),
    ({"when": "other", "other_day": ""}, "other_day", "Enter the day, or choose today or yesterday."),
    ({"when": "other", "other_day": "2024-01-09"}, "other_day", "before her offer on 10 January 2024"),
    ({"when": "other", "other_day": TODAY + timedelta(days=2)}, "other_day", "This is in the future"),
    ({"when": "today", "at": "25:00"}, "at", "Enter a time, like 14:30."),
    ({"at": ""}, "at", "Enter a time."),
    ({"minutes": "1441"}, "minutes", "This is over 24 hours."),
    ({"minutes": "forty"}, "minutes", "must be a whole number, like 45"),
    ({"minutes": "-5"}, "minutes", "must be a whole number, like 45"),
    ({"minutes": ""}, "minutes", "Enter how many minutes it took"),
    ({"outcome": ""}, "outcome", "Say whether it happened."),
    ({"mode": ""}, "mode", "Say how"),
    ({"mode": "pigeon"}, "mode", "Choose an answer"),
    ({"goal": "11"}, "goal", "A score is a whole number from 0 to 10."),
    ({"goal": "7", "outcome": "no_reply"}, "goal", "This needs a contact that was made."),
    ({"next_on": TODAY, "next_at": "", "next_service": "gp"}, "next_at", "Enter the time."),
    ({"next_on": "2024-02-01", "next_at": "10:00", "next_service": "gp"}, "next_on", "in the past"),
    ({"support": "housing:palace"}, "support", "Choose an answer"),
]


@pytest.mark.parametrize(("wrong", "field", "message"), BAD)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(
    wrong, field, message, practitioner, place, goal, rotherham
):
    if "goal" in wrong:
        wrong = {
            **{name: value for name, value in wrong.items() if name != "goal"}, f"goal_{goal.pk}": wrong["goal"],
        }  # fmt: skip
    field = f"goal_{goal.pk}" if field == "goal" else field
    response = practitioner.post(address(place), sent(**{"note": "Words that took a while.", **wrong}))
    assert response.status_code == 422
    assert message in errors_of(response)[field]
    assert "Words that took a while." in response.content.decode()
    assert "<title>Error: " in response.content.decode()
    assert contacts(rotherham) == []
    with scope_of(rotherham):
        assert not GoalScore.objects.exists()


def test_a_contact_after_her_place_closed_is_refused(practitioner, rotherham):
    with scope_of(rotherham):
        place = PlaceFactory(offered_on=date(2024, 1, 10), closed_on=date(2024, 6, 1), closure_reason="moved_away")
    response = practitioner.post(address(place), sent())
    assert "Her place had ended by then, on 1 June 2024" in errors_of(response)["when"]


def test_a_goal_of_another_woman_is_refused(practitioner, place, rotherham):
    with scope_of(rotherham):
        another = GoalFactory()
    response = practitioner.post(address(place), sent(**{f"goal_{another.pk}": "7"}))
    assert response.status_code == 422
    assert "not an active goal of hers" in response.content.decode()
    assert "recorded by" not in response.content.decode()
    assert contacts(rotherham) == []


def test_an_unsafe_channel_must_be_answered_first(practitioner, place, rotherham):
    with scope_of(rotherham):
        SafeContactFactory(woman=place.woman, channel="phone", is_safe="no", who_else_sees="Her partner")
    response = practitioner.post(address(place), sent(mode="phone"))
    assert "why this way today" in errors_of(response)["unsafe_reason"]
    assert "Her partner" not in response.content.decode()  # he may be standing beside her
    assert practitioner.post(address(place), sent(mode="home_visit")).status_code == 302
    assert practitioner.post(address(place), sent(mode="phone", unsafe_reason="She rang us.")).status_code == 302
    assert {(one.mode, one.unsafe_reason) for one in contacts(rotherham)} == {
        ("home_visit", ""),
        ("phone", "She rang us."),
    }


def test_a_channel_that_nobody_knows_to_be_safe_must_be_answered_too(practitioner, place, rotherham):
    with scope_of(rotherham):
        SafeContactFactory(woman=place.woman, channel="text", is_safe="unknown")
    assert "unsafe_reason" in errors_of(practitioner.post(address(place), sent(mode="text")))


def test_the_same_form_sent_twice_makes_one_record(practitioner, place, rotherham):
    form = sent(note="Once.")
    first, second = practitioner.post(address(place), form), practitioner.post(address(place), form)
    assert first.url == second.url
    assert len(contacts(rotherham)) == 1
    assert "nothing was written twice" in practitioner.get(second.url).content.decode()


def test_the_same_form_with_other_words_is_told_and_the_first_stays(practitioner, place, rotherham):
    form = sent(note="First words.")
    first = practitioner.post(address(place), form)
    second = practitioner.post(address(place), {**form, "note": "Other words."})
    page = second.content.decode()
    assert second.status_code == 422
    assert [one.note for one in contacts(rotherham)] == ["First words."]
    for words in ("sent before with other words", first.url, "Other words."):
        assert words in page
    assert second.context["form"]["key"].value() != form["key"]  # saved again, it is a record of its own


def test_the_same_key_for_another_woman_is_not_taken_for_the_first(practitioner, place, rotherham):
    with scope_of(rotherham):
        other = PlaceFactory(offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1))
    form = sent()
    practitioner.post(address(place), form)
    assert practitioner.post(address(other), form).status_code == 422
    assert len(contacts(rotherham)) == 1


def test_a_colleagues_form_is_not_taken_for_mine(practitioner, coordinator, place, rotherham):
    form = sent(note="Mine.")
    practitioner.post(address(place), form)
    assert coordinator.post(address(place), form).status_code == 422
    with scope_of(rotherham):
        assert Submission.objects.count() == 1
        assert Contact.objects.count() == 1


def test_a_form_that_fails_leaves_its_key_free(practitioner, place, rotherham):
    form = sent(minutes="9999")
    assert practitioner.post(address(place), form).status_code == 422
    assert practitioner.post(address(place), {**form, "minutes": "30"}).status_code == 302
    assert len(contacts(rotherham)) == 1


def test_words_are_added_and_the_earlier_ones_stay(practitioner, coordinator, place, rotherham):
    url = practitioner.post(address(place), sent(note="We met at the park.")).url
    facts = {"outcome": "made", "mode": "home_visit", "minutes": "45", "on": TODAY - timedelta(days=1), "at": "10:30"}
    assert coordinator.post(url, {"key": uuid.uuid4(), "words": "It was the library.", **facts}).status_code == 302
    page = coordinator.get(url).content.decode()
    for words in (
        "We met at the park.",
        "It was the library.",
        "Coordinator of Rotherham",
        "Practitioner of Rotherham",
    ):
        assert words in page


def test_a_fact_put_right_shows_what_it_was(practitioner, place, rotherham):
    url = practitioner.post(address(place), sent()).url
    facts = {"outcome": "made", "mode": "phone", "minutes": "20", "on": TODAY - timedelta(days=1), "at": "10:30"}
    practitioner.post(url, {"key": uuid.uuid4(), "words": "It was a call.", **facts})
    page = practitioner.get(url).content.decode()
    assert "Home visit → Phone" in page
    assert "45 → 20" in page
    (contact,) = contacts(rotherham)
    assert (contact.mode, contact.minutes) == ("phone", 20)


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"words": ""}, "words", "Write what to add"),
        ({"minutes": "1500"}, "minutes", "over 24 hours"),
        ({"on": "2024-01-01"}, "on", "before her offer"),
        ({"on": TODAY + timedelta(days=5)}, "on", "in the future"),
    ],
)
def test_a_bad_amendment_is_told_at_its_field(wrong, field, message, practitioner, place):
    url = practitioner.post(address(place), sent()).url
    facts = {"outcome": "made", "mode": "home_visit", "minutes": "45", "on": TODAY - timedelta(days=1), "at": "10:30"}
    response = practitioner.post(url, {"key": uuid.uuid4(), "words": "More.", **facts, **wrong})
    assert response.status_code == 422
    assert message in errors_of(response)[field]


def test_late_entry_is_welcome_and_shows_as_such(practitioner, place):
    response = practitioner.post(address(place), sent(when="other", other_day=TODAY - timedelta(days=5)), follow=True)
    assert "Late entry" in response.content.decode()


def test_a_group_activity_is_logged_once_for_several_women(practitioner, rotherham):
    with scope_of(rotherham):
        places = [PlaceFactory(offered_on=date(2024, 1, 10)) for _ in range(3)]
    form = {
        "key": uuid.uuid4(), "title": "Cooking", "when": "yesterday", "at": "11:00", "minutes": "120",
        "women": [places[0].woman_id, places[2].woman_id], "note": "Soup.",
    }  # fmt: skip
    practitioner.post("/rotherham/log/group/", form)
    practitioner.post("/rotherham/log/group/", form)
    found = contacts(rotherham)
    assert {one.woman_id for one in found} == {places[0].woman_id, places[2].woman_id}
    assert {(one.mode, one.outcome, one.minutes, one.note) for one in found} == {("group", "made", 120, "Soup.")}
    assert len({one.group_id for one in found}) == 1


def test_a_contact_in_the_hour_that_summer_time_repeats_is_taken(practitioner, place, rotherham):
    response = practitioner.post(address(place), sent(when="other", other_day="2024-10-27", at="01:30"))
    assert response.status_code == 302
    (contact,) = contacts(rotherham)
    assert contact.started_at == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)


def test_the_list_of_contacts_says_of_every_one_where_it_is_counted(practitioner, rotherham):
    with scope_of(rotherham):
        woman = PlaceFactory(referred_on=date(2024, 1, 1), offered_on=date(2024, 2, 1)).woman
        for day, fields in (
            (date(2024, 1, 10), {}), (date(2024, 1, 12), {"outcome": "no_reply"}), (date(2024, 3, 1), {}),
            (date(2024, 3, 2), {"outcome": "cancelled_by_practice"}), (date(2024, 3, 3), {"with_family": True}),
        ):  # fmt: skip
            ContactFactory(woman=woman, started_at=start_of(day) + timedelta(hours=10), **fields)
    page = practitioner.get(f"/rotherham/women/{woman.pk}/contacts/").content.decode()
    said = "1 tried or made since the offer on 1 February 2024, 2 before it, 1 cancelled by us, 1 with her family."
    assert f"5 contacts, latest first; {said}" in page
