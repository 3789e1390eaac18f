"""A check-in that was marked as done by mistake is due again."""

from datetime import date

import pytest

from practices.permissions import Role
from tests import factories as make
from tests.conftest import client_of, scope_of
from tests.page_forms import form_on

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def done(rotherham):
    with scope_of(rotherham):
        place = make.PlaceFactory(offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1))
        return make.CheckInFactory(place=place, done_on=date(2024, 6, 3), words="Well")


def test_it_is_due_again_when_its_day_and_words_are_emptied(rotherham, done):
    practitioner = client_of(Role.PRACTITIONER)
    url = f"/rotherham/women/{done.place.woman_id}/change/check-in/{done.pk}/"
    page = practitioner.get(url)
    assert "Empty it, and the words, if it was marked as done by mistake." in page.content.decode()
    sent = form_on(page).fields
    refused = practitioner.post(url, sent | {"done_on": ""})
    assert refused.status_code == 422
    assert "Enter the day on which it was done, or empty the words, too." in refused.content.decode()
    assert practitioner.post(url, sent | {"done_on": "", "words": ""}).status_code == 302
    with scope_of(rotherham):
        done.refresh_from_db()
    assert (done.done_on, done.words) == (None, "")
    assert practitioner.post(url, form_on(practitioner.get(url)).fields).status_code == 422, "nothing was done yet"
