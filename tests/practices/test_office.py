"""National's admin makes Practices; the host's support looks after accounts and sees nothing else."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connections, transaction
from django.test import Client

from practices.models import Membership, NationalMembership, OfficeRecord, Practice, User
from practices.permissions import Role
from practices.tasks import send_second_step_gone
from reporting.demonstration.people import PASSWORD
from tests.conftest import client_of, recovery_code_of, scope_of, user_of
from tests.page_forms import form_on
from tests.practices.test_people import text_of

pytestmark = pytest.mark.usefixtures("committed")
NEW = {
    "name": "Great Yarmouth", "nation": "England", "delivery": "council", "delivered_by": "Norfolk", "commissioned_by": "",
    "licensed_from": "2026-04-01", "licensed_until": "2028-03-31", "went_live_on": "", "closed_on": "",
    "lead_name": "Lea Lead", "lead_email": "lea@yarmouth.example",
}  # fmt: skip


@pytest.fixture(autouse=True)
def post(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


@pytest.fixture
def admin(rotherham):
    return client_of(Role.NATIONAL_ADMIN, None)


@pytest.fixture
def support(rotherham):
    return client_of(Role.HOST_SUPPORT, None)


def test_the_admin_makes_a_practice_with_its_first_lead(admin):
    page = admin.post("/national/practices/add/", NEW, follow=True)
    assert "A letter is on its way to its first lead" in text_of(page)
    assert "Licensed until 31 March 2028" in text_of(page)
    made = Practice.objects.get(slug="great-yarmouth")
    with scope_of(made):
        held = Membership.objects.select_related("user").get()
    assert (held.user.email, held.role) == ("lea@yarmouth.example", "practice_lead")
    assert OfficeRecord.objects.get().about == "great-yarmouth"
    assert admin.get("/great-yarmouth/").status_code == 404  # she made it, and does not enter it


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "Rotherham"}, "There is a Practice at this address already"),
        ({"name": "National"}, "No address can be made of this name"),
        ({"name": "???"}, "No address can be made of this name"),
        ({"licensed_until": "2020-01-01"}, "This is before the day above"),
        ({"lead_email": "nobody"}, "Enter an e-mail address"),
        ({"nation": "France"}, "from the list"),
    ],
)
def test_what_cannot_be_a_practice_is_said(admin, changes, said):
    page = admin.post("/national/practices/add/", NEW | changes)
    assert page.status_code == 422
    assert said in text_of(page)
    assert not Practice.objects.filter(slug="great-yarmouth").exists()
    assert not User.objects.filter(email="lea@yarmouth.example").exists()


def test_a_practice_is_changed_and_closed(admin, rotherham):
    told = {name: value for name, value in NEW.items() if not name.startswith("lead_")} | {
        "name": "Rotherham", "went_live_on": "2018-07-01", "closed_on": "2026-10-01",
    }  # fmt: skip
    url = "/national/practices/rotherham/change/"
    told["looked_at"] = form_on(admin.get(url), "novalidate").fields["looked_at"]
    assert "Closed 1 October 2026" in text_of(admin.post(url, told, follow=True))
    assert "nothing was written twice" in text_of(admin.post(url, told, follow=True))
    assert OfficeRecord.objects.count() == 1
    assert Practice.objects.get(slug="rotherham").licensed_until.year == 2028
    assert client_of(Role.PRACTICE_LEAD).get("/rotherham/").status_code == 200
    assert admin.get("/national/practices/nowhere/change/").status_code == 404


def test_what_a_colleague_changed_of_a_practice_is_not_written_over(admin, rotherham):
    url = "/national/practices/rotherham/change/"
    opened = form_on(admin.get(url), "novalidate").fields
    with scope_of(rotherham):
        Practice.objects.filter(slug="rotherham").update(closed_on="2026-10-01")
    for sent in (opened, {**opened, "looked_at": [""]}):
        page = admin.post(url, {**sent, "delivered_by": "Sheffield"})
        assert page.status_code == 422
        assert "Somebody changed this while you were writing" in text_of(page)
        assert "Closed on: 1 October 2026" in text_of(page)
        assert 'value="Sheffield"' in page.content.decode()
    again = form_on(page, "novalidate").fields
    assert admin.post(url, {**again, "closed_on": "2026-10-01"}).status_code == 302
    held = Practice.objects.get(slug="rotherham")
    assert (held.delivered_by, held.closed_on.isoformat()) == ("Sheffield", "2026-10-01")


def test_an_analyst_makes_and_changes_nothing(analyst):
    assert analyst.post("/national/practices/add/", NEW).status_code == 403
    assert "Make a Practice" not in analyst.get("/national/practices/").content.decode()


def test_nationals_login_changes_no_other_column(rotherham):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using="national"):
        connections["national"].cursor().execute("UPDATE practices_practice SET slug = 'x'")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using="national"):
        connections["national"].cursor().execute("DELETE FROM practices_practice")


def test_support_unlocks_an_account(support):
    lead = user_of(Role.PRACTICE_LEAD)
    for _ in range(7):
        Client().post("/accounts/sign-in/", {"login": lead.email, "password": "wrong"})
    told = {"login": lead.email, "password": PASSWORD}
    assert Client().post("/accounts/sign-in/", told).status_code != 302
    assert support.post("/national/accounts/", {"email": lead.email}).url == f"/national/accounts/{lead.pk}/"
    page = support.post(f"/national/accounts/{lead.pk}/unlock", follow=True)
    assert "It is unlocked" in text_of(page)
    assert Client().post("/accounts/sign-in/", told).status_code == 302
    assert OfficeRecord.objects.get().what == "unlocked"


def test_support_takes_a_lost_second_step_away_and_she_is_told(support):
    lead = user_of(Role.PRACTICE_LEAD)
    hers = Client()
    hers.post("/accounts/sign-in/", {"login": lead.email, "password": PASSWORD})
    hers.post("/accounts/sign-in/step/", {"code": recovery_code_of(lead)})
    assert hers.get("/rotherham/").status_code == 200
    support.post(f"/national/accounts/{lead.pk}/second-step")
    assert not Authenticator.objects.filter(user=lead).exists()
    assert hers.get("/rotherham/").url.startswith("/accounts/sign-in/")
    assert "nothing was done twice" in text_of(support.post(f"/national/accounts/{lead.pk}/second-step", follow=True))
    send_second_step_gone(user_id=lead.pk)  # what the worker does; the page has waited for no mail server
    (letter,) = mail.outbox
    assert letter.to == [lead.email]
    again = Client()  # whoever had her password is not the first in
    assert again.post("/accounts/sign-in/", {"login": lead.email, "password": PASSWORD}).status_code == 200
    where = again.get(re.search(r"http://localhost:8000(/\S+)", letter.body)[1], follow=True).redirect_chain[-1][0]
    again.post(where, {"password1": "three odd words 5", "password2": "three odd words 5"})
    assert again.post("/accounts/sign-in/", {"login": lead.email, "password": "three odd words 5"}).url == "/"
    assert again.get("/rotherham/").url == "/accounts/mine/"


def test_support_closes_and_opens_but_not_its_own(support):
    lead, own = user_of(Role.PRACTICE_LEAD), user_of(Role.HOST_SUPPORT, None)
    hers = client_of(Role.PRACTICE_LEAD)
    support.post(f"/national/accounts/{lead.pk}/close")
    assert hers.get("/rotherham/").url.startswith("/accounts/sign-in/")
    support.post(f"/national/accounts/{lead.pk}/open")
    assert client_of(Role.PRACTICE_LEAD).get("/rotherham/").status_code == 200
    assert "your own account" in text_of(support.post(f"/national/accounts/{own.pk}/close", follow=True))
    assert support.get("/national/accounts/").status_code == 200
    assert support.post(f"/national/accounts/{lead.pk}/promote").status_code == 404
    assert support.get("/national/accounts/999999/").status_code == 404


def test_support_sees_no_case_and_no_figure(support, rotherham):
    for path in ("/rotherham/", "/rotherham/women/"):
        assert support.get(path).status_code == 404
    for path in ("/national/", "/national/returns/", "/national/practices/", "/api/v1/figures/"):
        assert support.get(path).status_code == 403
    assert "No account has this address" in text_of(support.post("/national/accounts/", {"email": "x@y.example"}))


def test_the_first_account_of_national_comes_from_the_command_line(rotherham, capsys):
    call_command("create_national_account", "First@National.example", "First One", "national_admin")
    link = re.search(r"http://localhost:8000(/\S+)", capsys.readouterr().out)[1]
    client = Client()
    where = client.get(link, follow=True).redirect_chain[-1][0]
    told = {"password1": "three odd words 5", "password2": "three odd words 5"}
    assert client.post(where, told).status_code == 302
    made = User.objects.get(email="first@national.example")
    assert NationalMembership.objects.get(user=made).role == "national_admin"
    with pytest.raises(CommandError, match="holds that post already"):
        call_command("create_national_account", "first@national.example", "First One", "national_admin")
