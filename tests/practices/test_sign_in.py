"""Signing in, and who a person is."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from practices.models import User
from practices.permissions import NATIONAL_ROLES, PERMISSIONS, PRACTICE_ROLES, Permission, Role
from reporting.demonstration.people import PASSWORD, email_of
from tests.conftest import scope_of, signed_in, user_of

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"


def signs_in(email, password=PASSWORD, **more):
    client = Client()
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def test_a_lead_lands_in_her_practice():
    assert signs_in(email_of(Role.PRACTICE_LEAD, "rotherham")).status_code == 302


def test_the_address_may_be_written_in_any_case():
    assert signs_in("LEAD@Rotherham.example").status_code == 302


def test_the_answer_does_not_tell_whether_there_is_an_account():
    wrong, none = signs_in("lead@rotherham.example", "wrong"), signs_in("nobody@rotherham.example", "wrong")
    said = "The e-mail address or the password is not right. Check both and try again."
    assert said in wrong.content.decode()
    assert said in none.content.decode()


def test_the_sixth_failure_slows_down():
    for _ in range(6):
        last = signs_in("lead@rotherham.example", "wrong")
    assert "Too many tries" in last.content.decode() or last.status_code == 429
    assert signs_in("lead@rotherham.example").status_code in (200, 429)


def test_redis_is_not_needed_to_sign_in(settings):
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    assert "redis" not in str(settings.CACHES).lower()
    assert signs_in("lead@rotherham.example").status_code == 302


def test_a_closed_account_opens_nothing():
    User.objects.filter(email="lead@rotherham.example").update(is_active=False)
    response = signs_in("lead@rotherham.example")
    assert response.url == "/accounts/closed/"


def test_nobody_signs_up():
    assert Client().get("/accounts/signup/").status_code == 404


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(target):
    response = signs_in("lead@rotherham.example", next=target)
    assert "evil" not in response.url
    assert "javascript" not in response.url


def test_a_forgotten_password_is_set_by_a_link_that_works_once(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = Client()
    client.post("/accounts/password/", {"email": "lead@rotherham.example"})
    (message,) = mail.outbox
    link = re.search(r"http://testserver(/\S+)", message.body)[1]
    page = client.get(link, follow=True)
    where = page.redirect_chain[-1][0]
    refused = client.post(where, {"password1": "short", "password2": "short"})
    assert "at least 12" in refused.content.decode()
    assert client.post(where, {"password1": "a longer phrase 7", "password2": "a longer phrase 7"}).status_code == 302
    assert signs_in("lead@rotherham.example", "a longer phrase 7").status_code == 302
    assert "does not work any more" in Client().get(link, follow=True).content.decode()


def test_a_link_is_not_sent_to_an_address_without_an_account(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    response = Client().post("/accounts/password/", {"email": "nobody@rotherham.example"})
    assert response.url == "/accounts/password/sent/"
    assert not [message for message in mail.outbox if "password/key" in message.body]


def home_of(user):
    return signed_in(user).get("/")


def test_everybody_lands_where_she_works():
    assert home_of(user_of(Role.PRACTICE_LEAD)).url == "/rotherham/"
    assert home_of(user_of(Role.NATIONAL_ANALYST, None)).url == "/national/"
    assert home_of(user_of(Role.HOST_SUPPORT, None)).url == "/national/accounts/"
    nobody = User.objects.create_user(email="new@example.org", name="New")
    assert "not a member of any Practice today" in home_of(nobody).content.decode()


def test_a_member_of_two_practices_chooses(rotherham, hackney):
    from practices.models import Membership

    user = user_of(Role.PRACTICE_LEAD)
    with scope_of(hackney):
        Membership.objects.create(practice=hackney, user=user, role=Role.PRACTITIONER, starts_on=timezone.localdate())
    page = home_of(user).content.decode()
    assert "/rotherham/" in page
    assert "/hackney/" in page


def test_a_membership_that_has_not_begun_opens_nothing(hackney):
    from practices.models import Membership

    user = User.objects.create_user(email="new@example.org", name="New")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with scope_of(hackney):
        Membership.objects.create(practice=hackney, user=user, role=Role.PRACTITIONER, starts_on=tomorrow)
    assert signed_in(user).get("/hackney/").status_code == 404


def test_roles_hold_what_the_design_says():
    assert set(PERMISSIONS) == set(PRACTICE_ROLES) | set(NATIONAL_ROLES) == set(Role)
    case = {Permission.SEE_RECORDS, Permission.SEE_RECORDS_BEHIND, Permission.IMPORT_WORKBOOK}
    for role in (*NATIONAL_ROLES, Role.BOARD_VIEWER):
        assert not PERMISSIONS[role] & case, role
    assert {role for role in Role if Permission.SUBMIT_RETURN in PERMISSIONS[role]} == {Role.PRACTICE_LEAD}
    assert PERMISSIONS[Role.HOST_SUPPORT] == frozenset({Permission.SUPPORT_ACCOUNTS})


def test_passwords_are_kept_with_argon2id():
    assert user_of(Role.PRACTICE_LEAD).password.startswith("argon2$argon2id$")


def test_the_health_check_says_nothing_else():
    assert Client().get("/healthz").json() == {"status": "ok"}
