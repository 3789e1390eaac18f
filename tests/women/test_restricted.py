"""A restricted record: to whoever is not named she is not there, by any page, search, number or statement."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db import ProgrammingError, connections, transaction
from django.utils import timezone

from practices.models import AccessRecord, Membership
from practices.permissions import Role
from practices.tenancy.scope import count_scope, practice_scope, signed_in
from reporting.models import Restatement
from tests import factories
from tests.conftest import client_of, membership_of, scope_of, user_of
from tests.conftest import signed_in as signed_in_browser
from tests.practices.test_people import text_of
from tests.practices.test_walls import RESTRICTED_TABLES
from tests.reporting.building import build, submit
from women.actions import restriction as actions
from women.actions.people import next_reference
from women.disclosure.recorded import recorded_in
from women.models import Contraception, Cover, Goal, Woman
from women.tasks import tell_of_cover

pytestmark = pytest.mark.usefixtures("committed")
SECRET = "Zenobia"


@pytest.fixture
def her(rotherham):
    """A woman with a goal, a contact, a child and a note; another beside her."""
    with scope_of(rotherham):
        place = factories.PlaceFactory(woman__known_as=SECRET, woman__ref="R-0099")
        woman = place.woman
        factories.GoalScoreFactory(goal=factories.GoalFactory(woman=woman))
        factories.ContactFactory(woman=woman, note=f"{SECRET} said")
        factories.AppointmentFactory(woman=woman)
        factories.ChildFactory(woman=woman)
        factories.NoteFactory(woman=woman)
        factories.PlaceFactory(woman__known_as="Beatrice", woman__ref="R-0001", cohort=place.cohort)
    return woman


def restrict(client, woman, *roles, because="special_risk"):
    with practice_scope(woman.practice_id):
        people = [membership_of(role).pk for role in roles]
    return client.post(f"/rotherham/women/{woman.pk}/access/", {"because": because, "people": people}, follow=True)


@pytest.fixture
def restricted(her, lead):
    assert "Saved." in text_of(restrict(lead, her, Role.PRACTICE_LEAD, Role.PRACTITIONER))
    return her


def test_the_named_go_on_and_for_the_rest_she_is_not_there(restricted, lead, practitioner, coordinator):
    page = f"/rotherham/women/{restricted.pk}/"
    assert "named people only" in text_of(lead.get(page))
    assert SECRET in practitioner.get(page).content.decode()
    assert coordinator.get(page).status_code == 404
    assert coordinator.get(f"/rotherham/women/{restricted.pk}/history/").status_code == 404
    assert coordinator.get(f"/rotherham/women/{restricted.pk}/log/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/rotherham/women/",
        "/rotherham/",
        "/rotherham/appointments/",
        "/rotherham/log/",
        "/rotherham/referrals/",
        "/rotherham/log/group/",
    ],
)
def test_no_list_holds_or_counts_her(path, restricted, practitioner, coordinator):
    assert SECRET not in coordinator.get(path + "?whose=team").content.decode()
    if path == "/rotherham/women/":
        assert SECRET in practitioner.get(path).content.decode()


def test_no_search_finds_her(restricted, practitioner, coordinator):
    assert SECRET in practitioner.post("/rotherham/find/", {"q": SECRET[:4]}).content.decode()
    for typed in (SECRET[:4], "R-0099"):
        assert SECRET not in coordinator.post("/rotherham/find/", {"q": typed}).content.decode()


def test_numbers_that_open_records_leave_her_out_and_returns_do_not(restricted, coordinator, lead, rotherham):
    behind = "/rotherham/quarters/2018-19-Q4/behind/women_in_cohort/numerator/"
    seen = coordinator.get(behind)
    if seen.status_code == 200:
        assert SECRET not in seen.content.decode()
    with count_scope([rotherham.pk]) as alias, connections[alias].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM women_place")
        assert cursor.fetchone() == (2,)


def test_every_table_of_a_case_hides_her_from_raw_sql(restricted, rotherham):
    """Whatever hangs on her, asked as the coordinator and as one who is named."""
    seen = {}
    for role in (Role.COORDINATOR, Role.PRACTITIONER):
        with signed_in(user_of(role).pk), practice_scope(rotherham.pk), connections["default"].cursor() as cursor:
            for table in sorted(RESTRICTED_TABLES - {"practices_accessrecord"}):
                cursor.execute(f"SELECT count(*) FROM {table}")
                seen[role, table] = cursor.fetchone()[0]
    assert seen[Role.COORDINATOR, "women_woman"] == 1
    assert seen[Role.PRACTITIONER, "women_woman"] == 2
    for table in (
        "women_goal",
        "women_goalscore",
        "sessions_log_contact",
        "women_child",
        "women_note",
        "sessions_log_contactevent",
    ):
        assert seen[Role.COORDINATOR, table] == 0, table
        assert seen[Role.PRACTITIONER, table] > 0, table


def test_every_table_with_a_woman_has_the_wall():
    for model in apps.get_models():
        columns = {field.column for field in model._meta.concrete_fields}
        if {"woman_id", "practice_id"} <= columns:
            assert model._meta.db_table in RESTRICTED_TABLES


def test_whoever_is_not_named_cannot_write_to_her_either(restricted, rotherham):
    with signed_in(user_of(Role.COORDINATOR).pk), practice_scope(rotherham.pk):
        assert Goal.objects.filter(woman=restricted.pk).update(in_her_words="x") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Contraception.objects.create(woman_id=restricted.pk, method="implant", started_on="2019-01-01")


def test_claiming_to_be_the_system_or_another_by_injected_sql_opens_nothing(restricted, rotherham):
    with (
        signed_in(user_of(Role.COORDINATOR).pk),
        practice_scope(rotherham.pk),
        connections["default"].cursor() as cursor,
    ):
        for reader in ("system", str(user_of(Role.PRACTITIONER).pk), ""):
            cursor.execute("SELECT set_config('app.reader', %s, true)", [reader])
            cursor.execute("SELECT count(*) FROM women_woman")
            assert cursor.fetchone() == (1,), reader


def test_the_next_reference_is_after_hers_too(restricted, rotherham):
    with signed_in(user_of(Role.COORDINATOR).pk), practice_scope(rotherham.pk):
        assert next_reference() == "R-0100"


def test_somebody_who_can_change_it_is_always_named(her, lead, rotherham):
    page = restrict(lead, her, Role.PRACTITIONER)
    assert page.status_code == 422
    assert "Name at least one practice lead" in text_of(page)
    with scope_of(rotherham):
        assert Woman.objects.get(pk=her.pk).restricted_because == ""


def test_it_can_be_opened_again(restricted, lead, coordinator):
    restrict(lead, restricted, because="")
    assert coordinator.get(f"/rotherham/women/{restricted.pk}/").status_code == 200


def test_only_a_lead_restricts(her, practitioner, coordinator):
    for client in (practitioner, coordinator):
        assert client.get(f"/rotherham/women/{her.pk}/access/").status_code == 403


# --- cover


COVER = {"ref": "R-0099", "reason": "emergency", "hours": "4"}


def test_cover_opens_her_for_a_time_and_the_lead_is_told(restricted, coordinator, rotherham, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    page = coordinator.post("/rotherham/cover/", COVER, follow=True)
    assert "The record is open to you" in text_of(page)
    assert SECRET in page.content.decode()
    with scope_of(rotherham):
        made = Cover.objects.get()
        look = AccessRecord.objects.get(action="cover")
    assert (look.woman_id, look.why) == (restricted.pk, "emergency, 4 hours")
    tell_of_cover(practice_id=rotherham.pk, cover_id=made.pk)
    (letter,) = mail.outbox
    assert letter.to == ["lead@rotherham.example"]  # of the leads, those who are named
    assert SECRET not in letter.body
    assert "R-0099" not in letter.body
    with scope_of(rotherham), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Cover.objects.update(until=timezone.now() + timedelta(days=90))  # nobody makes it longer
    with practice_scope(rotherham.pk, using="owner"):
        now = timezone.now()
        Cover.objects.using("owner").update(asked_at=now - timedelta(hours=9), until=now - timedelta(hours=5))
    assert coordinator.get(f"/rotherham/women/{restricted.pk}/").status_code == 404


@pytest.mark.parametrize("ref", ["R-0001", "R-7777", "Zenobia", ""])
def test_cover_of_what_is_not_restricted_or_not_there_is_one_answer(ref, restricted, coordinator, rotherham):
    page = coordinator.post("/rotherham/cover/", COVER | {"ref": ref})
    assert page.status_code == 422
    assert re.search("No restricted record with this reference|Fill in", text_of(page))
    with scope_of(rotherham):
        assert not Cover.objects.exists()


def test_cover_asks_for_the_sign_in_once_more(restricted):
    stale = signed_in_browser(user_of(Role.COORDINATOR), ago=1000)
    assert stale.get("/rotherham/women/").status_code == 200
    assert stale.post("/rotherham/cover/", COVER).url.startswith("/accounts/again/")
    with practice_scope(restricted.practice_id):
        assert not Cover.objects.exists()


def test_cover_of_another_practice_is_none(restricted, hackney):
    page = client_of(Role.COORDINATOR, "hackney").post("/hackney/cover/", COVER)
    assert "No restricted record with this reference" in text_of(page)


def test_whom_a_colleague_knows_opens_to_nobody_by_cover(her, lead, coordinator):
    restrict(lead, her, Role.PRACTICE_LEAD, because="known_to_staff")
    page = coordinator.post("/rotherham/cover/", COVER)
    assert page.status_code == 422
    assert coordinator.get(f"/rotherham/women/{her.pk}/").status_code == 404


def test_references_cannot_be_tried_one_after_another(restricted, coordinator):
    for number in range(5):
        coordinator.post("/rotherham/cover/", COVER | {"ref": f"R-8{number}"})
    assert coordinator.post("/rotherham/cover/", COVER).status_code == 422


def test_whoever_is_in_by_cover_names_nobody(restricted, lead, rotherham):
    with scope_of(rotherham):
        post = membership_of(Role.COORDINATOR)
        Membership.objects.filter(pk=post.pk).update(role=Role.PRACTICE_LEAD)
    second = client_of(Role.COORDINATOR)
    second.post("/rotherham/cover/", COVER)
    assert second.get(f"/rotherham/women/{restricted.pk}/").status_code == 200
    assert second.get(f"/rotherham/women/{restricted.pk}/access/").status_code == 403
    assert restrict(second, restricted, because="").status_code == 403


def test_nobody_names_herself_by_raw_sql(restricted, rotherham):
    with (
        signed_in(user_of(Role.COORDINATOR).pk),
        practice_scope(rotherham.pk),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM women_womanuserobjectpermission")
        assert cursor.fetchone() == (0,)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(
                "INSERT INTO women_womanuserobjectpermission (user_id, permission_id, content_object_id) "
                "SELECT %s, id, %s FROM auth_permission WHERE codename = 'open_restricted'",
                [user_of(Role.COORDINATOR).pk, restricted.pk],
            )


def test_the_last_named_lead_stays_until_another_is_named(restricted, lead, rotherham):
    with scope_of(rotherham):
        first, second = membership_of(Role.PRACTICE_LEAD), membership_of(Role.COORDINATOR)
        Membership.objects.filter(pk=second.pk).update(role=Role.PRACTICE_LEAD)
    told = {"role": "practice_lead", "starts_on": "2018-01-01", "ends_on": timezone.localdate().isoformat()}
    page = lead.post(f"/rotherham/people/{first.pk}/", told)
    assert page.status_code == 422
    assert "the last practice lead who is named on a restricted record" in text_of(page)
    with practice_scope(rotherham.pk):
        people = [first.pk, second.pk]
    lead.post(f"/rotherham/women/{restricted.pk}/access/", {"because": "special_risk", "people": people})
    assert lead.post(f"/rotherham/people/{first.pk}/", told).status_code == 302
    with scope_of(rotherham):
        assert actions.named_on(restricted) == {second.user_id}


def test_figures_are_the_practices_whoever_reads_them(restricted, coordinator, practitioner, lead, rotherham):
    with scope_of(rotherham):
        draft = submit(build(rotherham), rotherham)
    assert draft.figures["indicators"]["women_in_cohort"]["numerator"] == 2
    page = coordinator.get("/rotherham/quarters/2018-19-Q4/")
    assert page.status_code == 200
    assert page.context["restated"] is None or not page.context["restated"]
    with scope_of(rotherham):
        assert not Restatement.objects.exists()
    assert coordinator.get("/rotherham/quarters/2018-19-Q4/behind/women_in_cohort/numerator/").status_code in (403, 404)


def test_no_text_names_a_woman_whom_its_writer_may_not_see(restricted, rotherham):
    with signed_in(user_of(Role.COORDINATOR).pk), practice_scope(rotherham.pk):
        assert SECRET.lower() in recorded_in(rotherham).names


def test_a_reference_that_is_taken_by_her_is_taken(restricted, coordinator):
    page = coordinator.post(
        "/rotherham/referrals/add/", {"ref": "R-0099", "known_as": "X", "referred_on": "2019-01-01"}
    )
    assert page.status_code == 422
    assert "Another woman has this reference" in text_of(page)
