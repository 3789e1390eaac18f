"""Finding a woman by what somebody remembers of her."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from practices.folding import beginnings_of, chunks_of, is_alike, is_slip, words_like
from practices.permissions import Role
from tests import factories
from tests.conftest import client_of, scope_of
from tests.women import spellings
from women import finding
from women.finding import AGENCY, BORN, HER_NUMBER, OTHER_FORM, REFERENCE, SLIP, THEIR_NUMBER, _begins, find_women
from women.models import Woman

NAMES = Path(__file__).parents[1] / "cases" / "names.xlsx"


def refs(said):
    found = [one.pk for one in find_women(said)]
    women = Woman.objects.in_bulk(found)
    return [women[pk].ref for pk in found]


def reasons(said):
    return [one.why for one in find_women(said)]


@pytest.fixture
def in_newhaven(in_rotherham):
    """The women of the trial's workbook, their names as their cells hold them."""
    rows = CalamineWorkbook.from_path(str(NAMES)).get_sheet_by_name("Women").to_python()[1:]
    for ref, known_as, full_name, born, *_ in rows:
        factories.WomanFactory(ref=ref, known_as=known_as, full_name=full_name, date_of_birth=born or None)


@pytest.mark.usefixtures("in_newhaven")
@pytest.mark.parametrize(
    ("said", "ref"),
    [
        ("O'Brien", "N-001"), ("O’Brien", "N-001"), ("obrien", "N-001"), ("O Brien", "N-001"), ("Brien", "N-001"),
        ("nicola o´brien", "N-001"), ("malgorzata", "N-002"), ("Wojcik", "N-002"), ("wójcik mał", "N-002"),
        ("sian", "N-003"), ("ap rhys", "N-003"), ("dhomhnaill", "N-004"), ("Jones", "N-005"), ("Marie", "N-005"),
        ("Smith Jones", "N-005"), ("Smith–Jones", "N-005"), ("kellymarie", "N-005"), ("smithjones", "N-005"),
        ("jones kelly", "N-005"), ("فاطمة", "N-006"), ("prince", "N-007"), ("McDonald", "N-013"),
        ("Mc Donald", "N-013"), ("MacDonald", "N-013"), ("Donald", "N-013"), ("fiona mc", "N-013"),
        ("Darcy", "N-014"), ("D'Arcy", "N-014"), ("d arcy bell", "N-014"), ("n009", "N-009"), ("N-009", "N-009"),
        ("N 9", "N-009"), ("009", "N-009"), ("n–009", "N-009"), ("line break", "N-016"),
    ],
)  # fmt: skip
def test_each_way_of_writing_her_finds_her(said, ref):
    assert ref in refs(said)
    assert SLIP not in reasons(said)


@pytest.mark.usefixtures("in_newhaven")
@pytest.mark.parametrize(
    ("said", "ref"),
    [("Malgorzta", "N-002"), ("Malgozrata", "N-002"), ("nicolla", "N-001"), ("dhomnaill", "N-004"), ("jomes", "N-005"),
     ("mcdonalt", "N-013"), ("fiona mcdonlad", "N-013")],
)  # fmt: skip
def test_one_slip_of_the_finger_finds_her_last(said, ref):
    assert refs(said) == [ref]
    assert reasons(said) == [SLIP]


@pytest.mark.usefixtures("in_newhaven")
@pytest.mark.parametrize(
    "said", ["", " ", "-", "'", "\0", "oe", "rian", "bel lamy", "zoee lower amber", "anber9 rose xx"]
)
def test_nobody_is_found_by_what_is_not_hers(said):
    assert refs(said) == []


