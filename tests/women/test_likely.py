"""Who may be the same woman: asked before a second record of her is made."""

import html
import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from practices.permissions import Role
from tests import factories
from tests.conftest import client_of, scope_of
from tests.women import spellings
from tests.women.test_finding import in_newhaven  # noqa: F401  (a fixture)
from women.likely import (
    ONE_SLIP,
    SAME_NAME,
    SURNAME_AND_LETTER,
    Described,
    compare,
    describe,
    likely_same,
    likely_same_many,
    reference_key,
)
from women.models import AgencyReference, SafeContact, Woman

BORN = date(1990, 1, 2)
TODAY = date(2019, 4, 10)


def refs(known_as="", full_name="", born=None, numbers=()):
    return [one.woman.ref for one in likely_same(Described(known_as, full_name, born, frozenset(numbers)))]


@pytest.mark.usefixtures("in_newhaven")
@pytest.mark.parametrize(
    ("full_name", "ref"),
    [
        ("Nora O'Brien", "N-001"), ("Nicola O’Brien", "N-001"), ("Malgorzata Wojcik", "N-002"),
        ("Fiona McDonald", "N-013"), ("Kelly Marie Smith Jones", "N-005"), ("Kelly Smith", "N-005"),
        ("O'Brien Nicola", "N-001"), ("Nicola Brien", "N-001"), ("Darcy Bell", "N-014"), ("D´Arcy Bell", "N-014"),
        ("Fiona Mac Donald", "N-013"), ("fiona donald", "N-013"), ("Malgorzta Wojcik", "N-002"),
    ],
)  # fmt: skip
def test_each_is_asked_about_before_she_is_added(full_name, ref):
    assert refs(full_name.split()[0], full_name)[0] == ref
    assert refs(full_name)[0] == ref
    assert refs("", full_name, BORN)[0] == ref


ALIKE = [
    ("Ana Đorđević", "Ana Djordjevic"), ("Ana Dordevic", "Ana Djordjevic"), ("Kari Ågård", "Kari Aagaard"),
    ("Mia Sørensen", "Mia Soerensen"), ("Ida Jäger", "Ida Jaeger"), ("Eva Müller", "Eva Mueller"),
    ("Eva Groß", "Eva Gross"), ("Lies van der Berg", "Lies Vandenberg"), ("Lies Van den Berg", "Lies Vanderberg"),
    ("Shaz Pyke", "Sharon Pike"), ("Jo Whyte", "Joanne White"), ("Stephanie Smyth", "Stefanie Smith"),
    ("Liz Reid", "Beth Read"), ("Kate Thomson", "Katherine Thompson"), ("Vicki Browne", "Victoria Brown"),
    ("Gosia Wójcik", "Małgorzata Wojcik"), ("Catherine Clark", "Kathryn Clarke"),
    ("Lisa Khan", "Lisa Kahn"), ("Jade Ward", "Jade Wrad"), ("Mia Hill", "Mia Hull"), ("Eva King", "Eva Kign"),
    ("Amy Dodd", "Amy Dodds"), ("Amy Cole", "Amy Coles"),
]  # fmt: skip
OTHERS = [
    ("Joanne Smith", "Josephine Smith"), ("Anna Hill", "Anne Hall"), ("Kelly Jones", "Kerry Jones"),
    ("Ruby Hill", "Ruth Hill"), ("Amy Cole", "Emma Cole"), ("Sally Dent", "Sadie Dean"), ("Jade Fox", "Jane Fox"),
    ("Marie Lee", "Maria Lowe"), ("Den Hart", "Deb Hart"), ("Tracy Wren", "Stacey Wren"),
    ("Lisa Khan", "Lena Kahn"), ("Ann Fox", "Ann Cox"), ("Amy Hill", "Amy Hale"),
]  # fmt: skip


@pytest.mark.parametrize("pair", ALIKE)
@pytest.mark.parametrize("turned", [False, True])
def test_one_name_in_two_languages_sounds_or_forms_is_asked_about(pair, turned):
    one, other = reversed(pair) if turned else pair
    weight, _ = compare(Described(one.split()[0], one), Described(other.split()[0], other))
    assert weight >= ONE_SLIP


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_names_that_are_only_near_weigh_no_more_than_a_surname(one, other):
    weight, _ = compare(Described(one.split()[0], one), Described(other.split()[0], other))
    assert weight <= SURNAME_AND_LETTER


