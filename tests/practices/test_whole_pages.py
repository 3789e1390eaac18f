"""What a part of a page asks for: where it is refused, the whole page goes, and no sign-in page lands in its middle."""

import pytest
from django.test import Client

from practices.models import Membership
from practices.permissions import Role
from tests.conftest import client_of, scope_of, signed_in, user_of
from tests.practices.test_urls import NATIONAL_PAGES, PRACTICE_PAGES, SIGNED_IN_PAGES, address, made

pytestmark = pytest.mark.usefixtures("committed")
__all__ = ["made"]  # the fixture
PAGE = "/rotherham/find/"
ASKED = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"http://testserver{PAGE}"}
DECLARED = {**PRACTICE_PAGES, **NATIONAL_PAGES}


def addresses(made):
    for name, (_, arguments, method) in DECLARED.items():
        yield name, method, address(name, arguments, made, "rotherham" if name in PRACTICE_PAGES else None)


def goes_to(response):
    assert response.status_code == 200
    assert response.content == b"", "no page is put into another"
    return response.headers.get("HX-Redirect", "") or f"refresh: {response.headers['HX-Refresh']}"


def test_somebody_signed_out_goes_to_the_sign_in_page_and_comes_back_to_the_page_itself(made):
    for name, method, where in addresses(made):
        there = goes_to(getattr(Client(), method)(where, **ASKED))
        assert there == f"/accounts/sign-in/?next={PAGE}", name


def test_somebody_whose_sign_in_is_over_does_too(made):
    for name, method, where in addresses(made):
        old = signed_in(user_of(Role.PRACTICE_LEAD), ago=13 * 3600)
        assert goes_to(getattr(old, method)(where, **ASKED)) == f"/accounts/sign-in/?next={PAGE}", name
        break  # each of them passes the same line; the first stands for all


def test_somebody_without_a_second_step_goes_to_set_it_up(made):
    from allauth.mfa.models import Authenticator

    user = user_of(Role.PRACTICE_LEAD)
    Authenticator.objects.filter(user=user).delete()
    client = signed_in(user, second_factor=False)
    for name, method, where in addresses(made):
        assert goes_to(getattr(client, method)(where, **ASKED)) == "/accounts/mine/", name


def test_somebody_whose_proof_is_old_is_asked_for_it_on_a_whole_page(made):
    client = signed_in(user_of(Role.PRACTICE_LEAD), ago=6000)
    asked = 0
    for name, (permission, arguments, method) in PRACTICE_PAGES.items():
        plain = getattr(client, method)(address(name, arguments, made, "rotherham"))
        if plain.status_code == 302 and "/accounts/again" in plain.url:
            asked += 1
            there = goes_to(getattr(client, method)(address(name, arguments, made, "rotherham"), **ASKED))
            assert there.startswith("/accounts/again"), (name, permission)
            assert there.endswith("next=%2Frotherham%2Ffind%2F"), name
    assert asked > 5


def test_somebody_whose_post_has_ended_loads_the_page_anew_and_is_told(made, rotherham):
    client = client_of(Role.PRACTITIONER)
    with scope_of(rotherham):
        Membership.objects.filter(user=user_of(Role.PRACTITIONER)).update(ends_on="2019-01-01")
    for name, (_, arguments, method) in PRACTICE_PAGES.items():
        where = address(name, arguments, made, "rotherham")
        assert goes_to(getattr(client, method)(where, **ASKED)) == "refresh: true", name


def test_a_part_that_is_given_is_given(made, lead):
    found = lead.post("/rotherham/find/", {"q": "amber"}, **ASKED)
    assert found.status_code == 200
    assert "HX-Redirect" not in found.headers
    assert b"<html" not in found.content
    assert set(SIGNED_IN_PAGES).isdisjoint(DECLARED)


def test_a_page_of_another_site_is_no_place_to_come_back_to(made):
    response = Client().get("/rotherham/find/", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="https://evil.example/x")
    assert goes_to(response) == "/accounts/sign-in/?next=/rotherham/find/"
