"""What a phone posts by itself: sealed as the browser seals, opened for its author alone, written once."""

import base64
import json
import os
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.test import Client
from django.utils import timezone

from practices.models import Practice, SealingKey
from practices.permissions import Role
from practices.tenancy.scope import signed_in
from sessions_log.models import Contact
from sessions_log.views import api
from tests.conftest import client_of, scope_of, user_of
from tests.factories import ContactFactory, PlaceFactory
from women.models import Woman

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()
JSON = "application/json"


@pytest.fixture
def place(rotherham):
    with scope_of(rotherham):
        return PlaceFactory(offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1))


def seal(client, fields, about=None):
    """As static/site/offline/forms.js and store.js do it; about the contact form of Rotherham's first woman."""
    if about is None:
        with scope_of(Practice.objects.get(slug="rotherham")):
            first = Woman.objects.order_by("pk").values_list("pk", flat=True).first() or 1
        about = f"rotherham contact /rotherham/women/{first}/log/ {fields['key'][0]}"
    public = serialization.load_der_public_key(
        base64.b64decode(client.get("/rotherham/api/sealing-key/").json()["key"])
    )
    key, iv = AESGCM.generate_key(256), os.urandom(12)
    words = AESGCM(key).encrypt(iv, json.dumps(fields).encode(), about.encode())
    oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    parts = {"key": public.encrypt(key, oaep), "iv": iv, "words": words}
    return {**{name: base64.b64encode(part).decode() for name, part in parts.items()}, "about": about}


def fields(**values):
    day = TODAY - timedelta(days=1)
    found = {"key": str(uuid.uuid4()), "when": "other", "other_day": str(day), "at": "10:00", "outcome": "made",
             "mode": "home_visit", "minutes": "40", "note": "Written without signal.", **values}  # fmt: skip
    return {name: [value] for name, value in found.items()}


def post(client, place, content):
    return client.post(f"/rotherham/api/women/{place.woman_id}/contacts/", json.dumps(content), JSON)


def test_a_sealed_contact_is_written_once_however_often_it_comes(practitioner, place, rotherham):
    sealed = seal(practitioner, fields())
    first, second = post(practitioner, place, {"sealed": sealed}), post(practitioner, place, {"sealed": sealed})
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    with scope_of(rotherham):
        assert Contact.objects.get().note == "Written without signal."


def test_it_is_recorded_when_she_wrote_it_and_not_when_it_arrived(practitioner, place, rotherham):
    written = timezone.now() - timedelta(hours=3)
    post(practitioner, place, {"sealed": seal(practitioner, fields(written_at=written.isoformat()))})
    with scope_of(rotherham):
        assert Contact.objects.get().recorded_at == written


@pytest.mark.parametrize(("written", "began"), [("00:50", "00:30"), ("01:50", "01:30")], ids=["first", "second"])
def test_the_hour_that_comes_twice_is_read_by_when_it_was_written(
    written, began, practitioner, place, rotherham, monkeypatch
):  # fmt: skip
    sending = datetime(2026, 10, 25, 9, tzinfo=UTC)
    monkeypatch.setattr(api.timezone, "now", lambda: sending)
    at = {"other_day": "2026-10-25", "at": "01:30", "written_at": f"2026-10-25T{written}:00Z"}
    assert post(practitioner, place, {"sealed": seal(practitioner, fields(**at))}).status_code == 201
    with scope_of(rotherham):
        contact = Contact.objects.get()
    assert (f"{contact.started_at:%H:%M}", f"{contact.recorded_at:%H:%M}") == (began, written)


@pytest.mark.parametrize("typed", ["45 mins", "~45", "45"])
def test_what_waited_is_read_by_the_server_and_comes_back_with_its_words_where_it_cannot_be(
    typed, practitioner, place, rotherham
):  # fmt: skip
    assert post(practitioner, place, {"sealed": seal(practitioner, fields(minutes=typed))}).status_code == 201
    sealed = seal(practitioner, fields(minutes="a while"))
    assert post(practitioner, place, {"sealed": sealed}).status_code == 422
    opened = practitioner.post("/rotherham/api/drafts/open/", json.dumps({"sealed": sealed}), JSON)
    assert opened.json()["fields"]["minutes"] == ["a while"]
    with scope_of(rotherham):
        assert Contact.objects.get().minutes == 45


