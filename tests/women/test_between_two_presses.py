"""What is shown once more before it is done: a press on a page that is no longer so is asked again, with what changed."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.permissions import Role
from tests import factories as make
from tests.conftest import scope_of, user_of
from tests.page_forms import form_on
from tests.women.test_taking_back import ROWS, SOMEWHERE, address, made, other, place, there
from tests.women.test_written_meanwhile import words_of
from women.actions.places import take_step
from women.codes import PlaceStep
from women.models import Contraception, Place, Woman

__all__ = ["other", "place"]
pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()


def test_every_page_that_checks_says_what_changed_meanwhile():
    """Those of returns are of versions that are frozen."""
    folder = Path(settings.BASE_DIR) / "templates"
    checks = {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in [*folder.glob("women/**/*.html"), *folder.glob("sessions_log/**/*.html")]
        if 'name="sure"' in path.read_text() or "check_answers.html" in path.read_text()
    }
    assert {"women/take_back.html", "women/mistake.html", "women/merge/check.html"} <= checks.keys()
    assert [name for name, text in checks.items() if "women/changed_since.html" not in text] == []


def rewrite(row):
    """As a colleague would between the two presses."""
    if row._meta.label == "women.Note":
        make.NoteFactory(woman=row.woman, amends=row)
        return
    codes = ("outcome", "service_as_written", "import_key", "import_hash")
    plain = [one for one in row._meta.concrete_fields if not one.choices and one.name not in codes]
    words = next((one for one in plain if type(one) in (models.TextField, models.CharField)), None)
    number = next((one for one in plain if isinstance(one, models.PositiveSmallIntegerField)), None)
    day = next((one for one in plain if type(one) is models.DateField), None)
    field = words or number or day
    now = field.value_from_object(row)
    later = "Rewritten" if words else now + (1 if number else timedelta(days=1))
    setattr(row, field.name, later)
    row.save()


@pytest.mark.parametrize("key", sorted(ROWS))
@pytest.mark.parametrize("moves", [False, True], ids=["taken back", "moved"])
def test_a_version_that_nobody_saw_is_not_taken_back_or_moved(key, moves, lead, place, other, rotherham):
    row = made(rotherham, place, key)
    said = {"reason": "mistake"}
    if moves:
        said = {"reason": "wrong_woman", "to": other.woman_id}
        with scope_of(rotherham):
            SOMEWHERE.get(key, lambda place: None)(other)
    check = lead.post(
        address(place, key, row), {**form_on(lead.get(address(place, key, row)), "data-takes-back").fields, **said}
    )
    with scope_of(rotherham):
        rewrite(row)
    again = lead.post(address(place, key, row), form_on(check, "data-sure").fields)
    assert again.status_code == 200
    assert "Somebody changed this while you were reading." in words_of(again)
    assert there(rotherham, row)
    assert lead.post(address(place, key, row), form_on(again, "data-sure").fields).status_code == 302
    assert not there(rotherham, row)


def test_who_changed_what_is_said(lead, practitioner, place, rotherham):
    row = made(rotherham, place, "person")
    check = lead.post(address(place, "person", row), {"reason": "mistake"})
    change = f"/rotherham/women/{place.woman_id}/change/person/{row.pk}/"
    assert practitioner.post(change, {**form_on(practitioner.get(change)).fields, "name": "Dr Lee"}).status_code == 302
    again = words_of(lead.post(address(place, "person", row), form_on(check, "data-sure").fields))
    assert user_of(Role.PRACTITIONER).name in again
    assert "→ Dr Lee" in again


def closed(place):
    take_step(place=place, to=PlaceStep.CLOSED, on=date(2024, 3, 1), by=None, today=TODAY, reason="moved_away")


def with_a_review(place):
    make.ContraceptionFactory(woman=place.woman, ended_on=None, review_due_on=TODAY + timedelta(days=60))


PAGES = {  # a page, what is answered, what is there before it, and what a colleague does between the presses
    "died/": (
        {"certainty": "not_known", "known_on": TODAY, "words": ""}, lambda place: None,
        lambda place: Place.objects.filter(pk=place.pk).update(agreed_on=date(2024, 2, 1)),
    ),
    "step/closed/": (
        {"on": TODAY, "reason": "moved_away", "words": ""}, lambda place: None,
        lambda place: Place.objects.filter(pk=place.pk).update(agreed_on=date(2024, 2, 1)),
    ),
    "loss/": (
        {"what": "miscarriage", "certainty": "since", "reviews": "off"}, with_a_review,
        lambda place: Contraception.objects.update(review_due_on=TODAY + timedelta(days=90)),
    ),
    "places/1/mistake/closed/": (
        {"do": "take_back", "why": "Another record"}, closed,
        lambda place: Place.objects.filter(pk=place.pk).update(closed_on=date(2024, 3, 2)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("page", sorted(PAGES))
def test_other_pages_that_check_ask_again_too(page, lead, place, rotherham):
    answered, before, meanwhile = PAGES[page]
    url = f"/rotherham/women/{place.woman_id}/{page}"
    with scope_of(rotherham):
        before(place)
    check = lead.post(url, {**form_on(lead.get(url), "novalidate").fields, **answered})
    with scope_of(rotherham):
        meanwhile(place)
    again = lead.post(url, form_on(check, "data-sure").fields)
    assert again.status_code == 200
    assert "Somebody changed this while you were reading." in words_of(again)
    assert lead.post(url, form_on(again, "data-sure").fields).status_code == 302


def test_a_merge_of_a_record_that_changed_is_asked_again(lead, place, other, rotherham):
    url = f"/rotherham/women/{place.woman_id}/merge/{other.woman_id}/"
    said = {**form_on(lead.get(url), "novalidate").fields, "words": "One woman"}
    check = lead.post(url, said)
    assert "Check your answers" in words_of(check)
    with scope_of(rotherham):
        Woman.objects.filter(pk=other.woman_id).update(known_as="Bettina")
    again = lead.post(url, {**form_on(check, "novalidate").fields, "sure": "yes"})
    assert again.status_code == 200
    assert "Somebody changed this while you were reading." in words_of(again)


@pytest.mark.parametrize("key", sorted(ROWS))
def test_a_press_that_was_made_on_no_page_that_checks_is_shown_one(key, lead, place, other, rotherham):
    """Sent by hand, or anew from an old tab: it says that it is sure, and of what it does not."""
    row = made(rotherham, place, key)
    with scope_of(rotherham):
        SOMEWHERE.get(key, lambda place: None)(other)
    for said in ({"reason": "mistake"}, {"reason": "wrong_woman", "to": other.woman_id}):
        for looked_at in ({}, {"looked_at": ""}, {"looked_at": "null"}, {"looked_at": "{}"}, {"looked_at": "x"}):
            check = lead.post(address(place, key, row), {**said, **looked_at, "sure": "yes"})
            assert check.status_code == 200
            assert "data-sure" in check.content.decode()
            assert there(rotherham, row)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_so_are_other_pages_that_check(page, lead, place, rotherham):
    answered, before, _ = PAGES[page]
    url = f"/rotherham/women/{place.woman_id}/{page}"
    with scope_of(rotherham):
        before(place)
    check = lead.post(url, {**form_on(lead.get(url), "novalidate").fields, **answered, "sure": "yes"})
    assert check.status_code == 200
    assert "data-sure" in check.content.decode()
    assert lead.post(url, form_on(check, "data-sure").fields).status_code == 302
