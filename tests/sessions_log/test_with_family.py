"""With whom a contact was, once she has died: put right, moved, and said as it was wherever it stands."""

import html
import uuid
from datetime import datetime, time

import pytest
from django.utils import timezone

from sessions_log.models import Contact, Support
from tests import factories as make
from tests.conftest import scope_of
from tests.page_forms import form_on
from tests.women.test_corrections import ago, begun
from tests.women.test_deaths import record
from women.law.gathering import gather
from women.models import GoalScore

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def place(rotherham):
    with scope_of(rotherham):
        return begun()


def at(day, hour=10):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def contact_of(place, day, **fields):
    known = {"mode": "phone", "outcome": "made", "minutes": 20, "recorded_at": timezone.now()} | fields
    return make.ContactFactory(woman=place.woman, started_at=at(day), **known)


def address(contact):
    return f"/rotherham/women/{contact.woman_id}/contacts/{contact.pk}/"


def read(response):
    return html.unescape(response.content.decode())


def put_right(client, contact, **fields):
    return client.post(
        address(contact), {**form_on(client.get(address(contact))).fields, "words": "Put right."} | fields
    )


class TestMoved:
    """A contact with a family goes to the woman who really died, and to no other."""

    def move(self, lead, contact, to):
        said = {"reason": "wrong_woman", "to": to.woman_id}
        return lead.post(f"/rotherham/women/{contact.woman_id}/take-back/contact/{contact.pk}/", said)

    @pytest.mark.parametrize("day", [4, 3, 1])
    def test_it_is_moved_to_whoever_had_died_by_then(self, day, lead, place, rotherham):
        with scope_of(rotherham):
            wrong = begun()
            record(wrong)
            record(place)  # four days ago
            contact = contact_of(wrong, ago(day), with_family=True)
        check = self.move(lead, contact, place)
        assert check.status_code == 200, read(check)
        moved = lead.post(check.request["PATH_INFO"], {**form_on(check, "data-sure").fields, "sure": "yes"})
        assert moved.status_code == 302
        with scope_of(rotherham):
            held = Contact.objects.get()
            assert (held.woman_id, held.with_family) == (place.woman_id, True)

    @pytest.mark.parametrize(
        ("known", "may"),
        [({}, False), ({"died_on": None, "day_is_known": False}, True),
         ({"died_on": ago(4).replace(day=1), "day_is_known": False}, None)],
    )  # fmt: skip
    def test_not_to_one_who_was_alive_then_where_the_day_is_known(self, known, may, lead, place, rotherham):
        with scope_of(rotherham):
            wrong = begun()
            record(wrong)
            record(place, **known)
            day = ago(5) if may is not None else ago(4).replace(day=1)
            contact = contact_of(wrong, day, with_family=True)
        response = self.move(lead, contact, place)
        if may is False:
            assert response.status_code == 422
            assert "It cannot be moved to her. She was alive on that day: she died on" in read(response)
        else:
            assert response.status_code == 200

    def test_one_with_her_goes_to_nobody_who_had_died_and_says_what_to_do(self, lead, place, rotherham):
        with scope_of(rotherham):
            wrong = begun()
            record(place)
            contact = contact_of(wrong, ago(2))
        said = read(self.move(lead, contact, place))
        assert "If it was with her family, log that on her record and take this back." in said
        assert "Choose her family" not in said


class TestPutRight:
    """Logged before anybody heard: it was her sister who answered."""

    def test_the_list_leads_to_the_page_that_says_it_was_her_family(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            contact = contact_of(place, ago(3))
        assert "whom" not in form_on(practitioner.get(address(contact))).fields
        with scope_of(rotherham):
            record(place)
        after = f"/rotherham/women/{place.woman_id}/after/"
        page = practitioner.get(after)
        assert f'href="{address(contact)}">Put it right' in read(page)
        assert put_right(practitioner, contact, whom="family").status_code == 302
        with scope_of(rotherham):
            held = Contact.objects.get()
            assert (held.with_family, held.started_at) == (True, contact.started_at)
        assert "Dated after her death" not in read(practitioner.get(after))
        assert put_right(practitioner, contact, whom="her").status_code == 422
        with scope_of(rotherham):
            assert Contact.objects.get().with_family

    def test_of_a_day_on_which_she_lived_it_was_with_her(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            contact = contact_of(place, ago(9))
            record(place)
        response = put_right(practitioner, contact, whom="family")
        assert response.status_code == 422
        assert "She was alive on that day: she died on" in read(response)
        logged = {"key": uuid.uuid4(), "whom": "family", "outcome": "no_reply", "mode": "phone", "when": "other",
                  "other_day": ago(9), "at": "00:01"}  # fmt: skip
        response = practitioner.post(f"/rotherham/women/{place.woman_id}/log/", logged)
        assert "She was alive on that day" in read(response)

    def test_what_came_of_it_is_taken_back_with_it(self, practitioner, place, rotherham):
        with scope_of(rotherham):
            goal = make.GoalFactory(woman=place.woman, set_on=ago(100))
        logged = {"key": uuid.uuid4(), "outcome": "made", "mode": "office_visit", "minutes": "20", "when": "other",
                  "other_day": ago(3), "at": "00:01", f"goal_{goal.pk}": "7", "support": "housing:housing_advice",
                  }  # fmt: skip
        assert practitioner.post(f"/rotherham/women/{place.woman_id}/log/", logged).status_code == 302
        with scope_of(rotherham):
            contact = Contact.objects.get()
            record(place)
        refused = put_right(practitioner, contact, whom="family")
        assert refused.status_code == 422
        assert "This can only come of a contact with her." in read(refused)
        assert put_right(practitioner, contact, whom="family", take_back_too="on").status_code == 302
        with scope_of(rotherham):
            assert Contact.objects.get().with_family
            assert not GoalScore.objects.exists()
            assert not Support.objects.exists()

    def test_a_page_that_was_open_before_her_death_adds_words_and_puts_nothing_else_right(
        self, practitioner, place, rotherham
    ):
        with scope_of(rotherham):
            contact = contact_of(place, ago(3))
        fields = form_on(practitioner.get(address(contact))).fields
        with scope_of(rotherham):
            record(place)
        assert practitioner.post(address(contact), {**fields, "words": "More."}).status_code == 302
        with scope_of(rotherham):
            assert not Contact.objects.get().with_family


def test_what_her_family_cancelled_is_nowhere_said_of_her(practitioner, place, rotherham):
    with scope_of(rotherham):
        record(place)
        contact = contact_of(place, ago(2), with_family=True, outcome="cancelled_by_woman", minutes=None)
        copy = str(gather(place.woman))
        assert "Cancelled by them" in str(Contact.objects.get().get_outcome_display())
    for path in (f"/rotherham/women/{place.woman_id}/contacts/", address(contact)):
        said = read(practitioner.get(path)).lower()
        assert "cancelled by them" in said
        assert "cancelled by her" not in said
    assert "cancelled by her" not in copy.lower()
