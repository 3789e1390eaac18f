"""A step dated outside its cohort is asked about; what cannot be is refused; the clock says what is so."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.conftest import scope_of
from tests.factories import CohortFactory, PlaceFactory, WomanFactory
from tests.page_forms import press
from tests.women.test_corrections import ago, begun, send, take
from women.actions import places
from women.clock import month_in_words
from women.codes import PlaceStep
from women.lifecycle import StepNotAllowed
from women.models import Cohort, Place
from women.periods import outside_cohort

S = PlaceStep
TODAY = timezone.localdate()
STARTS, ENDS = date(2023, 11, 8), date(2025, 5, 8)


def asked(step, on, clock="cohort"):
    return outside_cohort(Cohort(practice_id=1, number=1, starts_on=STARTS, programme_clock=clock), step, on)


@pytest.mark.parametrize("step", PlaceStep)
def test_every_step_is_asked_about_outside_its_cohort_or_can_be_at_any_time(step):
    any_time = {S.REFERRED, S.WAITING, S.NOT_ELIGIBLE, S.DECLINED, S.CLOSED}
    assert bool(asked(step, STARTS - timedelta(days=200))) == (step not in any_time)
    assert asked(step, STARTS) == asked(step, ENDS - timedelta(days=1)) == ""
    begins_something = step in (S.OFFERED, S.AGREED, S.TRANSITION)
    assert bool(asked(step, ENDS)) == begins_something
    assert asked(step, ENDS + timedelta(days=500), clock="woman") == ""


def test_outreach_may_begin_16_weeks_before_a_cohort():
    assert asked(S.OFFERED, STARTS - timedelta(days=112)) == ""
    assert asked(S.OFFERED, STARTS - timedelta(days=113))


def test_an_offer_after_the_cohort_is_asked_and_can_be_confirmed_and_the_clock_is_right(lead, rotherham):
    with scope_of(rotherham):
        CohortFactory(number=1, starts_on=STARTS)
        place = places.refer(woman=WomanFactory(), on=ago(9), by=None)
    url = f"/rotherham/women/{place.woman_id}/step/offered/"
    values = {"key": uuid.uuid4(), "on": ago(5)}
    page = lead.post(url, values).content.decode()
    assert "The 18 months of cohort 1 ran from 8 November 2023 to 8 May 2025" in page
    back = lead.post(url, {**values, "sure": "yes", "press": "change"})
    assert back.status_code == 200
    assert "Check before you save" not in back.content.decode()
    assert press(lead, url, {**values, "sure": "yes"}).status_code == 302
    front = lead.get(f"/rotherham/women/{place.woman_id}/").content.decode()
    assert "after the 18 months of her cohort, which ended 8 May 2025" in front
    assert "18 months ended" not in front


def test_an_offer_of_an_earlier_day_is_of_the_cohort_of_that_day(lead, rotherham):
    with scope_of(rotherham):
        first, _ = CohortFactory(number=1, starts_on=ago(300)), CohortFactory(number=2, starts_on=ago(3))
        place = places.refer(woman=WomanFactory(), on=ago(30), by=None)
    values = {"key": uuid.uuid4(), "on": ago(20)}
    assert lead.post(f"/rotherham/women/{place.woman_id}/step/offered/", values).status_code == 302
    with scope_of(rotherham):
        assert Place.objects.get().cohort == first


def test_a_corrected_day_outside_the_cohort_is_asked(lead, rotherham):
    with scope_of(rotherham):
        place = begun()
        Cohort.objects.update(starts_on=ago(150))
    day = ago(270)
    boxes = {"on": day.isoformat()}
    page = send(lead, place, "agreed", do="correct", why="A slip.", **boxes).content.decode()
    assert "is well before that. Is the day right?" in page


@pytest.mark.parametrize("agreed", [date(2026, 1, 9), None])
def test_a_place_that_began_after_the_months_does_not_say_that_hers_ended(agreed, in_rotherham):
    cohort = CohortFactory(number=1, starts_on=STARTS)
    place = PlaceFactory(cohort=cohort, referred_on=date(2026, 1, 1), offered_on=date(2026, 1, 2), agreed_on=agreed)
    said = month_in_words(place, date(2026, 2, 1))
    what = "Agreed" if agreed else "Offered"
    assert said == f"{what} after the 18 months of her cohort, which ended 8 May 2025"


def test_a_further_referral_before_the_earlier_place_ended_is_refused(in_rotherham):
    place = begun()
    take(place, S.CLOSED, ago(10), reason="moved_away")
    with pytest.raises(StepNotAllowed, match="before her earlier place ended"):
        places.refer(woman=place.woman, on=ago(11), by=None)
    assert places.refer(woman=place.woman, on=ago(10), by=None).number == 2


def test_an_agreement_does_not_end_after_her_place(in_rotherham):
    place = begun()
    take(place, S.CLOSED, ago(10), reason="moved_away")
    with pytest.raises(StepNotAllowed, match="after her place ended"):
        places.end_agreement(place=place, on=ago(9), by=None, words="No more.")
