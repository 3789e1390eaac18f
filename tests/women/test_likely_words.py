"""What is like a name, a place or a rare event, and what plain narrative needs."""

import pytest

from practices.folding import fold, names_in
from women.disclosure.matches import Kind, by_sentence
from women.disclosure.reading import find
from women.disclosure.recorded import COLLEAGUE, HERS, Recorded

WOMEN = ["Yasmin Farrow", "Chloe Kershaw", "Dawn Heaton", "Willow Marsden", "April Thackray"]
KNOWN = Recorded(
    names=dict.fromkeys(names_in("P. Okoro"), COLLEAGUE) | {word: HERS for name in WOMEN for word in names_in(name)},
    references=frozenset({"rth-0002"}),
    first_names=frozenset(fold(name.split()[0]) for name in WOMEN),
    initials={fold(name)[0] + fold(name.split()[1])[0]: HERS for name in WOMEN},
    places=frozenset({"elm house refuge"}),
    own=frozenset({"rotherham", "council"}),
)


def kinds(text):
    return {match.kind for match in find({"text": text}, KNOWN)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Yasmins flat is ready.", Kind.NAME),
        ("The Farrows have moved.", Kind.NAME),
        ("P. Okoro helped her.", Kind.NAME),
        ("Dawn came to the group.", Kind.NAME),
        ("Dawn's flat is ready.", Kind.NAME),
        ("She met dawn heaton.", Kind.NAME),
        ("April told us.", Kind.NAME),
        ("A.F. spoke.", Kind.LIKE_A_NAME),
        ("Y F spoke.", Kind.LIKE_A_NAME),
        ("CK is pleased.", Kind.LIKE_A_NAME),
        ("Yas is well.", Kind.LIKE_A_NAME),
        ("Will has moved.", Kind.LIKE_A_NAME),
        ("Yazmin came.", Kind.LIKE_A_NAME),
        ("Ms Farow came.", Kind.LIKE_A_NAME),
        ("Her sister Donna came.", Kind.LIKE_A_NAME),
        ("RTH 2 asked.", Kind.REFERENCE),
        ("Woman 0002 asked.", Kind.REFERENCE),
        ("Her case was in the Star.", Kind.EVENT),
        ("She was on the news.", Kind.EVENT),
        ("Her partner took his own life.", Kind.EVENT),
        ("Her dad is a councillor.", Kind.EVENT),
        ("An ex-police officer joined.", Kind.EVENT),
        ("A woman who lost her leg.", Kind.EVENT),
        ("She came out as gay.", Kind.EVENT),
        ("Her brother plays for the Millers.", Kind.EVENT),
        ("She lost her custody appeal.", Kind.EVENT),
        ("We lost her in March.", Kind.EVENT),
        ("She sings in the choir at St Mary's.", Kind.LIKE_A_PLACE),
        ("She lives at 14 Wellgate.", Kind.LIKE_A_PLACE),
        ("The lady at number 14.", Kind.LIKE_A_PLACE),
        ("She moved to Elm House Refuge.", Kind.PLACE),
        ("Her mother lives in Wakefield.", Kind.LIKE_A_PLACE),
        ("They go to Green Park School.", Kind.LIKE_A_PLACE),
        ("Write to @yaz_f89.", Kind.REACHES),
        ("See facebook.com/yaz.", Kind.REACHES),
        ("She posts as chlo_k89.", Kind.REACHES),
        ("Find her, yazzyf92, on there.", Kind.REACHES),
        ("Her username is sunshine.girl.", Kind.REACHES),
        ("Willow77 wrote back.", Kind.REACHES),
        ("Chl0e wrote.", Kind.NAME),
        ("Y4smin's flat is ready.", Kind.NAME),
        ("We saw w1llow and Apri1.", Kind.NAME),
        ("She works nights at Morrisons.", Kind.LIKE_A_PLACE),
        ("One has a job at Greggs.", Kind.LIKE_A_PLACE),
        ("She is employed by Tesco.", Kind.LIKE_A_PLACE),
        ("She works for Acorn Blinds.", Kind.LIKE_A_PLACE),
        ("The only Latvian woman cooked.", Kind.ONLY),
        ("A mother of six works.", Kind.ONLY),
        ("Her baby was stillborn.", Kind.EVENT),
        ("It was in the Advertiser.", Kind.EVENT),
        ("The Star ran a story about her.", Kind.EVENT),
        ("Only one of the group was evicted.", Kind.ONLY),
        ("A mother whose six children were removed.", Kind.ONLY),
    ],
)
def test_each_kind_is_found(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dawn broke as we arrived.",
        "In April the group began.",
        "Will the contract be renewed?",
        "Her, she, I and We.",
        "We met the GP, CAFCASS and the Sexual Health Clinic in October.",
        "Rotherham Council and South Yorkshire Police support the Practice.",
        "The family court sat twice.",
        "This is the first time that we met.",
        "The partners of the Practice were glad.",
        "We echoed what the guardian said.",
        "SUICIDE PREVENTION TRAINING WAS OFFERED",
        "In Sept18 and Q4 we met for 30mins at 5am, and COVID19 stopped week6 of it.",
        "Catch22 and Turn2us helped with form home_visit and started_at.",
        "We went by the M62 with our iPad2s on the 1st.",
        "Women work with the NHS, and we worked for Rotherham Council at Christmas.",
        "Our practitioner works at the Jobcentre.",
    ],
)
def test_plain_words_are_let_be(text):
    assert kinds(text) == set()


def test_a_sentence_stands_once_with_all_its_reasons_and_the_surest_first():
    text = "Her sister Donna came from Maltby. Chloe came. She was the only one."
    found = by_sentence(find({"text": text}, KNOWN))
    assert [one.sentence for one in found] == [
        "Chloe came.", "Her sister Donna came from Maltby.", "She was the only one.",
    ]  # fmt: skip
    assert [one.is_certain for one in found] == [True, False, False]
    assert [match.word for match in found[1].matches] == ["Donna", "Maltby"]


def test_a_line_ends_a_sentence_and_initials_end_none():
    found = find({"text": "Notes\n- Donna came\nP. Okoro rang."}, KNOWN)
    assert [match.sentence for match in found] == ["- Donna came", "P. Okoro rang."]


def test_of_words_for_her_own_names_are_hers_and_staff_are_known(in_rotherham):
    from tests.factories import PlaceFactory
    from women.disclosure.recorded import recorded_in

    hers = PlaceFactory(woman__known_as="Yasmin", woman__full_name="Yasmin Farrow", woman__practitioner_name="P. Okoro")
    PlaceFactory(woman__known_as="Isla", woman__full_name="Isla Farrow")
    recorded = recorded_in(in_rotherham)
    assert {recorded.names[one] for one in ("yasmin", "isla")} == {HERS}
    assert recorded.names["okoro"] == COLLEAGUE
    text = {"text": "P. Okoro met Yasmin Farrow. Isla came too."}
    assert [match.word for match in find(text, recorded)] == ["Okoro", "Yasmin", "Farrow", "Isla"]
    assert [match.word for match in find(text, recorded.without(hers.woman))] == ["Isla"]