@pytest.mark.usefixtures("in_rotherham")
class TestOtherWays:
    @pytest.mark.parametrize(
        "said",
        ["14 3 1992", "14/03/92", "14.3.1992", "14-03-1992", "14 Mar 1992", "14th March 1992", "March 14 1992", "1992-03-14",
         "14 sept 1992"],
    )  # fmt: skip
    def test_her_date_of_birth_finds_her_however_it_is_written(self, said):
        factories.WomanFactory(date_of_birth=date(1992, 9 if "sept" in said else 3, 14))
        factories.WomanFactory(date_of_birth=date(1992, 4, 13))
        assert reasons(said) == [BORN]

    @pytest.mark.parametrize("said", ["31 2 1992", "14 3", "1992", "14 foo 1992", "0 0 0", "14 3 0000", "99 99 99"])
    def test_what_is_no_day_finds_nobody(self, said):
        factories.WomanFactory(ref="XX", date_of_birth=date(1992, 3, 14))
        assert reasons(said) == []

    @pytest.mark.parametrize(
        "said",
        ["07700 900123", "+44 7700 900 123", "(0)7700-900-123", "00447700900123", "+44 (0)7700 900123", "900123",
         "07700 900", "447700900123"],
    )  # fmt: skip
    def test_a_known_telephone_number_finds_her(self, said):
        hers = factories.SafeContactFactory(detail="07700 900 123 (her mum’s)").woman
        around = factories.PersonFactory(phone="+447700900123").woman
        factories.PersonFactory(phone="07700 900124")
        found = {one.pk: one.why for one in find_women(said)}
        assert found[hers.pk] == HER_NUMBER
        assert found[around.pk] == THEIR_NUMBER
        assert len(found) == (3 if said == "07700 900" else 2)

    @pytest.mark.parametrize("said", ["90012", "07700", "900125", "0000000"])
    def test_too_few_digits_or_others_find_nobody(self, said):
        factories.SafeContactFactory(detail="07700 900 123", woman__ref="XX")
        assert reasons(said) == []

    def test_an_agency_finds_the_women_around_whom_it_stands(self):
        factories.PersonFactory(agency="Wick Road Surgery", woman__known_as="Zed")
        for said in ("wick", "surg", "WICK-ROAD", "road surgery"):
            assert reasons(said) == [AGENCY]

    def test_an_agencys_reference_finds_her_however_it_is_spaced(self):
        factories.AgencyReferenceFactory(reference="LCS 123-4567", woman__known_as="Zed", woman__ref="X")
        for said in ("lcs1234567", "LCS 123 4567", "1234567", "lcs-123"):
            assert reasons(said) == [REFERENCE], said
        assert reasons("123") == []

    def test_a_name_comes_before_an_agency_and_a_slip_comes_last(self):
        factories.PersonFactory(agency="Marlow House", woman__known_as="Zed")
        factories.WomanFactory(known_as="Marlow")
        factories.WomanFactory(known_as="Marlew")
        assert reasons("marlow") == ["", AGENCY, SLIP]

    def test_short_names_make_no_false_alarms(self):
        for name in ("Anna", "Anne", "Jane", "Jade", "Ruby", "Rubi"):
            factories.WomanFactory(known_as=name)
        assert reasons("jane") == [""]

    @pytest.mark.parametrize(
        ("full_name", "said", "why"),
        [
            ("Ana Đorđević", "Djordjevic", ""), ("Ana Djordjevic", "Đorđević", ""), ("Ana Djordjevic", "dordevic", SLIP),
            ("Kari Ågård", "aagaard", ""), ("Kari Aagaard", "Ågård", ""), ("Kari Aagaard", "agard", SLIP),
            ("Mia Sørensen", "soeren", ""), ("Mia Soerensen", "Sørensen", ""), ("Eva Müller", "mueller", ""),
            ("Eva Groß", "gross", ""), ("Lies van der Berg", "Vandenberg", SLIP), ("Lies Vandenberg", "berg", ""),
            ("Lies Vandenberg", "van den berg", ""), ("Sharon Pike", "Pyke", SLIP), ("Sharon Pike", "Shaz", OTHER_FORM),
            ("Sharon Pike", "shaz pyke", OTHER_FORM), ("Shaz Pyke", "sharon pike", OTHER_FORM),
            ("Jo White", "whyte", SLIP), ("Stephanie Smyth", "stefanie", SLIP), ("Stephanie Smyth", "Smith", SLIP),
            ("Beth Moor", "liz", OTHER_FORM),
        ],
    )  # fmt: skip
    def test_her_name_in_another_language_sound_or_form_finds_her(self, full_name, said, why):
        factories.WomanFactory(known_as=full_name.split()[0], full_name=full_name)
        factories.WomanFactory(known_as="Xena", full_name="Xena Quill")
        assert reasons(said) == [why]

    def test_the_statements_do_not_grow_with_the_women(self):
        def statements():
            with CaptureQueriesContext(
                connection,
            ) as captured:
                find_women("07700 900123")
            return len(captured)

        factories.WomanFactory(known_as="Kelly", full_name="Kelly Smith")
        few = statements()
        for number in range(30):
            factories.PersonFactory(agency=f"House {number}", phone=f"0161 496 00{number:02d}")
        assert statements() == few

    def test_a_name_is_folded_once_however_often_it_is_looked_through(self, monkeypatch):
        factories.WomanFactory(ref="X-1", known_as="Kelly", full_name="Kelly Marie Pike")
        factories.PersonFactory(agency="Marlow House", woman__ref="X-2", woman__known_as="Zed")
        before = {said: reasons(said) for said in ("pyke", "kelly", "marlow", "X1")}
        for folds in ("beginnings_of", "names_in"):
            monkeypatch.setattr(finding, folds, lambda text: pytest.fail(f"folded again: {text}"))
        assert {said: reasons(said) for said in before} == before
        assert before["pyke"] == [SLIP]

    def test_a_word_is_compared_once_however_many_bear_it(self, monkeypatch):
        compared = []
        monkeypatch.setattr(finding, "words_like", lambda run, words: compared.append(list(words)) or set())
        for number in range(20):
            factories.WomanFactory(ref=f"X-{number}", known_as="Kelly", full_name="Kelly Pike")
        assert reasons("pyke") == []
        assert [words.count("pike") for words in compared] == [1]