@pytest.mark.parametrize(
    "about", ["hackney contact /rotherham/women/1/log/ x", "rotherham contact /rotherham/women/2/log/ x", "x"]
)
def test_an_envelope_about_another_woman_or_practice_is_not_taken(about, practitioner, place, rotherham):
    assert post(practitioner, place, {"sealed": seal(practitioner, fields(), about)}).status_code == 400
    with scope_of(rotherham):
        assert not Contact.objects.exists()


def test_sent_again_after_a_lost_answer_it_is_the_same(practitioner, place):
    key = str(uuid.uuid4())
    first = post(practitioner, place, {"fields": fields(key=key, written_at=timezone.now().isoformat())})
    later = (timezone.now() + timedelta(seconds=5)).isoformat()
    assert post(practitioner, place, {"fields": fields(key=key, written_at=later)}).json() == first.json()


def test_only_what_waited_for_signal_says_when_it_was_written(practitioner, place, rotherham):
    before = timezone.now()
    post(practitioner, place, {"fields": fields(written_at=(before - timedelta(hours=3)).isoformat())})
    with scope_of(rotherham):
        assert Contact.objects.get().recorded_at >= before


def test_after_the_servers_secret_has_changed_a_new_key_is_made(practitioner, rotherham, settings):
    sealed = seal(practitioner, fields())
    settings.SECRET_KEY = "another"
    url = "/rotherham/api/drafts/open/"
    client = client_of(Role.PRACTITIONER)
    assert client.post(url, json.dumps({"sealed": sealed}), JSON).status_code == 400
    again = seal(client, fields())
    assert client.post(url, json.dumps({"sealed": again}), JSON).status_code == 200


@pytest.mark.parametrize("raw", ['{"fields": {"note": "\\ud800"}}', "[" * 100_000])
def test_what_no_browser_sends_is_refused_in_words(raw, practitioner, place):
    response = practitioner.post(f"/rotherham/api/women/{place.woman_id}/contacts/", raw, JSON)
    assert response.status_code == 400


@pytest.mark.parametrize(
    "said", ["2999-01-01T00:00:00+00:00", "2001-01-01T00:00:00+00:00", "x", "2026-13-45T00:00:00Z", ""]
)
def test_a_phone_whose_clock_is_wrong_is_not_believed(said, practitioner, place, rotherham):
    before = timezone.now()
    post(practitioner, place, {"sealed": seal(practitioner, fields(written_at=said))})
    with scope_of(rotherham):
        assert Contact.objects.get().recorded_at >= before


def test_what_is_wrong_is_said_by_field_and_nothing_is_written(practitioner, place, rotherham):
    response = post(practitioner, place, {"fields": fields(minutes="1441")})
    assert response.status_code == 422
    assert response.json()["errors"]["minutes"] == ["This is over 24 hours. Enter the minutes of this one contact."]
    with scope_of(rotherham):
        assert not Contact.objects.exists()


def test_the_same_key_with_other_words_is_a_conflict_that_leads_to_the_first(practitioner, place):
    key = str(uuid.uuid4())
    first = post(practitioner, place, {"fields": fields(key=key)})
    response = post(practitioner, place, {"fields": fields(key=key, note="Other words.")})
    assert response.status_code == 409
    assert response.json()["next"] == first.json()["next"]


def test_a_draft_opens_for_its_author_and_for_nobody_else(practitioner, coordinator, rotherham):
    sealed = seal(practitioner, fields())
    url = "/rotherham/api/drafts/open/"
    opened = practitioner.post(url, json.dumps({"sealed": sealed}), JSON)
    assert opened.json()["fields"]["note"] == ["Written without signal."]
    coordinator.get("/rotherham/api/sealing-key/")
    assert coordinator.post(url, json.dumps({"sealed": sealed}), JSON).status_code == 400


@pytest.mark.parametrize("part", ["key", "iv", "words", "about"])
def test_an_envelope_that_was_changed_does_not_open(part, practitioner, rotherham):
    sealed = seal(practitioner, fields())
    sealed[part] = "x" if part == "about" else base64.b64encode(b"x" * len(base64.b64decode(sealed[part]))).decode()
    response = practitioner.post("/rotherham/api/drafts/open/", json.dumps({"sealed": sealed}), JSON)
    assert response.status_code == 400


