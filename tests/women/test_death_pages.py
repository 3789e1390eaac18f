"""A death is taken back wherever she is, pages are closed by it or meant for it, and what was done is done once."""

import html
import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import get_resolver
from django.utils import timezone

from tests import factories as make
from tests.conftest import scope_of
from tests.page_forms import form_on
from tests.women.test_corrections import ago, begun, take
from tests.women.test_deaths import confirmed, died, place, record
from tests.women.test_taking_back import take_back
from women.actions import places
from women.codes import LastThing, PlaceStep
from women.kinds import KINDS
from women.models import AfterDeath, Note, Withdrawal, Woman

__all__ = ["place"]
pytestmark = pytest.mark.usefixtures("committed")
S = PlaceStep
TODAY = timezone.localdate()


def no_place():
    return make.WomanFactory()


def referred():
    return places.refer(woman=make.WomanFactory(), on=ago(30), by=None).woman


def waiting():
    held = places.refer(woman=make.WomanFactory(), on=ago(30), by=None)
    return take(held, S.WAITING, ago(20)).woman


def not_eligible():
    held = places.refer(woman=make.WomanFactory(), on=ago(30), by=None)
    return take(held, S.NOT_ELIGIBLE, ago(20)).woman


def with_a_place():
    return begun().woman


def completed():
    return take(begun(), S.NEXT_STEPS, ago(10)).woman


def former():
    return take(begun(), S.CLOSED, ago(10), reason="moved_away").woman


@pytest.mark.parametrize("where", [no_place, referred, waiting, not_eligible, with_a_place, completed, former])
def test_recorded_by_mistake_it_is_taken_back_by_the_link_beside_it_wherever_she_is(where, practitioner, rotherham):
    with scope_of(rotherham):
        woman = where()
        woman.known_as = "Zinnia"
        woman.save()
    hers = f"/rotherham/women/{woman.pk}/"
    assert confirmed(practitioner, died(practitioner, woman, words="Her sister rang.")).url == f"{hers}after/"
    links = {
        re.search(r'href="([^"]*)">If this was recorded by mistake', practitioner.get(page).content.decode())[1]
        for page in (hers, f"{hers}after/")
    }
    (link,) = links
    page = form_on(practitioner.get(link), "data-keeps")
    values = {"do": "take_back"} if "do" in page.kinds else {}
    check = practitioner.post(link, {**page.fields, "why": "Another Zinnia.", **values})
    assert "Check before you save" in check.content.decode(), check.context["form"].errors
    assert (
        "she lives" in html.unescape(check.content.decode()).lower()
        or "nothing says any more" in check.content.decode().lower()
    )
    assert confirmed(practitioner, check).status_code == 302
    assert "nothing says any more that she has died" in practitioner.get(hers).content.decode()
    lives = practitioner.get(hers)
    assert "If this was recorded by mistake" not in lives.content.decode()
    assert not lives.context["shown"].has_died
    told = practitioner.get(f"{hers}{'history' if where is no_place else 'place'}/").content.decode()
    assert "Another Zinnia." in told
    with scope_of(rotherham):
        woman.refresh_from_db()
        assert woman.death_known_on is None
        assert not AfterDeath.objects.exists()
        if where is no_place:
            assert "Her sister rang." in Note.objects.get().words, "nothing that was typed is lost"
            assert Withdrawal.objects.get().noun == "that she has died"
    again = practitioner.post(link, {"why": "Another Zinnia."})
    assert again.status_code == 409
    assert "was taken back already" in again.content.decode()


