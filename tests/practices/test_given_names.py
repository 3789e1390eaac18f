"""Which given names are one: what a woman is called, and what stands on her papers."""

import re

import pytest

from practices.folding import fold
from practices.given_names import FORMS, forms_of_name, is_form_of

WORDS = sorted(set(re.findall(r"[^\s:]+", FORMS)))


def test_every_word_of_the_table_is_folded_and_stands_once_in_its_line():
    assert [word for word in WORDS if fold(word) != word or not word.isalpha()] == []
    for line in FORMS.replace("\n  ", " ").strip().splitlines():
        words = line.replace(":", " ").split()
        assert len(words) == len(set(words)), line


def test_each_is_a_form_of_what_it_is_a_form_of():
    for word in WORDS:
        assert word not in forms_of_name(word)
        for other in forms_of_name(word):
            assert is_form_of(word, other) and is_form_of(other, word)


@pytest.mark.parametrize(("one", "other"), [("joanne", "josephine"), ("lesley", "leanne"), ("anna", "susannah")])
def test_two_full_names_are_no_forms_of_each_other_for_sharing_a_short_one(one, other):
    assert forms_of_name(one) & forms_of_name(other) or other in forms_of_name(one)
    assert is_form_of(one, other) == (other == "susannah")  # Anna is short for her, too
