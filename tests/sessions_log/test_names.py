"""Names in a workbook, linked to accounts by the practice lead."""

from datetime import UTC, datetime

import pytest

from practices.permissions import Role
from sessions_log.actions.names import unlinked_names
from sessions_log.models import Contact
from tests.conftest import membership_of, scope_of
from tests.factories import ContactFactory, PlaceFactory
from women.models import Woman

pytestmark = pytest.mark.usefixtures("committed")
URL = "/rotherham/team/names/"


@pytest.fixture
def imported(rotherham):
    with scope_of(rotherham):
        for name in ("P. Okoro", "L. Marsh"):
            woman = PlaceFactory(woman__practitioner_name=name).woman
            ContactFactory(woman=woman, practitioner_name=name, started_at=datetime(2019, 1, 7, 10, tzinfo=UTC))
        return {name.name: name for name in unlinked_names()}


def test_a_name_gives_its_women_and_contacts_to_an_account(lead, imported, rotherham):
    page = lead.get(URL).content.decode()
    assert "P. Okoro" in page
    assert "1 woman, 1 contact" in page
    with scope_of(rotherham):
        to = membership_of(Role.PRACTITIONER)
    lead.post(URL, {f"name-{imported['P. Okoro'].digest}": to.pk})
    with scope_of(rotherham):
        assert Woman.objects.get(practitioner_name="P. Okoro").practitioner == to
        assert Contact.objects.get(practitioner_name="P. Okoro").practitioner == to
        assert Woman.objects.get(practitioner_name="L. Marsh").practitioner is None
        assert [name.name for name in unlinked_names()] == ["L. Marsh"]


def test_sent_twice_the_next_name_in_the_list_is_not_linked_too(lead, imported, rotherham):
    with scope_of(rotherham):
        to = membership_of(Role.PRACTITIONER)
    for _ in range(2):
        lead.post(URL, {f"name-{imported['L. Marsh'].digest}": to.pk})
    with scope_of(rotherham):
        assert [name.name for name in unlinked_names()] == ["P. Okoro"]


def test_an_account_of_another_practice_cannot_be_chosen(lead, imported, rotherham, hackney):
    with scope_of(hackney):
        other = membership_of(Role.PRACTITIONER, "hackney")
    assert (
        "Choose an account"
        in lead.post(URL, {f"name-{imported['L. Marsh'].digest}": other.pk}, follow=True).content.decode()
    )
    with scope_of(rotherham):
        assert len(unlinked_names()) == 2


def test_after_linking_her_women_stand_on_her_day(lead, practitioner, imported, rotherham):
    with scope_of(rotherham):
        to = membership_of(Role.PRACTITIONER)
    assert "No women are linked to you yet" in practitioner.get("/rotherham/").content.decode()
    lead.post(URL, {f"name-{imported['L. Marsh'].digest}": to.pk})
    assert "Log<span" in practitioner.get("/rotherham/").content.decode()
