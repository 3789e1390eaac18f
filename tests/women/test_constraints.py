"""The rules of a record hold in the database, whichever path a write takes."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories import (
    AppointmentFactory,
    ChildFactory,
    CohortFactory,
    ContactFactory,
    ContraceptionFactory,
    GoalFactory,
    GoalScoreFactory,
    PlaceFactory,
    StepFactory,
    SupportFactory,
    WomanFactory,
)

D = date
RULES = [
    (WomanFactory, {"ref": ""}, "woman_has_a_ref"),
    (WomanFactory, {"care_leaver": "maybe"}, "woman_care_leaver"),
    (CohortFactory, {"capacity": 25}, "cohort_capacity_is_1_to_24"),
    (CohortFactory, {"capacity": 0}, "cohort_capacity_is_1_to_24"),
    (PlaceFactory, {"declined_on": D(2018, 7, 9)}, "place_declined_not_before_offered"),
    (PlaceFactory, {"agreed_on": D(2018, 7, 9)}, "place_agreed_not_before_offered"),
    (PlaceFactory, {"offered_on": None, "agreed_on": D(2018, 7, 9)}, "place_agreed_not_before_offered"),
    (PlaceFactory, {"agreed_on": D(2018, 8, 1), "declined_on": D(2018, 8, 1)}, "place_not_both_agreed_and_declined"),
    (PlaceFactory, {"agreement_ended_on": D(2018, 7, 1)}, "place_agreement_ended_not_before_agreement_or_offer"),
    (PlaceFactory, {"agreed_on": D(2018, 8, 1), "transition_on": D(2018, 7, 31)}, "place_transition_not_before"),
    (PlaceFactory, {"transition_on": D(2018, 7, 9)}, "place_transition_not_before"),
    (PlaceFactory, {"completed_on": D(2018, 7, 9)}, "place_completed_not_before"),
    (PlaceFactory, {"closed_on": D(2018, 7, 9), "closure_reason": "other"}, "place_closed_not_before_offered"),
    (PlaceFactory, {"closed_on": D(2018, 8, 9)}, "place_closed_with_a_reason"),
    (PlaceFactory, {"closure_reason": "other"}, "place_closed_with_a_reason"),
    (
        PlaceFactory,
        {"completed_on": D(2019, 1, 2), "closed_on": D(2019, 1, 1), "closure_reason": "other"},
        "place_completed_not_after_closed",
    ),
    (PlaceFactory, {"cohort": None}, "place_offered_in_a_cohort"),
    (StepFactory, {"on": None}, "step_has_a_date"),
    (StepFactory, {"step": "closed"}, "step_that_closes_has_a_reason"),
    (ChildFactory, {"born_on": D(2017, 5, 14), "removed_on": D(2017, 4, 30)}, "child_removed_not_before"),
    (ChildFactory, {"legal_status": "lost"}, "child_legal_status"),
    (ContraceptionFactory, {"ended_on": D(2018, 8, 31)}, "contraception_ended_not_before_started"),
    (ContraceptionFactory, {"method": "magic"}, "contraception_method_is_known"),
    (GoalFactory, {"achieved_on": D(2018, 8, 31)}, "goal_achieved_not_before_set"),
    (GoalFactory, {"stopped_on": D(2018, 8, 31)}, "goal_stopped_not_before_set"),
    (GoalFactory, {"area": "hats"}, "goal_area_is_known"),
    (GoalScoreFactory, {"score": 11}, "goal_score_is_0_to_10"),
    (ContactFactory, {"minutes": 1441}, "contact_minutes_fit_in_a_day"),
    (ContactFactory, {"mode": "pigeon"}, "contact_mode_is_known"),
    (ContactFactory, {"outcome": "odd"}, "contact_outcome_is_known"),
    (ContactFactory, {"areas": ["hats"]}, "contact_areas_are_known"),
    (ContactFactory, {"recorded_at": datetime(2019, 2, 4, 9, tzinfo=UTC)}, "contact_recorded_not_before"),
    (AppointmentFactory, {"attendance": "maybe"}, "appointment_attendance_is_known"),
    (AppointmentFactory, {"service": "other"}, "appointment_service_as_written"),
    (AppointmentFactory, {"service_as_written": "Hairdresser"}, "appointment_service_as_written"),
    (SupportFactory, {"area": "hats"}, "support_area_is_known"),
    (SupportFactory, {"outcome": "A Cake"}, "support_outcome_is_a_code"),
]


@pytest.mark.parametrize(
    ("factory", "values", "constraint"), RULES, ids=[f"{rule[2]}-{n}" for n, rule in enumerate(RULES)]
)
def test_the_database_refuses(factory, values, constraint, in_rotherham):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factory(**values)


def test_what_stands_once_a_practice_stands_once(in_rotherham):
    woman = WomanFactory(ref="A1")
    goal = GoalFactory(ref="G1")
    child = ChildFactory(woman=woman, child_no=1)
    for make in (
        lambda: WomanFactory(ref="A1"),
        lambda: GoalFactory(ref="G1"),
        lambda: ChildFactory(woman=woman, child_no=1),
    ):
        with pytest.raises(IntegrityError, match="once_a"), transaction.atomic():
            make()
    assert goal.pk
    assert child.pk


def test_a_child_may_be_removed_in_the_month_of_birth(in_rotherham):
    assert ChildFactory(born_on=D(2017, 5, 14), removed_on=D(2017, 5, 1)).pk


@pytest.mark.parametrize(
    "factory", [WomanFactory, PlaceFactory, ChildFactory, GoalFactory, GoalScoreFactory, ContactFactory]
)
def test_every_change_is_in_the_history(factory, in_rotherham):
    from django.apps import apps

    record = factory()
    model, pk = type(record), record.pk
    record.import_key = record.referral_source = "changed"
    record.save()
    record.delete()
    events = apps.get_model(model._meta.app_label, f"{model.__name__}Event").objects
    assert list(events.filter(pgh_obj_id=pk).values_list("pgh_label", flat=True)) == ["insert", "update", "delete"]


def test_guardians_permission_takes_the_practice_from_the_scope(in_rotherham, django_user_model):
    from django.contrib.auth.models import Permission
    from guardian.shortcuts import assign_perm

    from women.models import WomanUserObjectPermission

    woman = WomanFactory()
    user = django_user_model.objects.get(email="practitioner@rotherham.example")
    assert Permission.objects.filter(codename="view_woman").exists()
    assign_perm("view_woman", user, woman)
    assert WomanUserObjectPermission.objects.get().practice_id == in_rotherham.pk
    assert user.has_perm("women.view_woman", woman)