@given(st.text("abcdeikpy", max_size=8), st.sets(st.text("abcdeikpy", min_size=1, max_size=8)))
def test_words_are_like_many_as_they_are_like_one(typed, words):
    assert words_like(typed, words) == {word for word in words if is_slip(typed, word) or is_alike(typed, word)}


@given(spellings.NAMES_AND_SPELLINGS)
@settings(max_examples=400, deadline=None)
def test_any_spelling_of_any_name_finds_it(pair):
    name, spelling = pair
    assert _begins(chunks_of(spelling)[:8], beginnings_of(name)), pair


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_a_name_is_found_by_itself(name):
    chunks = chunks_of(name)[:8]
    assert not chunks or _begins(chunks, beginnings_of(name))


def test_the_page_says_why_and_shows_no_number(rotherham):
    with scope_of(rotherham):
        factories.SafeContactFactory(detail="07700 900 123", woman__known_as="Zed", woman__ref="R-77")
    page = client_of(Role.PRACTITIONER).post("/rotherham/find/", {"q": "(0)7700-900-123"}).content.decode()
    listed = page[page.index('id="found"') :]
    assert HER_NUMBER in listed
    assert "R-77" in listed
    assert "7700" not in listed


def test_a_restricted_record_is_found_in_no_way(rotherham):
    with scope_of(rotherham):
        woman = factories.WomanFactory(
            known_as="Hidden", full_name="Hidden O’Brien", ref="R-88", date_of_birth=date(1990, 3, 1),
            restricted_because="special_risk",
        )  # fmt: skip
        factories.SafeContactFactory(woman=woman, detail="07700 900 123")
        factories.PersonFactory(woman=woman, agency="Wick Road Surgery")
    client = client_of(Role.PRACTITIONER)
    for said in ("hidden", "obrien", "r88", "1 3 1990", "07700 900123", "wick road"):
        page = client.post("/rotherham/find/", {"q": said}).content.decode()
        assert "0 found" in page, said
