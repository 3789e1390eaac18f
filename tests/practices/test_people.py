"""A lead and her team: inviting, roles, dates, the last lead, and what ends at once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from practices import letters
from practices.models import AccessRecord, ChainCheck, Membership, User
from practices.permissions import Role
from tests.conftest import client_of, membership_of, scope_of, signed_in, user_of

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()
NEW = {"email": "Ana.New@Council.example", "name": "Ana New", "role": "practitioner", "starts_on": TODAY.isoformat()}


@pytest.fixture(autouse=True)
def post(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CELERY_TASK_ALWAYS_EAGER = False
    mail.outbox = []


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def invited(practice):
    with scope_of(practice):
        return Membership.objects.select_related("user", "practice").get(user__email="ana.new@council.example")


def test_a_lead_invites_and_the_letter_opens_an_account(lead, rotherham):
    page = lead.post("/rotherham/people/invite/", NEW, follow=True)
    assert "A letter is on its way to Ana.New@Council.example" in text_of(page)
    held = invited(rotherham)
    assert not held.user.has_usable_password()
    letters.send(held)
    (letter,) = mail.outbox
    assert letter.to == ["ana.new@council.example"]
    link = re.search(r"http://localhost:8000(/\S+)", letter.body)[1]
    client = Client()
    where = client.get(link, follow=True).redirect_chain[-1][0]
    told = {"password1": "three odd words 5", "password2": "three odd words 5"}
    assert client.post(where, told).status_code == 302
    inside = Client()
    inside.post("/accounts/sign-in/", {"login": "ana.new@council.example", "password": "three odd words 5"})
    assert inside.get("/rotherham/").url == "/accounts/mine/"  # first her second step
    assert "does not work any more" in Client().get(link, follow=True).content.decode()


def test_the_answer_is_the_same_for_whoever_has_an_account(lead, rotherham, hackney):
    there = NEW | {"email": "lead@hackney.example"}
    said = text_of(lead.post("/rotherham/people/invite/", there, follow=True))
    assert "A letter is on its way to lead@hackney.example" in said
    with scope_of(rotherham):
        held = Membership.objects.select_related("user", "practice").get(user__email="lead@hackney.example")
    letters.send(held)
    assert "password/key" not in mail.outbox[0].body
    assert User.objects.filter(email="lead@hackney.example").count() == 1


def test_nobody_is_invited_twice(lead, rotherham):
    again = NEW | {"email": "practitioner@rotherham.example"}
    page = lead.post("/rotherham/people/invite/", again)
    assert page.status_code == 422
    assert "is in the team already" in text_of(page)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "no address"}, "Enter an e-mail address"),
        ({"name": ""}, "Fill in “Name”"),
        ({"role": "national_admin"}, "Choose an answer for “Role” from the list"),
        ({"starts_on": "soon"}, "Enter"),
    ],
)
def test_what_cannot_be_an_invitation_is_said(lead, changes, said):
    page = lead.post("/rotherham/people/invite/", NEW | changes)
    assert page.status_code == 422
    assert said in text_of(page)
    assert not User.objects.filter(email="ana.new@council.example").exists()


def change(client, membership, **told):
    given = {"role": membership.role, "starts_on": membership.starts_on.isoformat(), "ends_on": ""}
    return client.post(f"/rotherham/people/{membership.pk}/", given | told, follow=True)


def test_a_role_is_changed_and_acts_on_the_next_page(lead, rotherham):
    with scope_of(rotherham):
        held = membership_of(Role.PRACTITIONER)
    hers = client_of(Role.PRACTITIONER)
    assert hers.get("/rotherham/women/").status_code == 200
    change(lead, held, role="board_viewer")
    try:
        assert hers.get("/rotherham/women/").status_code == 403
        with scope_of(rotherham):
            look = AccessRecord.objects.filter(view="people").get()
        assert look.why.startswith(f"person {held.user_id}: practitioner to board_viewer")
        assert "@" not in look.why
    finally:
        change(lead, held, role="practitioner")


def test_whoever_leaves_is_out_at_once_with_every_sign_in(lead, rotherham):
    with scope_of(rotherham):
        held = membership_of(Role.COORDINATOR)
    hers = client_of(Role.COORDINATOR)
    assert hers.get("/rotherham/women/").status_code == 200
    try:
        assert "Saved." in text_of(change(lead, held, ends_on=TODAY.isoformat()))
        assert hers.get("/rotherham/women/").status_code in (302, 404)
        assert "Who was in the team" in text_of(lead.get("/rotherham/people/"))
    finally:
        change(lead, held)


@pytest.mark.parametrize("told", [{"role": "practitioner"}, {"ends_on": TODAY.isoformat()},
                                  {"ends_on": (TODAY + timedelta(days=90)).isoformat()},
                                  {"starts_on": (TODAY + timedelta(days=1)).isoformat()}])  # fmt: skip
def test_a_practice_is_never_without_a_lead(lead, rotherham, told):
    with scope_of(rotherham):
        held = membership_of(Role.PRACTICE_LEAD)
    page = change(lead, held, **told)
    assert page.status_code == 422
    assert "She is the last practice lead" in text_of(page)
    assert lead.get("/rotherham/people/").status_code == 200


def test_with_a_second_lead_the_first_may_go(lead, rotherham):
    with scope_of(rotherham):
        first, second = membership_of(Role.PRACTICE_LEAD), membership_of(Role.COORDINATOR)
    change(lead, second, role="practice_lead")
    try:
        assert (
            "Saved." in text_of(change(lead, first, role="coordinator"))
            or lead.get("/rotherham/people/").status_code == 403
        )
    finally:
        with scope_of(rotherham):
            Membership.objects.filter(pk=first.pk).update(role=Role.PRACTICE_LEAD)
            Membership.objects.filter(pk=second.pk).update(role=Role.COORDINATOR)


def test_a_team_of_another_practice_is_not_hers_to_change(lead, rotherham, hackney):
    with scope_of(hackney):
        theirs = membership_of(Role.PRACTITIONER, "hackney")
    assert lead.get(f"/rotherham/people/{theirs.pk}/").status_code == 404
    assert lead.post(f"/rotherham/people/{theirs.pk}/letter").status_code == 404


def test_the_page_says_who_may_open_what(lead):
    page = text_of(lead.get("/rotherham/people/"))
    assert "Opens the records behind a figure No Yes Yes No" in page


def test_whoever_has_never_signed_in_can_be_written_to_again(lead, rotherham):
    lead.post("/rotherham/people/invite/", NEW)
    held = invited(rotherham)
    assert "Send the invitation again" in lead.get("/rotherham/people/").content.decode()
    page = lead.post(f"/rotherham/people/{held.pk}/letter", follow=True)
    assert "A letter is on its way" in text_of(page)
    assert signed_in(user_of(Role.PRACTITIONER)).post(f"/rotherham/people/{held.pk}/letter").status_code == 403


def test_the_lead_reads_the_trail_by_person_kind_and_day(lead, practitioner, rotherham):
    practitioner.get("/rotherham/women/")
    client_of(Role.COORDINATOR).get("/rotherham/women/")
    page = text_of(lead.get("/rotherham/trail/"))
    assert "Practitioner of Rotherham Saw a list of women" in page
    assert "the first check is still to come" in page
    one = lead.get(f"/rotherham/trail/?person={user_of(Role.COORDINATOR).pk}&action=list&on={TODAY.isoformat()}")
    assert [look.actor for look in one.context["page"]] == [user_of(Role.COORDINATOR)]
    assert "Nothing was looked at like that" in text_of(lead.get("/rotherham/trail/?action=export"))
    assert lead.get("/rotherham/trail/?on=nonsense").status_code == 422
    assert lead.get("/rotherham/trail/?person=999999&page=7").status_code == 422
    assert practitioner.get("/rotherham/trail/").status_code == 403


def test_a_trail_that_was_changed_says_so_on_the_page(lead, rotherham):
    with scope_of(rotherham):
        ChainCheck.objects.create(
            checked_at=timezone.now(), links=3, head="0" * 64, faults="link 2 is not what was written"
        )
    assert "found that the trail was changed" in text_of(lead.get("/rotherham/trail/"))
