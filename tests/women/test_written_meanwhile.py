"""What somebody typed while a colleague took the row away, moved it, or was first: it is shown back, and who did what."""

import html
import re

import pytest
from django.utils import timezone

from practices.permissions import Role
from tests import factories as make
from tests.conftest import scope_of, user_of
from tests.page_forms import changed, form_on
from tests.women.test_saving import SOON, TYPED
from tests.women.test_saving import address as address_of_form
from tests.women.test_taking_back import ROWS, SOMEWHERE, made, other, place, take_back
from women.kinds import KINDS
from women.models import CheckIn, Note, TransitionPlan

__all__ = ["other", "place"]
pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()
WRITTEN = "Carefully chosen words"
CHANGED = sorted({key for key in ROWS if key in KINDS and KINDS[key].may_be_changed} | {"appointment", "contact"})


def page_of(place, key, row):
    if key == "contact":
        return f"/rotherham/women/{place.woman_id}/contacts/{row.pk}/"
    return address_of_form(place, key, row)


def filled_in(page):
    """What the browser holds once something was typed: words where there is a box for words, else another choice."""
    form = form_on(page)
    words = next((name for name, kind in form.kinds.items() if kind == "words"), None)
    if words is not None:
        return {**form.fields, words: [WRITTEN]}
    return next(fields for name in form.kinds if (fields := changed(form, name)) is not None)


def words_of(response):
    """All that stands on a page, without its head and foot."""
    main = response.content.decode().split("<main")[1].split("</main")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.mark.parametrize(("key", "is_moved"), [(key, moves) for key in CHANGED for moves in (False, True)])
def test_a_save_of_what_was_taken_away_says_by_whom_and_shows_what_was_typed(
    key, is_moved, lead, practitioner, place, other, rotherham
):
    row = made(rotherham, place, key)
    writes = lead if key in ("basis", "hold") else practitioner
    typed = filled_in(writes.get(page_of(place, key, row)))
    if key in SOMEWHERE:
        with scope_of(rotherham):
            SOMEWHERE[key](other)
    said = {"reason": "wrong_woman", "to": other.woman_id} if is_moved else {}
    assert take_back(lead, place, key, row, **said).status_code == 302
    response = writes.post(page_of(place, key, row), typed)
    assert response.status_code == 409
    words = words_of(response)
    assert f"{user_of(Role.PRACTICE_LEAD).name} {'moved' if is_moved else 'took back'}" in words
    assert f"{TODAY.day} {TODAY:%b}" in words
    assert "What you typed was not saved" in words
    assert response.context["typed"]
    assert WRITTEN in words or [WRITTEN] not in typed.values()
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", words) == [], "a code is no word of a page"
    assert writes.get(page_of(place, key, row)).status_code == 409  # by a link of a page that was open
    assert ("Add it anew" in words) is (not is_moved and key in TYPED)
    if "Add it anew" in words:
        again = writes.post(response.context["add"], form_on(response, "data-anew").fields)
        assert WRITTEN in again.content.decode() or [WRITTEN] not in typed.values()
        assert form_on(again).fields["key"] != typed["key"]


def test_a_page_that_was_saved_before_the_row_went_is_not_called_unsaved(lead, practitioner, place, rotherham):
    row = made(rotherham, place, "person")
    typed = filled_in(practitioner.get(page_of(place, "person", row)))
    assert practitioner.post(page_of(place, "person", row), typed).status_code == 302
    take_back(lead, place, "person", row)
    assert "What you typed was saved before" in words_of(practitioner.post(page_of(place, "person", row), typed))


def test_a_row_that_never_was_hers_is_not_found(practitioner, place, other, rotherham):
    row = made(rotherham, other, "person")
    assert practitioner.get(page_of(place, "person", row)).status_code == 404
    assert practitioner.get(f"/rotherham/women/{place.woman_id}/change/person/987654321/").status_code == 404


def test_a_flag_for_others_eyes_is_not_told_of_when_it_is_gone(lead, practitioner, place, rotherham):
    with scope_of(rotherham):
        flag = make.FlagFactory(woman=place.woman, review_by=SOON, audience="lead_and_practitioner")
    take_back(lead, place, "flag", flag)
    assert practitioner.get(page_of(place, "flag", flag)).status_code == 404


