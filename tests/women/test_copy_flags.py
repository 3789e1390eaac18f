"""Passages of a copy that name somebody else come first, and each is answered for by itself."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from practices.permissions import Role
from tests import factories
from tests.conftest import client_of, scope_of
from tests.practices.test_people import text_of
from women.disclosure.reading import find
from women.disclosure.recorded import recorded_in
from women.law.gathering import gather
from women.law.withholding import PASSAGES_A_PAGE, pages_of, parts_in
from women.models import CopyDecision, RecordCopy

pytestmark = pytest.mark.usefixtures("committed")
CASES = Path(__file__).parents[1] / "cases"
TODAY = timezone.localdate()
PLAIN = "Yasmin Farrow met P. Okoro. Ring her on 07700 900111."
OTHERS = "Isla Farrow was there with Donna. Her neighbour's number is 07700 900222."
AGENCY = "Elm House Refuge told us that the file is closed."


@pytest.fixture
def woman(rotherham):
    with scope_of(rotherham):
        hers = factories.PlaceFactory(
            woman__known_as="Yasmin", woman__full_name="Yasmin Farrow", woman__practitioner_name="P. Okoro"
        ).woman
        other = factories.PlaceFactory(woman__known_as="Isla", woman__full_name="Isla Farrow", woman__ref="T-2").woman
        factories.SupportFactory(woman=other, agency="Elm House Refuge")
        factories.SafeContactFactory(woman=hers, detail="07700900111")
        for words in (PLAIN, OTHERS, AGENCY, "[[other person: Isla]] said so."):
            factories.NoteFactory(woman=hers, words=words)
    return hers


@pytest.fixture
def held(rotherham, woman):
    with scope_of(rotherham):
        request = factories.RequestFactory(
            woman=woman, received_on=TODAY, due_on=TODAY + timedelta(days=30), identity_checked_on=TODAY
        )
        return factories.RecordCopyFactory(request=request, woman=woman, state="done", content=gather(woman))


def flagged(content):
    return {part["words"]: [one["word"] for one in part["flags"]] for part in parts_in(content) if part.get("flags")}


def test_what_is_of_others_is_flagged_and_what_is_hers_is_not(rotherham, woman):
    with scope_of(rotherham):
        content = gather(woman)
    assert flagged(content) == {OTHERS: ["Isla", "Donna", "07700 900222"], AGENCY: ["Elm House Refuge"]}


NAMES_ONE = (
    "South Yorkshire Police shared that her partner has a record.", "NSPCC referral made by neighbour at number 12.",
    "MARAC minutes: high risk.", "The report from Riverside Family Centre says he is violent.",
    "Case ref LCS-44821 at Rotherham CSC.", "Woman 0108 told us about him.", "Social worker: T Hall",
    "SANDRA RANG TODAY.", "The police told us that he is out.", "According to the health visitor he drinks.",
    "The social worker has said that he is violent.", "Letter from the school about him.", "EPO for J.",
    "Spoke to Darren today.", "Text from Darren Pike.", "Photo of Darren.", "Letter from Sandra Hughes.",
    "She stays at Kayleigh's.", "grace was there too.", "we met grace and talked.",
)  # fmt: skip
NAMES_NOBODY = (
    "She went to her GP appointment.", "We talked about school and her hopes.", "She is on time, and well.",
    "Her Facebook page is up to date.", "Her Instagram is private.", "The flat is warm now.", "SHE CAME TODAY.",
    "Pause Rotherham met her at the office.", "She wants to see the midwife next week.", "Plan B is to wait.",
    "He was told to leave.", "From Monday to Friday at Pause.", "She went to Tesco with her pram.", "She said that the hospital was busy.", "We saw grace in how she coped.",
)  # fmt: skip


def test_agencies_numbers_of_cases_and_names_without_care_come_first(rotherham, woman):
    """What somebody else told, and who is written of in small letters, in capitals, or by a number alone."""
    with scope_of(rotherham):
        factories.PlaceFactory(woman__known_as="Grace", woman__full_name="Grace Jarvis", woman__ref="ROT-0108")
        factories.SafeContactFactory(
            woman=woman, detail="07700900333", who_else_sees="Her sister. The neighbour reads it"
        )
        for words in (*NAMES_ONE, *NAMES_NOBODY):
            factories.NoteFactory(woman=woman, words=words)
        found = flagged(gather(woman))
    assert [words for words in NAMES_ONE if words not in found] == []
    assert {words: found[words] for words in NAMES_NOBODY if words in found} == {}


TOLD_IN_ANY_TENSE = (
    "Social services say the foster carer wants to adopt.",
    "The social worker does not want her to know where the baby lives.", "Her mum drinks.",
    "The school think he is not safe.", "The health visitor is not telling her yet.", "Police would not say.",
    "The midwife doesn't know that he moved.", "Her sister has never said why.", "Her dad uses again.",
    "The foster carers have decided to move.", "The judge wrote to the guardian.", "Her partner still gambles.",
    "Children's services will recommend adoption.", "The GP worries about the baby.", "Her aunt never told us.",
)  # fmt: skip
TOLD_NOTHING = (
    "She visits her mum on Sundays.", "Her mum helps her with the flat.", "The court order ended.",
    "She has a school place for him.", "Her sister came along to the group.", "The GP visit went well.",
    "She told the midwife herself.", "She wants to say goodbye.", "The housing offer suits her.",
)  # fmt: skip


def test_what_an_agency_or_kin_told_is_found_in_any_form_of_the_verb(rotherham, woman):
    with scope_of(rotherham):
        for words in (*TOLD_IN_ANY_TENSE, *TOLD_NOTHING):
            factories.NoteFactory(woman=woman, words=words)
        found = flagged(gather(woman))
    assert [words for words in TOLD_IN_ANY_TENSE if words not in found] == []
    assert {words: found[words] for words in TOLD_NOTHING if words in found} == {}


MAY_NAME = (
    "Case ABC/2019/114 has ended.", "Case SE18C00412 has ended.", "Her NHS number is 943 476 5919.",
    "Her URN is 14CN0056321.", "Crime number 14/56321/19 was closed.", "her sister donna came along.",
    "dr nwosu signed the letter", "her mate kayleigh came", "we met sharon at the hub", "Her car, YK12 ABC, was found.",
    "We met with J, who is kind.", "A man called gethin waits for her.",
)  # fmt: skip


def test_what_may_name_somebody_is_one_set_of_rules_for_copies_and_for_words_that_leave(rotherham, woman):
    """A copy adds what agencies and kin told; a rule of names that one of them lacked once was seen by the other."""
    with scope_of(rotherham):
        for words in MAY_NAME:
            factories.NoteFactory(woman=woman, words=words)
        in_copy = flagged(gather(woman))
        leaving = {match.field for match in find({words: words for words in MAY_NAME}, recorded_in(rotherham))}
    assert [words for words in MAY_NAME if words not in in_copy] == []
    assert [words for words in MAY_NAME if words not in leaving] == []


def test_a_number_that_is_her_own_is_hers_to_read(rotherham, woman):
    with scope_of(rotherham):
        factories.AgencyReferenceFactory(woman=woman, agency="NHS", reference="943 476 5919")
        factories.NoteFactory(woman=woman, words="Her NHS number is 943 476 5919.")
        found = flagged(gather(woman)).get("Her NHS number is 943 476 5919.", [])
    assert [word for word in found if "943" in word] == []  # that it is the NHS’s may be asked


def test_passages_of_trials_are_answered_as_people_answered_them(rotherham):
    """Whereabouts of those who adopted, agencies by short form, what kin said, names in small letters, numbers."""
    passages = json.loads((CASES / "passages.json").read_text(encoding="utf-8"))
    with scope_of(rotherham):
        hers = factories.PlaceFactory(woman__known_as="Chloe", woman__full_name="Chloe Kershaw").woman
        factories.PlaceFactory(woman__known_as="Priya", woman__full_name="Priya Shah", woman__ref="T-3")
        factories.PlaceFactory(woman__known_as="Robyn", woman__full_name="Robyn Farrow", woman__ref="T-4")
        for one in passages:
            factories.NoteFactory(woman=hers, words=one["text"])
        found = flagged(gather(hers))
    assert [one["text"] for one in passages if one["shown"] and one["text"] not in found] == []
    assert {one["text"]: found[one["text"]] for one in passages if not one["shown"] and one["text"] in found} == {}


def number_of(held, words):
    return next(part["n"] for part in parts_in(held.content) if part.get("words") == words)


def test_a_section_is_not_passed_while_a_passage_that_names_somebody_is_open(rotherham, held):
    lead = client_of(Role.PRACTICE_LEAD)
    url = f"/rotherham/copies/{held.pk}/read/notes/"
    page = text_of(lead.get(url))
    assert "2 passages to look at first" in page
    assert page.index("2 passages to look at first") < page.index(PLAIN)
    assert "2 passages here name somebody else" in text_of(lead.post(url, follow=True))
    assert "2 passages may name somebody else" in text_of(lead.get(f"/rotherham/copies/{held.pk}/"))
    lead.post(url, {"part": number_of(held, OTHERS), "answer": "words"})
    lead.post(url, {"part": number_of(held, AGENCY), "answer": "all"})
    with scope_of(rotherham):
        assert sorted(CopyDecision.objects.values_list("mark", "words")) == [
            ("other_agency", ""), ("other_person", "Isla\nDonna\n07700 900222"),
        ]  # fmt: skip
    assert "to look at first" not in text_of(lead.get(url))
    lead.post(url)
    with scope_of(rotherham):
        assert "notes" in RecordCopy.objects.get(pk=held.pk).read_parts


def test_one_is_given_as_it_stands_and_what_is_no_answer_is_not_found(rotherham, held):
    lead = client_of(Role.PRACTICE_LEAD, raises=False)
    url = f"/rotherham/copies/{held.pk}/read/notes/"
    lead.post(url, {"part": number_of(held, OTHERS), "answer": "give"})
    with scope_of(rotherham):
        assert CopyDecision.objects.get().mark == ""
    for wrong in ({"part": "x", "answer": "give"}, {"part": "9999", "answer": "give"}, {"part": "1", "answer": "x"}):
        assert lead.post(url, wrong).status_code == 404


def test_one_press_passes_a_page_and_not_hundreds_of_passages(rotherham, woman, held):
    with scope_of(rotherham):
        for number in range(PASSAGES_A_PAGE):
            factories.NoteFactory(woman=woman, words=f"Walked together, {number}.")
        content = gather(woman)
        RecordCopy.objects.filter(pk=held.pk).update(content=content)
    section = next(one for one in content["sections"] if one["key"] == "notes")
    pages = pages_of(section)
    assert len(pages) > 1
    assert [row for page in pages for row in page] == section["rows"]
    lead = client_of(Role.PRACTICE_LEAD)
    url = f"/rotherham/copies/{held.pk}/read/notes/"
    for words in (OTHERS, AGENCY):
        part = next(one["n"] for one in parts_in(content) if one.get("words") == words)
        lead.post(url, {"part": part, "answer": "give"})
    for page in range(1, len(pages) + 1):
        with scope_of(rotherham):
            assert "notes" not in RecordCopy.objects.get(pk=held.pk).read_parts
        lead.post(url, {"page": page})
    with scope_of(rotherham):
        assert "notes" in RecordCopy.objects.get(pk=held.pk).read_parts
    assert "Page 2 of" in text_of(lead.get(f"{url}?page=2"))
    assert lead.get(f"{url}?page=99999999999999999999999").status_code == 200
    assert lead.get(f"{url}?page=²").status_code == 200
