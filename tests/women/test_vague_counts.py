"""How few women there are, and how old one is, in words that are no number."""

from itertools import product

import pytest

from women.disclosure.events import events_of
from women.disclosure.matches import Kind
from women.disclosure.numbers import HiddenNumbers
from women.disclosure.sentences import Sentence
from women.disclosure.vague_counts import ages_of, vague_counts_of

PEOPLE = ("women", "mums", "of the women", "of our younger mothers", "of these ladies", "children")
FEW = ("a handful", "a few", "very few", "several", "a pair", "a trio")
ROMAN = ("II", "III", "IV", "VII", "XII")
# a figure of a few, of which each sentence here speaks
HIDDEN = HiddenNumbers(values={4: ("Women or children who came, left, moved or asked",)})
ORDINALS = ("second", "third", "fourth", "ninth", "twelfth", "2nd", "5th")


@pytest.mark.parametrize("text", [f"{few.capitalize()} {people} came." for few, people in product(FEW, PEOPLE)]
                         + [f"In all, {roman} women came." for roman in ROMAN]
                         + ["Neither of the women came.", "Neither woman came.", "Neither came.", "None of them left.",
                            "Not one of our mums left.", "Just the one so far.", "Only the one woman left.",
                            "A handful have moved.", "Several of them asked.", "The trio met at the park."])  # fmt: skip
def test_how_few_there_are_is_found(text):
    assert {one.kind for one in vague_counts_of(Sentence(text), HIDDEN)} == {Kind.SMALL}


@pytest.mark.parametrize(
    "text",
    [f"{few.capitalize()} {what} came." for few, what in product(FEW, ("agencies", "letters", "of the services"))]
    + ["Phase II women's refuge work has begun.", "Part III of the licence says so.", "None of the targets was missed.",
       "Neither the clinic nor the surgery has one.", "Either day works.", "A few months later we met.",
       "There was just one room.", "The V and A has a show."],
)  # fmt: skip
def test_what_is_counted_of_nobody_is_let_be(text):
    assert list(vague_counts_of(Sentence(text), HIDDEN)) == []


@pytest.mark.parametrize("ordinal", ORDINALS)
@pytest.mark.parametrize("text", ["A {} woman left.", "Her {} child was born.", "The {} young mum agreed.",
                                  "The {} of our women moved."])  # fmt: skip
def test_which_one_in_a_row_is_found(ordinal, text):
    assert [one.kind for one in events_of(Sentence(text.format(ordinal)))] == [Kind.ONLY]


@pytest.mark.parametrize("text", ["a {} year old", "a {}-year-old", "She is {}.", "aged {}", "has just turned {}"])
@pytest.mark.parametrize("age", ["nineteen", "twenty-one", "thirty", "forty five", "34"])
def test_an_age_is_found_in_words_and_figures(text, age):
    assert [one.kind for one in ages_of(Sentence(text.format(age)))] == [Kind.ONLY]


@pytest.mark.parametrize("text", ["a five year plan", "The eighteen month programme", "It is nineteen weeks since.",
                                  "a three year old partnership", "aged 18 and over", "We turned thirty away."])  # fmt: skip
def test_other_spans_of_years_are_let_be(text):
    assert list(ages_of(Sentence(text))) == []


@pytest.mark.parametrize("text", ["We lost a woman.", "We lost one of our mums in May.", "She lost her mother.",
                                  "A woman passed away.", "Losing a young mum was hard.", "She passed in June."])  # fmt: skip
def test_a_death_is_found_in_softer_words(text):
    assert {one.why for one in events_of(Sentence(text))} == {"a death"}


@pytest.mark.parametrize("text", ["We lost a post in the team.", "She passed her test.", "We lost some funding."])
def test_what_is_lost_otherwise_is_no_death(text):
    assert list(events_of(Sentence(text))) == []
