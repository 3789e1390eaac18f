"""Rotherham in the demonstration: its published cohort, as its workbook says, and an invented one that runs today."""

from datetime import date, timedelta

from practices.models import Membership, Practice, User
from reporting.demonstration.backdating import entered_on_its_day
from reporting.demonstration.daily import fill_records
from reporting.demonstration.histories import History, invent
from reporting.demonstration.loading import write
from reporting.demonstration.profiles import PRACTITIONERS, Profile
from reporting.quarters import Quarter
from sessions_log.actions.names import link
from women.actions.places import open_places
from women.clock import planned_end
from women.codes import ClosureReason, PlaceStep
from women.models import Place, Step

NEXT_STEPS = timedelta(days=365)
FIRST_REF = 101  # the workbook's references end before
NOW = Profile(
    "rotherham", "Rotherham", "Rotherham Metropolitan Borough Council", "Rotherham Metropolitan Borough Council", 2
)


def bring_up_to_today(practice: Practice, practitioner: User, lead: User, *, today: date) -> None:
    """End the published cohort as it was planned and begin a second; its returns are due from this quarter on.

    What the workbook says of 2018-19 stays: every date that is added lies after it. The scope is open.
    """
    membership = Membership.objects.get(user=practitioner)
    link(name=PRACTITIONERS[0], practitioner=membership)
    _end_published(lead)
    with entered_on_its_day():
        write(_second_cohort(today), membership)
        fill_records(lead, today=today)
    practice.returns_from = Quarter.of(today).start
    practice.save(update_fields=["returns_from"])


def _end_published(lead: User) -> None:
    """Each woman completes when her 18 months are over, and leaves Next Steps a year later."""
    places = list(open_places().select_related("cohort"))
    for place in places:
        end = planned_end(place)
        assert end is not None
        place.completed_on = end - timedelta(days=1)
        place.closed_on, place.closure_reason = place.completed_on + NEXT_STEPS, ClosureReason.COMPLETED
    Place.objects.bulk_update(places, ["completed_on", "closed_on", "closure_reason"])
    Step.objects.bulk_create(
        step
        for place in places
        for step in (
            Step(place=place, step=PlaceStep.NEXT_STEPS, on=place.completed_on, recorded_by=lead),
            Step(
                place=place, step=PlaceStep.CLOSED, on=place.closed_on, reason=place.closure_reason, recorded_by=lead
            ),
        )
    )  # fmt: skip


def _second_cohort(today: date) -> History:
    """Invented as for every other Practice, after the workbook's numbers; the scoping list ranks the first cohort."""
    history = invent(NOW, today=today)
    for cohort in history.cohorts:
        cohort["number"] += 1
    for number, case in enumerate(history.cases, start=FIRST_REF):
        case.cohort += 1
        case.woman |= {"ref": f"RTH-{number:04d}", "priority_rank": None}
    return history
