"""Canaries: a word a Practice stands in every column of words of its records, and is looked for wherever it must not be."""

import io
import logging
import zipfile

import pypdf
import pytest
from celery.signals import before_task_publish
from django.core import mail
from django.http import HttpResponse

from practices.permissions import NATIONAL_ROLES, PRACTICE_ROLES, Role
from reporting.presenting import present_both
from reporting.printing.outputs import all_files
from reporting.quarters import Quarter
from tests.conftest import client_of, scope_of
from tests.factories import AppointmentFactory, ContactFactory, GoalFactory, PlaceFactory
from tests.practices.test_urls import API_PAGES, NATIONAL_PAGES, PRACTICE_PAGES, address, made
from tests.reporting.building import build
from tests.women.test_erasing import everything_of

__all__ = ["made"]
pytestmark = pytest.mark.usefixtures("committed")
CANARIES = {"rotherham": "Quillonquetta", "hackney": "Vandermoosely"}


def with_canaries(practice):
    """A woman of whom every word is the canary of her Practice."""
    word = CANARIES[practice.slug]
    with scope_of(practice):
        place = PlaceFactory(woman__known_as=word, woman__full_name=f"{word} Smith", woman__ref=f"{word}-1")
        everything_of(place.woman, place, word=word)
        ContactFactory(woman=place.woman, note=f"{word} said")
        AppointmentFactory(woman=place.woman, agency=word)
        GoalFactory(woman=place.woman, in_her_words=word)
    return place


def text_in(response):
    """What a response says, inside a PDF or a spreadsheet too."""
    content, kind = response.content, response.headers.get("Content-Type", "")
    if kind == "application/pdf" and content.startswith(b"%PDF-1"):
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return content.decode(errors="replace") + str(response.headers)


@pytest.fixture
def both(made, rotherham, hackney):
    return {practice.slug: with_canaries(practice) for practice in (rotherham, hackney)}


@pytest.fixture
def sent():
    """Every message that goes to the worker."""
    told = []

    def keep(body=None, headers=None, **_):
        told.append(f"{body} {headers}")

    before_task_publish.connect(keep)
    yield told
    before_task_publish.disconnect(keep)


def crawl(client, slug, made):
    """Every address as this person, under their own Practice by both methods that do something."""
    for name, (_, arguments, _method) in PRACTICE_PAGES.items():
        for where in CANARIES:
            for method in ("get", "post") if where == slug else ("get",):
                yield name, getattr(client, method)(address(name, arguments, made, where))
    for name, (_, arguments, method) in NATIONAL_PAGES.items():
        yield name, getattr(client, method)(address(name, arguments, made))
    for name, arguments in API_PAGES.items():
        yield name, client.get(address(name, arguments, made))


@pytest.mark.parametrize(
    ("role", "slug"), [(role, "hackney") for role in PRACTICE_ROLES] + [(role, None) for role in NATIONAL_ROLES]
)
def test_no_response_log_letter_or_message_says_a_word_of_another_practice(
    role, slug, both, made, sent, caplog, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    forbidden = [word for practice, word in CANARIES.items() if practice != slug]
    client = client_of(role, slug)
    with caplog.at_level(logging.INFO):
        for name, response in crawl(client, slug, made):
            said = text_in(response)
            assert not [word for word in forbidden if word in said], (role, name)
    everywhere = list(CANARIES.values())  # not even her own Practice's words go into a log or a message
    for told in (caplog.text, " ".join(sent), " ".join(f"{one.subject} {one.body}" for one in mail.outbox)):
        assert not [word for word in everywhere if word in told]


def test_the_canaries_are_there_to_be_seen(both):
    """The test above sees them: a practitioner's own pages say her Practice's word."""
    assert CANARIES["rotherham"] in client_of(Role.PRACTITIONER).get("/rotherham/women/").content.decode()


@pytest.mark.parametrize("role", PRACTICE_ROLES)
def test_a_board_viewer_and_the_log_of_ones_own_practice_say_nothing(role, both, made, sent, caplog):
    client = client_of(role)
    with caplog.at_level(logging.INFO):
        for name, response in crawl(client, "rotherham", made):
            said = text_in(response)
            assert CANARIES["hackney"] not in said, name
            if role is Role.BOARD_VIEWER:
                assert CANARIES["rotherham"] not in said, name
    assert not [word for word in CANARIES.values() if word in caplog.text + " ".join(sent)]


def test_a_return_as_any_file_names_nobody(both, rotherham):
    with scope_of(rotherham):
        draft = build(rotherham, quarter=Quarter(2018, 3))
        files = all_files(
            present_both(draft.figures, draft.more, practice=rotherham, built_at=draft.built_at, version=draft.version)
        )
    assert len(files) > 4
    for kind, content in files.items():
        said = text_in(HttpResponse(content, content_type="application/pdf" if content.startswith(b"%PDF-1") else ""))
        assert not [word for word in CANARIES.values() if word in said], kind
    assert not [word for word in CANARIES.values() if word in str(draft.figures)]