def test_a_check_in_that_went_with_its_step_shows_what_was_typed(lead, practitioner, place, rotherham):
    with scope_of(rotherham):
        check_in = make.CheckInFactory(place=place)
    url = f"/rotherham/women/{place.woman_id}/change/check-in/{check_in.pk}/"
    typed = filled_in(practitioner.get(url))
    with scope_of(rotherham):
        CheckIn.objects.all().delete()
    response = practitioner.post(url, typed)
    assert response.status_code == 409
    assert WRITTEN in words_of(response)


@pytest.mark.parametrize("key", ["note", "score", "status", "family-contact"])
def test_what_was_to_hang_on_a_row_that_went_keeps_its_words(key, lead, practitioner, place, rotherham):
    parent_kind = {"note": "note", "score": "goal"}.get(key, "child")
    parent = made(rotherham, place, parent_kind)
    link = {"note": "amends", "score": "goal"}.get(key, "child")
    url = address_of_form(place, key)
    fields = form_on(practitioner.get(f"{url}?{link}={parent.pk}")).fields
    typed = {name: [str(parent.pk)] if value == ["PARENT"] else value for name, value in TYPED[key].items()}
    take_back(lead, place, parent_kind, parent)
    response = practitioner.post(url, {**fields, **typed, link: [str(parent.pk)]})
    assert response.status_code == 422
    words = words_of(response)
    assert f"This was taken back by {user_of(Role.PRACTICE_LEAD).name} on {TODAY.day}" in words
    assert "What you typed is below." in words
    if key == "note":
        assert practitioner.post(url, form_on(response).fields).status_code == 302
        with scope_of(rotherham):
            assert Note.objects.get().words == TYPED["note"]["words"][0]


def test_the_second_of_two_who_add_what_there_is_once_sees_both_and_loses_nothing(lead, practitioner, place, rotherham):
    url = address_of_form(place, "plan")
    first, second = form_on(lead.get(url)).fields, form_on(practitioner.get(url)).fields
    assert lead.post(url, {**first, "what_she_wants": "A garden"}).status_code == 302
    response = practitioner.post(url, {**second, "what_she_wants": "A flat by the park"})
    assert response.status_code == 422
    words = words_of(response)
    for said in ("Both versions are below", "A garden", "A flat by the park"):
        assert said in words
    assert practitioner.post(url, form_on(response).fields).status_code == 302
    with scope_of(rotherham):
        assert TransitionPlan.objects.get().what_she_wants == "A flat by the park"


TYPED_OF_HER = {
    "died/": {"certainty": "not_known", "known_on": TODAY, "words": WRITTEN},
    "end-agreement/": {"on": TODAY, "words": WRITTEN},
    "move-plan/": {"change": "break", "days": "7", "words": WRITTEN},
    "add/goal/": {"in_her_words": WRITTEN, "area": "housing"},
    "step/agreed/": {"on": TODAY, "words": WRITTEN},
    "step/closed/": {"on": TODAY, "reason": "moved_away", "words": WRITTEN},
    "needs/ask/": {"stage": "start", "on": TODAY, "housing": "high"},
}


@pytest.mark.parametrize("page", sorted(TYPED_OF_HER))
def test_a_death_that_was_recorded_meanwhile_shows_what_was_typed(page, lead, place, rotherham):
    with scope_of(rotherham):
        place.woman.death_known_on = TODAY
        place.woman.save()
        type(place).objects.filter(pk=place.pk).update(closed_on=TODAY, closure_reason="died")
    response = lead.post(f"/rotherham/women/{place.woman_id}/{page}", TYPED_OF_HER[page])
    assert response.status_code == 409
    assert response.context["typed"]
    assert WRITTEN in words_of(response) or page == "needs/ask/"
    assert "What you typed was not saved" in words_of(response)


def test_a_death_that_was_taken_back_meanwhile_shows_what_was_typed_of_it(lead, place, rotherham):
    response = lead.post(address_of_form(place, "after-death"), {"what": "family", "words": WRITTEN})
    assert response.status_code == 409
    assert WRITTEN in words_of(response)
