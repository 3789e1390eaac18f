"""Numbers in sentences: those that the copies hide are found however they are written, and what counts nobody is let be."""

from fractions import Fraction

import pytest

from women.disclosure.matches import Kind
from women.disclosure.numbers import HiddenNumbers
from women.disclosure.reading import find
from women.disclosure.recorded import Recorded

HIDDEN = HiddenNumbers(
    values={
        0: ("Attrition",),
        1: ("Operation",),
        2: ("Money",),
        3: ("New tenancy",),
        4: ("GP",),
        6: ("Housing",),
        16: ("Court",),
        22: ("x",),
    },
    percents={"81%": ("Using long-acting contraception",)},
    shares={Fraction(1, 8): ("New tenancy",)},
    shown=frozenset({16, 24}),
)


def numbers(text):
    return [match.word for match in find({"text": text}, Recorded(names={}), HIDDEN) if match.kind is Kind.SMALL]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("We supported 3 to access new properties.", "3"),
        ("One went to hospital.", "One"),
        ("A couple of women declined.", "A couple"),
        ("Both women came.", "Both"),
        ("A pair now volunteer.", "A pair"),
        ("Half a dozen now volunteer.", "Half a dozen"),
        ("We met half a dozen women.", "half a dozen"),
        ("IV of them have moved.", "IV"),
        ("A solitary woman declined.", "A solitary woman"),
        ("Several women have a new tenancy.", "Several women"),
        ("A single eviction was prevented.", "A single"),
        ("Half of the eight women got advice.", "Half of the eight"),
        ("One in eight women has a new home.", "One in eight"),
        ("81% of those who agreed use one method.", "81%"),
        ("81 per cent use it.", "81 per cent"),
        ("Twenty-two women wait.", "Twenty-two"),
        ("16 came to court.", "16"),  # printed too, but the sentence speaks of the hidden one
        ("No women left.", "No women"),
        ("Three were helped to join the group.", "Three"),
        ("Any two women may come.", "two"),
    ],
)
def test_a_hidden_number_is_found(text, word):
    assert numbers(text)[:1] == [word]


@pytest.mark.parametrize(
    "text",
    [
        "We met every two weeks.",
        "16 women are fully engaged.",
        "All 24 places are filled.",
        "87% were attended.",
        "Two practitioners joined in week 3, on 4 March at 2pm.",
        "One of our partners offered a room.",
        "No one was left behind, and one another was helped.",
        "Both the council and the trust came.",
        "A 3-bed flat costs £3, or 3.3 times as much.",
        "Phase 2 of the one-to-one work began in 2016.",
        "Two thirds came.",
        "It took a couple of months.",
        "Several women have begun volunteering with a local charity.",
    ],
)
def test_what_counts_nobody_is_let_be(text):
    assert numbers(text) == []


def test_a_number_is_said_with_the_figures_that_hide_it():
    (match,) = find({"text": "3 moved."}, Recorded(names={}), HIDDEN)
    assert match.why == "the copies hide it: “New tenancy”"


def test_without_hidden_numbers_none_is_read():
    assert find({"text": "3 women moved."}, Recorded(names={})) == []
