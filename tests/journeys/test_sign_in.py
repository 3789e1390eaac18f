"""Signing in as people do: a new account, a passkey, an app, and a page left open."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import override_settings

from practices import letters
from practices.models import Membership, User
from practices.permissions import Role
from reporting.demonstration.people import PASSWORD
from tests.conftest import scope_of, user_of

pytestmark = pytest.mark.xdist_group(__name__)


@pytest.fixture
def newcomer(committed, rotherham):
    """Invited: an account and a post, no second step."""
    user = User.objects.create_user(email="ana@council.example", name="Ana New", password=PASSWORD)
    with scope_of(rotherham):
        Membership.objects.create(practice=rotherham, user=user, role=Role.PRACTITIONER, starts_on="2020-01-01")
    return user


def with_a_phones_passkey(visitor):
    """A device that keeps passkeys and always recognises its owner."""
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip


def types_the_password(visitor, email="ana@council.example"):
    visitor.goes_to("/accounts/sign-in/")
    visitor.page.fill("#id_login", email)
    visitor.page.fill("#id_password", PASSWORD)
    visitor.presses("Sign in")


def test_a_newcomer_makes_a_passkey_and_signs_in_with_it(newcomer, visitor):
    visitor.site = visitor.site.replace("127.0.0.1", "localhost")  # a browser makes no passkey for a bare number
    with_a_phones_passkey(visitor)
    types_the_password(visitor)
    visitor.sees("Set up your second step")
    visitor.checks_the_page()
    visitor.page.get_by_role("button", name="Add a passkey").click()
    visitor.sees("no false page can steal it")
    visitor.checks_the_page()
    visitor.presses("Make the passkey")
    visitor.sees("shown once")
    visitor.checks_the_page()
    assert visitor.page.locator(".pause-codes li").count() == 10
    visitor.page.get_by_role("button", name="I have kept them: go on").click()
    visitor.sees("My day")
    visitor.signs_out()
    visitor.checks_the_page()
    assert visitor.page.locator("#passkey-problem").is_hidden()  # nothing has gone wrong yet
    visitor.page.get_by_role("button", name="Sign in with a passkey").click()
    visitor.sees("My day")
    visitor.goes_to("/accounts/mine/")
    visitor.sees("My phone")
    visitor.checks_the_page()


def test_a_newcomer_uses_an_app(newcomer, on_a_desk):
    visitor = on_a_desk
    types_the_password(visitor)
    visitor.page.get_by_role("button", name="Use an authenticator app").click()
    visitor.checks_the_page()
    secret = visitor.page.locator(".pause-key-text").inner_text()
    for _ in range(2):  # the half minute may end between
        visitor.page.fill("#id_code", totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))
        visitor.presses("Use this app")
        visitor.page.wait_for_load_state()
        if "/codes/" in visitor.page.url:
            break
    visitor.sees("shown once")


def test_a_page_left_open_asks_before_it_signs_out(visitor):
    visitor.signs_in(Role.PRACTITIONER)
    visitor.page.evaluate("localStorage.setItem('pause-seen', Date.now() - (28.5 * 60 * 1000))")
    visitor.page.get_by_role("heading", name="You will be signed out in two minutes").wait_for()
    visitor.checks_the_page()
    visitor.page.get_by_role("button", name="Stay signed in").click()
    visitor.page.get_by_role("heading", name="You will be signed out in two minutes").wait_for(state="hidden")
    assert visitor.page.evaluate("(Date.now() - Number(localStorage.getItem('pause-seen'))) < 10000")


def test_the_lead_invites_from_a_phone(visitor, rotherham):
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to("/rotherham/people/")
    visitor.checks_the_page()
    visitor.page.get_by_role("button", name="Invite somebody").click()
    visitor.checks_the_page()
    visitor.page.get_by_label("Work e-mail address").fill("bea@council.example")
    visitor.page.get_by_label("Name", exact=True).fill("Bea New")
    visitor.page.get_by_label("Practitioner").check()
    visitor.presses("Send the invitation")
    visitor.sees("A letter is on its way to bea@council.example")
    visitor.checks_the_page()
    with scope_of(rotherham):
        held = Membership.objects.select_related("user", "practice").get(user__email="bea@council.example")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        letters.send(held)
    assert user_of(Role.PRACTICE_LEAD).email != held.user.email


def test_the_lead_restricts_a_record(visitor, rotherham):
    from tests.factories import PlaceFactory

    with scope_of(rotherham):
        woman = PlaceFactory().woman
    visitor.signs_in(Role.PRACTICE_LEAD)
    visitor.goes_to(f"/rotherham/women/{woman.pk}/access/")
    visitor.checks_the_page()
    visitor.page.get_by_label("Named people: she is at special risk").check()
    visitor.page.get_by_label("Practice lead of Rotherham").check()
    visitor.presses("Save")
    visitor.sees("Saved. It holds from the next page")
    visitor.goes_to(f"/rotherham/women/{woman.pk}/")
    visitor.sees("named people only")
    visitor.checks_the_page()
