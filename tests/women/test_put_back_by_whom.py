"""Who hears of what was taken back, and who may put it back: nobody is offered what would be refused."""

import re

import pytest

from practices.permissions import Role
from tests import factories as make
from tests.conftest import membership_of, scope_of
from tests.women.test_taking_back import ROWS, made, other, place, take_back  # noqa: F401 (fixtures)
from women.codes import FlagAudience
from women.models import Flag, Withdrawal, Woman

pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize("key", sorted(set(ROWS) - {"document"}))  # its bytes are gone: nobody puts it back
def test_whoever_is_offered_to_put_it_back_may(key, lead, practitioner, place, rotherham):  # noqa: F811
    row = made(rotherham, place, key)
    take_back(lead, place, key, row)
    page = practitioner.get(f"/rotherham/women/{place.woman_id}/history/").content.decode()
    assert "Taken back" in page
    with scope_of(rotherham):
        taken = Withdrawal.objects.get()
    offered = re.search(r'action="([^"]+/put-back/[^"]*)"', page)
    answer = practitioner.post(offered[1] if offered else f"/rotherham/women/{place.woman_id}/put-back/{taken.pk}/")
    assert answer.status_code == (302 if offered else 403)


def test_a_flag_that_somebody_may_not_see_is_not_told_to_them_when_it_is_taken_back(
    lead, practitioner, place, other, rotherham  # noqa: F811
):  # fmt: skip
    with scope_of(rotherham):
        flag = make.FlagFactory(woman=place.woman, audience=FlagAudience.LEAD_AND_PRACTITIONER)
    take_back(lead, place, "flag", flag)
    history = f"/rotherham/women/{place.woman_id}/history/"
    with scope_of(rotherham):
        taken = Withdrawal.objects.get()
    assert "a flag" in lead.get(history).content.decode()
    assert "a flag" not in practitioner.get(history).content.decode()
    put_back = f"/rotherham/women/{place.woman_id}/put-back/{taken.pk}/"
    assert practitioner.post(put_back).status_code == 404
    with scope_of(rotherham):
        assert not Flag.objects.exists()
        Woman.objects.filter(pk=place.woman_id).update(practitioner=membership_of(Role.PRACTITIONER))
    assert "a flag" in practitioner.get(history).content.decode(), "of her own women she may"
    assert practitioner.post(put_back).status_code == 302
    with scope_of(rotherham):
        flag = Flag.objects.get()
        Woman.objects.filter(pk=place.woman_id).update(practitioner=None)
    take_back(lead, place, "flag", flag, reason="wrong_woman", to=other.woman_id)
    for woman in (place, other):
        assert "a flag" not in practitioner.get(f"/rotherham/women/{woman.woman_id}/history/").content.decode()
