"""Words that match the records: names, references, places and dates, and nothing that a sentence needs."""

from datetime import UTC, date, datetime

import pytest

from reporting.disclosure.matching import Kind, Known, find, known_of_practice
from tests.factories import AppointmentFactory, ChildFactory, PersonFactory, PlaceFactory, SafeContactFactory

KNOWN = Known(
    names=frozenset({"amber", "zoe", "nwosu", "hope", "o'neill", "jo"}),
    references=frozenset({"rth-014"}),
    places=frozenset({"wick road surgery", "12 mill lane"}),
    days=frozenset({date(1994, 3, 27), date(2018, 9, 1)}),
)


def said(text):
    return [(match.kind, match.word) for match in find({"story": text}, KNOWN)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Amber came.", "Amber"),
        ("amber came.", None),  # an everyday word without its capital
        ("We saw AMBER’S sister.", "AMBER"),
        ("Zoë wrote.", "Zoë"),
        ("zoe wrote.", "zoe"),
        ("Dr Nwosu helped.", "Nwosu"),
        ("Mrs O’Neill helped.", "O’Neill"),
        ("Anne-Zoe came.", "Zoe"),
        ("Jo rang.", "Jo"),
        ("The job went on.", None),
        ("She has hope.", None),
        ("Hope came.", "Hope"),
        ("A chamber, ambergris and a zoetrope.", None),
    ],
)
def test_names(text, word):
    assert said(text) == ([(Kind.NAME, word)] if word else [])


@pytest.mark.parametrize("text", ["She is RTH-014.", "see rth-014, please", "(Rth-014)"])
def test_references_in_any_case(text):
    assert said(text) == [(Kind.REFERENCE, "RTH-014")]


def test_a_longer_reference_is_another():
    assert said("RTH-0141 and XRTH-014") == []


@pytest.mark.parametrize("text", ["at Wick Road Surgery.", "at WICK ROAD SURGERY", "12 Mill Lane is hers."])
def test_places(text):
    assert [kind for kind, _ in said(text)] == [Kind.PLACE]


@pytest.mark.parametrize("text", ["She moved to S60 1AE.", "s601ae"])
def test_any_postcode_is_a_place(text):
    assert [kind for kind, _ in said(text)] == [Kind.PLACE]


@pytest.mark.parametrize("text", ["Ring 07700 900 123.", "+44 7700 900123", "write to a.b@example.org"])
def test_any_number_or_address_reaches_somebody(text):
    assert [kind for kind, _ in said(text)] == [Kind.REACHES]


@pytest.mark.parametrize(
    "text",
    [
        "born 27 March 1994",
        "27/3/94",
        "27.03.1994",
        "1994-03-27",
        "27th of March",
        "March 27th, 1994",
        "27 Mar",
        "1 September 2018",
    ],
)
def test_dates_that_stand_in_the_records(text):
    assert [kind for kind, _ in said(text)] == [Kind.DATE]


@pytest.mark.parametrize("text", ["27 March 1993", "28/3/1994", "In March 24 women came.", "99/99/9999", "12 of 24"])
def test_other_dates_and_numbers_are_let_be(text):
    assert said(text) == []


def test_the_same_word_in_another_sentence_is_asked_about_again():
    one, other = find({"story": "Amber came. Then Amber left."}, KNOWN)
    assert one.digest != other.digest
    (again,) = find({"story": "Amber came."}, KNOWN)
    assert again.digest == one.digest


def test_a_long_text_is_read_quickly_enough_to_be_typed():
    assert said("word " * 20_000) == []


def test_what_is_known_comes_from_every_part_of_the_records(in_rotherham):
    place = PlaceFactory(
        woman__known_as="Bea", woman__full_name="Beatrice Quill", woman__date_of_birth=date(1990, 5, 4)
    )
    PersonFactory(woman=place.woman, name="Ken Marsh", agency="Nettle Street Clinic")
    ChildFactory(woman=place.woman, removed_on=date(2015, 6, 7), placement="14 Harrow Close")
    SafeContactFactory(woman=place.woman, detail="77 Dale Road")
    AppointmentFactory(woman=place.woman, agency="County Court, Room 4", at=datetime.now(UTC))
    known = known_of_practice()
    assert {"bea", "beatrice", "quill", "ken", "marsh"} <= known.names
    assert place.woman.ref.lower() in known.references
    assert {"nettle street clinic", "14 harrow close", "77 dale road", "county court, room 4"} <= known.places
    assert {date(1990, 5, 4), date(2015, 6, 7), place.offered_on} <= known.days
