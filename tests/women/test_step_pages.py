"""The steps of a place on their pages: who may take them, what is asked, what is refused and what follows."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from practices.permissions import Role
from tests.conftest import client_of, scope_of
from tests.factories import CohortFactory, PlaceFactory
from tests.page_forms import press
from women.models import CheckIn, Erasure, Place, Step, StepNote, Woman

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def offered(rotherham):
    with scope_of(rotherham):
        return PlaceFactory(referred_on=ago(60), offered_on=ago(50), cohort=CohortFactory(starts_on=ago(50)))


def step(client, place, name, **values):
    url = f"/rotherham/women/{place.woman_id}/step/{name}/"
    send = press if values.get("sure") else type(client).post
    return send(client, url, {"key": uuid.uuid4(), "on": TODAY, **values})


def now(rotherham, place):
    with scope_of(rotherham):
        return Place.objects.get(pk=place.pk)


def test_an_agreement_rests_on_a_conversation_that_is_written_down(practitioner, offered, rotherham):
    response = step(practitioner, offered, "agreed")
    assert response.status_code == 422
    assert "Write down the conversation that her agreement rests on." in response.content.decode()
    assert step(practitioner, offered, "agreed", words="She wants a year for herself.").status_code == 302
    assert now(rotherham, offered).agreed_on == TODAY
    with scope_of(rotherham):
        note = StepNote.objects.get()
        assert (note.about, note.words, note.recorded_by.email) == (
            "agreed", "She wants a year for herself.", "practitioner@rotherham.example",
        )  # fmt: skip
        assert Step.objects.get().step == "agreed"


def test_declining_is_shown_once_more_before_it_is_written(practitioner, offered, rotherham):
    first = step(practitioner, offered, "declined")
    assert "Check before you save" in first.content.decode()
    assert "will be erased in 28 days" in first.content.decode()
    assert now(rotherham, offered).declined_on is None
    assert step(practitioner, offered, "declined", sure="yes").status_code == 302
    assert now(rotherham, offered).declined_on == TODAY
    with scope_of(rotherham):
        assert Erasure.objects.get().due_on == TODAY + timedelta(days=28)


def test_a_25th_seat_is_never_offered(lead, rotherham):
    with scope_of(rotherham):
        cohort = CohortFactory(starts_on=ago(50))
        PlaceFactory.create_batch(24, cohort=cohort, referred_on=ago(60), offered_on=ago(50))
        waiting = PlaceFactory(offered_on=None, cohort=None, referred_on=ago(10))
    response = step(lead, waiting, "offered")
    assert response.status_code == 422
    assert "All 24 seats are taken. Close or complete a place first." in response.content.decode()
    assert now(rotherham, waiting).offered_on is None


def test_a_seat_that_is_free_is_offered(coordinator, rotherham):
    with scope_of(rotherham):
        CohortFactory(starts_on=ago(50))
        waiting = PlaceFactory(offered_on=None, cohort=None, referred_on=ago(10))
    assert step(coordinator, waiting, "offered").status_code == 302
    assert now(rotherham, waiting).offered_on == TODAY


@pytest.mark.parametrize("name", ["closed", "next_steps"])
def test_what_a_lead_decides_a_practitioner_is_told_so(name, practitioner, offered, rotherham):
    with scope_of(rotherham):
        Place.objects.update(agreed_on=ago(40))
    response = step(practitioner, offered, name, reason="other", sure="yes")
    assert response.status_code == 403
    assert "is for your coordinator or practice lead to record" in response.content.decode()
    assert now(rotherham, offered).closed_on is None


def test_closing_asks_for_a_reason_in_words_that_do_not_blame(lead, offered, rotherham):
    page = lead.get(f"/rotherham/women/{offered.woman_id}/step/closed/").content.decode()
    assert "We lost touch" in page
    assert (
        "Give a reason" in step(lead, offered, "closed").content.decode()
        or "Choose an answer" in step(lead, offered, "closed").content.decode()
    )
    assert step(lead, offered, "closed", reason="disengaged", sure="yes").status_code == 302
    assert now(rotherham, offered).closure_reason == "disengaged"


def test_completing_plans_three_light_touch_check_ins(lead, offered, rotherham):
    with scope_of(rotherham):
        Place.objects.update(agreed_on=ago(40), transition_on=ago(10))
    assert step(lead, offered, "next_steps", on="2024-01-31").status_code == 422  # before the transition
    assert step(lead, offered, "next_steps", sure="yes").status_code == 302
    with scope_of(rotherham):
        assert list(CheckIn.objects.values_list("month", flat=True)) == [3, 6, 12]


def test_a_step_out_of_turn_says_why(practitioner, rotherham):
    with scope_of(rotherham):
        place = PlaceFactory(offered_on=None, cohort=None)
    response = step(practitioner, place, "agreed", words="x")
    assert response.status_code == 409
    assert "cannot follow where she is now: referred" in response.content.decode()


@pytest.mark.parametrize(
    ("on", "message"),
    [
        (TODAY + timedelta(days=1), "This is in the future"),
        (TODAY - timedelta(days=51), "This is before “Offered a place”"),
        ("2026-02-31", "Enter a real date"),
        ("", "Enter a date for “On”"),
    ],
)
def test_an_impossible_day_is_told_at_the_field_and_the_words_stay(on, message, practitioner, offered):
    response = step(practitioner, offered, "agreed", on=on, words="Kept words.")
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "Kept words." in response.content.decode()


def test_a_break_moves_the_plan_and_nothing_that_happened(lead, offered, rotherham):
    with scope_of(rotherham):
        Place.objects.update(agreed_on=ago(40))
    url = f"/rotherham/women/{offered.woman_id}/move-plan/"
    values = {"key": uuid.uuid4(), "change": "break", "days": "30", "words": "Her mother is ill."}
    assert lead.post(url, {**values, "days": "0"}).status_code == 422
    assert lead.post(url, values).status_code == 302
    assert lead.post(url, values).status_code == 302  # sent twice, moved once
    place = now(rotherham, offered)
    from women.clock import LAST_MONTH, TRANSITION_MONTH, add_months

    assert place.transition_planned_on == add_months(ago(50), TRANSITION_MONTH) + timedelta(days=30)
    assert place.end_planned_on == add_months(ago(50), LAST_MONTH) + timedelta(days=30)
    assert (place.agreed_on, place.transition_on) == (ago(40), None)


def test_her_agreement_may_end_and_her_place_goes_on(practitioner, offered, rotherham):
    with scope_of(rotherham):
        Place.objects.update(agreed_on=ago(40))
    url = f"/rotherham/women/{offered.woman_id}/end-agreement/"
    practitioner.post(url, {"key": uuid.uuid4(), "on": TODAY, "words": "She has changed her mind."})
    place = now(rotherham, offered)
    assert place.agreement_ended_on == TODAY
    assert place.is_open


def test_reopening_is_a_new_place_and_stops_an_erasure(lead, practitioner, offered, rotherham):
    step(practitioner, offered, "declined", sure="yes")
    url = f"/rotherham/women/{offered.woman_id}/reopen/"
    assert lead.post(url, {"key": uuid.uuid4(), "on": TODAY, "source": "Herself"}).status_code == 302
    with scope_of(rotherham):
        assert list(Place.objects.order_by("number").values_list("number", "declined_on")) == [(1, TODAY), (2, None)]
        assert Erasure.objects.get().stopped_on == TODAY


def test_a_referral_takes_the_next_reference_and_asks_about_a_likely_double(coordinator, rotherham):
    with scope_of(rotherham):
        PlaceFactory(woman__ref="RTH-0038", woman__known_as="Zoë", woman__full_name="Zoë Ember")
    values = {"key": str(uuid.uuid4()), "known_as": "zoe", "full_name": "", "referred_on": TODAY, "priority_rank": "3"}
    first = coordinator.post("/rotherham/referrals/add/", values)
    assert first.status_code == 422
    assert 'Zoë, <span class="pause-ref">RTH-0038' in first.content.decode()
    assert coordinator.post("/rotherham/referrals/add/", {**values, "same_as": "new"}).status_code == 302
    with scope_of(rotherham):
        woman = Woman.objects.latest("pk")
        assert (woman.ref, woman.known_as, woman.priority_rank) == ("RTH-0039", "zoe", 3)
        assert woman.places.get().referred_on == TODAY


def test_how_many_of_the_twenty_highest_ranked_hold_a_place(coordinator, rotherham):
    with scope_of(rotherham):
        cohort = CohortFactory(starts_on=ago(50))
        for rank in range(1, 23):
            seat = (
                {"offered_on": ago(20), "cohort": cohort}
                if rank in (1, 2, 21)
                else {"offered_on": None, "cohort": None}
            )
            PlaceFactory(woman__priority_rank=rank, referred_on=ago(60), **seat)
    page = coordinator.get("/rotherham/referrals/").content.decode()
    assert "2 of the 20 highest ranked" in page


def test_her_rank_never_stands_on_her_record(rotherham):
    with scope_of(rotherham):
        place = PlaceFactory(woman__priority_rank=987654)
    client = client_of(Role.PRACTICE_LEAD)
    from women.record import SECTIONS

    for path in ["", *(f"{key}/" for key in SECTIONS)]:
        assert b"987654" not in client.get(f"/rotherham/women/{place.woman_id}/{path}").content, path


def test_her_own_post_at_another_practice_is_not_offered(lead, offered, rotherham, hackney):
    from practices.models import Membership
    from tests.conftest import user_of

    with scope_of(hackney):
        elsewhere = Membership.objects.create(
            practice=hackney, user=user_of(Role.PRACTICE_LEAD), role=Role.PRACTITIONER, starts_on=ago(10)
        )
    try:
        values = {"key": uuid.uuid4(), "women": [offered.woman_id], "to": elsewhere.pk}
        assert lead.post("/rotherham/team/caseloads/", values).status_code == 422
        for path in ("caseloads", "names"):
            assert f'value="{elsewhere.pk}"' not in lead.get(f"/rotherham/team/{path}/").content.decode()
    finally:
        with scope_of(hackney):
            elsewhere.delete()


def test_a_caseload_moves_to_a_colleague(lead, offered, rotherham):
    from tests.conftest import membership_of

    with scope_of(rotherham):
        to = membership_of(Role.PRACTITIONER)
    lead.post("/rotherham/team/caseloads/", {"key": uuid.uuid4(), "women": [offered.woman_id], "to": to.pk})
    with scope_of(rotherham):
        woman = Woman.objects.get(pk=offered.woman_id)
        assert (woman.practitioner, woman.practitioner_name) == (to, "Practitioner of Rotherham")
