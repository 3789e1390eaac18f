"""Telephone numbers: one form, however they are typed; asked about where they look wrong; rung by a tap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.permissions import Role
from practices.telephone import as_printed, has_number, looks_wrong, numbers_in, pieces_of
from tests import factories
from tests.conftest import client_of, scope_of
from tests.women.test_sections import add
from women.models import Person, SafeContact

HERS = "+447700900123"


@pytest.mark.parametrize(
    "typed",
    ["07700 900123", "07700900123", "+44 7700 900 123", "(0)7700-900-123", "+44 (0)7700 900123", "00447700900123",
     "07700\xa0900\xa0123", "07700–900–123", "7700900123", "447700900123"],
)  # fmt: skip
def test_one_number_in_many_forms(typed):
    assert numbers_in(typed) == {HERS}
    assert as_printed(typed) == "07700 900123"
    assert not looks_wrong(typed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("+353 87 123 4567", "+353 87 123 4567"), ("0161 4960000", "0161 496 0000"), ("", ""), ("ask at the desk",) * 2,
     ("07700 900123 (mum)",) * 2, ("0161 496 0000 or 07700 900123",) * 2, ("12345",) * 2],
)  # fmt: skip
def test_a_number_abroad_and_words_beside_it_stay(typed, printed):
    assert as_printed(typed) == printed


@pytest.mark.parametrize("typed", ["0770 90012", "12345", "07700 9001234567", "0000000000"])
def test_digits_that_make_no_number_look_wrong(typed):
    assert looks_wrong(typed)


def test_words_and_two_digits_do_not_look_wrong():
    assert not looks_wrong("at the desk, floor 12")


def test_each_number_of_a_text_is_a_piece_of_its_own():
    pieces = list(pieces_of("Mum 07700900123, or +353 87 123 4567."))
    assert [piece for piece in pieces if piece[1]] == [("07700 900123", HERS), ("+353 87 123 4567", "+353871234567")]
    assert "".join(text for text, number in pieces if not number) == "Mum , or ."


@given(st.text(max_size=40))
def test_nothing_typed_breaks_it(text):
    as_printed(text), looks_wrong(text), list(pieces_of(text)), has_number(text, "123456")


def test_a_number_is_saved_in_one_form_and_rings(practitioner, rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory()
    assert (
        add(practitioner, place, "person", kind="professional", name="Dr N", phone="+44 (0)7700-900-123").status_code
        == 302
    )
    with scope_of(rotherham):
        assert Person.objects.get().phone == "07700 900123"
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/people/").content.decode()
    assert f'href="tel:{HERS}">07700 900123</a>' in page


def test_what_looks_wrong_is_asked_once_and_then_kept(practitioner, rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory()
    sent = {"kind": "professional", "name": "Dr N", "phone": "0770 90012"}
    asked = add(practitioner, place, "person", **sent)
    assert asked.status_code == 422
    assert "does not look like a telephone number" in asked.content.decode()
    assert 'name="kept_as_typed" value="0770 90012"' in asked.content.decode()
    assert (
        add(practitioner, place, "person", **sent | {"phone": "0770 90013"}, kept_as_typed="0770 90012").status_code
        == 422
    )
    assert add(practitioner, place, "person", **sent, kept_as_typed="0770 90012").status_code == 302
    with scope_of(rotherham):
        assert Person.objects.get().phone == "0770 90012"


@pytest.mark.parametrize(("is_safe", "rings"), [("yes", True), ("no", False), ("unknown", False)])
def test_a_way_that_is_not_known_to_be_safe_does_not_ring_by_a_tap(rotherham, is_safe, rings):
    practitioner = client_of(Role.PRACTITIONER)
    with scope_of(rotherham):
        place = factories.PlaceFactory()
    assert (
        add(practitioner, place, "safe-contact", channel="phone", is_safe=is_safe, detail="07700900123").status_code
        == 302
    )
    with scope_of(rotherham):
        assert SafeContact.objects.get().detail == "07700 900123"
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/safety/").content.decode()
    assert ("tel:" in page) is rings
    assert "07700 900123" in page


def test_an_address_is_no_number(practitioner, rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory()
    assert (
        add(practitioner, place, "safe-contact", channel="letter", is_safe="yes", detail="1234 Dale Road").status_code
        == 302
    )