@pytest.mark.parametrize(
    "content", [{}, [], {"sealed": {}}, {"sealed": {"key": 1}}, {"fields": "x"}, {"fields": None}, "x", None]
)
def test_anything_else_is_refused_in_words(content, practitioner, place):
    assert post(practitioner, place, content).status_code == 400


def test_the_private_half_lies_encrypted_and_opens_to_its_owner_only(practitioner, coordinator, rotherham):
    practitioner.get("/rotherham/api/sealing-key/")
    owner, other = user_of(Role.PRACTITIONER), user_of(Role.COORDINATOR)
    with signed_in(owner.pk):
        kept = SealingKey.objects.get(user=owner)
        with pytest.raises(ValueError, match="deserialize"):
            serialization.load_der_private_key(bytes(kept.private_encrypted), password=None)
    with signed_in(other.pk):
        assert not SealingKey.objects.exists()


def test_without_the_pages_token_nothing_is_taken(place):
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_of(Role.PRACTITIONER).cookies
    assert post(client, place, {"fields": fields()}).status_code == 403


def test_another_practices_woman_is_not_there(place, hackney):
    client = client_of(Role.PRACTITIONER, "hackney")
    response = client.post(f"/hackney/api/women/{place.woman_id}/contacts/", json.dumps({"fields": fields()}), JSON)
    assert response.status_code == 404


def test_the_page_without_signal_is_the_same_for_everybody_and_names_nobody(practitioner):
    pages = [re.sub(rb'nonce="[^"]+"', b"", one.get("/offline/").content) for one in (practitioner, Client())]
    assert pages[0] == pages[1]
    assert b"Rotherham" not in practitioner.get("/offline/").content


def test_a_time_that_the_clocks_skipped_is_asked_and_the_phone_can_handle_it(practitioner, place, rotherham):
    sealed = seal(practitioner, fields(other_day="2025-03-30", at="01:30"))
    for _ in range(2):
        answer = post(practitioner, place, {"sealed": sealed})
        assert answer.status_code == 422  # the phone keeps the words and shows that they need their writer
        assert "Did you mean 00:30 or 02:30?" in answer.json()["errors"]["at"][0]
    with scope_of(rotherham):
        assert not Contact.objects.exists()
    later = {**fields(other_day="2025-03-30", at="02:30")}
    assert post(practitioner, place, {"sealed": seal(practitioner, later)}).status_code == 201


@pytest.mark.parametrize("page", ["log", "group", "appointment", "next", "amendment"])
def test_every_form_that_takes_a_time_asks(page, practitioner, place, rotherham):
    hers, skipped, key = f"/rotherham/women/{place.woman_id}/", "2025-03-30", uuid.uuid4()
    contact = {"when": "other", "other_day": skipped, "at": "01:30", "outcome": "no_reply", "mode": "phone"}
    with scope_of(rotherham):
        written = ContactFactory(woman=place.woman)
    url, values = {
        "log": (f"{hers}log/", contact),
        "group": ("/rotherham/log/group/", {**contact, "title": "Walk", "women": place.woman_id, "minutes": "30"}),
        "appointment": (f"{hers}appointments/add/", {"on": skipped, "time": "01:30", "service": "gp"}),
        "next": (f"{hers}log/", {**contact, "other_day": "2025-03-29", "next_on": next_skipped(), "next_at": "01:30",
                                 "next_service": "gp"}),
        "amendment": (f"{hers}contacts/{written.pk}/", {"words": "Moved", "outcome": "made", "mode": "phone",
                                                        "minutes": "30", "on": skipped, "at": "01:30"}),
    }[page]  # fmt: skip
    response = practitioner.post(url, {"key": key, **values})
    assert response.status_code == 422
    assert "there is no 01:30. Did you mean 00:30 or 02:30?" in response.content.decode()


def next_skipped():
    """The next Sunday on which the clocks go forward: the last of March."""
    year = TODAY.year if date(TODAY.year, 3, 25) > TODAY else TODAY.year + 1
    last = date(year, 3, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
