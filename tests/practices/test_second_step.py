"""The second step: nobody goes without, seeds are encrypted, codes work once, and a sign-in ends when it must."""

import json
import time

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import Fernet
from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory

from practices.models import User
from practices.permissions import Role
from practices.sign_in import secrets
from practices.sign_in.ending import end_sign_ins
from practices.sign_in.passwords import breached
from reporting.demonstration.people import PASSWORD
from tests.conftest import client_of, recovery_code_of, signed_in, user_of
from tests.database import TOTP_SECRET

pytestmark = pytest.mark.usefixtures("committed")
STEP = "/accounts/sign-in/step/"


def code_now():
    return totp.format_hotp_value(totp.hotp_value(TOTP_SECRET, int(time.time()) // 30))


def after_the_password(email="lead@rotherham.example"):
    client = Client()
    response = client.post("/accounts/sign-in/", {"login": email, "password": PASSWORD})
    assert response.url == STEP
    return client


@pytest.fixture
def newcomer(committed):
    return User.objects.create_user(email="new@example.org", name="New", password=PASSWORD)


def test_a_password_alone_opens_nothing():
    client = after_the_password()
    assert client.get("/rotherham/").url.startswith("/accounts/sign-in/")
    assert client.post(STEP, {"code": "000000"}).status_code == 200
    assert client.get("/rotherham/").url.startswith("/accounts/sign-in/")


def test_a_code_of_the_app_works_once():
    code = code_now()
    first, second = after_the_password(), after_the_password()
    if first.post(STEP, {"code": code}).status_code != 302:  # the half minute ended between
        code = code_now()
        assert first.post(STEP, {"code": code}).status_code == 302
    assert first.get("/rotherham/").status_code == 200
    again = second.post(STEP, {"code": code})
    assert "That code is not right, or was used already" in again.content.decode()


def test_a_recovery_code_works_once():
    code = recovery_code_of(user_of(Role.PRACTICE_LEAD))
    assert after_the_password().post(STEP, {"code": code}).status_code == 302
    assert after_the_password().post(STEP, {"code": code}).status_code == 200


def test_the_sixth_wrong_code_slows_down():
    client = after_the_password()
    answers = [client.post(STEP, {"code": "000000"}) for _ in range(8)]
    assert any("Too many" in one.content.decode() or one.status_code == 429 for one in answers)
    assert client.post(STEP, {"code": recovery_code_of(user_of(Role.PRACTICE_LEAD))}).status_code != 302


def test_without_a_second_step_no_page_opens_but_those_that_set_one_up(newcomer):
    client = signed_in(newcomer, second_factor=False)
    for path in ("/rotherham/", "/rotherham/women/", "/national/", "/national/practices/", "/accounts/mine/codes/new/"):
        assert client.get(path).url == "/accounts/mine/", path
    assert client.get("/").url == "/accounts/mine/"
    assert client.get("/accounts/mine/password/").url == "/accounts/mine/"
    assert client.get("/accounts/mine/council/").url == "/accounts/mine/"
    page = client.get("/accounts/mine/").content.decode()
    assert "Set up your second step" in page
    assert client.get("/api/v1/figures/").status_code == 401


def test_setting_up_an_app_opens_the_rest_and_shows_the_codes_once(newcomer):
    client = signed_in(newcomer, second_factor=False)
    page = client.get("/accounts/mine/app/")
    secret = page.context["form"].secret
    for _ in range(2):
        code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
        answer = client.post("/accounts/mine/app/", {"code": code})
        if answer.status_code == 302:
            break
    assert answer.url == "/accounts/mine/codes/"
    shown = client.get("/accounts/mine/codes/")
    assert "shown once" in shown.content.decode()
    codes = [str(one) for one in shown.context["unused_codes"]]
    assert len(codes) == 10
    assert codes[0] not in client.get("/accounts/mine/codes/").content.decode()
    assert "not a member of any Practice" in client.get("/").content.decode()


def test_whoever_holds_a_second_step_and_came_without_it_signs_in_again():
    client = signed_in(user_of(Role.PRACTICE_LEAD), second_factor=False)
    assert client.get("/rotherham/").url == "/accounts/sign-in/?next=/rotherham/"
    assert client.get("/accounts/mine/password/").url.startswith("/accounts/sign-in/")


def test_a_sign_in_from_before_she_set_one_up_ends_with_it(newcomer):
    """Somebody with her password was in first; once she holds a second step he sets up nothing."""
    his, hers = signed_in(newcomer, second_factor=False), signed_in(newcomer, second_factor=False)
    assert his.get("/accounts/mine/app/").status_code == 200
    secret = hers.get("/accounts/mine/app/").context["form"].secret
    for _ in range(2):
        code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
        if hers.post("/accounts/mine/app/", {"code": code}).status_code == 302:
            break
    for path in ("/accounts/mine/", "/accounts/mine/app/", "/accounts/mine/passkeys/add/", "/accounts/mine/codes/"):
        assert his.get(path).url.startswith("/accounts/sign-in/"), path
    assert hers.get("/accounts/mine/").status_code == 200


def test_a_new_password_does_not_go_round_it():
    user = user_of(Role.PRACTICE_LEAD)
    user.set_password("another phrase 12")
    user.save()
    client = Client()
    answer = client.post("/accounts/sign-in/", {"login": user.email, "password": "another phrase 12"})
    assert answer.url == STEP


def test_the_last_second_step_stays():
    client = client_of(Role.PRACTICE_LEAD)
    answer = client.post("/accounts/mine/app/remove/")
    assert "This is your only second step" in answer.content.decode()
    assert Authenticator.objects.filter(user=user_of(Role.PRACTICE_LEAD), type="totp").exists()


def test_seeds_are_encrypted_in_the_database():
    for one in Authenticator.objects.all():
        assert TOTP_SECRET not in json.dumps(one.data)
        assert secrets.decrypt(one.data.get("secret") or one.data["seed"])


def test_keys_are_rotated_all_or_none(settings):
    former, newer = settings.MFA_KEYS, Fernet.generate_key().decode()
    settings.MFA_KEYS = [newer, *former]
    call_command("rotate_mfa_keys", verbosity=0)
    settings.MFA_KEYS = [newer]
    kept = {one.pk: one.data for one in Authenticator.objects.all()}
    assert all(secrets.decrypt(data.get("secret") or data["seed"]) for data in kept.values())
    assert after_the_password().post(STEP, {"code": recovery_code_of(user_of(Role.PRACTICE_LEAD))}).status_code == 302
    settings.MFA_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError, match="Put the former key back"):
        call_command("rotate_mfa_keys", verbosity=0)


# --- passwords


@pytest.mark.parametrize("word", ["password1234", "PassWord1234", "qwertyuiop123", "short-one"])
def test_a_password_from_a_breach_or_too_short_is_refused(word):
    client = client_of(Role.PRACTICE_LEAD)
    told = {"oldpassword": PASSWORD, "password1": word, "password2": word}
    page = client.post("/accounts/mine/password/", told)
    assert page.status_code == 200
    assert "thieves try first" in page.content.decode() or "at least 12" in page.content.decode()


@pytest.mark.parametrize("word", ["correct horse battery", "x" * 80 + "é ö", "            twelve", "aaaaaabbbbbbcc"])
def test_long_ones_and_plain_ones_are_taken(word):
    assert word.lower() not in breached()
    told = {"oldpassword": PASSWORD, "password1": word, "password2": word}
    client = client_of(Role.PRACTICE_LEAD)
    assert client.post("/accounts/mine/password/", told).status_code == 302
    assert client.get("/accounts/mine/").status_code == 200
    assert user_of(Role.PRACTICE_LEAD).check_password(word)


# --- how long a sign-in lasts


def test_thirty_minutes_without_a_page_end_it():
    client = client_of(Role.PRACTICE_LEAD)
    assert client.get("/rotherham/").status_code == 200
    kept = Session.objects.get(pk=client.session.session_key)
    assert 29 * 60 < (kept.expire_date.timestamp() - time.time()) <= 30 * 60
    Session.objects.filter(pk=kept.pk).update(expire_date=kept.expire_date.replace(year=2020))
    assert client.get("/rotherham/").url.startswith("/accounts/sign-in/")


def test_a_press_makes_it_longer():
    client = client_of(Role.PRACTICE_LEAD)
    client.get("/rotherham/")
    key = client.session.session_key
    Session.objects.filter(pk=key).update(expire_date=Session.objects.get(pk=key).expire_date.replace(year=2035))
    assert client.post("/accounts/stay/").status_code == 204
    assert Session.objects.get(pk=key).expire_date.timestamp() - time.time() > 29 * 60
    assert client.get("/accounts/stay/").status_code == 405


def test_twelve_hours_end_it_whatever_was_done():
    assert signed_in(user_of(Role.PRACTICE_LEAD), ago=12 * 3600 - 60).get("/rotherham/").status_code == 200
    client = signed_in(user_of(Role.PRACTICE_LEAD), ago=12 * 3600 + 1)
    assert client.get("/rotherham/").url == "/accounts/sign-in/?next=/rotherham/"
    assert client.get("/rotherham/").url.startswith("/accounts/sign-in/")


def test_a_new_key_at_sign_in():
    client = Client()
    client.get("/accounts/sign-in/")
    client.post("/accounts/sign-in/", {"login": "lead@rotherham.example", "password": PASSWORD})
    before = client.session.session_key
    client.post(STEP, {"code": recovery_code_of(user_of(Role.PRACTICE_LEAD))})
    assert client.session.session_key != before


def test_she_sees_her_sign_ins_and_ends_another():
    mine, other = after_the_password(), after_the_password()
    for client in (mine, other):
        client.post(STEP, {"code": recovery_code_of(user_of(Role.PRACTICE_LEAD))})
    sessions = mine.get("/accounts/mine/").context["sessions"]
    assert len(sessions) == 2
    elsewhere = next(one for one in sessions if one.session_key == other.session.session_key)
    stranger = client_of(Role.PRACTITIONER)
    stranger.post(f"/accounts/mine/sessions/{elsewhere.pk}/end/")
    assert other.get("/rotherham/").status_code == 200
    assert mine.post(f"/accounts/mine/sessions/{elsewhere.pk}/end/").status_code == 302
    assert other.get("/rotherham/").url.startswith("/accounts/sign-in/")
    assert mine.get("/rotherham/").status_code == 200


def by_the_demonstrations_button(user, settings):
    settings.DEMO = True
    client = Client()
    client.post(f"/accounts/sign-in/as/{user.pk}/")
    return client


def by_password_and_code(user, settings):
    client = after_the_password(user.email)
    client.post(STEP, {"code": recovery_code_of(user)})
    return client


def by_a_new_password(user, settings):
    client = by_password_and_code(user, settings)
    word = "a longer phrase 12"
    client.post("/accounts/mine/password/", {"oldpassword": PASSWORD, "password1": word, "password2": word})
    return client


def by_any_call_of_login(user, settings):
    """Whatever page is written next."""
    client = Client()
    request = RequestFactory().get("/")
    request.session, request.user = client.session, AnonymousUser()
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    record_authentication(request, user, "mfa")
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


@pytest.mark.parametrize(
    "way", [by_the_demonstrations_button, by_password_and_code, by_a_new_password, by_any_call_of_login]
)
def test_each_way_of_signing_in_is_on_her_list_once_and_can_be_ended(way, settings):
    user = user_of(Role.PRACTITIONER)
    client = way(user, settings)
    sessions = client.get("/accounts/mine/").context["sessions"]
    assert [one.session_key for one in sessions] == [client.session.session_key]
    end_sign_ins(user.pk)
    assert client.get("/rotherham/").url.startswith("/accounts/sign-in/")


# --- once more, before something leaves


def test_a_stolen_cookie_alone_exports_nothing(rotherham):
    fresh, stale = (signed_in(user_of(Role.NATIONAL_ANALYST, None), ago=ago) for ago in (10, 600))
    path = "/national/indicators/weekly_reach/comparison.csv"
    assert stale.get("/national/").status_code == 200
    asked = stale.get(path)
    assert asked.url == "/accounts/again/?next=%2Fnational%2Findicators%2Fweekly_reach%2Fcomparison.csv"
    assert fresh.get(path).status_code in (200, 404)
    assert "&lt;" not in stale.get("/accounts/again/").content.decode()
    wrong = stale.post("/accounts/again/", {"password": "not hers", "next": path})
    assert wrong.status_code == 200
    back = stale.post("/accounts/again/", {"password": PASSWORD, "next": path})
    assert back.url == path
    assert stale.get(path).status_code in (200, 404)


def test_a_stolen_cookie_gives_no_lasting_access():
    stale = {role: signed_in(user_of(role), ago=1000) for role in (Role.PRACTICE_LEAD, Role.PRACTITIONER)}
    national = {role: signed_in(user_of(role, None), ago=1000) for role in (Role.NATIONAL_ANALYST, Role.HOST_SUPPORT)}
    for client, path in (
        (stale[Role.PRACTICE_LEAD], "/rotherham/people/invite/"),
        (stale[Role.PRACTITIONER], "/rotherham/appointments/calendar/"),
        (national[Role.NATIONAL_ANALYST], "/national/data/"),
        (national[Role.HOST_SUPPORT], f"/national/accounts/{user_of(Role.PRACTICE_LEAD).pk}/second-step"),
    ):
        assert client.post(path).url.startswith("/accounts/again/"), path
    assert national[Role.NATIONAL_ANALYST].get("/api/v1/figures/").status_code == 401


# --- the demonstration


def test_one_click_a_role_only_in_the_demonstration(settings):
    person = User.objects.get(email="practitioner@rotherham.example")
    assert "Sign in as one of them" not in Client().get("/accounts/sign-in/").content.decode()
    assert Client().post(f"/accounts/sign-in/as/{person.pk}/").status_code == 404
    settings.DEMO = True
    client = Client()
    page = client.get("/accounts/sign-in/").content.decode()
    assert "a real installation has none of these buttons" in page
    assert client.get(f"/accounts/sign-in/as/{person.pk}/").status_code == 405
    assert client.post(f"/accounts/sign-in/as/{person.pk}/").url == "/"
    assert "Invented figures" in client.get("/rotherham/").content.decode()
    outside = User.objects.create_user(email="real@council.gov.uk", name="Real")
    assert Client().post(f"/accounts/sign-in/as/{outside.pk}/").status_code == 404
    settings.DEMO = False
    assert client.get("/rotherham/").url.startswith("/accounts/sign-in/")
