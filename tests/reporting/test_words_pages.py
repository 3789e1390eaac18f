"""The narrative and the disclosure check by page: bad input is told, nothing is lost, nothing is fetched."""

import io

import pytest
from pypdf import PdfReader

from reporting.models import Dismissal, HiddenByHand, Narrative
from reporting.presenting import present_both
from reporting.printing.pdf import render_pdf
from tests.conftest import scope_of
from tests.factories import PlaceFactory
from tests.reporting.building import NOW, Q4, build

pytestmark = pytest.mark.usefixtures("committed")
URL = "/rotherham/quarters/2018-19-Q4"
TEXTS = {"went_well": "Every woman was seen.", "was_hard": "Housing.", "is_next": "Counselling."}


def test_the_lead_writes_and_finds_it_again(lead, rotherham):
    page = lead.post(f"{URL}/narrative/", TEXTS, follow=True).content.decode()
    assert "The narrative is saved." in page
    assert "Every woman was seen." in lead.get(f"{URL}/narrative/").content.decode()


def test_a_hundred_thousand_characters_are_told_in_numbers_and_kept_on_the_page(lead, rotherham):
    response = lead.post(f"{URL}/narrative/", TEXTS | {"went_well": "a" * 100_000})
    page = response.content.decode()
    assert response.status_code == 422
    assert "has 100,000 characters and may have 3,000" in page
    assert "a" * 100_000 in page
    with scope_of(rotherham):
        assert not Narrative.objects.exclude(went_well="").exists()


HOSTILE = '<script>fetch("http://10.0.0.1/")</script><img src="file:///etc/passwd"><link rel=stylesheet href=//evil/x.css> =1+1'


def test_code_and_addresses_are_printed_letter_by_letter(lead, rotherham):
    page = lead.post(f"{URL}/narrative/", {"went_well": HOSTILE}, follow=True).content.decode()
    assert "printed letter by letter, and opens nothing" in page
    with scope_of(rotherham):
        PlaceFactory()
        draft = build(rotherham)
        both = present_both(draft.figures, draft.more, practice=rotherham, built_at=NOW, version=1)
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(both.own))).pages)
    assert "<script>fetch" in text
    assert "file:///etc/passwd" in text
    assert "root:" not in text
    shown = lead.get(f"{URL}/1/").content.decode()
    assert "<script>fetch" not in shown
    assert "&lt;script&gt;fetch" in shown


def test_two_people_writing_at_once_see_both_versions(lead, rotherham):
    form = lead.get(f"{URL}/narrative/").context["form"]
    lead.post(f"{URL}/narrative/", TEXTS)
    response = lead.post(f"{URL}/narrative/", TEXTS | {"went_well": "Mine.", "seen": form["seen"].value() or ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Every woman was seen." in page
    assert "Mine." in page


def test_ticks_without_a_story_are_let_go(lead, rotherham):
    lead.post(f"{URL}/narrative/", TEXTS | {"story_consent": "on", "story_names_checked": "on"})
    with scope_of(rotherham):
        assert not Narrative.objects.get().story_consent


@pytest.mark.parametrize("role", ["practitioner", "coordinator", "board"])
def test_only_the_lead_writes(role, request, rotherham):
    assert request.getfixturevalue(role).get(f"{URL}/narrative/").status_code == 403


class TestDisclosure:
    @pytest.fixture
    def named(self, rotherham):
        with scope_of(rotherham):
            place = PlaceFactory()
            Narrative.objects.create(quarter=str(Q4), went_well=f"{place.woman.known_as} found a flat.")
            return place.woman.known_as

    def test_a_name_is_shown_and_may_be_dismissed_with_a_reason(self, lead, named, rotherham):
        page = lead.get(f"{URL}/disclosure/")
        (sentence,) = page.context["sentences"]
        assert [match.word for match in sentence.matches] == [named]
        told = lead.post(f"{URL}/disclosure/", {"sentence": sentence.digest, "why": ""})
        assert "Say in a few words why it may stay" in told.content.decode()
        assert 'id="id_why"' in told.content.decode()  # where the summary leads
        lead.post(f"{URL}/disclosure/", {"sentence": sentence.digest, "why": "The traffic light."})
        with scope_of(rotherham):
            assert Dismissal.objects.get().why == "The traffic light."
        page = lead.get(f"{URL}/disclosure/")
        assert page.context["sentences"] == []
        assert "No rule can know a nickname" in page.content.decode()
        lead.post(f"{URL}/disclosure/", {"again": page.context["dismissed"][0].digest})
        assert len(lead.get(f"{URL}/disclosure/").context["sentences"]) == 1

    def test_what_is_only_like_it_is_looked_at_with_one_press_a_sentence(self, lead, rotherham):
        with scope_of(rotherham):
            words = "Her sister Donna came from Maltby. She was the only one."
            Narrative.objects.create(quarter=str(Q4), went_well=words)
        first, second = lead.get(f"{URL}/disclosure/").context["sentences"]
        assert [match.word for match in first.matches] == ["Donna", "Maltby"]
        lead.post(f"{URL}/disclosure/", {"sentence": first.digest})
        assert lead.get(f"{URL}/disclosure/").context["sentences"] == [second]
        with scope_of(rotherham):
            assert {one.why for one in Dismissal.objects.all()} == {"Looked at."}
            Narrative.objects.update(went_well="Her sister Donna came from Maltby and sang.")
        assert len(lead.get(f"{URL}/disclosure/").context["sentences"]) == 1  # another sentence is asked about

    def test_the_quarter_never_says_that_nothing_is_in_the_words(self, lead, rotherham):
        with scope_of(rotherham):
            Narrative.objects.create(quarter=str(Q4), went_well="The team met each week.")
        page = lead.get(f"{URL}/").content.decode()
        assert "Nothing in the words" not in page
        assert "No match: read it yourself" in page

    def test_a_match_that_is_not_there_cannot_be_dismissed(self, lead, named, rotherham):
        assert lead.post(f"{URL}/disclosure/", {"sentence": "0" * 64, "why": "x"}).status_code == 422
        with scope_of(rotherham):
            assert not Dismissal.objects.exists()

    def test_small_figures_are_listed_with_why_and_more_may_be_hidden(self, lead, named, rotherham):
        page = lead.get(f"{URL}/disclosure/")
        assert ("Women in the cohort", "It is 1 to 4.") in page.context["must"]
        assert "Exit this page" in page.content.decode()  # the page keeps what every page is given
        lead.post(f"{URL}/disclosure/", {"cells": ["indicator/appointments_due"]})
        with scope_of(rotherham):
            assert [one.cell for one in HiddenByHand.objects.all()] == ["indicator/appointments_due"]
            assert build(rotherham).more["hidden"]["indicator/appointments_due"] == "You chose to hide it."
        lead.post(f"{URL}/disclosure/", {"cells": []})
        with scope_of(rotherham):
            assert not HiddenByHand.objects.exists()
