"""No page of the record of a woman who has died speaks of her as living, and none of a child who died as of one who is."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from tests.conftest import scope_of
from tests.women.test_corrections import ago, begun
from tests.women.test_deaths import record
from tests.women.test_saving import ROWS
from women.kinds import KINDS
from women.models import Child
from women.record import SECTIONS

pytestmark = pytest.mark.usefixtures("committed")
TOLD_AS_IT_WAS = {"history"}  # each change, under what its field is called
TODAY = timezone.localdate()
LIVES = re.compile(
    r"[^.]{0,40}\bshe (?:is|has(?! died\b)|wants|asks|may|can|will|likes|chooses|says|agrees|needs|waits|holds|trusts|knows)\b[^.]{0,40}"
    r"|[^.]{0,40}\b(?:is her choice|may end any day|choice is hers|may be reached|to come back|next appointment"
    r"|refer(?:ring)? her|ask her|asked her yet|with her beside|will be there|rings or visits her|meet her|ring her"
    r"|reaching her|her next|for her to say|not set yet|made with her today)\b[^.]{0,40}",
    re.IGNORECASE,
)  # fmt: skip
ALIVE = re.compile(
    r"Contact plan (?!until)\S+|Placement (?!until)\S+|Legal status (?!until|over|or)\S+|\bDue\b|will be due"
)


def words_of(response):
    """What a page says below its heads, without its marks."""
    assert response.status_code == 200, response.request["PATH_INFO"]
    main = response.content.decode().split("<main", 1)[1].split(">", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", main)))


@pytest.fixture
def full(rotherham):
    """The place of a woman with a row of every kind, who has died."""
    with scope_of(rotherham):
        place = make.PlaceFactory(referred_on=ago(300), offered_on=ago(290), agreed_on=ago(250))
        for make_row in ROWS.values():
            make_row(place)
        make.AppointmentFactory(woman=place.woman, at=timezone.now() + timedelta(days=3), attendance="scheduled")
        make.PregnancyFactory(woman=place.woman, ended_as="stillbirth", ended_on=ago(30), known_on=ago(90))
        place.woman.pregnancies.update(outcome="")  # what was written of her stands as it was
        record(place, known_on=ago(2), died_on=ago(4))
        return place


def pages_of(place):
    hers = f"/rotherham/women/{place.woman_id}/"
    yield hers
    yield f"{hers}log/"
    yield f"{hers}loss/"
    for key in SECTIONS.keys() - TOLD_AS_IT_WAS:
        yield f"{hers}{key}/"
    for key, kind in KINDS.items():
        if kind.may_be_added and kind.after_death:
            yield f"{hers}add/{key}/"


def test_no_page_of_her_record_speaks_of_her_as_living(full, lead):
    """What was written of her stands as it was; what the pages say themselves is of the past."""
    said = {page: LIVES.findall(words_of(lead.get(page))) for page in pages_of(full)}
    lines = [f"{page}: {found}" for page, found in said.items() if found]
    assert not lines, "\n".join(lines)


def test_a_record_with_nothing_on_it_says_so_in_the_past(rotherham, lead):
    with scope_of(rotherham):
        place = make.PlaceFactory(referred_on=ago(300), offered_on=None, agreed_on=None, cohort=None)
        record(place, known_on=ago(2), died_on=ago(4))
    said = {page: LIVES.findall(words_of(lead.get(page))) for page in pages_of(place)}
    lines = [f"{page}: {found}" for page, found in said.items() if found]
    assert not lines, "\n".join(lines)


def test_the_same_pages_of_a_woman_who_lives_would_be_found(rotherham, lead):
    """The list of phrases finds what it is for."""
    with scope_of(rotherham):
        place = make.PlaceFactory(referred_on=ago(300), offered_on=ago(290), agreed_on=ago(250))
        make.SafeContactFactory(woman=place.woman)
    hers = f"/rotherham/women/{place.woman_id}/"
    for section in ("data", "health", "people", "safety"):
        assert LIVES.search(words_of(lead.get(f"{hers}{section}/"))), section


def test_nothing_calls_her_by_a_lit_dot_and_no_number_of_hers_is_rung(rotherham, lead):
    with scope_of(rotherham):
        place = make.PlaceFactory(referred_on=ago(300), offered_on=ago(290), agreed_on=ago(250))
        make.SafeContactFactory(woman=place.woman, is_safe="yes", hours="10 to 3", detail="07700 900123")
        record(place, known_on=ago(2), died_on=ago(4))
    page = lead.get(f"/rotherham/women/{place.woman_id}/safety/").content.decode()
    assert "there is something to read" not in page
    assert 'href="tel:' not in page
    assert "10 to 3" not in page


class TestAChildWhoDied:
    @pytest.fixture
    def child(self, rotherham):
        with scope_of(rotherham):
            place = make.PlaceFactory(referred_on=ago(300), offered_on=ago(290), agreed_on=ago(250))
            child = make.ChildFactory(
                woman=place.woman, loss="died", died_on=ago(20), died_day_is_known=True, contact_plan="Letterbox, yearly",
                placement="Foster care", legal_status="care_order",
            )  # fmt: skip
            make.ChildContactFactory(child=child, kind="letterbox", due_on=TODAY + timedelta(days=9), done_on=None)
        return child

    def add(self, client, child, **values):
        address = f"/rotherham/women/{child.woman_id}/add/family-contact/"
        key = client.get(f"{address}?child={child.pk}").context["form"]["key"].value()
        return client.post(address, {"key": key, "child": child.pk} | values)

    def test_nothing_goes_on(self, child, lead):
        assert ALIVE.findall(words_of(lead.get(f"/rotherham/women/{child.woman_id}/children/"))) == []

    def test_life_story_work_with_the_family_is_written_down_once_it_is_done(self, child, lead, rotherham):
        hers = f"/rotherham/women/{child.woman_id}/"
        assert "Add Life Story work" in words_of(lead.get(f"{hers}children/"))
        assert self.add(lead, child, kind="life_story_work", done_on=f"{TODAY:%d/%m/%Y}").status_code == 302
        with scope_of(rotherham):
            assert child.family_contacts.filter(kind="life_story_work", done_on=TODAY).exists()
        refused = self.add(lead, child, kind="letterbox", done_on=f"{TODAY:%d/%m/%Y}")
        assert "Only Life Story work" in refused.content.decode()
        refused = self.add(lead, child, kind="life_story_work", due_on=f"{TODAY:%d/%m/%Y}")
        assert "Nothing is due for a child who has died" in refused.content.decode()

    def test_of_a_stillborn_baby_no_work_is_asked(self, child, lead, rotherham):
        with scope_of(rotherham):
            Child.objects.update(loss="stillborn")
        assert "Add Life Story work" not in words_of(lead.get(f"/rotherham/women/{child.woman_id}/children/"))
        assert self.add(lead, child, kind="life_story_work", done_on=f"{TODAY:%d/%m/%Y}").status_code == 422


class TestWhoeverIsAboutToRingHerReadsOfALossFirst:
    @pytest.fixture
    def place(self, rotherham):
        with scope_of(rotherham):
            return begun()

    LOSSES = {
        "stillbirth": (lambda woman, on: make.PregnancyFactory(
            woman=woman, known_on=on, ended_as="stillbirth", ended_on=on), "Her baby was stillborn on"),
        "miscarriage": (lambda woman, on: make.PregnancyFactory(
            woman=woman, known_on=on, ended_as="miscarriage", ended_on=on, ended_month_only=True),
            "She had a miscarriage in"),
        "child": (lambda woman, on: make.ChildFactory(
            woman=woman, loss="died", died_on=on, died_day_is_known=True), "A child of hers died on"),
    }  # fmt: skip

    @pytest.mark.parametrize("loss", list(LOSSES))
    def test_on_log_before_contact_and_the_timeline(self, loss, place, practitioner, rotherham):
        lost, said = self.LOSSES[loss]
        hers = f"/rotherham/women/{place.woman_id}/"
        assert "there is something to read" not in practitioner.get(hers).content.decode()
        with scope_of(rotherham):
            lost(place.woman, ago(30))
        front = practitioner.get(hers).content.decode()
        assert "there is something to read" in front
        told = words_of(practitioner.get(hers))
        in_words = {"stillbirth": "her baby was stillborn", "miscarriage": "she had a miscarriage"}
        assert re.search(in_words.get(loss, r"child \d+ died"), told)
        assert said in words_of(practitioner.get(f"{hers}log/"))
        assert said in words_of(practitioner.get(f"{hers}safety/"))

    def test_one_of_years_ago_stands_before_contact_alone(self, place, practitioner, rotherham):
        with scope_of(rotherham):
            self.LOSSES["stillbirth"][0](place.woman, ago(900))
        hers = f"/rotherham/women/{place.woman_id}/"
        assert "stillborn" not in words_of(practitioner.get(f"{hers}log/"))
        assert "stillborn" in words_of(practitioner.get(f"{hers}safety/"))
        assert "there is something to read" not in practitioner.get(hers).content.decode()
