"""A name and an address are changed: by the person with a proof, by a lead for the team; what that may not open."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from practices import letters
from practices.actions import identity
from practices.actions.people import CannotChange
from practices.models import AccessRecord, Membership, User
from practices.permissions import Role
from practices.tasks import send_address_changed, send_address_link
from reporting.demonstration.people import PASSWORD
from tests.conftest import client_of, membership_of, scope_of, signed_in, user_of
from tests.factories import PlaceFactory
from tests.page_forms import form_on
from tests.practices.test_people import TODAY, text_of
from women.actions.people import give_to
from women.models import Woman

pytestmark = pytest.mark.usefixtures("committed")
NEW = "sam.new@council.example"
MINE = "/accounts/mine/name/"


@pytest.fixture(autouse=True)
def post(committed, settings, monkeypatch):
    """Letters go at once, as a worker that is up would send them."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    EmailAddress.objects.all().delete()
    for task in (send_address_changed, send_address_link):
        monkeypatch.setattr(task, "delay", lambda task=task, **told: task.run(**told))


@pytest.fixture
def colleague(rotherham):
    return user_of(Role.PRACTITIONER)


def by_lead(lead, membership, **told):
    given = {"name": "Sam Jones", "email": NEW}
    return lead.post(f"/rotherham/people/{membership.pk}/name/", given | told, follow=True)


@pytest.fixture
def held(rotherham, colleague):
    with scope_of(rotherham):
        return membership_of(Role.PRACTITIONER)


class TestByALead:
    def test_both_addresses_get_a_letter_and_the_new_one_signs_in(self, lead, held, colleague, rotherham):
        EmailAddress.objects.create(user=colleague, email=colleague.email, verified=True, primary=True)
        assert "Saved." in text_of(by_lead(lead, held))
        assert sorted(letter.to[0] for letter in mail.outbox) == ["practitioner@rotherham.example", NEW]
        assert all("Your practice lead has changed" in letter.body for letter in mail.outbox)
        assert [one.email for one in EmailAddress.objects.filter(user=colleague)] == [NEW]
        former, new = Client(), Client()
        assert former.post("/accounts/sign-in/", told(colleague.email)).status_code == 200
        assert new.post("/accounts/sign-in/", told(NEW)).status_code == 302
        with scope_of(rotherham):
            look = AccessRecord.objects.filter(view="people").latest("pk")
        assert look.why.endswith("name or address changed")
        assert "@" not in look.why

    def test_every_sign_in_ends_and_a_link_to_the_former_address_with_it(self, lead, held, colleague):
        hers, link = client_of(Role.PRACTITIONER), letters.link_for(colleague)
        session = {"session_key": hers.session.session_key, "ip": "127.0.0.1", "user_agent": "Firefox"}
        UserSession.objects.create(user=colleague, **session)
        by_lead(lead, held)
        assert hers.get("/rotherham/").status_code == 302
        where = re.search(r"http://localhost:8000(/\S+)", link)[1]
        assert "does not work any more" in Client().get(where, follow=True).content.decode()

    def test_a_name_alone_leaves_the_sign_in_and_sends_nothing(self, lead, held, colleague):
        hers = client_of(Role.PRACTITIONER)
        by_lead(lead, held, email=colleague.email)
        assert mail.outbox == []
        assert hers.get("/rotherham/").status_code == 200
        assert "Sam Jones" in text_of(lead.get("/rotherham/people/"))

    def test_the_caseload_follows_and_what_was_written_keeps_the_name(self, lead, held, colleague, rotherham):
        with scope_of(rotherham):
            place = PlaceFactory()
            give_to(women=[place.woman], practitioner=held)
        by_lead(lead, held, email=colleague.email)
        with scope_of(rotherham):
            assert Woman.objects.get(pk=place.woman_id).practitioner_name == "Sam Jones"

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"email": "lead@hackney.example"}, "This address cannot be used for this account"),
            ({"email": "LEAD@Hackney.example"}, "This address cannot be used for this account"),
            ({"email": "no address"}, "Enter an e-mail address"),
            ({"name": ""}, "Fill in “Name”"),
            ({"name": "x" * 101}, "at most 100"),
        ],
    )
    def test_what_cannot_be_is_said_and_tells_nothing_of_another_account(self, given, said, lead, held):
        page = by_lead(lead, held, **given)
        assert page.status_code == 422
        assert said in text_of(page)
        assert "Practice lead of Hackney" not in text_of(page)
        assert mail.outbox == []

    def test_an_account_that_works_elsewhere_too_is_only_its_own_to_change(self, lead, held, colleague, hackney):
        with scope_of(hackney):
            Membership.objects.create(practice=hackney, user=colleague, role=Role.PRACTITIONER, starts_on=TODAY)
        page = by_lead(lead, held)
        assert page.status_code == 422
        assert "used outside your Practice as well" in text_of(page)
        assert "Hackney" not in text_of(page)
        assert User.objects.get(pk=colleague.pk).email == "practitioner@rotherham.example"

    def test_nobody_of_another_practice_is_reached(self, lead, hackney):
        with scope_of(hackney):
            there = membership_of(Role.PRACTITIONER, "hackney")
        assert by_lead(lead, there).status_code == 404

    def test_their_own_is_changed_on_their_own_page(self, lead, rotherham):
        with scope_of(rotherham):
            own = membership_of(Role.PRACTICE_LEAD)
        assert lead.get(f"/rotherham/people/{own.pk}/name/").url == MINE

    def test_it_asks_for_a_proof(self, held, rotherham):
        old = signed_in(user_of(Role.PRACTICE_LEAD), ago=3600)
        assert "/accounts/again/" in old.get(f"/rotherham/people/{held.pk}/name/").url


