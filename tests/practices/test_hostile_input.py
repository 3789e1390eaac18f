"""Input that no browser sends: every address answers it with a status of its own, never with a fault of ours."""

import json
import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from practices.permissions import Role
from tests.conftest import client_of
from tests.practices.test_urls import ACCOUNT_PAGES, API_PAGES, NATIONAL_PAGES, PRACTICE_PAGES, address, made

__all__ = ["made"]
pytestmark = pytest.mark.usefixtures("committed")
DEEP = "[" * 100_000 + "]" * 100_000
FORM = "application/x-www-form-urlencoded"
# (what it is, method, how it is sent)
KINDS = {
    "a NUL in the query": ("get", {"query_params": {"q": "\0", "practice": "\0", "page": "\0", "quarter": "\0"}}),
    "a NUL in a field": ("post", {"data": "q=%00&words=%00&seen=%00&key=%00&name=%00", "content_type": FORM}),
    "bytes that are no UTF-8": ("post", {"data": b"words=\xff\xfe&seen=%ff", "content_type": FORM}),
    "half of a letter": ("post", {"data": "words=%ED%A0%80&seen=%ED%A0%80", "content_type": FORM}),
    "JSON of another shape": ("post", {"data": "seen=5&credential=false&id=1&fields=[]", "content_type": FORM}),
    "an unknown charset": ("post", {"data": b"words=x", "content_type": f"{FORM}; charset=nonsense"}),
    "deep brackets": ("post", {"data": DEEP, "content_type": "application/json"}),
    "a number": ("post", {"data": "1", "content_type": "application/json"}),
    "null": ("post", {"data": "null", "content_type": "application/json"}),
    "fields of another shape": ("post", {"data": json.dumps({"fields": {"a": {"b": [1]}}, "sealed": [1], "id": 1}),
                                         "content_type": "application/json"}),
    "a token of bytes": ("get", {"headers": {"authorization": "Token \xff\xfe"}}),
    "a broken upload": ("post", {"data": b"--x\r\nContent-Disposition: form-data; name=\"a\0\"; filename=\"\0\"\r\n\r\n\0",
                                 "content_type": "multipart/form-data; boundary=x"}),
}  # fmt: skip


def addresses(made):
    for pages, slug in ((PRACTICE_PAGES, "rotherham"), (NATIONAL_PAGES, None)):
        for name, (_, arguments, _) in pages.items():
            yield address(name, arguments, made, slug)
    for pages in (API_PAGES, ACCOUNT_PAGES):
        for name, arguments in pages.items():
            yield address(name, arguments, made)
    named = {pattern.name for pattern in get_resolver().url_patterns if hasattr(pattern, "name")}
    yield from (reverse(name) for name in ("account_login", "account_reset_password", "second_step") if name in named)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [Role.PRACTICE_LEAD, Role.NATIONAL_ADMIN, None])
def test_no_input_is_a_fault_of_ours(role, kind, made):
    method, sent = KINDS[kind]
    client = Client(raise_request_exception=False)
    if role is not None:
        client = client_of(role, "rotherham" if role is Role.PRACTICE_LEAD else None, raises=False)
    ours = {}
    for url in addresses(made):
        status = (
            client.get(url, **sent)
            if method == "get"
            else client.generic("POST", url, sent["data"], sent["content_type"])
        ).status_code
        if status >= 500:
            ours[url] = status
    assert ours == {}


HOSTILE = ("\0", "5", "[]", "{}", "null", "-1", "9" * 40, "1e400", "\ud800", "a" * 30_000, "2026-02-31", "'")


@pytest.mark.parametrize("role", [Role.PRACTICE_LEAD, Role.NATIONAL_ADMIN])
def test_no_value_of_a_page_s_own_fields_is_a_fault_of_ours(role, made):
    """Every form of every page, with each field in turn what its page never offers; what is sent first decides little."""
    slug = "rotherham" if role is Role.PRACTICE_LEAD else None
    client = client_of(role, slug, raises=False)
    ours, walked = {}, 0
    for number, url in enumerate(addresses(made)):
        page = client.get(url)
        fields = fields_of(page) if page.status_code == 200 else {}
        for place, name in enumerate(sorted(fields)):
            walked += 1
            value = HOSTILE[(number + place) % len(HOSTILE)]
            data = urlencode({**fields, name: value}, errors="surrogatepass")
            status = client.generic("POST", url, data, FORM).status_code
            if status >= 500:
                ours[url, name, value[:9]] = status
    assert walked > 100
    assert ours == {}


def fields_of(page):
    """Every named field of every form that posts, with what stands in it."""
    inputs = re.findall(r"<(?:input|select|textarea)[^>]*>", page.content.decode(errors="replace"))
    named = {
        re.search(r'name="([^"]+)"', one)[1]: re.search(r'value="([^"]*)"', one) for one in inputs if "name=" in one
    }
    return {name: value[1] if value else "" for name, value in named.items() if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("path", ["/accounts/sign-in/council/%00/", "/rotherham/women/%00/", "/%00/", "/national/%00/"])
def test_a_nul_in_an_address_is_said_not_to_be_asked_like_that(path, lead, analyst):
    lead.raise_request_exception = analyst.raise_request_exception = False
    for client in (Client(raise_request_exception=False), lead, analyst):
        assert client.get(path).status_code == 400
        assert client.get("/definitions/?q=%00").status_code == 400
