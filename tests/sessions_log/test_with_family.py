"""With whom a contact was, once she has died: put right, moved, and said as it was wherever it stands."""

import html
import uuid
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from sessions_log.codes import CANCELLED, Attendance
from sessions_log.models import Contact, Support
from tests import factories as make
from tests.conftest import client_of, scope_of, user_of
from tests.page_forms import form_on, press
from tests.women.test_corrections import ago, begun
from tests.women.test_deaths import record
from women.death import dated_after
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


def test_a_form_that_was_open_when_a_colleague_recorded_her_death_says_so_and_keeps_every_word(
    practitioner, place, rotherham
):
    with scope_of(rotherham):
        goal = make.GoalFactory(woman=place.woman, set_on=ago(100), in_her_words="Sleep through")
        other = make.GoalFactory(woman=place.woman, set_on=ago(100))
    url = f"/rotherham/women/{place.woman_id}/log/"
    page = form_on(practitioner.get(url)).fields
    died = {"key": uuid.uuid4(), "certainty": "not_known", "known_on": timezone.localdate(), "words": ""}
    assert press(client_of(Role.PRACTICE_LEAD), f"/rotherham/women/{place.woman_id}/died/", died).status_code == 302
    typed = {"outcome": "made", "mode": "phone", "minutes": "20", "note": "Her sister answered.", "at": "00:01"}
    response = practitioner.post(url, {**page, **typed})
    assert response.status_code == 422
    words = read(response)
    lead = user_of(Role.PRACTICE_LEAD).name
    assert f"It is recorded that she has died. {lead} recorded it on {timezone.localdate().day} " in words
    assert words.count("Choose with whom it was") == 2  # in the summary and at the field
    for untrue in ("active goal", "Say with whom", "Check the scores", "this is not asked"):
        assert untrue not in words
    assert "Her sister answered." in words
    scored = {**page, **typed, f"goal_{goal.pk}": "7", f"goal_{other.pk}": "", "support": "housing:housing_advice",
              "next_on": "2027-01-05"}  # fmt: skip
    words = read(practitioner.post(url, scored))
    assert "active goal" not in words
    kept = words.split("data-typed")[1].split("</dl>")[0]
    for said in ('<dt>Sleep through</dt><dd class="pause-words">7</dd>', "Housing advice", "5 January 2027"):
        assert said in kept, kept
    assert "Her sister answered." not in kept
    again = practitioner.post(url, {**form_on(practitioner.post(url, scored)).fields, "whom": "family"})
    assert again.status_code == 302
    with scope_of(rotherham):
        held = Contact.objects.get()
        assert (held.with_family, held.note) == (True, "Her sister answered.")


class TestTheServicesDoNotKnowYet:
    """What is planned with services is listed with day, time and place, and ticked once they were told."""

    def test_each_is_listed_by_service_and_day_until_it_is_cancelled_with_them(self, practitioner, place, rotherham):
        ahead = timezone.localdate() + timedelta(days=3)
        with scope_of(rotherham):
            hospital = make.AppointmentFactory(
                woman=place.woman, at=at(ahead, 15), service="hospital", agency="Ward 5", attendance="scheduled"
            )
            make.AppointmentFactory(woman=place.woman, at=at(ahead, 9), service="housing", attendance="scheduled")
            make.AppointmentFactory(woman=place.woman, at=at(ago(40)), service="gp", attendance="scheduled")
            record(place)
        after = f"/rotherham/women/{place.woman_id}/after/"
        page = practitioner.get(after)
        words = read(page)
        said = [words.index(one) for one in (f"{ahead.day} {ahead:%B %Y}: Hospital, 15:00, Ward 5", "Housing, 09:00")]
        assert said == sorted(said)
        assert "GP," not in words
        tick = f"/rotherham/women/{place.woman_id}/appointments/{hospital.pk}/attendance"
        assert tick in words
        response = practitioner.post(tick, {"attendance": "cancelled_by_service", "back": after})
        assert response.url == after
        words = read(practitioner.get(after))
        assert "Hospital, 15:00" not in words
        assert "Housing, 09:00" in words

    @pytest.mark.parametrize("attendance", list(Attendance))
    def test_whatever_is_said_to_have_come_of_one_after_her_death_is_asked_but_cancelled(
        self, attendance, place, rotherham
    ):
        with scope_of(rotherham):
            make.AppointmentFactory(woman=place.woman, at=at(ago(3)), attendance=attendance)
            later = [line.kind for line in dated_after(place.woman, ago(4))]
        is_asked = attendance not in (*CANCELLED, Attendance.SCHEDULED)
        assert later == (["appointment"] if is_asked else [])