def told(address):
    return {"login": address, "password": PASSWORD}


class TestByThemselves:
    def test_the_page_is_sent_as_a_browser_sends_it(self, practitioner, colleague):
        as_shown = form_on(practitioner.get(MINE), marked_by="novalidate").fields
        page = practitioner.post(MINE, as_shown | {"name": ["Sam Jones"]}, follow=True)
        assert page.status_code == 200 and "Saved." in text_of(page)
        assert practitioner.post(MINE, as_shown | {"name": [""]}).status_code == 422

    def test_a_name_stands_at_once(self, practitioner, colleague):
        page = practitioner.post(MINE, {"name": "Sam Jones", "email": colleague.email}, follow=True)
        assert "Saved." in text_of(page)
        assert User.objects.get(pk=colleague.pk).name == "Sam Jones"
        assert mail.outbox == []

    def test_an_address_counts_once_the_link_that_was_sent_there_is_used(self, practitioner, colleague):
        page = practitioner.post(MINE, {"name": colleague.name, "email": NEW}, follow=True)
        assert f"To sign in with {NEW}, open the link" in text_of(page)
        (letter,) = mail.outbox
        assert letter.to == [NEW]
        assert User.objects.get(pk=colleague.pk).email == "practitioner@rotherham.example"
        where = re.search(r"http://localhost:8000(/\S+)", letter.body)[1]
        assert f"Sign in with {NEW}?" in text_of(practitioner.get(where))
        assert User.objects.get(pk=colleague.pk).email != NEW, "a program that opens links changes nothing"
        assert "You sign in with" in text_of(practitioner.post(where, follow=True))
        assert User.objects.get(pk=colleague.pk).email == NEW
        assert sorted(one.to[0] for one in mail.outbox[1:]) == ["practitioner@rotherham.example", NEW]
        assert "was used before" in text_of(practitioner.post(where, follow=True))

    def test_an_address_that_is_taken_gets_no_letter_and_the_answer_is_the_same(self, practitioner, colleague):
        page = practitioner.post(MINE, {"name": colleague.name, "email": "lead@hackney.example"}, follow=True)
        assert "To sign in with lead@hackney.example, open the link" in text_of(page)
        assert mail.outbox == []

    def test_a_link_is_of_one_account_and_whole(self, practitioner, colleague, coordinator):
        practitioner.post(MINE, {"name": colleague.name, "email": NEW})
        where = re.search(r"http://localhost:8000(/\S+)", mail.outbox[0].body)[1]
        assert "of another account" in text_of(coordinator.post(where, follow=True))
        assert "too old or not whole" in text_of(practitioner.post(f"{where[:-2]}x/", follow=True))

    def test_it_asks_for_a_proof(self, colleague):
        assert "/accounts/again/" in signed_in(colleague, ago=3600).get(MINE).url


def test_of_two_who_take_one_address_the_second_is_told(rotherham, colleague):
    other = user_of(Role.COORDINATOR)
    EmailAddress.objects.create(user=other, email=NEW, verified=True, primary=False)
    with pytest.raises(CannotChange, match="cannot be used"):
        identity._take(user=colleague, address=NEW, by_lead=True)
