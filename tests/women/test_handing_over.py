"""Somebody leaves: her caseload is handed over in the next step, and is not forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.models import Membership
from practices.permissions import Role
from tests import factories
from tests.conftest import client_of, membership_of, scope_of
from tests.practices.test_people import text_of
from women.models import Woman

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()


@pytest.fixture
def leaver(rotherham):
    """A practitioner of our own, who holds two women; a third is a colleague's."""
    with scope_of(rotherham):
        held = factories.MembershipFactory(
            practice=rotherham, user__name="Lena Leaves", user__email="lena@rotherham.example"
        )
        cohort = factories.CohortFactory()
        for name in ("Amber", "Bea"):
            factories.PlaceFactory(cohort=cohort, woman__known_as=name, woman__practitioner=held,
                                   woman__practitioner_name="Lena Leaves")  # fmt: skip
        factories.PlaceFactory(cohort=cohort, woman__known_as="Cleo")
        factories.PlaceFactory(cohort=cohort, woman__known_as="Dot", woman__practitioner=held, closed_on=TODAY,
                               closure_reason="completed")  # fmt: skip
    yield held
    with scope_of(rotherham):
        Woman.objects.update(practitioner=None)
        Membership.objects.filter(pk=held.pk).delete()


def leave(lead, leaver, **told):
    given = {"role": leaver.role, "starts_on": leaver.starts_on, "ends_on": ""} | told
    return lead.post(f"/rotherham/people/{leaver.pk}/", given, follow=True)


@pytest.mark.parametrize(
    "told", [{"ends_on": TODAY + timedelta(days=20)}, {"ends_on": TODAY}, {"role": "board_viewer"}]
)
def test_the_next_page_is_her_caseload_ticked(told, lead, leaver):
    answer = leave(lead, leaver, **told)
    assert "Her women are ticked below" in text_of(answer)
    form = answer.context["form"]
    ticked = {form.cohort[pk].known_as for pk in form.fields["women"].initial}
    assert ticked == {"Amber", "Bea"}
    assert leaver.pk not in {one.pk for one in form.fields["to"].queryset}


def test_until_it_is_done_it_stands_on_the_page_of_people(lead, leaver, rotherham):
    leave(lead, leaver, ends_on=TODAY)
    assert "Hand over her 2 women" in text_of(lead.get("/rotherham/people/"))
    with scope_of(rotherham):
        to = membership_of(Role.PRACTITIONER)
        hers = [str(pk) for pk in Woman.objects.filter(practitioner=leaver).values_list("pk", flat=True)]
        seated = [pk for pk in hers if Woman.objects.get(pk=pk).known_as != "Dot"]
    lead.post(f"/rotherham/team/caseloads/?from={leaver.pk}", {"women": seated, "to": to.pk})
    assert "Hand over" not in text_of(lead.get("/rotherham/people/"))
    with scope_of(rotherham):
        assert {one.known_as for one in Woman.objects.filter(practitioner=to)} == {"Amber", "Bea"}


def test_whoever_holds_nobody_leaves_without_a_further_step(lead, leaver, rotherham):
    with scope_of(rotherham):
        Woman.objects.update(practitioner=None)
    assert "Saved." in text_of(answer := leave(lead, leaver, ends_on=TODAY))
    assert answer.redirect_chain[-1][0] == "/rotherham/people/"


def test_a_restricted_woman_is_not_counted_to_whoever_is_not_named(lead, leaver, rotherham):
    with scope_of(rotherham):
        Woman.objects.filter(known_as="Bea").update(restricted_because="special_risk")
        Membership.objects.filter(pk=leaver.pk).update(ends_on=TODAY)
    assert "Hand over her 1 woman" in text_of(lead.get("/rotherham/people/"))


def test_an_address_of_another_practice_names_nobody(leaver):
    page = client_of(Role.PRACTICE_LEAD, "hackney").get(f"/hackney/team/caseloads/?from={leaver.pk}")
    assert "Lena" not in text_of(page)
