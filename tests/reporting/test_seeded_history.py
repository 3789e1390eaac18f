"""The demonstration's history: of its own time, as if each row had been entered on its day."""

from dataclasses import replace

import pytest
from django.db.models import Max, Min
from django.utils import timezone

from practices.london import start_of
from practices.models import Membership
from practices.permissions import Role
from practices.tenancy.scope import practice_scope
from reporting.demonstration import returns
from reporting.demonstration.backdating import ENTERED, entered_on_its_day
from reporting.demonstration.daily import fill_records
from reporting.demonstration.histories import invent
from reporting.demonstration.loading import write
from reporting.demonstration.profiles import PROFILES
from reporting.figures import figures_of
from reporting.models import Return
from reporting.quarters import Quarter
from reporting.restating.noticing import notice
from sessions_log.models import Appointment, Contact
from tests.conftest import scope_of, user_of
from women.history import history_models
from women.models import Place
from women.withdrawing import all_that_goes

pytestmark = pytest.mark.usefixtures("committed")
PROFILE = replace(PROFILES[0], live_quarters=4, capacity=8, clock="cohort")


@pytest.fixture
def loaded(hackney):
    """A small Practice, loaded as the demonstration's are, and its last quarter sent."""
    today = timezone.localdate()
    hackney.went_live_on = (quarter := Quarter.of(today)).previous.previous.previous.previous.start
    hackney.save(using="owner", update_fields=["went_live_on"])
    with scope_of(hackney):
        membership = Membership.objects.get(user=user_of(Role.PRACTITIONER, "hackney"))
        with entered_on_its_day():
            write(invent(PROFILE, today=today), membership)
            fill_records(user_of(Role.PRACTICE_LEAD, "hackney"), today=today)
    with scope_of(hackney):
        (wanted,) = returns.counted_for(hackney, user_of(Role.PRACTICE_LEAD, "hackney"), [quarter.previous])
    returns.keep(wanted, {}, submitted=True, accepted=False, analyst=user_of(Role.NATIONAL_ANALYST, None))
    return hackney


def test_a_history_is_of_its_own_time_and_one_row_taken_back_is_what_a_sent_return_says(loaded):
    quarter = Quarter.of(timezone.localdate()).previous
    day_begins = start_of(timezone.localdate())
    with practice_scope(loaded.pk):
        filled = {event.pgh_tracked_model._meta.label for event in history_models() if event.objects.exists()}
        assert filled <= set(ENTERED), "each kind that is loaded says when it would have been entered"
        for event in history_models():
            times = event.objects.aggregate(first=Min("pgh_created_at"), last=Max("pgh_created_at"))
            assert times["last"] is None or times["last"] < day_begins, event
        assert not Contact.objects.filter(recorded_at__gt=day_begins).exists()
        contacts = list(Contact.objects.order_by("pk")[:5])
        assert [all_that_goes(contact) for contact in contacts] == [[contact] for contact in contacts]
        assert Place.objects.exists()
    with practice_scope(loaded.pk):
        Appointment.objects.filter(
            at__gte=start_of(quarter.start), at__lt=start_of(quarter.end), attendance="attended"
        ).first().delete()
    with practice_scope(loaded.pk):
        sent = Return.objects.get()
        found = notice(
            sent, figures_of(loaded, quarter, today=timezone.localdate()), loaded.pk, quarter, now=timezone.now()
        )
        whys = {one["why"] for one in found.changes}
    assert whys == {"1 appointment taken back"}
