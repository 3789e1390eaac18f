"""The life of a place: allowed steps, its history, and the last seat."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connections

from tests.conftest import scope_of
from tests.factories import CohortFactory, PlaceFactory, WomanFactory
from women import lifecycle
from women.actions.places import NoSeat, offer, refer, take_step
from women.codes import PlaceStep
from women.lifecycle import ALLOWED, StepNotAllowed
from women.models import Place

D = date
TODAY = D(2019, 4, 10)


@pytest.mark.parametrize("current", PlaceStep)
@pytest.mark.parametrize("to", PlaceStep)
def test_only_the_steps_of_the_table_are_allowed(current, to):
    reason = "other" if to is PlaceStep.CLOSED else ""
    words = {"since": D(2019, 1, 1), "on": D(2019, 1, 1), "today": TODAY, "reason": reason}
    if to in ALLOWED[current]:
        assert lifecycle.step(current, to, **words) is to
    else:
        with pytest.raises(StepNotAllowed):
            lifecycle.step(current, to, **words)


@pytest.mark.parametrize(
    ("on", "reason", "to", "said"),
    [
        (D(2019, 4, 11), "", PlaceStep.AGREED, "not in the future"),
        (D(2018, 12, 31), "", PlaceStep.AGREED, "before"),
        (D(2019, 1, 1), "", PlaceStep.CLOSED, "Give a reason"),
        (D(2019, 1, 1), "other", PlaceStep.AGREED, "takes no reason"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why(on, reason, to, said):
    with pytest.raises(StepNotAllowed, match=said):
        lifecycle.step(PlaceStep.OFFERED, to, since=D(2019, 1, 1), on=on, today=TODAY, reason=reason)


def test_every_step_is_kept_in_the_history(in_rotherham):
    place = refer(woman=WomanFactory(), on=D(2018, 6, 1), by=None)
    offer(place=place, cohort=CohortFactory(), on=D(2018, 7, 2), by=None, today=TODAY)
    take_step(place=place, to=PlaceStep.AGREED, on=D(2018, 9, 1), by=None, today=TODAY)
    take_step(place=place, to=PlaceStep.CLOSED, on=D(2019, 2, 1), by=None, today=TODAY, reason="moved_away")
    place.refresh_from_db()
    assert (place.offered_on, place.agreed_on, place.closed_on) == (D(2018, 7, 2), D(2018, 9, 1), D(2019, 2, 1))
    assert list(place.steps.values_list("step", "reason")) == [
        ("referred", ""), ("offered", ""), ("agreed", ""), ("closed", "moved_away"),
    ]  # fmt: skip


def test_a_woman_who_was_here_before_gets_a_further_place(in_rotherham):
    woman = WomanFactory()
    refer(woman=woman, on=D(2018, 6, 1), by=None)
    with pytest.raises(StepNotAllowed, match="has not ended"):
        refer(woman=woman, on=D(2018, 7, 1), by=None)
    Place.objects.update(closed_on=D(2018, 12, 1), closure_reason="moved_away")
    assert refer(woman=woman, on=D(2019, 1, 1), by=None).number == 2


def test_an_offer_beyond_the_last_seat_is_refused_in_words(in_rotherham):
    cohort = CohortFactory(capacity=1)
    PlaceFactory(cohort=cohort)
    with pytest.raises(NoSeat, match="All 1 seats"):
        offer(
            place=refer(woman=WomanFactory(), on=D(2018, 6, 1), by=None),
            cohort=cohort,
            on=D(2018, 7, 2),
            by=None,
            today=TODAY,
        )


@pytest.mark.usefixtures("committed")
class TestLastSeat:
    def test_of_two_people_offering_it_at_once_one_is_told(self, rotherham):
        with scope_of(rotherham):
            cohort = CohortFactory(capacity=2)
            PlaceFactory(cohort=cohort)
            waiting = [refer(woman=WomanFactory(), on=D(2018, 6, 1), by=None) for _ in range(2)]
        told, barrier = [], threading.Barrier(2)

        def press(place):
            barrier.wait()
            try:
                with scope_of(rotherham):
                    offer(place=place, cohort=cohort, on=D(2018, 7, 2), by=None, today=TODAY)
                told.append("offered")
            except NoSeat:
                told.append("no seat")
            finally:
                connections.close_all()

        threads = [threading.Thread(target=press, args=[place]) for place in waiting]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        assert sorted(told) == ["no seat", "offered"]

    def test_the_database_refuses_it_on_every_other_path(self, rotherham):
        with scope_of(rotherham):
            cohort = CohortFactory(capacity=1)
            PlaceFactory(cohort=cohort)
            second = PlaceFactory(cohort=cohort, declined_on=D(2018, 8, 1))
        with pytest.raises(IntegrityError, match="seats of the cohort are taken"), scope_of(rotherham):
            PlaceFactory(cohort=cohort)
        with pytest.raises(IntegrityError, match="seats of the cohort are taken"), scope_of(rotherham):
            Place.objects.filter(pk=second.pk).update(declined_on=None)
        with pytest.raises(IntegrityError, match="seats of the cohort are taken"), scope_of(rotherham):
            Place.objects.bulk_create([Place(woman=WomanFactory(), cohort=cohort, offered_on=D(2018, 8, 1))])

    def test_a_seat_may_change_hands_within_one_transaction(self, rotherham):
        with scope_of(rotherham):
            cohort = CohortFactory(capacity=1)
            first = PlaceFactory(cohort=cohort)
        with scope_of(rotherham):
            PlaceFactory(cohort=cohort)
            Place.objects.filter(pk=first.pk).update(declined_on=D(2018, 8, 1))
        with scope_of(rotherham):
            assert Place.objects.count() == 2
