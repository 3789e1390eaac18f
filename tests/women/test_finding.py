"""Finding a woman by what somebody remembers of her."""

from datetime import date

import pytest

from tests import factories
from women.finding import fold, likely_same, women_like, women_with


@pytest.mark.usefixtures("in_rotherham")
class TestFinding:
    def test_case_and_accents_do_not_count(self):
        factories.WomanFactory(known_as="Zoë", full_name="Zoë O’Briain-Łuk", ref="RTH-0007")
        for said in ("zoe", "ZOË", "Zo", "o’bri", "rth-0007", "zoe rth"):
            assert women_like(said).count() == 1, said
        for said in ("oe", "brian", ""):
            assert women_like(said).count() == 0, said

    def test_an_agency_finds_the_women_around_whom_it_stands(self):
        woman = factories.PersonFactory(agency="Wick Road Surgery").woman
        assert list(women_with("wick")) == [woman]
        assert list(women_with("surg")) == [woman]
        assert list(women_with("")) == []

    def test_python_and_postgresql_fold_alike(self):
        factories.WomanFactory(known_as="ÀÉÎõü Ñandú")
        assert fold("ÀÉÎõü Ñandú") == "aeiou nandu"
        assert women_like("aeiou nandu").count() == 1

    def test_a_likely_double_by_name_or_birth_date(self):
        woman = factories.WomanFactory(known_as="Amber", full_name="Amber Vale", date_of_birth=date(1990, 1, 2))
        assert likely_same(known_as="amb", full_name="", born=None) == [woman]
        assert likely_same(known_as="Xena", full_name="", born=date(1990, 1, 2)) == [woman]
        assert likely_same(known_as="Xena", full_name="", born=None) == []
