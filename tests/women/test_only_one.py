"""What there is only one of on a record is so however a row comes there: added, moved, or put back."""

import html
import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import pytest
from django.db import connections

from practices.codes import YesNoUnknown
from tests import factories as make
from tests.conftest import scope_of
from tests.page_forms import form_on
from tests.women.test_saving import ADDED, TYPED, _with_parents, address, place
from tests.women.test_taking_back import address as address_of_withdrawal
from tests.women.test_taking_back import other, take_back
from women.actions.places import refer
from women.lifecycle import StepNotAllowed
from women.only_one import ONLY_ONE
from women.withdrawing import withdrawable

__all__ = ["other", "place"]
pytestmark = pytest.mark.usefixtures("committed")
# two of each would be alike where a form, or the database, takes one
ROWS = {
    "safe-contact": lambda place, **said: make.SafeContactFactory(woman=place.woman, channel="text", **said),
    "reference": lambda place: make.AgencyReferenceFactory(woman=place.woman, agency="Housing", reference="H 77"),
    "need": lambda place: make.NeedFactory(woman=place.woman, stage="start", area="housing"),
    "request": lambda place: make.RequestFactory(woman=place.woman, right="access"),
    "plan": lambda place: make.TransitionPlanFactory(place=place),
}  # fmt: skip
CAN_BE_TAKEN_BACK = [key for key in ADDED if withdrawable(key) is not None]


def row_of(rotherham, place, key):
    with scope_of(rotherham):
        return ROWS[key](place)


def hers(rotherham, place, key):
    with scope_of(rotherham):
        return withdrawable(key).hers(place.woman).count()


def words_of(response):
    return html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("key", CAN_BE_TAKEN_BACK)
def test_whatever_a_form_takes_once_is_a_rule_that_moving_and_putting_back_ask_too(key, lead, place, rotherham):
    parents = _with_parents(rotherham, place)
    url = address(place, key)
    typed = {
        name: [str(parents[key]) if value == "PARENT" else value for value in values]
        for name, values in TYPED[key].items()
    }
    first = lead.post(url, {**form_on(lead.get(url)).fields, **typed})
    assert first.status_code == 302
    opened = form_on(lead.get(url, follow=True)).fields
    second = lead.post(url, {**opened, **typed, "key": [str(uuid.uuid4())]}, follow=True)
    is_refused = bool(second.context.get("form") and second.context["form"].errors)
    with scope_of(rotherham):
        label = withdrawable(key).hers(place.woman).model._meta.label
    assert is_refused is (label in ONLY_ONE)


def at_once(*presses):
    """What each answered, begun in one moment from connections of their own; an error is raised again."""
    barrier = threading.Barrier(len(presses))

    def press(one):
        barrier.wait()
        try:
            return one()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(press, presses))


@pytest.mark.parametrize("key", sorted(ROWS.keys() & TYPED.keys() - {"plan"}))
def test_of_two_people_who_add_it_in_one_moment_the_second_is_told(key, lead, practitioner, place, rotherham):
    typed, url = TYPED[key], address(place, key)
    who = (lead, lead) if key == "request" else (lead, practitioner)
    opened = [form_on(one.get(url)).fields for one in who]
    presses = [partial(one.post, url, {**fields, **typed}) for one, fields in zip(who, opened, strict=True)]
    assert sorted(answer.status_code for answer in at_once(*presses)) == [302, 422]
    assert hers(rotherham, place, key) == 1


def test_of_two_people_who_refer_her_in_one_moment_the_second_is_told(rotherham):
    with scope_of(rotherham):
        woman = make.WomanFactory()

    def press():
        try:
            with scope_of(rotherham):
                return refer(woman=woman, on=date(2024, 1, 10), by=None).number
        except StepNotAllowed as error:
            return str(error)

    assert sorted(map(str, at_once(press, press))) == ["1", "She has a place that has not ended. Go on with that one."]


@pytest.mark.parametrize("key", sorted(ROWS))
def test_a_second_one_is_not_moved_to_her_and_it_is_said_what_to_do(key, lead, place, other, rotherham):
    row = row_of(rotherham, place, key)
    row_of(rotherham, other, key)
    url = address_of_withdrawal(place, key, row)
    page = form_on(lead.get(url), "data-takes-back").fields
    answer = lead.post(url, {**page, "reason": "wrong_woman", "to": other.woman_id, "whose": other.woman.ref})
    assert answer.status_code == 422
    assert re.search("Change (that one|hers)", words_of(answer))
    assert [hers(rotherham, one, key) for one in (place, other)] == [1, 1]


@pytest.mark.parametrize("key", sorted(ROWS))
def test_a_second_one_is_not_put_back_it_is_said_what_to_do_and_nothing_is_lost(key, lead, place, rotherham):
    row = row_of(rotherham, place, key)
    take_back(lead, place, key, row)
    again = row_of(rotherham, place, key)
    history = f"/rotherham/women/{place.woman_id}/history/"
    [url] = re.findall(r'action="([^"]+/put-back/[^"]*)"', lead.get(history).content.decode())
    assert "Change that one" in words_of(lead.post(url, follow=True))
    assert hers(rotherham, place, key) == 1
    assert url in lead.get(history).content.decode()
    take_back(lead, place, key, again)
    assert "Put back." in words_of(lead.post(url, follow=True))
    assert hers(rotherham, place, key) == 1


def test_text_is_never_both_safe_and_not_safe(lead, place, rotherham):
    with scope_of(rotherham):
        row = ROWS["safe-contact"](place, is_safe=YesNoUnknown.NO)
    take_back(lead, place, "safe-contact", row)
    url = address(place, "safe-contact")
    assert lead.post(url, {**form_on(lead.get(url)).fields, "channel": "text", "is_safe": "yes"}).status_code == 302
    history = f"/rotherham/women/{place.woman_id}/history/"
    [put_back] = re.findall(r'action="([^"]+/put-back/[^"]*)"', lead.get(history).content.decode())
    said = words_of(lead.post(put_back, follow=True))
    assert "There is a rule for “Text message” on her record already." in said
    assert hers(rotherham, place, "safe-contact") == 1
