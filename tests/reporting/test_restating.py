"""What later edits make of a submitted return: old, new and why in counts, and when a new version is asked for."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from practices.jobs import CannotBuild
from practices.permissions import Role
from reporting.actions import returns
from reporting.figures import figures_of
from reporting.indicators.declared import BY_KEY
from reporting.indicators.values import Figure
from reporting.models import Restatement, Return
from reporting.restating.comparing import figure_changes, passes_threshold
from reporting.restating.noticing import notice
from reporting.tasks import notice_restatements
from sessions_log.models import Appointment
from tests.conftest import scope_of, user_of
from tests.factories import AppointmentFactory, ContactFactory, PlaceFactory
from tests.reporting.building import Q4, TODAY, build, submit
from women.actions.merging import Choices, merge
from women.actions.unmerging import unmerge
from women.models import Place

pytestmark = pytest.mark.usefixtures("committed")  # history is written with the time at which a transaction began


@pytest.fixture
def sent(rotherham):
    """Ten appointments, all attended, and sent."""
    with scope_of(rotherham):
        place = PlaceFactory()
        for _ in range(10):
            AppointmentFactory(woman=place.woman)
    with scope_of(rotherham):
        draft = build(rotherham, now=timezone.now(), today=TODAY)
        return submit(draft, rotherham, now=timezone.now(), today=TODAY)


@pytest.fixture
def woman(sent, rotherham):
    with scope_of(rotherham):
        return Appointment.objects.first().woman


@pytest.fixture
def restated(sent, rotherham):
    """What is restated after an edit, which is a function called in a transaction of its own; by indicator."""

    def after(*edits):
        for edit in edits:
            with scope_of(rotherham):
                edit()
        with scope_of(rotherham):
            found = notice(sent, figures_of(rotherham, Q4, today=TODAY), rotherham.pk, Q4, now=timezone.now())
            return {one["key"]: one for one in found.changes} if found else {}

    return after


def test_nothing_edited_is_nothing_restated(restated, rotherham):
    assert restated() == {}
    with scope_of(rotherham):
        assert not Restatement.objects.exists()


def test_an_edit_between_building_and_sending_is_not_told_as_one_after(rotherham):
    """Three edits: before the build (in its figures), between build and sending, and after: each is told as it was."""
    at = timezone.now
    with scope_of(rotherham):
        woman = PlaceFactory().woman
        AppointmentFactory(woman=woman)
    with scope_of(rotherham):
        draft = build(rotherham, now=at(), today=TODAY)
    with scope_of(rotherham):
        AppointmentFactory(woman=woman)
    with scope_of(rotherham):
        sent = submit(draft, rotherham, now=at(), today=TODAY, as_built=True)
    with scope_of(rotherham):
        found = notice(sent, figures_of(rotherham, Q4, today=TODAY), rotherham.pk, Q4, now=at())
        assert (found.heading, found.sentence) == (
            "Changed since it was built", "The records were edited after this was built and before it was sent.",
        )  # fmt: skip
        assert found.lines[0]["reason"] == "1 appointment added, after it was built and before it was sent"
    with scope_of(rotherham):
        AppointmentFactory(woman=woman)
    with scope_of(rotherham):
        found = notice(sent, figures_of(rotherham, Q4, today=TODAY), rotherham.pk, Q4, now=at())
        assert "some before it was sent, some after" in found.sentence
        assert found.lines[0]["reason"] == "2 appointments added, some before it was sent, some after"


def test_an_edit_after_sending_is_told_as_that(restated, woman, rotherham):
    restated(lambda: AppointmentFactory(woman=woman))
    with scope_of(rotherham):
        found = Restatement.objects.get()
        assert (found.heading, found.sentence) == (
            "Changed since it was sent", "The records were edited after this was sent.",
        )  # fmt: skip
        old = Restatement(changes=[one | {"when": None} for one in found.changes])
        assert old.sentence == "The records were edited after this was built.", "noticed before this was kept"


def test_what_was_added_is_counted_and_named_by_kind_alone(restated, woman, rotherham):
    missed = lambda: AppointmentFactory(woman=woman, attendance="did_not_attend")  # noqa: E731
    change = restated(missed, missed)["appointment_attendance"]
    assert (change["old"], change["new"], change["why"]) == (
        "100% (10 of 10)", "83% (10 of 12)", "2 appointments added",
    )  # fmt: skip
    with scope_of(rotherham):
        kept = str(Restatement.objects.get().changes)
    assert woman.known_as not in kept
    assert woman.ref not in kept


def test_changed_and_removed_are_told_apart(restated, woman):
    def edit():
        first, second = Appointment.objects.order_by("pk")[:2]
        Appointment.objects.filter(pk=first.pk).update(accompanied=True)
        second.delete()
        AppointmentFactory(woman=woman)

    assert restated(edit)["appointments_accompanied"]["why"] == "1 appointment added, 1 changed, 1 taken back"


def test_one_that_came_and_went_since_is_not_counted(restated, woman):
    def edit():
        AppointmentFactory(woman=woman).delete()
        AppointmentFactory(woman=woman)

    assert restated(edit)["appointments_due"]["why"] == "1 appointment added"


def test_one_moved_out_of_the_quarter_is_a_change_of_it(restated):
    def edit():
        first = Appointment.objects.first()
        Appointment.objects.filter(pk=first.pk).update(at=datetime(2019, 5, 1, tzinfo=UTC))

    assert restated(edit)["appointments_due"]["why"] == "1 appointment changed"


def test_an_edit_in_another_quarter_is_not_this_ones_reason(restated, woman):
    def edit():
        AppointmentFactory(woman=woman, at=datetime(2019, 5, 1, tzinfo=UTC))
        ContactFactory(woman=woman)

    found = restated(edit)
    assert "appointments_due" not in found
    assert found["contacts_attempted"]["why"] == "1 contact added"


def test_edits_taken_back_take_the_restatement_back(restated, woman, rotherham):
    assert restated(lambda: AppointmentFactory(woman=woman))
    assert restated(lambda: Appointment.objects.order_by("-pk").first().delete()) == {}
    with scope_of(rotherham):
        assert not Restatement.objects.exists()


def test_places_offered_after_the_quarter_are_no_reason(restated, woman):
    def edit():
        for number in range(3):
            PlaceFactory(offered_on=date(2019, 5, 1), woman__ref=f"L-{number}")
        Place.objects.filter(woman=woman).update(closed_on=date(2019, 3, 1), closure_reason="moved_away")

    assert restated(edit)["women_in_cohort"]["why"] == "1 place changed"


def test_it_goes_on_asking_once_it_has_asked(restated, woman, rotherham):
    missed = lambda: AppointmentFactory(woman=woman, attendance="did_not_attend")  # noqa: E731
    restated(missed, missed, missed)
    restated(lambda: Appointment.objects.filter(attendance="did_not_attend").first().delete())
    restated(lambda: Appointment.objects.filter(attendance="did_not_attend").first().delete())
    with scope_of(rotherham):
        assert Restatement.objects.get().asks_new_version


def test_a_breakdown_that_moved_alone_is_told_too(restated):
    def edit():
        Appointment.objects.filter(pk=Appointment.objects.first().pk).update(service="court")

    change = restated(edit)["attendance_by_service"]
    assert (change["old"], change["new"]) == ("Court 0; GP 10 of 10", "Court 1 of 1; GP 9 of 9")


def figure(key, numerator, denominator=None):
    return Figure(numerator, denominator, BY_KEY[key].shown).as_json()


@pytest.mark.parametrize(
    ("key", "old", "new", "asks"),
    [
        ("appointment_attendance", (174, 200), (174, 207), False),  # 87% → 84%
        ("appointment_attendance", (174, 200), (164, 200), True),  # 87% → 82%
        ("fully_engaged", (16, 24), (15, 24), False),  # one woman of 24 is 4 points
        ("fully_engaged", (16, 24), (14, 24), True),
        ("appointments_due", (200,), (202,), False),
        ("appointments_due", (200,), (220,), True),
        ("goals_achieved", (2,), (4,), False),
        ("goals_achieved", (2,), (5,), True),
        ("agreed_within_16_weeks", (0, 0), (1, 1), True),  # there was no value, and now there is
        ("children_removed_per_woman", (78, 24), (80, 24), False),
        ("children_removed_per_woman", (78, 24), (90, 24), True),
    ],
)
def test_the_threshold(key, old, new, asks):
    assert passes_threshold(BY_KEY[key], figure(key, *old), figure(key, *new)) is asks


def test_changes_name_what_moved_and_nothing_else(sent, rotherham):
    with scope_of(rotherham):
        Place.objects.update(transition_on=date(2019, 1, 2))
        found = figure_changes(sent.figures, figures_of(rotherham, Q4, today=TODAY))
    assert [one.key for one in found] == ["women_in_transition"]


def test_past_the_threshold_a_new_version_may_be_built_and_the_old_one_stays(restated, woman, rotherham):
    with scope_of(rotherham), pytest.raises(CannotBuild):
        build(rotherham)
    found = restated(*[lambda: AppointmentFactory(woman=woman, attendance="did_not_attend")] * 4)
    assert any(one["asks"] for one in found.values())
    with scope_of(rotherham):
        submit(build(rotherham, now=timezone.now(), today=TODAY), rotherham, now=timezone.now())
        kept = list(Return.objects.order_by("version").values_list("version", "status"))
        assert kept == [(1, "submitted"), (2, "submitted")]
        with pytest.raises(CannotBuild):
            returns.next_version(Q4)


class TestWorker:
    def test_the_worker_notices_for_every_practice_and_both_sides_read_it(self, lead, analyst, rotherham, monkeypatch):
        with scope_of(rotherham):
            place = PlaceFactory()
        with scope_of(rotherham):
            submit(build(rotherham, now=timezone.now(), today=TODAY), rotherham, now=timezone.now())
        with scope_of(rotherham):
            PlaceFactory(woman__ref="T-9", cohort=place.cohort)
        monkeypatch.setattr("reporting.tasks.timezone.localdate", lambda *_: TODAY)
        notice_restatements()
        for client, url in (
            (lead, "/rotherham/quarters/2018-19-Q4/1/"), (analyst, "/national/returns/rotherham/2018-19-Q4/1/"),
        ):  # fmt: skip
            page = client.get(url).content.decode()
            assert "Changed since it was sent" in page
            assert "1 place added" in page
        page = analyst.get("/national/returns/rotherham/2018-19-Q4/1/").content.decode()
        assert "T-9" not in page
        assert "changed since" in analyst.get("/national/returns/quarter/2018-19-Q4/").content.decode()
        notice_restatements()
        with scope_of(rotherham):
            assert Restatement.objects.count() == 1


def test_a_merge_of_women_who_were_only_referred_is_no_reason(sent, restated, woman, rotherham):
    with scope_of(rotherham):
        referred = {"offered_on": None, "cohort": None}
        one, two = (PlaceFactory(woman__ref=ref, **referred) for ref in ("R-2", "R-3"))
        PlaceFactory(woman__ref="R-4", offered_on=date(2019, 2, 1), cohort=Place.objects.get(woman=woman).cohort)
    merge(practice=rotherham, woman_id=one.woman_id, merged_id=two.woman_id, by=user_of(Role.PRACTICE_LEAD),
          choices=Choices(words="One woman.", goes_on=[one.pk]), now=timezone.now(), today=TODAY)  # fmt: skip
    assert restated()["women_in_cohort"]["why"] == "1 place added"


def test_a_merge_of_two_records_is_told_as_one(sent, restated, woman, rotherham):
    with scope_of(rotherham):
        place = Place.objects.get(woman=woman)
        second = PlaceFactory(woman__ref="R-2", offered_on=place.offered_on, cohort=place.cohort).woman
        AppointmentFactory(woman=second, attendance="did_not_attend")
    choices = Choices(words="One woman.", goes_on=[place.pk])
    by = user_of(Role.PRACTICE_LEAD)
    made = merge(practice=rotherham, woman_id=woman.pk, merged_id=second.pk, choices=choices, by=by,
                 now=timezone.now(), today=TODAY)  # fmt: skip
    change = restated()["appointment_attendance"]
    assert change["why"].endswith("; two records of one woman were merged, or taken apart")
    assert "women_in_cohort" not in restated()
    with scope_of(rotherham):
        assert Return.objects.get(pk=sent.pk).figures == sent.figures
    unmerge(practice=rotherham, merge_id=made.pk, by=by, now=timezone.now(), today=TODAY)
    assert "women_in_cohort" in restated()
