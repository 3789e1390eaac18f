"""A small Practice for journeys: two practitioners' women, as of today, committed for the web process to see."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from practices.permissions import Role
from tests.conftest import membership_of, scope_of
from tests.factories import (
    AppointmentFactory,
    CohortFactory,
    ContactFactory,
    GoalFactory,
    GoalScoreFactory,
    PlaceFactory,
    SafeContactFactory,
)

TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


def at(days, hour=10):
    """A time of a day from today on."""
    return timezone.make_aware(datetime.combine(TODAY + timedelta(days=days), time(hour)))


def with_women(practice):
    """Amber, agreed, with two goals; Bea, offered; Cara, a colleague's. Gives Amber's place and Bea's."""
    with scope_of(practice):
        mine = membership_of(Role.PRACTITIONER)
        cohort = CohortFactory(starts_on=ago(200))
        fields = {"cohort": cohort, "referred_on": ago(220), "offered_on": ago(200)}
        amber = PlaceFactory(
            woman__known_as="Amber", woman__ref="RTH-0001", woman__practitioner=mine, agreed_on=ago(150), **fields
        )
        bea = PlaceFactory(
            woman__known_as="Bea", woman__ref="RTH-0002", woman__practitioner=mine, **{**fields, "offered_on": ago(20)}
        )
        PlaceFactory(
            woman__known_as="Cara", woman__ref="RTH-0003", woman__practitioner=membership_of(Role.COORDINATOR), **fields
        )
        for words, score in (("A place of my own.", 3), ("Sleep through the night.", 4)):
            goal = GoalFactory(woman=amber.woman, in_her_words=words, area="housing", set_on=ago(140))
            GoalScoreFactory(goal=goal, on=ago(60), score=score)
        ContactFactory(woman=amber.woman, started_at=at(-15), recorded_at=at(-14), note="We met at the park.")
        AppointmentFactory(woman=amber.woman, at=at(-2), service="gp", attendance="scheduled")
        SafeContactFactory(woman=amber.woman, channel="phone", is_safe="no", who_else_sees="Her partner")
    return amber, bea