@pytest.mark.usefixtures("in_rotherham")
class TestWhatSpeaksForIt:
    @pytest.fixture(autouse=True)
    def amber(self, in_rotherham):
        self.woman = factories.WomanFactory(ref="A-1", known_as="Amber", full_name="Amber Vale", date_of_birth=BORN)

    def test_what_she_is_called_where_nothing_else_is_known(self):
        assert refs("amb") == ["A-1"]
        assert refs("Xena") == []

    def test_a_first_name_alone_says_too_little_beside_another_surname(self):
        assert refs("Amber", "Amber Rose") == []

    def test_a_surname_alone_says_too_little(self):
        assert refs("Xena", "Xena Vale") == []

    @pytest.mark.parametrize("born", [BORN, date(1990, 2, 1), date(1991, 1, 2), date(1990, 1, 3)])
    def test_a_birth_date_that_is_hers_or_almost(self, born):
        assert refs("Amber", "Amber Married", born) == ["A-1"]

    def test_her_birth_date_alone_asks_and_one_that_is_almost_hers_does_not(self):
        assert refs("Xena", "Xena Bright", BORN) == ["A-1"]
        assert refs("Xena", "Xena Bright", date(1990, 2, 1)) == []

    def test_a_telephone_number_of_hers_or_of_somebody_around_her(self):
        factories.SafeContactFactory(woman=self.woman, detail="07700 900 123")
        factories.PersonFactory(woman__ref="A-2", woman__known_as="Bea", phone="+44 7700 900123")
        assert sorted(refs("Xena", "Xena Bright", numbers=["+447700900123"])) == ["A-1", "A-2"]

    def test_an_agencys_reference_however_it_is_spaced(self):
        factories.AgencyReferenceFactory(woman=self.woman, reference="LCS 123-4567")
        described = Described("Xena", "Xena Bright", references=frozenset({reference_key("lcs1234567")}))
        assert [one.woman for one in likely_same(described)] == [self.woman]

    def test_she_is_described_by_all_that_stands_on_her_record(self):
        factories.SafeContactFactory(woman=self.woman, detail="07700 900 123 or 0161 496 0000")
        factories.PersonFactory(woman=self.woman, phone="07700900124")
        factories.AgencyReferenceFactory(woman=self.woman, reference="LCS 123-4567")
        described = describe(self.woman)
        assert described.numbers == {"+447700900123", "+441614960000", "+447700900124"}
        assert described.references == {"lcs1234567"}

    def test_the_likeliest_comes_first_and_at_most_ten(self):
        for number in range(14):
            factories.WomanFactory(ref=f"B-{number:02d}", known_as="Bea", full_name="Bea Moor", date_of_birth=BORN)
        found = likely_same(Described("Amber", "Amber Vale", BORN))
        assert len(found) == 10
        assert (found[0].woman.ref, found[0].why) == ("A-1", ("the same name", "the same date of birth"))

    def test_many_at_once_are_answered_each_and_besides_some(self):
        first, second = likely_same_many([Described("Amber", "Amber Vale"), Described("Xena", "Xena Moor")])
        assert ([one.woman.ref for one in first], second) == (["A-1"], [])
        assert likely_same(Described("Amber", "Amber Vale"), besides=[self.woman.pk]) == []


@given(spellings.SAME_NAMES)
@settings(max_examples=400, deadline=None)
def test_any_spelling_of_any_name_is_asked_about(pair):
    name, spelling = pair
    weight, why = compare(Described(name.split()[0], spelling), Described(name.split()[0], name))
    assert weight >= SAME_NAME - 2, pair
    assert why


def sent(**values):
    return {"key": str(uuid.uuid4()), "referred_on": TODAY, **values}


def add(values):
    return client_of(Role.COORDINATOR).post("/rotherham/referrals/add/", values)


def test_the_question_says_why_and_that_there_is_something_to_read(rotherham):
    with scope_of(rotherham):
        woman = factories.WomanFactory(ref="R-1", known_as="Nicola", full_name="Nicola\xa0O’Brien", date_of_birth=BORN)
        factories.FlagFactory(woman=woman, reason="He waits outside.")
        factories.WomanFactory(ref="R-2", known_as="Nia", full_name="Nia O'Brien")
    page = add(sent(known_as="Nora", full_name="Nora O'Brien"))
    words = page.content.decode()
    assert page.status_code == 422
    assert "R-1" in words and "R-2" in words
    assert "The same surname and first letter" in words
    assert words.count("Read before contact") == 1
    assert "He waits" not in words


def test_adding_her_all_the_same_needs_an_answer_about_each(rotherham):
    with scope_of(rotherham):
        first = factories.WomanFactory(ref="R-1", known_as="Nicola", full_name="Nicola O’Brien")
        factories.WomanFactory(ref="R-2", known_as="Fiona", full_name="Fiona Mc Donald")
    asked = sent(known_as="Nicola", full_name="Nicola OBrien")
    assert add(asked).status_code == 422
    asked |= {"same_as": "new", "asked_about": str(first.pk)}
    otherwise = add(asked | {"known_as": "Fiona", "full_name": "Fiona McDonald"})
    assert otherwise.status_code == 422
    assert "R-2" in otherwise.content.decode()
    assert add(asked).status_code == 302
    with scope_of(rotherham):
        assert Woman.objects.filter(known_as="Nicola").count() == 2


KNOWN = {"telephone": "07700 900123", "agency_reference": "LCS 7", "referral_source": "Social care"}


