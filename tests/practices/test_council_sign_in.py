"""Sign-in with a council's own account, against a real OpenID provider on this machine."""

import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from practices.models import User
from practices.permissions import Role
from tests.conftest import recovery_code_of, signed_in, user_of
from tests.journeys.conftest import free_port

pytestmark = pytest.mark.usefixtures("committed")
TENANT = "11111111-aaaa-bbbb-cccc-000000000001"
PEOPLE = {
    "lead": {"tid": TENANT, "oid": "oid-lead", "email": "somebody.else@council.example"},
    "same-address": {"tid": TENANT, "oid": "oid-other", "email": "lead@rotherham.example", "email_verified": True},
    "other-tenant": {
        "tid": "22222222-aaaa-bbbb-cccc-000000000002",
        "oid": "oid-lead",
        "email": "lead@rotherham.example",
    },
    "no-object-id": {"tid": TENANT, "email": "lead@rotherham.example"},
}


@pytest.fixture(scope="module")
def directory():
    port = free_port()
    words = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://localhost:{port}"
            wait_for(address, server)
            for sub, claims in PEOPLE.items():
                requests.put(f"{address}/users/{sub}", json=claims, timeout=10).raise_for_status()
            yield address
        finally:
            server.terminate()


def wait_for(address, server):
    end = time.monotonic() + 30
    while time.monotonic() < end and server.poll() is None:
        try:
            requests.get(address, timeout=1)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the provider did not come up")


@pytest.fixture(autouse=True)
def council(settings, directory):
    app = {
        "provider_id": "rotherham", "name": "Rotherham Council", "client_id": "pause", "secret": "secret",
        "settings": {"server_url": directory, "tenant": TENANT, "fetch_userinfo": False},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def comes_back(client, sub, query=""):
    """To the council's page, signed in there as `sub`, and back."""
    away = client.post(f"/accounts/sign-in/council/rotherham/{query}")
    assert away.status_code == 302
    back = requests.post(away.url, data={"sub": sub}, allow_redirects=False, timeout=10)
    where = urlsplit(back.headers["Location"])
    return client.get(f"{where.path}?{where.query}")


def links(sub="lead"):
    client = signed_in(user_of(Role.PRACTICE_LEAD))
    comes_back(client, sub, "?process=connect")


def test_she_links_it_and_signs_in_with_it_and_her_second_step(council):
    links()
    assert SocialAccount.objects.get().uid == f"{TENANT}/oid-lead"
    client = Client()
    assert comes_back(client, "lead").url == "/accounts/sign-in/step/"  # the council's word does not go round it
    assert client.get("/rotherham/").url.startswith("/accounts/sign-in/")
    client.post("/accounts/sign-in/step/", {"code": recovery_code_of(user_of(Role.PRACTICE_LEAD))})
    assert client.get("/rotherham/").status_code == 200


@pytest.mark.parametrize("sub", ["same-address", "other-tenant"])
def test_an_address_alone_opens_and_makes_nothing(sub):
    links()
    before = User.objects.count()
    client = Client()
    answer = comes_back(client, sub)
    assert answer.status_code == 403
    assert "nobody here has linked that account" in answer.content.decode()
    assert client.get("/rotherham/").url.startswith("/accounts/sign-in/")
    assert User.objects.count() == before


def test_another_tenants_account_cannot_be_linked():
    links("other-tenant")
    assert not SocialAccount.objects.exists()


def test_an_account_without_an_object_id_fails_and_says_so():
    answer = comes_back(Client(), "no-object-id")
    assert "did not work" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_nothing_that_the_directory_says_of_her_is_kept():
    links()
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {}
    comes_back(Client(), "lead")
    kept.refresh_from_db()
    assert kept.extra_data == {}


def test_she_unlinks_it(council):
    links()
    client = signed_in(user_of(Role.PRACTICE_LEAD))
    assert "Unlink it" in client.get("/accounts/mine/").content.decode()
    client.post("/accounts/mine/council/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    assert comes_back(Client(), "lead").status_code == 403


def test_an_unknown_council_is_not_found():
    assert Client().post("/accounts/sign-in/council/nowhere/").status_code == 404


def test_the_sign_in_page_names_the_council():
    assert "Sign in with Rotherham Council" in Client().get("/accounts/sign-in/").content.decode()