class TestDoneForHer:
    """What was to do was marked as done on the wrong record of two who died."""

    @pytest.fixture
    def two(self, place, rotherham):
        with scope_of(rotherham):
            record(place)
            other = begun()
            record(other)
        return place, other

    def things(self, rotherham, held):
        with scope_of(rotherham):
            hers = AfterDeath.objects.filter(woman=held.woman_id, what=LastThing.FAMILY)
            return [(one.done_on, one.words) for one in hers]

    def test_moved_it_is_done_there_and_to_do_here_and_moved_back_all_is_as_it_was(self, two, lead, rotherham):
        wrong, right = two
        with scope_of(rotherham):
            AfterDeath.objects.filter(woman=wrong.woman_id, what=LastThing.FAMILY).update(done_on=TODAY, words="Rang")
            row = AfterDeath.objects.get(woman=wrong.woman_id, what=LastThing.FAMILY)
        take_back(lead, wrong, "after-death", row, reason="wrong_woman", to=right.woman_id)
        assert self.things(rotherham, right) == [(TODAY, "Rang")]
        assert self.things(rotherham, wrong) == [(None, "")]
        with scope_of(rotherham):
            moved = AfterDeath.objects.get(woman=right.woman_id, what=LastThing.FAMILY)
        take_back(lead, right, "after-death", moved, reason="wrong_woman", to=wrong.woman_id)
        assert self.things(rotherham, wrong) == [(TODAY, "Rang")]
        assert self.things(rotherham, right) == [(None, "")]

    def test_taken_back_it_is_to_do_and_put_back_it_is_done(self, two, lead, rotherham):
        held = two[0]
        with scope_of(rotherham):
            AfterDeath.objects.filter(woman=held.woman_id, what=LastThing.FAMILY).update(done_on=TODAY, words="Rang")
            row = AfterDeath.objects.get(woman=held.woman_id, what=LastThing.FAMILY)
        take_back(lead, held, "after-death", row)
        assert self.things(rotherham, held) == [(None, "")]
        with scope_of(rotherham):
            withdrawal = Withdrawal.objects.get()
        lead.post(f"/rotherham/women/{held.woman_id}/put-back/{withdrawal.pk}/")
        assert self.things(rotherham, held) == [(TODAY, "Rang")]


# pages with a form below a record's address that are meant for a woman who has died, too
MEANT_FOR_IT = {
    "log/": "contacts with her family",
    "loss/": "what was not recorded while she lived",
    "documents/add/": "letters that come",
    "merge/": "two records of her are still one woman",
    "access/": "who may open her record",
    "after/": "what is still to do",
}


def pages_of_a_record():
    """Every address below a record that names no row of hers."""
    start = "<slug:practice_slug>/women/<int:woman_id>/"
    found = {
        str(pattern.pattern)
        for include in get_resolver().url_patterns if str(include.pattern) == "<slug:practice_slug>/"
        for pattern in _flat(include)
    }  # fmt: skip
    below = [one.removeprefix("women/<int:woman_id>/") for one in found if one.startswith("women/<int:woman_id>/")]
    assert len(below) > 20, start
    plain = [one for one in below if "<" not in one and one]
    return sorted({*plain, *(f"add/{key}/" for key in KINDS), *(f"step/{step}/" for step in PlaceStep.values)})


def _flat(include):
    for pattern in include.url_patterns:
        yield from _flat(pattern) if hasattr(pattern, "url_patterns") else [pattern]


def test_each_page_that_writes_to_a_record_is_meant_for_after_a_death_or_says_that_she_has_died(lead, place, rotherham):
    hers = f"/rotherham/women/{place.woman_id}/"
    with scope_of(rotherham):
        record(place)
    refused = set()
    for path in pages_of_a_record():
        kind = KINDS.get(path.removeprefix("add/").removesuffix("/"))
        answer = lead.get(f"{hers}{path}")
        body = answer.content.decode()
        writes = answer.status_code == 200 and "<form" in body.split("<main")[1].split("</main")[0]
        if path in MEANT_FOR_IT or (path.startswith("add/") and kind is not None and kind.after_death):
            assert writes, path
        elif path == "died/mistake/":
            assert answer.url == f"{hers}place/"  # her place says it, and is put right there
        elif answer.status_code == 409:
            assert "died" in body or "cannot follow" in body, path
            refused.add(path)
        else:
            assert not writes, path
    assert {"appointments/add/", "transfer/", "add/goal/", "needs/ask/", "move-plan/"} <= refused
    assert refused <= set(lead.get(hers).context["shown"].closed_pages), "the phone sets drafts for these aside"


def test_what_becomes_of_a_review_far_ahead_is_chosen_and_never_preselected(practitioner, place, rotherham):
    ahead = TODAY + timedelta(days=300)
    with scope_of(rotherham):
        make.ContraceptionFactory(woman=place.woman, started_on=date(2024, 2, 1), ended_on=None, review_due_on=ahead)
    url = f"/rotherham/women/{place.woman_id}/loss/"
    page = form_on(practitioner.get(url), "data-keeps")
    assert "reviews" not in page.fields
    said = practitioner.get(url).content.decode()
    assert f"A review of contraception is due on {ahead.day} {ahead:%B %Y}" in said
    sent = practitioner.post(url, {"key": uuid.uuid4(), "what": "miscarriage", "certainty": "since"})
    assert sent.status_code == 422
    assert "Choose what becomes of the review." in sent.content.decode()
    with scope_of(rotherham):
        assert Woman.objects.get().contraception.get().review_due_on == ahead
