"""Words that match the records: names, references, places and dates, and nothing that a sentence needs."""

from datetime import UTC, date, datetime

import pytest

from practices.folding import names_in
from tests.factories import (
    AgencyReferenceFactory,
    AppointmentFactory,
    ChildFactory,
    PersonFactory,
    PlaceFactory,
    SafeContactFactory,
    SupportFactory,
)
from women.disclosure.matches import Kind
from women.disclosure.numbers import HiddenNumbers
from women.disclosure.reading import find
from women.disclosure.recorded import HERS, Recorded, recorded_in

KNOWN = Recorded(
    names={
        word: HERS
        for name in ["Amber Smith-Jones", "Zoë", "Nwosu", "Hope", "O’Neill", "Jo", "Anne-Marie", "Łucja", "Weiß", "El"]
        for word in names_in(name)
    },
    references=frozenset({"rth-014"}),
    places=frozenset({"wick road surgery", "12 mill lane"}),
    days=frozenset({date(1994, 3, 27), date(2018, 9, 1)}),
)


def said(text):
    """What is certain of a text, and the numbers: what a person has to look at has its own tests."""
    found = find({"story": text}, KNOWN, HiddenNumbers())
    return [(match.kind, match.word) for match in found if match.kind.is_certain or match.kind is Kind.SMALL]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Amber came.", "Amber"),
        ("amber came.", "amber"),  # nobody else comes, and whoever wrote it writes without capitals
        ("we went with amber to court.", "amber"),
        ("the light was amber.", None),  # an everyday word without its capital
        ("Then amber came on.", None),
        ("We saw AMBER’S sister.", "AMBER"),
        ("Zoë wrote.", "Zoë"),
        ("zoe wrote.", "zoe"),
        ("Dr Nwosu helped.", "Nwosu"),
        ("Mrs O’Neill helped.", "O'Neill"),
        ("Mrs ONeill helped.", "ONeill"),
        ("Anna-Zoe came.", "Zoe"),
        ("Ms Jones came.", "Jones"),
        ("AnneMarie came.", "AnneMarie"),
        ("Anne\u2011Marie came.", "Anne-Marie"),
        ("Zoe\u0308 came.", "Zoë"),
        ("Zo\u200be came.", "Zoe"),
        ("Lucja came.", "Lucja"),
        ("Weiss came.", "Weiss"),
        ("El came.", "El"),
        ("el came.", None),
        ("Jo rang.", "Jo"),
        ("The job went on.", None),
        ("She has hope.", None),
        ("Hope came.", "Hope"),
        ("A chamber, ambergris and a zoetrope.", None),
    ],
)
def test_names(text, word):
    assert said(text) == ([(Kind.NAME, word)] if word else [])


@pytest.mark.parametrize(
    "text", ["She is RTH-014.", "see rth-014, please", "(Rth-014)", "RTH 014", "RTH014", "RTH\u2011014", "RTH/014"]
)
def test_references_however_they_are_written(text):
    assert [kind for kind, _ in said(text)] == [Kind.REFERENCE]


def test_a_longer_reference_is_another():
    assert said("RTH-0141 and XRTH-014") == []


@pytest.mark.parametrize("text", ["at Wick Road Surgery.", "at WICK ROAD SURGERY", "12 Mill Lane is hers."])
def test_places(text):
    assert [kind for kind, _ in said(text)] == [Kind.PLACE]


@pytest.mark.parametrize("text", ["She moved to S60 1AE.", "s601ae"])
def test_any_postcode_is_a_place(text):
    assert [kind for kind, _ in said(text)] == [Kind.PLACE]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 07700 900 123.",
        "+44 7700 900123",
        "(01709) 555123",
        "01709.555.123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "write to a.b@example.org",
    ],
)
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


@pytest.mark.parametrize(
    "text", ["27 March 1993", "28/3/1994", "In March 24 women came.", "99/99/9999", "12 of 24", "3 ſep"]
)
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
    AgencyReferenceFactory(woman=place.woman, reference="LCS 1234567")
    AppointmentFactory(woman=place.woman, agency="County Court, Room 4", at=datetime.now(UTC))
    known = recorded_in(in_rotherham)
    assert {"bea", "beatrice", "quill", "ken", "marsh", "beatricequill"} <= known.names.keys()
    assert {place.woman.ref.lower(), "lcs 1234567"} <= known.references
    assert not {place.woman.ref.lower(), "lcs 1234567"} & known.without(place.woman).references
    assert {"nettle street clinic", "14 harrow close", "77 dale road", "county court, room 4"} <= known.places
    assert {date(1990, 5, 4), date(2015, 6, 7), place.offered_on} <= known.days


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Two women completed.", True),
        ("Of the pregnancies known there was 1.", False),
        ("1 woman lost her baby", True),
        ("pregnancies: one", True),
        ("Seven women completed.", False),
        ("24 women", False),
        ("In week 3 of the group", False),
    ],
)
def test_a_small_number_of_women_in_words_is_asked_about(text, is_told):
    assert [kind for kind, _ in said(text)] == ([Kind.SMALL] if is_told else [])


def test_a_date_dismissed_once_is_asked_about_in_another_sentence():
    (one,) = find({"story": "Our office opened on 1 September, and all came."}, KNOWN)
    (other,) = find({"story": "Her son was born on 1 September."}, KNOWN)
    assert one.digest != other.digest


def test_every_place_where_somebody_is_written_down_is_read(in_rotherham):
    woman = PlaceFactory().woman
    SupportFactory(woman=woman, agency="Elm House Refuge")
    SafeContactFactory(woman=woman, code_word="Bluebell", who_else_sees="her cousin Darren Pike")
    texts = {"answer": "She moved to Elm House Refuge. Say Bluebell. Darren knows, and her cousin."}
    assert {match.word for match in find(texts, recorded_in(in_rotherham))} == {
        "Elm House Refuge",
        "Bluebell",
        "Darren",
    }


@pytest.mark.parametrize(
    "written",
    ["1 Sept 2018", "1-Sep-2018", "2018/09/01", "2018-9-1", "1 / 9 / 2018", "September the 1st", "first of September",
     "1/9", "1\u00a0September 2018", "1\nSeptember", "1st of Sept."],
)  # fmt: skip
def test_a_date_in_whatever_spelling(written):
    assert [kind for kind, _ in said(f"It was {written} when she moved.")] == [Kind.DATE]