@pytest.mark.parametrize("ended", [True, False])
def test_a_referral_of_somebody_on_record_is_added_to_her(ended, rotherham):
    with scope_of(rotherham):
        when = {"closed_on": TODAY - timedelta(days=9), "closure_reason": "withdrew"} if ended else {}
        place = factories.PlaceFactory(woman__ref="R-1", woman__full_name="Nicola O’Brien", **when)
    asked = sent(known_as="Nic", full_name="Nicola OBrien", **KNOWN)
    question = add(asked).content.decode()
    assert "R-1</span>: add the referral to her record" in question
    assert add(asked | {"same_as": "", "asked_about": str(place.woman_id)}).status_code == 422
    saved = add(asked | {"same_as": str(place.woman_id)})
    assert saved.status_code == 302, saved.content.decode()
    page = client_of(Role.COORDINATOR).get(saved.url).content.decode()
    assert "Referred as Nicola OBrien, Nic. By Social care." in html.unescape(page)
    with scope_of(rotherham):
        assert Woman.objects.count() == 1
        assert place.woman.places.count() == (2 if ended else 1)
        assert SafeContact.objects.get(woman=place.woman).detail == "07700 900123"
        assert AgencyReference.objects.get(woman=place.woman).reference == "LCS 7"


def test_what_cannot_be_added_to_her_record_is_said_and_stays_typed(rotherham):
    with scope_of(rotherham):
        woman = factories.PlaceFactory(
            woman__ref="R-1", woman__full_name="Nicola O’Brien", woman__priority_rank=3
        ).woman
        factories.WomanFactory(ref="R-2", full_name="Somebody Else")
    asked = sent(known_as="Nic", full_name="Nicola OBrien", same_as=str(woman.pk))
    for values, said in (
        ({"ref": "R-9"}, 'She keeps her reference, <span class="pause-ref">R-1</span>.'),
        ({"priority_rank": "4"}, "She has another rank already."),
    ):
        page = add(asked | values)
        assert page.status_code == 422
        assert said in page.content.decode() and 'value="Nicola OBrien"' in page.content.decode()
    assert add(asked | {"same_as": "999"}).status_code == 422, "of a woman who was not named"
    assert add(asked | {"ref": "R-1", "priority_rank": "3"}).status_code == 302
    with scope_of(rotherham):
        Woman.objects.filter(pk=woman.pk).update(died_on=TODAY, death_known_on=TODAY)
    page = add(sent(known_as="Nic", full_name="Nicola OBrien", same_as=str(woman.pk)))
    assert "It is recorded that she has died." in page.content.decode()


def test_while_she_types_those_like_her_are_shown_by_name_and_birth_date(rotherham):
    with scope_of(rotherham):
        factories.WomanFactory(ref="R-1", known_as="Bea", full_name="Bea Moor", date_of_birth=BORN)
    born = {"date_of_birth_0": "2", "date_of_birth_1": "1", "date_of_birth_2": "1990"}
    client = client_of(Role.COORDINATOR)
    assert "R-1" in client.post("/rotherham/referrals/likely/", {"known_as": "Xena", **born}).content.decode()
    assert "R-1" in client.post("/rotherham/referrals/likely/", {"known_as": "bea"}).content.decode()
    assert "R-1" not in client.post("/rotherham/referrals/likely/", {"known_as": "Xena"}).content.decode()


def test_a_referral_keeps_her_number_and_their_reference_and_asks_by_both(rotherham):
    known = {"telephone": "+44 (0)7700-900-123", "agency_reference": "LCS 123", "referral_source": "Social care"}
    nobody = sent(known_as="Xena", **known)
    assert add(nobody).status_code == 302
    with scope_of(rotherham):
        woman = Woman.objects.get(known_as="Xena")
        contact, reference = SafeContact.objects.get(woman=woman), AgencyReference.objects.get(woman=woman)
        assert (contact.channel, contact.is_safe, contact.detail) == ("phone", "unknown", "07700 900123")
        assert (reference.agency, reference.reference) == ("Social care", "LCS 123")
    for same in ({"telephone": "07700900123"}, {"agency_reference": "lcs-123", "referral_source": "GP"}):
        page = add(sent(known_as="Bea", **same))
        assert page.status_code == 422
        assert woman.ref in page.content.decode()


def test_a_referral_that_is_sent_twice_is_not_asked_about_herself(rotherham):
    twice = sent(known_as="Bea", full_name="Bea Moor", date_of_birth_0="2", date_of_birth_1="1", date_of_birth_2="1990")
    first, second = add(twice), add(twice)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url


def test_all_that_is_asked_is_asked_at_once(rotherham):
    with scope_of(rotherham):
        factories.WomanFactory(ref="R-1", known_as="Bea", full_name="Bea Moor")
    page = add(sent(known_as="Bea", full_name="Bea Moor", telephone="0770 90012")).content.decode()
    assert "does not look like a telephone number" in page
    assert "R-1" in page
    assert "She may be here already. Say whether she is one of the women named" in page


def test_a_reference_is_of_somebody_and_a_wrong_number_is_asked_about(rotherham):
    page = add(sent(known_as="Xena", agency_reference="LCS 123", telephone="0770 90012")).content.decode()
    assert "Enter who referred her: the reference is theirs." in page
    assert "does not look like a telephone number" in page
