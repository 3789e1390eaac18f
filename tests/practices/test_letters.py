"""Links of letters: where they lead, whose they are, and what happens where somebody else is signed in."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from practices import letters
from practices.models import Membership, User
from practices.permissions import Role
from tests.conftest import client_of, scope_of, user_of

pytestmark = pytest.mark.usefixtures("committed")
TOP = Path(__file__).parents[2]
WORDS = {"password1": "three odd words 5", "password2": "three odd words 5"}


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "http://pause.example:8123"
    mail.outbox = []


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def link_in(letter):
    found = re.search(r"http://pause\.example:8123(/\S+)", letter.body)
    assert found, letter.body
    return found[1]


@pytest.fixture
def newcomer(rotherham):
    with scope_of(rotherham):
        user = User.objects.create_user(email="kim@council.example", name="Kim Alder")
        Membership.objects.create(user=user, practice=rotherham, role=Role.PRACTITIONER, starts_on=timezone.localdate())
    return user


def invitation_to(user, practice):
    with scope_of(practice):
        letters.send(Membership.objects.select_related("user", "practice").get(user=user))
    return link_in(mail.outbox[-1])


def test_a_newcomers_first_page_says_whose_password_it_is_and_shows_no_markup(newcomer, rotherham):
    page = Client().get(invitation_to(newcomer, rotherham), follow=True)
    said = text_of(page)
    assert "Choose a password for Kim Alder" in said
    assert "It opens the account of Kim Alder, kim@council.example." in said
    assert "At least 12 characters." in said
    assert "&lt;" not in page.content.decode()


def test_opened_where_a_lead_is_signed_in_it_signs_the_lead_out_and_says_so(newcomer, rotherham, lead):
    page = lead.get(invitation_to(newcomer, rotherham), follow=True)
    assert "Practice lead of Rotherham was signed out in this browser" in text_of(page)
    done = lead.post(page.redirect_chain[-1][0], WORDS, follow=True)
    assert "Your new password is set" in text_of(done)
    newcomer.refresh_from_db()
    assert newcomer.check_password(WORDS["password1"])
    assert user_of(Role.PRACTICE_LEAD).check_password("pause-demonstration"), "the lead's own stays"
    assert lead.get("/rotherham/").status_code == 302, "and nobody is left in the lead's account"


def letter_to_a_member(rotherham):
    with scope_of(rotherham):
        letters.send(Membership.objects.select_related("user", "practice").get(user=user_of(Role.PRACTITIONER)))


def letter_of_cover(rotherham):
    letters.tell_of_cover(rotherham, ["practitioner@rotherham.example"])


def letter_of_a_transfer(rotherham):
    letters.tell_of_transfer(rotherham, ["practitioner@rotherham.example"])


def reminder(rotherham):
    from reporting.desk import reminding
    from reporting.quarters import Quarter

    reminding.send(Quarter(2018, 4), rotherham, ["practitioner@rotherham.example"], due=timezone.localdate())


LETTERS = [letter_to_a_member, letter_of_cover, letter_of_a_transfer, reminder]


@pytest.mark.parametrize("write", LETTERS, ids=lambda write: write.__name__)
class TestLinks:
    def test_somebody_else_who_is_signed_in_is_asked_and_signed_out(self, write, rotherham, lead):
        write(rotherham)
        link = link_in(mail.outbox[-1])
        page = lead.get(link)
        assert "This link is for Practitioner of Rotherham" in text_of(page)
        assert "in this browser Practice lead of Rotherham is signed in" in text_of(page)
        assert lead.get("/rotherham/").status_code == 200, "looking at it signs nobody out"
        assert lead.post(link).status_code == 302
        assert lead.get("/rotherham/").url.startswith("/accounts/sign-in/")

    def test_its_reader_goes_on_at_once(self, write, rotherham, practitioner):
        write(rotherham)
        link = link_in(mail.outbox[-1])
        there = practitioner.get(link)
        assert (there.status_code, there.url) == (302, link.partition("?next=")[2])

    def test_nobody_signed_in_signs_in_first(self, write, rotherham):
        write(rotherham)
        page = Client().get(link_in(mail.outbox[-1]), follow=True)
        assert urlsplit(page.redirect_chain[-1][0]).path == "/accounts/sign-in/"


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_a_link_leads_nowhere_else(there, lead):
    token = letters.sign_reader(user_of(Role.PRACTICE_LEAD))
    assert lead.get(f"/accounts/letter/{token}/", {"next": there}).url == "/"


def test_a_made_up_link_names_nobody(lead):
    page = lead.get("/accounts/letter/MTIz:abc:def/")
    assert (page.status_code, page.url) == (302, "/")


def test_every_address_in_a_letter_is_made_in_one_place():
    """The next letter cannot forget to say whom it is for."""
    used = {
        path.relative_to(TOP).as_posix()
        for app in ("practices", "women", "sessions_log", "reporting")
        for path in (TOP / app).rglob("*.py")
        if "SITE_URL" in path.read_text()
    }
    assert used == {"practices/letters.py"}


def test_a_client_of_another_practice_is_told_too(rotherham, hackney):
    letter_to_a_member(rotherham)
    page = client_of(Role.PRACTICE_LEAD, "hackney").get(link_in(mail.outbox[-1]))
    assert "This link is for Practitioner of Rotherham" in text_of(page)
